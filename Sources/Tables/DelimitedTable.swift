public import Diagnostics
internal import Spreadsheets
public import TextEncodings

/// A whole table in memory: one header row, then data rows. It is delimited text, or a sheet of a workbook (`.xlsx` or
/// `.ods`; see `sheet`).
///
/// Separator (`,` `;` tab `|`) and encoding (byte order mark, else valid UTF-8, else Windows-1252) are found unless
/// they are stated. What cannot be read without a guess is an error: a title above the header, a row with more or
/// fewer cells than the header, two separators that fit equally, bytes that spell no text.
///
/// - Lines in which every cell is blank are no rows; `blankLineCount` tells how many there were.
/// - Blank cells beyond the header at the end of a row are ignored, and so are unnamed columns at the end of the header
///   in which every row is blank. A row with *fewer* cells than the header is an error even where only its last cells
///   seem to be missing, since a lost separator further left looks the same and shifts figures into other columns.
/// - `sep=;` on the first line, as Excel writes it, is obeyed.
///
/// Cells are positions in one buffer; a `String` is made only when one is asked for. Reading is O(bytes).
public struct DelimitedTable: Sendable {
  /// How the encoding became known.
  public enum EncodingSource: String, Sendable {
    /// By the byte order mark of the file.
    case byteOrderMark
    /// All bytes are valid UTF-8 (or plain ASCII).
    case validUTF8
    /// The bytes are not UTF-8, so Windows-1252, the encoding of older office programs, is assumed.
    case assumed
    /// The caller stated it.
    case stated
    /// The file is a workbook, whose text is Unicode.
    case workbook
  }

  /// The file name that messages show, without its folder; that of a workbook with the sheet: `data.xlsx [Peserta]`.
  public var name: String { grid.name }
  /// The sheet of the workbook that the table was read from; nil for delimited text.
  public var sheet: String? { grid.sheet }
  /// The column names, trimmed. Repeated and empty ones are kept as they are.
  public let header: [String]
  /// The line of the file on which the header begins, from 1; of a sheet, the row.
  public let headerLine: Int
  public var separator: Character { grid.separator }
  public var encoding: TextEncoding { grid.encoding }
  public var encodingSource: EncodingSource { grid.encodingSource }
  /// Lines that hold nothing but blanks and separators, below the header.
  public let blankLineCount: Int
  /// Notices of how a sheet was read; empty for delimited text.
  public let notices: [Notice]

  let grid: TableGrid
  /// Where the rows are in the grid.
  private let rows: [Int]

  /// Reads a file, delimited text or a workbook (`.xlsx`, `.ods`); its first bytes tell which.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - separator: the sign between cells, any ASCII sign that is no letter, digit or quote; found if nil.
  ///   - encoding: a name that `TextEncoding(label:)` knows; found if nil. A byte order mark in the file wins over it.
  ///   - headerLine: the line of the header, from 1, for files with a title above it; the first line that is not blank
  ///     if nil. In a workbook, the number of the row.
  ///   - sheet: the sheet of a workbook; the first that people see if nil. Delimited text has none, whatever is asked.
  /// - Throws: `Diagnostic`, of kind `missingInput` where there is no such file, `inputOutput` where it cannot be read,
  ///   `usage` for a separator or encoding that does not exist, else `badInput`.
  public init(
    path: String, separator: Character? = nil, encoding: String? = nil, headerLine: Int? = nil, sheet: String? = nil
  ) throws {
    try self.init(
      try TableFile(path: path, separator: separator, encoding: encoding), headerLine: headerLine, sheet: sheet)
  }

  /// Reads a table from the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file, in any encoding that can be found or is stated.
  ///   - name: the file name to show in messages.
  ///   - separator: the sign between cells, as for a file.
  ///   - encoding: the name of the encoding, as for a file.
  ///   - headerLine: the line of the header, as for a file.
  ///   - sheet: the sheet of a workbook, as for a file.
  /// - Throws: `Diagnostic` as for a file, but for those of reading one.
  public init(
    bytes: [UInt8], name: String, separator: Character? = nil, encoding: String? = nil, headerLine: Int? = nil,
    sheet: String? = nil
  ) throws {
    try self.init(
      try TableFile(bytes: bytes, name: name, separator: separator, encoding: encoding), headerLine: headerLine,
      sheet: sheet)
  }

  private init(_ file: TableFile, headerLine: Int?, sheet: String?) throws {
    let grid = try file.grid(sheet: sheet, firstLine: headerLine, finding: .underHeader)
    if headerLine == nil, let likely = SeparatorSearch.Sample(grid).headerBelowTitle {
      throw Diagnostic.titleAboveHeader(grid.name, title: grid.lineNumber(0), header: likely)
    }
    let rows = Array(1..<max(1, grid.rowCount))
    var header = (0..<grid.width).map { grid.cell(0, $0) }
    if grid.sheet == nil {
      header.removeSubrange(grid.cellCount(0)...)
      while header.count > 1, header[header.count - 1].isEmpty, rows.allSatisfy({ grid.isBlank($0, header.count - 1) })
      {
        header.removeLast()
      }
    }
    try self.init(grid, header: header, headerLine: grid.lineNumber(0), rows: rows)
  }

  /// A table of some rows of a grid under a header that the caller has made.
  ///
  /// - Parameters:
  ///   - grid: where the rows are.
  ///   - header: one name for each column; columns beyond it must be blank in every row.
  ///   - headerLine: the line on which the header begins, as messages tell it.
  ///   - rows: positions in the grid, in order.
  /// - Throws: `Diagnostic` where there are no rows, where one of delimited text has fewer cells than the header, where
  ///   one has more that are not blank, and where a formula among them has no result.
  /// - Complexity: O(cells).
  public init(_ grid: TableGrid, header: [String], headerLine: Int, rows: [Int]) throws {
    guard let last = rows.last else { throw Diagnostic.headerWithoutRows(grid.name, line: headerLine) }
    try grid.checkWidths(rows, header: header.count)
    try grid.checkFormulas(rows)
    self.grid = grid
    self.rows = rows
    self.header = header
    self.headerLine = headerLine
    blankLineCount = grid.blankLineCount
    notices = grid.notices(lines: headerLine...max(headerLine, grid.lineNumber(last)), header: header)
  }

  /// The number of data rows.
  public var rowCount: Int { rows.count }

  /// The text of a cell without blanks (no-break ones too) at its ends; empty where there is nothing.
  ///
  /// The apostrophe by which `CSVWriter` and careful exporters keep `=…`, `+…`, `-…` and `@…` from being run as a
  /// formula is taken away.
  public func cell(_ row: Int, _ column: Int) -> String { grid.cell(rows[row], checked(column)) }

  /// The line of the file on which the row begins, from 1, counted as a text editor does; of a sheet, the row's number.
  public func lineNumber(_ row: Int) -> Int { grid.lineNumber(rows[row]) }

  /// Where a row, or a cell of it, is to be found: line 5, or row 5 or cell B5 of a sheet.
  public func place(_ row: Int, _ column: Int? = nil) -> Message { grid.place(rows[row], column) }

  /// A column as spreadsheets call it: A, B, …, AA.
  public func letters(of column: Int) -> String { CellReference.letters(ofColumn: column) }

  /// Where a row is in the grid.
  func gridRow(_ row: Int) -> Int { rows[row] }

  /// What a spreadsheet knows of a cell; text where nobody does.
  public func kind(_ row: Int, _ column: Int) -> CellKind { grid.kind(rows[row], checked(column)) }

  /// Whether a spreadsheet holds a cell as a number.
  public func isTypedNumber(_ row: Int, _ column: Int) -> Bool { kind(row, column) == .number }

  /// The cells of a row as they were written, blanks and all, one for each column of the header.
  public func rawRow(_ row: Int) -> [String] { grid.rawRow(rows[row], count: header.count) }

  /// Hands the UTF-8 bytes of `cell(row, column)` to `body` without making a `String`.
  @inline(__always)
  public func withCellBytes<Result, Failure: Error>(
    _ row: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try grid.withText(rows[row], checked(column), trimmed: true, body)
  }

  /// The columns of that name, upper and lower case alike, from left to right; empty if there is none.
  public func columns(named name: String) -> [Int] {
    let wanted = name.lowercased()
    return header.indices.filter { header[$0].lowercased() == wanted }
  }

  /// The name of a column for messages: its header, or its number if that is empty.
  func columnLabel(_ column: Int) -> String {
    header[column].isEmpty ? "#\(column + 1)" : header[column].forMessage
  }

  @inline(__always)
  private func checked(_ column: Int) -> Int {
    precondition(column >= 0 && column < header.count, "no such column")
    return column
  }
}

extension TableGrid {
  /// Throws unless every row has the header's cells, and beyond them blank ones at most.
  fileprivate func checkWidths(_ rows: [Int], header width: Int) throws {
    func fits(_ row: Int) -> Bool {
      let count = cellCount(row)
      if count < width { return facts != nil }
      return count == width || (width..<count).allSatisfy { isBlank(row, $0) }
    }
    let misfits = rows.filter { !fits($0) }
    guard let first = misfits.first else { return }
    if sheet != nil {
      let column = (width..<cellCount(first)).first { !isBlank(first, $0) } ?? width
      throw Diagnostic.cellBesideTable(name, place(first, column), text: cell(first, column).forMessage)
    }
    let row = index.rows[first]
    let end = index.cellEnds[row.firstCell + row.cellCount - 1]
    throw Diagnostic.rowWidth(
      name, line: row.line, text: String(decoding: bytes[row.start..<end], as: UTF8.self).forMessage,
      cells: row.cellCount, header: width, others: misfits.count - 1)
  }

  /// Throws where a formula has no result.
  fileprivate func checkFormulas(_ rows: [Int]) throws {
    if facts == nil { return }
    var uncomputed: [CellReference] = []
    for row in rows {
      for cell in sheetCells[sheetRows[row].cells] where cell.kind == .uncomputed {
        uncomputed.append(CellReference(row: sheetRows[row].line, column: Int(cell.column)))
      }
    }
    if !uncomputed.isEmpty { throw Diagnostic.uncomputedFormulas(name, uncomputed) }
  }
}

extension DelimitedTable {
  static func separatorByte(_ character: Character) throws -> UInt8 {
    guard let byte = character.asciiValue, byte == 0x09 || (byte > 0x20 && byte < 0x7F), byte != 0x22,
      !character.isLetter, !character.isNumber
    else { throw Diagnostic.unusableSeparator(character) }
    return byte
  }

  /// Excel's own first line, `sep=;`.
  static func excelSeparatorLine(_ bytes: [UInt8], from start: Int) -> (separator: UInt8, end: Int)? {
    let line = bytes[start...].prefix { $0 != 0x0A && $0 != 0x0D }
    var text = line.prefix(8)
    if text.first == 0x22 && text.last == 0x22 && text.count > 1 { text = text.dropFirst().dropLast() }
    guard line.count <= 8, text.count == 5,
      text.prefix(4).elementsEqual("sep=".utf8, by: { $0 | 0x20 == $1 | 0x20 }), let separator = text.last,
      (try? separatorByte(Character(Unicode.Scalar(separator)))) != nil
    else { return nil }
    var end = line.endIndex
    if end < bytes.count { end += bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A ? 2 : 1 }
    return (separator, end)
  }

  static func skip(
    to wanted: Int, _ bytes: [UInt8], from start: Int, line: Int, name: String
  ) throws -> (start: Int, line: Int) {
    var start = start
    var line = line
    while line < wanted, start < bytes.count {
      let isEnd =
        bytes[start] == 0x0A || (bytes[start] == 0x0D && !(start + 1 < bytes.count && bytes[start + 1] == 0x0A))
      if isEnd { line += 1 }
      start += 1
    }
    let isBlank = bytes[start...].prefix { $0 != 0x0A && $0 != 0x0D }.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    guard line == wanted, !isBlank else { throw Diagnostic.noSuchHeaderLine(name, line: wanted) }
    return (start, line)
  }
}
