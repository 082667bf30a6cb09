internal import Diagnostics

/// Takes the cells out of a sheet's XML (ECMA-376 part 1, 18.3).
final class WorksheetScanner: XMLHandler {
  private let workbook: ExcelWorkbook
  private let strings: SharedStrings
  private let formats: [NumberFormat]
  private let part: String
  private var builder: WorksheetBuilder

  private enum Kind { case number, shared, formulaText, inlineText, boolean, error, date }

  private var row = 0
  private var column = -1
  private var isInCell = false
  private var kind = Kind.number
  private var format = NumberFormat.number
  private var hasFormula = false
  private var hasValue = false
  private var isInPhonetic = false
  private var isRaised = false
  private var takesText = false
  private var bytes: [UInt8] = []

  init(_ workbook: ExcelWorkbook, sheet: String, strings: SharedStrings, formats: [NumberFormat], part: String) {
    self.workbook = workbook
    self.strings = strings
    self.formats = formats
    self.part = part
    builder = WorksheetBuilder(workbook: workbook.name, sheet: sheet, texts: strings.bytes)
  }

  func worksheet(isHidden: Bool) -> Worksheet { builder.worksheet(isHidden: isHidden) }

  func start(_ name: String, _ attributes: XMLAttributes) throws {
    switch name {
    case "row": try startRow(attributes)
    case "c": try startCell(attributes)
    case "v" where isInCell:
      hasValue = true
      takesText = true
    case "f" where isInCell: hasFormula = true
    case "t" where isInCell: takesText = kind == .inlineText && !isInPhonetic
    case "rPh": isInPhonetic = true
    case "r" where isInCell: isRaised = false
    case "vertAlign" where isInCell: isRaised = attributes["val"] == "superscript"
    case "col" where attributes.isTrue("hidden"):
      guard let first = attributes.integer("min"), let last = attributes.integer("max"), first >= 1, first <= last
      else { return }
      builder.hide(columns: (first - 1)..<last)
    case "mergeCell":
      if let text = attributes["ref"], let range = CellRange(text) { try builder.merge(range) }
    default: break
    }
  }

  func end(_ name: String) throws {
    switch name {
    case "v", "t": takesText = false
    case "rPh": isInPhonetic = false
    case "r": isRaised = false
    case "c": try endCell()
    default: break
    }
  }

  func text(_ utf8: UnsafeBufferPointer<UInt8>) {
    // One byte beyond the limit is enough to tell that it is passed.
    guard takesText && bytes.count <= SheetLimits.cellText else { return }
    if isRaised { bytes += Superscript.raised(utf8) } else { bytes.append(contentsOf: utf8) }
  }

  private func startRow(_ attributes: XMLAttributes) throws {
    let next = attributes["r"].map { Int($0) ?? 0 } ?? row + 1
    guard next > row, next <= CellReference.rowLimit else { throw fault("row \(next) after row \(row)") }
    row = next
    column = -1
    if attributes.isTrue("hidden") { builder.hide(row: row) }
  }

  private func startCell(_ attributes: XMLAttributes) throws {
    var next = column + 1
    if let text = attributes["r"] {
      guard let reference = CellReference(text), reference.row == row, reference.column > column else {
        throw fault("cell \(text) after column \(column + 1) of row \(row)")
      }
      next = reference.column
    }
    guard next < CellReference.columnLimit, row > 0 else { throw fault("too many cells in row \(row)") }
    column = next
    isInCell = true
    hasFormula = false
    hasValue = false
    bytes.removeAll(keepingCapacity: true)
    kind =
      switch attributes["t"] {
      case nil, "n": .number
      case "s": .shared
      case "str": .formulaText
      case "inlineStr": .inlineText
      case "b": .boolean
      case "e": .error
      case "d": .date
      case let other?: throw fault("cell type \(other)")
      }
    let style = attributes.integer("s") ?? 0
    format = formats.indices.contains(style) ? formats[style] : .number
  }

  private func endCell() throws {
    isInCell = false
    if bytes.isEmpty {
      // A formula may well result in no text; a number it does not give has not been computed.
      if hasFormula && !(kind == .formulaText && hasValue) { try add(.uncomputed, []) }
      return
    }
    // Results that were never computed are zeros, or what stood there before.
    if hasFormula && workbook.isUncomputed { return try add(.uncomputed, []) }
    switch kind {
    case .number:
      // Whole numbers, by far the most, are kept as they stand.
      if format == .number, isPlainWhole { return try add(.number, bytes) }
      guard let number = number() else { throw fault("number \(text) in \(place)") }
      try addShown(number)
    case .shared:
      guard let index = Int(text), strings.ranges.indices.contains(index) else {
        throw fault("string \(text) in \(place)")
      }
      let range = strings.ranges[index]
      if !range.isEmpty { try builder.add(row: row, column: column, .text, at: range, isFormula: hasFormula) }
    case .formulaText, .inlineText: try add(.text, EscapedText.decoded(bytes))
    case .boolean: try add(.boolean, Array((bytes == [0x31] || text == "true" ? "TRUE" : "FALSE").utf8))
    case .error: try add(.error, bytes)
    case .date: try add(.date, bytes)
    }
  }

  private func add(_ kind: Worksheet.Kind, _ text: [UInt8]) throws {
    try builder.add(row: row, column: column, kind, text, isFormula: hasFormula)
  }

  private func addShown(_ number: Double) throws {
    func time() -> [UInt8]? { SerialDate.time(number).map { Array($0.utf8) } }
    switch format {
    case .number: try add(.number, NumberText.bytes(of: number))
    case .percentage: try add(.percentage, NumberText.percentage(number))
    // As text, which no reader takes for the number alone.
    case .multiple(let beside): try add(.text, NumberText.bytes(of: number) + Array(beside.utf8))
    case .date(let precision):
      if let date = SerialDate.text(number, uses1904: workbook.uses1904, precision) {
        try add(.date, Array(date.utf8))
      } else {
        try time().map { try add(.time, $0) } ?? add(.number, NumberText.bytes(of: number))
      }
    case .time: try time().map { try add(.time, $0) } ?? add(.number, NumberText.bytes(of: number))
    }
  }

  /// Digits alone, without zeros in front.
  private var isPlainWhole: Bool {
    bytes.count <= 15 && (bytes[0] != 0x30 || bytes.count == 1) && bytes.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }

  private func number() -> Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }

  private var text: String { String(decoding: bytes, as: UTF8.self) }
  private var place: String { CellReference(row: row, column: column).description }

  private func fault(_ reason: String) -> Diagnostic {
    .brokenPart(workbook.name, part: part, line: nil, reason: reason)
  }
}
