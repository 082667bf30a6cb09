internal import Archives
internal import Diagnostics

/// Makes a workbook in the format of Excel 2007 and later (ECMA-376). The same sheets give the same bytes.
///
/// A table of plain rows is a `Sheet`; what has formulas, styles or a layout for paper is written cell by cell with a
/// `SheetWriter`.
///
/// - Text is never a formula, whatever it starts with, and its cells are formatted as text, so that it stays so when
///   somebody edits it. Codes keep their points and zeros.
/// - Signs that XML cannot hold are escaped as the standard says, and `Workbook` gives them back.
public struct WorkbookWriter: Sendable {
  public enum Cell: Sendable, Hashable {
    case empty
    /// At most 32,767 UTF-16 units, as the format allows; what is longer is cut, and ends with an ellipsis.
    case text(String)
    /// Shown with a separator between thousands, the one of the reader's own settings.
    case integer(Int)
    /// Shown with two decimals; must be finite.
    case decimal(Double)
    case boolean(Bool)
  }

  public struct Sheet: Sendable {
    /// At most 31 signs, none of `[]:*?/\`, and no other sheet has it.
    public let name: String
    /// From the first column on, in widths of a digit.
    public let columnWidths: [Double]
    public let rows: [[Cell]]
    /// Whether the first row is a header over a table: bold, in sight while the rest scrolls, with a filter. Otherwise the
    /// sheet is notes, whose lines wrap.
    public let isTable: Bool

    public init(name: String, columnWidths: [Double], rows: [[Cell]], isTable: Bool) {
      precondition((1...31).contains(name.utf16.count) && !name.contains { "[]:*?/\\".contains($0) })
      self.name = name
      self.columnWidths = columnWidths
      self.rows = rows
      self.isTable = isTable
    }
  }

  private var sheets: [SheetWriter] = []
  private var styles = StyleTable()

  /// A workbook without sheets, which are added.
  public init() {}

  /// - Parameter sheets: in the order of their tabs; at least one.
  public init(_ sheets: [Sheet]) {
    precondition(!sheets.isEmpty)
    for sheet in sheets { add(SheetWriter(sheet, &styles)) }
  }

  /// The style as cells name it. Only sheets of this workbook may use it.
  public mutating func style(_ style: CellStyle) -> Style { styles.number(of: style) }

  /// Adds a sheet behind those that are there.
  public mutating func add(_ sheet: SheetWriter) {
    precondition(!sheets.contains { $0.name.lowercased() == sheet.name.lowercased() }, "sheets have names of their own")
    sheets.append(sheet)
  }

  /// The whole file; there must be a sheet.
  /// - Throws: `Diagnostic` (internalFault) where there is no memory for it.
  /// - Complexity: O(cells).
  public func bytes() throws -> [UInt8] {
    precondition(!sheets.isEmpty, "a workbook needs a sheet")
    var archive = ZipWriter()
    archive.add(contentTypes, as: "[Content_Types].xml")
    archive.add(Self.rootRelationships, as: "_rels/.rels")
    archive.add(workbook, as: "xl/workbook.xml")
    archive.add(workbookRelationships, as: "xl/_rels/workbook.xml.rels")
    archive.add(styles.xml, as: "xl/styles.xml")
    for (index, sheet) in sheets.enumerated() {
      archive.add(sheet.xml(number: index + 1), as: "xl/worksheets/sheet\(index + 1).xml")
    }
    return try archive.bytes()
  }

  // MARK: Parts

  static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
  private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships"
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  private var contentTypes: String {
    let parts = sheets.indices.map {
      "<Override PartName=\"/xl/worksheets/sheet\($0 + 1).xml\" ContentType=\"\(Self.types).worksheet+xml\"/>"
    }
    return Self.head + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(Self.types).sheet.main+xml\"/>"
      + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(Self.types).styles+xml\"/>" + parts.joined() + "</Types>"
  }

  private static let rootRelationships =
    head
    + "<Relationships xmlns=\"\(packageRelations)\"><Relationship Id=\"rId1\" Type=\"\(relations)/officeDocument\" "
    + "Target=\"xl/workbook.xml\"/></Relationships>"

  private var workbookRelationships: String {
    let sheets = sheets.indices.map {
      "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(Self.relations)/worksheet\" Target=\"worksheets/sheet\($0 + 1).xml\"/>"
    }
    return Self.head + "<Relationships xmlns=\"\(Self.packageRelations)\">" + sheets.joined()
      + "<Relationship Id=\"rId\(sheets.count + 1)\" Type=\"\(Self.relations)/styles\" Target=\"styles.xml\"/>"
      + "</Relationships>"
  }

  private var workbook: String {
    let entries = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(XMLText.escaped(sheet.name))\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
    }
    let names = sheets.enumerated().flatMap { $1.layout.definedNames(sheet: $0, name: $1.name) }
    return Self.head + "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.relations)\"><sheets>" + entries.joined()
      + "</sheets>" + (names.isEmpty ? "" : "<definedNames>" + names.joined() + "</definedNames>") + "</workbook>"
  }
}

extension SheetWriter {
  /// Plain rows.
  fileprivate init(_ sheet: WorkbookWriter.Sheet, _ styles: inout StyleTable) {
    self.init(name: sheet.name)
    let plain = styles.number(of: .plain)
    let integer = styles.number(of: .integer)
    let decimal = styles.number(of: .decimal)
    let header = styles.number(of: .header)
    let text = styles.number(of: sheet.isTable ? .text : .note)
    for cells in sheet.rows {
      startRow()
      for cell in cells {
        switch cell {
        case .empty: appendEmpty()
        case .text(let value): append(value, sheet.isTable && row == 1 ? header : text)
        case .integer(let value): append(value, integer)
        case .decimal(let value): append(value, decimal)
        case .boolean(let value): append(value, plain)
        }
      }
      endRow()
    }
    layout.columnWidths = sheet.columnWidths
    guard sheet.isTable else { return }
    layout.frozenRows = 1
    let width = sheet.rows.map(\.count).max() ?? 0
    guard width > 0 else { return }
    layout.filter = CellRange(
      first: CellReference(row: 1, column: 0), last: CellReference(row: sheet.rows.count, column: width - 1))
  }
}
