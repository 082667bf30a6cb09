internal import Spreadsheets

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

  /// Opens the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - name: the file name to show in messages.
  ///   - separator: as for a file.
  ///   - encoding: as for a file.
  /// - Throws: `Diagnostic` as for a file, but for those of reading one.
  public init(bytes: [UInt8], name: String, separator: Character? = nil, encoding: String? = nil) throws {
    self.name = name
    self.separator = separator
    self.encoding = encoding
    workbook = Self.isWorkbook(bytes) ? try Workbook(bytes, name: name) : nil
    self.bytes = workbook == nil ? bytes : []
  }

  /// Whether bytes begin as those of a zip archive do.
  static func isWorkbook(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

  public var isWorkbook: Bool { workbook != nil }

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
    try grid(sheet: sheet, firstLine: firstLine, finding: .anywhere)
  }

  func grid(sheet wanted: String?, firstLine: Int?, finding rule: TableGrid.SeparatorRule) throws -> TableGrid {
    guard let workbook else {
      return try TableGrid(
        text: bytes, name: name, separator: separator, encoding: encoding, firstLine: firstLine, finding: rule)
    }
    let sheet = try workbook.sheet(named: wanted)
    let others = wanted == nil ? workbook.sheets.filter { $0 != sheet }.map(\.name) : []
    return try TableGrid(try workbook.worksheet(sheet), workbook: name, others: others, firstLine: firstLine)
  }
}
