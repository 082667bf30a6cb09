import Testing

@Test func spreadsheets() throws {
  // Example: Sources/Spreadsheets/Spreadsheets.docc/Spreadsheets.md
  #expect(sheet.cells.map { "\($0.reference)" } == ["A1", "B1", "A2", "B2"])
  #expect(sheet.cells[2].value == .text("64.02.01"))
}
