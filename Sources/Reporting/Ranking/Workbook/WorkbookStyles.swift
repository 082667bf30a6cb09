internal import Coverage
internal import GeoJSON
internal import Spreadsheets

/// How the cells of `ranking.xlsx` look.
struct WorkbookStyles {
  typealias Style = WorkbookWriter.Style

  /// The cells of one kind of row.
  struct Cells {
    let text, wrapped, rank, whole, one, two, four: Style

    /// - Parameter row: how the row looks.
    init(_ book: inout WorkbookWriter, _ row: (inout CellStyle) -> Void) {
      func style(_ form: CellStyle.Form, _ change: (inout CellStyle) -> Void = { _ in }) -> Style {
        var style = CellStyle(form)
        style.verticalAlignment = .top
        row(&style)
        change(&style)
        return book.style(style)
      }
      // Apart from numbers that stand to the right of the column before.
      func indented(_ style: inout CellStyle) {
        style.alignment = .left
        style.indent = 1
      }
      text = style(.text) { indented(&$0) }
      wrapped = style(.text) {
        indented(&$0)
        $0.wraps = true
      }
      rank = style(.decimals(0)) { $0.alignment = .center }
      whole = style(.whole)
      one = style(.decimals(1))
      two = style(.decimals(2))
      four = style(.decimals(4))
    }

    /// As a figure is shown: percentages, kilometres and areas with one decimal.
    subscript(_ description: FigureDescription) -> Style {
      switch description.kind {
      case .text, .boolean: text
      case .integer: whole
      case .number: description.measure == nil ? two : one
      }
    }
  }

  let title, line, caveat, section: Style
  /// Headers of what is printed, and of what stands to its right.
  let header, numberHeader, rankHeader, detailHeader, numberDetailHeader: Style
  let body, total: Cells

  static let coverageBar = "9DC3E6"
  static let uncoveredBar = "F8CBAD"
  private static let rule = "D9D9D9"
  private static let ground = "DDEBF7"
  private static let edge = "7F7F7F"

  init(_ book: inout WorkbookWriter) {
    func style(_ change: (inout CellStyle) -> Void) -> Style {
      var style = CellStyle(.text)
      change(&style)
      return book.style(style)
    }
    title = style {
      $0.isBold = true
      $0.size = 14
    }
    line = style { $0.colour = "404040" }
    caveat = style {
      $0.isBold = true
      $0.colour = "9C0006"
    }
    section = style {
      $0.isBold = true
      $0.verticalAlignment = .top
    }
    func header(_ ground: String, _ alignment: CellStyle.Alignment?) -> Style {
      style {
        $0.isBold = true
        $0.fill = ground
        $0.lineBelow = Self.edge
        $0.alignment = alignment
        $0.indent = alignment == .left ? 1 : 0
        $0.verticalAlignment = .center
        $0.wraps = true
      }
    }
    self.header = header(Self.ground, .left)
    numberHeader = header(Self.ground, .right)
    rankHeader = header(Self.ground, .center)
    detailHeader = header("EDEDED", .left)
    numberDetailHeader = header("EDEDED", .right)
    body = Cells(&book) { $0.lineBelow = Self.rule }
    total = Cells(&book) {
      $0.isBold = true
      $0.fill = Self.ground
      $0.lineAbove = Self.edge
    }
  }
}

extension SheetWriter {
  /// A value of a figure as the sheet shows it: codes and truths in words, numbers with the two decimals of
  /// `ranking.csv`.
  mutating func append(
    _ values: Property.Values, _ position: Int, _ style: Style, words: [String: String] = [:],
    truths: (yes: String, no: String)
  ) {
    switch values {
    case .text(let texts):
      guard let text = texts[position], !text.isEmpty else { return appendEmpty(style) }
      append(words.isEmpty ? text : words[text] ?? text, style)
    case .integer(let numbers):
      if let number = numbers[position] { append(number, style) } else { appendEmpty(style) }
    case .number(let numbers, _), .unroundedNumber(let numbers): append(numbers[position], style)
    case .boolean(let values):
      guard let value = values[position] else { return appendEmpty(style) }
      append(value ? truths.yes : truths.no, style)
    }
  }

  /// Rounded to two decimals; empty for what is no number.
  mutating func append(_ number: Double?, _ style: Style) {
    guard let number, number.isFinite else { return appendEmpty(style) }
    let hundredths = Property.Values.hundredths(number)
    if hundredths.magnitude < 0x1p53 {
      append(hundredths: Int(hundredths), style)
    } else {
      append(number, style)
    }
  }

  /// What a formula would result in, as a value.
  mutating func append(_ value: FormulaValue, _ style: Style) {
    switch value {
    case .whole(let number): append(number, style)
    case .number(let number): append(number, style)
    case .blank: appendEmpty(style)
    }
  }
}
