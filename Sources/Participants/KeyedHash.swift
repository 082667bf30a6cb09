/// SipHash-2-4 with 128 bits (J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF", 2012).
///
/// Under a secret key of one run nobody can tell from a hash whose number it was, by trying all numbers either. Among
/// ten million participants two have the same hash with a probability of 10⁻²⁵.
struct KeyedHash: Sendable {
  struct Value: Sendable, Hashable {
    let low, high: UInt64
  }

  private let first, second: UInt64

  init(first: UInt64, second: UInt64) { (self.first, self.second) = (first, second) }

  /// A key that nobody knows and that is gone with the run.
  static func random() -> KeyedHash {
    var generator = SystemRandomNumberGenerator()
    return KeyedHash(first: generator.next(), second: generator.next())
  }

  func callAsFunction(_ bytes: UnsafeBufferPointer<UInt8>) -> Value {
    var state = State(first, second)
    let whole = bytes.count & ~7
    var position = 0
    while position < whole {
      state.compress(UnsafeRawPointer(bytes.baseAddress! + position).loadUnaligned(as: UInt64.self).littleEndian)
      position += 8
    }
    var last = UInt64(truncatingIfNeeded: bytes.count) << 56
    for offset in whole..<bytes.count { last |= UInt64(bytes[offset]) << UInt64(8 * (offset - whole)) }
    state.compress(last)
    state.v2 ^= 0xEE
    for _ in 0..<4 { state.round() }
    let low = state.v0 ^ state.v1 ^ state.v2 ^ state.v3
    state.v1 ^= 0xDD
    for _ in 0..<4 { state.round() }
    return Value(low: low, high: state.v0 ^ state.v1 ^ state.v2 ^ state.v3)
  }

  private struct State {
    var v0, v1, v2, v3: UInt64

    init(_ first: UInt64, _ second: UInt64) {
      v0 = first ^ 0x736F_6D65_7073_6575
      v1 = second ^ 0x646F_7261_6E64_6F6D ^ 0xEE
      v2 = first ^ 0x6C79_6765_6E65_7261
      v3 = second ^ 0x7465_6462_7974_6573
    }

    @inline(__always)
    mutating func compress(_ word: UInt64) {
      v3 ^= word
      round()
      round()
      v0 ^= word
    }

    @inline(__always)
    mutating func round() {
      v0 = v0 &+ v1
      v1 = v1 << 13 | v1 >> 51
      v1 ^= v0
      v0 = v0 << 32 | v0 >> 32
      v2 = v2 &+ v3
      v3 = v3 << 16 | v3 >> 48
      v3 ^= v2
      v0 = v0 &+ v3
      v3 = v3 << 21 | v3 >> 43
      v3 ^= v0
      v2 = v2 &+ v1
      v1 = v1 << 17 | v1 >> 47
      v1 ^= v2
      v2 = v2 << 32 | v2 >> 32
    }
  }
}
