import Testing

@Test func archives() throws {
  // Example: Sources/Archives/Archives.docc/Archives.md
  #expect(reader.entries.map(\.name) == ["jangkau.qgs"])
  #expect(try reader.contents(of: reader.entries[0], limit: 100) == Array("<qgis/>".utf8))
}
