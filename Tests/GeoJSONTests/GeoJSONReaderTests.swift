import Diagnostics
import FileAccess
import GeoJSON
import Geometry
import Layers
import TestSupport
import Testing

@Suite struct GeoJSONReaderTests {
  private let folder = TemporaryFolder()

  private func read(_ text: some Collection<UInt8>) throws -> LoadedLayer {
    try GeoJSONReader.read(SourceFile(path: folder.write(text, to: "a.geojson")), name: "a")
  }

  private func read(_ text: String) throws -> LoadedLayer { try read(Array(text.utf8)) }

  private func collection(_ features: String..., members: String = "") -> String {
    #"{"type":"FeatureCollection",\#(members)"features":[\#(features.joined(separator: ","))]}"#
  }

  private func feature(_ properties: String, _ geometry: String = "null") -> String {
    #"{"type":"Feature","properties":\#(properties),"geometry":\#(geometry)}"#
  }

  private let triangle = #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1],[0,0]]]}"#

  @Test func shapesKeepTheirPlaces() throws {
    let layer = try read(
      collection(
        feature(
          #"{"kode":"64.01"}"#,
          #"{"type":"Polygon","coordinates":[[[0,0],[0,4],[4,4],[0,0]],[[1,2],[1,3],[2,3],[1,2]]]}"#),
        feature(#"{"kode":"64.02"}"#),
        feature(
          "null",
          #"{"coordinates":[[[[5,5,9],[6,5,9,1],[6,6,9],[5,5,9]]],[[[7.5,7],[8,7],[8,8],[7.5,7]]]],"type":"MultiPolygon"}"#
        ),
        feature(#"{"kode":null}"#, #"{"type":"Polygon","coordinates":[]}"#)))
    var expected = PolygonBuffer()
    expected.append(feature: [[[(0, 0), (4, 4), (0, 4), (0, 0)], [(1, 2), (1, 3), (2, 3), (1, 2)]]])
    expected.append(feature: [])
    expected.append(feature: [[[(5, 5), (6, 5), (6, 6), (5, 5)]], [[(7.5, 7), (8, 7), (8, 8), (7.5, 7)]]])
    expected.append(feature: [])
    let reading = try layer.polygons(threads: 1)
    #expect(reading.polygons == expected)
    #expect(reading.findings == [])
    #expect(layer.table.columns == [.text(["64.01", "64.02", nil, nil])])
    #expect(layer.referenceSystem == .implied("OGC:CRS84"))
  }

  @Test func ringsAreClosedAndFilledUp() throws {
    let layer = try read(
      collection(
        feature("{}", #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1]]]}"#),
        feature("{}", #"{"type":"Polygon","coordinates":[[[0,0],[1,1]],[]]}"#),
        feature("{}", #"{"type":"Polygon","coordinates":[[[0,0],[1,1],[2,2],[0,0]]]}"#)))
    let reading = try layer.polygons(threads: 1)
    #expect(
      reading.findings == [
        RingFinding(record: 0, ring: 0, kind: .unclosed), RingFinding(record: 1, ring: 0, kind: .unclosed),
        RingFinding(record: 1, ring: 0, kind: .tooFewPoints), RingFinding(record: 2, ring: 0, kind: .zeroArea),
      ])
    #expect(reading.polygons.ringOffsets == [0, 4, 8, 12])
  }

  @Test func valuesGiveTheirFieldATypeThatHoldsAllOfThem() throws {
    let layer = try read(
      collection(
        feature(#"{"i":1,"r":1,"t":"é\u00e9\ud83d\ude00\n\"","b":true,"m":6401,"n":null,"o":{"a":[1,"x, y",null]}}"#),
        feature(#"{"i":-9007199254740993,"r":0.1,"t":null,"b":false,"m":"64.02","late":2}"#),
        feature(#"{"i":null,"r":1e3,"b":null,"m":1.5}"#)))
    #expect(layer.fields.map(\.name) == ["i", "r", "t", "b", "m", "n", "o", "late"])
    #expect(
      layer.table.columns == [
        .integer([1, -9_007_199_254_740_993, nil]), .real([1, 0.1, 1000]), .text(["éé😀\n\"", nil, nil]),
        .logical([true, false, nil]), .text(["6401", "64.02", "1.5"]), .text([nil, nil, nil]),
        .text([#"{"a":[1,"x, y",null]}"#, nil, nil]), .integer([nil, 2, nil]),
      ])
  }

  @Test func identifiersThatAreTextBecomeAField() throws {
    let one = #"{"type":"Feature","id":"ID6401","properties":{"n":1},"geometry":null}"#
    #expect(try read(collection(one, one)).fields.map(\.name) == ["n", "id"])
    #expect(try read(collection(one.replacing("\"ID6401\"", with: "12"))).fields.map(\.name) == ["n"])
    #expect(try read(collection(one.replacing("\"n\"", with: "\"id\""))).table.columns == [.integer([1])])
  }

  @Test(arguments: [
    (#""crs":null,"#, ReferenceSystemStatement.blank(place: "crs")),
    (
      #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32750"}},"#,
      .stated("urn:ogc:def:crs:EPSG::32750", place: "crs")
    ),
    (
      #""crs":{"properties":{"code":9470,"coordinate_order":[1,0]},"type":"EPSG"},"#, .stated("EPSG:9470", place: "crs")
    ),
    (#""crs":{"type":"link","properties":{"href":"x"}},"#, .blank(place: "crs")),
    (#""properties":{"a":1},"name":"x","bbox":[1,2,3,4],"#, .implied("OGC:CRS84")),
  ])
  func referenceSystems(member: String, expected: ReferenceSystemStatement) throws {
    let layer = try read("\u{FEFF} \n" + collection(feature("{}", triangle), members: member))
    #expect(layer.referenceSystem == expected)
    #expect(layer.recordCount == 1)
  }

  @Test func aSingleFeatureIsALayer() throws {
    #expect(try read(feature(#"{"kode":1}"#, triangle)).table.columns == [.integer([1])])
    #expect(try read(#"{"geometry":null,"properties":{"kode":1},"type":"Feature"}"#).recordCount == 1)
  }

  @Test func points() throws {
    let layer = try read(
      collection(
        feature("{}", #"{"type":"Point","coordinates":[116.5,-1.25,7]}"#), feature("{}"),
        feature("{}", #"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#)))
    #expect(try layer.pointSets().map { $0.map(\.x) } == [[116.5], [], [1, 3]])
    #expect(try layer.pointSets().map { $0.map(\.y) } == [[-1.25], [], [2, 4]])
    let error = #expect(throws: Diagnostic.self) { try layer.polygons(threads: 1) }
    #expect(error?.code == "layer.shapes.other")
  }

  @Test func emptyLayers() throws {
    let layer = try read(collection())
    #expect(#expect(throws: Diagnostic.self) { try layer.polygons(threads: 1) }?.code == "layer.empty")
  }

  /// The text, the code of the fault, and where it is.
  @Test(arguments: [
    ("", "geojson.ended", "byte 1"), ("{", "geojson.ended", "byte 2"), ("[1]", "geojson.foreign.table", "byte 1"),
    ("\n\n {\"type\" 1}", "geojson.unexpected", "line 3, column 10 (byte 12)"),
    (#"{"type":"Topology"}"#, "geojson.foreign.topology", "byte 1"),
    (#"{"geometryType":"esriGeometryPolygon","features":[]}"#, "geojson.foreign.esri", "byte 1"),
    (#"{"features":[{"attributes":{}}]}"#, "geojson.foreign.esri", "byte 14"),
    (#"{"type":"Polygon","coordinates":[[[0,0]]]}"#, "geojson.foreign.geometry", "byte 1"),
    (#"{"kode":1}"#, "geojson.foreign.other", "byte 1"),
    (#"{"type":"FeatureCollection"}"#, "geojson.member.missing", "byte 1"),
    (#"{"type":"FeatureCollection","features":[]} {}"#, "geojson.trailing", "byte 44"),
    (#"{"type":"FeatureCollection","features":[],"features":[]}"#, "geojson.member.repeated", "byte 43"),
    (#"{"type":"FeatureCollection","features":[],}"#, "geojson.unexpected", "byte 43"),
    (#"{"type":1}"#, "geojson.member.kind", "byte 9"), (#"{"a":01}"#, "geojson.number.bad", "byte 6"),
    (#"{"a":1.}"#, "geojson.number.bad", "byte 6"), (#"{"a":+1}"#, "geojson.unexpected", "byte 6"),
    (#"{"a":NaN}"#, "geojson.unexpected", "byte 6"), (#"{"a":-}"#, "geojson.unexpected", "byte 7"),
    (#"{"a":1e}"#, "geojson.number.bad", "byte 6"), (#"{"a":tru}"#, "geojson.unexpected", "byte 9"),
    (#"{"a":"\x"}"#, "geojson.escape", "byte 7"), (#"{"a":"\ud800"}"#, "geojson.escape", "byte 7"),
    ("{\"a\":\"\u{1}\"}", "geojson.control", "byte 7"), ("{\"a\":\"\n\"}", "geojson.control", "byte 7"),
    ("{\"a\":\"\\u00e\"}", "geojson.escape", "byte 7"), ("{\"\\ud83d\\ude00\":1}x", "geojson.foreign.other", "byte 1"),
    (String(repeating: "[", count: 9), "geojson.foreign.table", "byte 1"),
    ("{\"a\":" + String(repeating: "[", count: 70), "geojson.deep", "byte 70"),
    ("{\"a\":{\"b\":[1,]}}", "geojson.unexpected", "byte 14"),
  ])
  func faultsOfTheText(text: String, code: String, place: String) {
    let error = #expect(throws: Diagnostic.self) { try read(text) }
    #expect(error?.code == code)
    #expect(
      error?.message.english.hasPrefix("\(folder.path)/a.geojson, \(place): ") == true,
      "\(error?.message.english ?? "")")
  }

  @Test(arguments: [
    (#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#, "geojson.feature.shape"),
    (#"{"type":"GeometryCollection","geometries":[]}"#, "geojson.feature.shape"),
    (#"{"coordinates":[[0,0],[1,1]],"type":"LineString"}"#, "geojson.feature.shape"),
    (#"{"type":"Point","coordinates":[0,0]}"#, "geojson.feature.mixed"),
    (#"{"type":"Circle","coordinates":[0,0]}"#, "geojson.feature.type"),
    (#"{"type":"Polygon","coordinates":[[0,0],[1,1]]}"#, "geojson.feature.coordinates"),
    (#"{"type":"Polygon","coordinates":[[[0,0],[[1,1]]]]}"#, "geojson.unexpected"),
    (#"{"type":"Polygon","coordinates":[[[0,0],[1,1]],[1,1]]}"#, "geojson.coordinates.nesting"),
    (#"{"type":"Polygon","coordinates":[[[[[0,0]]]]]}"#, "geojson.feature.coordinates"),
    (#"{"type":"Polygon","coordinates":[[[[[[0,0]]]]]]}"#, "geojson.deep"),
    (#"{"type":"Polygon","coordinates":[[[0],[1,1]]]}"#, "geojson.unexpected"),
    (#"{"type":"Polygon","coordinates":[[[0,null],[1,1]]]}"#, "geojson.unexpected"),
    (#"{"type":"Polygon","coordinates":[[[1e999,0],[1,1]]]}"#, "geojson.number.large"),
    (#"{"type":"Polygon","coordinates":null}"#, "geojson.member.kind"),
    (#"{"type":"Polygon"}"#, "geojson.member.missing"), (#"{"coordinates":[]}"#, "geojson.member.missing"),
    (#"{"type":"Polygon","type":"Polygon","coordinates":[]}"#, "geojson.member.repeated"),
    (#"7"#, "geojson.member.kind"),
  ])
  func faultsOfAFeature(geometry: String, code: String) {
    let error = #expect(throws: Diagnostic.self) {
      try read(collection(feature("{}", triangle), feature("{}", geometry)))
    }
    #expect(error?.code == code)
    if code.hasPrefix("geojson.feature") { #expect(error?.message.english.contains("feature 2") == true) }
  }

  @Test func aNameThatStandsTwiceIsRefused() {
    for properties in [#"{"kode":1,"nama":"x","kode":2}"#, #"{"kode":1,"k\u006fde":2}"#] {
      let error = #expect(throws: Diagnostic.self) { try read(collection(feature(properties))) }
      #expect(error?.code == "geojson.member.repeated")
      #expect(error?.message.english.contains("“kode” stands twice in the same object") == true)
    }
  }

  @Test func textThatIsNotUTF8IsRefused() {
    let text = Array(collection(feature(#"{"nama":"?"}"#)).utf8).map { $0 == UInt8(ascii: "?") ? 0xE9 : $0 }
    #expect(#expect(throws: Diagnostic.self) { try read(text) }?.code == "geojson.encoding")
    #expect(#expect(throws: Diagnostic.self) { try read([0xFF, 0xFE, 0x7B, 0x00]) }?.code == "geojson.encoding")
  }

  /// Every number reads as the C library reads it: of all lengths, with exponents, and next to halves.
  @Test func numbersAreTheNearestDoubles() throws {
    var random = FixedGenerator(state: 7)
    var texts = [
      "0", "-0", "0.0", "9007199254740993", "9007199254740993.0", "1e22", "1e23", "123456789012345678e-18",
      "9999999999999999999", "0.9999999999999999999", "2.2250738585072014e-308", "5e-324", "1.7976931348623157e308",
      "0.000000000000000000000000000001", "117.123456789012345", "18014398509481985e-1", "4503599627370497.5",
      "4503599627370496.5", "12345678901234567890123.4567", "1E+2", "100000000000000000000000",
    ]
    for _ in 0..<20_000 {
      let digits = 1 + Int(random.next() % 21)
      var text = String(random.next() % 9 + 1)
      for _ in 1..<digits { text += String(random.next() % 10) }
      let point = Int(random.next() % UInt64(digits + 1))
      if point > 0 && point < digits { text.insert(".", at: text.index(text.startIndex, offsetBy: point)) }
      if point == 0 { text = "0." + text }
      if random.next() % 4 == 0 { text += "e\(Int(random.next() % 60) - 30)" }
      texts.append(random.next() % 2 == 0 ? text : "-" + text)
    }
    let positions = texts.map { "[\($0),0]" }.joined(separator: ",")
    let layer = try read(collection(feature("{}", #"{"type":"MultiPoint","coordinates":[\#(positions)]}"#)))
    let values = try layer.pointSets()[0].map(\.x)
    #expect(values.count == texts.count)
    #expect(zip(texts, values).filter { Double($0)?.bitPattern != $1.bitPattern }.map(\.0) == [])
  }

  /// Whatever lies where the reader's buffer ends is read all the same.
  @Test func theBuffersEndMakesNoDifference() throws {
    let ring = (0..<40).map { "[ \(Double($0) / 7 + 110) , -1.\($0)e0 ]" }.joined(separator: " ,\n")
    let one =
      #"{ "type" : "Feature", "properties" : { "kode" : "64.01", "t" : "a\u00e9\n", "n" : -12.5, "b" : true, "o" : [ 1, "x" ] }, "geometry" : { "type" : "Polygon", "coordinates" : [ [ \#(ring) ] ] } }"#
    let first = try read(collection(one))
    let expected = try first.polygons(threads: 1).polygons
    for shift in 0..<9 {
      let features = (0..<400).map { index in String(repeating: " ", count: (index * 37 + shift * 5) % 101) + one }
      let text = #"{"type":"FeatureCollection","features":["# + features.joined(separator: ",") + "]}"
      #expect(text.utf8.count > 2 << 18)
      let layer = try read(text)
      let polygons = try layer.polygons(threads: 1).polygons
      #expect(layer.recordCount == 400)
      for feature in 0..<400 {
        #expect(
          Array(
            polygons.coordinates[
              2 * polygons.vertices(ofFeature: feature).lowerBound..<2
                * polygons.vertices(ofFeature: feature).upperBound]) == expected.coordinates)
      }
      for (column, value) in zip(layer.table.columns, first.table.columns) {
        #expect((0..<400).allSatisfy { column.text(at: $0) == value.text(at: 0) })
      }
    }
  }

  /// What was written reads back as it was, however it was written.
  @Test func theWritersFilesReadBack() throws {
    var polygons = PolygonBuffer()
    polygons.append(feature: [[[(116.123456, -1), (117, -1), (117, 0.5), (116.123456, -1)]]])
    polygons.append(feature: [])
    var table = AttributeTable(rowCount: 2)
    table.append(Field(name: "kode", kind: .text, width: 5), .text(["64.01", nil]))
    table.append(Field(name: "luas", kind: .real(decimals: 3), width: 9), .real([0.125, nil]))
    let collection = FeatureCollection(polygons: polygons, properties: Property.properties(of: table))
    try GeoJSONWriter(decimals: 6).write(collection, to: folder.path + "/b.geojson")
    let layer = try GeoJSONReader.read(SourceFile(path: folder.path + "/b.geojson"), name: "b")
    #expect(try layer.polygons(threads: 1).polygons == polygons)
    #expect(layer.table.columns == table.columns)
  }

  /// Cut off anywhere it is refused; with bytes changed it is read or refused, and never traps.
  @Test func brokenFilesAreRefused() throws {
    let text = Array(
      collection(
        feature(#"{"kode":"64.01","n":-1.5e2,"x":[{"a":null}]}"#, triangle), feature("{}"), members: #""crs":null,"#
      )
      .utf8)
    for length in text.indices { #expect(throws: Diagnostic.self) { try read(text[..<length]) } }
    var random = FixedGenerator(state: 11)
    for _ in 0..<4000 {
      var changed = text
      for _ in 0..<(1 + random.next() % 3) {
        changed[Int(random.next() % UInt64(changed.count))] = UInt8(truncatingIfNeeded: random.next() >> 8)
      }
      do { _ = try read(changed) } catch is Diagnostic {}
    }
  }
}
