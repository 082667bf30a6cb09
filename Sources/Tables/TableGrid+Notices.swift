internal import Diagnostics
internal import Spreadsheets

extension TableGrid {
  /// What people do not see, or may not expect to be read, in the lines and columns of a table.
  func notices(lines: ClosedRange<Int>, header: [String]) -> [Notice] {
    guard let facts else { return [] }
    var notices: [Notice] = []
    if !facts.others.isEmpty { notices.append(.otherSheets(facts.others, table: name)) }
    if facts.isHidden { notices.append(.hiddenSheet(name)) }
    let hiddenLines = facts.hiddenLines.filter(lines.contains)
    if !hiddenLines.isEmpty { notices.append(.hiddenRows(hiddenLines, table: name)) }
    let hiddenColumns = facts.hiddenColumns.filter(header.indices.contains)
    if !hiddenColumns.isEmpty {
      notices.append(.hiddenColumns(hiddenColumns.map(CellReference.letters), table: name))
    }
    let merged = facts.merged.filter { $0.last.row > $0.first.row && lines.contains($0.last.row) }
    if let first = merged.first { notices.append(.mergedCells(merged.count, first: first, table: name)) }
    var formulas = 0
    var firstFormula: CellReference?
    var filled = Set<Int>()
    for row in sheetRows[Self.firstRow(from: lines.lowerBound, in: sheetRows)...].prefix(while: {
      $0.line <= lines.upperBound
    }) {
      for cell in sheetCells[row.cells] {
        if cell.flags.contains(.formula) && !cell.flags.contains(.mergedDown) {
          formulas += 1
          firstFormula = firstFormula ?? CellReference(row: row.line, column: Int(cell.column))
        }
        filled.insert(Int(cell.column))
      }
    }
    if let firstFormula { notices.append(.formulas(formulas, first: firstFormula, table: name)) }
    let unnamed = filled.filter { !header.indices.contains($0) || header[$0].isEmpty }.sorted().filter { column in
      (0..<rowCount).contains { lines.contains(lineNumber($0)) && !isBlank($0, column) }
    }
    if !unnamed.isEmpty { notices.append(.unnamedColumns(unnamed.map(CellReference.letters), table: name)) }
    return notices
  }
}

extension Notice {
  static func otherSheets(_ names: [String], table: String) -> Notice {
    let quoted = names.map { "“\($0.forMessage)”" }
    return Notice(
      "table.sheets.others", ["table": table, "sheets": names.joined(separator: "; ")],
      id: "\(table): lembar lain di buku kerja itu tidak dibaca untuk tabel ini: \(Language.indonesian.list(quoted)). "
        + "Pilih lembar dengan --sheet.",
      en:
        "\(table): other sheets of the workbook were not read for this table: \(Language.english.list(quoted)). Choose "
        + "one with --sheet.")
  }

  static func hiddenSheet(_ table: String) -> Notice {
    Notice(
      "table.sheet.hidden", ["table": table], id: "\(table): lembar ini tersembunyi di buku kerjanya.",
      en: "\(table): this sheet is hidden in its workbook.")
  }

  static func hiddenRows(_ rows: [Int], table: String) -> Notice {
    let numbers = rows.map { String($0) }
    return Notice(
      "table.rows.hidden", ["table": table, "count": String(rows.count)],
      id: "\(table): baris yang tersembunyi (disaring atau disembunyikan) ikut dibaca: "
        + "\(Language.indonesian.list(numbers)).",
      en: "\(table): hidden rows (filtered or hidden by hand) were read too: \(Language.english.list(numbers)).")
  }

  static func hiddenColumns(_ letters: [String], table: String) -> Notice {
    Notice(
      "table.columns.hidden", ["table": table, "columns": letters.joined(separator: ", ")],
      id: "\(table): kolom yang tersembunyi ikut dibaca: \(Language.indonesian.list(letters)).",
      en: "\(table): hidden columns were read too: \(Language.english.list(letters)).")
  }

  static func mergedCells(_ count: Int, first: CellRange, table: String) -> Notice {
    Notice(
      "table.cells.merged", ["table": table, "count": String(count), "first": first.first.description],
      id: "\(table): \(Language.indonesian.count(count, "kelompok sel")) digabung ke bawah (yang pertama di "
        + "\(first.first)); isinya berlaku untuk setiap barisnya.",
      en:
        "\(table): \(count == 1 ? "1 group of cells is" : "\(Language.english.text(count)) groups of cells are") merged "
        + "downwards (the first at \(first.first)); what they hold counts for each of their rows.")
  }

  static func formulas(_ count: Int, first: CellReference, table: String) -> Notice {
    Notice(
      "table.cells.formula", ["table": table, "count": String(count), "first": first.description],
      id:
        "\(table): \(Language.indonesian.count(count, "sel")) berisi rumus (yang pertama \(first)); yang dibaca hasil "
        + "yang tersimpan di berkas.",
      en: "\(table): \(count == 1 ? "1 cell holds a formula" : "\(Language.english.text(count)) cells hold formulas") "
        + "(the first is \(first)); the results saved in the file were read.")
  }

  static func unnamedColumns(_ letters: [String], table: String) -> Notice {
    Notice(
      "table.columns.unnamed", ["table": table, "columns": letters.joined(separator: ", ")],
      id: "\(table): kolom tanpa nama tidak dibaca: \(Language.indonesian.list(letters)).",
      en: "\(table): columns without a name were not read: \(Language.english.list(letters)).")
  }
}

extension Diagnostic {
  static func uncomputedFormulas(_ name: String, _ cells: [CellReference]) -> Diagnostic {
    let names = cells.map(\.description)
    return Diagnostic(
      .badInput, "table.formulas.uncomputed", ["table": name, "count": String(cells.count), "first": names[0]],
      id: "\(name): berkas tidak menyimpan hasil rumus di sel \(Language.indonesian.list(names)). Buka di Excel atau "
        + "LibreOffice, lalu simpan ulang.",
      en:
        "\(name): the file does not hold the results of the formulas in \(Language.english.list(names)). Open it in Excel "
        + "or LibreOffice and save it again.")
  }

  static func cellBesideTable(_ name: String, _ place: Message, text: String) -> Diagnostic {
    Diagnostic(
      .badInput, "table.cell.beside", ["table": name, "place": place.english],
      id:
        "\(name), \(place.indonesian): ada isi (“\(text)”) di luar kolom yang bernama. Hapus, atau beri nama kolomnya.",
      en:
        "\(name), \(place.english): something stands (“\(text)”) beside the named columns. Delete it, or name its column."
    )
  }
}
