package import Areas
public import Diagnostics
public import Tables

/// A table found in its sheet and its headers taken apart, before anybody says what it is read for.
public struct TableDraft: Sendable {
  /// The rows of the body, under headers joined downwards.
  public let table: DelimitedTable
  let grid: TableGrid
  let block: TableBlock
  let phrases: [HeaderPhrase]
  /// For each row of `table`, its position in the grid.
  let gridRows: [Int]
  /// Rows of the body that are no records by their form.
  let setAside: [(kind: SetAsideRow.Kind, gridRow: Int)]
  /// Lines of one cell in the body, which may head sections; positions in the grid.
  let lone: [Int]
  /// Columns that say what a row is: places, running numbers, and what has no known header.
  let labelColumns: [Int]
  let stated: ReadingOptions
  /// What other sheets say that hold no table.
  let otherRemarks: [String]
  public let notices: [Notice]

  /// Opens a file and finds its table. In a workbook, sheets without one (covers, notes) are passed over.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - format: how it is opened.
  ///   - options: names of columns and segments that the user states.
  /// - Throws: `Diagnostic` where the file cannot be read, and where several sheets hold a table.
  public init(path: String, format: TableFormat, options: ReadingOptions = ReadingOptions()) throws {
    let file = try TableFile(path: path, separator: format.separator, encoding: format.encoding)
    try self.init(file, format: format, options: options)
  }

  package init(_ file: TableFile, format: TableFormat, options: ReadingOptions = ReadingOptions()) throws {
    guard format.sheet == nil, let sheets = file.sheets, sheets.count > 1 else {
      let grid = try file.grid(sheet: format.sheet, firstLine: format.headerLine)
      try self.init(grid, isTopStated: format.headerLine != nil, options: options)
      return
    }
    var drafts: [(sheet: String, draft: TableDraft)] = []
    var remarks: [String] = []
    var faults: [any Error] = []
    for sheet in sheets {
      do {
        let grid = try file.grid(sheet: sheet, firstLine: format.headerLine)
        let reading = Result { try TableDraft(grid, isTopStated: format.headerLine != nil, options: options) }
        if case .success(let draft) = reading, draft.isTableOfCounts {
          drafts.append((sheet, draft))
        } else {
          remarks += (0..<min(grid.rowCount, TableBlock.headLimit)).map(grid.text)
          _ = try reading.get()
        }
      } catch { faults.append(error) }
    }
    if drafts.count > 1 { throw Diagnostic.severalSheets(drafts.map(\.sheet), table: file.name) }
    guard let only = drafts.first else {
      // Covers have no rows; what is wrong with a table is said.
      let covers = ["table.empty", "table.rows.none", "table.figures.none"]
      if let fault = faults.first(where: { ($0 as? Diagnostic).map { !covers.contains($0.code) } ?? true }) {
        throw fault
      }
      throw Diagnostic.noSheetOfCounts(sheets, table: file.name)
    }
    let others = sheets.filter { $0 != only.sheet }
    self.init(only.draft, remarks, notices: [.sheetsPassedOver(others, read: only.sheet, table: file.name)])
  }

  private init(_ draft: TableDraft, _ remarks: [String], notices: [Notice]) {
    table = draft.table
    grid = draft.grid
    block = draft.block
    phrases = draft.phrases
    gridRows = draft.gridRows
    setAside = draft.setAside
    lone = draft.lone
    labelColumns = draft.labelColumns
    stated = draft.stated
    otherRemarks = remarks
    self.notices = notices + draft.notices
  }

  /// - Parameters:
  ///   - grid: the rows of a file or a sheet.
  ///   - isTopStated: whether the first of them is the header by the user's word.
  ///   - options: names of columns and segments that the user states.
  /// - Throws: `Diagnostic` where there is no row below the header, or one has other cells than it.
  package init(_ grid: TableGrid, isTopStated: Bool = false, options: ReadingOptions = ReadingOptions()) throws {
    let named = Set(options.named.all.map(HeaderText.key))
    let block = TableBlock(grid, named: named, segments: options.segments, isTopStated: isTopStated)
    self.grid = grid
    self.block = block
    stated = options
    let phrases = block.texts.map { HeaderPhrase($0, segments: options.segments) }
    self.phrases = phrases
    let roles = [options.named.segment, options.named.period].compactMap { $0 }.map(HeaderText.key)
    labelColumns = phrases.indices.filter { column in
      let phrase = phrases[column]
      return phrase.role == nil && !phrase.isCount && phrase.period == nil && phrase.other == nil
        && !roles.contains(HeaderText.key(block.texts[column]))
    }
    let width = block.texts.count
    var rows: [Int] = []
    var lone: [Int] = []
    var setAside: [(kind: SetAsideRow.Kind, gridRow: Int)] = block.titles.map { (.title, $0) }
    if let numbering = block.numbering { setAside.append((.columnNumbers, numbering)) }
    let top = block.header.first.map { row in (0..<grid.cellCount(row)).map { grid.cell(row, $0) } } ?? []
    let mark = top.firstIndex { !$0.isEmpty } ?? 0
    let markText = mark < top.count ? Array(top[mark].utf8) : []
    var isBelowHeader = false
    for row in block.body {
      if isBelowHeader, TableBlock.isNumbering(grid, row) {
        setAside.append((.columnNumbers, row))
        continue
      }
      isBelowHeader = false
      if grid.holds(markText, row, mark), (0..<width).allSatisfy({ $0 >= top.count || grid.cell(row, $0) == top[$0] }) {
        setAside.append((.repeatedHeader, row))
        isBelowHeader = true
        continue
      }
      if grid.cellCount(row) < width {
        let filled = (0..<grid.cellCount(row)).filter { !grid.isBlank(row, $0) }
        if filled.count == 1, grid.look(row, filled[0]) == .other {
          lone.append(row)
          continue
        }
      }
      rows.append(row)
    }
    for row in block.notes { setAside.append((.note, row)) }
    self.lone = lone
    self.setAside = setAside
    gridRows = rows
    let line = block.header.first.map { grid.lineNumber($0) } ?? 1
    if rows.isEmpty,
      let first = block.notes.first(where: { row in
        (0..<grid.cellCount(row)).count { !grid.isBlank(row, $0) } > 1
      })
    {
      throw Diagnostic.noFigures(at: grid.place(first), grid.text(first), table: grid.name, headerLine: line)
    }
    table = try DelimitedTable(grid, header: block.texts.map(HeaderText.line), headerLine: line, rows: rows)
    otherRemarks = []
    notices = []
  }

  /// Whether something here names places and something counts workers, so that a sheet is no cover.
  var isTableOfCounts: Bool {
    let named = Set(stated.named.all.map(HeaderText.key))
    let hasPlace = phrases.indices.contains { phrases[$0].isPlace || named.contains(HeaderText.key(table.header[$0])) }
    return hasPlace
      && phrases.indices.contains { column in
        if !(phrases[column].isCount || named.contains(HeaderText.key(table.header[column]))) { return false }
        return (0..<min(table.rowCount, 50)).contains { row in
          [.number, .year].contains(grid.look(gridRows[row], column))
        }
      }
  }

  /// The periods of a column of periods, each once, in the order of their first rows; none where there is no such column.
  /// - Throws: `Diagnostic` where a column that is named is not there.
  package func periods(_ options: ReadingOptions) throws -> [String] {
    var reader = TableReader(self, purpose: .both, level: nil, options: options)
    let roles = try reader.findRoles()
    guard let column = roles.period else { return [] }
    var texts: [String] = []
    var seen: Set<String> = []
    var known: Set<Period> = []
    for row in 0..<table.rowCount where !reader.isSum(row) {
      let text = roles.year.map { "\(table.cell(row, column)) \(table.cell(row, $0))" } ?? table.cell(row, column)
      guard !text.allSatisfy(\.isWhitespace), seen.insert(text).inserted else { continue }
      // Two spellings of one period are one.
      if let period = Period(text), !known.insert(period).inserted { continue }
      texts.append(text)
    }
    return texts
  }

  /// The level that the table is about, as far as its codes or its headers tell; nil where they do not.
  package var level: AdministrativeLevel? {
    let name = stated.named.name.map(HeaderText.key)
    let levels = phrases.indices.compactMap { column -> AdministrativeLevel? in
      let phrase = phrases[column]
      guard phrase.isPlace, !phrase.isCode, name == nil || name == HeaderText.key(table.header[column]) else {
        return nil
      }
      return phrase.levels.max()
    }
    let byName = levels.max()
    let code = stated.named.code.map(HeaderText.key)
    let columns =
      phrases.indices.filter { code == HeaderText.key(table.header[$0]) }
      + phrases.indices.filter { phrases[$0].isCode }.sorted {
        (phrases[$1].levels.max() ?? .province, $0) < (phrases[$0].levels.max() ?? .province, $1)
      }
    for column in columns {
      var counts: [AdministrativeLevel: Int] = [:]
      var distinct: Set<String> = []
      let sample = min(table.rowCount, 1_000)
      for row in 0..<sample {
        let text = table.cell(row, column)
        if let level = AreaCode(CodeText.repaired(text))?.level {
          counts[level, default: 0] += 1
          distinct.insert(text)
        }
      }
      guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), most.value * 2 > sample else {
        continue
      }
      // Codes of kabupaten beside names of kecamatan: it is a table of kecamatan, whose own codes it lacks.
      let isRepeated = distinct.count * 2 < most.value
      if phrases[column].levels.max() == most.key || isRepeated, let byName, byName > most.key { return byName }
      return most.key
    }
    return byName
  }
}

extension Diagnostic {
  static func severalSheets(_ sheets: [String], table: String) -> Diagnostic {
    Diagnostic(
      .badInput, "table.sheet.several", ["table": table, "sheets": sheets.joined(separator: "; ")],
      id: "\(table): beberapa lembar memuat tabel (\(Language.indonesian.quoted(sheets))). Pilih satu dengan --sheet; "
        + "bila setiap lembar memuat satu segmen, satukan dahulu dengan kolom segmen.",
      en:
        "\(table): several sheets hold a table (\(Language.english.quoted(sheets))). Choose one with --sheet; if each "
        + "holds one segment, put them into one table with a column of segments.")
  }

  static func noFigures(at place: Message, _ text: String, table: String, headerLine: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "table.figures.none", ["table": table, "line": String(headerLine)],
      id: "\(table): di bawah nama kolom (baris \(headerLine)) tidak ada angka; \(place.indonesian) berisi "
        + "“\(HeaderText.short(text))”. Tulis angkanya saja, tanpa kata.",
      en: "\(table): there is no figure below the header (line \(headerLine)); \(place.english) holds "
        + "“\(HeaderText.short(text))”. Write numbers alone, without words.")
  }

  static func noSheetOfCounts(_ sheets: [String], table: String) -> Diagnostic {
    Diagnostic(
      .badInput, "table.sheet.none", ["table": table, "sheets": sheets.joined(separator: "; ")],
      id: "\(table): tidak ada lembar dengan kolom wilayah dan kolom jumlah yang dikenal. Lembarnya: "
        + "\(Language.indonesian.quoted(sheets)). Pilih dengan --sheet, dan sebutkan kolomnya.",
      en: "\(table): no sheet has known columns of places and of counts. Its sheets are: "
        + "\(Language.english.quoted(sheets)). Choose one with --sheet, and name its columns.")
  }
}

extension Notice {
  static func sheetsPassedOver(_ sheets: [String], read: String, table: String) -> Notice {
    Notice(
      "table.sheet.passed", ["table": table, "sheets": sheets.joined(separator: "; "), "read": read],
      id: "\(table): dibaca lembar “\(read)”; lembar tanpa tabel dilewati: \(Language.indonesian.quoted(sheets)).",
      en: "\(table): the sheet “\(read)” was read; sheets without a table were passed over: "
        + "\(Language.english.quoted(sheets)).")
  }
}
