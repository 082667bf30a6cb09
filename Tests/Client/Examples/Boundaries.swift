import Testing

@Test func boundaries() throws {
  // Example: Sources/Boundaries/Boundaries.docc/Boundaries.md
  #expect(layer.units.count == 105)
  #expect(layer.units[0].code == "64.01.01")
  #expect(layer.units.allSatisfy { $0.areaSquareKilometres > 0 })
  #expect(layer.isSchematic)
}
