/// Which columns a table was read from.
public struct ColumnUse: Sendable {
  package let period: String?
  package let used: [String]
  package let unused: [String]
  package let hasEnrolled: Bool
  package let hasEligible: Bool

  package init(_ table: CountTable) {
    let columns = table.columns
    let header = table.table.header
    let indices =
      [columns.code, columns.name].compactMap { $0 } + columns.parents.map(\.column)
      + [columns.segment, columns.period, columns.periodYear].compactMap { $0 } + columns.enrolled.map(\.column)
      + columns.eligible.map(\.column)
    period = table.period
    used = indices.map { header[$0] }
    unused = columns.unused.filter { !$0.isEmpty }
    hasEnrolled = !columns.enrolled.isEmpty
    hasEligible = !columns.eligible.isEmpty
  }
}
