/// Writes the cells of a sheet one by one, each row from its first column on.
///
/// - Text is never a formula, whatever it starts with, and keeps the signs that XML cannot hold. More than 32,767 UTF-16
///   units do not fit into a cell: what is longer is cut, and ends with an ellipsis.
/// - A formula stands with its value, which is shown by whatever does not compute: viewers, and Excel before editing is
///   allowed.
public struct SheetWriter: Sendable {
  public typealias Style = WorkbookWriter.Style

  /// At most 31 signs, none of `[]:*?/\`, and no other sheet has it.
  public let name: String
  public var layout = SheetLayout()
  /// The row that is open or was written last, from 1.
  public private(set) var row = 0
  /// How many rows a sheet can have.
  public static let rowLimit = CellReference.rowLimit

  private var bytes: [UInt8] = []
  private var column = 0
  private var width = 0
  private var letters: [[UInt8]] = []
  private var rowDigits: [UInt8] = []

  public init(name: String) {
    precondition((1...31).contains(name.utf16.count) && !name.contains { "[]:*?/\\".contains($0) })
    self.name = name
  }

  // MARK: Rows

  /// - Parameter height: in points; as high as its lines need if nil.
  public mutating func startRow(height: Double? = nil) {
    precondition(row < CellReference.rowLimit, "a sheet has no more rows")
    row += 1
    column = 0
    rowDigits.removeAll(keepingCapacity: true)
    Self.append(digits: UInt(row), to: &rowDigits)
    bytes += "<row r=\"".utf8
    bytes += rowDigits
    if let height { bytes += "\" ht=\"\(height)\" customHeight=\"1".utf8 }
    bytes += "\">".utf8
  }

  public mutating func endRow() {
    width = max(width, column)
    bytes += "</row>".utf8
  }

  // MARK: Cells

  /// A cell without content; one whose style shows nothing is left out.
  public mutating func appendEmpty(_ style: Style? = nil) {
    if let style, style.isDrawn {
      open(style)
      bytes += "/>".utf8
    } else {
      column += 1
    }
  }

  public mutating func append(_ text: String, _ style: Style) {
    open(style)
    bytes += " t=\"inlineStr\"><is><t xml:space=\"preserve\">".utf8
    XMLText.append(CellText.cut(text), to: &bytes)
    bytes += "</t></is></c>".utf8
  }

  public mutating func append(_ number: Int, _ style: Style) {
    open(style)
    bytes += "><v>".utf8
    append(number)
    bytes += "</v></c>".utf8
  }

  /// A number with two decimals, given in hundredths.
  public mutating func append(hundredths: Int, _ style: Style) {
    open(style)
    bytes += "><v>".utf8
    if hundredths < 0 { bytes.append(UInt8(ascii: "-")) }
    let (units, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    Self.append(digits: units, to: &bytes)
    if rest > 0 {
      bytes.append(UInt8(ascii: "."))
      bytes.append(0x30 + UInt8(truncatingIfNeeded: rest / 10))
      if rest % 10 > 0 { bytes.append(0x30 + UInt8(rest % 10)) }
    }
    bytes += "</v></c>".utf8
  }

  /// - Precondition: the number is finite.
  public mutating func append(_ number: Double, _ style: Style) {
    precondition(number.isFinite, "a cell holds finite numbers")
    open(style)
    bytes += "><v>\(number)</v></c>".utf8
  }

  public mutating func append(_ value: Bool, _ style: Style) {
    open(style)
    bytes += value ? " t=\"b\"><v>1</v></c>".utf8 : " t=\"b\"><v>0</v></c>".utf8
  }

  /// What a formula results in.
  public enum FormulaValue: Sendable, Hashable {
    case whole(Int)
    /// Must be finite.
    case number(Double)
    /// Text without signs, as of `IF(A1>0,1/A1,"")`.
    case blank
  }

  /// - Parameters:
  ///   - formula: without the sign of equality in front, with English names and commas between arguments, as files have it.
  ///   - value: what it results in.
  ///   - style: of the cell.
  public mutating func append(formula: String, _ value: FormulaValue, _ style: Style) {
    open(style)
    if value == .blank { bytes += " t=\"str\"".utf8 }
    bytes += "><f>".utf8
    XMLText.append(formula, to: &bytes)
    bytes += "</f><v>".utf8
    switch value {
    case .whole(let number): append(number)
    case .number(let number):
      precondition(number.isFinite, "a cell holds finite numbers")
      bytes += "\(number)".utf8
    case .blank: break
    }
    bytes += "</v></c>".utf8
  }

  private mutating func open(_ style: Style) {
    while letters.count <= column { letters.append(Array(CellReference.letters(ofColumn: letters.count).utf8)) }
    bytes += "<c r=\"".utf8
    bytes += letters[column]
    bytes += rowDigits
    bytes += "\" s=\"".utf8
    Self.append(digits: UInt(style.index), to: &bytes)
    bytes.append(UInt8(ascii: "\""))
    column += 1
  }

  private mutating func append(_ number: Int) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    Self.append(digits: number.magnitude, to: &bytes)
  }

  /// Static, because a copy of the writer beside its own bytes would make each call copy them all.
  private static func append(digits number: UInt, to bytes: inout [UInt8]) {
    var divisor: UInt = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }

  // MARK: The whole

  /// The XML of the sheet.
  /// - Parameter number: from 1, among the sheets of the workbook.
  func xml(number: Int) -> [UInt8] {
    let corner = width == 0 ? "A1" : CellReference(row: row, column: width - 1).description
    let dimension = "A1:\(corner)"
    return Array(layout.head(dimension: dimension, isFirst: number == 1).utf8) + bytes
      + layout.tail(sheet: number, dimension: dimension).utf8
  }
}

/// What a cell can hold.
enum CellText {
  /// What the format allows in a cell, in UTF-16 units.
  static let limit = 32_767

  static func cut(_ text: String) -> String {
    guard text.utf8.count > limit, text.utf16.count > limit else { return text }
    var short = text
    while short.utf16.count > limit - 1 { short.removeLast() }
    return short + "\u{2026}"
  }
}

/// Text within XML, in elements and in attributes.
enum XMLText {
  static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { source in
      if source.allSatisfy({ isPlain[Int($0)] }) {
        bytes.append(contentsOf: source)
      } else {
        append(encoding: String(decoding: source, as: UTF8.self), to: &bytes)
      }
    }
  }

  /// Bytes that mean nothing to XML, and of which no escape can be part.
  private static let isPlain: [Bool] = (0..<256).map { byte in
    byte >= 0x20 && byte != 0x5F && byte != 0xEF && !"&<>\"".utf8.contains(UInt8(byte))
  }

  private static func append(encoding text: String, to bytes: inout [UInt8]) {
    for byte in EscapedText.encoded(text).utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      default: bytes.append(byte)
      }
    }
  }

  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
