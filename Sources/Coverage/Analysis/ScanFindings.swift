internal import Boundaries
internal import Diagnostics
package import SpatialStatistics
internal import SpatialWeights

/// What the scan says of a layer: its significant clusters, and how sure they are of each unit.
package struct ScanFindings: Sendable {
  /// A significant cluster.
  package struct Found: Sendable {
    package let window: ScanCluster
    /// Positions of the units it is sure of, ascending; nil where the model says nothing of it.
    package let core: [Int]?
    /// Of how many units the coverages were spread over the map: those not in clusters that were taken out before.
    package let among: Int
    /// Whether its coverage lies so far below that outside that it is listed.
    package let isListed: Bool
  }

  package let model: SpatialOptions.ScanModel
  package let shape: SpatialOptions.ScanShape
  package let secondary: SpatialOptions.ScanSecondary
  package let maximumShare: Double
  /// Units that took part.
  package let units: Int
  /// p ≤ α, the most likely first; of these are listed those that differ enough.
  package let significant: [Found]
  /// The most likely cluster that is not significant; nil where there is none.
  package let rejected: ScanCluster?
  /// Of the clusters that are listed by unit, from 0 to 1; nil where the model or the shape says nothing of it.
  package let certainty: [Double?]
  /// Significant clusters that are not listed.
  package var unlisted: [Found] { significant.filter { !$0.isListed } }

  /// nil where the scan is left out.
  ///
  /// - Parameter variation: τ in points, nil where there is none.
  init?(
    _ layer: BoundaryLayer, _ figures: CoverageFigures, _ weights: SpatialWeights, _ options: SpatialOptions,
    variation: Double?, threads: Int, progress: Progress
  ) throws {
    if let contradiction = options.contradiction { throw Diagnostic(.usage, contradiction) }
    if options.replications == 0 || layer.units.count > options.scanUnitLimit ?? .max { return nil }
    // A unit without a place cannot lie in a window; it is left out like one without data.
    let eligible = layer.units.indices.map { layer.units[$0].centroid == nil ? 0 : figures.units[$0]?.eligible ?? 0 }
    let covered = layer.units.indices.map { eligible[$0] == 0 ? 0 : figures.units[$0]?.covered ?? 0 }
    let places = ScanPlaces(
      x: layer.units.map { $0.centroid?.longitude ?? 0 }, y: layer.units.map { $0.centroid?.latitude ?? 0 },
      metric: .geodesic())
    model = options.scanModel
    shape = options.scanShape
    maximumShare = options.largestScanShare
    let units = eligible.count { $0 > 0 }
    self.units = units
    let secondary = options.scanSecondary(units: units)
    self.secondary = secondary
    var statistic = ScanStatistic(
      shape: .init(shape), maximumShare: maximumShare, replicates: options.replications, seed: options.seed,
      threads: threads, progress: progress.stage(.scan))
    func isListed(_ window: ScanCluster) -> Bool {
      figures.difference(of: window.units).map { options.isListed(points: 100 * $0, variation: variation) } ?? true
    }
    switch model {
    case .overdispersed:
      statistic.minimumUnits = 2
      let found = try OverdispersedScan(
        statistic: statistic, secondary: secondary == .iterative ? .iterative : .standard, alpha: options.alpha
      ).findings(at: places, eligible: eligible, covered: covered, neighbours: weights)
      var left = units
      significant = found.clusters.map { cluster in
        defer { if secondary == .iterative { left -= cluster.window.units.count } }
        return Found(
          window: cluster.window, core: cluster.core?.sorted(), among: left, isListed: isListed(cluster.window))
      }
      rejected = found.rejected
      certainty = found.clusters.filter { isListed($0.window) }.certainty(units: eligible.count)
    case .bernoulli, .poisson:
      let found = try statistic.clusters(
        at: places, eligible: eligible, covered: covered, model: model == .poisson ? .poisson : .bernoulli)
      let isSignificant = { (cluster: ScanCluster) in cluster.pValue.map { $0 <= options.alpha } ?? false }
      significant = found.clusters.filter(isSignificant).map {
        Found(window: $0, core: nil, among: units, isListed: isListed($0))
      }
      rejected = found.clusters.first { !isSignificant($0) }
      certainty = layer.units.map { _ in nil }
    }
  }
}

extension ScanStatistic.Shape {
  fileprivate init(_ shape: SpatialOptions.ScanShape) {
    switch shape {
    case .circular: self = .circular
    case .elliptic: self = .elliptic
    case .flexible: self = .flexible
    }
  }
}

// MARK: What readers must know

extension Notice {
  /// Workers are not alike where units differ: half a point between units makes clusters of nothing.
  static func scanTakesWorkersForAlike(_ model: SpatialOptions.ScanModel, points: Double) -> Notice {
    func text(_ language: Language) -> String { language.text(points, decimals: 1) }
    return Notice(
      "scan.model.workers", ["model": model.rawValue, "points": "\(points)"],
      id:
        "Model \(model.rawValue) hanya tepat bila pekerja, bukan wilayah, yang setara. Di peta ini cakupan antarwilayah "
        + "bervariasi ± \(text(.indonesian)) poin di luar kebetulan; mulai setengah poin, model ini menemukan kantong juga "
        + "di peta yang tidak berpola. Pakai --scan-model overdispersed.",
      en:
        "The \(model.rawValue) model is right only where workers, not units, are alike. On this map coverage varies by "
        + "± \(text(.english)) points between units beyond chance; from half a point on, this model finds clusters on maps "
        + "without any pattern too. Use --scan-model overdispersed.")
  }

  static func scanNotRepeated(_ units: Int) -> Notice {
    Notice(
      "scan.secondary.standard", ["units": "\(units)"],
      id:
        "Dengan \(Language.indonesian.count(units, "wilayah")) pemindaian tidak diulang setelah tiap kantong, karena akan "
        + "lama: kantong kedua dan seterusnya diuji lebih ketat, dan yang dangkal dapat terlewat. Untuk mengulangnya: "
        + "--scan-secondary iterative.",
      en:
        "With \(Language.english.count(units, "unit")) the scan is not repeated after each cluster, which would take long: "
        + "further clusters are tested more strictly, and shallow ones may be missed. To repeat it: --scan-secondary "
        + "iterative.")
  }

  /// - Parameters:
  ///   - names: for each cluster the unit where most of its uncovered workers are.
  ///   - points: what a cluster must differ by to be listed.
  ///   - times: how many times the usual variation between units that must be besides; nil where it may be any.
  ///   - variation: the usual variation in points, τ.
  static func scanClustersTooAlike(_ names: [String], points: Double, times: Double?, variation: Double?) -> Notice {
    var arguments = ["count": "\(names.count)", "points": "\(points)"]
    func text(_ value: Double, _ language: Language) -> String { language.text(value, significant: 2) }
    var (id, en) = ("(--min-difference)", "(--min-difference)")
    if let times, let variation {
      arguments["tau"] = "\(times)"
      id =
        "(--min-difference), atau kurang dari \(text(times, .indonesian)) kali variasi biasa antarwilayah yang ± "
        + "\(Language.indonesian.text(variation, decimals: 1)) poin (--min-difference-tau)"
      en =
        "(--min-difference), or less than \(text(times, .english)) times the usual variation between units of ± "
        + "\(Language.english.text(variation, decimals: 1)) points (--min-difference-tau)"
    }
    return Notice(
      "scan.clusters.unlisted", arguments,
      id:
        "\(Language.indonesian.count(names.count, "kantong")) signifikan, di sekitar "
        + "\(Language.indonesian.list(names)), tidak didaftar karena cakupannya kurang dari "
        + "\(text(points, .indonesian)) poin di bawah sekelilingnya \(id). Polanya tidak acak, tetapi selisihnya tipis.",
      en:
        "Significant clusters left out of the list, because their coverage is less than \(text(points, .english)) points "
        + "below that outside \(en): \(names.count), around \(Language.english.list(names)). They are not arranged at random, but differ little."
    )
  }
}
