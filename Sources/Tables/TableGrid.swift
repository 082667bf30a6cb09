public import Diagnostics
internal import Spreadsheets
public import TextEncodings

/// All rows of a file or a sheet that hold something, before anybody knows which of them is the header.
///
/// Titles, notes and rows of any width are kept as they stand; lines in which every cell is blank are no rows. What the
/// rows mean is found by those who know the field; `DelimitedTable(_:header:headerLine:rows:)` then makes a table of
/// the rows that they choose. Positions of rows count from 0; `lineNumber` tells where a row stands in the file.
public struct TableGrid: Sendable {
  /// Cells of one row that are merged side by side: what the first holds is the text of all of them.
  public struct MergedCells: Sendable, Hashable {
    /// As `lineNumber` has it.
    public let line: Int
    public let columns: ClosedRange<Int>
  }

  /// The file name that messages show; that of a workbook with the sheet.
  public let name: String
  public let sheet: String?
  public let separator: Character
  public let encoding: TextEncoding
  public let encodingSource: DelimitedTable.EncodingSource
  public let notices: [Message]
  /// Over the whole sheet; none in delimited text.
  public let mergedAcross: [MergedCells]
  /// Lines that hold nothing but blanks and separators.
  public let blankLineCount: Int
  /// The number of cells of the widest row.
  public let width: Int

  let bytes: [UInt8]
  let index: DelimitedTokenizer.Index
  /// By row, then by column, what a spreadsheet knows of each cell; empty for delimited text.
  let kinds: [CellKind]

  /// Reads the bytes of a file of delimited text.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - name: what messages call it.
  ///   - stated: the sign between cells; found if nil.
  ///   - label: the name of the encoding; found if nil.
  ///   - firstLine: the line at which to begin, from 1; what stands above is not looked at.
  /// - Throws: `Diagnostic` as `DelimitedTable` does, but for what concerns a header.
  init(
    text bytes: [UInt8], name: String, separator stated: Character?, encoding label: String?, firstLine: Int?
  ) throws {
    let text = try DecodedText(bytes, name: name, label: label)
    let bytes = text.utf8
    if bytes.allSatisfy({ $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }) { throw Diagnostic.emptyTable(name) }
    var start = text.start
    var line = 1
    var preset = try stated.map { try DelimitedTable.separatorByte($0) }
    if let excel = DelimitedTable.excelSeparatorLine(bytes, from: start) {
      preset = preset ?? excel.separator
      start = excel.end
      line = 2
    }
    if let firstLine {
      (start, line) = try DelimitedTable.skip(to: firstLine, bytes, from: start, line: line, name: name)
    }
    let byte = try preset ?? GridSeparator(bytes, from: start, line: line).best(name: name)
    var index = try DelimitedTable.tokenize(bytes, from: start, line: line, separator: byte, name: name)
    let all = index.rows
    var width = 0
    index.rows = bytes.withUnsafeBufferPointer { buffer in
      all.filter { row in
        if index.isBlank(row, in: buffer, columns: 0..<row.cellCount) { return false }
        width = max(width, row.cellCount)
        return true
      }
    }
    if index.rows.isEmpty { throw Diagnostic.emptyTable(name) }
    self.name = name
    sheet = nil
    separator = Character(Unicode.Scalar(byte))
    encoding = text.encoding
    encodingSource = text.source
    notices = []
    mergedAcross = []
    blankLineCount = all.count - index.rows.count
    self.width = width
    self.bytes = bytes
    self.index = index
    kinds = []
  }

  /// Takes the rows of a sheet.
  init(_ cells: SheetCells, name: String) {
    self.name = name
    sheet = cells.sheet
    separator = "\t"
    encoding = .utf8
    encodingSource = .workbook
    notices = cells.notices
    mergedAcross = cells.mergedAcross
    blankLineCount = cells.blankRowCount
    width = cells.header.count
    bytes = cells.bytes
    index = cells.index
    kinds = cells.kinds
  }

  public var rowCount: Int { index.rows.count }

  /// The number of cells of a row, blank ones included.
  public func cellCount(_ row: Int) -> Int { index.rows[row].cellCount }

  /// The line of the file on which a row begins, from 1; of a sheet, the row's number.
  public func lineNumber(_ row: Int) -> Int { index.rows[row].line }

  /// Where a row or a cell is to be found, as `DelimitedTable.place` says it.
  public func place(_ row: Int, _ column: Int? = nil) -> Message {
    let line = lineNumber(row)
    if sheet == nil { return Message(id: "baris \(line)", en: "line \(line)") }
    guard let column else { return Message(id: "baris \(line)", en: "row \(line)") }
    let cell = CellReference(row: line, column: column)
    return Message(id: "sel \(cell)", en: "cell \(cell)")
  }

  /// The text of a cell without blanks at its ends; empty beyond the end of the row.
  public func cell(_ row: Int, _ column: Int) -> String {
    guard column < cellCount(row) else { return "" }
    return index.text(column, of: index.rows[row], in: bytes, trimmed: true)
  }

  /// The cells of a row as they were written, blanks and all.
  public func rawRow(_ row: Int) -> [String] {
    (0..<cellCount(row)).map { index.text($0, of: index.rows[row], in: bytes, trimmed: false) }
  }

  /// Whether nothing stands in a cell.
  public func isBlank(_ row: Int, _ column: Int) -> Bool {
    guard column < cellCount(row) else { return true }
    return bytes.withUnsafeBufferPointer { index.isBlank(index.rows[row], in: $0, columns: column..<(column + 1)) }
  }

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
    guard column < cellCount(row) else { return .blank }
    let kind = kinds.isEmpty ? CellKind.text : kinds[row * width + column]
    return index.withText(column, of: index.rows[row], in: bytes, trimmed: true) { text in
      if text.isEmpty { return .blank }
      if kind == .date || kind == .time { return .other }
      if kind == .number || kind == .mergedNumber { return Self.isYear(text) ? .year : .number }
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
}

extension DelimitedTable {
  /// A table of some rows of a grid under a header that the caller has made.
  ///
  /// - Parameters:
  ///   - grid: where the rows are.
  ///   - header: one name for each column; columns beyond it must be blank in every row.
  ///   - headerLine: the line on which the header begins, as messages tell it.
  ///   - rows: positions in the grid, in order.
  /// - Throws: `Diagnostic` where there are no rows, or one has fewer cells than the header or more that are not blank.
  /// - Complexity: O(rows · columns).
  public init(_ grid: TableGrid, header: [String], headerLine: Int, rows: [Int]) throws {
    if rows.isEmpty { throw Diagnostic.headerWithoutRows(grid.name, line: headerLine) }
    var index = grid.index
    index.rows = rows.map { grid.index.rows[$0] }
    try Self.checkWidths(index, grid.bytes, header: header.count, name: grid.name)
    var kinds: [CellKind] = []
    if !grid.kinds.isEmpty {
      kinds.reserveCapacity(rows.count * header.count)
      for row in rows { kinds += grid.kinds[(row * grid.width)..<(row * grid.width + header.count)] }
    }
    self.init(
      name: grid.name, sheet: grid.sheet, header: header, headerLine: headerLine, separator: grid.separator,
      encoding: grid.encoding, encodingSource: grid.encodingSource, blankLineCount: grid.blankLineCount,
      notices: grid.notices, bytes: grid.bytes, index: index, kinds: kinds)
  }
}

/// A file that holds a table somewhere: delimited text, or a workbook of sheets.
public struct TableFile {
  /// The file's name without its folder.
  public let name: String
  private let bytes: [UInt8]
  private let workbook: Workbook?
  private let separator: Character?
  private let encoding: String?

  /// Opens a file; its first bytes tell what it is.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - separator: the sign between cells of delimited text; found if nil.
  ///   - encoding: the encoding of delimited text; found if nil.
  /// - Throws: `Diagnostic` as `DelimitedTable.init(path:…)`.
  public init(path: String, separator: Character? = nil, encoding: String? = nil) throws {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    try self.init(bytes: try InputFile.read(path), name: name, separator: separator, encoding: encoding)
  }

  public init(bytes: [UInt8], name: String, separator: Character? = nil, encoding: String? = nil) throws {
    self.name = name
    self.separator = separator
    self.encoding = encoding
    let isArchive = bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
    workbook = isArchive ? try Workbook(bytes, name: name) : nil
    self.bytes = isArchive ? [] : bytes
  }

  /// The sheets that people see, in the order of their tabs, or all where they see none; nil for delimited text.
  public var sheets: [String]? {
    guard let workbook else { return nil }
    let visible = workbook.sheets.filter { !$0.isHidden }
    return (visible.isEmpty ? workbook.sheets : visible).map(\.name)
  }

  /// The rows of the text, or of a sheet.
  ///
  /// - Parameters:
  ///   - sheet: one of a workbook; the first that people see if nil. Delimited text has none, whatever is asked.
  ///   - firstLine: the line at which to begin, from 1.
  /// - Throws: `Diagnostic` where the file or sheet is empty or cannot be read.
  public func grid(sheet: String? = nil, firstLine: Int? = nil) throws -> TableGrid {
    guard let workbook else {
      return try TableGrid(
        text: bytes, name: name, separator: separator, encoding: encoding, firstLine: firstLine)
    }
    let found = try workbook.sheet(named: sheet)
    let name = "\(workbook.name) [\(found.name)]"
    return TableGrid(try SheetCells(grid: try workbook.worksheet(found), name: name, firstLine: firstLine), name: name)
  }
}

extension TableGrid {
  /// Whether exactly these bytes stand in a cell, blanks at its ends aside.
  public func holds(_ text: [UInt8], _ row: Int, _ column: Int) -> Bool {
    guard column < cellCount(row) else { return text.isEmpty }
    return index.withText(column, of: index.rows[row], in: bytes, trimmed: true) { $0.elementsEqual(text) }
  }
}

extension DelimitedTable {
  /// Whether a spreadsheet holds a cell as a number.
  public func isTypedNumber(_ row: Int, _ column: Int) -> Bool {
    let kind = kind(row, column)
    return kind == .number || kind == .mergedNumber
  }
}

extension TableGrid {
  /// The first column of a row whose text begins with a letter; nil where there is none.
  public func firstWord(_ row: Int) -> Int? {
    (0..<cellCount(row)).first { column in
      index.withText(column, of: index.rows[row], in: bytes, trimmed: true) { text in
        text.first.map { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 >= 0x80 } ?? false
      }
    }
  }

  /// The first byte of a cell's text in lower case; 0 where it is blank.
  public func firstByte(_ row: Int, _ column: Int) -> UInt8 {
    guard column < cellCount(row) else { return 0 }
    return index.withText(column, of: index.rows[row], in: bytes, trimmed: true) { ($0.first ?? 0) | 0x20 }
  }
}
