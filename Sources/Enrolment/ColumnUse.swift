internal import Diagnostics
public import TableReading

/// How a table was read: each column with its meaning, and the rows that are no units.
public struct ColumnUse: Sendable {
  /// The file's name.
  public let table: String
  package let period: String?
  package let used: [String]
  package let unused: [String]
  package let hasEnrolled: Bool
  package let hasEligible: Bool
  public let columns: [ColumnReading]
  public let setAside: [SetAsideRow]
  /// How many rows count units.
  public let rowCount: Int
  private let reading: TableReading
  private let sums: Set<Int>

  /// The table as it was understood.
  package var clean: CleanTable { CleanTable(reading, without: sums) }

  /// - Parameters:
  ///   - table: what was read.
  ///   - join: what became of its rows.
  package init(_ table: CountTable, _ join: Join? = nil) {
    sums = join?.sumRows[table.table.name] ?? []
    let reading = table.reading
    self.table = reading.table.name
    period = reading.period
    columns = reading.columns
    let found = sums.sorted().map {
      SetAsideRow(kind: .sum, line: reading.table.lineNumber($0), text: reading.name($0))
    }
    setAside = (reading.setAside + found).sorted { $0.line < $1.line }
    rowCount = reading.rows.count - sums.count
    func isUsed(_ column: ColumnReading) -> Bool {
      if case .ignored = column.meaning { false } else { column.meaning != .runningNumber }
    }
    used = reading.columns.filter(isUsed).map(\.header)
    unused = reading.columns.filter { !isUsed($0) }.map(\.header).filter { !$0.isEmpty }
    hasEnrolled = !reading.enrolled.isEmpty
    hasEligible = !reading.eligible.isEmpty
    self.reading = reading
  }
}
