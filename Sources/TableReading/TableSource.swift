/// How the file of a table is written, where that is not found by itself.
public struct TableFormat: Sendable {
  public var separator: Character?
  public var encoding: String?
  /// The line on which the header begins, from 1, where a title stands above it.
  public var headerLine: Int?
  /// The sheet of a workbook; the first that people see, and that holds a table, if nil.
  public var sheet: String?

  public init(separator: Character? = nil, encoding: String? = nil, headerLine: Int? = nil, sheet: String? = nil) {
    self.separator = separator
    self.encoding = encoding
    self.headerLine = headerLine
    self.sheet = sheet
  }
}

/// A table of counts as somebody hands it in: the file, and what is stated of it.
public struct TableSource: Sendable {
  public var path: String
  public var format: TableFormat
  public var reading: ReadingOptions

  public init(_ path: String, format: TableFormat = TableFormat(), reading: ReadingOptions = ReadingOptions()) {
    self.path = path
    self.format = format
    self.reading = reading
  }

  /// The table, found in its file.
  ///
  /// - Throws: `Diagnostic` where the file cannot be read, and where several sheets hold a table.
  public func draft() throws -> TableDraft { try TableDraft(path: path, format: format, options: reading) }
}
