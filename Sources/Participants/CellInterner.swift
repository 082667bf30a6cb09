/// Gives each different text of one chunk a number, from 0 in the order of appearance, without making a `String` of it.
struct CellInterner {
  private var slots: [Int32]
  private var hashes: [UInt64] = []
  private var ends: [Int] = []
  private var texts: [UInt8] = []

  /// How often each text came.
  private(set) var counts: [Int] = []

  init(capacity: Int = 256) { slots = Array(repeating: -1, count: capacity) }

  var count: Int { counts.count }

  /// The number of a text.
  mutating func number(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let hash = Self.hash(bytes)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if hashes[number] == hash && isEqual(number, bytes) {
        counts[number] += 1
        return number
      }
      slot = (slot + 1) & mask
    }
    let number = counts.count
    slots[slot] = Int32(number)
    hashes.append(hash)
    texts.append(contentsOf: bytes)
    ends.append(texts.count)
    counts.append(1)
    if counts.count * 2 > slots.count { grow() }
    return number
  }

  func bytes(_ number: Int) -> ArraySlice<UInt8> { texts[range(number)] }

  func text(_ number: Int) -> String { String(decoding: bytes(number), as: UTF8.self) }

  private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

  private func isEqual(_ number: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = range(number)
    guard range.count == bytes.count else { return false }
    return texts.withUnsafeBufferPointer { own in
      for offset in 0..<bytes.count where own[range.lowerBound + offset] != bytes[offset] { return false }
      return true
    }
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 4)
    let mask = slots.count - 1
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(number)
    }
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var position = 0
    while position + 8 <= bytes.count {
      hash = mix(hash, UnsafeRawPointer(bytes.baseAddress! + position).loadUnaligned(as: UInt64.self))
      position += 8
    }
    var last: UInt64 = 0
    for offset in position..<bytes.count { last = last << 8 | UInt64(bytes[offset]) }
    return mix(hash, last)
  }

  @inline(__always)
  private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}
