public import Diagnostics
internal import Spreadsheets
public import TextEncodings

/// A whole table of delimited text in memory: one header row, then data rows of as many cells. A sheet of an `.xlsx`
/// workbook is read as such a table too (see `sheet`).
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
  public let name: String
  /// The sheet of the workbook that the table was read from; nil for delimited text.
  public let sheet: String?
  /// The column names, trimmed. Repeated and empty ones are kept as they are.
  public let header: [String]
  /// The line of the file on which the header begins, from 1; of a sheet, the row.
  public let headerLine: Int
  public let separator: Character
  public let encoding: TextEncoding
  public let encodingSource: EncodingSource
  /// Lines that hold nothing but blanks and separators, below the header.
  public let blankLineCount: Int
  /// What a careful reader must know about how a sheet was read; empty for delimited text.
  public let notices: [Message]

  /// UTF-8.
  let bytes: [UInt8]
  let index: DelimitedTokenizer.Index
  /// By row, then by column, what a spreadsheet knows of each cell; empty for delimited text.
  let kinds: [CellKind]

  /// Reads a file, delimited text or an `.xlsx` workbook; its first bytes tell which.
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
    let name = path.split(separator: "/").last.map(String.init) ?? path
    try self.init(
      bytes: try InputFile.read(path), name: name, separator: separator, encoding: encoding, headerLine: headerLine,
      sheet: sheet)
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
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      try self.init(try Workbook(bytes, name: name), sheet: sheet, headerLine: headerLine)
    } else {
      try self.init(text: bytes, name: name, separator: separator, encoding: encoding, headerLine: headerLine)
    }
  }

  private init(
    text fileBytes: [UInt8], name: String, separator stated: Character?, encoding label: String?,
    headerLine statedLine: Int?
  ) throws {
    let text = try DecodedText(fileBytes, name: name, label: label)
    let bytes = text.utf8
    if bytes.allSatisfy({ $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }) { throw Diagnostic.emptyTable(name) }

    var start = text.start
    var line = 1
    var preset = try stated.map { try Self.separatorByte($0) }
    if let excel = Self.excelSeparatorLine(bytes, from: start) {
      preset = preset ?? excel.separator
      start = excel.end
      line = 2
    }
    if let statedLine {
      (start, line) = try Self.skip(to: statedLine, bytes, from: start, line: line, name: name)
    }

    let byte = try preset ?? SeparatorSearch(bytes, from: start, line: line).best(name: name)
    if statedLine == nil {
      let sample = SeparatorSearch.Sample(bytes, from: start, line: line, separator: byte)
      if let likely = sample.headerBelowTitle {
        throw Diagnostic.titleAboveHeader(name, title: sample.rows[0].line, header: likely)
      }
    }
    var index = try Self.tokenize(bytes, from: start, line: line, separator: byte, name: name)

    let isBlank = bytes.withUnsafeBufferPointer { buffer in
      index.rows.map { index.isBlank($0, in: buffer, columns: 0..<$0.cellCount) }
    }
    guard let headerRow = isBlank.firstIndex(of: false) else { throw Diagnostic.emptyTable(name) }
    let top = index.rows[headerRow]
    var header = (0..<top.cellCount).map { index.text($0, of: top, in: bytes, trimmed: true) }
    var rows: [DelimitedTokenizer.Row] = []
    rows.reserveCapacity(index.rows.count)
    for position in (headerRow + 1)..<max(headerRow + 1, index.rows.count) where !isBlank[position] {
      rows.append(index.rows[position])
    }
    if rows.isEmpty { throw Diagnostic.headerWithoutRows(name, line: top.line) }
    blankLineCount = index.rows.count - headerRow - 1 - rows.count
    index.rows = rows

    bytes.withUnsafeBufferPointer { buffer in
      while header.count > 1, header[header.count - 1].isEmpty,
        rows.allSatisfy({
          $0.cellCount < header.count || index.isBlank($0, in: buffer, columns: (header.count - 1)..<header.count)
        })
      {
        header.removeLast()
      }
    }
    try Self.checkWidths(index, bytes, header: header.count, name: name)

    self.name = name
    sheet = nil
    self.header = header
    headerLine = top.line
    separator = Character(Unicode.Scalar(byte))
    encoding = text.encoding
    encodingSource = text.source
    notices = []
    self.bytes = bytes
    self.index = index
    kinds = []
  }

  /// Takes all of it from who knows it.
  init(
    name: String, sheet: String?, header: [String], headerLine: Int, separator: Character, encoding: TextEncoding,
    encodingSource: EncodingSource, blankLineCount: Int, notices: [Message], bytes: [UInt8],
    index: DelimitedTokenizer.Index, kinds: [CellKind]
  ) {
    self.name = name
    self.sheet = sheet
    self.header = header
    self.headerLine = headerLine
    self.separator = separator
    self.encoding = encoding
    self.encodingSource = encodingSource
    self.blankLineCount = blankLineCount
    self.notices = notices
    self.bytes = bytes
    self.index = index
    self.kinds = kinds
  }

  /// Takes what was read from a sheet.
  init(_ cells: SheetCells, name: String) {
    self.name = name
    sheet = cells.sheet
    header = cells.header
    headerLine = cells.headerLine
    separator = "\t"
    encoding = .utf8
    encodingSource = .workbook
    blankLineCount = cells.blankRowCount
    notices = cells.notices
    bytes = cells.bytes
    index = cells.index
    kinds = cells.kinds
  }

  /// The number of data rows.
  public var rowCount: Int { index.rows.count }

  /// The text of a cell without blanks (no-break ones too) at its ends; empty where there is nothing.
  ///
  /// The apostrophe by which `CSVWriter` and careful exporters keep `=…`, `+…`, `-…` and `@…` from being run as a
  /// formula is taken away.
  public func cell(_ row: Int, _ column: Int) -> String {
    index.text(checked(column), of: index.rows[row], in: bytes, trimmed: true)
  }

  /// The line of the file on which the row begins, from 1, counted as a text editor does; of a sheet, the row's number.
  public func lineNumber(_ row: Int) -> Int { index.rows[row].line }

  /// Where a row, or a cell of it, is to be found: line 5, or row 5 or cell B5 of a sheet.
  public func place(_ row: Int, _ column: Int? = nil) -> Message {
    let line = lineNumber(row)
    if sheet == nil { return Message(id: "baris \(line)", en: "line \(line)") }
    guard let column else { return Message(id: "baris \(line)", en: "row \(line)") }
    let cell = CellReference(row: line, column: column)
    return Message(id: "sel \(cell)", en: "cell \(cell)")
  }

  /// What a spreadsheet knows of a cell; text where nobody does.
  @inline(__always)
  func kind(_ row: Int, _ column: Int) -> CellKind {
    kinds.isEmpty ? .text : kinds[row * header.count + checked(column)]
  }

  /// The cells of a row as they were written, blanks and all, one for each column of the header.
  public func rawRow(_ row: Int) -> [String] {
    (0..<header.count).map { index.text($0, of: index.rows[row], in: bytes, trimmed: false) }
  }

  /// Hands the UTF-8 bytes of `cell(row, column)` to `body` without making a `String`.
  @inline(__always)
  public func withCellBytes<Result, Failure: Error>(
    _ row: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try index.withText(checked(column), of: index.rows[row], in: bytes, trimmed: true, body)
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

extension DelimitedTable {
  static func tokenize(
    _ bytes: [UInt8], from start: Int, line: Int, separator: UInt8, name: String
  ) throws -> DelimitedTokenizer.Index {
    var tokenizer = DelimitedTokenizer(separator: separator, line: line)
    var index = DelimitedTokenizer.Index()
    index.rows.reserveCapacity(bytes.count / 64)
    index.cellEnds.reserveCapacity(bytes.count / 10)
    do {
      try tokenizer.scan(bytes.span.extracting(start...), isLast: true, into: &index)
    } catch .unterminatedQuote(let line) {
      throw Diagnostic.unterminatedQuote(name, line: line)
    } catch .textAfterQuote(let line) {
      throw Diagnostic.textAfterQuote(name, line: line)
    }
    index.move(by: start)
    return index
  }

  /// Throws unless every row has the header's cells, and beyond them blank ones at most.
  static func checkWidths(
    _ index: DelimitedTokenizer.Index, _ bytes: [UInt8], header width: Int, name: String
  ) throws {
    let misfits = bytes.withUnsafeBufferPointer { buffer in
      index.rows.filter {
        $0.cellCount < width
          || ($0.cellCount > width && !index.isBlank($0, in: buffer, columns: width..<$0.cellCount))
      }
    }
    guard let first = misfits.first else { return }
    let end = index.cellEnds[first.firstCell + first.cellCount - 1]
    throw Diagnostic.rowWidth(
      name, line: first.line, text: String(decoding: bytes[first.start..<end], as: UTF8.self).forMessage,
      cells: first.cellCount, header: width, others: misfits.count - 1)
  }

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

extension DelimitedTokenizer.Index {
  /// Makes offsets into a part of a buffer offsets into the whole.
  mutating func move(by distance: Int) {
    if distance == 0 { return }
    for position in cellEnds.indices { cellEnds[position] += distance }
    for position in rows.indices {
      let row = rows[position]
      rows[position] = DelimitedTokenizer.Row(
        start: row.start + distance, line: row.line, firstCell: row.firstCell, cellCount: row.cellCount,
        isBroken: row.isBroken)
    }
  }

  /// Whether all those cells of the row hold nothing but blanks.
  func isBlank(
    _ row: DelimitedTokenizer.Row, in bytes: UnsafeBufferPointer<UInt8>, columns: Range<Int>
  ) -> Bool {
    columns.allSatisfy { column in
      let inside = CellBytes.unquoted(bytes, cell(column, of: row)).inside
      return CellBytes.trimmed(bytes, inside).isEmpty
    }
  }

  /// Hands the text of a cell to `body`: without quotes, without a formula guard and, where asked, trimmed.
  @inline(__always)
  func withText<Result, Failure: Error>(
    _ column: Int, of row: DelimitedTokenizer.Row, in bytes: [UInt8], trimmed: Bool,
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let range = cell(column, of: row)
    return try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) -> Result in
      let content = CellBytes.unquoted(buffer, range)
      if content.hasDoubledQuotes {
        let single = CellBytes.withSingleQuotes(buffer, content.inside)
        return try single.withUnsafeBufferPointer { (copy) throws(Failure) -> Result in
          try body(Self.bare(copy, 0..<copy.count, trimmed: trimmed))
        }
      }
      return try body(Self.bare(buffer, content.inside, trimmed: trimmed))
    }
  }

  @inline(__always)
  private static func bare(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, trimmed: Bool
  ) -> UnsafeBufferPointer<UInt8> {
    var range = trimmed ? CellBytes.trimmed(bytes, range) : range
    if FormulaGuard.hasApostrophe(bytes[range]) {
      range = (range.lowerBound + 1)..<range.upperBound
      if trimmed { range = CellBytes.trimmed(bytes, range) }
    }
    return UnsafeBufferPointer(rebasing: bytes[range])
  }

  func text(_ column: Int, of row: DelimitedTokenizer.Row, in bytes: [UInt8], trimmed: Bool) -> String {
    withText(column, of: row, in: bytes, trimmed: trimmed) { String(decoding: $0, as: UTF8.self) }
  }
}
