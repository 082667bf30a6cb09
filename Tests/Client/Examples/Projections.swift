import Testing

@Test func projections() throws {
  // Example: Sources/Projections/Projections.docc/Projections.md
  #expect(system.authorityCode == "EPSG:4326")
  let squareKilometres = measures.reduce(0) { $0 + $1.areaSquareMetres } / 1e6
  #expect((125_000...130_000).contains(squareKilometres))
  // Metres east and north, with ten million added south of the equator.
  #expect(polygons.bounds.minX > 100_000 && polygons.bounds.maxX < 1_000_000)
  #expect(polygons.bounds.minY > 9_000_000 && polygons.bounds.maxY < 11_000_000)
}
