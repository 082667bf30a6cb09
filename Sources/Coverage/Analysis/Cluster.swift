internal import Boundaries
package import Diagnostics
package import SpatialStatistics

/// A group of under-covered units, one feature of `clusters.geojson`.
package struct Cluster: Sendable {
  package enum Method: String, Sendable, CaseIterable {
    case scan
    case coldSpot = "cold_spot"
    case threshold
  }

  /// From 1, over all methods.
  package let number: Int
  package let method: Method
  /// From 1, within the method.
  package let order: Int
  /// Positions in the layer, ascending.
  package let units: [Int]
  package let counts: CoverageFigures.Counts
  /// Coverage of all other units with data; nil where there are none.
  package let outsideCoverage: Double?
  /// The share of uncovered inside over that outside; nil where nobody outside is uncovered.
  package let relativeRisk: Double?
  /// What the scan says of it; nil for other methods.
  package let scan: ScanCluster?
  /// nil for threshold clusters, which are not tested.
  package let isSignificant: Bool?
  package let summary: Message
}

/// The clusters of all methods, numbered in the order of methods and within each by its own order.
struct ClusterList {
  private(set) var clusters: [Cluster] = []
  private let layer: BoundaryLayer
  private let figures: CoverageFigures

  init(_ layer: BoundaryLayer, _ figures: CoverageFigures) {
    self.layer = layer
    self.figures = figures
  }

  mutating func append(scan found: ScanCluster) {
    append(found.units.sorted(), method: .scan, scan: found)
  }

  /// Components in order of uncovered workers, most first; ties in layer order.
  mutating func append(components: [[Int]], method: Cluster.Method) {
    let sums = components.map { $0.reduce(0) { $0 + (figures.units[$1]?.uncovered ?? 0) } }
    for index in components.indices.sorted(by: { (-sums[$0], $0) < (-sums[$1], $1) }) {
      append(components[index], method: method, scan: nil)
    }
  }

  private mutating func append(_ units: [Int], method: Cluster.Method, scan: ScanCluster?) {
    let counts = units.reduce(CoverageFigures.Counts.zero) { $0 + (figures.units[$1] ?? .zero) }
    let outside = figures.total - counts
    let insideRisk = counts.coverage.map { 1 - $0 }
    let outsideRisk = outside.coverage.map { 1 - $0 }
    let risk =
      scan.map(\.relativeRisk)
      ?? outsideRisk.flatMap { outside in outside > 0 ? insideRisk.map { $0 / outside } : nil }
    let order = clusters.count { $0.method == method } + 1
    clusters.append(
      Cluster(
        number: clusters.count + 1, method: method, order: order, units: units, counts: counts,
        outsideCoverage: outside.coverage, relativeRisk: risk, scan: scan,
        isSignificant: method == .threshold ? nil : true,
        summary: .cluster(
          method, order: order, names: namesByUncovered(units), above: unitsAboveAll(units), counts: counts,
          outside: outside.coverage, scan: scan)))
  }

  /// How many of the units have more coverage than all units together.
  private func unitsAboveAll(_ units: [Int]) -> Int {
    guard let overall = figures.total.coverage else { return 0 }
    return units.count { figures.units[$0]?.coverage.map { $0 > overall } ?? false }
  }

  /// A sentence has room for three names: those where most of the uncovered are.
  private func namesByUncovered(_ units: [Int]) -> [String] {
    func uncovered(_ unit: Int) -> Int { figures.units[unit]?.uncovered ?? 0 }
    return units.sorted { (-uncovered($0), $0) < (-uncovered($1), $1) }.map { layer.units[$0].name }
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

extension CoverageFigures.Counts {
  fileprivate static func - (left: Self, right: Self) -> Self {
    Self(
      eligible: left.eligible - right.eligible, enrolled: left.enrolled - right.enrolled,
      covered: left.covered - right.covered, surplus: left.surplus - right.surplus,
      targetGap: left.targetGap - right.targetGap)
  }
}

extension Message {
  /// A cluster in one sentence for people who read no statistics.
  ///
  /// - Parameter above: how many of its units have more coverage than all units together: a circle takes in what lies
  ///   between low units, and a reader of the map should know.
  fileprivate static func cluster(
    _ method: Cluster.Method, order: Int, names: [String], above: Int, counts: CoverageFigures.Counts,
    outside: Double?, scan: ScanCluster?
  ) -> Message {
    func sentence(_ language: Language) -> String {
      let isIndonesian = language == .indonesian
      func percent(_ share: Double?) -> String {
        share.map { language.text(100 * $0, decimals: 1) + (isIndonesian ? " %" : "%") } ?? "–"
      }
      let shown = names.prefix(3).joined(separator: ", ")
      let rest = names.count - min(3, names.count)
      let uncovered = language.text(counts.uncovered)
      let eligible = language.text(counts.eligible)
      let inside = percent(counts.coverage)
      let other = percent(outside)
      if isIndonesian {
        let place = rest > 0 ? "\(shown), dan \(rest) wilayah lain" : shown
        let facts =
          "\(uncovered) dari \(eligible) pekerja belum terlindungi (cakupan \(inside); di luar kelompok ini \(other))"
        switch method {
        case .scan:
          let p = scan?.pValue.map { language.text($0, significant: 2) } ?? "–"
          return
            "Kantong cakupan rendah \(order) – \(place): \(facts)"
            + (above > 0 ? "; \(above) dari \(names.count) wilayahnya di atas cakupan seluruh peta" : "")
            + "; bila cakupan sebenarnya merata, kantong sekuat ini "
            + "hanya muncul dengan peluang \(p)."
        case .coldSpot:
          return
            "Titik dingin \(order) – \(place): \(facts); cakupan di sini dan di sekitarnya lebih rendah daripada yang "
            + "dapat dijelaskan oleh kebetulan."
        case .threshold:
          return "Kelompok di bawah ambang \(order) – \(place): \(facts); tanpa uji statistik."
        }
      }
      let place = rest > 0 ? "\(shown) and \(rest) more" : shown
      let facts = "\(uncovered) of \(eligible) workers are uncovered (coverage \(inside), elsewhere \(other))"
      switch method {
      case .scan:
        let p = scan?.pValue.map { language.text($0, significant: 2) } ?? "–"
        return
          "Low-coverage cluster \(order) – \(place): \(facts)"
          + (above > 0 ? "; \(above) of its \(names.count) units are above the coverage of the whole map" : "")
          + "; if coverage were even, a cluster this strong would turn "
          + "up with probability \(p)."
      case .coldSpot:
        return "Cold spot \(order) – \(place): \(facts); coverage here and around is lower than chance explains."
      case .threshold:
        return "Below-threshold group \(order) – \(place): \(facts); not a statistical test."
      }
    }
    return Message(id: sentence(.indonesian), en: sentence(.english))
  }
}
