/// Coordinates as tables write them.
enum CoordinateText {
  enum Reading: Equatable {
    case number(Double)
    case blank, broken
  }

  /// Powers of ten that are exact, so that one division rounds rightly.
  private static let powers: [Double] = {
    var powers = [1.0]
    while powers.count < 23 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// Reads a trimmed cell: digits with one decimal point or comma, and a sign.
  ///
  /// - Parameter isProjected: whether it is in metres and not in degrees. There `523.456` may be half a thousand or half
  ///   a million, so one to three digits, a mark and exactly three digits are no certain number.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, isProjected: Bool) -> Reading {
    var position = 0
    if position < bytes.count, bytes[position] == 0x27 { position += 1 }
    var isNegative = false
    if position < bytes.count, bytes[position] == 0x2D || bytes[position] == 0x2B {
      isNegative = bytes[position] == 0x2D
      position += 1
    } else if position + 2 < bytes.count, bytes[position] == 0xE2, bytes[position + 1] == 0x88,
      bytes[position + 2] == 0x92
    {
      isNegative = true
      position += 3
    }
    if position == bytes.count { return position == 0 || isNegative ? .blank : .broken }
    var digits = 0
    var significand: UInt64 = 0
    var dropped = 0
    var whole = -1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == 0x2E || byte == 0x2C {
        if whole >= 0 || digits == 0 { return .broken }
        whole = digits
        continue
      }
      guard byte >= 0x30, byte <= 0x39 else { return .broken }
      digits += 1
      // Digits beyond the eighteenth are far below what a place can mean, if they are decimals.
      if significand >= 100_000_000_000_000_000 {
        if whole < 0 { return .broken }
        dropped += 1
        continue
      }
      significand = significand * 10 + UInt64(byte - 0x30)
    }
    if digits == 0 || whole == digits { return .broken }
    let decimals = whole < 0 ? 0 : digits - whole
    if isProjected && decimals == 3 && whole <= 3 { return .broken }
    let kept = decimals - dropped
    if kept >= powers.count { return .broken }
    let value = Double(significand) / powers[max(0, kept)]
    return .number(isNegative ? -value : value)
  }
}
