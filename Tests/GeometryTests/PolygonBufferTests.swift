import Geometry
import Testing

@Suite struct PolygonBufferTests {
  private var layer: PolygonBuffer {
    var buffer = PolygonBuffer()
    buffer.append(feature: [
      [
        [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)],
        [(1, 1), (1, 2), (2, 2), (2, 1), (1, 1)],
      ],
      [[(10, 0), (11, 0), (10, 1), (10, 0)]],
    ])
    buffer.append(feature: [])
    buffer.append(feature: [[[(1e7, 1e7), (1e7 + 2, 1e7), (1e7, 1e7 + 2), (1e7, 1e7)]]])
    return buffer
  }

  @Test func areas() {
    #expect(layer.doubledSignedArea(ofRing: 0) == 32)
    #expect(layer.doubledSignedArea(ofRing: 1) == -2)
    #expect(layer.planarArea(ofFeature: 0) == 15.5)
    #expect(layer.planarArea(ofFeature: 1) == 0)
    // Far from the origin no digit is lost.
    #expect(layer.planarArea(ofFeature: 2) == 2)
  }

  @Test func windingIsRestoredOnlyWhereItIsWrong() {
    var flipped = layer
    for vertex in 0..<flipped.vertexCount { flipped.coordinates[2 * vertex] *= -1 }
    let mirrored = flipped
    flipped.restoreWinding(ofPolygons: 0..<flipped.polygonCount)
    #expect(flipped.doubledSignedArea(ofRing: 0) == 32)
    #expect(flipped.doubledSignedArea(ofRing: 1) == -2)
    #expect(Array(flipped.coordinates[..<10]) == [0, 0, 0, 4, -4, 4, -4, 0, 0, 0])
    // Each ring still starts and ends at its first vertex.
    for ring in 0..<flipped.ringCount {
      let first = 2 * flipped.ringOffsets[ring]
      #expect(flipped.coordinates[first] == mirrored.coordinates[first])
    }
    var right = layer
    right.restoreWinding(ofPolygons: 0..<right.polygonCount)
    #expect(right == layer)
  }

  @Test func appendingFeaturesCopiesThem() {
    var copy = PolygonBuffer()
    copy.append(featuresOf: layer, 0..<0)
    #expect(copy == PolygonBuffer())
    copy.append(featuresOf: layer, 0..<3)
    #expect(copy == layer)
    copy.append(featuresOf: layer, 1..<3)
    #expect(copy.featureCount == 5)
    #expect(copy.polygons(of: 3).isEmpty)
    #expect(copy.planarArea(ofFeature: 4) == 2)
    #expect(copy.ringOffsets.last == copy.vertexCount)
  }
}
