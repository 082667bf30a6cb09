import Foundation
import Geometry
import Layers
import Shapefile
import TestSupport
import Testing

/// Holes and overlaps in `check` and `analyze`, and `convert --repair`, as a user runs them.
@Suite struct RepairTests {
  /// Three units: the first two overlap by a strip, and none covers a pond between all three.
  private func desk() throws -> Desk {
    let desk = try Desk()
    var polygons = PolygonBuffer()
    polygons.append(
      feature: [[[(117, 0), (117.5, 0), (117.5, 0.4), (117.45, 0.4), (117.45, 0.5), (117, 0.5), (117, 0)]]])
    polygons.append(
      feature: [[[(117.49, 0), (118, 0), (118, 0.5), (117.55, 0.5), (117.55, 0.4), (117.49, 0.4), (117.49, 0)]]])
    polygons.append(feature: [[[(117, 0.5), (118, 0.5), (118, 1), (117, 1), (117, 0.5)]]])
    var attributes = AttributeTable(rowCount: 3)
    attributes.append(
      Field(name: "kode", kind: .text, width: 20), .text(["64.02.14", "64.07.09", "64.02.13"]))
    attributes.append(
      Field(name: "nama", kind: .text, width: 40), .text(["Muara Jawa", "Muara Lawa", "Samboja"]))
    try ShapefileWriter.write(
      Layer(name: "rusak", polygons: polygons, attributes: attributes, crsDefinition: Desk.wgs84),
      to: "\(desk.path)/rusak.shp")
    return desk
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func checkListsHolesAndOverlaps() throws {
    let desk = try desk()
    let text = try desk.run("check", "rusak.shp")
    #expect(text.code == 0)
    #expect(text.output.contains("Holes, which belong to no unit: 1 (123."))
    #expect(text.output.contains("- 64.02.14 Muara Jawa, 64.07.09 Muara Lawa, 64.02.13 Samboja: 123."))
    #expect(text.output.contains("Overlaps, which belong to several units: 1 (49."))
    let report = try object(try desk.run("check", "rusak.shp", "--format", "json").output)
    let defects = try #require(report["defects"] as? [[String: Any]])
    #expect(defects.map { $0["kind"] as? String } == ["boundary_hole", "boundary_overlap"])
    #expect(
      defects.map { $0["unit_codes"] as? [String] } == [
        ["64.02.14", "64.07.09", "64.02.13"], ["64.02.14", "64.07.09"],
      ])
    let summed = try object(try desk.run("check", "rusak.shp", "--format", "json", "--min-gap-area", "1000").output)
    #expect((summed["defects"] as? [Any])?.isEmpty == true)
    let totals = try #require(summed["boundary_defects"] as? [String: Any])
    #expect(totals["min_gap_area_km2"] as? Double == 1000)
    #expect((totals["holes"] as? [String: Any])?["sliver_count"] as? Int == 1)
    #expect(((totals["overlaps"] as? [String: Any])?["area_km2"] as? Double).map { abs($0 - 49.2) < 0.2 } == true)
    let wrong = try desk.run("check", "rusak.shp", "--min-gap-area", "-1")
    #expect(wrong.code == 64)
  }

  @Test func analyzeWritesThemAsGaps() throws {
    let desk = try desk()
    let outcome = try desk.run(
      "analyze", "rusak.shp", "tabel.csv", "--output", "hasil", "--permutations", "9", "--replications", "9")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("The boundaries are flawed: 1 hole ("))
    let gaps = try object(desk.text("hasil/gaps.geojson") ?? "")
    let features = try #require(gaps["features"] as? [[String: Any]])
    let properties = features.compactMap { $0["properties"] as? [String: Any] }
      .filter { ($0["kind"] as? String)?.hasPrefix("boundary") == true }
    #expect(properties.map { $0["kind"] as? String } == ["boundary_hole", "boundary_overlap"])
    #expect(properties[1]["unit_codes"] as? String == "64.02.14; 64.07.09")
    #expect(properties.allSatisfy { $0["share_pct"] is NSNull && $0["uncovered_estimate"] is NSNull })
    let run = try object(desk.text("hasil/run.json") ?? "")
    let totals = try #require(run["boundary_defects"] as? [String: Any])
    #expect((totals["overlaps"] as? [String: Any])?["count"] as? Int == 1)
    #expect((run["options"] as? [String: Any])?["min_gap_area"] as? String == "0.01")
  }

  @Test func repairMakesSharedEdgesMatch() throws {
    let desk = try desk()
    let outcome = try desk.run("convert", "rusak.shp", "rapi.shp", "--repair", "--report", "ubah.csv")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("Repair with --snap 1 (metres); areas in km²:"))
    #expect(outcome.output.contains("1 of 3 units changed."))
    #expect(outcome.output.contains("overlaps: 1 (49."))
    #expect(outcome.output.contains(" to 0 (0.0000)."))
    let lines = try #require(desk.text("ubah.csv")).split(separator: "\r\n")
    #expect(
      lines.first
        == "record,code,name,invalidity,area_before_km2,area_after_km2,gained_km2,lost_km2,changed_km2")
    #expect(lines.dropFirst().map { $0.prefix(11) } == ["1,64.02.14,", "2,64.07.09,", "3,64.02.13,"])
    // Attributes and their order are untouched.
    let (old, new) = (
      try ShapefileReader(path: "\(desk.path)/rusak.shp").attributes(),
      try ShapefileReader(path: "\(desk.path)/rapi.shp").attributes()
    )
    #expect(old == new)
    let report = try object(try desk.run("check", "rapi.shp", "--format", "json").output)
    let totals = try #require(report["boundary_defects"] as? [String: Any])
    #expect((totals["overlaps"] as? [String: Any])?["count"] as? Int == 0)
    // The pond is wider than the snap.
    #expect((totals["holes"] as? [String: Any])?["count"] as? Int == 1)
    let neighbours = try #require(report["neighbours"] as? [String: Any])
    #expect((neighbours["near_misses"] as? [Any])?.isEmpty == true)
    #expect((neighbours["weights"] as? [String: Any])?["links"] as? Int == 6)
  }

  @Test func theSameBytesForAnyNumberOfThreads() throws {
    let desk = try desk()
    var texts: [String] = []
    for threads in ["1", "3"] {
      let outcome = try desk.run(
        "convert", "rusak.shp", "rapi.geojson", "--repair", "--threads", threads, "--quiet", "--force")
      #expect(outcome.code == 0)
      #expect(outcome.output.isEmpty)
      texts.append(try #require(desk.text("rapi.geojson")))
    }
    #expect(texts[0] == texts[1])
  }

  @Test func whatGoesWithRepairOnly() throws {
    let desk = try desk()
    let snap = try desk.run("convert", "rusak.shp", "a.geojson", "--snap", "5")
    #expect(snap.code == 64)
    #expect(snap.errors.contains("--snap and --report go with --repair only."))
    #expect(try desk.run("convert", "rusak.shp", "a.geojson", "--report", "a.csv").code == 64)
    #expect(try desk.run("convert", "rusak.shp", "a.geojson", "--repair", "--snap", "-1").code == 64)
    // A report that is there is replaced only when asked.
    desk.folder.write("penting", to: "a.csv")
    #expect(try desk.run("convert", "rusak.shp", "a.geojson", "--repair", "--report", "a.csv").code == 73)
    #expect(desk.text("a.csv") == "penting")
    #expect(desk.text("a.geojson") == nil)
    #expect(try desk.run("convert", "rusak.shp", "a.geojson", "--repair", "--report", "a.csv", "--force").code == 0)
    #expect(desk.text("a.csv")?.hasPrefix("record,") == true)
  }

  @Test func aUnitThatWouldVanishStopsTheRepair() throws {
    let desk = try desk()
    let outcome = try desk.run("convert", "rusak.shp", "kasar.geojson", "--repair", "--precision", "0")
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("The repair would leave nothing of "))
    #expect(desk.text("kasar.geojson") == nil)
    #expect(desk.files()?.contains { $0.hasPrefix(".jangkau") } == false)
  }
}
