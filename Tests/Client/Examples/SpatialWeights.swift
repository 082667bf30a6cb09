import Testing

@Test func spatialWeights() throws {
  // Example: Sources/SpatialWeights/SpatialWeights.docc/SpatialWeights.md
  #expect(queen.unitCount == 105)
  // The schematic boundaries match vertex for vertex.
  #expect(snapped.linkCount == SpatialWeights.contiguity(of: polygons, .rook, threads: 2).linkCount)
  #expect(snapped.linkCount <= queen.linkCount)
  #expect(missed.isEmpty)
}
