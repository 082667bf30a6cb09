package import Diagnostics
package import TextEncodings

/// A table of delimited text that is read piece by piece, for files of any size: memory holds one piece at a time. A
/// sheet of a workbook is handed out in pieces too; it is held whole, and is no larger than `SheetLimits` allow.
///
/// Header, separator and encoding are found as `DelimitedTable` finds them, with two differences. They are found in the
/// first piece. And text that is not UTF-8 may be met only later: the piece then has a fault of the kind
/// `.undecodable`, and the caller may begin again with `assumingWindows1252`.
///
/// No message of it quotes a cell.
package final class DelimitedStream {
  package struct Format: Sendable {
    /// As for `DelimitedTable`.
    package var separator: Character?
    package var encoding: String?
    package var headerLine: Int?
    package var sheet: String?
    /// Whether text of no stated encoding is Windows-1252 and not UTF-8.
    package var assumingWindows1252 = false
    /// How many bytes are read at a time, which is also the length that no row may reach.
    package var pieceSize = 2 << 20

    package init() {}
  }

  /// Whole rows.
  package struct Piece: Sendable {
    let bytes: [UInt8]
    /// How many of the bytes belong to it.
    let count: Int
    let isLast: Bool
    /// Whether it is the beginning of a row that is longer than a piece.
    let isOverlong: Bool
  }

  package let name: String
  package let header: [String]
  package let headerLine: Int
  package let separator: UInt8
  package let encoding: TextEncoding
  package let encodingSource: DelimitedTable.EncodingSource
  /// Whether the file can be read once more from its beginning.
  package var isRepeatable: Bool { source.isRepeatable }
  /// The sheet of the workbook; nil for delimited text.
  package var sheet: String? { table?.sheet }
  /// Notices of how the header was found, or a sheet read.
  package let notices: [Notice]
  /// The line on which the first piece begins.
  package let firstLine: Int

  private let source: ByteSource
  private let pieceSize: Int
  /// The sheet, and its next row.
  private let table: DelimitedTable?
  private var nextRow = 0
  private var nextLine = 0
  /// Bytes that were read and not handed out.
  private var rest: ArraySlice<UInt8>
  private var isFinished = false
  private var hasContent = false

  /// Opens a file and reads its header.
  ///
  /// - Parameter path: `-` is standard input.
  /// - Throws: `Diagnostic` as `DelimitedTable` does.
  package init(path: String, format: Format) throws {
    let source = try ByteSource(path: path)
    let pieceSize = format.pieceSize
    self.source = source
    self.pieceSize = pieceSize
    let name = source.name
    let stated = try format.encoding.map { label in
      guard let encoding = TextEncoding(label: label) else { throw Diagnostic.unknownEncoding(label) }
      return encoding
    }
    var bytes = try source.next(after: [], upTo: pieceSize)
    if TableFile.isWorkbook(bytes) {
      let table = try DelimitedTable(
        bytes: try source.rest(after: bytes), name: name, headerLine: format.headerLine, sheet: format.sheet)
      self.table = table
      self.name = table.name
      (header, headerLine, firstLine) = (table.header, table.headerLine, table.headerLine + 1)
      (separator, encoding, encodingSource) = (0x09, .utf8, .workbook)
      notices = table.notices
      nextLine = firstLine
      rest = []
      return
    }
    table = nil
    self.name = name
    if let foreign = ForeignFormat(bytes) { throw Diagnostic.foreignFormat(name, foreign) }

    func fromUTF16(_ order: TextEncoding, dropping mark: Int) throws {
      source.becomeUTF16(order, with: bytes.dropFirst(mark))
      bytes = try source.next(after: [], upTo: pieceSize)
    }
    var (encoding, encodingSource) = (TextEncoding.utf8, DelimitedTable.EncodingSource.validUTF8)
    if bytes.starts(with: [0xFF, 0xFE]) {
      try fromUTF16(.utf16LittleEndian, dropping: 2)
      (encoding, encodingSource) = (.utf8, .byteOrderMark)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      try fromUTF16(.utf16BigEndian, dropping: 2)
      (encoding, encodingSource) = (.utf8, .byteOrderMark)
    } else if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      bytes.removeFirst(3)
      (encoding, encodingSource) = (.utf8, .byteOrderMark)
    } else if let stated {
      if stated == .utf16LittleEndian || stated == .utf16BigEndian {
        try fromUTF16(stated, dropping: 0)
        encoding = .utf8
      } else {
        guard stated.holdsASCII else { throw Diagnostic.unknownEncoding(stated.name) }
        encoding = stated
      }
      encodingSource = .stated
    } else {
      if format.assumingWindows1252 { (encoding, encodingSource) = (.windows1252, .assumed) }
    }

    // Up to the last line end, so that a row cut in two does not count as one.
    let isWhole = source.isAtEnd
    let end = isWhole ? bytes.count : (bytes.lastIndex(of: 0x0A) ?? bytes.lastIndex(of: 0x0D)).map { $0 + 1 } ?? 0
    let sample = Array(bytes[..<end])
    if let nul = sample.firstIndex(of: 0) { throw Diagnostic.nulByte(name, line: sample.lineNumber(at: nul)) }
    if isWhole && Self.isBlank(sample) { throw Diagnostic.emptyTable(name) }
    if sample.isEmpty { throw Diagnostic.overlongRow(name, line: 1) }
    if encodingSource == .validUTF8 && DecodedText.firstInvalid(sample) != nil {
      (encoding, encodingSource) = (.windows1252, .assumed)
    }
    (self.encoding, self.encodingSource) = (encoding, encodingSource)
    var start = 0
    var line = 1
    var preset = try format.separator.map { try DelimitedTable.separatorByte($0) }
    if let excel = DelimitedTable.excelSeparatorLine(sample, from: 0) {
      preset = preset ?? excel.separator
      (start, line) = (excel.end, 2)
    }
    if let wanted = format.headerLine {
      (start, line) = try DelimitedTable.skip(to: wanted, sample, from: start, line: line, name: name)
    }
    separator = try preset ?? SeparatorSearch(sample, from: start, line: line).best(name: name)
    var notices: [Notice] = []
    if format.headerLine == nil {
      let rows = SeparatorSearch.Sample(sample, from: start, line: line, separator: separator)
      if let likely = rows.headerBelowTitle {
        notices.append(.titlesPassedOver(rows.rows[0].line..<likely, table: name))
        (start, line) = try DelimitedTable.skip(to: likely, sample, from: start, line: line, name: name)
      }
    }
    self.notices = notices
    let top = try Self.header(sample, from: start, line: line, separator: separator, name: name, encoding)
    (header, headerLine, firstLine) = (top.cells, top.line, top.nextLine)
    rest = bytes[top.end...]
  }

  /// The next whole rows; nil when there are no more.
  ///
  /// - Throws: `Diagnostic` where reading fails, or where no row follows the header.
  package func next() throws -> Piece? {
    if isFinished { return nil }
    if let table { return nextOfSheet(table) }
    let bytes = source.isAtEnd || rest.count >= pieceSize ? Array(rest) : try source.next(after: rest, upTo: pieceSize)
    if !hasContent { hasContent = !Self.isBlank(bytes) }
    // UTF-16 may hold back what is read and not decoded yet until the very end.
    if source.isAtEnd {
      isFinished = true
      if !hasContent { throw Diagnostic.headerWithoutRows(name, line: headerLine) }
      return bytes.isEmpty ? nil : Piece(bytes: bytes, count: bytes.count, isLast: true, isOverlong: false)
    }
    let end = bytes.withUnsafeBufferPointer { RowBoundary.lastRowEnd(in: $0, separator: separator) }
    if end == 0 {
      isFinished = true
      return Piece(bytes: bytes, count: bytes.count, isLast: true, isOverlong: true)
    }
    rest = bytes[end...]
    return Piece(bytes: bytes, count: end, isLast: false, isOverlong: false)
  }

  /// Rows of the sheet as delimited text, each on the line of its number.
  private func nextOfSheet(_ table: DelimitedTable) -> Piece? {
    var bytes: [UInt8] = []
    while nextRow < table.rowCount, bytes.count < pieceSize {
      let line = table.lineNumber(nextRow)
      bytes.append(contentsOf: repeatElement(0x0A, count: line - nextLine))
      for column in table.header.indices {
        if column > 0 { bytes.append(0x09) }
        table.withCellBytes(nextRow, column) { Self.append($0, to: &bytes) }
      }
      bytes.append(0x0A)
      nextLine = line + 1
      nextRow += 1
    }
    isFinished = nextRow == table.rowCount
    return Piece(bytes: bytes, count: bytes.count, isLast: isFinished, isOverlong: false)
  }

  /// A cell in quotes where it needs them. A line end in it becomes a blank, so that lines are rows of the sheet.
  private static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    let needsQuotes = text.contains { $0 == 0x22 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0x27 }
    if !needsQuotes { return bytes.append(contentsOf: text) }
    bytes.append(0x22)
    for byte in text {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte == 0x0A || byte == 0x0D ? 0x20 : byte)
    }
    bytes.append(0x22)
  }

  /// Refuses codes of places that a spreadsheet has changed, as `DelimitedTable.requireCodes` does; delimited text passes.
  package func requireCodes(inColumn column: Int) throws {
    try table?.requireCodes(inColumn: column, quotesCells: false)
  }

  /// Refuses periods that a spreadsheet has changed, as `DelimitedTable.requirePeriods` does; delimited text passes.
  package func requirePeriods(inColumn column: Int) throws {
    try table?.requirePeriods(inColumn: column, quotesCells: false)
  }

  /// Refuses numbers of persons that a spreadsheet has taken for numbers and cut; delimited text passes.
  package func requireIdentifiers(inColumn column: Int) throws { try table?.requireIdentifiers(inColumn: column) }

  private static func isBlank(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }
  }

  /// The first row that is not blank, and where the next begins.
  private static func header(
    _ bytes: [UInt8], from start: Int, line: Int, separator: UInt8, name: String, _ encoding: TextEncoding
  ) throws -> (cells: [String], line: Int, end: Int, nextLine: Int) {
    var tokenizer = DelimitedTokenizer(separator: separator, line: line)
    tokenizer.keepsBrokenRows = true
    var start = start
    while start < bytes.count {
      var index = DelimitedTokenizer.Index()
      let length: Int
      do {
        length = try tokenizer.scan(bytes.span.extracting(start...), isLast: true, maximumRows: 1, into: &index)
      } catch {
        throw Diagnostic.unterminatedQuote(name, line: tokenizer.line)
      }
      guard let row = index.rows.first else { break }
      if row.isBroken { throw Diagnostic.textAfterQuote(name, line: row.line) }
      let raw = bytes[start..<start + length]
      start += length
      guard let text = raw.withUnsafeBytes({ encoding.decode($0) }) else {
        throw Diagnostic.undecodable(name, line: row.line, encoding: encoding)
      }
      // The offsets are those of the bytes as they stand; those of the decoded text are found again.
      let utf8 = Array(text.utf8)
      var decoded = DelimitedTokenizer.Index()
      var second = DelimitedTokenizer(separator: separator)
      _ = try? second.scan(utf8.span, isLast: true, maximumRows: 1, into: &decoded)
      guard let top = decoded.rows.first else { break }
      var cells = (0..<top.cellCount).map { decoded.text($0, of: top, in: utf8, trimmed: true) }
      while cells.count > 1, cells.last?.isEmpty == true { cells.removeLast() }
      if cells == [""] { continue }
      return (cells, row.line, start, tokenizer.line)
    }
    throw Diagnostic.emptyTable(name)
  }
}

extension TextEncoding {
  /// Whether letters, digits and signs of ASCII are the same bytes, so that rows can be found before decoding.
  fileprivate var holdsASCII: Bool {
    let signs = Array(UInt8(0x20)..<0x7F) + [0x09, 0x0A, 0x0D]
    return signs.withUnsafeBytes { decode($0) } == String(decoding: signs, as: UTF8.self) && name != "UTF-7"
      && !name.hasPrefix("UTF-16") && !name.hasPrefix("UTF-32") && !name.hasPrefix("UCS")
  }
}

extension Notice {
  static func titlesPassedOver(_ lines: Range<Int>, table: String) -> Notice {
    let span = lines.count == 1 ? "\(lines.lowerBound)" : "\(lines.lowerBound)–\(lines.upperBound - 1)"
    return Notice(
      "table.titles", ["table": table, "lines": span],
      id: "\(table): baris \(span) dibaca sebagai judul, dan nama kolom ada di baris \(lines.upperBound).",
      en:
        "\(table): \(lines.count == 1 ? "line" : "lines") \(span) \(lines.count == 1 ? "was" : "were") taken for a title; "
        + "the header is on line \(lines.upperBound).")
  }
}

extension Diagnostic {
  static func overlongRow(_ name: String, line: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "table.row.endless", ["table": name, "line": String(line)],
      id: """
        \(name), baris \(line): baris ini tidak berakhir. Mungkin ada tanda kutip (") yang dibuka di sana dan tidak \
        pernah ditutup. Tutup atau hapus tanda itu.
        """,
      en: """
        \(name), line \(line): this row does not end. A quote (") may be opened there and never closed. Close or \
        delete it.
        """)
  }
}
