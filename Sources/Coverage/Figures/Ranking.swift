/// The two orders of units, which are never mixed.
public enum Ranking: String, Sendable, CaseIterable {
  /// Where most people are uncovered.
  case uncovered
  /// Where cover is thinnest.
  case coverage

  /// Ranks from 1, smallest value first; ties share the better rank ("1, 2, 2, 4"); nil is unranked.
  static func ranks(_ values: [Double?]) -> [Int?] {
    var order = values.enumerated().compactMap { unit, value in value.map { (value: $0, unit: unit) } }
    order.sort { $0 < $1 }
    var ranks = [Int?](repeating: nil, count: values.count)
    for (position, (value, unit)) in order.enumerated() {
      let isTied = position > 0 && order[position - 1].value == value
      ranks[unit] = isTied ? ranks[order[position - 1].unit] : position + 1
    }
    return ranks
  }

  /// Units in rank order, ties in layer order, unranked units last.
  package func order(_ figures: CoverageFigures) -> [Int] {
    let ranks = self == .uncovered ? figures.rankByUncovered : figures.rankByCoverage
    let order = ranks.enumerated().map { unit, rank in (rank: rank ?? .max, unit: unit) }
    return order.sorted { $0 < $1 }.map(\.unit)
  }
}
