import Testing
import TextEncodings

@Suite struct TextEncodingTests {
  @Test(arguments: [
    ("UTF-8", "UTF-8"), ("utf8", "UTF-8"), ("65001", "UTF-8"), ("1252", "CP1252"), ("ANSI 1252", "CP1252"),
    ("windows-1252", "CP1252"), ("ISO 88591", "ISO-8859-1"), ("88591", "ISO-8859-1"), ("ISO-8859-2", "ISO-8859-2"),
    ("CP437\n", "CP437"), ("OEM 850", "CP850"), ("LATIN1", "ISO-8859-1"),
  ])
  func labels(label: String, name: String) {
    #expect(TextEncoding(label: label)?.name == name)
  }

  @Test func unknownLabelIsNil() {
    #expect(TextEncoding(label: "klingon") == nil)
  }

  @Test func decodesOrRefuses() {
    func decode(_ encoding: TextEncoding, _ bytes: [UInt8]) -> String? {
      bytes.withUnsafeBytes { encoding.decode($0) }
    }
    #expect(decode(.windows1252, [0x4B, 0xE9, 0x80]) == "Ké€")
    #expect(decode(.latin1, [0x4B, 0xE9]) == "Ké")
    #expect(decode(.utf8, [0x4B, 0xC3, 0xA9]) == "Ké")
    #expect(decode(.utf8, [0x4B, 0xE9]) == nil)
    #expect(decode(.windows1252, [0x81]) == nil)
    #expect(decode(.utf16LittleEndian, [0x4B, 0x00, 0xE9, 0x00]) == "Ké")
    #expect(decode(.utf16LittleEndian, [0x4B, 0x00, 0xE9]) == nil)
    #expect(decode(.windows1252, []) == "")
  }
}
