internal import Areas

/// A header taken apart into what each of its words says.
///
/// `PU – Potensi (orang)` says: segment PU, the denominator, counted in persons. What no list knows stays in `unknown`,
/// and a column with such words is never taken for a segment by itself.
struct HeaderPhrase: Sendable {
  /// When the counts are of; the year may stand in a title instead.
  struct HeaderPeriod: Sendable, Hashable {
    let text: String
    let period: Period?
    /// A month that has no year beside it, from 1.
    let month: Int?

    /// Whether it is a whole year.
    var isYear: Bool { text.utf8.count == 4 && Int(text) != nil }
  }

  private(set) var tokens: [HeaderVocabulary.Token] = []
  private(set) var unknown: [String] = []
  private(set) var period: HeaderPeriod?
  /// What the values of the column tell, where the whole header says it.
  private(set) var role: HeaderVocabulary.Role?
  /// The words that stand for the segment, as written, by its identity.
  private(set) var segmentWords: [String: String] = [:]
  /// Whether the first word is one for a sum: “Jumlah Peserta” is all of them, “Peserta Jumlah” the sum of columns.
  private(set) var beginsWithTotal = false
  /// Whether a sign or a word stands in it that adds what is on both sides: `PU + BPU`.
  private(set) var hasConjunction = false
  /// Whether a `%` stands in it.
  private(set) var hasPercent = false

  /// - Parameter segments: further names of segments that the user states.
  init(_ header: String, segments: [String] = []) {
    let text = HeaderText.withoutFootnoteMarks(header)
    hasPercent = text.contains("%")
    let words = HeaderText.words(of: text)
    hasConjunction = text.contains { "+&/,".contains($0) } || words.contains { ["dan", "and", "serta"].contains($0) }
    let key = words.joined(separator: " ")
    role = HeaderVocabulary.roles.first { $0.value.contains(key) }?.key
    let own = segments.map { (id: HeaderText.words(of: $0).joined(separator: "_"), words: HeaderText.words(of: $0)) }
    var rest: [String] = []
    var position = 0
    while position < words.count {
      if let stated = own.filter({ !$0.words.isEmpty && words[position...].starts(with: $0.words) })
        .max(by: { $0.words.count < $1.words.count })
      {
        tokens.append(.segment(stated.id))
        segmentWords[stated.id] = stated.words.joined(separator: " ")
        position += stated.words.count
        continue
      }
      if let (length, token) = Self.longestPhrase(words, position) {
        if position == 0, token == .total { beginsWithTotal = true }
        if case .segment(let id) = token {
          segmentWords[id] = segmentWords[id] ?? words[position..<(position + length)].joined(separator: " ")
        }
        tokens.append(token)
        position += length
        continue
      }
      if let level = HeaderVocabulary.codes[words[position]] {
        tokens += [.code, .level(level)]
        position += 1
        continue
      }
      rest.append(words[position])
      position += 1
    }
    readPeriod(rest, all: words)
  }

  private static func longestPhrase(_ words: [String], _ start: Int) -> (Int, HeaderVocabulary.Token)? {
    for length in stride(from: min(HeaderVocabulary.longest, words.count - start), through: 1, by: -1) {
      let phrase = words[start..<(start + length)].joined(separator: " ")
      if let token = HeaderVocabulary.phrases[phrase] { return (length, token) }
    }
    return nil
  }

  /// Takes years, months and quarters out of the words that no list knows.
  private mutating func readPeriod(_ rest: [String], all words: [String]) {
    let lengths = [
      "triwulan": 3, "tw": 3, "q": 3, "kuartal": 3, "quarter": 3, "caturwulan": 4, "semester": 6, "smt": 6, "sem": 6,
    ]
    let spans = Set(lengths.keys)
    let ordinals = Set(Period.ordinals.keys)
    func isYear(_ word: String) -> Bool { word.utf8.count == 4 && Int(word).map { (1990...2100).contains($0) } == true }
    let isTemporal = words.contains { isYear($0) || Period.months[$0] != nil || spans.contains($0) }
    guard isTemporal else {
      unknown = rest
      return
    }
    var parts: [String] = []
    for (index, word) in words.enumerated() {
      let previous = index > 0 ? words[index - 1] : ""
      let next = index + 1 < words.count ? words[index + 1] : ""
      let isDay = Int(word).map { (1...31).contains($0) } == true && Period.months[next] != nil
      let isShortYear = Int(word).map { (0...99).contains($0) } == true && Period.months[previous] != nil
      let isOrdinal = ordinals.contains(word) && (spans.contains(previous) || spans.contains(next))
      let isSpan = spans.contains(word) && (ordinals.contains(next) || ordinals.contains(previous))
      if isYear(word) || Period.months[word] != nil || isSpan || isDay || isShortYear || isOrdinal {
        parts.append(word)
      } else if rest.contains(word) {
        unknown.append(word)
      }
    }
    let text = parts.joined(separator: " ")
    let months = parts.compactMap { Period.months[$0] }
    let hasYear = parts.contains(where: isYear) || Period(text) != nil
    var month = hasYear || months.count != 1 ? nil : months[0]
    // TW II without a year ends in June.
    if !hasYear, months.isEmpty, let length = parts.lazy.compactMap({ lengths[$0] }).first,
      let ordinal = parts.lazy.compactMap({ Period.ordinals[$0] }).first, ordinal * length <= 12
    {
      month = ordinal * length
    }
    period = HeaderPeriod(text: text, period: Period(text), month: month)
    // Two years or months in one header are no date.
    if period?.period == nil && period?.month == nil {
      unknown += parts
      period = nil
    }
  }

  // MARK: What it says as a whole

  func has(_ token: HeaderVocabulary.Token) -> Bool { tokens.contains(token) }

  var segments: [String] {
    var found: [String] = []
    for case .segment(let id) in tokens where !found.contains(id) { found.append(id) }
    return found
  }

  /// The one segment that it names: several words of segments that nothing joins are one, `BPU – Pekerja Rentan`.
  var segment: String? {
    let found = segments
    return found.isEmpty || (found.count > 1 && hasConjunction) ? nil : found.joined(separator: "_")
  }

  var levels: [AdministrativeLevel] {
    var found: [AdministrativeLevel] = []
    for case .level(let level) in tokens where !found.contains(level) { found.append(level) }
    return found
  }

  var other: HeaderVocabulary.Other? {
    if hasPercent { return .share }
    for case .other(let other) in tokens { return other }
    return nil
  }

  var denominators: [String] {
    var found: [String] = []
    for case .eligible(let name) in tokens where !found.contains(name) { found.append(name) }
    return found
  }

  var workers: String? {
    for case .workers(let name) in tokens { return name }
    return nil
  }

  /// Whether anything says that workers are counted.
  var isCount: Bool {
    !denominators.isEmpty || workers != nil || has(.participants) || has(.enrolled) || has(.active) || has(.inactive)
      || has(.registered)
  }

  var isPlace: Bool {
    guard unknown.isEmpty, !isCount, other == nil, segments.isEmpty, !has(.total), period == nil, !has(.programme),
      !has(.multiple), !has(.persons)
    else { return false }
    return !levels.isEmpty || has(.place) || has(.code) || (has(.name) && !has(.runningNumber))
  }

  var isCode: Bool { isPlace && has(.code) }

  var isRunningNumber: Bool { has(.runningNumber) && unknown.isEmpty && !isCount && levels.isEmpty && !has(.code) }

  /// Whether every word is known and one of them says something.
  var isRecognised: Bool {
    unknown.isEmpty
      && (role != nil || period != nil || tokens.contains { $0 != .filler })
  }
}

/// Headers as words.
enum HeaderText {
  /// Lower-case words; letters and digits come apart where a word is a year or a quarter with letters (`TW4`, `2025Q1`).
  static func words(of text: String) -> [String] {
    AreaName.words(of: text).flatMap { word -> [String] in
      guard word.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }), !["laki2", "km2"].contains(word) else {
        return [word]
      }
      var parts: [String] = []
      var isNumber: Bool?
      for character in word {
        if character.isNumber != isNumber { parts.append("") }
        isNumber = character.isNumber
        parts[parts.count - 1].append(character)
      }
      return parts
    }
  }

  /// Without asterisks, superscript digits, and numbers or letters before a lone bracket at the end: `Potensi 1)`.
  static func withoutFootnoteMarks(_ text: String) -> String {
    var kept = String(text.filter { !"*†‡¹²³⁴⁵⁶⁷⁸⁹⁰".contains($0) })
    while kept.last?.isWhitespace == true { kept.removeLast() }
    // Letters of columns, from which others are computed: (a), [b].
    let end = kept.suffix(3).map { $0 }
    if end.count == 3, kept.count > 3, "([".contains(end[0]), ")]".contains(end[2]),
      "abcdefgh".contains(end[1].lowercased())
    {
      kept.removeLast(3)
      while kept.last?.isWhitespace == true { kept.removeLast() }
    }
    if kept.hasSuffix(")"), kept.count(where: { $0 == "(" }) < kept.count(where: { $0 == ")" }) {
      kept.removeLast()
      if let mark = kept.last, mark.isNumber {
        while kept.last?.isNumber == true { kept.removeLast() }
      } else if let mark = kept.last, mark.isLetter, kept.dropLast().last.map({ !$0.isLetter }) ?? true {
        kept.removeLast()
      }
      while kept.last?.isWhitespace == true { kept.removeLast() }
    }
    return kept
  }

  /// On one line, for people.
  static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The form in which names of columns are compared: `Kode Wilayah` is `kode_wilayah`.
  static func key(_ text: String) -> String { AreaName.words(of: text).joined(separator: "_") }
}

extension HeaderText {
  /// Whether a line says that what stands below or above it is in thousands or millions: `(dalam ribu orang)`, `x 1.000`,
  /// `(000)`. Amounts of money say nothing of counts.
  static func multiplies(_ text: String) -> Bool {
    let words = words(of: text)
    if words.contains("rp") || words.contains("rupiah") { return false }
    let multiples: Set<String> = [
      "ribu", "ribuan", "rb", "juta", "jutaan", "jt", "ratus", "ratusan", "thousand", "thousands", "million",
      "millions",
    ]
    if !multiples.isDisjoint(with: words) { return true }
    return words.indices.contains { index in
      func isFactor(_ before: Int) -> Bool {
        before >= 0 && ["x", "dalam", "satuan", "kali", "per", "in", "unit"].contains(words[before])
      }
      if words[index] == "1000" { return isFactor(index - 1) }
      guard words[index] == "000" else { return false }
      let before = index > 0 ? words[index - 1] : ""
      return before == "1" ? isFactor(index - 2) : Int(before) == nil
    }
  }
}
