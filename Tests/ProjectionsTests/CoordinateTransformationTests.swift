import Diagnostics
import Geometry
import Testing

@testable import Projections

@Suite struct CoordinateTransformationTests {
  /// A point in one of the systems that Kalimantan's layers come in, and where it lies on WGS 84.
  struct Case: Sendable, CustomTestStringConvertible {
    let code: Int
    let x, y, longitude, latitude: Double
    let accuracy: Double?
    var testDescription: String { "EPSG:\(code)" }
  }

  /// From pyproj 3.7.2 (PROJ 9.5.1), `TransformerGroup(code, 4326, always_xy=True, area_of_interest=AreaOfInterest(113.8,
  /// -2.5, 119.1, 2.6))`, its first transformer.
  static let cases: [Case] = [
    Case(code: 9470, x: 117.25, y: -0.5, longitude: 117.24999852630, latitude: -0.50000033232, accuracy: 1.2),
    Case(code: 4755, x: 117.25, y: -0.5, longitude: 117.25, latitude: -0.5, accuracy: 1),
    Case(
      code: 9480, x: 527817.777438, y: -55265.56675, longitude: 117.24999852631, latitude: -0.50000033232, accuracy: 1.2
    ),
    Case(
      code: 9490, x: 527817.777438, y: 9944734.43325, longitude: 117.24999852631, latitude: -0.50000033232,
      accuracy: 1.2
    ),
    Case(
      code: 9479, x: 1196834.683419, y: -55597.708029, longitude: 117.24999852630, latitude: -0.50000033232,
      accuracy: 1.2),
    Case(
      code: 9489, x: 1196834.683419, y: 9944402.291971, longitude: 117.24999852630, latitude: -0.50000033232,
      accuracy: 1.2),
    Case(code: 32650, x: 527817.777438, y: -55265.56675, longitude: 117.25, latitude: -0.5, accuracy: 0),
    Case(code: 32750, x: 527817.777438, y: 9944734.43325, longitude: 117.25, latitude: -0.5, accuracy: 0),
    Case(code: 23870, x: 527817.777438, y: -55265.56675, longitude: 117.25, latitude: -0.5, accuracy: 1),
    Case(code: 23880, x: 527817.777438, y: 9944734.43325, longitude: 117.25, latitude: -0.5, accuracy: 1),
    Case(code: 23836, x: 729305.371822, y: 1444526.576855, longitude: 117.25, latitude: -0.5, accuracy: 1),
    Case(code: 23837, x: 394812.752391, y: 1444692.40817, longitude: 117.25, latitude: -0.5, accuracy: 1),
    Case(code: 23838, x: 60858.702961, y: 1444705.130009, longitude: 117.25, latitude: -0.5, accuracy: 1),
    Case(code: 4238, x: 117.25, y: -0.5, longitude: 117.25026104061, latitude: -0.49996807227, accuracy: 3),
    Case(code: 4211, x: 117.25, y: -0.5, longitude: 117.25020973928, latitude: -0.50040122231, accuracy: 6),
    // No published operation: the datum shift is unknown, and so is the accuracy.
    Case(code: 2550, x: 527814.550635, y: 9944739.730882, longitude: 117.25, latitude: -0.5, accuracy: nil),
    Case(code: 3857, x: 13052210.295511, y: -55660.451865, longitude: 117.25, latitude: -0.5, accuracy: 0),
    Case(code: 6933, x: 11313016.359418, y: -63785.856391, longitude: 117.25, latitude: -0.49999999944, accuracy: 0),
  ]

  static let kaltim = Box(minX: 113.8, minY: -2.5, maxX: 119.1, maxY: 2.6)

  @Test(arguments: cases) func agreesWithPyproj(_ item: Case) throws {
    let system = try CoordinateReferenceSystem(definition: "EPSG:\(item.code)")
    #expect(system.authorityCode == "EPSG:\(item.code)")
    let area = Box(minX: item.x, minY: item.y, maxX: item.x, maxY: item.y)
    let transformation = try CoordinateTransformation(
      from: system, to: .wgs84, covering: system.isGeographic ? Self.kaltim : area)
    var point = [item.x, item.y]
    try transformation.apply(to: &point)
    // 1e-10 degrees are 0.01 mm; projected coordinates are typed to the micrometre.
    #expect(abs(point[0] - item.longitude) < 1e-10)
    #expect(abs(point[1] - item.latitude) < 1e-10)
    #expect(transformation.accuracyMetres == item.accuracy)
  }

  private var utm: CoordinateReferenceSystem {
    get throws { try CoordinateReferenceSystem(definition: "EPSG:32750") }
  }

  @Test func aLayerComesBack() throws {
    let wgs84 = Fixture.islands(count: 400, seed: 1)
    var buffer = wgs84
    try CoordinateTransformation(from: .wgs84, to: utm).apply(to: &buffer, threads: 2)
    #expect(buffer != wgs84)
    expectInvariants(buffer)
    try CoordinateTransformation(from: utm, to: .wgs84).apply(to: &buffer, threads: 2)
    expectInvariants(buffer)
    let farthest = zip(buffer.coordinates, wgs84.coordinates).map { abs($0 - $1) }.max() ?? 1
    #expect(farthest < 1e-10)
  }

  @Test func threadsMakeNoDifference() throws {
    let layer = Fixture.islands(count: 5_000, seed: 2)
    #expect(layer.vertexCount > 1 << 17)
    let transformation = try CoordinateTransformation(from: .wgs84, to: utm)
    var one = layer
    var many = layer
    try transformation.apply(to: &one, threads: 1)
    try transformation.apply(to: &many, threads: 4)
    #expect(one == many)
  }

  @Test func identityKeepsEveryBit() throws {
    var buffer = Fixture.islands(count: 3, seed: 3)
    let before = buffer
    let transformation = try CoordinateTransformation(
      from: CoordinateReferenceSystem(definition: CoordinateReferenceSystemTests.esriWGS84), to: .wgs84)
    try transformation.apply(to: &buffer, threads: 2)
    #expect(buffer == before)
    #expect(transformation.isIdentity && transformation.accuracyMetres == 0)
  }

  /// Lo29 counts x to the west and y to the south: normalised or not, rings must be wound as the buffer says.
  @Test func windingIsRestored() throws {
    let west = try CoordinateReferenceSystem(
      definition: "+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +axis=wnu +ellps=WGS84 +type=crs")
    var buffer = Fixture.islands(count: 20, seed: 4)
    try CoordinateTransformation(from: .wgs84, to: west).apply(to: &buffer, threads: 1)
    expectInvariants(buffer)
  }

  @Test func aLayerBeyondItsZoneStaysFinite() throws {
    var buffer = PolygonBuffer()
    buffer.append(feature: [[[(95, -11), (141, -11), (141, 6), (95, 6), (95, -11)]]])
    for code in [4238, 4211, 9470] {
      let system = try CoordinateReferenceSystem(definition: "EPSG:\(code)")
      var moved = buffer
      let transformation = try CoordinateTransformation(from: system, to: .wgs84, covering: buffer.bounds)
      try transformation.apply(to: &moved, threads: 1)
      for (before, after) in zip(buffer.coordinates, moved.coordinates) { #expect(abs(before - after) < 0.02) }
    }
  }

  @Test func aPointThatFailsIsNamed() throws {
    var buffer = PolygonBuffer()
    buffer.append(feature: [[[(0, 0), (1, 0), (0, 1), (0, 0)]]])
    buffer.append(feature: [])
    buffer.append(feature: [[[(0, 0), (1, 0), (0, 100), (0, 0)]]])
    let transformation = try CoordinateTransformation(
      from: .wgs84, to: CoordinateReferenceSystem(definition: "EPSG:3857"))
    let fault = #expect(throws: Diagnostic.self) { try transformation.apply(to: &buffer, threads: 2) }
    #expect(fault?.kind == .badInput)
    #expect(
      fault?.message.english == """
        The point (0.0, 100.0) of record 3 cannot be transformed from WGS 84 (EPSG:4326) to WGS 84 / Pseudo-Mercator \
        (EPSG:3857). Check whether the layer's coordinate reference system is right, or state the right one.
        """)
  }

  private func expectInvariants(_ buffer: PolygonBuffer) {
    for polygon in 0..<buffer.polygonCount {
      for ring in buffer.rings(of: polygon) {
        let vertices = buffer.vertices(of: ring)
        let first = 2 * vertices.lowerBound
        let last = 2 * vertices.upperBound - 2
        #expect(buffer.coordinates[first].bitPattern == buffer.coordinates[last].bitPattern)
        #expect(buffer.coordinates[first + 1].bitPattern == buffer.coordinates[last + 1].bitPattern)
        let area = buffer.doubledSignedArea(ofRing: ring)
        #expect(ring == buffer.polygonOffsets[polygon] ? area > 0 : area < 0)
      }
    }
    #expect(!buffer.coordinates.contains { !$0.isFinite })
  }
}
