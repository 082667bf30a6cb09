import Diagnostics
import Foundation
import GeoJSON
import Geometry
import Layers
import TestSupport
import Testing

@Suite struct GeoJSONWriterTests {
  private let square = [[(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)]]

  private func text(_ collection: FeatureCollection, decimals: Int = 6) -> String {
    String(decoding: GeoJSONWriter(decimals: decimals).bytes(of: collection), as: UTF8.self)
  }

  @Test func writesOneFeatureToALine() {
    var polygons = PolygonBuffer()
    polygons.append(feature: [
      [
        [(116.1234567, -1.5), (117.25, -1.5), (117.25, -0.0000001), (116.1234567, -1.5)],
        [(116.9, -1.2), (117, -1.1), (117, -1.2), (116.9, -1.2)],
      ]
    ])
    polygons.append(feature: [])
    polygons.append(feature: [square, [[(2, 2), (3, 2), (3, 3), (2, 2)]]])
    let collection = FeatureCollection(
      polygons: polygons, ids: ["64.01", nil, 3],
      properties: [
        Property("nama", .text(["Paser", nil, "\"Kutai\" \\ Barat\n\u{1}\u{2028}é"])),
        Property("eligible", .integer([12, nil, -7])),
        Property("pct", .number([12.345, nil, .nan], decimals: 1)),
        Property("exact", .unroundedNumber([0.1, -3, .infinity])),
        Property("over", .boolean([true, false, nil])),
      ],
      members: [.init("name", "cakupan"), .init("caveat", "contoh")])
    #expect(
      text(collection) == """
        {"type":"FeatureCollection","name":"cakupan","caveat":"contoh","bbox":[0,-1.5,117.25,3],"features":[
        {"type":"Feature","id":"64.01","properties":{"nama":"Paser","eligible":12,"pct":12.3,"exact":0.1,"over":true},\
        "geometry":{"type":"Polygon","coordinates":[[[116.123457,-1.5],[117.25,-1.5],[117.25,0],[116.123457,-1.5]],\
        [[116.9,-1.2],[117,-1.1],[117,-1.2],[116.9,-1.2]]]}},
        {"type":"Feature","properties":{"nama":null,"eligible":null,"pct":null,"exact":-3.0,"over":false},\
        "geometry":null},
        {"type":"Feature","id":3,"properties":{"nama":"\\"Kutai\\" \\\\ Barat\\n\\u0001\u{2028}é","eligible":-7,\
        "pct":null,"exact":null,"over":null},"geometry":{"type":"MultiPolygon","coordinates":\
        [[[[0,0],[1,0],[1,1],[0,1],[0,0]]],[[[2,2],[3,2],[3,3],[2,2]]]]}}
        ]}

        """)
  }

  /// Whoever guesses a column's type from its first values must not take numbers for whole ones.
  @Test(arguments: [
    (Property.Values.number([100], decimals: 10), "100.0"), (.number([-3], decimals: 0), "-3.0"),
    (.number([0], decimals: 2), "0.0"), (.number([-0.001], decimals: 2), "0.0"),
    (.number([99.999], decimals: 2), "100.0"),
    (.number([2.5], decimals: 2), "2.5"), (.number([1e22], decimals: 6), "10000000000000000000000.0"),
    (.unroundedNumber([3]), "3.0"), (.unroundedNumber([-0.0]), "0.0"),
    (.unroundedNumber([0x1p53]), "9007199254740992.0"),
    (.unroundedNumber([1e22]), "1e+22"), (.unroundedNumber([1e-7]), "1e-07"), (.integer([100]), "100"),
  ]) func numbersHaveAPointAndWholeNumbersHaveNone(values: Property.Values, expected: String) {
    var polygons = PolygonBuffer()
    polygons.append(feature: [])
    let written = text(FeatureCollection(polygons: polygons, properties: [Property("a", values)]))
    #expect(written.contains("\"properties\":{\"a\":\(expected)}"))
  }

  @Test func everyControlCharacterIsEscaped() throws {
    let all = String(String.UnicodeScalarView((0..<0x80).map { Unicode.Scalar($0)! })) + "\u{7F}\u{FFFD}𝄞"
    var polygons = PolygonBuffer()
    polygons.append(feature: [])
    let written = text(FeatureCollection(polygons: polygons, properties: [Property(all, .text([all]))]))
    #expect(written.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    let parsed = try #require(JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String: Any])
    let feature = try #require((parsed["features"] as? [[String: Any]])?.first)
    #expect((feature["properties"] as? [String: String]) == [all: all])
  }

  @Test func aCollectionWithoutVerticesHasNoBox() {
    #expect(
      text(FeatureCollection(polygons: PolygonBuffer(), properties: []))
        == "{\"type\":\"FeatureCollection\",\"features\":[\n]}\n")
    var polygons = PolygonBuffer()
    polygons.append(feature: [])
    #expect(
      text(FeatureCollection(polygons: polygons, properties: []))
        == "{\"type\":\"FeatureCollection\",\"features\":[\n"
        + "{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}\n]}\n")
  }

  @Test func pointsAreWrittenOneToAFeature() {
    var points = PointBuffer()
    points.append(x: 116.8300004, y: -1.27)
    points.appendNull()
    points.append(x: 117.5, y: 0.13)
    let collection = FeatureCollection(
      .points(points), ids: [1, nil, "c"], properties: [Property("name", .text(["Balikpapan", nil, "Bontang"]))])
    #expect(
      text(collection) == """
        {"type":"FeatureCollection","bbox":[116.83,-1.27,117.5,0.13],"features":[
        {"type":"Feature","id":1,"properties":{"name":"Balikpapan"},\
        "geometry":{"type":"Point","coordinates":[116.83,-1.27]}},
        {"type":"Feature","properties":{"name":null},"geometry":null},
        {"type":"Feature","id":"c","properties":{"name":"Bontang"},\
        "geometry":{"type":"Point","coordinates":[117.5,0.13]}}
        ]}

        """)
    #expect(collection.polygons.featureCount == 0)
    #expect(
      text(FeatureCollection(.points(PointBuffer()), properties: []))
        == "{\"type\":\"FeatureCollection\",\"features\":[\n]}\n")
  }

  /// More than a chunk holds, on any number of threads.
  @Test func manyPointsAreReadAsTheyWere() throws {
    var points = PointBuffer()
    for index in 0..<20_000 {
      if index % 7 == 3 { points.appendNull() } else { points.append(x: Double(index) / 200, y: Double(index % 90)) }
    }
    let collection = FeatureCollection(.points(points), properties: [])
    let folder = TemporaryFolder()
    for threads in [1, 3] {
      try GeoJSONWriter(threads: threads).write(collection, to: folder.path + "/\(threads).geojson")
    }
    #expect(folder.read("1.geojson") == folder.read("3.geojson"))
    let bytes = try #require(folder.read("1.geojson"))
    let parsed = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let read = try #require(parsed["features"] as? [[String: Any]]).map {
      ($0["geometry"] as? [String: Any])?["coordinates"] as? [Double]
    }
    var written: [[Double]?] = []
    for place in 0..<20_000 { written.append(place % 7 == 3 ? nil : [Double(place) / 200, Double(place % 90)]) }
    #expect(read == written)
  }

  @Test func verticesThatFallTogetherAreKept() {
    var polygons = PolygonBuffer()
    polygons.append(feature: [[[(0, 0), (0.1, 0), (0.2, 0), (1, 0), (1, 1), (0, 0)]]])
    #expect(
      text(FeatureCollection(polygons: polygons, properties: []), decimals: 0)
        .contains("[[[0,0],[0,0],[0,0],[1,0],[1,1],[0,0]]]"))
  }

  @Test func attributesKeepTheirTypesAndValues() {
    var table = AttributeTable(rowCount: 1)
    table.append(Field(name: "kode", kind: .text, width: 8), .text(["06"]))
    table.append(Field(name: "n", kind: .integer, width: 9), .integer([1]))
    table.append(Field(name: "x", kind: .real(decimals: 3), width: 9), .real([1.2e-20]))
    table.append(Field(name: "tgl", kind: .date, width: 8), .date(["2025-07-01"]))
    table.append(Field(name: "n", kind: .logical, width: 1), .logical([true]))
    var polygons = PolygonBuffer()
    polygons.append(feature: [])
    #expect(
      text(FeatureCollection(polygons: polygons, properties: Property.properties(of: table)))
        .contains(#""properties":{"kode":"06","n":1,"x":1.2e-20,"tgl":"2025-07-01","n_2":true}"#))
  }

  /// Rings of many sizes, so that chunks end between features and within large ones, in every position.
  private func manyShapes() -> FeatureCollection {
    var polygons = PolygonBuffer()
    func ring(_ count: Int, _ x: Double) -> [(Double, Double)] {
      (0..<count).map { (x + cos(Double($0)), sin(Double($0))) }
    }
    var sizes = [5, 8191, 8192, 8193, 4, 20_000, 4, 16_384]
    sizes += (0..<400).map { 4 + $0 * 37 % 211 }
    for (index, size) in sizes.enumerated() {
      switch index % 4 {
      case 0: polygons.append(feature: [[ring(size, 1)]])
      case 1: polygons.append(feature: [[ring(size, 2), ring(4, 2)], [ring(size, 3), ring(size / 2 + 3, 3)]])
      case 2: polygons.append(feature: [])
      default: polygons.append(feature: [[ring(4, 4)], [ring(size, 5)], [ring(4, 6)]])
      }
    }
    let names = sizes.map { Optional("unit \($0)") }
    return FeatureCollection(polygons: polygons, ids: [], properties: [Property("nama", .text(names))])
  }

  @Test func everyNumberOfThreadsWritesTheSameBytes() throws {
    let folder = TemporaryFolder()
    let collection = manyShapes()
    let expected = GeoJSONWriter().bytes(of: collection)
    for threads in [1, 2, 3, 8] {
      try GeoJSONWriter(threads: threads).write(collection, to: folder.path + "/\(threads).geojson")
      #expect(folder.read("\(threads).geojson") == expected)
    }
  }

  @Test func theTextHoldsEveryVertexInPlace() throws {
    let collection = manyShapes()
    let bytes = GeoJSONWriter(decimals: 15).bytes(of: collection)
    let parsed = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let features = try #require(parsed["features"] as? [[String: Any]])
    var read = PolygonBuffer()
    for feature in features {
      let geometry = feature["geometry"] as? [String: Any]
      let polygons: [[[[Double]]]]
      switch geometry?["type"] as? String {
      case "Polygon": polygons = [try #require(geometry?["coordinates"] as? [[[Double]]])]
      case "MultiPolygon": polygons = try #require(geometry?["coordinates"] as? [[[[Double]]]])
      default: polygons = []
      }
      read.append(feature: polygons.map { $0.map { $0.map { ($0[0], $0[1]) } } })
    }
    let written = collection.polygons
    #expect(read.featureOffsets == written.featureOffsets)
    #expect(read.polygonOffsets == written.polygonOffsets)
    #expect(read.ringOffsets == written.ringOffsets)
    #expect(zip(read.coordinates, written.coordinates).allSatisfy { abs($0 - $1) <= 1e-15 * 8 })
  }

  @Test func anUnreachablePlaceIsTold() {
    let error = #expect(throws: Diagnostic.self) {
      try GeoJSONWriter().write(
        FeatureCollection(polygons: PolygonBuffer(), properties: []), to: "/nonexistent/out.geojson")
    }
    #expect(error?.kind == .cannotCreate)
    #expect(
      error?.message[.english]
        == "/nonexistent/out.geojson cannot be written: No such file or directory. Choose a place that can be written.")
    #expect(
      error?.message[.indonesian]
        == "/nonexistent/out.geojson tidak dapat ditulis: berkas atau folder tidak ada. Pilih tempat lain yang dapat "
        + "ditulisi.")
  }

  @Test(arguments: [1, 2, 4])
  func aFullDiskIsTold(threads: Int) {
    let collection = manyShapes()
    let error = #expect(throws: Diagnostic.self) {
      try GeoJSONWriter(threads: threads).write(collection, to: "/dev/full")
    }
    #expect(error?.kind == .inputOutput)
    #expect(
      error?.message[.english]
        == "/dev/full cannot be written: no space is left. Free some space there, or choose another place.")
    #expect(
      error?.message[.indonesian]
        == "/dev/full tidak dapat ditulis: ruang penyimpanan habis. Kosongkan ruang di sana, atau pilih tempat lain.")
  }
}
