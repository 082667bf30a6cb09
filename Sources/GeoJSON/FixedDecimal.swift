internal import Glibc

/// Writes doubles in decimal notation with at most a fixed number of decimals, correctly rounded, byte by byte.
///
/// The text is what `printf("%.Df")` gives: the exact binary value is rounded to the nearest decimal and a tie goes
/// to the even digit. What differs is shorter to read for a machine: zeros at the end of the fraction are dropped
/// (`117.5`, `117`), zero has no sign (`-0.0000001` with six decimals is `0`), and there is never an exponent.
///
/// ## How the rounding stays exact
///
/// With `S = 10^D` (exact in a double, as D ≤ 15) let `p = fl(|v|·S)` and `e = |v|·S - p`, so that `|e|` is at most
/// half a unit in the last place of `p`. Where `p < 2^51` the distance of `p` to its nearest integer, `d`, is an exact
/// multiple of that unit. If `|d| < 1/2` it is at most a unit less than a half, hence `|d + e| < 1/2` and rounding `p`
/// has rounded `|v|·S`. Only where `|d| = 1/2` the error decides; those values, and the large ones, take the exact path
/// over 128-bit integers.
struct FixedDecimal: Sendable {
  static let supportedDecimals = 0...15

  let decimals: Int
  private let scale: UInt64
  private let factor: Double
  /// Brings a fraction to 8 or to 16 digits, aligned to the left.
  private let padding: UInt64

  init(decimals: Int) {
    precondition(Self.supportedDecimals.contains(decimals), "a number has 0 to 15 decimals")
    self.decimals = decimals
    let powers = Self.powersOfTen
    scale = powers[decimals]
    factor = Double(powers[decimals])
    padding = powers[(decimals <= 8 ? 8 : 16) - decimals]
  }

  private static let powersOfTen: [UInt64] = (0...16).reduce(into: [1]) { powers, _ in powers.append(powers.last! * 10)
  }

  /// Bytes that `write` may touch for a magnitude up to `magnitude`: sign, whole part, point and two words of digits.
  static func capacity(upTo magnitude: Double) -> Int { (magnitude < 1e15 ? 24 : 320) + 18 }

  /// Writes a finite value at `out` and answers the place behind it; the room there is at least `capacity(upTo:)`.
  @inline(__always)
  func write(_ value: Double, at out: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    let magnitude = value.magnitude
    let product = magnitude * factor
    guard product < 0x1p51 else { return writeExactly(value, at: out) }
    // Adding 2^52 leaves the nearest integer, ties to even, in the low bits of the significand.
    let shifted = product + 0x1p52
    let distance = product - (shifted - 0x1p52)
    guard distance.magnitude != 0.5 else { return writeExactly(value, at: out) }
    let scaled = shifted.bitPattern & (1 << 52 - 1)
    var whole = UInt64(magnitude)
    var fraction = scaled &- whole &* scale
    if fraction == scale {
      whole &+= 1
      fraction = 0
    }
    return write(whole: whole, fraction: fraction, isNegative: value < 0, at: out)
  }

  @inline(__always)
  private func write(
    whole: UInt64, fraction: UInt64, isNegative: Bool, at start: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    var out = start
    if isNegative && whole | fraction != 0 {
      out.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
      out += 1
    }
    out = DecimalDigits.write(whole, at: out)
    guard fraction != 0 else { return out }
    out.storeBytes(of: UInt8(ascii: "."), as: UInt8.self)
    out += 1
    let aligned = fraction &* padding
    guard decimals > 8 else { return DecimalDigits.writeDroppingZeros(aligned, at: out) }
    let (high, low) = aligned.quotientAndRemainder(dividingBy: 100_000_000)
    if low == 0 { return DecimalDigits.writeDroppingZeros(high, at: out) }
    return DecimalDigits.writeDroppingZeros(low, at: DecimalDigits.writeEight(high, at: out))
  }

  /// The path of ties and of large values: `|v|·S = m·S·2^k` with a whole `m < 2^53`, rounded in 128 bits.
  @inline(never)
  private func writeExactly(_ value: Double, at out: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    precondition(value.isFinite, "only finite numbers can be written")
    let magnitude = value.magnitude
    if magnitude >= 0x1p53 { return writeInteger(value, at: out) }
    let significand = UInt128(magnitude.significandBitPattern | 1 << 52)
    let shift = 52 - magnitude.exponent
    let numerator = significand * UInt128(scale)
    var rounded = numerator >> UInt128(shift)
    if shift > 0 {
      let rest = numerator - rounded << UInt128(shift)
      let half = UInt128(1) << UInt128(shift - 1)
      if rest > half || (rest == half && rounded & 1 == 1) { rounded += 1 }
    }
    let (whole, fraction) = rounded.quotientAndRemainder(dividingBy: UInt128(scale))
    return write(whole: UInt64(whole), fraction: UInt64(fraction), isNegative: value < 0, at: out)
  }

  /// From 2^53 on every double is a whole number.
  private func writeInteger(_ value: Double, at out: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    let capacity = Self.capacity(upTo: value.magnitude)
    let count = withVaList([value]) {
      vsnprintf(out.assumingMemoryBound(to: CChar.self), capacity, "%.0f", $0)
    }
    return out + Int(count)
  }
}

/// Decimal digits by arithmetic on eight bytes at a time.
enum DecimalDigits {
  /// Writes an integer without leading zeros; touches up to 24 bytes.
  @inline(__always)
  static func write(_ value: UInt64, at out: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    if value < 100_000_000 {
      let digits = eightDigits(value)
      let leadingZeros = min(digits.trailingZeroBitCount / 8, 7)
      store((digits | asciiZeros) >> UInt64(8 * leadingZeros), at: out)
      return out + (8 - leadingZeros)
    }
    let (high, low) = value.quotientAndRemainder(dividingBy: 100_000_000)
    return writeEight(low, at: write(high: high, at: out))
  }

  @inline(never)
  private static func write(high value: UInt64, at out: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    write(value, at: out)
  }

  /// Writes the eight digits of a number below 10^8, zeros and all.
  @inline(__always)
  static func writeEight(_ value: UInt64, at out: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    store(eightDigits(value) | asciiZeros, at: out)
    return out + 8
  }

  /// Writes the eight digits of a number in 1..<10^8 without the zeros at their end; touches 8 bytes.
  @inline(__always)
  static func writeDroppingZeros(_ value: UInt64, at out: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    let digits = eightDigits(value)
    store(digits | asciiZeros, at: out)
    return out + (8 - digits.leadingZeroBitCount / 8)
  }

  private static var asciiZeros: UInt64 { 0x3030_3030_3030_3030 }

  /// The digits of a number below 10^8, one to a byte, the first in the lowest: halved to four, two and one digit in
  /// lanes of 32, 16 and 8 bits, where a multiplication and a shift divide all lanes at once (exact in their range).
  @inline(__always)
  private static func eightDigits(_ value: UInt64) -> UInt64 {
    let upper = value / 10_000
    let fours = upper | (value &- upper &* 10_000) << 32
    let hundreds = ((fours &* 10_486) >> 20) & 0x0000_007F_0000_007F
    let pairs = hundreds | (fours &- hundreds &* 100) << 16
    let tens = ((pairs &* 103) >> 10) & 0x000F_000F_000F_000F
    return tens | (pairs &- tens &* 10) << 8
  }

  @inline(__always)
  private static func store(_ word: UInt64, at out: UnsafeMutableRawPointer) {
    out.storeBytes(of: word.littleEndian, as: UInt64.self)
  }
}
