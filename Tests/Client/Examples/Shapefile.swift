import Testing

@Test func shapefile() throws {
  // Example: Sources/Shapefile/Shapefile.docc/Shapefile.md
  #expect(reading.polygons.featureCount == 105)
  #expect(reading.findings.isEmpty)
  let copy = try ShapefileReader(path: "copy.shp")
  #expect(try copy.polygons(threads: 1).polygons == reading.polygons)
  #expect(try copy.attributes() == attributes)
  #expect(copy.crsDefinition == reader.crsDefinition)
}
