public import Diagnostics
internal import Spreadsheets
public import TextEncodings

/// All rows of a file or a sheet that hold something, before anybody knows which of them is the header.
///
/// Titles, notes and rows of any width are kept as they stand; lines in which every cell is blank are no rows. What the
/// rows mean is found by those who know the field; `DelimitedTable(_:header:headerLine:rows:)` then makes a table of
/// the rows that they choose. Positions of rows count from 0; `lineNumber` tells where a row stands in the file.
///
/// Cells of a sheet below the first one of a group merged downwards hold what that one holds (`isMergedDown`); those
/// beside it are blank, and `mergedAcross` tells whose they are.
///
/// Cells are positions in one buffer; a `String` is made only when one is asked for. Memory is in proportion to the cells
/// that hold something, whatever their columns.
public struct TableGrid: Sendable {
  /// Cells of one row that are merged side by side: what the first holds is the text of all of them.
  public struct MergedCells: Sendable, Hashable {
    /// As `lineNumber` has it.
    public let line: Int
    public let columns: ClosedRange<Int>
  }

  /// The last column that may hold something, from 0. No table of counts is wider, and the layers made of it could not
  /// hold its columns.
  public static let columnLimit = 1_024

  /// The file name that messages show; that of a workbook with the sheet: `data.xlsx [Peserta]`.
  public let name: String
  /// The sheet of a workbook; nil for delimited text.
  public let sheet: String?
  /// The sign between cells; a tab for a sheet.
  public let separator: Character
  public let encoding: TextEncoding
  public let encodingSource: DelimitedTable.EncodingSource
  /// Cells merged side by side, in order; none in delimited text. A group over several rows is one entry for each.
  public let mergedAcross: [MergedCells]
  /// Lines that hold nothing but blanks and separators, the first line and the last row among what is looked at.
  public let blankLineCount: Int
  /// The number of cells of the widest row.
  public let width: Int

  /// UTF-8.
  let bytes: [UInt8]
  /// Rows and cells of delimited text; empty for a sheet.
  let index: DelimitedTokenizer.Index
  /// Rows and cells of a sheet; empty for delimited text.
  let sheetRows: [SheetRow]
  let sheetCells: [SheetCell]
  /// What else a sheet tells; nil for delimited text.
  let facts: SheetFacts?

  struct SheetRow: Sendable {
    /// As the sheet numbers it.
    let line: Int
    /// Where its cells are; by column.
    let cells: Range<Int>
  }

  struct SheetCell: Sendable {
    let start: UInt32
    let length: UInt32
    let column: UInt16
    let kind: CellKind
    let flags: Flags

    struct Flags: OptionSet, Sendable {
      let rawValue: UInt8
      static let formula = Flags(rawValue: 1)
      /// It is one of several that are merged downwards.
      static let mergedDown = Flags(rawValue: 2)
    }

    var range: Range<Int> { Int(start)..<Int(start) + Int(length) }
  }

  struct SheetFacts: Sendable {
    let isHidden: Bool
    let hiddenLines: [Int]
    let hiddenColumns: [Int]
    /// By first row.
    let merged: [CellRange]
    /// Names of the workbook's other sheets, where the user named none.
    var others: [String] = []
  }

  // MARK: Rows and cells

  public var rowCount: Int { facts == nil ? index.rows.count : sheetRows.count }

  /// The number of cells of a row, blank ones included; all rows of a sheet have as many as the widest.
  public func cellCount(_ row: Int) -> Int { facts == nil ? index.rows[row].cellCount : width }

  /// The line of the file on which a row begins, from 1, counted as a text editor does; of a sheet, the row's number.
  public func lineNumber(_ row: Int) -> Int { facts == nil ? index.rows[row].line : sheetRows[row].line }

  /// Where a row, or a cell of it, is to be found: line 5, or row 5 or cell B5 of a sheet.
  public func place(_ row: Int, _ column: Int? = nil) -> Message {
    let line = lineNumber(row)
    if facts == nil { return Message(id: "baris \(line)", en: "line \(line)") }
    guard let column else { return Message(id: "baris \(line)", en: "row \(line)") }
    let cell = CellReference(row: line, column: column)
    return Message(id: "sel \(cell)", en: "cell \(cell)")
  }

  /// The text of a cell without blanks (no-break ones too) at its ends; empty beyond the end of the row.
  ///
  /// The apostrophe by which `CSVWriter` and careful exporters keep `=…`, `+…`, `-…` and `@…` from being run as a
  /// formula is taken away.
  public func cell(_ row: Int, _ column: Int) -> String {
    withText(row, column, trimmed: true) { String(decoding: $0, as: UTF8.self) }
  }

  /// The cells of a row as they were written, blanks and all.
  public func rawRow(_ row: Int) -> [String] { rawRow(row, count: cellCount(row)) }

  func rawRow(_ row: Int, count: Int) -> [String] {
    (0..<count).map { withText(row, $0, trimmed: false) { String(decoding: $0, as: UTF8.self) } }
  }

  /// Hands the UTF-8 bytes of `cell(row, column)` to `body` without making a `String`.
  @inline(__always)
  public func withCellBytes<Result, Failure: Error>(
    _ row: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withText(row, column, trimmed: true, body)
  }

  /// Whether nothing stands in a cell.
  public func isBlank(_ row: Int, _ column: Int) -> Bool {
    withCellBytes(row, column) { $0.isEmpty } && kind(row, column) == .text
  }

  /// What a spreadsheet knows of a cell; text where nobody does, and where there is nothing.
  public func kind(_ row: Int, _ column: Int) -> CellKind {
    sheetCell(row, column).map { sheetCells[$0].kind } ?? .text
  }

  /// Whether a cell's text is this, to the byte.
  public func holds(_ text: [UInt8], _ row: Int, _ column: Int) -> Bool {
    withCellBytes(row, column) { $0.elementsEqual(text) }
  }

  /// The first column whose text begins with a letter; nil where there is none.
  public func firstWord(_ row: Int) -> Int? {
    (0..<cellCount(row)).first { column in
      withCellBytes(row, column) { text in
        text.first.map { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 >= 0x80 } ?? false
      }
    }
  }

  /// The first byte of a cell's text in lower case; 0 where it is blank.
  public func firstByte(_ row: Int, _ column: Int) -> UInt8 {
    withCellBytes(row, column) { ($0.first ?? 0) | 0x20 }
  }

  /// Whether the cell is the saved result of a formula.
  public func isFormula(_ row: Int, _ column: Int) -> Bool {
    sheetCell(row, column).map { sheetCells[$0].flags.contains(.formula) } ?? false
  }

  /// Whether the cell is one of several that are merged downwards, the first among them.
  public func isMergedDown(_ row: Int, _ column: Int) -> Bool {
    sheetCell(row, column).map { sheetCells[$0].flags.contains(.mergedDown) } ?? false
  }

  // MARK: Looks

  /// What a cell looks like by itself.
  public enum Look: Sendable, Hashable {
    case blank
    /// A sign that says that there is no figure: `-`, `…`, `n/a`.
    case missing
    /// A whole number from 1990 to 2100 without any mark, which may be a year.
    case year
    case number
    case other
  }

  public func look(_ row: Int, _ column: Int) -> Look {
    let kind = kind(row, column)
    return withCellBytes(row, column) { text in
      switch kind {
      case .uncomputed, .date, .time, .boolean, .error: return .other
      case .number: return Self.isYear(text) ? .year : .number
      case .text, .percentage: break
      }
      if text.isEmpty { return .blank }
      let number = WrittenNumber(text)
      switch number.form {
      case .missing: return .missing
      case .broken(let fault): return fault == .notNumber || fault == .date ? .other : .number
      case .bare: return Self.isYear(text) ? .year : .number
      default: return .number
      }
    }
  }

  private static func isYear(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count == 4, text.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return false }
    let year = text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return (1990...2100).contains(year)
  }

  // MARK: Inside

  @inline(__always)
  func withText<Result, Failure: Error>(
    _ row: Int, _ column: Int, trimmed: Bool, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if facts == nil {
      let own = index.rows[row]
      if column < own.cellCount { return try index.withText(column, of: own, in: bytes, trimmed: trimmed, body) }
      return try body(UnsafeBufferPointer(start: nil, count: 0))
    }
    guard let position = sheetCell(row, column) else { return try body(UnsafeBufferPointer(start: nil, count: 0)) }
    return try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) -> Result in
      try body(CellBytes.bare(buffer, sheetCells[position].range, trimmed: trimmed))
    }
  }

  /// Where the cell of a sheet is among all; nil where there is none, and for delimited text.
  @inline(__always)
  func sheetCell(_ row: Int, _ column: Int) -> Int? {
    if facts == nil { return nil }
    let cells = sheetRows[row].cells
    if cells.isEmpty { return nil }
    // Most rows have a cell in every column.
    let guess = cells.lowerBound + column - Int(sheetCells[cells.lowerBound].column)
    if guess >= cells.lowerBound, guess < cells.upperBound, Int(sheetCells[guess].column) == column { return guess }
    var low = cells.lowerBound
    var high = cells.upperBound
    while low < high {
      let middle = (low + high) / 2
      if Int(sheetCells[middle].column) < column { low = middle + 1 } else { high = middle }
    }
    return low < cells.upperBound && Int(sheetCells[low].column) == column ? low : nil
  }
}
