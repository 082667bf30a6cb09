public import SpatialWeights

/// The scan for low coverage where units differ by more than chance, as they do wherever thousands of people are counted
/// in each: the weighted normal scan with the weights of ``BetweenUnitVariation``, made robust by ``ClippedRates``, with
/// residuals permuted among units of like size, and further clusters by iteration.
///
/// m₀ = min(P, μ) of the whole map is the ceiling throughout: below it a window's weighted mean must lie, also when
/// clusters have been taken out. A cluster is found where p ≤ α and its coverage is below that of the whole map.
///
/// Units without eligible people take no part. Where all are covered, or none, or fewer than two units have people,
/// there is nothing to find. The same for any number of threads and order of the units.
public struct OverdispersedScan: Sendable {
  /// How clusters after the first are found.
  public enum Secondary: String, Sendable, CaseIterable {
    /// A cluster's units are taken out, weights, clipping and strata are made anew on the rest, and the scan is repeated
    /// until nothing is found (Zhang, Assunção & Kulldorff 2010, "Spatial scan statistics adjusted for multiple clusters",
    /// Journal of Probability and Statistics). The largest window is a share of what remains. A second cluster half as
    /// deep as the first is found nearly as often as if it were alone.
    case iterative
    /// The next highest windows that share no unit with one already found, each with the p-value that its ratio would
    /// have as the highest: conservative, and blind to clusters that the first makes look small.
    case standard
  }

  /// Coverage, in units of the residual, that members of a connected set must have or less: a fifth of units have it
  /// where residuals are normal (Tango & Takahashi 2012).
  public static let lowResidual = -0.84
  /// A unit whose certainty is at least this belongs to the core of its cluster.
  public static let coreCertainty = 0.9

  /// Windows, replicates and threads.
  public var statistic: ScanStatistic
  public var secondary: Secondary
  /// α.
  public var alpha: Double

  public init(
    statistic: ScanStatistic = ScanStatistic(maximumShare: 0.25, minimumUnits: 2), secondary: Secondary = .iterative,
    alpha: Double = 0.05
  ) {
    self.statistic = statistic
    self.secondary = secondary
    self.alpha = alpha
  }

  /// A cluster with p ≤ α.
  public struct Cluster: Sendable, Hashable {
    public let window: ScanCluster
    /// For each unit how sure the cluster is of it, from 0 to 1, on a map without the other clusters; nil for units that
    /// take no part and those of other clusters, and for all where the shape is flexible. Of several clusters found without
    /// iteration only the units in one of them have a value, each from its own.
    ///
    /// A cluster of k units is taken for as likely as 1/k beforehand (see ``ScanStatistic/WindowPrior``), which is right
    /// more often than to take all windows for equally likely: that says too much of units at the edge.
    ///
    /// Methods state it for the round that found a cluster. The clusters of later rounds are taken out here as well, as
    /// those of earlier ones are: else of two equally strong ones the first would be sure of nothing.
    public let certainty: [Double?]
    /// The units of which the cluster is sure, in the order of the window; none is sure where several windows are about
    /// as good. nil where the shape is flexible.
    public let core: [Int]?
  }

  public struct Findings: Sendable {
    /// Of the whole map; nil where there is none.
    public let variation: BetweenUnitVariation?
    /// In the order in which they were found.
    public let clusters: [Cluster]
    /// The most likely cluster that was not found significant, or not below the coverage of the whole map; nil where no
    /// window was left.
    public let rejected: ScanCluster?
    /// The highest statistics of the first round's replicates.
    public let replicateMaxima: [Double]
  }

  /// Finds clusters of low coverage.
  ///
  /// - Parameters:
  ///   - places: where the units are.
  ///   - eligible: people who should be covered; 0 for units that take no part.
  ///   - covered: those who are, at most the eligible.
  ///   - neighbours: which units touch, for the flexible shape.
  /// - Throws: a `Diagnostic` for input or settings that are impossible, and what `statistic.progress` throws.
  /// - Complexity: that of ``ScanStatistic``, once for each cluster and once more.
  public func findings(
    at places: ScanPlaces, eligible: [Int], covered: [Int], neighbours: SpatialWeights? = nil
  ) throws -> Findings {
    let whole = try BetweenUnitVariation(covered: covered, eligible: eligible)
    guard let whole else {
      return Findings(
        variation: nil, clusters: [], rejected: nil, replicateMaxima: [])
    }
    var clusters: [ScanCluster] = []
    var rejected: ScanCluster?
    var maxima: [Double]?
    var round = 0
    repeat {
      guard let sample = try sample(without: clusters, eligible, covered, ceiling: whole.ceiling) else { break }
      var scan = statistic
      scan.round = round
      scan.largestPValue = 1
      if secondary == .iterative { scan.mostClusters = 1 }
      let found = try scan.clusters(at: places, of: sample, neighbours: neighbours)
      if maxima == nil { maxima = found.replicateMaxima }
      let low = found.clusters.prefix { $0.pValue.map { $0 <= alpha } ?? false }.filter { window in
        let (n, c) = window.units.reduce((0.0, 0.0)) { ($0.0 + Double(eligible[$1]), $0.1 + Double(covered[$1])) }
        return c / n < whole.overallRate
      }
      rejected = found.clusters.first { !low.contains($0) }
      clusters += low
      if low.isEmpty { break }
      round += 1
    } while secondary == .iterative
    let certainties = try certainties(of: clusters, places, eligible, covered, whole.ceiling)
    return Findings(
      variation: whole,
      clusters: zip(clusters, certainties).map { cluster, certainty in
        Cluster(
          window: cluster, certainty: certainty,
          core: statistic.shape == .flexible
            ? nil : cluster.units.filter { certainty[$0] ?? 0 >= Self.coreCertainty })
      },
      rejected: rejected, replicateMaxima: maxima ?? [])
  }

  /// The values of all units but those of some clusters, as if the map had no others.
  private func sample(
    without clusters: [ScanCluster], _ eligible: [Int], _ covered: [Int], ceiling: Double
  ) throws -> ScanSample? {
    var (eligible, covered) = (eligible, covered)
    for unit in clusters.lazy.flatMap(\.units) { (eligible[unit], covered[unit]) = (0, 0) }
    guard let variation = try BetweenUnitVariation(covered: covered, eligible: eligible) else { return nil }
    let clipped = ClippedRates(
      rates: zip(covered, eligible).map { $1 > 0 ? Double($0) / Double($1) : nil }, weights: variation.weights,
      mean: variation.mean)
    return ScanSample(
      values: clipped.values, weights: variation.weights.map { $0 ?? 0 }, sizes: eligible,
      strata: ScanSample.strata(bySize: eligible.map { $0 > 0 ? Double($0) : nil }), ceiling: ceiling,
      isLow: clipped.residuals.map { $0.map { $0 < Self.lowResidual } ?? false })
  }

  /// With iteration, each cluster's map is the one without the others. Otherwise there is one map for all.
  private func certainties(
    of clusters: [ScanCluster], _ places: ScanPlaces, _ eligible: [Int], _ covered: [Int], _ ceiling: Double
  ) throws -> [[Double?]] {
    let none = [Double?](repeating: nil, count: eligible.count)
    if secondary == .standard && clusters.count > 1 {
      guard let sample = try sample(without: [], eligible, covered, ceiling: ceiling) else {
        return clusters.map { _ in none }
      }
      let all = try statistic.certainty(at: places, of: sample, clusters: clusters.map(\.units), prior: .sizes)
      return clusters.map { cluster in
        var own = none
        for unit in cluster.units { own[unit] = all[unit] }
        return own
      }
    }
    return try clusters.map { cluster in
      try sample(without: clusters.filter { $0 != cluster }, eligible, covered, ceiling: ceiling).map {
        try statistic.certainty(at: places, of: $0, prior: .sizes)
      } ?? none
    }
  }
}

extension [OverdispersedScan.Cluster] {
  /// For each unit how sure the cluster of these that it is in, or else the surest of them, is of it; see
  /// ``OverdispersedScan/Cluster/certainty``.
  ///
  /// - Parameter units: how many the map has.
  public func certainty(units: Int) -> [Double?] {
    var result = [Double?](repeating: nil, count: units)
    for cluster in self {
      for (unit, value) in cluster.certainty.enumerated() {
        result[unit] = [result[unit], value].compactMap { $0 }.max()
      }
    }
    // Of its own units a cluster says it itself.
    for cluster in self {
      for unit in cluster.window.units { result[unit] = cluster.certainty[unit] }
    }
    return result
  }
}

extension BetweenUnitVariation {
  /// m₀.
  fileprivate var ceiling: Double { min(overallRate, mean) }
}
