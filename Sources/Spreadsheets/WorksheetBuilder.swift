internal import Diagnostics

/// Gathers the cells of one sheet, in order, within `SheetLimits`.
struct WorksheetBuilder {
  private let workbook: String
  let sheet: String
  private(set) var bytes: [UInt8]
  private var rows: [Worksheet.Row] = []
  private var entries: [Worksheet.Entry] = []
  private(set) var mergedRanges: [CellRange] = []
  private var hiddenRows: [Int] = []
  private var hiddenColumns: Set<Int> = []

  /// - Parameter texts: bytes that cells may refer to.
  init(workbook: String, sheet: String, texts: [UInt8] = []) {
    self.workbook = workbook
    self.sheet = sheet
    bytes = texts
  }

  var cellCount: Int { entries.count }

  // MARK: Cells

  /// Adds a cell whose text is among the bytes already.
  ///
  /// - Parameters:
  ///   - row: not before that of the cell added last.
  ///   - column: behind that of the cell added last, where the row is the same.
  mutating func add(row: Int, column: Int, _ kind: Worksheet.Kind, at range: Range<Int>, isFormula: Bool) throws {
    if entries.count >= SheetLimits.cells { throw Diagnostic.tooManyCells(workbook, sheet: sheet) }
    let position = entries.count
    entries.append(
      Worksheet.Entry(
        start: UInt32(range.lowerBound), length: UInt32(range.count), column: UInt16(column), kind: kind,
        isFormula: isFormula))
    if let last = rows.last, last.number == row {
      rows[rows.count - 1] = Worksheet.Row(number: row, entries: last.entries.lowerBound..<position + 1)
    } else {
      rows.append(Worksheet.Row(number: row, entries: position..<position + 1))
    }
  }

  /// Keeps a text, and answers where it is.
  mutating func keep(_ text: some Collection<UInt8>, row: Int, column: Int) throws -> Range<Int> {
    let start = bytes.count
    if text.count > SheetLimits.cellText {
      throw Diagnostic.cellTooLong(workbook, sheet: sheet, CellReference(row: row, column: column))
    }
    if start + text.count > SheetLimits.text { throw Diagnostic.tooMuchText(workbook, sheet: sheet) }
    bytes.append(contentsOf: text)
    return start..<bytes.count
  }

  mutating func add(
    row: Int, column: Int, _ kind: Worksheet.Kind, _ text: some Collection<UInt8>, isFormula: Bool
  ) throws {
    let range = try keep(text, row: row, column: column)
    try add(row: row, column: column, kind, at: range, isFormula: isFormula)
  }

  /// Adds the row's cells once more, as another row.
  mutating func repeatLastRow(as number: Int) throws {
    guard let last = rows.last else { return }
    if entries.count + last.entries.count > SheetLimits.cells {
      throw Diagnostic.tooManyCells(workbook, sheet: sheet)
    }
    let start = entries.count
    // One by one: a slice would share the storage, and each append would copy all of it.
    for position in last.entries { entries.append(entries[position]) }
    rows.append(Worksheet.Row(number: number, entries: start..<entries.count))
  }

  // MARK: What people see

  mutating func merge(_ range: CellRange) throws {
    if mergedRanges.count >= SheetLimits.mergedRanges { throw Diagnostic.tooManyCells(workbook, sheet: sheet) }
    mergedRanges.append(range)
  }

  mutating func hide(row: Int) { hiddenRows.append(row) }

  mutating func hide(columns: Range<Int>) {
    hiddenColumns.formUnion(columns.clamped(to: 0..<CellReference.columnLimit))
  }

  func worksheet(isHidden: Bool) -> Worksheet {
    Worksheet(
      name: sheet, isHidden: isHidden, mergedRanges: mergedRanges, hiddenRows: hiddenRows,
      hiddenColumns: hiddenColumns.sorted(), bytes: bytes, rows: rows, entries: entries)
  }
}

/// How the numbers of cells are written.
enum NumberText {
  /// As few digits as tell it from others.
  static func bytes(of number: Double) -> [UInt8] {
    let isWhole = number == number.rounded() && number.magnitude < 0x1p53
    return Array((isWhole ? String(Int(number)) : String(number)).utf8)
  }

  static func percentage(_ share: Double) -> [UInt8] { bytes(of: 100 * share) + [UInt8(ascii: "%")] }
}

extension Diagnostic {
  static func tooManyCells(_ name: String, sheet: String) -> Diagnostic {
    Diagnostic(
      .badInput, "workbook.limit.cells", ["workbook": name, "sheet": sheet, "limit": String(SheetLimits.cells)],
      id: "\(name), lembar “\(sheet)”: sel yang terisi (atau digabung) lebih dari "
        + "\(Language.indonesian.text(SheetLimits.cells)), lebih banyak daripada yang diterima. Salin tabelnya saja ke "
        + "buku kerja baru.",
      en:
        "\(name), sheet “\(sheet)”: more than \(Language.english.text(SheetLimits.cells)) cells are filled or merged, "
        + "which is more than is taken. Copy the table alone into a new workbook.")
  }

  static func tooMuchText(_ name: String, sheet: String) -> Diagnostic {
    let limit = SheetLimits.text >> 20
    return Diagnostic(
      .badInput, "workbook.limit.text", ["workbook": name, "sheet": sheet, "limit": String(SheetLimits.text)],
      id:
        "\(name), lembar “\(sheet)”: teks di dalam selnya lebih dari \(limit) MB, lebih banyak daripada yang diterima. "
        + "Salin tabelnya saja ke buku kerja baru.",
      en:
        "\(name), sheet “\(sheet)”: its cells hold more than \(limit) MB of text, which is more than is taken. Copy the "
        + "table alone into a new workbook.")
  }

  static func cellTooLong(_ name: String, sheet: String, _ cell: CellReference) -> Diagnostic {
    Diagnostic(
      .badInput, "workbook.limit.cell", ["workbook": name, "sheet": sheet, "cell": cell.description],
      id:
        "\(name), lembar “\(sheet)”, sel \(cell): teksnya terlalu panjang untuk sebuah tabel. Hapus atau ringkas isinya.",
      en: "\(name), sheet “\(sheet)”, cell \(cell): its text is too long for a table. Delete or shorten it.")
  }
}
