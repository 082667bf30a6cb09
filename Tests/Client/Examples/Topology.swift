import Testing

@Test func topology() throws {
  // Example: Sources/Topology/Topology.docc/Topology.md
  #expect(drawing.featureCount == 105)
  #expect((0..<drawing.featureCount).allSatisfy { !drawing.rings(ofFeature: $0).isEmpty })
}
