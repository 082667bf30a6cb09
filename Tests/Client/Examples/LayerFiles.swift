import Testing

@Test func layerFiles() throws {
  // Example: Sources/LayerFiles/LayerFiles.docc/LayerFiles.md
  #expect(layer.name == "districts")
  #expect(layer.recordCount == 105)
  #expect(layer.encodingName == "UTF-8")
}
