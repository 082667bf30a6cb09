internal import Diagnostics

/// A workbook in the format of Excel 2007 and later (`.xlsx`, ECMA-376), opened for reading.
///
/// Values are those that the file holds: a formula counts as the result that was saved with it, and nothing is
/// computed. What the file shows is kept apart from what it holds: a number formatted as a date is a date.
public struct Workbook {
  public struct Sheet: Sendable, Hashable {
    public let name: String
    /// Whether people do not see its tab.
    public let isHidden: Bool
    let part: String
  }

  /// The sheets of cells, in the order of their tabs; sheets that are one chart are left out.
  public let sheets: [Sheet]
  /// What messages call the file.
  public let name: String
  let package: OfficePackage
  let uses1904: Bool
  /// Whether the program that wrote the file left the computing to the next one, so that saved results mean nothing.
  let isUncomputed: Bool
  private let sharedStringsPart: String?
  private let stylesPart: String?

  /// Opens a workbook from the bytes of its file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file, a zip archive.
  ///   - name: what messages call the file.
  /// - Throws: `Diagnostic` (badInput) where it is another kind of file, damaged, or has no sheet of cells.
  public init(_ bytes: [UInt8], name: String) throws {
    let package = try OfficePackage(bytes, name: name)
    let root = try package.relationships(of: "")
    let main = root.first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
    if let kind = try ForeignPackage(package, main: main) { throw Diagnostic.foreignPackage(name, kind) }

    let related = try package.relationships(of: main)
    let worksheets = Dictionary(
      related.filter { $0.kind == "worksheet" }.map { ($0.id, $0.target) }, uniquingKeysWith: { first, _ in first })
    var sheets: [Sheet] = []
    var uses1904 = false
    var isUncomputed = false
    try package.scan(
      main,
      XMLElements { element, attributes in
        switch element {
        case "sheet":
          guard let title = attributes["name"], let id = attributes["id"], let part = worksheets[id] else { return }
          let isHidden = attributes["state"].map { $0 != "visible" } ?? false
          sheets.append(Sheet(name: EscapedText.decoded(title), isHidden: isHidden, part: part))
        case "workbookPr": uses1904 = attributes.isTrue("date1904")
        case "calcPr": isUncomputed = attributes.isTrue("fullCalcOnLoad")
        default: break
        }
      })
    if sheets.isEmpty { throw Diagnostic.noWorksheet(name) }
    self.sheets = sheets
    self.name = name
    self.package = package
    self.uses1904 = uses1904
    self.isUncomputed = isUncomputed
    sharedStringsPart = related.first { $0.kind == "sharedStrings" }?.target
    stylesPart = related.first { $0.kind == "styles" }?.target
  }

  /// The sheet of that name, without regard to case, as spreadsheets take it; else the first that people see.
  /// - Throws: `Diagnostic` (badInput) that lists the sheets, where there is none of that name.
  public func sheet(named wanted: String?) throws -> Sheet {
    guard let wanted else { return sheets.first { !$0.isHidden } ?? sheets[0] }
    if let same = sheets.first(where: { $0.name == wanted }) { return same }
    guard let found = sheets.first(where: { $0.name.lowercased() == wanted.lowercased() }) else {
      throw Diagnostic.noSuchSheet(wanted, in: name, sheets: sheets.map(\.name))
    }
    return found
  }

  /// Reads all cells of a sheet.
  /// - Throws: `Diagnostic` (badInput) where it is damaged.
  /// - Complexity: O(bytes of the sheet and of the workbook's strings).
  public func worksheet(_ sheet: Sheet) throws -> Worksheet {
    let strings = SharedStrings()
    if let part = sharedStringsPart, package.hasPart(part) { try package.scan(part, strings) }
    let scanner = WorksheetScanner(self, strings: strings.texts, formats: try formats(), part: sheet.part)
    try package.scan(sheet.part, scanner)
    return scanner.worksheet(sheet)
  }

  /// The number format of each style of cells.
  private func formats() throws -> [NumberFormat] {
    guard let part = stylesPart, package.hasPart(part) else { return [] }
    var own: [Int: NumberFormat] = [:]
    var formats: [NumberFormat] = []
    var isInCells = false
    try package.scan(
      part,
      XMLElements { element, attributes in
        switch element {
        case "numFmt":
          if let id = attributes.integer("numFmtId"), let code = attributes["formatCode"] {
            own[id] = NumberFormat(code: code)
          }
        case "cellXfs": isInCells = true
        case "xf" where isInCells:
          let id = attributes.integer("numFmtId") ?? 0
          formats.append(own[id] ?? NumberFormat(builtIn: id))
        default: break
        }
      } end: { element in
        if element == "cellXfs" { isInCells = false }
      })
    return formats
  }
}

/// The texts that cells refer to by number.
private final class SharedStrings: XMLHandler {
  private(set) var texts: [String] = []
  private var bytes: [UInt8] = []
  private var isInText = false
  /// Readings of Chinese and Japanese text, which are no part of it.
  private var isInPhonetic = false

  func start(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "si": bytes.removeAll(keepingCapacity: true)
    case "rPh": isInPhonetic = true
    case "t": isInText = !isInPhonetic
    default: break
    }
  }

  func end(_ name: String) {
    switch name {
    case "si": texts.append(EscapedText.decoded(String(decoding: bytes, as: UTF8.self)))
    case "rPh": isInPhonetic = false
    case "t": isInText = false
    default: break
    }
  }

  func text(_ utf8: UnsafeBufferPointer<UInt8>) { if isInText { bytes.append(contentsOf: utf8) } }
}
