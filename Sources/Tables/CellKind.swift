internal import Spreadsheets

/// What a spreadsheet knows of a cell beyond its text; delimited text knows nothing, and all its cells are `text`.
public enum CellKind: UInt8, Sendable {
  case text, number
  /// A number shown as a percentage; its text ends with `%`.
  case percentage
  case date, time, boolean
  /// `#N/A`, `#REF!`, …
  case error
  /// A formula whose result the file does not hold; its text is empty.
  case uncomputed

  init(_ kind: Worksheet.Kind) {
    switch kind {
    case .text: self = .text
    case .number: self = .number
    case .percentage: self = .percentage
    case .date: self = .date
    case .time: self = .time
    case .boolean: self = .boolean
    case .error: self = .error
    case .uncomputed: self = .uncomputed
    }
  }
}

extension DelimitedTable {
  /// The number in a cell as it is written, or as a spreadsheet holds it.
  func writtenNumber(_ row: Int, _ column: Int) -> WrittenNumber {
    grid.writtenNumber(gridRow(row), column)
  }
}

extension TableGrid {
  /// The number in a cell as it is written, or as a spreadsheet holds it.
  func writtenNumber(_ row: Int, _ column: Int) -> WrittenNumber {
    switch kind(row, column) {
    case .number where isMergedDown(row, column): WrittenNumber(broken: .merged)
    case .number: withCellBytes(row, column) { WrittenNumber(typedText: $0) }
    case .date, .time: WrittenNumber(broken: .date)
    // Percentages and truth values are no numbers as they are shown.
    case .text, .percentage, .boolean, .error, .uncomputed: withCellBytes(row, column) { WrittenNumber($0) }
    }
  }
}
