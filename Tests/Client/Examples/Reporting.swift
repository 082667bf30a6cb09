import Tables
import Testing

@Test func reporting() throws {
  // Example: Sources/Reporting/Reporting.docc/Reporting.md
  let ranking = try DelimitedTable(path: "output/ranking.csv")
  #expect(ranking.rowCount == 105)
  #expect(!results.notices.isEmpty)
  #expect(!Jangkau.version.isEmpty)
}
