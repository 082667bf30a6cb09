internal import Glibc

/// The double nearest to a decimal number, exactly, without text: the counterpart of `FixedDecimal`.
///
/// Where significand and power of ten are both exact in a double one multiplication or division rounds once and so
/// correctly (W. D. Clinger, "How to read floating point numbers accurately", 1990). Coordinates with 16 to 19 digits
/// take one division of 128 by 64 bits, whose quotient has 64 significant bits and whose remainder tells what lies
/// beyond them.
enum DecimalReading {
  private static let exactPowers: [Double] = (0...22).map { power in (0..<power).reduce(1) { value, _ in value * 10 } }
  private static let wholePowers: [UInt64] = (0...19).map { power in (0..<power).reduce(1) { value, _ in value * 10 } }

  /// `significand` · 10^`power`; nil where neither way is exact and the text must be asked.
  @inline(__always)
  static func value(_ significand: UInt64, _ power: Int) -> Double? {
    if power == 0 && significand < 1 << 53 { return Double(significand) }
    if power < 0 {
      if significand < 1 << 53 && power >= -22 { return Double(significand) / exactPowers[-power] }
      return power >= -19 ? quotient(significand, wholePowers[-power]) : nil
    }
    return significand < 1 << 53 && power <= 22 ? Double(significand) * exactPowers[power] : nil
  }

  /// `dividend` / `divisor`, rounded to nearest, ties to even; both above zero.
  private static func quotient(_ dividend: UInt64, _ divisor: UInt64) -> Double {
    let (shift, divisorShift) = (dividend.leadingZeroBitCount, divisor.leadingZeroBitCount)
    let high = dividend << UInt64(shift)
    let low = divisor << UInt64(divisorShift)
    // The quotient of two numbers with their highest bit set lies between a half and two: halving the larger dividend
    // leaves 64 bits, the first of them set.
    let isHalved = high >= low
    let parts = isHalved ? (high: high >> 1, low: high << 63) : (high: high, low: 0)
    let (bits, remainder) = low.dividingFullWidth(parts)
    var significand = bits >> 11
    let rest = bits & 0x7FF
    if rest > 0x400 || (rest == 0x400 && (remainder != 0 || significand & 1 == 1)) { significand += 1 }
    let exponent = divisorShift - shift - 64 + (isHalved ? 1 : 0) + 11
    // Between 2⁻¹¹⁶ and 2¹: a normal double, and the product is exact.
    return Double(significand) * Double(bitPattern: UInt64(exponent + 1023) << 52)
  }

  /// The same for numbers of any length, from their text, which is a number in JSON's grammar.
  static func value(ofText bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    Double(String(decoding: bytes, as: UTF8.self))
  }
}
