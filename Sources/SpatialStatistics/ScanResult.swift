/// What a scan has found: the clusters, the most likely first, and the replicates that their p-values come from.
public struct ScanResult: Sendable, Hashable {
  /// In the order of choice. No two share a unit.
  public let clusters: [ScanCluster]
  /// The highest test statistic of each replicate of the null hypothesis, by number; 0 where no window of a replicate
  /// was a candidate. Empty when there was nothing to test (see ``ScanStatistic``).
  public let replicateMaxima: [Double]
}

/// A group of neighbouring units with low coverage.
public struct ScanCluster: Sendable, Hashable {
  /// Positions in the caller's arrays, in order of entry, the centre among the first; of a connected set, in order of
  /// distance from the centre.
  public let units: [Int]
  /// The unit around which the window lies.
  public let centre: Int
  /// From the centre to the last unit's point; of an ellipse, the major semi-axis. Kilometres on the Earth, the
  /// unit of the coordinates in the plane. 0 for a single unit; nil for a connected set.
  public let radius: Double?
  /// Major axis over minor axis; 1 is a circle; nil for a connected set.
  public let shape: Double?
  /// Direction of the major axis, degrees counter-clockwise from east; nil where no axis is longer.
  public let angle: Double?
  /// Coverage inside, from 0 to 1; of values, their weighted mean.
  public let insideMean: Double
  /// The same of all units outside.
  public let outsideMean: Double
  /// The log-likelihood ratio.
  public let logLikelihoodRatio: Double
  /// What was maximised: the ratio, for an ellipse times its penalty.
  public let testStatistic: Double
  /// (1 + replicates with a maximum at least as high) / (R + 1); nil without replicates.
  public let pValue: Double?
}
