public import Diagnostics
internal import Geometry
internal import Projections
internal import SpatialStatistics
internal import SpatialWeights

/// What the map says beyond each unit's own figures: neighbours, autocorrelation, cold spots and clusters.
///
/// Units without data are nobody's neighbours here and take no part; isolates have no local statistic.
public struct SpatialAnalysis: Sendable {
  let options: SpatialOptions
  let weights: SpatialWeights
  /// Mean coverage of the neighbours with data.
  let lags: [Double?]
  let localMoran: LocalMoran
  let getisOrd: GetisOrd
  let globalMoran: GlobalMoran
  /// Of the empirical Bayes standardised rates.
  let globalMoranStandardised: GlobalMoran
  /// A unit that is low with its neighbours, at the false discovery rate asked for; nil where Gi* is.
  let isColdSpot: [Bool?]
  /// nil where the scan was left out.
  let scan: ScanResult?
  let clusters: [Cluster]
  /// By unit: the number of its significant scan cluster, and of its threshold cluster.
  let scanCluster: [Int?]
  let thresholdCluster: [Int?]
  /// How many of cold spot, significant low-low quadrant and significant scan cluster name the unit.
  let methodsAgreeing: [Int?]
  /// The coverage below which units are in threshold clusters.
  let threshold: Double?

  /// - Throws: `Diagnostic` where an option does not fit the layer, and what `progress` throws.
  public init(
    _ analysis: Analysis, options: SpatialOptions, threads: Int, progress: Progress = Progress()
  ) throws {
    let layer = analysis.layer
    let figures = analysis.figures
    let units = layer.units
    self.options = options
    weights = try Self.weights(layer, options, threads: threads)
    let coverage = figures.units.map { $0?.coverage }

    let permuted = progress.stage("conditional permutations")
    let inference = try ConditionalPermutation(
      values: coverage, weights: weights, permutations: options.permutations, seed: options.seed, threads: threads,
      progress: permuted)
    let moran = LocalMoran(inference)
    let getis = GetisOrd(inference)
    localMoran = moran
    getisOrd = getis
    lags = inference.lags
    isColdSpot = getis.qValues.indices.map { unit in
      guard let q = getis.qValues[unit], let z = getis.zValues[unit] else { return nil }
      return z < 0 && q <= options.alpha
    }
    globalMoran = try GlobalMoran(
      values: coverage, weights: weights, permutations: options.permutations, seed: options.seed, threads: threads,
      progress: progress.stage("Moran's I"))
    let standardised = try EmpiricalBayes(
      counts: figures.units.map { $0?.covered ?? 0 }, populations: figures.units.map { $0?.eligible ?? 0 },
      model: analysis.rates
    ).standardised
    globalMoranStandardised = try GlobalMoran(
      values: standardised, weights: weights, permutations: options.permutations, seed: options.seed, threads: threads,
      progress: progress.stage("Moran's I"))

    let scan = try Self.scan(layer, figures, options, threads: threads, progress: progress)
    self.scan = scan
    let overall = figures.total.coverage
    threshold = options.threshold ?? overall

    var clusters = ClusterList(layer, figures)
    for found in scan?.clusters ?? [] where found.pValue.map({ $0 <= options.alpha }) ?? false {
      clusters.append(scan: found)
    }
    let cold = isColdSpot.map { $0 == true }
    clusters.append(components: weights.components(of: cold), method: .coldSpot)
    if let threshold {
      let below = coverage.map { $0.map { $0 < threshold } ?? false }
      clusters.append(components: weights.components(of: below), method: .threshold)
    }
    self.clusters = clusters.clusters
    scanCluster = clusters.number(of: .scan, unitCount: units.count)
    thresholdCluster = clusters.number(of: .threshold, unitCount: units.count)
    let (spots, inScan) = (isColdSpot, scanCluster)
    methodsAgreeing = units.indices.map { unit in
      guard coverage[unit] != nil else { return nil }
      let isLow = moran.quadrants[unit] == .lowLow && moran.qValues[unit].map { $0 <= options.alpha } ?? false
      return (spots[unit] == true ? 1 : 0) + (isLow ? 1 : 0) + (inScan[unit] != nil ? 1 : 0)
    }
  }

  /// What a careful reader must know about the statistics.
  public func notices(_ analysis: Analysis) -> [Message] {
    var notices: [Message] = []
    let isolates = weights.isolates
    if !isolates.isEmpty { notices.append(.isolates(isolates.map { analysis.layer.units[$0].name })) }
    let tested = getisOrd.pValues.count { $0 != nil }
    if let floor = getisOrd.pFloors.compactMap({ $0 }).min(), tested > 0, floor > options.alpha {
      notices.append(.floorAboveAlpha(floor, alpha: options.alpha))
    }
    if options.replications == 0 { notices.append(.noScan) }
    return notices
  }

  /// The neighbours of each unit, as the layer and the options have them.
  static func weights(_ layer: BoundaryLayer, _ options: SpatialOptions, threads: Int) throws -> SpatialWeights {
    let snap: SnapTolerance? = options.snapMetres > 0 ? .metres(options.snapMetres, on: .wgs84) : nil
    func contiguity(_ kind: SpatialWeights.Contiguity) -> SpatialWeights {
      SpatialWeights.contiguity(of: layer.polygons, kind, snap: snap, threads: threads)
    }
    let points: [(x: Double, y: Double)?] = layer.units.map { unit in
      unit.centroid.map { (x: $0.longitude, y: $0.latitude) }
    }
    switch options.neighbourhood {
    case .queen: return contiguity(.queen)
    case .rook: return contiguity(.rook)
    case .nearest(let k):
      return try SpatialWeights.nearest(k, of: points, metric: .geodesic(.wgs84), threads: threads)
    case .withinKilometres(let kilometres):
      return try SpatialWeights.withinDistance(1000 * kilometres, of: points, metric: .geodesic(.wgs84), threads: threads)
    }
  }

  private static func scan(
    _ layer: BoundaryLayer, _ figures: CoverageFigures, _ options: SpatialOptions, threads: Int, progress: Progress
  ) throws -> ScanResult? {
    if options.replications == 0 { return nil }
    let statistic = ScanStatistic(
      model: options.usesPoissonScan ? .poisson : .bernoulli, shape: options.usesEllipticScan ? .elliptic : .circular,
      maximumShare: options.scanMaxShare, replicates: options.replications, seed: options.seed, threads: threads,
      progress: progress.stage("scan"))
    // A unit without a place cannot lie in a window; it is left out like one without data.
    let eligible = layer.units.indices.map { layer.units[$0].centroid == nil ? 0 : figures.units[$0]?.eligible ?? 0 }
    let covered = layer.units.indices.map { eligible[$0] == 0 ? 0 : figures.units[$0]?.covered ?? 0 }
    return try statistic.clusters(
      x: layer.units.map { $0.centroid?.longitude ?? 0 }, y: layer.units.map { $0.centroid?.latitude ?? 0 },
      metric: .geodesic(), eligible: eligible, covered: covered)
  }
}

/// Tells the user how far long work has come, and lets an interrupt end it.
public struct Progress: Sendable {
  private let report: (@Sendable (_ stage: String, _ done: Double) -> Void)?

  /// - Parameter report: told a stage's name and the share of it that is done, from any thread.
  public init(_ report: (@Sendable (_ stage: String, _ done: Double) -> Void)? = nil) { self.report = report }

  func stage(_ name: String) -> (@Sendable (Double) -> Void)? {
    guard let report else { return nil }
    return { done in report(name, done) }
  }
}

extension Message {
  fileprivate static func isolates(_ names: [String]) -> Message {
    let list = names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
    return Message(
      id: "\(names.count) wilayah tanpa tetangga, jadi tanpa statistik lokal: \(list).",
      en: "\(names.count) units have no neighbours, so no local statistic: \(list).")
  }

  fileprivate static func floorAboveAlpha(_ floor: Double, alpha: Double) -> Message {
    let id = (floor: Language.indonesian.text(floor, decimals: 4), alpha: Language.indonesian.text(alpha, decimals: 4))
    let en = (floor: Language.english.text(floor, decimals: 4), alpha: Language.english.text(alpha, decimals: 4))
    return Message(
      id: "Nilai p terkecil yang mungkin untuk Gi* adalah \(id.floor), di atas alpha \(id.alpha): dengan wilayah dan "
        + "permutasi sebanyak ini tidak ada titik dingin yang dapat terbukti.",
      en: "The smallest p-value that Gi* can reach is \(en.floor), above alpha \(en.alpha): with so many units and "
        + "permutations no cold spot can be proven.")
  }

  fileprivate static let noScan = Message(
    id: "Statistik pemindaian tidak dijalankan (--replications 0).",
    en: "The scan statistic was left out (--replications 0).")
}
