internal import Diagnostics

/// Something in a table that can be read in more than one way, with what was seen and the option that settles it.
typealias Doubt = Notice

extension Diagnostic {
  /// All doubts of one table at once, so that nobody meets them one after the other.
  static func doubts(_ doubts: [Doubt], table: String) -> Diagnostic {
    if doubts.count == 1 {
      let text = Message(
        id: "Tabel \(table): \(doubts[0].message.indonesian)", en: "Table \(table): \(doubts[0].message.english)")
      let arguments = doubts[0].arguments.merging(["table": table]) { own, _ in own }
      return Diagnostic(.badInput, Notice(doubts[0].code, arguments, text))
    }
    func list(_ language: Language) -> String { doubts.map { "\n- \($0[language])" }.joined() }
    return Diagnostic(
      .badInput, "table.doubts", ["table": table, "doubts": doubts.map(\.code).joined(separator: " ")],
      id: "Tabel \(table) belum dibaca. Yang berikut harus dipastikan dahulu:" + list(.indonesian),
      en: "Table \(table) was not read. These must be settled first:" + list(.english))
  }
}

extension Language {
  /// `“a”, “b”`, at most so many.
  func quoted(_ names: [String], limit: Int = 6) -> String {
    list(names.map { "“\(HeaderText.short($0))”" }, limit: limit)
  }
}

extension HeaderText {
  /// On one line and not longer than a sentence can bear.
  static func short(_ text: String) -> String {
    let line = line(text)
    return line.count > 60 ? line.prefix(59) + "…" : line
  }
}
