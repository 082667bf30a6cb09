internal import Spreadsheets

/// What a spreadsheet knows of a cell beyond its text.
enum CellKind: UInt8, Sendable {
  case text, number, date, time
  /// A number in cells that are merged over several rows.
  case mergedNumber
}

extension Worksheet.Value {
  var kind: CellKind {
    switch self {
    case .number: .number
    case .date: .date
    case .time: .time
    // Percentages and truth values are no numbers as they are shown.
    case .text, .percentage, .boolean, .error, .uncomputed: .text
    }
  }

  /// What the cell shows, but for thousands separators and rounding: numbers as few digits as tell them from others.
  var text: String {
    switch self {
    case .text(let text), .date(let text), .time(let text), .error(let text): text
    case .number(let number): Self.text(number)
    case .percentage(let share): Self.text(100 * share) + "%"
    case .boolean(let isTrue): isTrue ? "TRUE" : "FALSE"
    case .uncomputed: ""
    }
  }

  private static func text(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 0x1p53 ? String(Int(number)) : String(number)
  }
}

extension DelimitedTable {
  /// The number in a cell as it is written, or as a spreadsheet holds it.
  func writtenNumber(_ row: Int, _ column: Int) -> WrittenNumber {
    switch kind(row, column) {
    case .text: withCellBytes(row, column) { WrittenNumber($0) }
    case .number: WrittenNumber(typed: Double(cell(row, column)) ?? .nan)
    case .mergedNumber: WrittenNumber(broken: .merged)
    case .date, .time: WrittenNumber(broken: .date)
    }
  }
}
