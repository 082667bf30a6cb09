extension Join {
  /// The join as far as it may be published: without withheld counts, without workers in the ledgers, whose sums
  /// include units that lack a count, and without the cells of rejected rows.
  ///
  /// - Parameter cells: by segment, then by unit: whether its enrolled workers are withheld.
  package func withholding(_ cells: [[Bool]]) -> Join {
    var copy = self
    for segment in enrolled.indices {
      for unit in enrolled[segment].indices where cells[segment][unit] {
        copy.enrolled[segment][unit] = nil
      }
    }
    for index in ledgers.indices {
      copy.ledgers[index].used.enrolled = nil
      copy.ledgers[index].incomplete.enrolled = nil
      copy.ledgers[index].rejected.enrolled = nil
    }
    copy.rejections = rejections.map { $0.withoutCounts }
    return copy
  }
}

extension Rejection {
  fileprivate var withoutCounts: Rejection {
    Rejection(
      table: table, line: line, place: place, reason: reason, value: value, candidates: candidates, cells: [],
      enrolled: nil,
      eligible: eligible)
  }
}
