import Foundation
import TestSupport
import Testing

/// What is written, whole and the same every time.
@Suite struct OutputTests {
  private func analyze(_ desk: Desk, _ arguments: [String] = [], to folder: String = "keluar") throws -> Program.Outcome
  {
    try desk.run(["analyze", "peta.shp", "tabel.csv", "--output", folder] + arguments)
  }

  // MARK: Golden files

  private static let golden = PackageFolder.path + "/Tests/EndToEndTests/Golden/"

  /// The figures were checked by hand: 64.02.14 has min(69528, 79691) + min(77074, 51086) = 120614 covered, so 10163
  /// uncovered and a surplus of 25988; 64.07.09 has 40 of 120; 64.02.13 lacks a count; 64.08.08 has no row.
  /// `JANGKAU_WRITE_GOLDEN=1 swift test --filter golden` writes the files anew, for the difference to be read.
  @Test(arguments: [
    "coverage.geojson", "clusters.geojson", "gaps.geojson", "parents.geojson", "services.geojson", "ranking.csv",
    "rejected.csv", "run.json",
  ])
  func golden(_ name: String) throws {
    let desk = try Desk()
    desk.folder.write(
      Desk.table + "64.02.99,=Muara Jwa,PU,2025-06,5,7\n,Total,PU,2025-06,69633,79858\n", to: "tabel.csv")
    let outcome = try analyze(desk, ["--allow-unmatched", "--lang", "en"])
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    var text = try #require(desk.text("keluar/\(name)"))
    // Versions of libraries are this machine's.
    if name == "run.json" { text = text.replacing(/"(GEOS|PROJ|shapelib)" : ".*"/) { "\"\($0.1)\" : \"\"" } }
    if ProcessInfo.processInfo.environment["JANGKAU_WRITE_GOLDEN"] != nil {
      try Data(text.utf8).write(to: URL(fileURLWithPath: Self.golden + name))
    }
    #expect(text == Files.read(Self.golden + name).map { String(decoding: $0, as: UTF8.self) })
  }

  // MARK: The map

  @Test func theMapIsGeoJSONOfOneTypeForEachProperty() throws {
    let desk = try Desk()
    #expect(try analyze(desk).code == 0)
    let data = Data(desk.folder.read("keluar/coverage.geojson") ?? [])
    let collection = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(collection["type"] as? String == "FeatureCollection")
    #expect(collection["crs"] == nil)
    #expect(collection["bbox"] as? [Double] == [117, 0, 118, 0.625])
    let features = try #require(collection["features"] as? [[String: Any]])
    #expect(features.map { $0["id"] as? String } == Desk.codes)
    struct Collection: Decodable {
      struct Feature: Decodable { let properties: [String: Value] }
      let features: [Feature]
    }
    var types: [String: Set<Value>] = [:]
    var names: Set<[String]> = []
    for feature in try JSONDecoder().decode(Collection.self, from: data).features {
      names.insert(feature.properties.keys.sorted())
      for (name, value) in feature.properties where value != .missing { types[name, default: []].insert(value) }
    }
    #expect(names.count == 1)
    #expect(types.values.allSatisfy { $0.count == 1 }, "\(types)")
    for name in ["code", "name", "level", "parent_code", "parent_name", "status"] { #expect(types[name] == [.text]) }
    for name in ["coverage_pct", "area_km2", "eligible", "rank_uncovered", "coverage_pu_pct"] {
      #expect(types[name] == [.number])
    }
    #expect(types["over_100"] == [.boolean])
  }

  /// A value of JSON by its type, which Foundation's numbers do not keep apart from booleans.
  private enum Value: Decodable {
    case missing, text, number, boolean

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .missing
      } else if (try? container.decode(Bool.self)) != nil {
        self = .boolean
      } else if (try? container.decode(Double.self)) != nil {
        self = .number
      } else {
        _ = try container.decode(String.self)
        self = .text
      }
    }
  }

  @Test func ringsAreWoundAndClosedAsTheStandardSays() throws {
    let desk = try Desk()
    #expect(try analyze(desk).code == 0)
    let data = Data(desk.folder.read("keluar/coverage.geojson") ?? [])
    let polygons = try Self.polygons(data)
    #expect(polygons.map(\.count) == [1, 1, 1, 2])
    #expect(polygons[0][0].count == 2)
    for polygon in polygons.joined() {
      for (position, ring) in polygon.enumerated() {
        #expect(ring.count >= 4)
        #expect(ring.first == ring.last)
        #expect((Self.area(ring) > 0) == (position == 0))
      }
    }
  }

  static func polygons(_ data: Data) throws -> [[[[[Double]]]]] {
    let collection = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let features = try #require(collection["features"] as? [[String: Any]])
    return try features.map { feature in
      let geometry = try #require(feature["geometry"] as? [String: Any])
      if geometry["type"] as? String == "Polygon" { return [try #require(geometry["coordinates"] as? [[[Double]]])] }
      return try #require(geometry["coordinates"] as? [[[[Double]]]])
    }
  }

  private static func area(_ ring: [[Double]]) -> Double {
    zip(ring, ring.dropFirst()).reduce(0) { $0 + ($1.0[0] * $1.1[1] - $1.1[0] * $1.0[1]) / 2 }
  }

  // MARK: Tables

  @Test func formulasAreNeutralised() throws {
    let desk = try Desk()
    try desk.layer("peta", ["64.02.14", "64.07.09", "64.02.13"], ["=1+1", "@SUM(A1)", "-2+3"])
    desk.folder.write("kode,peserta,potensi\n64.02.14,1,2\n64.07.09,1,2\n64.02.13,1,2\n=2+2,3,4\n", to: "tabel.csv")
    #expect(try analyze(desk, ["--allow-unmatched"]).code == 0)
    let ranking = try #require(desk.text("keluar/ranking.csv"))
    for cell in [",'=1+1,", ",'@SUM(A1),", ",'-2+3,"] { #expect(ranking.contains(cell)) }
    #expect(desk.text("keluar/rejected.csv")?.contains(",'=2+2,3,4\r\n") == true)
    #expect(desk.text("keluar/coverage.geojson")?.contains("\"name\":\"=1+1\"") == true)
  }

  @Test func rejectedRowsAreWhole() throws {
    let desk = try Desk()
    desk.folder.write(
      "kode;nama;peserta;catatan;potensi\n64.02.14;Muara Jawa;1;ada;2\n64.02.99; Jauh ;3;\"kata \"\"x\"\"; lalu\nbaris\";4\n",
      to: "tabel.csv")
    // A failed run may keep them too.
    let failed = try analyze(desk, ["--rejected", "ditolak.csv"])
    #expect(failed.code == 65)
    #expect(failed.errors.contains("The rows were saved to ditolak.csv."))
    #expect(desk.files("keluar") == nil)
    let expected =
      "rejected_file,rejected_line,rejected_reason,rejected_explanation,rejected_candidates,kode,nama,peserta,catatan,"
      + "potensi\r\ntabel.csv,3,unknown_code,no unit of the map has this code,,64.02.99,\" Jauh \",3,"
      + "\"kata \"\"x\"\"; lalu\nbaris\",4\r\n"
    #expect(desk.text("ditolak.csv") == expected)
    #expect(try analyze(desk, ["--allow-unmatched"]).code == 0)
    #expect(desk.text("keluar/rejected.csv") == expected)
  }

  // MARK: Whole or not at all

  @Test func aFailedRunLeavesTheFolderAsItWas() throws {
    let desk = try Desk()
    #expect(try analyze(desk).code == 0)
    let before = try #require(desk.files("keluar"))
    let bytes = before.map { desk.folder.read("keluar/\($0)") }
    desk.folder.write("kode,peserta,potensi\n64.02.14,-1,2\n", to: "tabel.csv")
    #expect(try analyze(desk, ["--force"]).code == 65)
    #expect(desk.files("keluar") == before)
    #expect(before.map { desk.folder.read("keluar/\($0)") } == bytes)
    #expect(desk.files()?.contains { $0.hasPrefix(".jangkau") } == false)
  }

  @Test func outputsOfAnEarlierRunAreReplacedTogether() throws {
    let desk = try Desk()
    desk.folder.write(Desk.table + "64.02.99,,PU,2025-06,5,7\n", to: "tabel.csv")
    #expect(try analyze(desk, ["--allow-unmatched"]).code == 0)
    let first = try #require(desk.files("keluar"))
    #expect(Set(first).isSuperset(of: ["coverage.geojson", "ranking.csv", "rejected.csv", "run.json"]))
    desk.folder.write("milik sendiri", to: "keluar/catatan.txt")
    desk.folder.write(Desk.table, to: "tabel.csv")
    #expect(try analyze(desk).code == 73)
    #expect(try analyze(desk, ["--force"]).code == 0)
    #expect(desk.files("keluar") == (first.filter { $0 != "rejected.csv" } + ["catatan.txt"]).sorted())
  }

  @Test func foldersAreMadeOnTheWay() throws {
    let desk = try Desk()
    #expect(try analyze(desk, to: "a/b/c/").code == 0)
    #expect(desk.files("a/b/c")?.contains("coverage.geojson") == true)
    #expect(desk.files("a/b") == ["c"])
    #expect(desk.files("a") == ["b"])
    #expect(desk.files()?.contains { $0.hasPrefix(".") } == false)
  }

  /// The table comes through a pipe that is never filled, so the run waits with its outputs begun.
  @Test(arguments: [SIGINT, SIGTERM]) func anInterruptedRunLeavesNothing(_ number: Int32) throws {
    let desk = try Desk()
    try desk.remove("tabel.csv")
    #expect(mkfifo("\(desk.path)/tabel.csv", 0o600) == 0)
    let before = desk.files()
    let process = Program.process(["analyze", "peta.shp", "tabel.csv", "--output", "keluar"], in: desk.path)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    var waited = 0
    while desk.files()?.contains(where: { $0.hasPrefix(".jangkau") }) != true && waited < 1_000 && process.isRunning {
      usleep(10_000)
      waited += 1
    }
    #expect(desk.files()?.contains { $0.hasPrefix(".jangkau") } == true)
    usleep(20_000)
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    #expect(process.terminationStatus == 128 + number)
    #expect(desk.files() == before)
  }

  // MARK: The same every time

  @Test func bytesDependOnNeitherThreadsNorTheOrderOfOptions() throws {
    let desk = try Desk()
    let options = ["--target", "50", "--allow-unmatched", "--precision", "5"]
    #expect(try analyze(desk, options + ["--threads", "1"], to: "satu").code == 0)
    #expect(try analyze(desk, options + ["--threads", "2"], to: "dua").code == 0)
    #expect(try analyze(desk, options + ["--threads", "5"], to: "lima").code == 0)
    #expect(
      try desk.run(
        "analyze", "--precision", "5", "--allow-unmatched", "--output", "urutan", "peta.shp", "--target", "50",
        "tabel.csv"
      ).code == 0)
    for name in try #require(desk.files("satu")) {
      let bytes = try #require(desk.folder.read("satu/\(name)"))
      for other in ["dua", "lima", "urutan"] {
        #expect(desk.folder.read("\(other)/\(name)") == bytes, "\(other)/\(name)")
      }
    }
  }

  @Test func theTimeAloneDiffers() throws {
    let desk = try Desk()
    let arguments = ["analyze", "peta.shp", "tabel.csv", "--quiet", "--output"]
    #expect(try desk.run(arguments + ["a"], environment: ["SOURCE_DATE_EPOCH": "0"]).code == 0)
    #expect(try desk.run(arguments + ["b"], environment: ["SOURCE_DATE_EPOCH": "1767139200"]).code == 0)
    let first = try #require(desk.text("a/run.json"))
    #expect(first.contains("\"time\" : \"1970-01-01T00:00:00Z\""))
    #expect(desk.text("b/run.json") == first.replacing("1970-01-01T00:00:00Z", with: "2025-12-31T00:00:00Z"))
    #expect(desk.folder.read("a/coverage.geojson") == desk.folder.read("b/coverage.geojson"))
  }

  @Test func checksumsAreThoseOfTheInputs() throws {
    let desk = try Desk()
    desk.folder.write("abc", to: "peta.cpg")
    desk.folder.write("UTF-8", to: "peta.cpg")
    #expect(try analyze(desk).code == 0)
    // `printf UTF-8 | sha256sum`
    #expect(
      desk.text("keluar/run.json")?.contains("3ad3031f5503a4404af825262ee8232cc04d4ea6683d42c5dd0a2f2a27ac9824") == true
    )
  }

  @Test func oneFileMayBeBothTables() throws {
    let desk = try Desk()
    #expect(try analyze(desk, ["--workforce", "tabel.csv"]).code == 0)
    let plain = try desk.run("rank", "peta.shp", "tabel.csv", "--format", "csv")
    #expect(desk.text("keluar/ranking.csv") == plain.output)
  }

  @Test func summariesGoToStandardOutputUnlessQuiet() throws {
    let desk = try Desk()
    let loud = try analyze(desk)
    #expect(loud.errors.isEmpty)
    let files = try #require(desk.files("keluar"))
    let line = try #require(loud.output.split(separator: "\n").first { $0.hasPrefix("Written to keluar: ") })
    #expect(line.dropFirst(19).split(separator: ", ").map(String.init).sorted() == files)
    let quiet = try analyze(desk, ["--quiet"], to: "lain")
    #expect(quiet.output.isEmpty)
    #expect(quiet.errors.isEmpty)
    #expect(desk.folder.read("lain/coverage.geojson") == desk.folder.read("keluar/coverage.geojson"))
  }
}
