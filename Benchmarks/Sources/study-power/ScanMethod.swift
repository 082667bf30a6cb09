import SpatialStatistics
import SpatialWeights

/// The scan as it may be asked for.
enum ScanMethod: String, CaseIterable, Sendable {
  /// As `analyze` runs it unless told otherwise.
  case `default` = "scan, 25 %"
  /// Windows of up to half of the eligible.
  case half = "scan, 50 %"
  case elliptic = "elliptic"
  case flexible = "flexible"
  /// Further clusters from the first scan's replicates.
  case standard = "scan, 25 %, secondary standard"
  case bernoulli = "Bernoulli, 50 %"
  /// The weighted normal scan of rates with populations as weights, as SaTScan is used.
  case populationWeights = "w = n, 50 %"

  /// A cluster, significant or not.
  struct Found: Sendable {
    let units: [Int]
    let pValue: Double
    /// By unit; empty where the method has none.
    var certainty: [Double?] = []
  }

  /// Clusters with p ≤ α, or else the most likely one.
  func clusters(
    of map: SimulatedMap, on geography: Geography, replications: Int, seed: UInt64, alpha: Double = 0.05
  ) throws -> [Found] {
    let places = ScanPlaces(
      x: geography.x, y: geography.y, metric: geography.isGeographic ? .geodesic() : .plane)
    var statistic = ScanStatistic(
      shape: self == .elliptic ? .elliptic : self == .flexible ? .flexible : .circular, maximumShare: 0.25,
      minimumUnits: 2, replicates: replications, seed: seed)
    switch self {
    case .default, .half, .elliptic, .flexible, .standard:
      if self == .half { statistic.maximumShare = 0.5 }
      let scan = OverdispersedScan(
        statistic: statistic, secondary: self == .standard ? .standard : .iterative, alpha: alpha)
      let findings = try scan.findings(
        at: places, eligible: map.eligible, covered: map.covered, neighbours: geography.weights)
      if findings.clusters.isEmpty {
        return findings.rejected.map { [Found(units: $0.units, pValue: $0.pValue ?? 1)] } ?? []
      }
      let certainty = findings.clusters.certainty(units: geography.count)
      return findings.clusters.map {
        Found(units: $0.window.units, pValue: $0.window.pValue ?? 1, certainty: certainty)
      }
    case .bernoulli, .populationWeights:
      statistic.maximumShare = 0.5
      statistic.minimumUnits = 1
      let sample = ScanSample(
        values: zip(map.covered, map.eligible).map { Double($0) / Double($1) },
        weights: map.eligible.map { Double($0) },
        sizes: map.eligible)
      let result =
        self == .bernoulli
        ? try statistic.clusters(at: places, eligible: map.eligible, covered: map.covered)
        : try statistic.clusters(at: places, of: sample)
      let found = result.clusters.map { Found(units: $0.units, pValue: $0.pValue ?? 1) }
      return found.enumerated().filter { $0.offset == 0 || $0.element.pValue <= alpha }.map(\.element)
    }
  }
}
