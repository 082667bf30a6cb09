internal import Diagnostics

/// Takes the cells out of a sheet's XML.
final class WorksheetScanner: XMLHandler {
  private let workbook: Workbook
  private let strings: [String]
  private let formats: [NumberFormat]
  private let part: String

  private var cells: [Worksheet.Cell] = []
  private var merged: [CellRange] = []
  private var hiddenRows: [Int] = []
  private var hiddenColumns: [Int] = []

  private enum Kind { case number, shared, formulaText, inlineText, boolean, error, date }

  private var row = 0
  private var column = -1
  private var isInCell = false
  private var kind = Kind.number
  private var format = NumberFormat.number
  private var hasFormula = false
  private var hasValue = false
  private var isInPhonetic = false
  private var takesText = false
  private var bytes: [UInt8] = []

  init(_ workbook: Workbook, strings: [String], formats: [NumberFormat], part: String) {
    self.workbook = workbook
    self.strings = strings
    self.formats = formats
    self.part = part
  }

  func worksheet(_ sheet: Workbook.Sheet) -> Worksheet {
    Worksheet(
      name: sheet.name, isHidden: sheet.isHidden, cells: cells, mergedRanges: merged, hiddenRows: hiddenRows,
      hiddenColumns: hiddenColumns)
  }

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
    case "col" where attributes.isTrue("hidden"):
      guard let first = attributes.integer("min"), let last = attributes.integer("max"), first >= 1, first <= last
      else { return }
      hiddenColumns += (first - 1)..<min(last, CellReference.columnLimit)
    case "mergeCell":
      if let text = attributes["ref"], let range = CellRange(text) { merged.append(range) }
    default: break
    }
  }

  func end(_ name: String) throws {
    switch name {
    case "v", "t": takesText = false
    case "rPh": isInPhonetic = false
    case "c": try endCell()
    default: break
    }
  }

  func text(_ utf8: UnsafeBufferPointer<UInt8>) { if takesText { bytes.append(contentsOf: utf8) } }

  private func startRow(_ attributes: XMLAttributes) throws {
    let next = attributes["r"].map { Int($0) ?? 0 } ?? row + 1
    guard next > row, next <= CellReference.rowLimit else { throw fault("row \(next) after row \(row)") }
    row = next
    column = -1
    if attributes.isTrue("hidden") { hiddenRows.append(row) }
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
    guard let value = try value() else { return }
    // Results that were never computed are zeros, or what stood there before.
    let isUncomputed = hasFormula && workbook.isUncomputed
    cells.append(
      Worksheet.Cell(row: row, column: column, value: isUncomputed ? .uncomputed : value, isFormula: hasFormula))
  }

  /// nil for a cell that holds nothing.
  private func value() throws -> Worksheet.Value? {
    if bytes.isEmpty {
      // A formula may well result in no text; a number it does not give has not been computed.
      if hasFormula && !(kind == .formulaText && hasValue) { return .uncomputed }
      return nil
    }
    switch kind {
    case .number:
      guard let number = number() else { throw fault("number \(text) in \(place)") }
      return shown(number)
    case .shared:
      guard let index = Int(text), strings.indices.contains(index) else { throw fault("string \(text) in \(place)") }
      return strings[index].isEmpty ? nil : .text(strings[index])
    case .formulaText, .inlineText: return .text(EscapedText.decoded(text))
    case .boolean: return .boolean(bytes == [0x31] || text == "true")
    case .error: return .error(text)
    case .date: return .date(text)
    }
  }

  private func shown(_ number: Double) -> Worksheet.Value {
    switch format {
    case .number: return .number(number)
    case .percentage: return .percentage(number)
    case .date(let precision):
      if let date = SerialDate.text(number, uses1904: workbook.uses1904, precision) { return .date(date) }
      return SerialDate.time(number).map { .time($0) } ?? .number(number)
    case .time: return SerialDate.time(number).map { .time($0) } ?? .number(number)
    }
  }

  /// Whole numbers, by far the most, without the general way.
  private func number() -> Double? {
    if bytes.count <= 15, bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      return Double(bytes.reduce(0) { $0 * 10 + Int($1 & 0x0F) })
    }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  private var text: String { String(decoding: bytes, as: UTF8.self) }
  private var place: String { CellReference(row: row, column: column).description }

  private func fault(_ reason: String) -> Diagnostic {
    .brokenPart(workbook.name, part: part, line: nil, reason: reason)
  }
}
