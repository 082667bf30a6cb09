internal import Glibc

/// A character encoding under the name that the C library's `iconv` knows.
public struct TextEncoding: Sendable, Hashable, CustomStringConvertible {
  /// The name as `iconv` and reports print it, for example `UTF-8` or `CP1252`.
  public let name: String

  private init(unchecked name: String) { self.name = name }

  public static let utf8 = TextEncoding(unchecked: "UTF-8")
  public static let utf16LittleEndian = TextEncoding(unchecked: "UTF-16LE")
  public static let utf16BigEndian = TextEncoding(unchecked: "UTF-16BE")
  public static let windows1252 = TextEncoding(unchecked: "CP1252")
  public static let latin1 = TextEncoding(unchecked: "ISO-8859-1")

  public var description: String { name }

  /// The encoding that a person or a `.cpg` file means by `label`; nil if the system knows none.
  ///
  /// Understands what `iconv` does and the habits of shapefiles: `1252`, `ANSI 1252`, `88591`, `ISO 88591`,
  /// `ISO8859-1`, `65001`, `UTF8`.
  public init?(label: String) {
    var key = label.trimmingBlanks().uppercased()
    if key.hasPrefix("\u{FEFF}") { key.removeFirst() }
    let compact = key.filter { $0.isLetter || $0.isNumber }
    let candidate: String
    switch compact {
    case "UTF8", "65001", "CP65001": candidate = "UTF-8"
    case "LATIN1", "ISO88591", "88591", "28591": candidate = "ISO-8859-1"
    default:
      if let digits = Self.suffixDigits(of: compact, after: ["ANSI", "OEM", "CP", "WINDOWS", ""]) {
        candidate = digits.hasPrefix("8859") ? "ISO-8859-" + digits.dropFirst(4) : "CP" + digits
      } else if let digits = Self.suffixDigits(of: compact, after: ["ISO8859"]) {
        candidate = "ISO-8859-" + digits
      } else {
        candidate = key
      }
    }
    let handle = iconv_open("UTF-8", candidate)
    // iconv_open answers (iconv_t)-1 for a name it does not know.
    guard let handle, handle != UnsafeMutableRawPointer(bitPattern: -1) else { return nil }
    iconv_close(handle)
    name = candidate
  }

  private static func suffixDigits(of text: String, after prefixes: [String]) -> Substring? {
    for prefix in prefixes where text.hasPrefix(prefix) {
      let rest = text.dropFirst(prefix.count)
      if !rest.isEmpty && rest.allSatisfy({ $0.isASCII && $0.isNumber }) { return rest }
    }
    return nil
  }

  /// The text that `bytes` spell in this encoding; nil where they are not valid in it.
  public func decode(_ bytes: UnsafeRawBufferPointer) -> String? {
    if self == .utf8 { return String(validating: bytes, as: UTF8.self) }
    if bytes.allSatisfy({ $0 < 0x80 }) && !name.hasPrefix("UTF-16") && !name.hasPrefix("UTF-32") {
      return String(decoding: bytes, as: UTF8.self)
    }
    guard let handle = iconv_open("UTF-8", name), handle != UnsafeMutableRawPointer(bitPattern: -1) else {
      return nil
    }
    defer { iconv_close(handle) }
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 8)
    var input = [CChar](bytes.map { CChar(bitPattern: $0) })
    var inputLeft = input.count
    var outputLeft = output.count
    let failed = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        return iconv(handle, &from, &inputLeft, &to, &outputLeft) == Int(bitPattern: UInt.max)
      }
    }
    guard !failed, inputLeft == 0 else { return nil }
    return output.withUnsafeBytes { String(decoding: $0.prefix(output.count - outputLeft), as: UTF8.self) }
  }
}

extension String {
  fileprivate func trimmingBlanks() -> String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
