import Diagnostics
import GeoPackage
import Geometry
import Layers
import TestSupport
import Testing

@Suite struct GeoPackageWriterTests {
  private let folder = TemporaryFolder()

  private func sample(name: String = "kecamatan", style: LayerStyle? = nil) -> FeatureTable {
    var polygons = PolygonBuffer()
    polygons.append(feature: [[[(116, -1), (117, -1), (117, 0), (116, -1)]]])
    polygons.append(feature: [])
    polygons.append(feature: [
      [[(0, 0), (4, 0), (4, 4), (0, 0)], [(2, 1), (3, 2), (3, 1), (2, 1)]], [[(5, 5), (6, 5), (6, 6), (5, 5)]],
    ])
    var attributes = AttributeTable(rowCount: 3)
    attributes.append(Field(name: "kode", kind: .text, width: 8), .text(["64.01", nil, "L'Été \"x\""]))
    attributes.append(Field(name: "FID", kind: .integer, width: 9), .integer([7, nil, -8]))
    attributes.append(Field(name: "luas", kind: .real(decimals: 2), width: 9), .real([0.1, 2, nil]))
    attributes.append(Field(name: "tgl", kind: .date, width: 8), .date(["2025-07-01", nil, nil]))
    attributes.append(Field(name: "ya", kind: .logical, width: 1), .logical([true, false, nil]))
    attributes.append(Field(name: "KODE", kind: .text, width: 1), .text(["", nil, nil]))
    return FeatureTable(name: name, polygons: polygons, attributes: attributes, style: style)
  }

  private func write(_ tables: [FeatureTable], to name: String = "out.gpkg") throws -> Reader {
    try GeoPackageWriter(lastChange: 1_735_689_600).write(tables, to: folder.path + "/" + name)
    return Reader(path: folder.path + "/" + name)
  }

  @Test func theFileSaysThatItIsAGeoPackage() throws {
    let reader = try write([sample()])
    #expect(reader.rows("PRAGMA application_id") == ["1196444487"])
    #expect(reader.rows("PRAGMA user_version") == ["10300"])
    #expect(reader.rows("PRAGMA integrity_check") == ["ok"])
    #expect(reader.rows("PRAGMA foreign_key_check") == [])
    #expect(
      reader.rows("SELECT srs_id, organization, organization_coordsys_id FROM gpkg_spatial_ref_sys ORDER BY srs_id")
        == ["-1|NONE|-1", "0|NONE|0", "4326|EPSG|4326"])
    #expect(
      reader.rows("SELECT * FROM gpkg_contents")
        == ["kecamatan|features|kecamatan||2025-01-01T00:00:00.000Z|0.0|-1.0|117.0|6.0|4326"])
    #expect(reader.rows("SELECT * FROM gpkg_geometry_columns") == ["kecamatan|geom|MULTIPOLYGON|4326|0|0"])
    #expect(
      reader.rows("SELECT * FROM gpkg_extensions")
        == ["kecamatan|geom|gpkg_rtree_index|http://www.geopackage.org/spec120/#extension_rtree|write-only"])
  }

  @Test func columnsKeepTypesAndNulls() throws {
    let reader = try write([sample()])
    #expect(
      reader.rows("SELECT name, type, pk FROM pragma_table_info('kecamatan')") == [
        "fid_2|INTEGER|1", "geom|MULTIPOLYGON|0", "kode|TEXT|0", "FID|INTEGER|0", "luas|REAL|0", "tgl|DATE|0",
        "ya|BOOLEAN|0", "KODE_2|TEXT|0",
      ])
    #expect(
      reader.rows("SELECT fid_2, kode, FID, luas, tgl, ya, KODE_2 FROM kecamatan")
        == ["1|64.01|7|0.1|2025-07-01|1|", "2|||2.0||0|", "3|L'Été \"x\"|-8||||"])
    #expect(
      reader.rows("SELECT typeof(geom), typeof(kode), typeof(FID), typeof(luas), typeof(KODE_2) FROM kecamatan") == [
        "blob|text|integer|real|text", "null|null|null|real|null", "blob|text|integer|null|null",
      ])
  }

  @Test func geometriesAreMultiPolygonsWithEnvelopes() throws {
    let reader = try write([sample()])
    func hex(_ value: Double) -> String {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes in
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      }
    }
    let header = "47500003" + "e6100000" + [116, 117, -1, 0].map(hex).joined()
    let ring = [116, -1, 117, -1, 117, 0, 116, -1].map(hex).joined()
    let polygon = "01" + "03000000" + "01000000" + "04000000" + ring
    #expect(
      reader.rows("SELECT geom FROM kecamatan WHERE fid_2 = 1")
        == [header + "01" + "06000000" + "01000000" + polygon])
    let rings = [
      "02000000" + "04000000" + [0, 0, 4, 0, 4, 4, 0, 0].map(hex).joined() + "04000000"
        + [2, 1, 3, 2, 3, 1, 2, 1].map(hex).joined(),
      "01000000" + "04000000" + [5, 5, 6, 5, 6, 6, 5, 5].map(hex).joined(),
    ]
    #expect(
      reader.rows("SELECT geom FROM kecamatan WHERE fid_2 = 3") == [
        "47500003" + "e6100000" + [0, 6, 0, 6].map(hex).joined() + "01" + "06000000" + "02000000"
          + rings.map { "01" + "03000000" + $0 }.joined()
      ])
  }

  @Test func pointsAreATableOfTheirOwnType() throws {
    var points = PointBuffer()
    points.append(x: 116, y: -1)
    points.appendNull()
    points.append(x: 117.5, y: 0.25)
    var attributes = AttributeTable(rowCount: 3)
    attributes.append(Field(name: "name", kind: .text, width: 8), .text(["A", "B", nil]))
    let reader = try write([sample(), FeatureTable(name: "services", .points(points), attributes: attributes)])
    #expect(
      reader.rows("SELECT table_name, geometry_type_name FROM gpkg_geometry_columns")
        == ["kecamatan|MULTIPOLYGON", "services|POINT"])
    #expect(
      reader.rows("SELECT type FROM pragma_table_info('services') WHERE name = 'geom'") == ["POINT"])
    // Magic, version 0, little-endian without envelope, 4326; a point, x and y.
    let head = "47500001" + "e6100000" + "01" + "01000000"
    #expect(
      reader.rows("SELECT geom FROM services")
        == [head + "0000000000005d40" + "000000000000f0bf", "", head + "0000000000605d40" + "000000000000d03f"])
    #expect(
      reader.rows("SELECT id, minx, maxx, miny, maxy FROM rtree_services_geom ORDER BY id")
        == ["1|116.0|116.0|-1.0|-1.0", "3|117.5|117.5|0.25|0.25"])
    #expect(
      reader.rows("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'services'")
        == ["116.0|-1.0|117.5|0.25"])
  }

  @Test func theIndexHoldsTheBoxesAndItsTriggers() throws {
    let reader = try write([sample()])
    #expect(
      reader.rows("SELECT id, minx, maxx, miny, maxy FROM rtree_kecamatan_geom ORDER BY id")
        == ["1|116.0|117.0|-1.0|0.0", "3|0.0|6.0|0.0|6.0"])
    #expect(reader.rows("SELECT rtreecheck('rtree_kecamatan_geom')") == ["ok"])
    #expect(
      reader.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        == ["delete", "insert", "update1", "update2", "update3", "update4"].map { "rtree_kecamatan_geom_" + $0 })
  }

  @Test func severalLayersAndTheirStyles() throws {
    let reader = try write([
      sample(name: "coverage", style: LayerStyle(name: "Cakupan", qml: "<qgis/>")), sample(name: "a \"b\""),
      FeatureTable(name: "gpkg_kosong", polygons: PolygonBuffer(), attributes: AttributeTable(rowCount: 0)),
    ])
    #expect(
      reader.rows("SELECT table_name, data_type, identifier, min_x FROM gpkg_contents ORDER BY rowid") == [
        "coverage|features|coverage|0.0", "a \"b\"|features|a \"b\"|0.0",
        "layer_gpkg_kosong|features|gpkg_kosong|", "layer_styles|attributes|layer_styles|",
      ])
    #expect(reader.rows("SELECT count(*) FROM \"a \"\"b\"\"\"") == ["3"])
    #expect(
      reader.rows(
        "SELECT f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, useAsDefault FROM layer_styles")
        == ["|coverage|geom|Cakupan|<qgis/>|1"])
    #expect(reader.rows("PRAGMA integrity_check") == ["ok"])
  }

  @Test func theSameLayersGiveTheSameBytes() throws {
    _ = try write([sample()], to: "1.gpkg")
    folder.write("something longer that was there before", to: "2.gpkg")
    _ = try write([sample()], to: "2.gpkg")
    #expect(folder.read("1.gpkg") == folder.read("2.gpkg"))
  }

  @Test func anotherReferenceSystemIsRegistered() throws {
    let utm = SpatialReference(
      id: 32750, name: "WGS 84 / UTM zone 50S", organization: "EPSG", organizationID: 32750, definition: "PROJCS[]",
      description: "")
    let plain = sample()
    let reader = try write([
      FeatureTable(
        name: "utm", plain.geometries, attributes: plain.attributes, spatialReference: utm)
    ])
    #expect(reader.rows("SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY srs_id") == ["-1", "0", "4326", "32750"])
    #expect(reader.rows("SELECT srs_id FROM gpkg_contents") == ["32750"])
    #expect(reader.rows("SELECT hex(substr(geom, 5, 4)) FROM utm WHERE fid_2 = 1") == ["EE7F0000"])
  }

  @Test func anUnreachablePlaceIsTold() {
    let error = #expect(throws: Diagnostic.self) {
      try GeoPackageWriter().write([sample()], to: "/nonexistent/out.gpkg")
    }
    #expect(error?.kind == .cannotCreate)
    #expect(
      error?.message[.english]
        == "/nonexistent/out.gpkg cannot be written: No such file or directory. Choose a place that can be written.")
    #expect(
      error?.message[.indonesian]
        == "/nonexistent/out.gpkg tidak dapat ditulis: berkas atau folder tidak ada. Pilih tempat lain yang dapat "
        + "ditulisi.")
  }

  @Test func aFullDiskIsTold() {
    let error = #expect(throws: Diagnostic.self) { try GeoPackageWriter().write([sample()], to: "/dev/full") }
    #expect(error?.kind == .inputOutput)
    #expect(
      error?.message[.english]
        == "/dev/full cannot be written: no space is left. Free some space there, or choose another place.")
    #expect(
      error?.message[.indonesian]
        == "/dev/full tidak dapat ditulis: ruang penyimpanan habis. Kosongkan ruang di sana, atau pilih tempat lain.")
  }
}
