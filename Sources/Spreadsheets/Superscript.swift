/// Digits that stand raised beside a text: marks of footnotes, never part of a number or a name.
enum Superscript {
  /// The same digits as raised signs of their own, so that whoever reads the text sees what the sheet shows.
  static func raised(_ text: some Sequence<UInt8>) -> [UInt8] {
    var raised: [UInt8] = []
    for byte in text {
      switch byte {
      case 0x31: raised += "¹".utf8
      case 0x32: raised += "²".utf8
      case 0x33: raised += "³".utf8
      // ⁰ and ⁴ to ⁹ are U+2070 and U+2074 to U+2079.
      case 0x30, 0x34...0x39: raised += [0xE2, 0x81, 0xB0 + byte - 0x30]
      default: raised.append(byte)
      }
    }
    return raised
  }
}
