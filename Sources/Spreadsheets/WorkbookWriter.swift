internal import Archives
internal import Diagnostics

/// Makes a workbook in the format of Excel 2007 and later (ECMA-376). The same sheets give the same bytes.
///
/// - Text is never a formula, whatever it starts with, and its cells are formatted as text, so that it stays so when
///   somebody edits it. Codes keep their points and zeros.
/// - Signs that XML cannot hold are escaped as the standard says, and `Workbook` gives them back.
/// - The first row of a table is its header: bold, in sight while the rest scrolls, with a filter.
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
    /// Whether the first row is a header over a table; otherwise the sheet is notes, whose lines wrap.
    public let isTable: Bool

    public init(name: String, columnWidths: [Double], rows: [[Cell]], isTable: Bool) {
      precondition((1...31).contains(name.utf16.count) && !name.contains { "[]:*?/\\".contains($0) })
      self.name = name
      self.columnWidths = columnWidths
      self.rows = rows
      self.isTable = isTable
    }
  }

  private let sheets: [Sheet]

  /// - Parameter sheets: in the order of their tabs; at least one.
  public init(_ sheets: [Sheet]) {
    precondition(!sheets.isEmpty && Set(sheets.map { $0.name.lowercased() }).count == sheets.count)
    self.sheets = sheets
  }

  /// The whole file.
  /// - Throws: `Diagnostic` (internalFault) where there is no memory for it.
  /// - Complexity: O(cells).
  public func bytes() throws -> [UInt8] {
    var archive = ZipWriter()
    archive.add(contentTypes, as: "[Content_Types].xml")
    archive.add(Self.rootRelationships, as: "_rels/.rels")
    archive.add(workbook, as: "xl/workbook.xml")
    archive.add(workbookRelationships, as: "xl/_rels/workbook.xml.rels")
    archive.add(Self.styles, as: "xl/styles.xml")
    for (index, sheet) in sheets.enumerated() {
      archive.add(SheetText.bytes(sheet, isFirst: index == 0), as: "xl/worksheets/sheet\(index + 1).xml")
    }
    return try archive.bytes()
  }

  // MARK: Parts

  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
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
      "<sheet name=\"\(SheetText.escaped(sheet.name))\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
    }
    return Self.head + "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.relations)\"><sheets>" + entries.joined()
      + "</sheets></workbook>"
  }

  /// In the order of `SheetText.Style`.
  private static let styles = """
    \(head)<styleSheet xmlns="\(main)"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
    <font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/>\
    </fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/>\
    <bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>\
    </cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
    <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
    <xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
    <xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
    <xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>\
    <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">\
    <alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" \
    builtinId="0"/></cellStyles></styleSheet>
    """
}

/// The XML of one sheet.
enum SheetText {
  /// The raw value is the position among the styles of the workbook.
  private enum Style: Int { case plain, text, integer, decimal, header, note }

  /// What the format allows in a cell.
  static let textLimit = 32_767

  static func bytes(_ sheet: WorkbookWriter.Sheet, isFirst: Bool) -> [UInt8] {
    var text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"\(WorkbookWriter.main)\">"
    let width = sheet.rows.map(\.count).max() ?? 0
    let corner = width == 0 ? "A1" : CellReference(row: sheet.rows.count, column: width - 1).description
    text +=
      "<dimension ref=\"A1:\(corner)\"/><sheetViews><sheetView\(isFirst ? " tabSelected=\"1\"" : "") workbookViewId=\"0\">"
    if sheet.isTable { text += "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>" }
    text += "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
    if !sheet.columnWidths.isEmpty {
      text += "<cols>"
      for (index, width) in sheet.columnWidths.enumerated() {
        text += "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\"/>"
      }
      text += "</cols>"
    }
    text += "<sheetData>"
    for (index, row) in sheet.rows.enumerated() {
      text += "<row r=\"\(index + 1)\">"
      for (column, cell) in row.enumerated() {
        append(cell, CellReference(row: index + 1, column: column), sheet.isTable, to: &text)
      }
      text += "</row>"
    }
    text += "</sheetData>"
    if sheet.isTable && width > 0 { text += "<autoFilter ref=\"A1:\(corner)\"/>" }
    return Array((text + "</worksheet>").utf8)
  }

  private static func append(
    _ cell: WorkbookWriter.Cell, _ place: CellReference, _ isTable: Bool, to text: inout String
  ) {
    func open(_ style: Style) -> String { "<c r=\"\(place)\" s=\"\(style.rawValue)\"" }
    switch cell {
    case .empty: return
    case .integer(let value): text += "\(open(.integer))><v>\(value)</v></c>"
    case .decimal(let value): text += "\(open(.decimal))><v>\(value)</v></c>"
    case .boolean(let value): text += "\(open(.plain)) t=\"b\"><v>\(value ? 1 : 0)</v></c>"
    case .text(let value):
      let style: Style = isTable ? place.row == 1 ? .header : .text : .note
      text += "\(open(style)) t=\"inlineStr\"><is><t xml:space=\"preserve\">\(escaped(cut(value)))</t></is></c>"
    }
  }

  private static func cut(_ text: String) -> String {
    guard text.utf16.count > textLimit else { return text }
    var short = text
    while short.utf16.count > textLimit - 1 { short.removeLast() }
    return short + "\u{2026}"
  }

  /// Text for XML, in elements and in attributes.
  static func escaped(_ text: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    for byte in EscapedText.encoded(text).utf8 {
      switch byte {
      case UInt8(ascii: "&"): result += Array("&amp;".utf8)
      case UInt8(ascii: "<"): result += Array("&lt;".utf8)
      case UInt8(ascii: ">"): result += Array("&gt;".utf8)
      case UInt8(ascii: "\""): result += Array("&quot;".utf8)
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
