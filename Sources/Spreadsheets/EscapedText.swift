/// Text as workbooks keep it: `_x000D_` stands for a sign that XML cannot hold (ECMA-376 part 1, 22.9.2.19).
enum EscapedText {
  static func decoded(_ utf8: [UInt8]) -> [UInt8] {
    guard utf8.contains(UInt8(ascii: "_")) else { return utf8 }
    return Array(decoded(String(decoding: utf8, as: UTF8.self)).utf8)
  }

  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
    var units: [UInt16] = []
    let source = Array(text.utf16)
    var position = 0
    while position < source.count {
      if let unit = escape(source, position) {
        units.append(unit)
        position += 7
      } else {
        units.append(source[position])
        position += 1
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// With escapes for control signs, and for text that would be taken for an escape.
  static func encoded(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { ($0 >= 0x20 || $0 == 0x0A || $0 == 0x09) && $0 != 0x5F && $0 != 0xEF }
    if isPlain { return text }
    let source = Array(text.utf16)
    var units: [UInt16] = []
    for (position, unit) in source.enumerated() {
      let isLegal = unit >= 0x20 ? unit < 0xFFFE : unit == 0x09 || unit == 0x0A
      if isLegal && escape(source, position) == nil {
        units.append(unit)
      } else {
        let digits = String(unit, radix: 16, uppercase: true)
        units += Array("_x\(String(repeating: "0", count: 4 - digits.count))\(digits)_".utf16)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// What the escape at a position stands for; nil if there is none.
  private static func escape(_ units: [UInt16], _ position: Int) -> UInt16? {
    guard position + 6 < units.count, units[position] == 0x5F, units[position + 1] == 0x78,
      units[position + 6] == 0x5F
    else { return nil }
    var value: UInt16 = 0
    for unit in units[(position + 2)..<(position + 6)] {
      switch unit {
      case 0x30...0x39: value = value << 4 | (unit - 0x30)
      case 0x41...0x46: value = value << 4 | (unit - 0x37)
      case 0x61...0x66: value = value << 4 | (unit - 0x57)
      default: return nil
      }
    }
    return value
  }
}
