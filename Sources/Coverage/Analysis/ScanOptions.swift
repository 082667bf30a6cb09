package import Diagnostics

extension SpatialOptions {
  /// What the scan takes for chance.
  public enum ScanModel: String, Sendable, CaseIterable {
    /// Units differ from each other, as coverage does; see `OverdispersedScan`.
    case overdispersed
    /// Workers, not units, are alike; see `ScanStatistic.Model`.
    case bernoulli
    case poisson
  }

  /// What windows look like; see `ScanStatistic.Shape`.
  public enum ScanShape: String, Sendable, CaseIterable {
    case circular
    case elliptic
    case flexible
  }

  /// How clusters after the first are found; see `OverdispersedScan.Secondary`.
  public enum ScanSecondary: String, Sendable, CaseIterable {
    case iterative
    case standard
  }

  /// Above so many units the scan is not repeated unless that is asked for: each repetition takes as long as the first.
  static let mostUnitsForIteration = 3_000

  /// The largest share of the eligible in a window, as stated or as the model has it.
  package var largestScanShare: Double { scanMaxShare ?? (scanModel == .overdispersed ? 0.25 : 0.5) }

  /// How clusters after the first are found on a layer of so many units.
  package func scanSecondary(units: Int) -> ScanSecondary {
    guard scanModel == .overdispersed else { return .standard }
    return scanSecondary ?? (units > Self.mostUnitsForIteration ? .standard : .iterative)
  }

  /// How many times the usual variation a listed cluster must differ by; nil where it may be any, as under models to which
  /// that variation is unknown.
  package var leastVariations: Double? {
    scanModel == .overdispersed && minimumVariations > 0 ? minimumVariations : nil
  }

  /// Whether a significant cluster is listed whose coverage lies so many points below that outside.
  ///
  /// - Parameter variation: τ in points, nil where there is none.
  func isListed(points: Double, variation: Double?) -> Bool {
    guard points >= minimumDifference else { return false }
    guard let least = leastVariations, let variation else { return true }
    return points >= least * variation
  }

  /// What of the options contradicts itself; nil where nothing does.
  package var contradiction: Notice? {
    if scanModel == .overdispersed { return nil }
    if scanShape == .flexible {
      return Notice(
        "options.scan.shape.model", ["model": scanModel.rawValue],
        id:
          "--scan-shape flexible hanya untuk --scan-model overdispersed: anggotanya dipilih menurut selisih antarwilayah.",
        en:
          "--scan-shape flexible goes with --scan-model overdispersed only: its members are chosen by how units differ."
      )
    }
    if scanSecondary == .iterative {
      return Notice(
        "options.scan.secondary.model", ["model": scanModel.rawValue],
        id: "--scan-secondary iterative hanya untuk --scan-model overdispersed.",
        en: "--scan-secondary iterative goes with --scan-model overdispersed only.")
    }
    return nil
  }
}
