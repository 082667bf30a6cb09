/// Keeps spreadsheets from running text as a formula, reversibly.
///
/// OWASP's "CSV injection": a cell that starts with `=`, `+`, `-`, `@` (or their full-width forms), tab or a line end
/// may be run when the file is opened. An apostrophe in front makes it text. A cell that has such an apostrophe
/// already gets another, so taking one away always gives back what was written. Signs after leading blanks count too,
/// because some programs trim first.
enum FormulaGuard {
  /// Whether the text, apostrophes in front aside, starts as a formula does.
  private static func startsLikeFormula(_ bytes: some Sequence<UInt8>) -> Bool {
    var lead: [UInt8] = []  // the sign after apostrophes and blanks, up to three bytes
    var isAfterApostrophes = false
    for byte in bytes {
      if lead.isEmpty {
        if byte == 0x27 && !isAfterApostrophes { continue }
        isAfterApostrophes = true
        if byte == 0x09 || byte == 0x0A || byte == 0x0D { return true }
        if byte == 0x20 { continue }
      }
      lead.append(byte)
      if lead.count == 1, let first = lead.first, first < 0x80 {
        return first == 0x3D || first == 0x2B || first == 0x2D || first == 0x40
      }
      if lead.count == 3 { break }
    }
    // Full-width = + - @
    return lead == [0xEF, 0xBC, 0x9D] || lead == [0xEF, 0xBC, 0x8B] || lead == [0xEF, 0xBC, 0x8D]
      || lead == [0xEF, 0xBC, 0xA0]
  }

  /// A minus sign and digits with at most points and commas between them: a number, nothing to run.
  private static func isNegativeNumber(_ text: Substring.UTF8View) -> Bool {
    guard text.first == 0x2D, text.count > 1 else { return false }
    return text.dropFirst().allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E || $0 == 0x2C }
      && text.dropFirst().first.map { $0 >= 0x30 } ?? false
  }

  /// Whether the writer must put an apostrophe in front of `text`.
  static func needsApostrophe(_ text: String) -> Bool {
    switch text.utf8.first {
    case nil: return false
    case let first? where first >= 0x40 && first < 0x80 && first != 0x40: return false
    case let first? where first >= 0x30 && first <= 0x39: return false
    default: return startsLikeFormula(text.utf8) && !isNegativeNumber(Substring(text).utf8)
    }
  }

  /// Whether `bytes` start with an apostrophe that only keeps a formula from running.
  @inline(__always)
  static func hasApostrophe(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    bytes.first == 0x27 && startsLikeFormula(bytes)
  }
}
