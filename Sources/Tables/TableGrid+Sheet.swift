internal import Diagnostics
internal import Spreadsheets

extension TableGrid {
  /// Takes the cells of a sheet.
  ///
  /// - Parameters:
  ///   - name: of the workbook.
  ///   - others: the workbook's other sheets, where the user named none.
  ///   - firstLine: the row at which to begin, as the sheet numbers it.
  init(_ sheet: Worksheet, workbook name: String, others: [String] = [], firstLine: Int? = nil) throws {
    var rows: [SheetRow] = []
    rows.reserveCapacity(sheet.rows.count)
    var cells: [SheetCell] = []
    cells.reserveCapacity(sheet.entries.count)
    var filler = MergedDown(sheet, workbook: name)
    sheet.bytes.withUnsafeBufferPointer { buffer in
      for row in sheet.rows {
        if row.number < firstLine ?? 1 {
          continue
        }
        let isBlank = sheet.entries[row.entries].allSatisfy {
          $0.kind == .text && CellBytes.trimmed(buffer, $0.range).isEmpty
        }
        // A row that is blank but for a cell merged with ones further up stays blank.
        if isBlank { continue }
        let start = cells.count
        filler.append(row, of: sheet, to: &cells)
        rows.append(SheetRow(line: row.number, cells: start..<cells.count))
      }
    }
    if filler.isBeyondLimit { throw filler.fault }
    let name = "\(name) [\(sheet.name)]"
    if let firstLine, rows.first?.line != firstLine { throw Diagnostic.noSuchHeaderLine(name, line: firstLine) }
    guard let top = rows.first, let bottom = rows.last else { throw Diagnostic.emptyTable(name) }
    width = rows.reduce(0) { max($0, Int(cells[$1.cells.upperBound - 1].column) + 1) }
    if width > Self.columnLimit, let far = Self.cell(beyond: Self.columnLimit, rows, cells, sheet.bytes) {
      throw Diagnostic.tooManyColumns(name, place: Message(id: "sel \(far)", en: "cell \(far)"))
    }
    blankLineCount = bottom.line - top.line + 1 - rows.count
    self.name = name
    self.sheet = sheet.name
    separator = "\t"
    encoding = .utf8
    encodingSource = .workbook
    bytes = sheet.bytes
    index = DelimitedTokenizer.Index()
    sheetRows = rows
    sheetCells = cells
    mergedAcross = try Self.mergedAcross(filler.ranges, rows) ?? { throw filler.fault }()
    facts = SheetFacts(
      isHidden: sheet.isHidden, hiddenLines: sheet.hiddenRows, hiddenColumns: sheet.hiddenColumns,
      merged: filler.ranges, others: others)
  }

  /// Cells merged side by side, by row; nil where they are too many.
  private static func mergedAcross(_ ranges: [CellRange], _ rows: [SheetRow]) -> [MergedCells]? {
    var found: [MergedCells] = []
    for range in ranges where range.last.column > range.first.column {
      for row in rows[Self.firstRow(from: range.first.row, in: rows)...].prefix(while: { $0.line <= range.last.row }) {
        found.append(MergedCells(line: row.line, columns: range.columns))
      }
      if found.count > SheetLimits.mergedRanges { return nil }
    }
    return found.sorted { ($0.line, $0.columns.lowerBound) < ($1.line, $1.columns.lowerBound) }
  }

  /// The position of the first row of that line or a later one.
  static func firstRow(from line: Int, in rows: [SheetRow]) -> Int {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].line < line { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first cell at or behind a column that is not blank.
  private static func cell(
    beyond column: Int, _ rows: [SheetRow], _ cells: [SheetCell], _ bytes: [UInt8]
  ) -> CellReference? {
    bytes.withUnsafeBufferPointer { buffer in
      for row in rows {
        for cell in cells[row.cells] where Int(cell.column) >= column {
          if cell.kind == .text && CellBytes.trimmed(buffer, cell.range).isEmpty { continue }
          return CellReference(row: row.line, column: Int(cell.column))
        }
      }
      return nil
    }
  }
}

/// Gives every row what cells merged over several rows show in it.
private struct MergedDown {
  /// By first row.
  let ranges: [CellRange]
  private let workbook: String
  private let sheet: String
  /// The next range that has not begun.
  private var next = 0
  /// Ranges that have begun and not ended, with what their first cell holds.
  private var active: [(range: CellRange, entry: Worksheet.Entry?)] = []
  private(set) var isBeyondLimit = false

  init(_ sheet: Worksheet, workbook: String) {
    self.workbook = workbook
    self.sheet = sheet.name
    ranges = sheet.mergedRanges.sorted { ($0.first.row, $0.first.column) < ($1.first.row, $1.first.column) }
  }

  var fault: Diagnostic { .tooManyMergedCells(workbook, sheet: sheet) }

  mutating func append(_ row: Worksheet.Row, of sheet: Worksheet, to cells: inout [TableGrid.SheetCell]) {
    if !active.isEmpty { active.removeAll { $0.range.last.row < row.number } }
    while next < ranges.count, ranges[next].first.row <= row.number {
      let range = ranges[next]
      next += 1
      if range.last.row > range.first.row, range.last.row >= row.number {
        active.append((range, Self.entry(at: range.first, of: sheet)))
      }
    }
    if active.isEmpty {
      for entry in sheet.entries[row.entries] { cells.append(TableGrid.SheetCell(entry, isMergedDown: false)) }
      return
    }
    if cells.count + active.count > SheetLimits.cells { isBeyondLimit = true }
    if isBeyondLimit { return }
    // Groups that overlap are damage; the one that began last is shown.
    var byColumn: [Int: Worksheet.Entry] = [:]
    for part in active { part.entry.map { byColumn[part.range.first.column] = $0 } }
    let shown = byColumn.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    var position = 0
    for entry in sheet.entries[row.entries] {
      while position < shown.count, shown[position].0 < Int(entry.column) {
        cells.append(TableGrid.SheetCell(shown[position].1, isMergedDown: true))
        position += 1
      }
      if position < shown.count, shown[position].0 == Int(entry.column) {
        // What lies under a merged cell is not shown.
        cells.append(TableGrid.SheetCell(shown[position].1, isMergedDown: true))
        position += 1
      } else {
        cells.append(TableGrid.SheetCell(entry, isMergedDown: false))
      }
    }
    for rest in shown[position...] { cells.append(TableGrid.SheetCell(rest.1, isMergedDown: true)) }
  }

  private static func entry(at place: CellReference, of sheet: Worksheet) -> Worksheet.Entry? {
    var low = 0
    var high = sheet.rows.count
    while low < high {
      let middle = (low + high) / 2
      if sheet.rows[middle].number < place.row { low = middle + 1 } else { high = middle }
    }
    guard low < sheet.rows.count, sheet.rows[low].number == place.row else { return nil }
    return sheet.entries[sheet.rows[low].entries].first { Int($0.column) == place.column }
  }
}

extension TableGrid.SheetCell {
  init(_ entry: Worksheet.Entry, isMergedDown: Bool) {
    var flags: Flags = entry.isFormula ? .formula : []
    if isMergedDown { flags.insert(.mergedDown) }
    self.init(
      start: entry.start, length: entry.length, column: entry.column, kind: CellKind(entry.kind), flags: flags)
  }
}

extension Diagnostic {
  static func tooManyMergedCells(_ name: String, sheet: String) -> Diagnostic {
    Diagnostic(
      .badInput, "workbook.limit.merged", ["workbook": name, "sheet": sheet],
      id: "\(name), lembar “\(sheet)”: sel yang digabung mencakup lebih banyak sel daripada yang diterima. Batalkan "
        + "penggabungan (Unmerge) di luar tabelnya.",
      en: "\(name), sheet “\(sheet)”: merged cells cover more cells than are taken. Unmerge those outside of the table."
    )
  }
}
