/// The two orders of units, which are never mixed.
public enum Ranking: String, Sendable, CaseIterable {
  /// Where most people are uncovered.
  case uncovered
  /// Where cover is thinnest.
  case coverage

  /// Ranks from 1, smallest value first; ties share the better rank ("1, 2, 2, 4"); nil is unranked.
  static func ranks(_ values: [Double?]) -> [Int?] {
    let order = values.indices.filter { values[$0] != nil }.sorted { (values[$0]!, $0) < (values[$1]!, $1) }
    var ranks = [Int?](repeating: nil, count: values.count)
    for (position, unit) in order.enumerated() {
      let tied = position > 0 && values[order[position - 1]] == values[unit]
      ranks[unit] = tied ? ranks[order[position - 1]] : position + 1
    }
    return ranks
  }

  /// Units in rank order, ties in layer order, unranked units last.
  func order(_ figures: CoverageFigures) -> [Int] {
    let ranks = self == .uncovered ? figures.rankByUncovered : figures.rankByCoverage
    return ranks.indices.sorted { (ranks[$0] ?? .max, $0) < (ranks[$1] ?? .max, $1) }
  }
}
