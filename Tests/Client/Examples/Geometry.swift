import Testing

@Test func geometry() {
  // Example: Sources/Geometry/Geometry.docc/Geometry.md
  #expect(layer.featureCount == 2)
  #expect(layer.bounds(ofFeature: 0) == Box(minX: 0, minY: 0, maxX: 2, maxY: 1))
  #expect(layer.bounds(ofFeature: 1).isEmpty)
}
