import Testing

@Test func layers() throws {
  // Example: Sources/Layers/Layers.docc/Layers.md
  let names = try #require(layer.attributes.index(of: "NAMA"))
  #expect(layer.attributes.columns[names].text(at: 0) == "Batu Sopang")
  #expect(layer.polygons.featureCount == layer.attributes.rowCount)
}
