import CoverageTestSupport
import Diagnostics
import Foundation
import Geometry
import SpatialStatistics
import TableReading
import TestSupport
import Testing

@testable import Coverage

/// Clusters as features, on the sample and on maps made for one question each.
@Suite struct SpatialClusterTests {
  private func sample(
    threads: Int = 2, _ configure: (inout SpatialOptions) -> Void = { _ in }
  ) throws -> SpatialRun {
    let shapes = PackageFolder.path + "/shapes"
    let analysis = try Analysis(
      Audit.Inputs(
        boundaries: "\(shapes)/kaltim_kecamatan.shp", enrolment: TableSource("\(shapes)/kepesertaan_ilustrasi.csv")))
    return try SpatialRun(analysis, threads: threads, configure)
  }

  @Test func clustersAreTheSumOfTheirUnits() throws {
    let run = try sample { $0.permutations = 9_999 }
    let (units, clusters) = (run.coverage, run.clusters)
    #expect(Set(clusters.texts("method")) == ["scan", "cold_spot", "threshold"])
    #expect(clusters.integers("id") == clusters.indices.map { $0 + 1 })
    #expect(clusters.ids.map { $0 as? Int } == clusters.integers("id"))
    for cluster in clusters.indices {
      let members = try run.members(cluster)
      #expect(members == members.sorted())
      #expect(clusters.integers("units")[cluster] == members.count)
      #expect(clusters.texts("unit_names")[cluster] == members.map { units.texts("name")[$0]! }.joined(separator: "; "))
      var sums: [String: Int] = [:]
      var outside: [String: Int] = [:]
      for name in ["eligible", "covered", "uncovered"] {
        let values = units.integers(name)
        sums[name] = members.reduce(0) { $0 + (values[$1] ?? 0) }
        outside[name] = values.reduce(0) { $0 + ($1 ?? 0) } - sums[name]!
        #expect(clusters.integers(name)[cluster] == sums[name])
      }
      func share(_ counts: [String: Int], _ name: String) -> Double {
        Double(counts[name]!) / Double(counts["eligible"]!)
      }
      #expect(agree(clusters.numbers("coverage_pct")[cluster], 100 * share(sums, "covered")))
      #expect(agree(clusters.numbers("outside_coverage_pct")[cluster], 100 * share(outside, "covered")))
      #expect(
        agree(clusters.numbers("relative_risk")[cluster], share(sums, "uncovered") / share(outside, "uncovered")))
    }
  }

  @Test func clustersAreDissolvedAndValid() throws {
    let run = try sample()
    for cluster in run.clusters.indices {
      #expect(try run.clusters.invalidity(cluster) == nil)
      let members = try run.members(cluster)
      let areas = try members.reduce(0.0) { try $0 + run.coverage.area($1) }
      #expect(agree(try run.clusters.area(cluster) / areas, 1))
      let parts = run.clusters.polygons.polygons(of: cluster).count
      let unitParts = members.reduce(0) { $0 + run.coverage.polygons.polygons(of: $1).count }
      // Those of one component have lost the borders between them.
      if members.count > 1 && run.clusters.texts("method")[cluster] != "scan" { #expect(parts < unitParts) }
    }
  }

  @Test func unitsNameTheirClusters() throws {
    let run = try sample { $0.permutations = 9_999 }
    let units = run.coverage
    for (method, property) in [("scan", "scan_cluster"), ("threshold", "threshold_cluster")] {
      var expected = [Int?](repeating: nil, count: units.indices.count)
      for cluster in run.clusters(method) {
        for unit in try run.members(cluster) {
          #expect(expected[unit] == nil, "\(method) clusters share no unit")
          expected[unit] = cluster + 1
        }
      }
      #expect(units.integers(property) == expected)
    }
    let cold = Set(try run.clusters("cold_spot").flatMap { try run.members($0) })
    for unit in units.indices {
      let q = units.numbers("gi_star_q")[unit]
      let isCold = q.map { $0 <= 0.05 && units.numbers("gi_star_z")[unit]! < 0 }
      #expect(units.flags("cold_spot")[unit] == isCold)
      #expect(cold.contains(unit) == (isCold == true))
      let isLow =
        units.texts("local_moran_quadrant")[unit] == "LL" && (units.numbers("local_moran_q")[unit] ?? 1) <= 0.05
      let agreeing =
        (isCold == true ? 1 : 0) + (isLow ? 1 : 0) + (units.integers("scan_cluster")[unit] == nil ? 0 : 1)
      #expect(units.integers("methods_agreeing")[unit] == agreeing)
    }
    #expect(Set(units.integers("methods_agreeing")).isSuperset(of: [0, 1, 2, 3]))
  }

  @Test func eachMethodHasItsOrderAndItsFigures() throws {
    let run = try sample { $0.permutations = 9_999 }
    let clusters = run.clusters
    for method in ["scan", "cold_spot", "threshold"] {
      let found = run.clusters(method)
      #expect(found.map { clusters.integers("order")[$0] } == found.indices.map { $0 + 1 })
      // The scan's are in the order in which they were found, each on what the ones before have left.
      let uncovered = clusters.integers("uncovered")
      #expect(
        method == "scan" || zip(found, found.dropFirst()).allSatisfy { uncovered[$0]! >= uncovered[$1]! }, "\(method)")
      for cluster in found {
        #expect(clusters.flags("significant")[cluster] == (method == "threshold" ? nil : true))
        for name in ["llr", "test_statistic", "p_value", "radius_km", "shape"] {
          #expect(clusters.has(name))
          #expect((clusters.numbers(name)[cluster] != nil) == (method == "scan"), "\(name)")
        }
        if method == "scan" { #expect(clusters.numbers("p_value")[cluster]! <= 0.05) }
        #expect((clusters.texts("core_units")[cluster] != nil) == (method == "scan"))
        #expect(clusters.has("angle") && !clusters.has("gumbel_p_value"))
        let difference = clusters.numbers("outside_coverage_pct")[cluster]! - clusters.numbers("coverage_pct")[cluster]!
        #expect(agree(clusters.numbers("difference_points")[cluster], difference))
        let points = try #require((run.statistics["between_units"] as? [String: Any])?["tau_points"] as? Double)
        #expect(agree(clusters.numbers("difference_tau")[cluster], difference / points))
      }
    }
  }

  @Test func summariesSayTheFiguresInBothLanguages() throws {
    let run = try sample { $0.permutations = 9_999 }
    let clusters = run.clusters
    for cluster in clusters.indices {
      let uncovered = clusters.integers("uncovered")[cluster]!
      let eligible = clusters.integers("eligible")[cluster]!
      let coverage = clusters.numbers("coverage_pct")[cluster]!
      let outside = clusters.numbers("outside_coverage_pct")[cluster]!
      let indonesian = clusters.texts("summary_id")[cluster]!
      let english = clusters.texts("summary_en")[cluster]!
      let (id, en) = (Language.indonesian, Language.english)
      #expect(
        indonesian.contains(
          "\(id.text(uncovered)) belum terlindungi dari \(id.text(eligible)) potensi (cakupan "
            + "\(id.text(coverage, decimals: 1)) %; di luarnya \(id.text(outside, decimals: 1)) %)"))
      #expect(
        english.contains(
          "\(en.text(uncovered)) of \(en.text(eligible)) workers are uncovered (coverage "
            + "\(en.text(coverage, decimals: 1))%, elsewhere \(en.text(outside, decimals: 1))%)"))
      let members = try run.members(cluster)
      let shares = run.coverage.numbers("coverage_pct")
      let overall = 100 * run.analysis.figures.total.coverage!
      let isScan = clusters.texts("method")[cluster] == "scan"
      let named = isScan ? members.filter { shares[$0]! < overall } : members
      // The names are those where most of the uncovered are; of a scan's units only low ones.
      let counts = run.coverage.integers("uncovered")
      let worst = named.max { counts[$0]! < counts[$1]! }!
      let name = run.coverage.texts("name")[worst]!
      #expect(indonesian.contains("– \(name)") && english.contains("– \(name)"))
      if let p = clusters.numbers("p_value")[cluster] {
        // Circles take in units between the low ones, and the sentence says which.
        #expect(english.contains("not low themselves") == (named.count < members.count))
        #expect(indonesian.contains("di antaranya tidak rendah") == (named.count < members.count))
        let maps = Int((1 / p).rounded())
        #expect(indonesian.hasSuffix("muncul dengan kemungkinan 1 dari \(id.text(maps))."))
        #expect(english.hasSuffix("would turn up once in \(en.text(maps)) maps."))
      }
      #expect(indonesian.hasSuffix(".") && english.hasSuffix("."))
    }
  }

  // MARK: Threshold

  @Test func thresholdIsTheCoverageOfAllUnlessStated() throws {
    let standard = try sample { $0.replications = 0 }
    let total = standard.analysis.figures.total
    #expect(
      agree(standard.statistics["threshold_pct"] as? Double, 100 * Double(total.covered) / Double(total.eligible)))
    func below(_ run: SpatialRun, _ threshold: Double) -> [Bool] {
      run.coverage.numbers("coverage_pct").map { $0! < threshold }
    }
    #expect(
      standard.coverage.integers("threshold_cluster").map { $0 != nil }
        == below(standard, 100 * total.coverage!))
    let stated = try sample {
      $0.replications = 0
      $0.threshold = 0.3
    }
    #expect(stated.coverage.integers("threshold_cluster").map { $0 != nil } == below(stated, 30))
    #expect(stated.statistics["threshold_pct"] as? Double == 30)
  }

  @Test func coverageAtTheThresholdIsNotBelowIt() throws {
    let run = try Workspace().run([40, 39, 40, 41], of: [100, 100, 100, 100]) {
      $0.threshold = 0.4
      $0.replications = 0
    }
    #expect(run.coverage.integers("threshold_cluster").map { $0 != nil } == [false, true, false, false])
  }

  // MARK: Without a scan, without significance

  @Test func noReplicatesLeaveTheScanOut() throws {
    let run = try sample { $0.replications = 0 }
    #expect(run.clusters("scan").isEmpty)
    #expect(run.statistics["scan"] == nil)
    #expect(run.coverage.has("scan_cluster"))
    #expect(run.coverage.integers("scan_cluster").allSatisfy { $0 == nil })
    #expect(run.notices.contains("The scan statistic was left out (--replications 0)."))
  }

  @Test func tooManyUnitsLeaveTheScanOutUnlessItIsAskedFor() throws {
    let run = try sample { $0.scanUnitLimit = 104 }
    #expect(run.clusters("scan").isEmpty)
    #expect(
      run.notices.contains(
        "The scan statistic was left out: with 105 units it would take very long. To run it, state small windows, for "
          + "example --scan-max-share 0.01, or --replications."))
    let within = try sample { $0.scanUnitLimit = 105 }
    #expect(!within.clusters("scan").isEmpty)
  }

  @Test func onlySignificantClustersAreFeatures() throws {
    let run = try sample { $0.alpha = 0.001 }
    for cluster in run.clusters("scan") { #expect(run.clusters.numbers("p_value")[cluster]! <= 0.001) }
    let few = try sample { $0.replications = 9 }
    #expect(few.clusters("scan").isEmpty)
    #expect(
      few.notices.contains("With 9 replicates the scan's p-values cannot reach alpha 0.05; raise --replications."))
    let scan = try #require(few.statistics["scan"] as? [String: Any])
    let windows = try #require(scan["windows"] as? [[String: Any]])
    #expect(windows.count == 1 && windows[0]["p_value"] as? Double == 0.1)
    #expect(windows[0]["is_significant"] as? Bool == false && scan["significant"] as? Int == 0)
  }

  // MARK: What the scan is

  @Test func theRecordSaysWhatTheScanWas() throws {
    let run = try sample()
    let scan = try #require(run.statistics["scan"] as? [String: Any])
    #expect(scan["model"] as? String == "overdispersed" && scan["shape"] as? String == "circular")
    #expect(scan["secondary"] as? String == "iterative" && scan["maximum_share"] as? Double == 0.25)
    #expect(scan["units"] as? Int == 105)
    let total = run.analysis.figures.total.eligible
    var left = total
    for cluster in run.clusters("scan") {
      // A quarter of what the ones before have left.
      let eligible = try #require(run.clusters.integers("eligible")[cluster])
      #expect(Double(eligible) <= 0.25 * Double(left) && run.clusters.integers("units")[cluster]! >= 2)
      left -= eligible
    }
  }

  @Test func certaintyIsOfTheUnitsOfClusters() throws {
    let run = try sample { ($0.minimumDifference, $0.minimumVariations) = (0, 0) }
    let certainty = run.coverage.numbers("cluster_certainty")
    #expect(certainty.allSatisfy { $0 != nil && $0! >= 0 && $0! <= 1 })
    for cluster in run.clusters("scan") {
      let core = try run.members(cluster).filter { certainty[$0]! >= 0.9 }.map { run.coverage.texts("code")[$0]! }
      #expect(run.clusters.texts("core_units")[cluster] == core.joined(separator: "; "))
    }
    for configure in [
      { (options: inout SpatialOptions) in options.scanModel = .bernoulli }, { $0.scanShape = .flexible },
    ] {
      let without = try sample(configure)
      #expect(!without.clusters("scan").isEmpty && without.coverage.has("cluster_certainty"))
      #expect(without.coverage.numbers("cluster_certainty").allSatisfy { $0 == nil })
      for cluster in without.clusters("scan") { #expect(without.clusters.texts("core_units")[cluster] == nil) }
    }
  }

  /// Without variation between units Bernoulli's model is right; with it every map has clusters, and the run says so.
  @Test(arguments: [SpatialOptions.ScanModel.bernoulli, .poisson]) func otherModelsSayWhenTheyAreRight(
    _ model: SpatialOptions.ScanModel
  ) throws {
    let run = try sample { $0.scanModel = model }
    #expect(
      run.notices.contains { $0.hasPrefix("The \(model.rawValue) model is right only where workers, not units,") })
    let scan = try #require(run.statistics["scan"] as? [String: Any])
    #expect(scan["secondary"] as? String == "standard" && scan["maximum_share"] as? Double == 0.5)
    for cluster in run.clusters("scan") {
      #expect(run.clusters.texts("summary_en")[cluster]!.contains("right only where workers, not units, are alike"))
    }
  }

  @Test func optionsThatContradictEachOtherAreAFault() throws {
    for configure in [
      { (options: inout SpatialOptions) in (options.scanModel, options.scanShape) = (.bernoulli, .flexible) },
      { (options: inout SpatialOptions) in (options.scanModel, options.scanSecondary) = (.poisson, .iterative) },
    ] {
      #expect(throws: Diagnostic.self) { try sample(configure) }
    }
  }

  @Test func flexibleClustersAreLowAndConnected() throws {
    let run = try sample { $0.scanShape = .flexible }
    let overall = 100 * run.analysis.figures.total.coverage!
    #expect(!run.clusters("scan").isEmpty)
    for cluster in run.clusters("scan") {
      for unit in try run.members(cluster) { #expect(run.coverage.numbers("coverage_pct")[unit]! < overall) }
      #expect(run.clusters.numbers("radius_km")[cluster] == nil && run.clusters.numbers("shape")[cluster] == nil)
    }
  }

  @Test func ellipsesHaveAShapeAndAnAngle() throws {
    let run = try sample {
      $0.scanShape = .elliptic
      $0.replications = 199
    }
    for cluster in run.clusters("scan") {
      let shape = try #require(run.clusters.numbers("shape")[cluster])
      #expect([1, 1.5, 2, 3, 4, 5].contains(shape))
      #expect((run.clusters.numbers("angle")[cluster] != nil) == (shape > 1))
      let penalty = (4 * shape / ((shape + 1) * (shape + 1))).squareRoot()
      #expect(
        agree(run.clusters.numbers("test_statistic")[cluster], penalty * run.clusters.numbers("llr")[cluster]!))
    }
  }

  @Test func clustersThatDifferTooLittleAreCounted() throws {
    let all = try sample { ($0.minimumDifference, $0.minimumVariations) = (0, 0) }
    let few = try sample { ($0.minimumDifference, $0.minimumVariations) = (20, 0) }
    let large = all.clusters("scan").filter { all.clusters.numbers("difference_points")[$0]! >= 20 }
    #expect(few.clusters("scan").count == large.count && large.count < all.clusters("scan").count)
    let left = all.clusters("scan").count - large.count
    let names = try all.clusters("scan").filter { !large.contains($0) }.map { cluster in
      let units = try all.members(cluster)
      let uncovered = all.coverage.integers("uncovered")
      let most = units.compactMap { uncovered[$0] }.max()
      return try #require(units.first { uncovered[$0] == most }.flatMap { all.coverage.texts("name")[$0] })
    }
    #expect(
      few.notices.contains(
        "Significant clusters left out of the list, because their coverage is less than 20 points below that outside "
          + "(--min-difference): \(left), around \(Language.english.list(names)). They are not arranged at random, but differ "
          + "little."))
    #expect((few.statistics["scan"] as? [String: Any])?["unlisted"] as? Int == left)
  }

  /// In the sample small units vary more than large ones, which is no pattern on the map.
  @Test func localStatisticsAreOfExchangeableResiduals() throws {
    let run = try sample { $0.replications = 0 }
    let variation = try #require(run.spatial.variation)
    #expect((0.6...0.95).contains(variation.spreadTrend))
    let values = variation.exchangeableResiduals
    let association = run.spatial.association
    #expect(
      try GetisOrd(values: values, weights: run.spatial.weights, permutations: 9).zValues
        == association.getisOrd.zValues)
    #expect(
      try LocalMoran(values: values, weights: run.spatial.weights, permutations: 9).statistics
        == association.localMoran.statistics)
    #expect(
      try GlobalMoran(values: values, weights: run.spatial.weights, permutations: 9).statistic
        == association.globalMoran.statistic)
  }

  /// What is hardly lower than the rest, next to what units vary anyway, is no cluster to anybody who knows the place.
  @Test func clustersThatDifferLittleNextToWhatUnitsVaryAreCounted() throws {
    let all = try sample { ($0.minimumDifference, $0.minimumVariations) = (0, 0) }
    let times = all.clusters("scan").map { all.clusters.numbers("difference_tau")[$0]! }
    let limit = try #require(times.min()) + 0.01
    let few = try sample { ($0.minimumDifference, $0.minimumVariations) = (0, limit) }
    let left = times.count { $0 < limit }
    #expect(left >= 1 && few.clusters("scan").count == times.count - left)
    let scan = try #require(few.statistics["scan"] as? [String: Any])
    #expect(scan["unlisted"] as? Int == left && scan["minimum_difference_tau"] as? Double == limit)
    let notice = try #require(few.notices.first { $0.hasPrefix("Significant clusters left out of the list") })
    #expect(notice.contains("times the usual variation between units of ± "))
    #expect(notice.contains("points (--min-difference-tau): \(left), around "))
    // A unit of a cluster that is not listed is in none, and nobody is to be sure of it.
    let listed = Set(try few.clusters("scan").flatMap { try few.members($0) })
    for cluster in all.clusters("scan") {
      for unit in try all.members(cluster) where !listed.contains(unit) {
        #expect(few.coverage.integers("scan_cluster")[unit] == nil)
        #expect(few.coverage.numbers("cluster_certainty")[unit] == nil)
      }
    }
    // Models to which units do not vary have no such rule.
    var options = SpatialOptions()
    #expect(!options.isListed(points: 10, variation: 22) && options.isListed(points: 11, variation: 22))
    #expect(!options.isListed(points: 1.9, variation: 2) && options.isListed(points: 2, variation: 2))
    #expect(options.isListed(points: 2, variation: nil))
    options.scanModel = .bernoulli
    #expect(options.isListed(points: 10, variation: 22) && options.leastVariations == nil)
  }

  /// Ten units with two neighbours each: no p-value is below 1/C(9, 2) = 0.028, and so small ones must come in numbers.
  @Test func theFloorIsSaid() throws {
    var polygons = PolygonBuffer()
    for unit in 0..<10 {
      // A ring of wedges, each touching the next two along an edge; the corner in the middle is left open.
      func point(_ step: Int, _ radius: Double) -> (Double, Double) {
        let angle = Double((step + unit) % 10) * 0.2 * Double.pi
        return (116 + radius * cos(angle), radius * cos(angle - Double.pi / 2))
      }
      polygons.append(feature: [[[point(0, 1), point(0, 2), point(1, 2), point(1, 1), point(0, 1)].reversed()]])
    }
    let run = try Workspace().run(
      [50, 1, 2, 1, 60, 70, 80, 90, 80, 70], of: [Int](repeating: 100, count: 10), polygons: polygons)
    #expect(run.coverage.integers("neighbours").allSatisfy { $0 == 2 })
    #expect(run.coverage.numbers("gi_star_p_floor").allSatisfy { agree($0, 1 / 36.0) })
    #expect(run.coverage.numbers("local_moran_p_floor").allSatisfy { agree($0, 2 / 36.0) })
    // The middle of the three low ones has the lowest sum of neighbours but one: exactly one pair of 36 is as low.
    #expect(agree(run.coverage.numbers("gi_star_p")[2], 1 / 36.0))
    #expect(run.coverage.flags("cold_spot").allSatisfy { $0 == false })
    #expect(
      run.notices.contains(
        "The smallest p-value that Gi* can reach is 0.028, and 10 units are tested at once: at alpha 0.05 cold spots can "
          + "be proven only where at least 6 units reach it together. Where units are many, raise --permutations."))
  }

  // MARK: Isolates and enclosed units

  /// A city inside a regency, an island with the lowest coverage of all, and a strip beside them.
  @Test func isolatesAndEnclosedUnits() throws {
    var polygons = PolygonBuffer()
    func square(_ x: Double, _ y: Double, _ side: Double) -> [(Double, Double)] {
      [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
    }
    polygons.append(feature: [[square(116, 0, 1), square(116.25, 0.25, 0.5).reversed()]])
    polygons.append(feature: [[square(116.25, 0.25, 0.5)]])
    polygons.append(feature: [[square(119, 3, 0.1)]])
    for x in [117.0, 118, 119, 120] { polygons.append(feature: [[square(x, 0, 1)]]) }
    let run = try Workspace().run(
      [60, 50, 0, 70, 80, 90, 95], of: [100, 100, 10, 100, 100, 100, 100], polygons: polygons)
    let units = run.coverage
    #expect(units.integers("neighbours") == [2, 1, 0, 2, 2, 2, 1])
    #expect(units.numbers("lag_coverage_pct")[1] == 60)
    #expect(units.numbers("lag_coverage_pct")[0] == 60)
    let local = ["lag_coverage_pct", "local_moran_i", "local_moran_p", "local_moran_q", "gi_star_z", "gi_star_p"]
    for name in local { #expect(units.has(name) && units.numbers(name)[2] == nil, "\(name)") }
    #expect(units.texts("local_moran_quadrant")[2] == nil)
    #expect(units.flags("cold_spot")[2] == nil)
    #expect(units.integers("methods_agreeing")[2] != nil)
    // It still has a rank and a place in threshold clusters, by itself.
    #expect(units.integers("rank_coverage")[2] == 1)
    let own = try #require(units.integers("threshold_cluster")[2])
    #expect(run.clusters.integers("units")[own - 1] == 1)
    #expect((run.statistics["weights"] as? [String: Any])?["isolates"] as? [String] == ["A2"])
    #expect(run.notices.contains("Without neighbours, so without local statistics (1): Wilayah A2."))
    // City and regency are one group without a hole; the regency alone would keep it.
    let group = try #require(units.integers("threshold_cluster")[0])
    #expect(units.integers("threshold_cluster")[1] == group)
    let shape = run.clusters.polygons
    #expect(shape.polygons(of: group - 1).count == 1)
    #expect(shape.rings(ofFeature: group - 1).count == 1)
    let low = try Workspace().run(
      [10, 90, 90, 90, 90, 90, 90], of: [Int](repeating: 100, count: 7), polygons: polygons)
    let regency = try #require(low.coverage.integers("threshold_cluster")[0])
    #expect(low.clusters.texts("unit_codes")[regency - 1] == "A0")
    #expect(low.clusters.polygons.rings(ofFeature: regency - 1).count == 2)
  }

  // MARK: Bad options

  @Test func moreNeighboursThanUnitsIsAFault() throws {
    expectFault(
      .usage,
      en: "Cannot take the 4 nearest neighbours: this layer has 4 units with a geometry. "
        + "Choose a number from 1 to 3."
    ) {
      try Workspace().run([1, 2, 3, 4], of: [9, 9, 9, 9]) { $0.neighbourhood = .nearest(4) }
    }
  }

  /// Everybody covered, nobody covered, one unit, one with data: no figure is invented.
  @Test(arguments: [[9, 9, 9, 9], [0, 0, 0, 0], [5], [nil, 5, nil]] as [[Int?]])
  func mapsWithNothingToFind(_ covered: [Int?]) throws {
    let run = try Workspace().run(covered, of: [Int](repeating: 9, count: covered.count))
    #expect(run.clusters.indices.isEmpty)
    for name in ["local_moran_i", "local_moran_p", "gi_star_z", "gi_star_p"] {
      #expect(run.coverage.numbers(name).allSatisfy { $0 == nil }, "\(name)")
    }
  }

  @Test func threadsChangeNothing() throws {
    let one = try sample(threads: 1)
    for threads in [2, 5] {
      let run = try sample(threads: threads)
      for name in ["local_moran_p", "gi_star_p", "gi_star_z"] {
        #expect(run.coverage.numbers(name) == one.coverage.numbers(name))
      }
      #expect(run.clusters.numbers("p_value") == one.clusters.numbers("p_value"))
      #expect(run.clusters.polygons == one.clusters.polygons)
    }
  }
}
