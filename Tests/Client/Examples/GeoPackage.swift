import Testing

@Test func geoPackage() throws {
  // Example: Sources/GeoPackage/GeoPackage.docc/GeoPackage.md
  #expect(file.entries.map(\.name) == ["districts"])
  let layer = try file.read(file.entries[0])
  #expect(try layer.polygons(threads: 2).polygons == shapefile.polygons(threads: 2).polygons)
}
