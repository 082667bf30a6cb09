internal import Boundaries
public import Diagnostics
public import SpatialStatistics

/// A group of under-covered units, one feature of `clusters.geojson`.
public struct Cluster: Sendable {
  public enum Method: String, Sendable, CaseIterable {
    case scan
    case coldSpot = "cold_spot"
    case threshold
  }

  /// From 1, over all methods.
  public let number: Int
  public let method: Method
  /// From 1, within the method.
  public let order: Int
  /// Positions in the layer, ascending.
  public let units: [Int]
  public let counts: CoverageFigures.Counts
  /// Coverage of all other units with data; nil where there are none.
  public let outsideCoverage: Double?
  /// The share of uncovered inside over that outside; nil where nobody outside is uncovered.
  public let relativeRisk: Double?
  /// What the scan says of it; nil for other methods.
  public let scan: ScanCluster?
  /// Positions of the units that the scan is sure of, ascending; nil for other methods and where it does not say.
  public let core: [Int]?
  /// How much lower coverage is inside than outside, from 0 to 1; nil where all units with data are in the cluster.
  public let difference: Double?
  /// nil for threshold clusters, which are not tested.
  public let isSignificant: Bool?
  public let summary: Message
  /// The same without what chance has to do with it, for lists that say so once for all.
  package let brief: Message
}

/// The clusters of all methods, numbered in the order of methods and within each by its own order.
struct ClusterList {
  private(set) var clusters: [Cluster] = []
  private let layer: BoundaryLayer
  private let figures: CoverageFigures
  private let titles: [String]

  init(_ analysis: Analysis) {
    layer = analysis.layer
    figures = analysis.figures
    titles = analysis.titles
  }

  /// - Parameter variation: τ in points.
  mutating func append(_ found: ScanFindings.Found, of scan: ScanFindings, variation: Double?) {
    let core = found.core.map { namesByUncovered($0.filter { !isNotLow($0) }) }
    append(
      found.window.units.sorted(), method: .scan, scan: found.window, core: found.core,
      test: ClusterSentence.Test(
        model: scan.model, core: core, pValue: found.window.pValue, level: layer.level, units: found.among,
        isRest: found.among < scan.units,
        variation: variation))
  }

  /// Components in order of uncovered workers, most first; ties in layer order.
  mutating func append(components: [[Int]], method: Cluster.Method) {
    let sums = components.map { $0.reduce(0) { $0 + (figures.units[$1]?.uncovered ?? 0) } }
    for index in components.indices.sorted(by: { (-sums[$0], $0) < (-sums[$1], $1) }) {
      append(components[index], method: method)
    }
  }

  private mutating func append(
    _ units: [Int], method: Cluster.Method, scan: ScanCluster? = nil, core: [Int]? = nil,
    test: ClusterSentence.Test? = nil
  ) {
    let counts = units.reduce(CoverageFigures.Counts.zero) { $0 + (figures.units[$1] ?? .zero) }
    let outside = (figures.total - counts).coverage
    let risk = counts.coverage.flatMap { inside in
      outside.flatMap { $0 < 1 ? (1 - inside) / (1 - $0) : nil }
    }
    let order = clusters.count { $0.method == method } + 1
    let low = units.filter { !isNotLow($0) }
    let sentence = ClusterSentence(
      method: method, order: order, counts: counts, outside: outside,
      low: namesByUncovered(method == .scan ? low : units),
      notLow: method == .scan ? namesByUncovered(units.filter(isNotLow)) : [], test: test)
    clusters.append(
      Cluster(
        number: clusters.count + 1, method: method, order: order, units: units, counts: counts,
        outsideCoverage: outside, relativeRisk: risk, scan: scan, core: core, difference: figures.difference(of: units),
        isSignificant: method == .threshold ? nil : true,
        summary: sentence.message, brief: sentence.brief))
  }

  /// Whether a unit has as much coverage as all units together, or more.
  private func isNotLow(_ unit: Int) -> Bool {
    guard let overall = figures.total.coverage, let own = figures.units[unit]?.coverage else { return false }
    return own >= overall
  }

  /// Names, those where most of the uncovered are first.
  func namesByUncovered(_ units: [Int]) -> [String] {
    func uncovered(_ unit: Int) -> Int { figures.units[unit]?.uncovered ?? 0 }
    return units.sorted { (-uncovered($0), $0) < (-uncovered($1), $1) }.map { titles[$0] }
  }

  /// For each unit the number of its cluster by that method.
  func number(of method: Cluster.Method, unitCount: Int) -> [Int?] {
    var numbers = [Int?](repeating: nil, count: unitCount)
    for cluster in clusters where cluster.method == method {
      for unit in cluster.units { numbers[unit] = cluster.number }
    }
    return numbers
  }
}

extension CoverageFigures {
  /// How much lower coverage is in some units than in all others, from 0 to 1; nil where either have no workers.
  func difference(of units: [Int]) -> Double? {
    let counts = units.reduce(Counts.zero) { $0 + (self.units[$1] ?? .zero) }
    guard let inside = counts.coverage, let outside = (total - counts).coverage else { return nil }
    return outside - inside
  }
}

extension CoverageFigures.Counts {
  fileprivate static func - (left: Self, right: Self) -> Self {
    Self(
      eligible: left.eligible - right.eligible, enrolled: left.enrolled - right.enrolled,
      covered: left.covered - right.covered, surplus: left.surplus - right.surplus,
      targetGap: left.targetGap - right.targetGap)
  }
}
