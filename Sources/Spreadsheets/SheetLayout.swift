/// What a sheet shows beside its cells, on the screen and on paper.
public struct SheetLayout: Sendable {
  /// From the first column on, in widths of a digit.
  public var columnWidths: [Double] = []
  /// So many of the first rows and columns stay in sight while the rest scrolls.
  public var frozenRows = 0
  public var frozenColumns = 0
  /// A table with its header in its first row, over which filters open.
  public var filter: CellRange?
  public var bars: [DataBar] = []
  /// nil leaves printing to the reader's settings.
  public var printing: Printing?

  public init() {}

  /// Bars behind numbers, from zero on, longer where the number is larger.
  public struct DataBar: Sendable {
    public let range: CellRange
    /// As `RRGGBB`.
    public let colour: String
    /// The number whose bar fills the cell; the largest of the range if nil.
    public let largest: Int?

    public init(_ range: CellRange, colour: String, largest: Int? = nil) {
      self.range = range
      self.colour = colour
      self.largest = largest
    }
  }

  /// A4, landscape, as wide as the page, with the number of each page at its foot.
  public struct Printing: Sendable {
    /// What is printed; all cells if nil.
    public var area: CellRange?
    /// Rows that each page repeats at its head.
    public var titleRows: ClosedRange<Int>?
    /// At the foot of each page. A footer holds no more than 255 signs with what is around it; what is longer is cut.
    public var footerLeft = ""
    public var footerCentre = ""
    /// What stands before the number of the page, and between it and the count of pages.
    public var pageWords: (before: String, between: String)

    public init(pageWords: (before: String, between: String)) { self.pageWords = pageWords }
  }
}

extension SheetLayout {
  /// What stands before the cells. Elements are in the order of the standard (CT_Worksheet), without which Excel takes a
  /// file for damaged.
  func head(dimension: String, isFirst: Bool) -> String {
    var text = WorkbookWriter.head + "<worksheet xmlns=\"\(WorkbookWriter.main)\">"
    if printing != nil { text += "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>" }
    text += "<dimension ref=\"\(dimension)\"/><sheetViews><sheetView\(isFirst ? " tabSelected=\"1\"" : "")"
    text += " workbookViewId=\"0\">" + pane + "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
    if !columnWidths.isEmpty {
      text += "<cols>"
      for (index, width) in columnWidths.enumerated() {
        text += "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\"/>"
      }
      text += "</cols>"
    }
    return text + "<sheetData>"
  }

  private var pane: String {
    guard frozenRows + frozenColumns > 0 else { return "" }
    let split =
      (frozenColumns > 0 ? " xSplit=\"\(frozenColumns)\"" : "") + (frozenRows > 0 ? " ySplit=\"\(frozenRows)\"" : "")
    let place = frozenColumns == 0 ? "bottomLeft" : frozenRows == 0 ? "topRight" : "bottomRight"
    let corner = CellReference(row: frozenRows + 1, column: frozenColumns)
    return "<pane\(split) topLeftCell=\"\(corner)\" activePane=\"\(place)\" state=\"frozen\"/>"
  }

  /// What stands behind the cells.
  /// - Parameters:
  ///   - sheet: from 1, among the sheets of the workbook.
  ///   - dimension: all cells.
  func tail(sheet: Int, dimension: String) -> String {
    var text = "</sheetData>"
    if let filter { text += "<autoFilter ref=\"\(filter)\"/>" }
    for (index, bar) in bars.enumerated() { text += Self.rule(bar, priority: index + 1, id: Self.id(sheet, index)) }
    if let printing {
      text += printing.xml
      // Codes are text on purpose, and need no mark in every cell.
      text += "<ignoredErrors><ignoredError sqref=\"\(dimension)\" numberStoredAsText=\"1\"/></ignoredErrors>"
    }
    if !bars.isEmpty { text += extensions(sheet: sheet) }
    return text + "</worksheet>"
  }

  // MARK: Bars

  private static let extended = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"

  /// Joins a bar to its extension, which is unique in the workbook.
  private static func id(_ sheet: Int, _ bar: Int) -> String {
    func digits(_ number: Int, _ count: Int) -> String {
      let text = String(number, radix: 16, uppercase: true)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return "{6A616E67-6B61-4175-\(digits(sheet, 4))-\(digits(bar, 12))}"
  }

  private static func rule(_ bar: DataBar, priority: Int, id: String) -> String {
    let end = bar.largest.map { "<cfvo type=\"num\" val=\"\($0)\"/>" } ?? "<cfvo type=\"max\"/>"
    return "<conditionalFormatting sqref=\"\(bar.range)\"><cfRule type=\"dataBar\" priority=\"\(priority)\"><dataBar>"
      + "<cfvo type=\"num\" val=\"0\"/>\(end)<color rgb=\"FF\(bar.colour)\"/></dataBar><extLst>"
      + "<ext xmlns:x14=\"\(extended)\" uri=\"{B025F937-C7B1-47D3-B67F-A62EFF666E3E}\"><x14:id>\(id)</x14:id></ext>"
      + "</extLst></cfRule></conditionalFormatting>"
  }

  /// Without them, Excel fades bars out and gives the smallest number a tenth of the cell.
  private func extensions(sheet: Int) -> String {
    let rules = bars.enumerated().map { index, bar in
      let end = bar.largest.map { "<x14:cfvo type=\"num\"><xm:f>\($0)</xm:f></x14:cfvo>" } ?? "<x14:cfvo type=\"max\"/>"
      return "<x14:conditionalFormatting xmlns:xm=\"http://schemas.microsoft.com/office/excel/2006/main\">"
        + "<x14:cfRule type=\"dataBar\" id=\"\(Self.id(sheet, index))\">"
        + "<x14:dataBar minLength=\"0\" maxLength=\"100\" gradient=\"0\"><x14:cfvo type=\"num\"><xm:f>0</xm:f></x14:cfvo>"
        + "\(end)<x14:negativeFillColor rgb=\"FFFF0000\"/><x14:axisColor rgb=\"FF000000\"/></x14:dataBar></x14:cfRule>"
        + "<xm:sqref>\(bar.range)</xm:sqref></x14:conditionalFormatting>"
    }
    return "<extLst><ext xmlns:x14=\"\(Self.extended)\" uri=\"{78C0D931-6437-407d-A8EE-F0AAD7539E65}\">"
      + "<x14:conditionalFormattings>" + rules.joined() + "</x14:conditionalFormattings></ext></extLst>"
  }

  // MARK: Names

  /// What the workbook names for a sheet, so that Excel prints and filters what is meant.
  ///
  /// Workbooks of plain rows have none: Excel makes the filter's by itself, and nothing is said of printing.
  func definedNames(sheet index: Int, name: String) -> [String] {
    guard let printing else { return [] }
    let sheet = "'" + name.replacing("'", with: "''") + "'!"
    func entry(_ kind: String, _ place: String, _ attributes: String = "") -> String {
      let text = XMLText.escaped(sheet + place)
      return "<definedName name=\"_xlnm.\(kind)\" localSheetId=\"\(index)\"\(attributes)>\(text)</definedName>"
    }
    var names: [String] = []
    if let filter { names.append(entry("_FilterDatabase", filter.fixed, " hidden=\"1\"")) }
    if let area = printing.area { names.append(entry("Print_Area", area.fixed)) }
    if let rows = printing.titleRows { names.append(entry("Print_Titles", "$\(rows.lowerBound):$\(rows.upperBound)")) }
    return names
  }
}

extension SheetLayout.Printing {
  fileprivate var xml: String {
    // In a footer, & begins a code.
    func plain(_ text: String, _ most: Int) -> String { String(text.prefix(most)).replacing("&", with: "&&") }
    let footer =
      "&L" + plain(footerLeft, 80) + "&C" + plain(footerCentre, 130) + "&R" + plain(pageWords.before, 15) + "&P"
      + plain(pageWords.between, 15) + "&N"
    return "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>"
      + "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/>"
      + "<headerFooter><oddFooter>\(XMLText.escaped(footer))</oddFooter></headerFooter>"
  }
}

extension CellRange: CustomStringConvertible {
  public var description: String { "\(first):\(last)" }

  /// With the signs that keep it in place when a formula is copied: `$A$1:$B$2`.
  public var fixed: String { "\(first.fixed):\(last.fixed)" }
}

extension CellReference {
  /// With the signs that keep it in place when a formula is copied: `$A$1`.
  public var fixed: String { "$\(Self.letters(ofColumn: column))$\(row)" }
}
