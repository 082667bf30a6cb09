import Foundation
import TestSupport
import Testing

/// `run.json` keeps every option of the run that can change its results.
@Suite struct OptionRecordTests {
  private static let shapes = PackageFolder.path + "/shapes"
  private static let layer = "\(shapes)/kaltim_kecamatan.shp"
  private static let table = "\(shapes)/kepesertaan_ilustrasi.csv"

  /// Options that say where results go and how they are told.
  private static let ways: Set = ["output", "force", "rejected", "threads", "quiet", "no-color", "version", "help"]

  /// The options of `analyze` that have no value unless they are stated, stated.
  private static let stated = [
    "layer": "kaltim_kecamatan", "code-field": "KODE", "name-field": "NAMA", "parent-field": "NAMA_INDUK",
    "dbf-encoding": "UTF-8", "crs": "EPSG:4326", "code-column": "kode", "name-column": "kecamatan",
    "parent-column": "kabupaten", "enrolled-column": "peserta_aktif", "eligible-column": "potensi",
    "segment-column": "segmen", "period-column": "periode", "segment": "Rentan", "ignore-column": "dasar",
    "eligible-per": "segment", "header-line": "1", "separator": ";", "table-encoding": "UTF-8", "period": "2025-12",
    "area": "all", "threshold": "45", "scan-secondary": "standard", "points": "\(shapes)/titik_layanan.csv",
    "points-crs": "EPSG:4326", "lon-column": "lon", "lat-column": "lat", "workforce": table,
  ]

  private func record(_ arguments: [String], in desk: TemporaryFolder) throws -> [String: String] {
    let outcome = try Program.run(
      ["analyze"] + arguments + ["--output", "keluar", "--force", "--permutations", "99", "--replications", "9"],
      in: desk.path)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let run = try JSONSerialization.jsonObject(with: Data(desk.read("keluar/run.json") ?? [])) as? [String: Any]
    return try #require(run?["options"] as? [String: String])
  }

  /// Long names of all options of `analyze`, from the program itself.
  private func names(in desk: TemporaryFolder) throws -> Set<String> {
    let dump = try Program.run(["--experimental-dump-help"], in: desk.path).output
    let object = try JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any]
    let root = try #require(object?["command"] as? [String: Any])
    let commands = try #require(root["subcommands"] as? [[String: Any]])
    let analyze = try #require(commands.first { $0["commandName"] as? String == "analyze" })
    let arguments = try #require(analyze["arguments"] as? [[String: Any]])
    let names = arguments.flatMap { $0["names"] as? [[String: String]] ?? [] }
    return Set(names.filter { $0["kind"] == "long" }.compactMap { $0["name"] })
  }

  @Test func everyOptionThatIsStatedOrHasAValueIsKept() throws {
    let desk = TemporaryFolder()
    var kept = try record(
      [Self.layer, Self.table] + Self.stated.flatMap { ["--\($0.key)", $0.value] }, in: desk)
    #expect(kept["workforce"] == "kepesertaan_ilustrasi.csv", "a file's name without its folder")
    #expect(kept["points"] == "titik_layanan.csv")
    #expect(kept["ignore_column"] == "dasar")
    #expect(kept["scan_max_share"] == "0.25", "as the model has it")
    #expect(kept["weights"] == "queen")
    #expect(kept["target"] == "100.0")
    for (name, value) in Self.stated where !["points", "workforce", "threshold"].contains(name) {
      #expect(kept[name.replacing("-", with: "_")] == value)
    }
    // Sheets are of workbooks, which have no separators.
    let clean = try Program.run(["check", Self.layer, Self.table, "--write-clean", "buku.xlsx"], in: desk.path)
    #expect(clean.code == 0)
    let sheets = ["--sheet", "Data", "--workforce", "buku.xlsx", "--workforce-sheet", "Data"]
    kept.merge(try record([Self.layer, "buku.xlsx"] + sheets, in: desk)) { first, _ in first }
    #expect(
      Set(kept.keys) == Set(try names(in: desk).subtracting(Self.ways).map { $0.replacing("-", with: "_") }))
  }

  @Test func whatWasNotStatedHasTheValueThatWasInForceOrNone() throws {
    let desk = TemporaryFolder()
    let kept = try record([Self.layer, Self.table, "--scan-model", "poisson", "--lang", "id"], in: desk)
    #expect(kept["scan_max_share"] == "0.5")
    #expect(kept["min_difference_tau"] == "0.0", "the model knows no variation between units")
    #expect(kept["reach"] == "25.0")
    #expect(kept["lang"] == "id")
    #expect(kept["code_column"] == nil)
    #expect(kept["segment"] == nil, "of a list nothing is nothing")
    #expect(kept.keys.allSatisfy { !Self.ways.contains($0) })
  }
}
