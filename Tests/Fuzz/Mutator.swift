/// Damages bytes in the ways in which files are damaged: bits and bytes, numbers at their limits, pieces that are cut off,
/// doubled or come from another file, words of the format where they do not belong.
struct Mutator {
  private var state: UInt64
  private let words: [[UInt8]]

  init(seed: UInt64, words: [String]) {
    state = seed
    self.words = words.map { Array($0.utf8) }
  }

  /// SplitMix64 (Steele, Lea & Flood 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

  mutating func one<Element>(of list: [Element]) -> Element { list[below(list.count)] }

  private static let limits32: [UInt32] = [
    0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0xFFFF_FFFE, 0x4000_0000,
  ]
  private static let limits64: [Double] = [
    .nan, .infinity, -.infinity, 1e300, -1e300, .leastNonzeroMagnitude, 0, -0.0, 180, -180, 90, 180.000001, 1e9, -1e38,
  ]
  private static let numbers = [
    "0", "-1", "999999999999999999999", "9223372036854775807", "9223372036854775808", "1e400", "-0", "NaN", "1.5",
    "1,5",
    "1.234.567", "0x10", "4294967296", "2147483648", "",
  ]

  /// Bytes with one damage, or up to eight; other files of the same kind lend pieces.
  mutating func mutated(_ bytes: [UInt8], others: [[UInt8]]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<(below(2) == 0 ? 1 : 1 + below(8)) { damage(&bytes, others) }
    return bytes
  }

  private mutating func damage(_ bytes: inout [UInt8], _ others: [[UInt8]]) {
    guard !bytes.isEmpty else {
      bytes = others.isEmpty ? [UInt8(below(256))] : one(of: others)
      return
    }
    // Headers decide more than bodies do.
    let at = below(3) == 0 ? below(min(bytes.count, 160)) : below(bytes.count)
    switch below(12) {
    case 0: bytes[at] ^= 1 << UInt8(below(8))
    case 1: bytes[at] = UInt8(below(256))
    case 2, 3:
      var value = one(of: Self.limits32)
      if below(2) == 0 { value = value.byteSwapped }
      withUnsafeBytes(of: value) { overwrite(&bytes, at, Array($0)) }
    case 4: withUnsafeBytes(of: one(of: Self.limits64)) { overwrite(&bytes, at, Array($0)) }
    case 5: bytes.removeSubrange(at..<min(bytes.count, at + 1 + below(64)))
    case 6: bytes.removeSubrange(at...)
    case 7: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 1 + below(256))], at: at)
    case 8:
      let other = others.isEmpty ? bytes : one(of: others)
      let from = below(other.count)
      if from < other.count {
        bytes.insert(contentsOf: other[from..<min(other.count, from + 1 + below(512))], at: at)
      }
    case 9: if !words.isEmpty { bytes.insert(contentsOf: one(of: words), at: at) }
    case 10: replaceNumber(&bytes, near: at)
    default: bytes.insert(contentsOf: [UInt8](repeating: UInt8(below(256)), count: 1 + below(40)), at: at)
    }
    if bytes.count > 1 << 20 { bytes.removeSubrange((1 << 20)...) }
  }

  private func overwrite(_ bytes: inout [UInt8], _ at: Int, _ value: [UInt8]) {
    for (offset, byte) in value.enumerated() where at + offset < bytes.count { bytes[at + offset] = byte }
  }

  /// A run of digits becomes another number.
  private mutating func replaceNumber(_ bytes: inout [UInt8], near at: Int) {
    guard let start = bytes[at...].firstIndex(where: { (0x30...0x39).contains($0) }) else { return }
    let end = bytes[start...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.endIndex
    bytes.replaceSubrange(start..<end, with: Array(one(of: Self.numbers).utf8))
  }
}
