import CoverageTestSupport
import Foundation
import Projections
import Shapefile
import TestSupport
import Testing

@testable import Coverage

/// Public data through the whole analysis, against what peers answer. Coverage is 1 − rate, so that Iᵢ is theirs, z of
/// Gi* theirs with the other sign, and high and low change places.
@Suite(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)")) struct SpatialReferenceTests {
  /// Births in North Carolina, 1974–1978: covered are those without sudden infant death.
  struct NorthCarolina {
    let path = SharedData.path("reference/layers/nc.shp")
    let codes: [String]
    let births: [Int]
    let deaths: [Int]

    init() throws {
      let table = try ShapefileReader(path: path).attributes()
      func column(_ name: String) throws -> [String] {
        let column = table.columns[try #require(table.index(of: name))]
        return try (0..<table.rowCount).map { try #require(column.text(at: $0)) }
      }
      codes = try column("FIPS")
      births = try column("BIR74").map { try #require(Int($0)) }
      deaths = try column("SID74").map { try #require(Int($0)) }
    }

    func run(
      without missing: Set<Int> = [], poisson: Bool = false, _ configure: (inout SpatialOptions) -> Void = { _ in }
    ) throws -> SpatialRun {
      var text = "FIPS,enrolled,eligible\n"
      // The order of the table's rows means nothing.
      for unit in codes.indices.reversed() where !missing.contains(unit) {
        text += "\(codes[unit]),\(births[unit] - deaths[unit]),\(births[unit])\n"
      }
      // The table is read again for its checksum.
      let workspace = Workspace()
      defer { withExtendedLifetime(workspace) {} }
      let analysis = try workspace.analysis(path, text) {
        $0.layer.codeField = "FIPS"
        $0.columns.code = "FIPS"
        $0.rates = poisson ? .poisson : .binomial
      }
      return try SpatialRun(analysis, configure)
    }

    func coverage(_ unit: Int) -> Double { Double(births[unit] - deaths[unit]) / Double(births[unit]) }
  }

  static let opposite = ["HH": "LL", "LL": "HH", "LH": "HL", "HL": "LH"]

  // MARK: Local and global statistics

  @Test func northCarolinaAgreesWithPeers() throws {
    let data = try NorthCarolina()
    let run = try data.run {
      $0.permutations = 99_999
      $0.localValues = .rate
    }
    let peer = try PeerTable("stats/sids2_74.csv")
    let units = run.coverage
    #expect(units.texts("code") == data.codes)
    #expect(try units.integers("neighbours") == peer.integers("k"))
    let quadrants = ["HH", "LH", "LL", "HL"]
    for unit in units.indices {
      func peers(_ name: String) throws -> Double { try peer.numbers(name)[unit] }
      let lag = 100 * (1 - (try peers("lag")))
      let z = (esda: try peers("zGis_B_esda"), spdep: try peers("Gis_B_spdep"))
      #expect(agree(units.numbers("lag_coverage_pct")[unit], lag))
      #expect(agree(units.numbers("local_moran_i")[unit], try peers("Ii_esda")))
      #expect(agree(units.numbers("local_moran_i")[unit], try peers("Ii_geoda")))
      #expect(agree(units.numbers("gi_star_z")[unit], -z.esda))
      #expect(agree(units.numbers("gi_star_z")[unit], -z.spdep))
      let quadrant = quadrants[try peer.integers("q_esda")[unit] - 1]
      #expect(units.texts("local_moran_quadrant")[unit] == Self.opposite[quadrant])
    }
    // Independent counts of 99,999 permutations: low coverage is a high rate. Five standard errors of a difference.
    for unit in units.indices {
      let (ge, le) = (try peer.integers("ref_ge")[unit], try peer.integers("ref_le")[unit])
      let upper = Double(ge + 1) / 100_000
      let smaller = Double(min(ge, le) + 1) / 100_000
      func error(_ p: Double) -> Double { 5 * (2 * p * (1 - p) / 99_999).squareRoot() + 2e-5 }
      let lower = try #require(units.numbers("gi_star_p")[unit])
      #expect(abs(lower - upper) < error(upper))
      let folded = try #require(units.numbers("local_moran_p")[unit]) / 2
      // Ties count in both tails, so that twice the smaller tail may come to more than 1.
      #expect(abs(folded - min(0.5, smaller)) < error(min(0.5, smaller)))
    }
    #expect(zip(units.numbers("gi_star_q"), units.numbers("gi_star_p")).allSatisfy { $0! >= $1! })

    let global = try #require(run.statistics["global_moran"] as? [[String: Any]])
    #expect(global[1]["variable"] as? String == "coverage")
    #expect(agree(global[1]["i"] as? Double, 0.23091044884585776))
    #expect(agree(global[1]["expectation"] as? Double, -1 / 99))
    let pValue = try #require(global[1]["p_value"] as? Double)
    #expect(pValue < 0.001)
  }

  /// The residuals of methods §2, computed here by the letter, and what Moran's I, Iᵢ and Gi* make of them. No peer has
  /// them.
  @Test func standardisedValuesAreThoseOfTheirDefinition() throws {
    let data = try NorthCarolina()
    let run = try data.run()
    let neighbours = try PeerTable.neighbours("nc_queen")
    let count = Double(data.codes.count)
    let births = data.births.map(Double.init)
    let rates = data.codes.indices.map(data.coverage)
    let total = births.reduce(0, +)
    let overall = zip(births, rates).reduce(0) { $0 + $1.0 * $1.1 } / total
    let precisions = births.map { $0 / (overall * (1 - overall)) }
    let q = zip(precisions, rates).reduce(0) { $0 + $1.0 * pow($1.1 - overall, 2) }
    let sum = precisions.reduce(0, +)
    let variance = max(0, (q - count + 1) / (sum - precisions.reduce(0) { $0 + $1 * $1 } / sum))
    #expect(variance > 0)
    let weights = precisions.map { 1 / (1 / $0 + variance) }
    let mean = zip(weights, rates).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    // Counties of unlike size vary alike here: there is no trend to take out.
    #expect(run.spatial.variation?.spreadTrend == 1)
    let residuals = zip(weights, rates).map { ($1 - mean) * $0.squareRoot() }
    let centre = residuals.reduce(0, +) / count
    let z = residuals.map { $0 - centre }
    let squares = z.reduce(0) { $0 + $1 * $1 }
    let lags = neighbours.map { row in row.reduce(0.0) { $0 + z[$1] } / Double(row.count) }
    let global = try #require(run.statistics["global_moran"] as? [[String: Any]])
    #expect(global[0]["variable"] as? String == "coverage, standardised residuals")
    #expect(agree(global[0]["i"] as? Double, zip(z, lags).reduce(0) { $0 + $1.0 * $1.1 } / squares))
    #expect(run.statistics["local_values"] as? String == "standardised")
    for unit in z.indices {
      #expect(agree(run.coverage.numbers("local_moran_i")[unit], (count - 1) * z[unit] * lags[unit] / squares))
      let size = Double(neighbours[unit].count + 1)
      let own = neighbours[unit].reduce(z[unit]) { $0 + z[$1] }
      let error = (squares / count * size * (count - size) / (count - 1)).squareRoot()
      #expect(agree(run.coverage.numbers("gi_star_z")[unit], own / error))
      let quadrant = (z[unit] < 0 ? "L" : "H") + (lags[unit] < 0 ? "L" : "H")
      #expect(run.coverage.texts("local_moran_quadrant")[unit] == quadrant)
      // The lag that people read stays a coverage.
      let lag = neighbours[unit].reduce(0.0) { $0 + rates[$1] } / Double(neighbours[unit].count)
      #expect(agree(run.coverage.numbers("lag_coverage_pct")[unit], 100 * lag))
    }
  }

  /// With Poisson rates it is Assunção & Reis's, which GeoDa and esda compute from counts of cases.
  @Test func poissonRatesKeepAssuncaoAndReis() throws {
    let data = try NorthCarolina()
    let run = try data.run(poisson: true) { $0.permutations = 9 }
    let births = data.births.map(Double.init)
    let rates = data.codes.indices.map(data.coverage)
    let total = births.reduce(0, +)
    let b = zip(births, rates).reduce(0) { $0 + $1.0 * $1.1 } / total
    let spread = zip(births, rates).reduce(0) { $0 + $1.0 * pow($1.1 - b, 2) } / total
    let a = max(0, spread - b / (total / 100))
    let values = zip(births, rates).map { ($1 - b) / (a + b / $0).squareRoot() }
    let mean = values.reduce(0, +) / 100
    let z = values.map { $0 - mean }
    let product = try zip(z, PeerTable.neighbours("nc_queen")).reduce(0) { sum, unit in
      sum + unit.0 * unit.1.reduce(0.0) { $0 + z[$1] } / Double(unit.1.count)
    }
    let global = try #require(run.statistics["global_moran"] as? [[String: Any]])
    #expect(global[0]["variable"] as? String == "coverage, empirical Bayes standardised")
    #expect(agree(global[0]["i"] as? Double, product / z.reduce(0) { $0 + $1 * $1 }))
  }

  @Test(arguments: [(SpatialOptions.Neighbourhood.queen, "nc_queen"), (.rook, "nc_rook")])
  func contiguityIsThePeers(_ neighbourhood: SpatialOptions.Neighbourhood, _ reference: String) throws {
    let data = try NorthCarolina()
    let run = try data.run {
      $0.neighbourhood = neighbourhood
      $0.replications = 0
      $0.permutations = 9
    }
    let neighbours = try PeerTable.neighbours(reference)
    #expect(run.coverage.integers("neighbours") == neighbours.map(\.count))
    for (unit, row) in neighbours.enumerated() {
      let mean = row.reduce(0.0) { $0 + data.coverage($1) } / Double(row.count)
      #expect(agree(run.coverage.numbers("lag_coverage_pct")[unit], 100 * mean))
    }
    let weights = try #require(run.statistics["weights"] as? [String: Any])
    #expect(weights["kind"] as? String == neighbourhood.description)
    #expect(weights["links"] as? Int == neighbours.joined().count)
  }

  @Test(arguments: [SpatialOptions.Neighbourhood.nearest(4), .withinKilometres(60)])
  func distanceIsGeodesic(_ neighbourhood: SpatialOptions.Neighbourhood) throws {
    let data = try NorthCarolina()
    let run = try data.run {
      $0.neighbourhood = neighbourhood
      $0.replications = 0
      $0.permutations = 9
    }
    let units = run.coverage
    let geodesic = Geodesic(on: .wgs84)
    let lon = units.numbers("centroid_lon").map { $0! }
    let lat = units.numbers("centroid_lat").map { $0! }
    for unit in units.indices {
      let others = units.indices.filter { $0 != unit }.map { other in
        (
          geodesic.distance(lon1: lon[unit], lat1: lat[unit], lon2: lon[other], lat2: lat[other]) / 1000, other
        )
      }.sorted { $0 < $1 }
      let row: [Int]
      switch neighbourhood {
      case .nearest(let k): row = others.prefix(k).map(\.1)
      case .withinKilometres(let limit): row = others.filter { $0.0 <= limit }.map(\.1)
      default: row = []
      }
      #expect(units.integers("neighbours")[unit] == row.count)
      if row.isEmpty {
        #expect(units.numbers("lag_coverage_pct")[unit] == nil)
        continue
      }
      let mean = row.reduce(0.0) { $0 + data.coverage($1) } / Double(row.count)
      #expect(agree(units.numbers("lag_coverage_pct")[unit], 100 * mean))
    }
  }

  // MARK: The scan

  @Test func theScanFindsTheClustersOfSaTScan() throws {
    let data = try NorthCarolina()
    let run = try data.run {
      $0.replications = 9_999
      $0.scanModel = .bernoulli
      $0.minimumDifference = 0
    }
    let scan = run.clusters("scan")
    #expect(scan == [0, 1])
    #expect(run.clusters.integers("units")[0] == 42)
    #expect(run.clusters.texts("unit_codes")[1] == "37007")
    // SaTScan and an independent program, from centroids in the plane on a sphere; ours are geodesic, and the same
    // counties.
    let reference = try JSONSerialization.jsonObject(
      with: Data(try #require(Files.read(SharedData.path("reference/scan/scan_reference.json")))))
    let entry = try #require((reference as? [String: [String: Any]])?["sids74_gc50/bernoulli/high"])
    let peers = try #require((entry["ours"] as? [String: Any])?["clusters"] as? [[String: Any]])
    for (cluster, peer) in zip(scan, peers) {
      let members = try #require(peer["members"] as? [Int])
      #expect(try run.members(cluster) == members.sorted())
      #expect(agree(run.clusters.numbers("llr")[cluster], try #require(peer["llr"] as? Double)))
      #expect(agree(run.clusters.numbers("relative_risk")[cluster], try #require(peer["rr"] as? Double)))
      let p = try #require(peer["p"] as? Double)
      let error = 5 * (2 * p * (1 - p) / 9_999).squareRoot() + 2e-4
      let own = try #require(run.clusters.numbers("p_value")[cluster])
      #expect(abs(own - p) < error)
    }
    #expect(run.clusters.flags("significant")[0] == true)
    #expect(run.clusters.numbers("radius_km")[1] == 0)
    let radius = try #require(run.clusters.numbers("radius_km")[0])
    #expect(abs(radius - 193.98) < 1)

    // The third is chance, so it is no feature; the record of the run has it.
    let record = try #require(run.statistics["scan"] as? [String: Any])
    let windows = try #require(record["windows"] as? [[String: Any]])
    #expect(windows.count == 3)
    #expect(agree(windows[0]["llr"] as? Double, 13.897293538, tolerance: 1e-6))
    #expect(agree(windows[1]["llr"] as? Double, 11.622033995110542))
    #expect(agree(windows[2]["llr"] as? Double, 2.463376107160002))
    #expect(Set(windows[2]["unit_codes"] as? [String] ?? []) == ["37033", "37145", "37157", "37001"])
    let third = try #require(windows[2]["p_value"] as? Double)
    #expect(third > 0.9)
  }

  // MARK: Columbus

  /// A layer in a plane of its own and without .prj: with `--crs` it is read as if it were degrees, which contiguity
  /// and all statistics but distances do not mind.
  @Test func columbusNeedsACoordinateSystem() throws {
    let path = SharedData.path("reference/layers/columbus.shp")
    let table = try ShapefileReader(path: path).attributes()
    let crime = table.columns[try #require(table.index(of: "CRIME"))]
    guard case .real(let rates) = crime else {
      Issue.record("CRIME is not a number")
      return
    }
    // Six decimals of a percentage are whole numbers of a hundred million.
    var text = "POLYID,enrolled,eligible\n"
    for (unit, rate) in rates.enumerated() { text += "\(unit + 1),\(Int((rate! * 1e6).rounded())),100000000\n" }
    #expect(throws: (any Error).self) {
      try Workspace().analysis(path, text) { $0.layer.codeField = "POLYID" }
    }
    let workspace = Workspace()
    defer { withExtendedLifetime(workspace) {} }
    let analysis = try workspace.analysis(path, text) {
      $0.layer.codeField = "POLYID"
      $0.columns.code = "POLYID"
      $0.layer.crs = "EPSG:4326"
    }
    let run = try SpatialRun(analysis) {
      $0.replications = 0
      $0.localValues = .rate
    }
    let peer = try PeerTable("stats/columbus_CRIME.csv")
    let neighbours = try PeerTable.neighbours("columbus_queen")
    #expect(run.coverage.integers("neighbours") == neighbours.map(\.count))
    let quadrants = ["HH", "LH", "LL", "HL"]
    for unit in run.coverage.indices {
      #expect(agree(run.coverage.numbers("lag_coverage_pct")[unit], try peer.numbers("lag")[unit]))
      #expect(agree(run.coverage.numbers("local_moran_i")[unit], try peer.numbers("Ii_esda")[unit]))
      #expect(agree(run.coverage.numbers("gi_star_z")[unit], try peer.numbers("zGis_B_esda")[unit]))
      #expect(run.coverage.texts("local_moran_quadrant")[unit] == quadrants[try peer.integers("q_esda")[unit] - 1])
    }
    let global = try #require(run.statistics["global_moran"] as? [[String: Any]])
    let reference =
      try JSONSerialization.jsonObject(
        with: Data(try #require(Files.read(SharedData.path("reference/stats/global.json"))))) as? [String: Any]
    let columbus = try #require(reference?["columbus_CRIME"] as? [String: Any])
    let moran = try #require(columbus["esda_Moran_W"] as? [String: Any])
    #expect(agree(global[1]["i"] as? Double, try #require(moran["I"] as? Double)))
  }

  // MARK: Missing data

  /// A county without a row is nobody's neighbour and in no mean.
  @Test func unitsWithoutDataTakeNoPart() throws {
    let data = try NorthCarolina()
    // Two neighbouring counties, and all neighbours of a third.
    let neighbours = try PeerTable.neighbours("nc_queen")
    let lone = 1
    let missing = Set([50, neighbours[50][0]] + neighbours[lone])
    let run = try data.run(without: missing) { $0.localValues = .rate }
    let units = run.coverage
    let observed = units.indices.filter { !missing.contains($0) }
    let mean = observed.reduce(0.0) { $0 + data.coverage($1) } / Double(observed.count)
    let squares = observed.reduce(0.0) { $0 + pow(data.coverage($1) - mean, 2) }
    for unit in units.indices {
      let row = neighbours[unit].filter { !missing.contains($0) }
      let names = [
        "lag_coverage_pct", "local_moran_i", "local_moran_p", "local_moran_q", "gi_star_z", "gi_star_p", "gi_star_q",
      ]
      #expect(units.integers("neighbours")[unit] == neighbours[unit].count)
      if missing.contains(unit) || row.isEmpty {
        for name in names { #expect(units.has(name) && units.numbers(name)[unit] == nil, "\(name)") }
        #expect(units.flags("cold_spot")[unit] == nil)
        if missing.contains(unit) {
          #expect(units.integers("methods_agreeing")[unit] == nil)
          #expect(units.integers("scan_cluster")[unit] == nil)
          #expect(units.integers("threshold_cluster")[unit] == nil)
          #expect(units.texts("status")[unit] == "no_data")
        }
        continue
      }
      let lag = row.reduce(0.0) { $0 + data.coverage($1) } / Double(row.count)
      #expect(agree(units.numbers("lag_coverage_pct")[unit], 100 * lag))
      let i = Double(observed.count - 1) * (data.coverage(unit) - mean) * (lag - mean) / squares
      #expect(agree(units.numbers("local_moran_i")[unit], i))
    }
    for cluster in run.clusters.indices { #expect(missing.isDisjoint(with: try run.members(cluster))) }
    let alone = units.texts("name")[lone]!
    #expect(
      run.notices.contains("With neighbours without data only, so without local statistics (1): \(alone)."))
  }
}
