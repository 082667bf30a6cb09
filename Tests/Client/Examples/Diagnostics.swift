import Testing

@Test func diagnostics() throws {
  // Example: Sources/Diagnostics/Diagnostics.docc/Diagnostics.md
  let fault = #expect(throws: Diagnostic.self) { try ShapefileReader(path: "nowhere.shp") }
  #expect(fault?.kind == .missingInput)
  #expect(fault?.message[.english].contains("nowhere.shp") == true)
}
