/// Values as whole multiples of one power of two, so that their sums are exact whatever the order of addition.
///
/// Floating-point sums depend on the order of their terms, so a statistic would change in its last digits when the
/// units of a layer are listed in another order, and permuted sums that are equal on paper would miss being ties.
/// Here every value is a 128-bit whole number, with 125 − 2⌈log₂(n + 1)⌉ bits below the largest magnitude: 91 for
/// 83,000 units, where a double has 53. Values are rounded only if they are 2³⁸ times smaller than the largest one.
struct ExactValues: Sendable {
  /// `fixed[i] · 2^exponent` is the value of unit i.
  let fixed: [Int128]
  let total: Int128
  /// The power of two that one step of `fixed` stands for.
  let exponent: Int
  /// The largest magnitude is below `2^bits` steps.
  let bits: Int

  /// All values are finite.
  init(_ values: [Double]) {
    let count = values.count
    let indexBits = Int.bitWidth - count.leadingZeroBitCount
    bits = 125 - 2 * indexBits
    let largest = values.reduce(0.0) { max($0, $1.magnitude) }
    exponent = largest == 0 ? 0 : Int(largest.exponent) + 1 - bits
    let shift = -exponent
    fixed = values.map { Self.whole(Double(sign: .plus, exponent: shift, significand: $0)) }
    total = fixed.reduce(0, &+)
  }

  var count: Int { fixed.count }

  /// n·x_i − Σx, the exact deviation of unit i from the mean, times n.
  func scaledDeviation(_ unit: Int) -> Int128 { Int128(count) &* fixed[unit] &- total }

  /// The value of `steps` in units in which the largest magnitude is between 1 and 2; statistics without a unit are
  /// computed there, where nothing overflows.
  func normalised(_ steps: Int128) -> Double {
    Double(sign: .plus, exponent: 1 - bits, significand: Self.double(steps))
  }

  /// The value of `steps` in the values' own unit.
  func value(_ steps: Int128) -> Double {
    Double(sign: .plus, exponent: exponent, significand: Self.double(steps))
  }

  /// Two sums of `terms` values each are the same when they differ by at most this many steps: 2·terms·2⁻⁵⁰ of the
  /// largest magnitude.
  ///
  /// A value such as 1/3 is off by up to 2⁻⁵³ of itself before it arrives here, so sums that are equal on paper,
  /// 0.1 + 0.2 and 0.3 + 0, are not equal in doubles. The bound covers these errors and the rounding in `coarse`.
  func tolerance(terms: Int) -> Int128 { (Int128(2 * terms)) << Int128(bits - Self.coarseBits) }

  /// Values that differ by no more than their own rounding errors are all equal.
  var areAllEqual: Bool {
    let limit = Int128(count) &* tolerance(terms: 1)
    return fixed.indices.allSatisfy { scaledDeviation($0).magnitude <= limit.magnitude }
  }

  static let coarseBits = 50

  /// The values in 64 bits, rounded once to steps of 2⁻⁵⁰ of the power of two above the largest magnitude; above
  /// 2,047 terms to larger steps, so that `terms` values add up without overflow.
  func coarse(terms: Int) -> [Int64] {
    let termBits = Int.bitWidth - terms.leadingZeroBitCount
    let coarseBits = min(Self.coarseBits, 62 - termBits)
    let shift = Int128(bits - coarseBits)
    let half = Int128(1) << (shift - 1)
    return fixed.map { Int64(truncatingIfNeeded: ($0 &+ half) >> shift) }
  }

  /// The sum of the values, whatever their order.
  static func sum(_ values: [Double]) -> Double {
    let exact = ExactValues(values)
    return exact.value(exact.total)
  }

  /// A double of magnitude below 2¹²⁵, rounded to a whole number.
  private static func whole(_ value: Double) -> Int128 {
    let rounded = value.rounded()
    if rounded.magnitude < 0x1p62 { return Int128(Int64(rounded)) }
    // Exact: the high part is a whole multiple of 2⁶⁴ and the difference has at most 53 significant bits.
    let high = (rounded * 0x1p-64).rounded(.down)
    let low = rounded - high * 0x1p64
    return Int128(Int64(high)) << 64 | Int128(UInt64(low))
  }

  private static func double(_ whole: Int128) -> Double {
    let magnitude = whole.magnitude
    let result =
      Double(UInt64(truncatingIfNeeded: magnitude >> 64)) * 0x1p64 + Double(UInt64(truncatingIfNeeded: magnitude))
    return whole < 0 ? -result : result
  }
}
