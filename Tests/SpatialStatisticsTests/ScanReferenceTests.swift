import Foundation
import TestSupport
import Testing

@testable import SpatialStatistics

/// SaTScan's clusters of North Carolina's sudden infant deaths, and an independent computation of them.
@Suite(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"))
struct ScanReferenceTests {
  struct Run: Decodable {
    let ours: Peer
    let satscan: SaTScan
  }
  struct Peer: Decodable {
    struct Quantiles: Decodable { let crit05, mean, sd: Double }
    let clusters: [Cluster]
    let quantiles: Quantiles

    enum CodingKeys: String, CodingKey {
      case clusters
      case quantiles = "sim_quantiles"
    }
  }
  struct Cluster: Decodable {
    let members: [Int]
    let radius, cases, population, llr, rr, p: Double
  }
  struct SaTScan: Decodable {
    struct Cluster: Decodable {
      let members: [Int]
      let p: String
    }
    let clusters: [Cluster]
  }

  struct Counties {
    var x: [Double] = []
    var y: [Double] = []
    var cases: [Int] = []
    var population: [Int] = []

    var places: ScanPlaces { ScanPlaces(x: x, y: y, metric: .greatCircle) }

    init() throws {
      let text = try String(contentsOfFile: SharedData.path("reference/scan/sids74_gc50.csv"), encoding: .utf8)
      for line in text.split(whereSeparator: \.isNewline).dropFirst() {
        let fields = line.split(separator: ",")
        x.append(Double(fields[1])!)
        y.append(Double(fields[2])!)
        cases.append(Int(fields[3])!)
        population.append(Int(fields[4])!)
      }
    }
  }

  func runs() throws -> [String: Run] {
    let data = try Data(contentsOf: URL(fileURLWithPath: SharedData.path("reference/scan/scan_reference.json")))
    return try JSONDecoder().decode([String: Run].self, from: data)
  }

  /// Low rates of the covered: cases are the covered (low), or births without a case are (high rates of cases).
  @Test(arguments: [
    ("bernoulli/high", ScanStatistic.Model.bernoulli), ("bernoulli/low", .bernoulli), ("poisson/low", .poisson),
  ])
  func clustersOfReference(_ name: String, _ model: ScanStatistic.Model) throws {
    let counties = try Counties()
    let reference = try #require(try runs()["sids74_gc50/" + name])
    let isHigh = name.hasSuffix("high")
    let covered = zip(counties.cases, counties.population).map { isHigh ? $1 - $0 : $0 }
    let result = try ScanStatistic(replicates: 999, seed: 20_26, threads: 2)
      .clusters(at: counties.places, eligible: counties.population, covered: covered, model: model)
    #expect(counties.x.count == 100)
    for (cluster, expected) in zip(result.clusters, reference.ours.clusters) {
      #expect(Set(cluster.units) == Set(expected.members))
      // The peer's sums lose some digits to cancellation, which shows in the lowest ratios.
      #expect(abs(cluster.logLikelihoodRatio - expected.llr) < 1e-9 * expected.llr + 2e-9)
      let risk = isHigh ? 1 - cluster.insideMean : cluster.insideMean
      #expect(abs(risk - expected.cases / expected.population) < 1e-12)
      if isHigh { #expect(abs(risk / (1 - cluster.outsideMean) - expected.rr) < 1e-9 * expected.rr) }
      // Windows around another centre may hold the same units; a smaller circle is preferred.
      #expect(try #require(cluster.radius) < expected.radius + 0.01)
      // Three standard errors of 999 replicates, and one of the peer's 9,999.
      let p = expected.p
      #expect(
        abs(cluster.pValue! - p) < 3 * (p * (1 - p) / 999).squareRoot() + (p * (1 - p) / 9_999).squareRoot() + 0.001)
    }
    for (cluster, expected) in zip(result.clusters, reference.satscan.clusters) {
      #expect(Set(cluster.units) == Set(expected.members))
    }
    let (mean, sd) = (reference.ours.quantiles.mean, reference.ours.quantiles.sd)
    let maxima = result.replicateMaxima.sorted()
    #expect(abs(maxima.reduce(0, +) / 999 - mean) < 3.2 * sd / 999.0.squareRoot())
    // The share of replicates above the peer's 5 % point.
    let share = Double(maxima.count { $0 >= reference.ours.quantiles.crit05 }) / 999
    #expect(abs(share - 0.05) < 3.2 * (0.05 * 0.95 / 999).squareRoot())
  }

  /// As methods.md and the shared README state them: low coverage where coverage is births without a case.
  @Test func lowCoverage() throws {
    let counties = try Counties()
    let covered = zip(counties.cases, counties.population).map { $1 - $0 }
    let result = try ScanStatistic(replicates: 99).clusters(
      at: counties.places, eligible: counties.population, covered: covered)
    #expect(result.clusters.prefix(3).map(\.units.count) == [42, 1, 4])
    for (cluster, ratio) in zip(result.clusters, [13.897294, 11.622034, 2.463376]) {
      #expect(abs(cluster.logLikelihoodRatio - ratio) < 1e-6)
    }
  }
}
