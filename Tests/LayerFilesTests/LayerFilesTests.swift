import Archives
import Diagnostics
import GeoJSON
import GeoPackage
import Geometry
import LayerFiles
import Layers
import Shapefile
import TestSupport
import Testing

@Suite struct LayerFilesTests {
  private let folder = TemporaryFolder()

  private func layer(_ name: String, shift: Double = 0) -> Layer {
    var polygons = PolygonBuffer()
    polygons.append(feature: [[[(116 + shift, -1), (117 + shift, -1), (117 + shift, 0), (116 + shift, -1)]]])
    polygons.append(feature: [])
    var table = AttributeTable(rowCount: 2)
    table.append(Field(name: "KODE", kind: .text, width: 5), .text(["64.01", "64.02"]))
    return Layer(name: name, polygons: polygons, attributes: table, crsDefinition: "GEOGCS[\"WGS 84\"]")
  }

  /// The parts of a shapefile, by extension.
  private func parts(_ layer: Layer) throws -> [String: [UInt8]] {
    let base = folder.path + "/parts"
    try ShapefileWriter.write(layer, to: base)
    return Dictionary(
      uniqueKeysWithValues: ["shp", "shx", "dbf", "prj", "cpg"].map { ($0, folder.read("parts.\($0)")!) })
  }

  private func archive(_ name: String, _ entries: [(String, [UInt8])]) throws -> String {
    var zip = ZipWriter()
    for (name, bytes) in entries { zip.add(bytes, as: name) }
    folder.write(try zip.bytes(), to: name)
    return folder.path + "/" + name
  }

  private func open(_ name: String, layer: String? = nil) throws -> any LayerSource {
    try LayerFiles.open(folder.path + "/" + name, layer: layer)
  }

  private func expectWhole(_ source: any LayerSource, shift: Double = 0) throws {
    let expected = layer("", shift: shift)
    #expect(try source.polygons(threads: 1).polygons == expected.polygons)
    #expect(try source.attributes().columns == expected.attributes.columns)
  }

  @Test func everyFormatGivesTheSameLayer() throws {
    let whole = layer("peta")
    try ShapefileWriter.write(whole, to: folder.path + "/peta.shp")
    try GeoPackageWriter().write(
      [FeatureTable(name: "peta", polygons: whole.polygons, attributes: whole.attributes)],
      to: folder.path + "/peta.gpkg")
    try GeoJSONWriter().write(
      FeatureCollection(polygons: whole.polygons, properties: Property.properties(of: whole.attributes)),
      to: folder.path + "/peta.json")
    try GeoJSONWriter().write(
      FeatureCollection(polygons: whole.polygons, properties: Property.properties(of: whole.attributes)),
      to: folder.path + "/tanpa-akhiran")
    for name in ["peta.shp", "peta", "peta.DBF", "peta.gpkg", "peta.json", "tanpa-akhiran"] {
      let source = try open(name)
      try expectWhole(source)
      #expect(source.name == (name == "tanpa-akhiran" ? name : "peta"))
    }
    #expect(try open("peta.gpkg", layer: "PETA").files == [folder.path + "/peta.gpkg"])
    #expect(try open("peta.shp", layer: "peta").files.count == 5)
    for name in ["peta.shp", "peta.gpkg", "peta.json"] {
      let error = #expect(throws: Diagnostic.self) { try open(name, layer: "desa") }
      #expect(error?.code == "layerfile.layer.missing")
      #expect(error?.arguments["layers"] == "peta")
    }
  }

  @Test func zippedShapefiles() throws {
    let parts = try parts(layer("x"))
    let path = try archive(
      "a.ZIP",
      [
        ("__MACOSX/kab/._Kab.shp", [1]), ("kab/Kab.SHP", parts["shp"]!), ("kab/kab.dbf", parts["dbf"]!),
        ("kab/Kab.Prj", parts["prj"]!), ("kab/baca.txt", [65]), ("kab/Kab.cpg", parts["cpg"]!), ("meta.json", [123]),
      ])
    let source = try open("a.ZIP")
    try expectWhole(source)
    #expect(source.name == "Kab")
    #expect(source.files == [path])
    #expect(source.referenceSystem == .stated("GEOGCS[\"WGS 84\"]", place: ".prj"))
    #expect(source.notices.map(\.code) == ["shapefile.index.missing"])
    _ = try archive("b.shz", [("x.shp", parts["shp"]!), ("x.shx", parts["shx"]!), ("x.dbf", parts["dbf"]!)])
    try expectWhole(try open("b.shz"))
    _ = try archive("c.zip", [("x.shp", parts["shp"]!)])
    #expect(
      #expect(throws: Diagnostic.self) { try open("c.zip") }?.message.english.contains(
        "c.zip/x.shp: the .dbf is missing") == true)
  }

  @Test func severalLayersInAnArchive() throws {
    let (one, two) = (try parts(layer("x")), try parts(layer("x", shift: 1)))
    func entries(_ base: String, _ parts: [String: [UInt8]]) -> [(String, [UInt8])] {
      ["shp", "shx", "dbf"].map { ("\(base).\($0)", parts[$0]!) }
    }
    let path = try archive("a.zip", entries("kab", one) + entries("lain/kec", two) + entries("lain/kab", two))
    let error = #expect(throws: Diagnostic.self) { try open("a.zip") }
    #expect(
      error?.message.english
        == "\(path) holds several layers: kab.shp, kec, lain/kab.shp. Name the one that is meant with --layer NAME.")
    try expectWhole(try open("a.zip", layer: "KEC"), shift: 1)
    try expectWhole(try open("a.zip", layer: "lain/kab"), shift: 1)
    #expect(#expect(throws: Diagnostic.self) { try open("a.zip", layer: "desa") }?.code == "layerfile.layer.missing")
    // The path names one of the two to the letter.
    try expectWhole(try open("a.zip", layer: "kab.shp"))
  }

  @Test func otherFormatsInAnArchive() throws {
    let whole = layer("peta")
    try GeoPackageWriter().write(
      ["kab", "kec"].map { FeatureTable(name: $0, polygons: whole.polygons, attributes: whole.attributes) },
      to: folder.path + "/two.gpkg")
    let collection = FeatureCollection(polygons: whole.polygons, properties: Property.properties(of: whole.attributes))
    _ = try archive("g.zip", [("two.gpkg", folder.read("two.gpkg")!)])
    _ = try archive("j.zip", [("a/kab.geojson", GeoJSONWriter().bytes(of: collection))])
    try expectWhole(try open("g.zip", layer: "kec"))
    #expect(#expect(throws: Diagnostic.self) { try open("g.zip") }?.code == "layerfile.layers.several")
    #expect(#expect(throws: Diagnostic.self) { try open("two.gpkg") }?.arguments["layers"] == "kab; kec")
    try expectWhole(try open("j.zip"))
    #expect(try open("j.zip").files == [folder.path + "/j.zip"])
    for (entry, code) in [
      ("x.gdb/a00000001.gdbtable", "layerfile.foreign.fileGeodatabase"), ("peta.kml", "layerfile.foreign.kml"),
      ("dalam.zip", "layerfile.archive.empty"), ("xl/workbook.xml", "layerfile.foreign.workbook"),
      ("doc.kml", "layerfile.foreign.kmz"),
    ] {
      _ = try archive("f.zip", [(entry, [65])])
      #expect(#expect(throws: Diagnostic.self) { try open("f.zip") }?.code == code)
    }
  }

  @Test(arguments: [
    ("a.kml", "<?xml version=\"1.0\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">", "kml"),
    ("a.gml", "<ogr:FeatureCollection xmlns:gml=\"http://www.opengis.net/gml\">", "gml"), ("a.gpx", "<gpx>", "gpx"),
    ("a.tab", "!table\n!version 300\n", "mapInfo"), ("a.mif", "Version   300\nCharset", "mapInfoInterchange"),
    ("a.dxf", "  0\nSECTION\n  2\nHEADER", "dxf"), ("a.dwg", "AC1027\0\0", "dwg"),
    ("a.fgb", "fgb\u{3}fgb\0", "flatGeobuf"),
    ("a.parquet", "PAR1\0\0", "geoParquet"), ("a.csv", "kode;nama\n64.01;Paser\n", "text"),
    ("a.csv", "id,geom\n1,\"POLYGON ((0 0, 1 1, 1 0, 0 0))\"\n", "tableWithShapes"),
    ("a.xls", "\u{feff}<html><table>", "html"), ("a.pdf", "%PDF-1.7", "pdf"),
    ("a.qgs", "<!DOCTYPE qgis>\n<qgis projectname=\"\">", "qgisProject"),
    ("a.geojsons", "\u{1e}{\"type\":\"Feature\"}\n", "featureSequence"), ("a.bin", "\0\u{1}\u{2}", "unknown"),
  ])
  func whatIsNoLayerIsNamed(name: String, contents: String, code: String) {
    folder.write(contents, to: name)
    let error = #expect(throws: Diagnostic.self) { try open(name) }
    #expect(error?.code == "layerfile.foreign.\(code)")
    #expect(error?.kind == .badInput)
    #expect(error?.message.english.hasPrefix("\(folder.path)/\(name): this is ") == true)
    if ["kml", "mapInfo", "dxf"].contains(code) {
      #expect(error?.message.english.hasSuffix("or by ogr2ogr a.gpkg \(name).") == true)
    }
  }

  @Test func folders() throws {
    #expect(#expect(throws: Diagnostic.self) { try LayerFiles.open(folder.path) }?.code == "layerfile.foreign.folder")
    folder.write([0], to: "x.gdbtable")
    #expect(
      #expect(throws: Diagnostic.self) { try LayerFiles.open(folder.path) }?.code == "layerfile.foreign.fileGeodatabase"
    )
    let missing = #expect(throws: Diagnostic.self) { try open("tidak-ada.gpkg") }
    #expect(missing?.kind == .missingInput)
    #expect(missing?.code == "layerfile.missing")
  }

  @Test func swappedArguments() throws {
    let table = folder.write("kode;peserta\n", to: "t.csv")
    let map = folder.path + "/peta.shp"
    try ShapefileWriter.write(layer("peta"), to: map)
    let error = #expect(throws: Diagnostic.self) { try LayerFiles.checkOrder(map: table, table: map) }
    #expect(
      error?.message.english
        == "The two are swapped: \(table) is a table and \(map) is a map. The map comes first, then the table: \(map) \(table)."
    )
    try LayerFiles.checkOrder(map: map, table: table)
    try LayerFiles.checkOrder(map: table, table: table)
    try LayerFiles.checkOrder(map: folder.path + "/tidak-ada", table: map)
  }
}
