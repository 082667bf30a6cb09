internal import Diagnostics

/// A workbook in the format of Excel 2007 and later (`.xlsx`, ECMA-376).
final class ExcelWorkbook {
  let name: String
  let sheets: [Workbook.Sheet]
  let uses1904: Bool
  /// Whether the program that wrote the file left the computing to the next one, so that saved results mean nothing.
  let isUncomputed: Bool
  private let package: OfficePackage
  /// By position in `sheets`.
  private let parts: [String]
  private let sharedStringsPart: String?
  private let stylesPart: String?
  /// Read with the first sheet, for all of them.
  private var strings: SharedStrings?
  private var formats: [NumberFormat]?

  /// - Parameter main: the path of the part that lists the sheets.
  init(_ package: OfficePackage, main: String) throws {
    name = package.name
    let related = try package.relationships(of: main)
    let worksheets = Dictionary(
      related.filter { $0.kind == "worksheet" }.map { ($0.id, $0.target) }, uniquingKeysWith: { first, _ in first })
    var sheets: [Workbook.Sheet] = []
    var parts: [String] = []
    var uses1904 = false
    var isUncomputed = false
    try package.scan(
      main,
      XMLElements { element, attributes in
        switch element {
        case "sheet":
          guard let title = attributes["name"], let id = attributes["id"], let part = worksheets[id] else { return }
          let isHidden = attributes["state"].map { $0 != "visible" } ?? false
          sheets.append(Workbook.Sheet(name: EscapedText.decoded(title), isHidden: isHidden, index: sheets.count))
          parts.append(part)
        case "workbookPr": uses1904 = attributes.isTrue("date1904")
        case "calcPr": isUncomputed = attributes.isTrue("fullCalcOnLoad")
        default: break
        }
      })
    self.sheets = sheets
    self.parts = parts
    self.package = package
    self.uses1904 = uses1904
    self.isUncomputed = isUncomputed
    sharedStringsPart = related.first { $0.kind == "sharedStrings" }?.target
    stylesPart = related.first { $0.kind == "styles" }?.target
  }

  func worksheet(_ sheet: Workbook.Sheet) throws -> Worksheet {
    let part = parts[sheet.index]
    let scanner = WorksheetScanner(
      self, sheet: sheet.name, strings: try sharedStrings(), formats: try cellFormats(), part: part)
    try package.scan(part, scanner, limit: SheetLimits.part)
    return scanner.worksheet(isHidden: sheet.isHidden)
  }

  private func sharedStrings() throws -> SharedStrings {
    if let strings { return strings }
    let found = SharedStrings(workbook: name)
    if let part = sharedStringsPart, package.hasPart(part) {
      try package.scan(part, found, limit: SheetLimits.part)
    }
    strings = found
    return found
  }

  /// The number format of each style of cells.
  private func cellFormats() throws -> [NumberFormat] {
    if let formats { return formats }
    var own: [Int: NumberFormat] = [:]
    var found: [NumberFormat] = []
    if let part = stylesPart, package.hasPart(part) {
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
            found.append(own[id] ?? NumberFormat(builtIn: id))
          default: break
          }
        } end: { element in
          if element == "cellXfs" { isInCells = false }
        })
    }
    formats = found
    return found
  }
}

/// The texts that cells refer to by number.
final class SharedStrings: XMLHandler {
  /// All of them, one behind the other.
  private(set) var bytes: [UInt8] = []
  private(set) var ranges: [Range<Int>] = []
  private let workbook: String
  private var own: [UInt8] = []
  private var isInText = false
  /// Readings of Chinese and Japanese text, which are no part of it.
  private var isInPhonetic = false
  private var isRaised = false

  init(workbook: String) { self.workbook = workbook }

  func start(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "si": own.removeAll(keepingCapacity: true)
    case "rPh": isInPhonetic = true
    case "r": isRaised = false
    case "vertAlign": isRaised = attributes["val"] == "superscript"
    case "t": isInText = !isInPhonetic
    default: break
    }
  }

  func end(_ name: String) throws {
    switch name {
    case "si":
      let start = bytes.count
      bytes.append(contentsOf: EscapedText.decoded(own))
      ranges.append(start..<bytes.count)
      if own.count > SheetLimits.cellText || bytes.count > SheetLimits.text || ranges.count > SheetLimits.cells {
        throw Diagnostic.tooMuchSharedText(workbook)
      }
    case "rPh": isInPhonetic = false
    case "r": isRaised = false
    case "t": isInText = false
    default: break
    }
  }

  func text(_ utf8: UnsafeBufferPointer<UInt8>) {
    guard isInText && own.count <= SheetLimits.cellText else { return }
    if isRaised { own += Superscript.raised(utf8) } else { own.append(contentsOf: utf8) }
  }
}

extension Diagnostic {
  static func tooMuchSharedText(_ name: String) -> Diagnostic {
    Diagnostic(
      .badInput, "workbook.limit.texts", ["workbook": name, "limit": String(SheetLimits.text)],
      id:
        "\(name): teks di dalam buku kerja lebih banyak daripada yang diterima. Salin tabelnya saja ke buku kerja baru.",
      en: "\(name): the workbook holds more text than is taken. Copy the table alone into a new workbook.")
  }
}
