internal import Diagnostics

/// Spreadsheets of the Open Document Format (`.ods`, ISO/IEC 26300, OASIS OpenDocument 1.3 part 3).
enum OpenDocument {
  /// Whose elements matter: of offices, tables, texts, styles and formats of numbers.
  static let namespaces = ["office", "table", "text", "style", "datastyle", "drawing"].map {
    "urn:oasis:names:tc:opendocument:xmlns:\($0):1.0"
  }

  /// - Throws: `Diagnostic` for another kind of OpenDocument, or one with a password.
  static func isSpreadsheet(_ package: OfficePackage) throws -> Bool {
    guard let type = try package.text("mimetype", limit: 1 << 10), type.contains("opendocument") else { return false }
    guard type.contains("spreadsheet") else { throw Diagnostic.foreignPackage(package.name, .otherDocument) }
    // What lies behind a password is no XML, or stands in a part of its own.
    let manifest = try package.text("META-INF/manifest.xml", limit: SheetLimits.smallPart) ?? ""
    if manifest.contains("encryption-data") || package.hasPart("encrypted-package") {
      throw Diagnostic.foreignPackage(package.name, .encrypted)
    }
    return true
  }

  /// All sheets with their cells, in the order of their tabs.
  static func worksheets(of package: OfficePackage) throws -> [Worksheet] {
    let styles = OpenDocumentStyles()
    if package.hasPart("styles.xml") { try package.scan("styles.xml", styles, namespaces: namespaces) }
    let scanner = OpenDocumentScanner(workbook: package.name, styles: styles)
    try package.scan("content.xml", scanner, limit: SheetLimits.part, namespaces: namespaces)
    return scanner.worksheets
  }
}

/// What the styles of cells and sheets say that changes what is read.
final class OpenDocumentStyles: XMLHandler {
  /// The precision of each format of dates, by name.
  private var formats: [String: NumberFormat.Precision] = [:]
  /// The name of the format of each style of cells.
  private var formatOfStyle: [String: String] = [:]
  /// Styles of sheets that are not shown.
  private(set) var hidden: Set<String> = []
  /// Styles of text that stands raised.
  private(set) var raised: Set<String> = []
  private var style: String?
  private var format: String?
  private var letters: Set<String> = []

  func start(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "style":
      style = attributes["name"]
      if let style, let format = attributes["data-style-name"] { formatOfStyle[style] = format }
    case "table-properties":
      if let style, attributes["display"] == "false" { hidden.insert(style) }
    case "text-properties":
      if let style, attributes["text-position"]?.isRaised == true { raised.insert(style) }
    case "date-style":
      format = attributes["name"]
      letters = []
    case "year", "month", "quarter", "day", "hours", "minutes", "seconds": if format != nil { letters.insert(name) }
    default: break
    }
  }

  func end(_ name: String) {
    guard name == "date-style", let own = format else { return }
    formats[own] =
      !letters.isDisjoint(with: ["hours", "minutes", "seconds"])
      ? .second : letters.contains("day") ? .day : letters.contains("month") ? .month : letters.isEmpty ? .day : .year
    format = nil
  }

  func text(_ utf8: UnsafeBufferPointer<UInt8>) {}

  func precision(ofStyle style: String?) -> NumberFormat.Precision? {
    style.flatMap { formatOfStyle[$0] }.flatMap { formats[$0] }
  }
}

/// Takes the cells of all sheets out of a document's XML.
final class OpenDocumentScanner: XMLHandler {
  private(set) var worksheets: [Worksheet] = []
  private let workbook: String
  private let styles: OpenDocumentStyles

  /// Elements whose contents are no cells of a sheet: older versions, notes, drawings, what other files hold.
  private static let foreign: Set<String> = [
    "tracked-changes", "annotation", "shapes", "frame", "dde-links", "forms", "content-validations",
  ]
  /// Depth within such an element.
  private var foreignDepth = 0

  private var builder: WorksheetBuilder?
  private var isSheetHidden = false
  /// A copy of another file's sheet that formulas refer to.
  private var isCached = false
  /// Tables may lie in cells.
  private var tableDepth = 0
  /// Cells of the sheets before.
  private var total = 0

  /// The row that is read, from 1, and how often it is there.
  private var row = 0
  private var rowCount = 1
  private var hasCells = false
  private var column = 0
  /// The style of each stretch of columns: where it ends, and its cells' style.
  private var columnStyles: [(end: Int, style: String?)] = []
  private var columnEnd = 0

  private var cell: Cell?
  private var isInText = false
  /// For each span around the text, whether it stands raised.
  private var spans: [Bool] = []
  private var paragraphs = 0

  private struct Cell {
    let isCovered: Bool
    let count: Int
    let type: String?
    let isError: Bool
    let value: String?
    let style: String?
    let isFormula: Bool
    let columns: Int
    let rows: Int
    var text: [UInt8] = []
  }

  init(workbook: String, styles: OpenDocumentStyles) {
    self.workbook = workbook
    self.styles = styles
  }

  // MARK: Events

  func start(_ name: String, _ attributes: XMLAttributes) throws {
    if foreignDepth > 0 || Self.foreign.contains(name) {
      foreignDepth += 1
      return
    }
    switch name {
    case "table":
      tableDepth += 1
      if tableDepth == 1 { startTable(attributes) }
    case "table-source": isCached = true
    case "table-column" where tableDepth == 1: startColumns(attributes)
    case "table-row" where tableDepth == 1: try startRow(attributes)
    case "table-cell" where tableDepth == 1, "covered-table-cell" where tableDepth == 1:
      startCell(attributes, isCovered: name == "covered-table-cell")
    case "p" where tableDepth == 1 && cell != nil:
      if paragraphs > 0 { append([0x0A]) }
      paragraphs += 1
      isInText = true
    case "span" where isInText: spans.append(attributes["style-name"].map(styles.raised.contains) ?? false)
    case "s" where isInText:
      append(repeatElement(0x20, count: min(max(1, attributes.integer("c") ?? 1), SheetLimits.cellText)))
    case "tab" where isInText: append([0x09])
    case "line-break" where isInText: append([0x0A])
    default: if tableDepth == 0 { styles.start(name, attributes) }
    }
  }

  func end(_ name: String) throws {
    if foreignDepth > 0 {
      foreignDepth -= 1
      return
    }
    switch name {
    case "table":
      if tableDepth == 1 { endTable() }
      tableDepth -= 1
    case "table-row" where tableDepth == 1: try endRow()
    case "table-cell" where tableDepth == 1, "covered-table-cell" where tableDepth == 1: try endCell()
    case "p" where tableDepth == 1:
      isInText = false
      spans = []
    case "span" where isInText: _ = spans.popLast()
    default: if tableDepth == 0 { styles.end(name) }
    }
  }

  func text(_ utf8: UnsafeBufferPointer<UInt8>) {
    guard isInText && foreignDepth == 0 else { return }
    if spans.contains(true) { append(Superscript.raised(utf8)) } else { append(utf8) }
  }

  private func append(_ text: some Collection<UInt8>) {
    // One byte beyond the limit is enough to tell that it is passed.
    guard let length = cell?.text.count, length <= SheetLimits.cellText else { return }
    cell?.text.append(contentsOf: text)
  }

  // MARK: Sheets and rows

  private func startTable(_ attributes: XMLAttributes) {
    builder = WorksheetBuilder(workbook: workbook, sheet: attributes["name"] ?? "")
    isSheetHidden = attributes["style-name"].map(styles.hidden.contains) ?? false
    isCached = false
    row = 0
    rowCount = 1
    columnStyles = []
    columnEnd = 0
  }

  private func endTable() {
    if let builder, !isCached {
      worksheets.append(builder.worksheet(isHidden: isSheetHidden))
      total += builder.cellCount
    }
    builder = nil
  }

  private func repeats(_ attributes: XMLAttributes, _ name: StaticString, limit: Int) -> Int {
    min(max(1, attributes.integer(name) ?? 1), limit)
  }

  private func startColumns(_ attributes: XMLAttributes) {
    let count = repeats(attributes, "number-columns-repeated", limit: CellReference.columnLimit)
    let end = min(columnEnd + count, CellReference.columnLimit)
    if let visibility = attributes["visibility"], visibility != "visible" { builder?.hide(columns: columnEnd..<end) }
    if end > columnEnd { columnStyles.append((end, attributes["default-cell-style-name"])) }
    columnEnd = end
  }

  private func startRow(_ attributes: XMLAttributes) throws {
    row += 1
    rowCount = repeats(attributes, "number-rows-repeated", limit: CellReference.rowLimit)
    column = 0
    hasCells = false
    if let visibility = attributes["visibility"], visibility != "visible" {
      for number in row..<max(row, min(row + rowCount, CellReference.rowLimit + 1)) { builder?.hide(row: number) }
    }
  }

  private func endRow() throws {
    let last = row + rowCount - 1
    // What lies beyond the last row that a sheet has is only its formatting.
    if hasCells && rowCount > 1 {
      guard last <= CellReference.rowLimit else { throw Diagnostic.tooManyCells(workbook, sheet: sheetName) }
      for number in (row + 1)..<(last + 1) { try builder?.repeatLastRow(as: number) }
      try count()
    }
    row = last
  }

  /// Bounds the cells of all sheets together, since all are held.
  private func count() throws {
    if let builder, total + builder.cellCount > SheetLimits.cells {
      throw Diagnostic.tooManyCells(workbook, sheet: sheetName)
    }
  }

  private var sheetName: String { builder?.sheet ?? "" }

  // MARK: Cells

  private func startCell(_ attributes: XMLAttributes, isCovered: Bool) {
    let type = attributes[exactly: "urn:oasis:names:tc:opendocument:xmlns:office:1.0|value-type"]
    let value: String? =
      switch type {
      case "date": attributes["date-value"]
      case "time": attributes["time-value"]
      case "boolean": attributes["boolean-value"]
      case "string": attributes["string-value"]
      default: attributes[exactly: "urn:oasis:names:tc:opendocument:xmlns:office:1.0|value"]
      }
    let extended = attributes[
      exactly: "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0|value-type"]
    paragraphs = 0
    isInText = false
    cell = Cell(
      isCovered: isCovered,
      count: repeats(attributes, "number-columns-repeated", limit: CellReference.columnLimit), type: type,
      isError: extended == "error", value: value, style: attributes["style-name"],
      isFormula: attributes["formula"] != nil,
      columns: repeats(attributes, "number-columns-spanned", limit: CellReference.columnLimit),
      rows: repeats(attributes, "number-rows-spanned", limit: CellReference.rowLimit))
  }

  private func endCell() throws {
    guard let cell else { return }
    self.cell = nil
    defer { column += cell.count }
    // What lies under merged cells is not shown.
    if cell.isCovered { return }
    if cell.columns > 1 || cell.rows > 1, column < CellReference.columnLimit, row <= CellReference.rowLimit {
      let last = CellReference(
        row: min(row + cell.rows - 1, CellReference.rowLimit),
        column: min(column + cell.columns - 1, CellReference.columnLimit - 1))
      try builder?.merge(CellRange(first: CellReference(row: row, column: column), last: last))
    }
    guard let (kind, text) = try contents(of: cell) else { return }
    guard column + cell.count <= CellReference.columnLimit, row <= CellReference.rowLimit else {
      throw Diagnostic.tooManyCells(workbook, sheet: sheetName)
    }
    guard let range = try builder?.keep(text, row: row, column: column) else { return }
    hasCells = true
    for own in column..<(column + cell.count) {
      try builder?.add(row: row, column: own, kind, at: range, isFormula: cell.isFormula)
    }
    try count()
  }

  /// nil for a cell that holds nothing.
  private func contents(of cell: Cell) throws -> (Worksheet.Kind, [UInt8])? {
    func uncomputed() -> (Worksheet.Kind, [UInt8])? { cell.isFormula ? (.uncomputed, []) : nil }
    if cell.isError { return (.error, cell.text) }
    guard let type = cell.type else { return cell.text.isEmpty ? uncomputed() : (.text, cell.text) }
    switch type {
    case "string":
      let text = cell.value.map { Array($0.utf8) } ?? cell.text
      return text.isEmpty ? nil : (.text, text)
    case "float", "currency", "percentage":
      guard let value = cell.value else { return uncomputed() ?? (cell.text.isEmpty ? nil : (.text, cell.text)) }
      // Programs before 2012 wrote errors as zeros that show their name.
      if cell.isFormula, cell.text.first == UInt8(ascii: "#") { return (.error, cell.text) }
      guard let number = Double(value), number.isFinite else { throw fault("number \(value)") }
      if NumberFormat.multiplies(String(decoding: cell.text, as: UTF8.self)) { return (.text, cell.text) }
      return type == "percentage"
        ? (.percentage, NumberText.percentage(number)) : (.number, NumberText.bytes(of: number))
    case "date":
      guard let value = cell.value else { return uncomputed() }
      guard let date = Self.date(value, precision(of: cell)) else { throw fault("date \(value)") }
      return (.date, Array(date.utf8))
    case "time":
      guard let value = cell.value else { return uncomputed() }
      guard let time = Self.time(value) else { throw fault("time \(value)") }
      return (.time, Array(time.utf8))
    case "boolean":
      guard let value = cell.value else { return uncomputed() }
      return (.boolean, Array((value == "true" ? "TRUE" : "FALSE").utf8))
    case "void": return nil
    default: throw fault("value type \(type)")
    }
  }

  private func precision(of cell: Cell) -> NumberFormat.Precision? {
    if let own = styles.precision(ofStyle: cell.style) { return own }
    if cell.style != nil { return nil }
    return columnStyles.first { column < $0.end }.flatMap { styles.precision(ofStyle: $0.style) }
  }

  /// `2025-06-30` or `2025-06-30T13:45:00`, as far as the cell shows it.
  static func date(_ text: String, _ precision: NumberFormat.Precision?) -> String? {
    let parts = text.split(separator: "T", maxSplits: 1)
    let days = parts.first?.split(separator: "-", omittingEmptySubsequences: false) ?? []
    guard days.count == 3, days[0].count >= 4, days[1].count == 2, days[2].count == 2,
      days.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } })
    else { return nil }
    let clock = parts.count > 1 ? parts[1].prefix { $0 != "." && $0 != "," } : "00:00:00"
    switch precision ?? (parts.count > 1 && clock != "00:00:00" ? .second : .day) {
    case .year: return String(days[0])
    case .month: return "\(days[0])-\(days[1])"
    case .day: return String(parts[0])
    case .second: return "\(parts[0]) \(clock)"
    }
  }

  /// `PT64H02M01S` as `64:02:01`.
  static func time(_ text: String) -> String? {
    guard text.hasPrefix("PT") else { return nil }
    var seconds = 0
    var digits = ""
    for sign in text.dropFirst(2) {
      switch sign {
      case "0"..."9", ".", ",": digits.append(sign)
      case "H", "M", "S":
        guard let number = Int(digits.prefix { $0 != "." && $0 != "," }), number < 1 << 40 else { return nil }
        seconds += number * (sign == "H" ? 3600 : sign == "M" ? 60 : 1)
        digits = ""
      default: return nil
      }
    }
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return digits.isEmpty ? "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))" : nil
  }

  private func fault(_ reason: String) -> Diagnostic {
    let place = CellReference(row: row, column: column)
    return .brokenPart(workbook, part: "content.xml", line: nil, reason: "\(reason) in \(sheetName) \(place)")
  }
}

extension String {
  /// `super 58%`, or a rise above the line in per cent.
  fileprivate var isRaised: Bool {
    guard let first = split(separator: " ").first else { return false }
    return first == "super" || (first.hasSuffix("%") && Double(first.dropLast()).map { $0 > 0 } == true)
  }
}
