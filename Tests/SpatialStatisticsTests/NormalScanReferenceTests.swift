import Foundation
import TestSupport
import Testing

@testable import SpatialStatistics

/// SaTScan 10.3.2's weighted normal scan for low values, and an independent computation of the scan as it is defined
/// here, on ten maps.
@Suite(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"))
struct NormalScanReferenceTests {
  struct Case: Decodable {
    let greatCircle: Bool
    let input: String
    let runs: [String: Run]
    enum CodingKeys: String, CodingKey {
      case input, runs
      case greatCircle = "great_circle"
    }
  }
  struct Run: Decodable {
    let limitObservations: Double?
    let limitPopulation: Double?
    let minUnits: Int
    let python: Window?
    let satscan: SaTScan?
    let clusters: [Round]?
    let m0, medianR, scaleR: Double?
    let strata: [Int]?
    let y, inclusion: [Double]?
    let clippedHigh, clippedLow: [Int]?
    enum CodingKeys: String, CodingKey {
      case python, satscan, clusters, m0, strata, y, inclusion
      case limitObservations = "limit_observations"
      case limitPopulation = "limit_population"
      case minUnits = "min_units"
      case medianR = "median_r"
      case scaleR = "scale_r"
      case clippedHigh = "clipped_high"
      case clippedLow = "clipped_low"
    }
  }
  struct Window: Decodable {
    let members: [Int]
    let llr: Double
    let wmeanIn, wmeanOut: Double
    let pResiduals9999: Double?
    let secondary: [Secondary]?
    enum CodingKeys: String, CodingKey {
      case members, llr, secondary
      case wmeanIn = "wmean_in"
      case wmeanOut = "wmean_out"
      case pResiduals9999 = "p_residuals_9999"
    }
  }
  struct Secondary: Decodable {
    let members: [Int]
    let llr, p: Double
  }
  struct SaTScan: Decodable {
    struct First: Decodable {
      let llr, p9999, wmeanIn, wmeanOut: Double
      enum CodingKeys: String, CodingKey {
        case llr
        case p9999 = "p_9999"
        case wmeanIn = "wmean_in"
        case wmeanOut = "wmean_out"
      }
    }
    let first: First
  }
  struct Round: Decodable {
    let round: Int
    let members: [Int]
    let llr: Double
    let p: Double
  }

  static let cases = [
    "a_sids74_eff", "a_sids74_wn", "b_kec_noise", "c_kec_planted", "c_kec_planted_wn", "d_columbus", "d_columbus_inc",
    "e_grid_ties", "f_single_low", "g_zero_window",
  ]

  static let all: [String: Case]? = {
    let path = SharedData.path("reference/scan/normal/normal_scan.json")
    return (try? Data(contentsOf: URL(fileURLWithPath: path))).flatMap {
      try? JSONDecoder().decode([String: Case].self, from: $0)
    }
  }()

  /// One map with its places.
  struct Map {
    let places: ScanPlaces
    let values: [Double]
    let weights: [Double]
    /// Population and covered, where there are any.
    let n: [Int]?
    let c: [Int]?

    init(_ one: Case) throws {
      let table = try ReferenceTable("scan/normal/" + one.input)
      places =
        one.greatCircle
        ? ScanPlaces(x: try table.numbers("lon"), y: try table.numbers("lat"), metric: .greatCircle)
        : ScanPlaces(x: try table.numbers("x"), y: try table.numbers("y"), metric: .plane)
      let hasCounts = table.names.contains("n")
      values = try table.numbers(hasCounts ? "p" : "value")
      weights = try table.numbers("w")
      n = hasCounts ? try table.integers("n") : nil
      c = hasCounts ? try table.integers("c") : nil
    }

    /// The same places on a small piece of the Earth, with distances by which the unit with the lesser coordinates is
    /// nearer where two are equal, as SaTScan has it. Units at the same distance enter together otherwise.
    var withTiesBroken: ScanPlaces {
      let (x, y) = (places.x, places.y)
      let order = x.indices.sorted { (x[$0], y[$0]) < (x[$1], y[$1]) }
      var rank = [Int](repeating: 0, count: x.count)
      for (place, unit) in order.enumerated() { rank[unit] = place }
      let ranks = rank
      let metre = 180 / (Double.pi * 6_367_000)
      return ScanPlaces(
        x: x.map { 100 * metre * $0 }, y: y.map { 100 * metre * $0 },
        metric: .measured { centre, unit in
          let (east, north) = (x[centre] - x[unit], y[centre] - y[unit])
          return 100 * (east * east + north * north).squareRoot() + 1e-3 * Double(unit == centre ? 0 : ranks[unit])
        })
    }
  }

  func load(_ name: String) throws -> (Case, Map) {
    let one = try #require(Self.all?[name])
    return (one, try Map(one))
  }

  func statistic(_ run: Run, _ map: Map, replicates: Int) -> (ScanStatistic, sizes: [Int]?) {
    let share = (run.limitPopulation ?? run.limitObservations!) / 100
    let most = run.limitObservations.map { Int($0 / 100 * Double(map.values.count)) } ?? .max
    return (
      ScanStatistic(
        maximumShare: share, minimumUnits: run.minUnits, maximumUnits: most, replicates: replicates, seed: 7, threads: 2
      ),
      run.limitPopulation == nil ? nil : map.n
    )
  }

  /// Ratios, members and means of SaTScan, and of the independent computation with single units and without clipping.
  /// SaTScan skips windows whose weighted sum is exactly zero, so it misses the three neighbours without anybody covered
  /// in the last map; they are found here.
  @Test(arguments: cases, ["obs50", "obs50_pop50", "obs25_pop25", "jangkau50", "jangkau25"])
  func windowsOfReference(_ name: String, _ runName: String) throws {
    let (one, map) = try load(name)
    guard let run = one.runs[runName] else { return }
    let expected = try #require(run.python)
    let (scan, sizes) = statistic(run, map, replicates: 999)
    let places = name == "e_grid_ties" ? map.withTiesBroken : map.places
    let result = try scan.clusters(
      at: places, of: ScanSample(values: map.values, weights: map.weights, sizes: sizes))
    let first = try #require(result.clusters.first)
    #expect(Set(first.units) == Set(expected.members))
    #expect(abs(first.logLikelihoodRatio - expected.llr) < 1e-9 * expected.llr)
    #expect(abs(first.insideMean - expected.wmeanIn) < 1e-9 * abs(expected.wmeanOut))
    #expect(abs(first.outsideMean - expected.wmeanOut) < 1e-9 * abs(expected.wmeanOut))
    let p = try #require(first.pValue)
    if let satscan = run.satscan?.first, name != "g_zero_window" {
      #expect(abs(first.logLikelihoodRatio - satscan.llr) < 1e-6)
      #expect(abs(first.insideMean - satscan.wmeanIn) < 1e-5 * abs(satscan.wmeanOut))
    }
    if let other = expected.pResiduals9999 {
      #expect(abs(p - other) < 4 * (other * (1 - other) * (1 / 999 + 1 / 9_999)).squareRoot() + 1e-3, "\(p) \(other)")
    }
    for (cluster, secondary) in zip(result.clusters, expected.secondary ?? []) {
      #expect(Set(cluster.units) == Set(secondary.members))
      #expect(abs(cluster.logLikelihoodRatio - secondary.llr) < 1e-9 * secondary.llr + 1e-9)
    }
  }

  /// The definition itself: clipping, strata, candidates, rounds and certainty.
  @Test(arguments: cases, ["final50", "final25"])
  func definitionOfReference(_ name: String, _ runName: String) throws {
    let (one, map) = try load(name)
    guard let run = one.runs[runName], let rounds = run.clusters else { return }
    let clipped: ClippedRates
    let ceiling: Double
    if let n = map.n, let c = map.c {
      let variation = try #require(try BetweenUnitVariation(covered: c, eligible: n))
      clipped = ClippedRates(rates: map.values, weights: variation.weights, mean: variation.mean)
      ceiling = min(variation.overallRate, variation.mean)
    } else {
      let mean = zip(map.values, map.weights).reduce(0) { $0 + $1.0 * $1.1 } / map.weights.reduce(0, +)
      clipped = ClippedRates(rates: map.values, weights: map.weights, mean: mean)
      ceiling = mean
    }
    #expect(agree(clipped.median, try #require(run.medianR), tolerance: 1e-12))
    #expect(agree(clipped.scale, try #require(run.scaleR), tolerance: 1e-12))
    #expect(agree(ceiling, try #require(run.m0), tolerance: 1e-13))
    #expect(clipped.clippedHigh == run.clippedHigh && clipped.clippedLow == run.clippedLow)
    for (value, expected) in zip(clipped.values, try #require(run.y)) {
      #expect(agree(value, expected, tolerance: 1e-12))
    }
    let sizes = map.n.map { $0.map(Double.init) } ?? map.weights
    let strata = ScanSample.strata(bySize: sizes)
    // Units of the same size are in the same stratum here; the reference takes them in the order of its rows.
    if Set(sizes).count == sizes.count { #expect(strata == run.strata) }

    let places = name == "e_grid_ties" ? map.withTiesBroken : map.places
    let (scan, populations) = statistic(run, map, replicates: 999)
    let sample = ScanSample(
      values: clipped.values, weights: map.weights, sizes: populations, strata: strata, ceiling: ceiling)
    let first = try #require(try scan.clusters(at: places, of: sample).clusters.first)
    func compare(_ found: ScanCluster, _ expected: Round) {
      #expect(Set(found.units) == Set(expected.members), "round \(expected.round)")
      #expect(abs(found.logLikelihoodRatio - expected.llr) < 1e-9 * expected.llr)
      let p = expected.p
      #expect(
        abs((found.pValue ?? 9) - p) < 4 * (p * (1 - p) * (1 / 999 + 1 / 9_999)).squareRoot() + 1e-3,
        "round \(expected.round): \(found.pValue ?? 9), \(p)")
    }
    compare(first, rounds[0])
    for (found, expected) in zip(try scan.certainty(at: places, of: sample), try #require(run.inclusion)) {
      #expect(abs(try #require(found) - expected) < 1e-9)
    }
    if let n = map.n, let c = map.c {
      let findings = try OverdispersedScan(statistic: scan).findings(at: places, eligible: n, covered: c)
      let all = findings.clusters.map(\.window) + [findings.rejected].compactMap { $0 }
      for (found, expected) in zip(all, rounds) { compare(found, expected) }
    }
  }
}
