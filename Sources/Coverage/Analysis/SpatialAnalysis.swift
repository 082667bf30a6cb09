internal import Boundaries
public import Diagnostics
internal import Geometry
internal import Projections
public import SpatialStatistics
public import SpatialWeights

/// What the map says beyond each unit's own figures: neighbours, autocorrelation, cold spots and clusters.
///
/// Units without data, and those withheld from a publication, are nobody's neighbours here and take no part; isolates
/// have no local statistic.
public struct SpatialAnalysis: Sendable {
  package let options: SpatialOptions
  public let weights: SpatialWeights
  public let association: SpatialAssociation
  /// nil where the scan was left out.
  package let scan: ScanFindings?
  /// How much coverage varies between units beyond chance; nil where it is 0 or 1 everywhere, or fewer than two units
  /// have data.
  public var variation: BetweenUnitVariation? { association.variation }
  public let clusters: [Cluster]
  /// By unit: the number of its significant scan cluster, and of its threshold cluster.
  public let scanCluster: [Int?]
  public let thresholdCluster: [Int?]
  /// How many of cold spot, significant low-low quadrant and significant scan cluster name the unit.
  public let methodsAgreeing: [Int?]
  /// The coverage below which units are in threshold clusters.
  public let threshold: Double?
  /// Pairs that are no neighbours though their boundaries nearly meet. None for layers of more than a million vertices,
  /// where looking takes longer than a tenth of a second: `check` looks there too.
  package let nearMisses: NearMisses

  private static let mostVerticesForNearMisses = 1_000_000

  /// - Throws: `Diagnostic` where an option does not fit the layer, and what `progress` throws.
  public init(
    _ analysis: Analysis, options: SpatialOptions, threads: Int, progress: Progress = Progress()
  ) throws {
    let layer = analysis.layer
    let figures = analysis.figures
    let units = layer.units
    self.options = options
    let weights = try Self.weights(layer, options, threads: threads)
    self.weights = weights
    nearMisses =
      layer.polygons.vertexCount <= Self.mostVerticesForNearMisses
      ? NearMisses(weights, options.neighbourhood, layer, threads: threads) : .none
    let coverage = figures.units.map { $0?.coverage }

    association = try SpatialAssociation(
      covered: figures.units.map { $0?.covered ?? 0 }, eligible: figures.units.map { $0?.eligible ?? 0 },
      weights: weights, rates: analysis.rates, options: options, threads: threads, progress: progress)

    let variation = association.variation
    let scan = try ScanFindings(
      layer, figures, weights, options, variation: variation?.points, threads: threads, progress: progress)
    self.scan = scan
    let overall = figures.total.coverage
    threshold = options.threshold ?? overall

    var clusters = ClusterList(analysis)
    if let scan {
      for found in scan.significant where found.isListed {
        clusters.append(found, of: scan, variation: variation?.points)
      }
    }
    let cold = association.isColdSpot.map { $0 == true }
    clusters.append(components: weights.components(of: cold), method: .coldSpot)
    if let threshold {
      let below = coverage.map { $0.map { $0 < threshold } ?? false }
      clusters.append(components: weights.components(of: below), method: .threshold)
    }
    self.clusters = clusters.clusters
    scanCluster = clusters.number(of: .scan, unitCount: units.count)
    thresholdCluster = clusters.number(of: .threshold, unitCount: units.count)
    let (isLowLow, inScan) = (association.isLowLow, scanCluster)
    methodsAgreeing = units.indices.map { unit in
      guard coverage[unit] != nil else { return nil }
      return (cold[unit] ? 1 : 0) + (isLowLow[unit] ? 1 : 0) + (inScan[unit] != nil ? 1 : 0)
    }
  }

  /// Notices of the statistics.
  public func notices(_ analysis: Analysis) -> [Notice] {
    var notices: [Notice] = []
    let units = analysis.layer.units
    let isolates = weights.isolates
    if !isolates.isEmpty { notices.append(.isolates(isolates.map { analysis.titles[$0] })) }
    // Neighbours without data are none to the statistics.
    let alone = units.indices.filter {
      analysis.figures.units[$0]?.coverage != nil && association.lags[$0] == nil && weights.cardinality(of: $0) > 0
    }
    if !alone.isEmpty { notices.append(.neighboursWithoutData(alone.map { analysis.titles[$0] })) }
    if let snap = nearMisses.most { notices.append(.nearMisses(nearMisses.pairs.count, snap)) }
    if let floor = Self.floorNotice(association.getisOrd.pFloors.compactMap { $0 }, alpha: options.alpha) {
      notices.append(floor)
    }
    if options.replications == 0 {
      notices.append(.noScan)
    } else if let limit = options.scanUnitLimit, units.count > limit {
      notices.append(.scanTooLarge(units.count))
    } else if 1 / Double(options.replications + 1) > options.alpha {
      notices.append(.tooFewReplicates(options.replications, alpha: options.alpha))
    }
    if let scan {
      if scan.model != .overdispersed {
        notices.append(.scanTakesWorkersForAlike(scan.model, points: variation?.points ?? 0))
      } else if scan.secondary == .standard && options.scanSecondary == nil {
        notices.append(.scanNotRepeated(scan.units))
      }
      if !scan.unlisted.isEmpty {
        let list = ClusterList(analysis)
        notices.append(
          .scanClustersTooAlike(
            scan.unlisted.compactMap { list.namesByUncovered($0.window.units).first },
            points: options.minimumDifference, times: options.leastVariations, variation: variation?.points))
      }
    }
    return notices
  }

  /// Whether q ≤ α is out of reach for a unit by itself, or for all: the best q that m units can share is n/m times the
  /// m-th smallest of the smallest p-values that they can have.
  static func floorNotice(_ floors: [Double], alpha: Double) -> Notice? {
    let floors = floors.sorted()
    guard let least = floors.first else { return nil }
    let count = Double(floors.count)
    let needed = floors.indices.first { count * floors[$0] / Double($0 + 1) <= alpha }
    if needed == 0 { return nil }
    return .floor(least, tested: floors.count, needed: needed.map { $0 + 1 }, alpha: alpha)
  }

  /// The neighbours of each unit, as the layer and the options have them.
  static func weights(_ layer: BoundaryLayer, _ options: SpatialOptions, threads: Int) throws -> SpatialWeights {
    let snap: SnapTolerance? = options.snapMetres > 0 ? .metres(options.snapMetres, on: .wgs84) : nil
    func contiguity(_ kind: SpatialWeights.Contiguity) -> SpatialWeights {
      SpatialWeights.contiguity(of: layer.polygons, kind, snap: snap, joinsAntimeridian: true, threads: threads)
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
      return try SpatialWeights.withinDistance(
        1000 * kilometres, of: points, metric: .geodesic(.wgs84), threads: threads)
    }
  }
}

extension Notice {
  fileprivate static func isolates(_ names: [String]) -> Notice {
    Notice(
      "weights.isolates", ["count": String(names.count), "units": names.joined(separator: "; ")],
      id: "Tanpa tetangga, jadi tanpa statistik lokal (\(names.count)): \(id: names).",
      en: "Without neighbours, so without local statistics (\(names.count)): \(en: names).")
  }

  fileprivate static func neighboursWithoutData(_ names: [String]) -> Notice {
    Notice(
      "weights.neighbours.no-data", ["count": String(names.count), "units": names.joined(separator: "; ")],
      id: "Semua tetangganya tanpa data, jadi tanpa statistik lokal (\(names.count)): \(id: names).",
      en: "With neighbours without data only, so without local statistics (\(names.count)): \(en: names).")
  }

  fileprivate static func nearMisses(_ count: Int, _ snap: NearMisses.Snap) -> Notice {
    let joined =
      snap.joined == count
      ? Message(id: "menyambung semuanya", en: "would join them all")
      : Message(id: "menyambung \(id: snap.joined)", en: "would join \(en: snap.joined) of them")
    return Notice(
      "weights.near-misses", ["count": String(count), "metres": String(snap.metres), "joined": String(snap.joined)],
      id:
        "\(id: count) pasang wilayah hampir bersentuhan tetapi tidak dihitung bertetangga, karena batasnya tidak "
        + "berimpit. Lihat dengan jangkau check; --snap \(snap.metres) \(joined.indonesian).",
      en:
        "Pairs of units that nearly touch but do not count as neighbours, because their edges do not match: "
        + "\(en: count). jangkau check lists them; --snap \(snap.metres) \(joined.english).")
  }

  fileprivate static func floor(_ floor: Double, tested: Int, needed: Int?, alpha: Double) -> Notice {
    let arguments = ["floor": String(floor), "units": String(tested), "alpha": String(alpha)]
    guard let needed else {
      return Notice(
        "cold-spots.unprovable", arguments,
        id:
          "Nilai p terkecil yang mungkin untuk Gi* adalah \(id: floor, significant: 2), dan \(tested) wilayah diuji sekaligus: dengan alpha "
          + "\(id: alpha, significant: 2) tidak ada titik dingin yang dapat terbukti. Tambah --permutations bila wilayahnya banyak.",
        en:
          "The smallest p-value that Gi* can reach is \(en: floor, significant: 2), and \(tested) units are tested at once: at alpha "
          + "\(en: alpha, significant: 2) no cold spot can be proven. Where units are many, raise --permutations.")
    }
    return Notice(
      "cold-spots.together", arguments,
      id:
        "Nilai p terkecil yang mungkin untuk Gi* adalah \(id: floor, significant: 2), dan \(tested) wilayah diuji sekaligus: dengan alpha "
        + "\(id: alpha, significant: 2) titik dingin hanya dapat terbukti bila sedikitnya \(needed) wilayah mencapainya bersama. Tambah "
        + "--permutations bila wilayahnya banyak.",
      en:
        "The smallest p-value that Gi* can reach is \(en: floor, significant: 2), and \(tested) units are tested at once: at alpha "
        + "\(en: alpha, significant: 2) cold spots can be proven only where at least \(needed) units reach it together. Where units are "
        + "many, raise --permutations.")
  }

  fileprivate static func tooFewReplicates(_ replicates: Int, alpha: Double) -> Notice {
    Notice(
      "scan.replicates.few", ["replicates": String(replicates), "alpha": String(alpha)],
      id:
        "Dengan \(replicates) ulangan, nilai p pemindaian tidak dapat mencapai alpha \(id: alpha, significant: 2); tambah --replications.",
      en:
        "With \(replicates) replicates the scan's p-values cannot reach alpha \(en: alpha, significant: 2); raise --replications."
    )
  }

  fileprivate static func scanTooLarge(_ units: Int) -> Notice {
    Notice(
      "scan.units.many", ["units": String(units)],
      id: "Statistik pemindaian tidak dijalankan: dengan \(id: units) wilayah akan sangat lama. "
        + "Untuk menjalankannya, sebutkan jendela yang kecil, misalnya --scan-max-share 0.01, atau --replications.",
      en:
        "The scan statistic was left out: with \(en: units) units it would take very long. To run it, "
        + "state small windows, for example --scan-max-share 0.01, or --replications.")
  }

  fileprivate static let noScan = Notice(
    "scan.omitted",
    id: "Statistik pemindaian tidak dijalankan (--replications 0).",
    en: "The scan statistic was left out (--replications 0).")
}
