import Diagnostics
import Geometry
import Layers
import Shapefile
import TestSupport
import Testing

@Suite struct ShapefileWriterTests {
  let folder = TemporaryFolder()

  private var layer: Layer {
    var polygons = PolygonBuffer()
    polygons.append(feature: [[hole(0, 0, side: 9), square(1, 1, side: 6)], [hole(2, 2, side: 2)]])
    polygons.append(feature: [])
    polygons.append(feature: [[[(0.1, 0.2), (0.5, 0.25), (0.3, 0.9), (0.1, 0.2)]]])
    var table = AttributeTable(rowCount: 3)
    table.append(Field(name: "nama", kind: .text, width: 4), .text(["Long Ápari", nil, "Muara Lawa"]))
    table.append(Field(name: "jumlah", kind: .integer, width: 3), .integer([-123_456_789_012, nil, 0]))
    table.append(Field(name: "luas", kind: .real(decimals: 3), width: 8), .real([1.5, -1_234_567.125, nil]))
    table.append(Field(name: "tanggal", kind: .date, width: 8), .date(["2025-07-01", nil, "1999-12-31"]))
    table.append(Field(name: "pesisir", kind: .logical, width: 1), .logical([true, false, nil]))
    return Layer(name: "a", polygons: polygons, attributes: table, crsDefinition: "GEOGCS[\"WGS 84\"]")
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let path = folder.path + "/hasil.shp"
    let files = try ShapefileWriter.write(layer, to: path)
    #expect(files == ["shp", "shx", "dbf", "cpg", "prj"].map { folder.path + "/hasil." + $0 })
    let reader = try ShapefileReader(path: path)
    let reading = try reader.polygons(threads: 1)
    #expect(reading.polygons == layer.polygons)
    #expect(reading.findings == [])
    #expect(try reader.attributes().columns == layer.attributes.columns)
    // Fields grow to what their values need: "Long Ápari" has 11 bytes, the negative number 13 characters.
    #expect(
      reader.fields == [
        Field(name: "nama", kind: .text, width: 11), Field(name: "jumlah", kind: .integer, width: 13),
        Field(name: "luas", kind: .real(decimals: 3), width: 12), Field(name: "tanggal", kind: .date, width: 8),
        Field(name: "pesisir", kind: .logical, width: 1),
      ])
    #expect(reader.crsDefinition == "GEOGCS[\"WGS 84\"]")
    #expect(reader.encoding == .utf8 && reader.encodingSource == .cpg)
    #expect(folder.read("hasil.cpg") == Array("UTF-8".utf8))
  }

  @Test func bytesAreTheFormats() throws {
    var polygons = PolygonBuffer()
    polygons.append(feature: [[hole(0, 0, side: 1)]])
    polygons.append(feature: [])
    var table = AttributeTable(rowCount: 2)
    table.append(Field(name: "KODE", kind: .text, width: 8), .text(["1", "2"]))
    let path = folder.path + "/b"
    try ShapefileWriter.write(Layer(name: "b", polygons: polygons, attributes: table, crsDefinition: nil), to: path)
    let expected = ShapefileBytes(polygons: [[square(0, 0, side: 1)], nil])
    // Everything but the box of the header, which these fixtures leave at zero.
    let shp = try #require(folder.read("b.shp"))
    #expect(Array(shp[..<36]) == Array(expected.shp[..<36]))
    #expect(Array(shp[36..<68]) == [0.0, 0, 1, 1].flatMap(ShapefileBytes.double))
    #expect(Array(shp[100...]) == Array(expected.shp[100...]))
    #expect(folder.read("b.shx").map { Array($0[100...]) } == Array(expected.shx[100...]))
    #expect(folder.read("b.dbf") == expected.dbf)
    #expect(folder.read("b.prj") == nil)
  }

  @Test func anOldReferenceSystemDoesNotStay() throws {
    folder.write("OLD", to: "c.prj")
    var layer = layer
    layer.crsDefinition = nil
    try ShapefileWriter.write(layer, to: folder.path + "/c.shp")
    #expect(folder.read("c.prj") == nil)
  }

  @Test func points() throws {
    var table = AttributeTable(rowCount: 3)
    table.append(Field(name: "nama", kind: .text, width: 9), .text(["Samarinda", "x", nil]))
    let path = folder.path + "/titik.shp"
    try ShapefileWriter.write(points: [(117.15, -0.5), nil, (116, 0)], attributes: table, crsDefinition: nil, to: path)
    let reader = try ShapefileReader(path: path)
    let points = try reader.points()
    #expect(points.map { $0?.x } == [117.15, nil, 116])
    #expect(points.map { $0?.y } == [-0.5, nil, 0])
    #expect(try reader.attributes() == table)
  }

  @Test(arguments: [
    (["kode", "nama"], ["kode", "nama"]),
    (["coverage_pct", "coverage_low_pct", "coverage_p"], ["coverage_1", "coverage_l", "coverage_p"]),
    (["NAMA", "nama", "Nama"], ["NAMA", "nama_1", "Nama_2"]),
    (["penduduk_é_x", "", ""], ["penduduk_", "FIELD", "FIELD_1"]),
    (
      Array(repeating: "uncovered_workers", count: 12),
      (["uncovered_"] + (1...9).map { "uncovere_\($0)" } + ["uncover_10", "uncover_11"])
    ),
  ])
  func namesAreCutToTenBytesAndStayDifferent(names: [String], expected: [String]) {
    #expect(ShapefileWriter.fieldNames(for: names.map { Field(name: $0, kind: .text, width: 1) }) == expected)
  }

  @Test func textThatIsTooLong() throws {
    var table = AttributeTable(rowCount: 2)
    table.append(Field(name: "catatan", kind: .text, width: 1), .text([nil, String(repeating: "x", count: 255)]))
    var polygons = PolygonBuffer()
    polygons.append(feature: [])
    polygons.append(feature: [])
    let layer = Layer(name: "d", polygons: polygons, attributes: table, crsDefinition: nil)
    let error = #expect(throws: Diagnostic.self) { try ShapefileWriter.write(layer, to: folder.path + "/d.shp") }
    #expect(
      error?.message.english
        == "\(folder.path)/d.dbf, record 2, field catatan: its text has 255 bytes, and a DBF holds 254 at most. Shorten "
        + "it or choose another format (.geojson, .gpkg).")
    #expect(
      error?.message.indonesian
        == "\(folder.path)/d.dbf, rekaman 2, kolom catatan: teksnya 255 byte, sedangkan DBF menampung paling banyak 254. "
        + "Persingkat teksnya atau pilih format lain (.geojson, .gpkg).")
  }

  @Test func aFolderThatIsNotThere() {
    let path = folder.path + "/none/e.shp"
    let error = #expect(throws: Diagnostic.self) { try ShapefileWriter.write(layer, to: path) }
    #expect(error?.kind == .cannotCreate)
    #expect(
      error?.message.english
        == "\(path) cannot be written: No such file or directory. Choose a place that can be written.")
    #expect(
      error?.message.indonesian
        == "\(path) tidak dapat ditulis: berkas atau folder tidak ada. Pilih tempat lain yang dapat ditulisi.")
  }
}
