/// How a cell looks, in a workbook that is written.
public struct CellStyle: Sendable, Hashable {
  public enum Form: Sendable, Hashable {
    case general
    /// Text, and what is typed into the cell later stays text: codes keep their points and zeros.
    case text
    /// A whole number with a separator between thousands, the one of the reader's own settings.
    case whole
    /// So many decimals, without a separator between thousands.
    case decimals(Int)
  }

  public enum Alignment: String, Sendable { case left, center, right }
  public enum VerticalAlignment: String, Sendable { case top, center }

  public var form: Form
  public var isBold = false
  /// In points.
  public var size = 11
  /// Of the text and of the ground, as `RRGGBB`; nil for the reader's own.
  public var colour: String?
  public var fill: String?
  /// Thin lines above and below, as `RRGGBB`.
  public var lineAbove: String?
  public var lineBelow: String?
  public var alignment: Alignment?
  /// So far from the edge of the cell, in widths of three blanks; of text that stands to the left.
  public var indent = 0
  public var verticalAlignment: VerticalAlignment?
  /// Whether lines longer than the column are broken.
  public var wraps = false

  public init(_ form: Form = .general) { self.form = form }

  /// Whether a cell without content shows something.
  var isDrawn: Bool { fill != nil || lineAbove != nil || lineBelow != nil }

  // What sheets of plain rows have, in the order in which every workbook has them.
  static let plain = CellStyle()
  static let text = CellStyle(.text)
  static let integer = CellStyle(.whole)
  static let decimal = CellStyle(.decimals(2))
  static let header = with(.text) { $0.isBold = true }
  static let note = with(.text) {
    $0.verticalAlignment = .top
    $0.wraps = true
  }

  private static func with(_ form: Form, _ change: (inout CellStyle) -> Void) -> CellStyle {
    var style = CellStyle(form)
    change(&style)
    return style
  }
}

extension WorkbookWriter {
  /// A style as the cells of this workbook name it.
  public struct Style: Sendable, Hashable {
    /// Its position among the styles of the workbook.
    let index: Int
    let isDrawn: Bool
  }
}

/// The styles of a workbook, each kind of part once.
struct StyleTable: Sendable {
  private var styles: [CellStyle: Int] = [:]
  private var fonts = UniqueParts(["<font><sz val=\"11\"/><name val=\"Calibri\"/></font>"])
  // The first two fills are the format's own.
  private var fills = UniqueParts([
    "<fill><patternFill patternType=\"none\"/></fill>", "<fill><patternFill patternType=\"gray125\"/></fill>",
  ])
  private var borders = UniqueParts(["<border><left/><right/><top/><bottom/><diagonal/></border>"])
  private var formats = UniqueParts([])
  private var cells: [String] = []

  init() {
    for style in [CellStyle.plain, .text, .integer, .decimal, .header, .note] { _ = number(of: style) }
  }

  mutating func number(of style: CellStyle) -> WorkbookWriter.Style {
    if let known = styles[style] { return .init(index: known, isDrawn: style.isDrawn) }
    let format = number(of: style.form)
    let font = fonts.number(
      of: "<font>" + (style.isBold ? "<b/>" : "") + "<sz val=\"\(style.size)\"/>"
        + (style.colour.map { "<color rgb=\"FF\($0)\"/>" } ?? "") + "<name val=\"Calibri\"/></font>")
    let fill = style.fill.map { colour in
      fills.number(
        of: "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF\(colour)\"/><bgColor indexed=\"64\"/>"
          + "</patternFill></fill>")
    }
    func line(_ edge: String, _ colour: String?) -> String {
      colour.map { "<\(edge) style=\"thin\"><color rgb=\"FF\($0)\"/></\(edge)>" } ?? "<\(edge)/>"
    }
    let border = borders.number(
      of: "<border><left/><right/>" + line("top", style.lineAbove) + line("bottom", style.lineBelow)
        + "<diagonal/></border>")
    var text = "<xf numFmtId=\"\(format)\" fontId=\"\(font)\" fillId=\"\(fill ?? 0)\" borderId=\"\(border)\" xfId=\"0\""
    if format != 0 { text += " applyNumberFormat=\"1\"" }
    if font != 0 { text += " applyFont=\"1\"" }
    if fill != nil { text += " applyFill=\"1\"" }
    if border != 0 { text += " applyBorder=\"1\"" }
    var alignment = style.alignment.map { " horizontal=\"\($0.rawValue)\"" } ?? ""
    alignment += style.verticalAlignment.map { " vertical=\"\($0.rawValue)\"" } ?? ""
    if style.indent > 0 { alignment += " indent=\"\(style.indent)\"" }
    if style.wraps { alignment += " wrapText=\"1\"" }
    text += alignment.isEmpty ? "/>" : " applyAlignment=\"1\"><alignment\(alignment)/></xf>"
    styles[style] = cells.count
    cells.append(text)
    return .init(index: cells.count - 1, isDrawn: style.isDrawn)
  }

  /// Formats of the standard have numbers, our own follow 163.
  private mutating func number(of form: CellStyle.Form) -> Int {
    switch form {
    case .general: 0
    case .text: 49
    case .whole: 3
    case .decimals(0): 1
    case .decimals(2): 2
    case .decimals(let count): 164 + formats.number(of: "0." + String(repeating: "0", count: count))
    }
  }

  var xml: String {
    let own = formats.parts.enumerated().map { "<numFmt numFmtId=\"\(164 + $0)\" formatCode=\"\($1)\"/>" }
    return WorkbookWriter.head + "<styleSheet xmlns=\"\(WorkbookWriter.main)\">"
      + (own.isEmpty ? "" : "<numFmts count=\"\(own.count)\">" + own.joined() + "</numFmts>")
      + "<fonts count=\"\(fonts.parts.count)\">" + fonts.parts.joined() + "</fonts>"
      + "<fills count=\"\(fills.parts.count)\">" + fills.parts.joined() + "</fills>"
      + "<borders count=\"\(borders.parts.count)\">" + borders.parts.joined() + "</borders>"
      + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
      + "<cellXfs count=\"\(cells.count)\">" + cells.joined() + "</cellXfs>"
      + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
  }
}

/// Parts of the styles that cells share, by their place.
private struct UniqueParts: Sendable {
  private(set) var parts: [String]

  init(_ parts: [String]) { self.parts = parts }

  mutating func number(of part: String) -> Int {
    if let known = parts.firstIndex(of: part) { return known }
    parts.append(part)
    return parts.count - 1
  }
}
