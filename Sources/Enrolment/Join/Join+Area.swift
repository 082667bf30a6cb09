package import Areas
package import Boundaries

extension Join {
  /// Whether each unit has any count.
  package var unitsWithCounts: [Bool] {
    let columns = enrolled + eligible
    return (columns.first ?? []).indices.map { unit in columns.contains { $0[unit] != nil } }
  }

  /// The join with a part of the layer, of which rows that belong to the rest are set aside rather than rejected.
  ///
  /// - Parameters:
  ///   - tables: as they were joined to the whole layer.
  ///   - part: of the layer that this join is with.
  ///   - stated: the code system that was stated.
  /// - Throws: as `init`.
  package func restricted(
    _ tables: Tables, to part: BoundaryLayer, stated: CodeSystem?
  ) throws -> Join {
    var join = try Join(part, tables, stated: stated)
    let rejectedBefore = Set(rejections.map { "\($0.table)\u{1F}\($0.line)" })
    let outside = join.rejections.filter { !rejectedBefore.contains("\($0.table)\u{1F}\($0.line)") }
    if outside.isEmpty { return join }
    join.rejections.removeAll { !rejectedBefore.contains("\($0.table)\u{1F}\($0.line)") }
    for index in join.ledgers.indices {
      for row in outside where row.table == join.ledgers[index].table {
        let sum = Ledger.Sum(rows: 1, enrolled: row.enrolled, eligible: row.eligible)
        join.ledgers[index].rejected = join.ledgers[index].rejected - sum
        join.ledgers[index].outsideArea = join.ledgers[index].outsideArea + sum
      }
    }
    return join
  }
}
