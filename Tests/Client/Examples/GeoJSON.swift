import Testing

@Test func geoJSON() throws {
  // Example: Sources/GeoJSON/GeoJSON.docc/GeoJSON.md
  #expect(layer.recordCount == 105)
  #expect(layer.fields.map(\.name) == shapefile.fields.map(\.name))
  #expect(try layer.polygons(threads: 2).polygons == shapefile.polygons(threads: 2).polygons)
}
