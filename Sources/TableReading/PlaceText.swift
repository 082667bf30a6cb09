internal import Areas

/// Names of places as tables write them, made what the name is.
enum PlaceText {
  /// Without numbering before it, footnote marks behind it, and with the kind in front: `1. KAB. PASER`,
  /// `Balikpapan, Kota`, `Bandung (Kota)`, `Sepaku*)`.
  ///
  /// - Parameter isParent: whether other words in brackets are dropped too: a second name of a parent (`Kab. Paser
  ///   (Pasir)`) only narrows the search.
  static func cleaned(_ text: String, isParent: Bool = false) -> String {
    var name = HeaderText.line(withoutNumbering(text))
    name = HeaderText.withoutFootnoteMarks(name)
    if name.hasSuffix(")"), let open = name.lastIndex(of: "(") {
      let inside = name[name.index(after: open)...].dropLast()
      let before = HeaderText.line(String(name[..<open]))
      if let kind = kind(String(inside)), !before.isEmpty {
        name = kind + " " + before
      } else if inside.allSatisfy({ $0.isNumber || $0 == "." }), inside.contains(".") || inside.count > 5,
        !before.isEmpty
      {
        name = before
      } else if isParent, !before.isEmpty {
        name = before
      }
    } else if let comma = name.lastIndex(of: ",") {
      let before = HeaderText.line(String(name[..<comma]))
      if let kind = kind(String(name[name.index(after: comma)...])), !before.isEmpty { name = kind + " " + before }
    }
    return name
  }

  /// The word for a kind of unit, as it is put before a name; nil for other text.
  static func kind(_ text: String) -> String? {
    switch HeaderText.words(of: text).joined(separator: " ") {
    case "kabupaten", "kab", "regency": "Kabupaten"
    case "kota", "kotamadya", "kodya", "city", "municipality": "Kota"
    case "kecamatan", "kec": "Kecamatan"
    case "desa", "ds": "Desa"
    case "kelurahan", "kel": "Kelurahan"
    default: nil
    }
  }

  /// `1. `, `12) `, `(3) `, `1.2. `, `01 - `: a number with a sign behind it; `64.01 `: a code. Letters and bare numbers are
  /// a name's own unless they run through the column.
  static func withoutNumbering(_ text: String) -> String {
    guard let length = numberingLength(text) else { return text }
    return String(text.dropFirst(length))
  }

  private static func numberingLength(_ text: String) -> Int? {
    var rest = Substring(text)
    let isOpened = rest.first == "("
    if isOpened { rest = rest.dropFirst() }
    var digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.count <= 10 else { return nil }
    var isCode = digits.count >= 4
    rest = rest.dropFirst(digits.count)
    // 1.2. and the like.
    while rest.first == ".", let next = rest.dropFirst().first, next.isASCII, next.isNumber {
      digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(1 + digits.count)
      isCode = true
    }
    let behind = rest.drop(while: \.isWhitespace)
    if let dash = behind.first, "-–—:".contains(dash), !isOpened {
      let name = behind.dropFirst().drop(while: \.isWhitespace)
      return name.first?.isLetter == true ? text.count - name.count : nil
    }
    if isCode, !isOpened, behind.count < rest.count, behind.first?.isLetter == true { return text.count - behind.count }
    guard let sign = rest.first, sign == ")" || (sign == "." && !isOpened) else { return nil }
    rest = rest.dropFirst()
    rest = rest.drop { $0.isWhitespace || $0 == "." }
    guard let first = rest.first, first.isLetter else { return nil }
    return text.count - rest.count
  }

  /// Whether the text begins with such a number.
  static func isNumbered(_ text: String) -> Bool { numberingLength(text) != nil }

  /// `a. `, `B) `, `IV. `: the mark, in lower case; nil where there is none.
  static func letterMark(_ text: String) -> String? {
    let mark = text.prefix { $0.isASCII && $0.isLetter }
    guard !mark.isEmpty, mark.count <= 4 else { return nil }
    let rest = text.dropFirst(mark.count)
    guard let sign = rest.first, sign == "." || sign == ")",
      rest.dropFirst().first(where: { !$0.isWhitespace })?.isLetter == true
    else { return nil }
    let lower = mark.lowercased()
    return lower.count == 1 || lower.allSatisfy { "ivxl".contains($0) } ? lower : nil
  }

  static func withoutLetterMark(_ text: String) -> String {
    guard let mark = letterMark(text) else { return text }
    return String(text.dropFirst(mark.count + 1).drop { $0.isWhitespace })
  }

  /// The level of a name that says its kind: `Kabupaten Paser`, `KOTA BONTANG`, `Kec. Sepaku`. Words that are kinds on
  /// several levels (`Kota Bangun` is a kecamatan) are the caller's to judge.
  static func statedLevel(_ text: String) -> AdministrativeLevel? {
    let words = HeaderText.words(of: text)
    guard words.count > 1 else { return nil }
    switch words[0] {
    case "provinsi", "prov", "propinsi", "province": return .province
    case "kabupaten", "kab", "kota", "kotamadya", "kodya": return .regency
    case "kecamatan", "kec": return .district
    case "desa", "kelurahan", "kel", "ds": return .village
    default: return nil
    }
  }

  /// Whether a name may need cleaning: cheap, and true too often.
  static func mayNeedCleaning(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first else { return false }
    if first >= 0x30 && first <= 0x39 || first == 0x28 { return true }
    var previous: UInt8 = 0
    for byte in bytes {
      switch byte {
      case 0x2C, 0x29, 0x2A, 0x0A, 0x0D, 0x09, 0xC2, 0xE2: return true
      case 0x20 where previous == 0x20: return true
      default: previous = byte
      }
    }
    return false
  }
}

/// Codes as programs leave them.
enum CodeText {
  /// `640201.0` and `640201,0` are 640201: a program took the code for a number. Four digits before the mark can be
  /// nothing else, because dotted codes have two.
  static func repaired(_ text: String) -> String {
    guard isFloat(text) else { return text }
    return String(text.prefix { $0.isNumber })
  }

  static func isFloat(_ text: String) -> Bool {
    let digits = text.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 }
    guard digits.count >= 4 || digits.count == 2 else { return false }
    let rest = text.utf8.dropFirst(digits.count)
    guard let mark = rest.first, mark == 0x2E || mark == 0x2C, rest.count >= 2 else { return false }
    return rest.dropFirst().allSatisfy { $0 == 0x30 } && (digits.count > 2 || rest.count == 2)
  }

  /// A dotted code that has lost the zero at its end (`64.1` for 64.10), or a number with a fraction.
  static func isLost(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let commas = text.split(separator: ",", omittingEmptySubsequences: false)
    func digits(_ part: Substring) -> Bool { !part.isEmpty && part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    if parts.count == 2, parts.allSatisfy(digits) {
      if isFloat(text) { return false }
      return parts[0].count != 2 || parts[1].count != 2
    }
    return commas.count == 2 && commas.allSatisfy(digits) && !isFloat(text)
  }
}
