internal import Diagnostics
internal import TextEncodings

extension TableGrid {
  /// How the sign between cells is found.
  enum SeparatorRule {
    /// The first row is the header.
    case underHeader
    /// Titles may stand above the header.
    case anywhere
  }

  /// Reads the bytes of a file of delimited text.
  ///
  /// - Parameters:
  ///   - file: the whole file.
  ///   - name: what messages call it.
  ///   - stated: the sign between cells; found if nil.
  ///   - label: the name of the encoding; found if nil.
  ///   - firstLine: the line at which to begin, from 1; what stands above is not looked at.
  ///   - rule: how the sign is found.
  /// - Throws: `Diagnostic` as `DelimitedTable` does, but for what concerns a header.
  init(
    text file: [UInt8], name: String, separator stated: Character?, encoding label: String?, firstLine: Int?,
    finding rule: SeparatorRule = .anywhere
  ) throws {
    let text = try DecodedText(file, name: name, label: label)
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
    let byte: UInt8
    if let preset {
      byte = preset
    } else {
      switch rule {
      case .underHeader: byte = try SeparatorSearch(bytes, from: start, line: line).best(name: name)
      case .anywhere: byte = try GridSeparator(bytes, from: start, line: line).best(name: name)
      }
    }
    var index = try Self.tokenize(bytes, from: start, line: line, separator: byte, name: name)
    let all = index.rows
    var width = 0
    index.rows = bytes.withUnsafeBufferPointer { buffer in
      all.filter { row in
        if index.isBlank(row, in: buffer, columns: 0..<row.cellCount) { return false }
        width = max(width, row.cellCount)
        return true
      }
    }
    guard let top = index.rows.first else { throw Diagnostic.emptyTable(name) }
    if width > Self.columnLimit { try Self.checkColumns(index, bytes, name: name) }
    try SwallowedRows(index, bytes, separator: byte, lastLine: all.last!.line).throwIfAny(name: name)
    self.name = name
    sheet = nil
    separator = Character(Unicode.Scalar(byte))
    encoding = text.encoding
    encodingSource = text.source
    blankLineCount = all.count { $0.line > top.line } - (index.rows.count - 1)
    self.width = width
    self.bytes = bytes
    self.index = index
    sheetRows = []
    sheetCells = []
    facts = nil
    mergedAcross = []
  }

  private static func tokenize(
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

  /// Spreadsheets may write separators far beyond the table; text there is too much.
  private static func checkColumns(_ index: DelimitedTokenizer.Index, _ bytes: [UInt8], name: String) throws {
    try bytes.withUnsafeBufferPointer { buffer in
      for row in index.rows where row.cellCount > columnLimit {
        if index.isBlank(row, in: buffer, columns: columnLimit..<row.cellCount) { continue }
        throw Diagnostic.tooManyColumns(name, place: Message(id: "baris \(row.line)", en: "line \(row.line)"))
      }
    }
  }
}

extension Diagnostic {
  static func tooManyColumns(_ name: String, place: Message) -> Diagnostic {
    let limit = TableGrid.columnLimit
    return Diagnostic(
      .badInput, "table.limit.columns", ["table": name, "place": place.english, "limit": String(limit)],
      id: "\(name), \(place.indonesian): ada isi di belakang kolom ke-\(Language.indonesian.text(limit)), lebih lebar "
        + "daripada tabel yang diterima. Hapus isi itu, atau salin tabelnya saja ke berkas baru.",
      en:
        "\(name), \(place.english): something stands beyond column \(Language.english.text(limit)), and no table that "
        + "wide is taken. Delete it, or copy the table alone into a new file.")
  }
}
