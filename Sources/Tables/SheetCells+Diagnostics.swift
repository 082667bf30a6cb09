internal import Diagnostics
internal import Spreadsheets

private func listing(_ words: [String], _ language: Language) -> String {
  let rest = words.count - 5
  let shown = words.prefix(5).joined(separator: ", ")
  if rest <= 0 { return shown }
  return shown + (language == .indonesian ? " dan \(language.text(rest)) lainnya" : " and \(language.text(rest)) more")
}

extension Message {
  /// A list of at most five, and how many more there are, in both languages.
  private init(_ words: [String], id: (String) -> String, en: (String) -> String) {
    self.init(id: id(listing(words, .indonesian)), en: en(listing(words, .english)))
  }

  static func otherSheets(_ names: [String], table: String) -> Message {
    Message(
      names.map { "“\($0.forMessage)”" },
      id: {
        "\(table): lembar lain di buku kerja itu tidak dibaca untuk tabel ini: \($0). Pilih lembar dengan --sheet."
      },
      en: { "\(table): other sheets of the workbook were not read for this table: \($0). Choose one with --sheet." })
  }

  static func hiddenSheet(_ table: String) -> Message {
    Message(
      id: "\(table): lembar ini tersembunyi di buku kerjanya.", en: "\(table): this sheet is hidden in its workbook.")
  }

  static func hiddenRows(_ rows: [Int], table: String) -> Message {
    Message(
      rows.map { String($0) },
      id: { "\(table): baris yang tersembunyi (disaring atau disembunyikan) ikut dibaca: \($0)." },
      en: { "\(table): hidden rows (filtered or hidden by hand) were read too: \($0)." })
  }

  static func hiddenColumns(_ letters: [String], table: String) -> Message {
    Message(
      letters, id: { "\(table): kolom yang tersembunyi ikut dibaca: \($0)." },
      en: { "\(table): hidden columns were read too: \($0)." })
  }

  static func mergedCells(_ count: Int, first: CellRange, table: String) -> Message {
    Message(
      id: "\(table): \(count) kelompok sel digabung ke bawah (yang pertama di \(first.first)); isinya berlaku untuk "
        + "setiap barisnya.",
      en:
        "\(table): \(count) \(count == 1 ? "group of cells is" : "groups of cells are") merged downwards (the first at \(first.first)); what they hold counts "
        + "for each of their rows.")
  }

  static func formulas(_ count: Int, first: CellReference, table: String) -> Message {
    Message(
      id:
        "\(table): \(Language.indonesian.text(count)) sel berisi rumus (yang pertama \(first)); yang dibaca hasil yang "
        + "tersimpan di berkas.",
      en:
        "\(table): \(Language.english.text(count)) \(count == 1 ? "cell holds a formula" : "cells hold formulas") (the first is \(first)); the results saved in "
        + "the file were read.")
  }

  static func unnamedColumns(_ letters: [String], table: String) -> Message {
    Message(
      letters, id: { "\(table): kolom tanpa nama tidak dibaca: \($0)." },
      en: { "\(table): columns without a name were not read: \($0)." })
  }
}

extension Diagnostic {
  static func uncomputedFormulas(_ name: String, _ cells: [CellReference]) -> Diagnostic {
    let names = cells.map(\.description)
    return Diagnostic(
      .badInput,
      id: "\(name): berkas tidak menyimpan hasil rumus di sel \(listing(names, .indonesian)). Buka di Excel atau "
        + "LibreOffice, lalu simpan ulang.",
      en:
        "\(name): the file does not hold the results of the formulas in \(listing(names, .english)). Open it in Excel "
        + "or LibreOffice and save it again.")
  }
}
