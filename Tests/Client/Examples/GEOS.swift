import Testing

@Test func geos() throws {
  // Example: Sources/GEOS/GEOS.docc/GEOS.md
  #expect(province.featureCount == 1)
  #expect(try shape.invalidity == nil)
  #expect(try shape.area > 0)
}
