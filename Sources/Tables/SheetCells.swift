internal import Diagnostics
internal import Spreadsheets

/// The cells of a sheet, laid out as those of delimited text are: rows below a header, all of one width.
struct SheetCells {
  let sheet: String
  private(set) var header: [String] = []
  let headerLine: Int
  private(set) var blankRowCount = 0
  private(set) var notices: [Message] = []
  private(set) var bytes: [UInt8] = []
  private(set) var index = DelimitedTokenizer.Index()
  private(set) var kinds: [CellKind] = []
  /// Cells merged side by side, for who looks for a header of several lines.
  private(set) var mergedAcross: [TableGrid.MergedCells] = []

  /// One row of the sheet that is not blank.
  private struct Row {
    let line: Int
    /// Where its cells are among those of the sheet.
    var cells: Range<Int>
    /// What cells merged with ones further up show, by column.
    var merged: [Int: Worksheet.Value] = [:]
  }

  private var rows: [Row] = []

  /// - Parameters:
  ///   - name: what messages call the table.
  ///   - statedLine: the row of the header, as the sheet numbers it; the first that is not blank if nil.
  init(_ sheet: Worksheet, name: String, headerLine statedLine: Int?) throws {
    self.sheet = sheet.name
    rows = Self.rows(of: sheet, from: statedLine ?? 1)
    if let statedLine {
      guard rows.first?.line == statedLine else { throw Diagnostic.noSuchHeaderLine(name, line: statedLine) }
    } else if let likely = Self.sample(rows, sheet).headerBelowTitle {
      throw Diagnostic.titleAboveHeader(name, title: rows[0].line, header: likely)
    }
    guard let top = rows.first, let bottom = rows.last else { throw Diagnostic.emptyTable(name) }
    headerLine = top.line
    if rows.count == 1 { throw Diagnostic.headerWithoutRows(name, line: top.line) }
    blankRowCount = bottom.line - top.line + 1 - rows.count
    let mergedNumbers = try mergeDown(sheet)
    try lay(sheet, mergedNumbers: mergedNumbers, name: name)
    notices = Self.notices(sheet, lines: top.line...bottom.line, header: header, name: name)
  }

  /// All rows that hold something, the header among them: `header` has one blank name for each column.
  ///
  /// - Parameter firstLine: the row at which to begin, as the sheet numbers it.
  init(grid sheet: Worksheet, name: String, firstLine: Int?) throws {
    self.sheet = sheet.name
    rows = Self.rows(of: sheet, from: firstLine ?? 1)
    if let firstLine, rows.first?.line != firstLine { throw Diagnostic.noSuchHeaderLine(name, line: firstLine) }
    guard let top = rows.first, let bottom = rows.last else { throw Diagnostic.emptyTable(name) }
    headerLine = top.line
    blankRowCount = bottom.line - top.line + 1 - rows.count
    let mergedNumbers = try mergeDown(sheet)
    try lay(sheet, mergedNumbers: mergedNumbers, name: name, hasHeader: false)
    mergedAcross = sheet.mergedRanges.filter { $0.last.column > $0.first.column && $0.last.row >= headerLine }
      .flatMap { range in
        (range.first.row...max(range.first.row, min(range.last.row, bottom.line))).map {
          TableGrid.MergedCells(line: $0, columns: range.first.column...range.last.column)
        }
      }
    notices = Self.notices(sheet, lines: top.line...bottom.line, header: header.map { _ in "x" }, name: name)
  }

  /// Rows with a cell that is not blank.
  private static func rows(of sheet: Worksheet, from first: Int) -> [Row] {
    var rows: [Row] = []
    var start = 0
    while start < sheet.cells.count {
      let line = sheet.cells[start].row
      var end = start
      while end < sheet.cells.count, sheet.cells[end].row == line { end += 1 }
      if line >= first, sheet.cells[start..<end].contains(where: { !isBlank($0.value) }) {
        rows.append(Row(line: line, cells: start..<end))
      }
      start = end
    }
    return rows
  }

  private static func isBlank(_ value: Worksheet.Value) -> Bool {
    guard case .text(var text) = value else { return false }
    return text.withUTF8 { CellBytes.trimmed($0, 0..<$0.count).isEmpty }
  }

  /// The first rows, to see whether the first of them is a title.
  private static func sample(_ rows: [Row], _ sheet: Worksheet) -> SeparatorSearch.Sample {
    let first = rows.prefix(SeparatorSearch.Sample.rowLimit)
    let left = first.map { sheet.cells[$0.cells.lowerBound].column }.min() ?? 0
    return SeparatorSearch.Sample(
      first.map { row in
        var cells: [String] = []
        for cell in sheet.cells[row.cells] where !isBlank(cell.value) {
          cells += Array(repeating: "", count: cell.column - left - cells.count) + [cell.value.text]
        }
        return SeparatorSearch.Sample.Row(line: row.line, cellCount: cells.count, cells: cells)
      })
  }

  /// Gives every row what cells merged over several rows show in it; answers the ones that hold a number, by row and
  /// column.
  private mutating func mergeDown(_ sheet: Worksheet) throws -> Set<CellReference> {
    var numbers: Set<CellReference> = []
    for range in sheet.mergedRanges where range.last.row > range.first.row && range.last.row >= headerLine {
      guard let value = Self.value(at: range.first, of: sheet) else { continue }
      // Rows that are blank but for the merged cell stay blank.
      for position in firstRow(from: range.first.row)..<rows.count {
        let line = rows[position].line
        if line > range.last.row { break }
        if line > range.first.row { rows[position].merged[range.first.column] = value }
        if value.kind == .number { numbers.insert(CellReference(row: line, column: range.first.column)) }
      }
    }
    return numbers
  }

  /// The position of the first row of that number or a higher one.
  private func firstRow(from line: Int) -> Int {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].line < line { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func value(at place: CellReference, of sheet: Worksheet) -> Worksheet.Value? {
    var low = 0
    var high = sheet.cells.count
    while low < high {
      let middle = (low + high) / 2
      let cell = sheet.cells[middle]
      if (cell.row, cell.column) < (place.row, place.column) { low = middle + 1 } else { high = middle }
    }
    guard low < sheet.cells.count, sheet.cells[low].reference == place else { return nil }
    return sheet.cells[low].value
  }

  /// Writes the cells one behind the other.
  private mutating func lay(_ sheet: Worksheet, mergedNumbers: Set<CellReference>, name: String, hasHeader: Bool = true) throws {
    let uncomputed = rows.flatMap { sheet.cells[$0.cells].filter { $0.value == .uncomputed } }
    if !uncomputed.isEmpty { throw Diagnostic.uncomputedFormulas(name, uncomputed.map(\.reference)) }

    let width =
      rows.map { row in
        max(sheet.cells[row.cells].last { !Self.isBlank($0.value) }?.column ?? 0, row.merged.keys.max() ?? 0)
      }.max()! + 1
    kinds.reserveCapacity(width * (rows.count - 1))
    for (position, row) in rows.enumerated() {
      let start = bytes.count
      let firstCell = index.cellEnds.count
      var next = row.cells.lowerBound
      for column in 0..<width {
        var value = row.merged[column]
        if next < row.cells.upperBound, sheet.cells[next].column == column {
          value = value ?? sheet.cells[next].value
          next += 1
        }
        if let value { append(value.text) }
        if position > 0 || !hasHeader {
          let isMerged =
            !mergedNumbers.isEmpty && mergedNumbers.contains(CellReference(row: row.line, column: column))
          kinds.append(isMerged ? .mergedNumber : value?.kind ?? .text)
        }
        index.cellEnds.append(bytes.count)
        bytes.append(0x09)
      }
      index.rows.append(
        DelimitedTokenizer.Row(start: start, line: row.line, firstCell: firstCell, cellCount: width))
    }
    guard hasHeader else {
      header = Array(repeating: "", count: width)
      return
    }
    let top = index.rows.removeFirst()
    header = (0..<width).map { index.text($0, of: top, in: bytes, trimmed: true) }
  }

  /// Quoted where a quote in the text would be taken for the beginning of a quoted cell.
  private mutating func append(_ text: String) {
    guard text.utf8.contains(0x22) else { return bytes.append(contentsOf: text.utf8) }
    bytes.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  /// What people do not see, or may not expect to be read.
  private static func notices(
    _ sheet: Worksheet, lines: ClosedRange<Int>, header: [String], name: String
  ) -> [Message] {
    var notices: [Message] = []
    if sheet.isHidden { notices.append(.hiddenSheet(name)) }
    let hiddenRows = sheet.hiddenRows.filter(lines.contains)
    if !hiddenRows.isEmpty { notices.append(.hiddenRows(hiddenRows, table: name)) }
    let hiddenColumns = sheet.hiddenColumns.filter(header.indices.contains)
    if !hiddenColumns.isEmpty {
      notices.append(.hiddenColumns(hiddenColumns.map(CellReference.letters), table: name))
    }
    let merged = sheet.mergedRanges.filter { $0.last.row > $0.first.row && lines.contains($0.last.row) }
    if let first = merged.first { notices.append(.mergedCells(merged.count, first: first, table: name)) }
    let formulas = sheet.cells.filter { $0.isFormula && lines.contains($0.row) }
    if let first = formulas.first { notices.append(.formulas(formulas.count, first: first.reference, table: name)) }
    let unnamed = Set(sheet.cells.filter { lines.contains($0.row) && !isBlank($0.value) }.map(\.column)).sorted()
      .filter { header[$0].isEmpty }
    if !unnamed.isEmpty { notices.append(.unnamedColumns(unnamed.map(CellReference.letters), table: name)) }
    return notices
  }
}

extension DelimitedTable {
  /// Reads a sheet of a workbook, the first that people see if none is wanted.
  init(_ workbook: Workbook, sheet wanted: String?, headerLine: Int?) throws {
    let sheet = try workbook.sheet(named: wanted)
    let name = "\(workbook.name) [\(sheet.name)]"
    var cells = try SheetCells(try workbook.worksheet(sheet), name: name, headerLine: headerLine)
    if wanted == nil { cells.mention(others: workbook.sheets.filter { $0 != sheet }.map(\.name), name: name) }
    self.init(cells, name: name)
  }
}

extension SheetCells {
  /// Says which sheets were left aside.
  fileprivate mutating func mention(others: [String], name: String) {
    if !others.isEmpty { notices.insert(.otherSheets(others, table: name), at: 0) }
  }
}
