import Diagnostics
import Geometry
import Shapefile
import TestSupport
import Testing

@Suite struct ShapefilePartsTests {
  let folder = TemporaryFolder()
  let squares = ShapefileBytes(polygons: [[square(0, 0, side: 1)], nil])

  @Test(arguments: ["Batas Kec.v2", "Batas Kec.v2.shp", "Batas Kec.v2.SHP", "Batas Kec.v2.dbf", "batas kec.V2.Shp"])
  func partsAreFoundWhateverTheCase(path: String) throws {
    folder.write(squares.shp, to: "Batas Kec.v2.SHP")
    folder.write(squares.shx, to: "Batas Kec.v2.Shx")
    folder.write(squares.dbf, to: "BATAS KEC.V2.DBF")
    folder.write(" \nGEOGCS[\"WGS 84\"]\n", to: "Batas Kec.v2.prj")
    folder.write("UTF-8", to: "Batas Kec.v2.CPG")
    let reader = try ShapefileReader(path: folder.path + "/" + path)
    #expect(reader.path == folder.path + "/Batas Kec.v2.SHP")
    #expect(
      reader.files
        == ["Batas Kec.v2.SHP", "Batas Kec.v2.Shx", "BATAS KEC.V2.DBF", "Batas Kec.v2.prj", "Batas Kec.v2.CPG"].map {
          folder.path + "/" + $0
        })
    #expect(reader.crsDefinition == "GEOGCS[\"WGS 84\"]")
    #expect(reader.encodingSource == .cpg)
    #expect(reader.recordCount == 2)
    #expect(try reader.polygons(threads: 1).polygons.featureCount == 2)
    #expect(try reader.attributes().columns == [.text(["1", "2"])])
  }

  @Test func theNameIsThatOfTheFile() throws {
    squares.write(to: folder, name: "kaltim.kec")
    let reader = try ShapefileReader(path: folder.path + "/kaltim.kec.shp")
    #expect(reader.name == "kaltim.kec")
    #expect(reader.files.count == 3)
    #expect(reader.crsDefinition == nil)
    folder.write(" \n", to: "kaltim.kec.prj")
    #expect(try ShapefileReader(path: folder.path + "/kaltim.kec").crsDefinition == nil)
  }

  @Test func aFolderIsNoFile() throws {
    #expect(throws: (any Error).self) { try ShapefileReader(path: folder.path) }
  }

  @Test(arguments: [1, 11, 21])
  func points(type: Int) throws {
    let tail = type == 1 ? [] : ShapefileBytes.double(7) + (type == 11 ? ShapefileBytes.double(8) : [])
    let point = ShapefileBytes.int32(type) + ShapefileBytes.double(116.5) + ShapefileBytes.double(-1.25) + tail
    let bytes = ShapefileBytes(contents: [point, ShapefileBytes.int32(0)], type: type)
    let points = try ShapefileReader(path: bytes.write(to: folder)).points()
    #expect(points.count == 2)
    #expect(points[0]?.x == 116.5 && points[0]?.y == -1.25)
    #expect(points[1] == nil)
  }

  @Test func multiPointsAreNoPoints() throws {
    let path = ShapefileBytes(contents: [ShapefileBytes.int32(0)], type: 8).write(to: folder)
    #expect {
      try ShapefileReader(path: path).points()
    } throws: {
      "\($0)" == "\(path): this layer holds MultiPoint shapes, and Point is needed. Choose another layer."
    }
  }

  @Test(arguments: [8, 18, 28]) func multiPoints(type: Int) throws {
    let tail = type == 8 ? [] : [UInt8](repeating: 0, count: 32)
    func record(_ points: [(Double, Double)]) -> [UInt8] {
      ShapefileBytes.int32(type) + [UInt8](repeating: 0, count: 32) + ShapefileBytes.int32(points.count)
        + points.flatMap { ShapefileBytes.double($0.0) + ShapefileBytes.double($0.1) } + tail
    }
    let contents = [record([(116.5, -1.25), (117, 0)]), ShapefileBytes.int32(0), record([(1, 2)])]
    let sets = try ShapefileReader(path: ShapefileBytes(contents: contents, type: type).write(to: folder)).pointSets()
    #expect(sets.map { $0.map(\.x) } == [[116.5, 117], [], [1]])
    #expect(sets.map { $0.map(\.y) } == [[-1.25, 0], [], [2]])
  }

  @Test func pointsAreSetsOfOne() throws {
    let point = ShapefileBytes.int32(1) + ShapefileBytes.double(116.5) + ShapefileBytes.double(-1.25)
    let bytes = ShapefileBytes(contents: [point, ShapefileBytes.int32(0)], type: 1)
    let sets = try ShapefileReader(path: bytes.write(to: folder)).pointSets()
    #expect(sets.map { $0.map(\.x) } == [[116.5], []])
  }

  /// More points than the record holds, fewer than none, and one that is no number.
  @Test(arguments: [(3, 0.0), (-1, 0), (1, Double.nan)]) func brokenMultiPoints(count: Int, x: Double) {
    let content =
      ShapefileBytes.int32(8) + [UInt8](repeating: 0, count: 32) + ShapefileBytes.int32(count)
      + ShapefileBytes.double(x)
      + ShapefileBytes.double(0)
    let path = ShapefileBytes(contents: [content], type: 8).write(to: folder)
    #expect(throws: Diagnostic.self) { try ShapefileReader(path: path).pointSets() }
  }
}
