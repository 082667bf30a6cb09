import Diagnostics
import GEOS
import Geometry
import TestSupport
import Testing

@Suite struct ShapeTests {
  private func layer(_ polygons: [[[(Double, Double)]]]...) -> PolygonBuffer {
    var buffer = PolygonBuffer()
    for feature in polygons { buffer.append(feature: feature) }
    return buffer
  }

  private func square(_ x: Double, _ y: Double, _ size: Double) -> [(Double, Double)] {
    [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
  }

  @Test func theLibraryIsTheOneTested() {
    #expect(GEOSLibrary.version.hasPrefix("3."))
    #expect(!GEOSLibrary.version.contains("-"))
  }

  @Test func featuresGoThereAndBack() throws {
    let buffer = layer(
      [[square(0, 0, 9), square(1, 1, 2).reversed()], [square(20, 0, 1)]], [], [[square(3, 3, 1)]])
    let context = try GEOSContext()
    var back = PolygonBuffer()
    for feature in 0..<3 {
      let shape = try context.shape(ofFeature: feature, in: buffer)
      #expect(try shape.isEmpty == (feature == 1))
      #expect(try shape.area == buffer.planarArea(ofFeature: feature))
      try shape.append(to: &back)
    }
    #expect(back == buffer)
  }

  @Test func overlays() throws {
    let buffer = layer([[square(0, 0, 2)]], [[square(1, 1, 2)]])
    let context = try GEOSContext()
    let first = try context.shape(ofFeature: 0, in: buffer)
    let second = try context.shape(ofFeature: 1, in: buffer)
    #expect(try first.union(second).area == 7)
    #expect(try first.intersection(second).area == 1)
    #expect(try first.difference(second).area == 3)
    #expect(try first.symmetricDifference(second).area == 6)
    // A buffer of radius 1: the square, four sides, and a circle's corners, of which segments take a little.
    let grown = try first.buffer(distance: 1, quadrantSegments: 64).area
    #expect(abs(grown - (4 + 8 + Double.pi)) < 0.01)
  }

  @Test func coveragesDissolve() throws {
    let buffer = layer([[square(0, 0, 1)]], [[square(1, 0, 1)]], [[square(5, 5, 1)]])
    let context = try GEOSContext()
    for dissolve in [Shape.coverageUnion, Shape.unaryUnion] {
      let collection = try context.collection((0..<3).map { try context.shape(ofPolygon: $0, in: buffer) })
      let union = try dissolve(collection)()
      #expect(try union.area == 3)
      var result = PolygonBuffer()
      #expect(try union.append(to: &result) == 2)
      #expect(result.featureCount == 1)
      for ring in 0..<result.ringCount { #expect(result.doubledSignedArea(ofRing: ring) > 0) }
    }
  }

  @Test func linesAndPointsAreNoPolygons() throws {
    let buffer = layer([[square(0, 0, 1)]], [[square(1, 0, 1)]])
    let context = try GEOSContext()
    let edge = try context.shape(ofFeature: 0, in: buffer).intersection(context.shape(ofFeature: 1, in: buffer))
    #expect(try !edge.isEmpty)
    var result = PolygonBuffer()
    #expect(try edge.append(to: &result) == 0)
    #expect(result.featureCount == 1 && result.polygonCount == 0)
  }

  @Test func preparedQuestions() throws {
    let buffer = layer([[square(0, 0, 10), square(4, 4, 2).reversed()]])
    let context = try GEOSContext()
    let prepared = try PreparedShape(context.shape(ofFeature: 0, in: buffer))
    #expect(try prepared.contains(context.point(x: 1, y: 1)))
    #expect(try !prepared.contains(context.point(x: 5, y: 5)))
    #expect(try prepared.intersects(context.point(x: 10, y: 10)))
    #expect(try !prepared.contains(context.point(x: 10, y: 10)))
    #expect(try !prepared.intersects(context.point(x: 11, y: 10)))
  }

  @Test func boxesAreFoundInOrder() throws {
    let context = try GEOSContext()
    var generator = FixedGenerator(state: 5)
    var boxes: [Box] = (0..<500).map { _ in
      let x = Double.random(in: 0...100, using: &generator)
      let y = Double.random(in: 0...100, using: &generator)
      return Box(minX: x, minY: y, maxX: x + 3, maxY: y + 3)
    }
    boxes[17] = .empty
    let tree = try BoxTree(boxes, in: context)
    for box in boxes {
      #expect(
        try tree.query(box) == boxes.indices.filter { !boxes[$0].isEmpty && !box.isEmpty && boxes[$0].intersects(box) })
    }
    #expect(try BoxTree([], in: context).query(boxes[0]).isEmpty)
  }

  @Test func faultsNameFunctionMessageAndRecord() throws {
    let buffer = layer([[square(0, 0, 1)]], [[[(0, 0), (0, 0)]]])
    let context = try GEOSContext()
    context.record = 2
    let fault = #expect(throws: Diagnostic.self) { try context.shape(ofFeature: 1, in: buffer) }
    #expect(fault?.kind == .internalFault)
    #expect(fault?.code == "geometry.operation.failed")
    #expect(fault?.arguments["record"] == "2")
    #expect(
      fault?.message.english == """
        A geometry operation failed on record 2 (GEOS: GEOSGeom_createLinearRing_r: IllegalArgumentException: Invalid \
        number of points in LinearRing found 2 - must be 0 or >= 4). Inspect the layer's geometry.
        """)
    // The context serves on after a fault.
    #expect(try context.shape(ofFeature: 0, in: buffer).area == 1)
  }
}
