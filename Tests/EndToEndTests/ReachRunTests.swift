import Foundation
import Layers
import Shapefile
import TestSupport
import Testing

/// Service points as a user gives them, and what becomes of them in every output.
@Suite struct ReachRunTests {
  /// The desk's units are squares of 0.25° from 117° E to 118° E by the equator; the last has a part further north.
  private static let points = "nama;bujur;lintang\nKantor Muara Jawa;117,1;0,02\nKapal;117,4;-0,15\n"

  private func analyze(
    _ desk: Desk, _ arguments: [String] = [], points: String = points, to folder: String = "keluar"
  ) throws -> Program.Outcome {
    desk.folder.write(points, to: "titik.csv")
    return try desk.run(
      ["analyze", "peta.shp", "tabel.csv", "--output", folder, "--points", "titik.csv", "--permutations", "9"]
        + arguments)
  }

  private func object(_ desk: Desk, _ name: String) throws -> [String: Any] {
    let data = Data(try #require(desk.folder.read("keluar/\(name)")))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func properties(_ desk: Desk, _ name: String) throws -> [[String: Any]] {
    let features = try #require(try object(desk, name)["features"] as? [[String: Any]])
    return try features.map { try #require($0["properties"] as? [String: Any]) }
  }

  @Test func reachIsInEveryOutput() throws {
    let desk = try Desk()
    let outcome = try analyze(desk, ["--lang", "id"])
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    let units = try properties(desk, "coverage.geojson")
    let percents = try units.map { try #require($0["reach_pct"] as? Double) }
    #expect(percents[0] > 50 && percents[0] < 100)
    #expect(percents[3] == 0)
    // By the equator a degree is 111.32 km of longitude and 110.57 km of latitude.
    for unit in units {
      let longitude = try #require(unit["centroid_lon"] as? Double)
      let latitude = try #require(unit["centroid_lat"] as? Double)
      let distances = [(117.1, 0.02), (117.4, -0.15)].map { x, y in
        (pow(111.32 * (longitude - x), 2) + pow(110.57 * (latitude - y), 2)).squareRoot()
      }
      let found = try #require(unit["nearest_point_km"] as? Double)
      #expect(abs(found / (try #require(distances.min())) - 1) < 1e-3)
    }

    let gaps = try properties(desk, "gaps.geojson")
    let out = gaps.filter { $0["kind"] as? String == "out_of_reach" }
    #expect(out.map { $0["unit_codes"] as? String } == Desk.codes)
    for (gap, unit) in zip(out, units) {
      let share = try #require(gap["share_pct"] as? Double)
      #expect(abs(share + (try #require(unit["reach_pct"] as? Double)) - 100) < 1e-9)
      let uncovered = unit["uncovered"] as? Int
      #expect(gap["uncovered_estimate"] as? Int == uncovered.map { Int((Double($0) * share / 100).rounded()) })
    }

    let record = try object(desk, "run.json")
    let reach = try #require(record["reach"] as? [String: Any])
    #expect(reach["points"] as? Int == 2)
    #expect(reach["points_outside_units"] as? Int == 1)
    #expect(reach["reach_km"] as? Double == 25)
    #expect(reach["units_out_of_reach"] as? Int == 1)
    #expect(reach["units_partly_out_of_reach"] as? Int == 3)
    #expect(reach["furthest_unit"] as? String == "64.08.08")
    let estimate = out.reduce(0) { $0 + ($1["uncovered_estimate"] as? Int ?? 0) }
    #expect(reach["uncovered_estimate"] as? Int == estimate)
    let inputs = try #require(record["inputs"] as? [[String: Any]])
    let input = try #require(inputs.first { $0["role"] as? String == "points" })
    #expect(input["file"] as? String == "titik.csv")
    #expect(input["rows"] as? Int == 2)
    #expect((input["sha256"] as? String)?.count == 64)
    let options = try #require(record["options"] as? [String: String])
    #expect(options["reach"] == "25.0" && options["points"] == "titik.csv")

    let ranking = try #require(desk.text("keluar/ranking.csv")).split(whereSeparator: \.isNewline)
    #expect(ranking[0].contains(",status,reach_pct,nearest_point_km,"))
    #expect(outcome.output.contains("Jangkauan  : "))
    #expect(
      outcome.output.contains("taksiran \(estimate.formatted(.number.locale(Locale(identifier: "id_ID")))) pekerja"))
    #expect(outcome.output.contains("terjauh: Kombeng, "))
    #expect(
      outcome.output.contains("- titik.csv: 1 titik layanan di luar semua wilayah, tetap dipakai: Kapal (baris 3)."))
  }

  @Test func withoutPointsNothingIsSaidOfReach() throws {
    let desk = try Desk()
    let outcome = try desk.run("analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--lang", "en")
    #expect(outcome.code == 0)
    #expect(!outcome.output.contains("Reach"))
    for unit in try properties(desk, "coverage.geojson") {
      #expect(unit["reach_pct"] is NSNull && unit["nearest_point_km"] is NSNull)
    }
    #expect(try object(desk, "run.json")["reach"] == nil)
    #expect(desk.text("keluar/ranking.csv")?.contains("reach") == false)
  }

  @Test func aReachThatCoversEverythingHasNoGap() throws {
    let desk = try Desk()
    let outcome = try analyze(desk, ["--reach", "500", "--lang", "en"])
    #expect(outcome.code == 0)
    #expect(
      outcome.output.contains("Reach      : 0.0 % of the area (0 km²) is further than 500 km from all 2 service points")
    )
    #expect(try properties(desk, "coverage.geojson").allSatisfy { $0["reach_pct"] as? Double == 100 })
    #expect(try properties(desk, "gaps.geojson").allSatisfy { $0["kind"] as? String != "out_of_reach" })
  }

  @Test func aPointLayerDoesTheSameAsATable() throws {
    let desk = try Desk()
    var attributes = AttributeTable(rowCount: 2)
    attributes.append(Field(name: "NAMA", kind: .text, width: 20), .text(["Kantor Muara Jawa", "Kapal"]))
    try ShapefileWriter.write(
      points: [(117.1, 0.02), (117.4, -0.15)], attributes: attributes, crsDefinition: Desk.wgs84,
      to: "\(desk.path)/kantor.shp")
    #expect(try analyze(desk).code == 0)
    #expect(try analyze(desk, ["--points", "kantor.shp"], to: "layer").code == 0)
    for name in ["coverage.geojson", "gaps.geojson", "ranking.csv"] {
      #expect(desk.folder.read("keluar/\(name)") == desk.folder.read("layer/\(name)"))
    }
  }

  @Test func bytesDoNotDependOnThreads() throws {
    let desk = TemporaryFolder()
    var expected: [String: [UInt8]] = [:]
    for threads in ["1", "2", "5"] {
      let outcome = try Program.run(
        ["analyze", "--sample", "--output", threads, "--threads", threads, "--reach", "40", "--permutations", "9"],
        in: desk.path, environment: ["JANGKAU_SHAPES": PackageFolder.path + "/shapes"])
      #expect(outcome.code == 0)
      for name in ["coverage.geojson", "gaps.geojson", "ranking.csv", "run.json"] {
        let bytes = try #require(desk.read("\(threads)/\(name)"))
        #expect(expected[name, default: bytes] == bytes)
        expected[name] = bytes
      }
    }
  }

  /// Faults of points, with nothing written: arguments after `--points titik.csv`, the file, the code and the message.
  static let faults: [(points: String, arguments: [String], code: Int32, english: String)] = [
    (
      "nama,lon,lat\nA,-0.5,117.15\n", [], 65,
      "titik.csv, line 2: longitude -0.5, latitude 117.15 is no place on the Earth. Longitude and latitude look swapped: "
        + "exchange the columns, or name them with --lon-column and --lat-column."
    ),
    (
      "lon,lat\n", [], 65,
      "titik.csv: there is a header (line 1) and no data row. Check the export of the table."
    ),
    (
      "x,y\n516690,9944734\n", [], 65,
      "The table titik.csv: the coordinate reference system of the columns “x” and “y” is not known. State it, for example "
        + "--points-crs EPSG:32650 (WGS 84 / UTM 50N) or --points-crs EPSG:4326 (longitude and latitude, WGS 84)."
    ),
    (
      "lon,lat\n117,0\n", ["--points", "tiada.csv"], 66, "tiada.csv: there is no such file. Check its name and folder."
    ),
  ]

  @Test(arguments: faults.indices) func badPointsEndTheRun(_ index: Int) throws {
    let desk = try Desk()
    let fault = Self.faults[index]
    let outcome = try analyze(desk, ["--lang", "en"] + fault.arguments, points: fault.points)
    #expect(outcome.errors == "jangkau: \(fault.english)\n")
    #expect(outcome.code == fault.code)
    #expect(outcome.output.isEmpty)
    #expect(desk.files("keluar") == nil)
  }

  @Test(arguments: [
    (["--reach", "10"], "--reach has an effect with --points only."),
    (["--points-crs", "EPSG:32750"], "--points-crs has an effect with --points only."),
    (["--points", "t.csv", "--reach", "0"], "--reach is above 0 and at most 5000 kilometres."),
    (["--points", "t.csv", "--reach", "nan"], "--reach is above 0 and at most 5000 kilometres."),
    (["--points", "t.csv", "--lon-column", "x"], "--lon-column and --lat-column go together."),
  ]) func wrongUsageOfReach(_ arguments: [String], _ message: String) throws {
    let desk = try Desk()
    let outcome = try desk.run(["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--lang", "en"] + arguments)
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains(message))
    #expect(desk.files("keluar") == nil)
  }
}
