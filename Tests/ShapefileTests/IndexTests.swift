import Diagnostics
import Geometry
import Shapefile
import TestSupport
import Testing

/// A .shx that is missing, damaged or another version's: the .shp is read by itself, and that is said.
@Suite struct IndexTests {
  let folder = TemporaryFolder()
  let one = [square(0, 0, side: 1)]
  let two = [square(5, 5, side: 2), square(0, 0, side: 1)]

  private func read(_ bytes: ShapefileBytes) throws -> (polygons: PolygonBuffer, codes: [String]) {
    let reader = try ShapefileReader(path: folder.path + "/a.shp")
    #expect(reader.recordCount == bytes.records.count)
    return (try reader.polygons(threads: 1).polygons, reader.notices.map(\.code))
  }

  @Test func whatItLacksChangesNothing() throws {
    let bytes = ShapefileBytes(polygons: [one, nil, two, one])
    bytes.write(to: folder)
    let (whole, none) = try read(bytes)
    #expect(none == [])
    for index in [
      bytes.shx.dropLast(8), [UInt8]()[...], Array("kode,nama".utf8)[...],
      ShapefileBytes(polygons: [one, one, nil, two]).shx[...],
      ShapefileBytes(polygons: [two, one, nil, one]).shx[...], ShapefileBytes(polygons: [one]).shx[...],
      ShapefileBytes(polygons: [two, two, two, two, two]).shx[...],
    ] {
      folder.write(index, to: "a.shx")
      let (polygons, codes) = try read(bytes)
      #expect(polygons == whole)
      #expect(codes == ["shapefile.index.disagrees"])
    }
  }

  @Test func missing() throws {
    let bytes = ShapefileBytes(polygons: [two, nil, one])
    folder.write(bytes.shp, to: "a.shp")
    folder.write(bytes.dbf, to: "a.dbf")
    let reader = try ShapefileReader(path: folder.path + "/a.shp")
    #expect(reader.files == ["a.shp", "a.dbf"].map { folder.path + "/" + $0 })
    #expect(
      reader.notices.map(\.message.english)
        == ["a: there is no .shx, so the records were read in their order in the .shp."])
    #expect(try read(bytes).polygons.polygons(of: 0).count == 2)
    #expect(folder.read("a.shx") == nil)
  }

  /// A shape that has grown is written anew at the end, under its old number.
  @Test func theLaterOfTwoRecordsOfOneNumberIsTheShape() throws {
    let bytes = ShapefileBytes(polygons: [one, one])
    let grown = ShapefileBytes.polygon(two)
    folder.write(
      bytes.shp + ShapefileBytes.bigEndian(1) + ShapefileBytes.bigEndian(grown.count / 2) + grown, to: "a.shp")
    folder.write(bytes.dbf, to: "a.dbf")
    let polygons = try read(bytes).polygons
    #expect((0..<2).map { polygons.polygons(of: $0).count } == [2, 1])
  }

  @Test func numbersThatTellNoOrderAreRefused() {
    let bytes = ShapefileBytes(polygons: [one, one, one])
    var shp = bytes.shp
    shp.replaceSubrange(100..<104, with: ShapefileBytes.bigEndian(7))
    folder.write(shp, to: "a.shp")
    folder.write(bytes.dbf, to: "a.dbf")
    let error = #expect(throws: Diagnostic.self) { try ShapefileReader(path: folder.path + "/a.shp") }
    #expect(error?.code == "shapefile.records.unnumbered")
    folder.write(bytes.shp.dropLast(3), to: "a.shp")
    let cut = #expect(throws: Diagnostic.self) { try ShapefileReader(path: folder.path + "/a.shp") }
    #expect(cut?.code == "shapefile.truncated.unindexed")
  }
}
