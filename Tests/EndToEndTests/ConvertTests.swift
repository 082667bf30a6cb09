import CSQLite
import Foundation
import Shapefile
import TestSupport
import Testing

/// `convert` and back: nothing is lost.
@Suite struct ConvertTests {
  private func rings(_ path: String) throws -> [[[Double]]] {
    let polygons = try ShapefileReader(path: path).polygons(threads: 1).polygons
    return (0..<polygons.featureCount).map { feature in
      polygons.rings(ofFeature: feature).map { ring in
        polygons.vertices(of: ring).flatMap { [polygons.coordinates[2 * $0], polygons.coordinates[2 * $0 + 1]] }
      }
    }
  }

  @Test func toAShapefileAndBack() throws {
    let desk = try Desk()
    let outcome = try desk.run("convert", "peta.shp", "hasil/.hasil.shp")
    #expect(outcome.code == 73)
    let whole = try desk.run("convert", "peta.shp", "hasil.shp")
    #expect(whole.code == 0)
    #expect(whole.errors.isEmpty)
    #expect(
      whole.output
        == "4 units, 30 vertices, from WGS 84 to WGS 84: hasil.shp, hasil.shx, hasil.dbf, hasil.cpg, hasil.prj\n"
    )
    #expect(try rings("\(desk.path)/hasil.shp") == rings("\(desk.path)/peta.shp"))
    let (left, right) = (
      try ShapefileReader(path: "\(desk.path)/hasil.shp").attributes(),
      try ShapefileReader(path: "\(desk.path)/peta.shp").attributes()
    )
    #expect(left == right)
    // The same figures come of it.
    let first = try desk.run("rank", "peta.shp", "tabel.csv", "--format", "csv", "--quiet")
    let second = try desk.run("rank", "hasil.shp", "tabel.csv", "--format", "csv", "--quiet")
    #expect(first.output == second.output)
  }

  @Test func toGeoJSON() throws {
    let desk = try Desk()
    #expect(try desk.run("convert", "peta.shp", "hasil.geojson", "--precision", "3").code == 0)
    let data = Data(desk.folder.read("hasil.geojson") ?? [])
    let collection = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let features = try #require(collection["features"] as? [[String: Any]])
    #expect(features.map { ($0["properties"] as? [String: Any])?["kode"] as? String } == Desk.codes)
    #expect(features.map { ($0["properties"] as? [String: Any])?["nama"] as? String } == Desk.names)
    let polygons = try OutputTests.polygons(data)
    #expect(polygons.map(\.count) == [1, 1, 1, 2])
    // The rings of the shapefile, to three decimals: 117.0625 is 117.063 (or 117.062, halves to even).
    let expected = try rings("\(desk.path)/peta.shp")
    for (feature, parts) in polygons.enumerated() {
      let found = parts.joined().map { $0.flatMap { $0 } }
      #expect(found.map(\.count) == expected[feature].map(\.count))
      for (value, original) in zip(found.joined(), expected[feature].joined()) {
        #expect(abs(value - original) <= 0.0005 + 1e-12)
      }
    }
  }

  @Test func toAGeoPackage() throws {
    let desk = try Desk()
    #expect(try desk.run("convert", "peta.shp", "hasil.gpkg").code == 0)
    var database: OpaquePointer?
    #expect(sqlite3_open_v2("\(desk.path)/hasil.gpkg", &database, SQLITE_OPEN_READONLY, nil) == SQLITE_OK)
    defer { sqlite3_close_v2(database) }
    var statement: OpaquePointer?
    #expect(
      sqlite3_prepare_v2(database, "SELECT kode, nama FROM hasil ORDER BY rowid", -1, &statement, nil) == SQLITE_OK)
    defer { sqlite3_finalize(statement) }
    var rows: [[String]] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      rows.append((0..<2).map { String(cString: sqlite3_column_text(statement, Int32($0))) })
    }
    #expect(rows.map { $0[0] } == Desk.codes)
    #expect(rows.map { $0[1] } == Desk.names)
  }

  @Test func aProjectedLayerBecomesDegrees() throws {
    let desk = try Desk()
    // WGS 84 / UTM 50S, a square of ten kilometres east of the central meridian's false easting.
    let utm =
      "PROJCS[\"WGS_1984_UTM_Zone_50S\",\(Desk.wgs84),PROJECTION[\"Transverse_Mercator\"],"
      + "PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",10000000.0],"
      + "PARAMETER[\"Central_Meridian\",117.0],PARAMETER[\"Scale_Factor\",0.9996],PARAMETER[\"Latitude_Of_Origin\",0.0],"
      + "UNIT[\"Meter\",1.0]]"
    let original = try ShapefileReader(path: "\(desk.path)/peta.shp")
    var polygons = try original.polygons(threads: 1).polygons
    for index in polygons.coordinates.indices {
      polygons.coordinates[index] =
        index % 2 == 0
        ? 500_000 + (polygons.coordinates[index] - 117) * 40_000 : 9_900_000 + polygons.coordinates[index] * 40_000
    }
    try ShapefileWriter.write(
      .init(name: "utm", polygons: polygons, attributes: try original.attributes(), crsDefinition: utm),
      to: "\(desk.path)/utm.shp")
    let outcome = try desk.run("convert", "utm.shp", "derajat.shp")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("to WGS 84"))
    let first = try #require(try rings("\(desk.path)/derajat.shp").first?.first)
    // `echo 500000 9900000 | cs2cs -f %.10f EPSG:32750 EPSG:4326`: 0.9047306146 S, 117 E.
    #expect(abs(first[0] - 117) < 1e-9)
    #expect(abs(first[1] + 0.9047306146) < 1e-9)
    #expect(desk.text("derajat.prj")?.hasPrefix("GEOGCS[\"GCS_WGS_1984\"") == true)
  }

  @Test func filesAreReplacedOnlyWhenAsked() throws {
    let desk = try Desk()
    #expect(try desk.run("convert", "peta.shp", "hasil.geojson", "--quiet").output.isEmpty)
    let bytes = try #require(desk.folder.read("hasil.geojson"))
    #expect(try desk.run("convert", "peta.shp", "hasil.geojson").code == 73)
    #expect(try desk.run("convert", "peta.shp", "hasil.geojson", "--force", "--threads", "3").code == 0)
    #expect(desk.folder.read("hasil.geojson") == bytes)
    // A layer may not be replaced by itself half read.
    #expect(try desk.run("convert", "peta.shp", "peta.shp").code == 64)
    #expect(desk.files()?.contains { $0.hasPrefix(".jangkau") } == false)
  }
}
