/// A place name taken apart for comparison.
///
/// Case, spacing, hyphens, apostrophes and diacritics do not matter, and the word for the kind of unit (`Kab.`, `Kota`,
/// `Kec.`, `Desa`) is set apart, because tables write `Kab. Paser`, `Paser` and `KABUPATEN PASER` for one regency.
package struct AreaName: Sendable, Hashable {
  /// The name without the kind, letters and digits alone: `pasir belengkong` → `pasirbelengkong`.
  package let base: String
  /// The kind under one spelling (`kabupaten`, `kota`, …); nil where the text has none.
  package let kind: String?

  /// The name with its kind, as one key.
  package var full: String { (kind ?? "") + base }

  /// - Parameter level: decides which words are kinds: `Kota` is one before a city and none in the kecamatan
  ///   Kota Bangun.
  package init(_ text: String, level: AdministrativeLevel) {
    let words = Self.words(of: Self.spaced(text))
    if let first = words.first, words.count > 1, let kind = Self.kind(ofWord: first, level: level) {
      var rest = words.dropFirst()
      if rest.count > 1, let next = rest.first, next == "administrasi" || next == "adm" { rest = rest.dropFirst() }
      self.kind = kind
      base = rest.joined()
    } else {
      kind = nil
      base = words.joined()
    }
  }

  /// GADM 4.1 leaves out the spaces: `KotaBalikpapan` is Kota Balikpapan. Text that has any sign between its words is
  /// as its writer wanted it.
  private static func spaced(_ text: String) -> String {
    guard text.utf8.allSatisfy({ isLetter($0) }), let first = text.utf8.first, !isLower(first) else { return text }
    var spaced: [UInt8] = []
    for byte in text.utf8 {
      if let last = spaced.last, isLower(last), !isLower(byte) { spaced.append(0x20) }
      spaced.append(byte)
    }
    return String(decoding: spaced, as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { isLower(byte | 0x20) && byte >= 0x41 }
  private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

  /// The kind that a word means, under one spelling; nil where it is none of that level.
  package static func kind(ofWord word: String, level: AdministrativeLevel) -> String? {
    switch level {
    case .province: ["provinsi", "prov", "propinsi"].contains(word) ? "provinsi" : nil
    case .regency:
      switch word {
      case "kabupaten", "kab": "kabupaten"
      case "kota", "kotamadya", "kodya": "kota"
      default: nil
      }
    case .district: ["kecamatan", "kec", "distrik"].contains(word) ? "kecamatan" : nil
    case .village:
      switch word {
      case "desa", "ds": "desa"
      case "kelurahan", "kel": "kelurahan"
      case "kampung", "kp": "kampung"
      default: nil
      }
    case .unit: nil
    }
  }

  /// Lower-case words of letters and digits without diacritics.
  package static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in text.unicodeScalars {
      if let plain = foldedASCII(scalar) {
        word.unicodeScalars.append(plain)
      } else if let plain = foldedLetters(scalar) {
        word += plain
      } else if scalar == "'" || scalar == "’" || scalar == "`" || scalar.properties.isDefaultIgnorableCodePoint
        || scalar.properties.generalCategory == .nonspacingMark
      {
        continue
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// An ASCII letter in lower case, or a digit; nil for all else.
  private static func foldedASCII(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x30...0x39, 0x61...0x7A: scalar
    case 0x41...0x5A: Unicode.Scalar(scalar.value + 32)
    default: nil
    }
  }

  /// A scalar beyond ASCII in lower case and without its accent; nil for what is no letter or digit.
  private static func foldedLetters(_ scalar: Unicode.Scalar) -> String? {
    guard !scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { return nil }
    let lower = scalar.properties.lowercaseMapping
    return lower.unicodeScalars.map { letter in accentless[letter] ?? String(Character(letter)) }.joined()
  }

  /// Letters of Latin-1 and Latin Extended-A that have an accent, with the letter below it.
  private static let accentless: [Unicode.Scalar: String] = {
    let groups: [(String, String)] = [
      ("àáâãäåāăą", "a"), ("çćĉċč", "c"), ("ďđ", "d"), ("èéêëēĕėęě", "e"), ("ĝğġģ", "g"), ("ĥħ", "h"),
      ("ìíîïĩīĭįı", "i"), ("ĵ", "j"), ("ķ", "k"), ("ĺļľŀł", "l"), ("ñńņňŉ", "n"), ("òóôõöøōŏő", "o"),
      ("ŕŗř", "r"), ("śŝşš", "s"), ("ţťŧ", "t"), ("ùúûüũūŭůűų", "u"), ("ŵ", "w"), ("ýÿŷ", "y"), ("źżž", "z"),
      ("æ", "ae"), ("œ", "oe"), ("ß", "ss"),
    ]
    var table: [Unicode.Scalar: String] = [:]
    for (accented, plain) in groups { for scalar in accented.unicodeScalars { table[scalar] = plain } }
    return table
  }()
}

extension AreaName {
  /// Whether the words for the kind do not contradict each other: `Kota Malang` is not `Kabupaten Malang`. Of names that a
  /// regency and a city share, one without the word is not one with it either.
  package func kindAgrees(with other: AreaName) -> Bool {
    if let kind, let theirs = other.kind { return kind == theirs }
    guard let stated = kind ?? other.kind, stated == "kabupaten" || stated == "kota" else { return true }
    return !Self.sharedByRegencyAndCity.contains(base)
  }

  /// Names that both a kabupaten and a kota of Indonesia have (Kepmendagri 300.2.2-2430/2025).
  private static let sharedByRegencyAndCity: Set<String> = [
    "bandung", "banjar", "bekasi", "bima", "blitar", "bogor", "cirebon", "gorontalo", "jayapura", "kediri", "kupang",
    "madiun", "magelang", "malang", "mojokerto", "pasuruan", "pekalongan", "probolinggo", "semarang", "serang", "solok",
    "sorong", "sukabumi", "tangerang", "tasikmalaya", "tegal",
  ]

  /// How alike two names are, from 0 to 1: Jaro–Winkler similarity (Winkler 1990) of the keys. It orders the
  /// candidates shown for a rejected row; nothing is ever joined by it.
  package static func similarity(_ left: String, _ right: String) -> Double {
    let a = Array(left.utf8)
    let b = Array(right.utf8)
    if a.isEmpty || b.isEmpty { return a.isEmpty && b.isEmpty ? 1 : 0 }
    let reach = max(0, max(a.count, b.count) / 2 - 1)
    var matchedA = [Bool](repeating: false, count: a.count)
    var matchedB = [Bool](repeating: false, count: b.count)
    var matches = 0
    for i in a.indices {
      for j in max(0, i - reach)..<max(max(0, i - reach), min(b.count, i + reach + 1))
      where !matchedB[j] && a[i] == b[j] {
        matchedA[i] = true
        matchedB[j] = true
        matches += 1
        break
      }
    }
    if matches == 0 { return 0 }
    var transposed = 0
    var j = 0
    for i in a.indices where matchedA[i] {
      while !matchedB[j] { j += 1 }
      if a[i] != b[j] { transposed += 1 }
      j += 1
    }
    let m = Double(matches)
    let jaro = (m / Double(a.count) + m / Double(b.count) + (m - Double(transposed / 2)) / m) / 3
    var prefix = 0
    while prefix < min(4, a.count, b.count), a[prefix] == b[prefix] { prefix += 1 }
    return jaro + Double(prefix) * 0.1 * (1 - jaro)
  }
}
