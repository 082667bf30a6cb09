import Tables
import Testing

@Test func participants() throws {
  // Example: Sources/Participants/Participants.docc/Participants.md
  let ledger = aggregation.ledger
  #expect((ledger.records, ledger.counted, ledger.inactive, ledger.duplicates, ledger.rejected) == (5, 3, 1, 1, 0))
  let counts = try DelimitedTable(path: "counts.csv")
  let column = try #require(counts.columns(named: "peserta_aktif").first)
  #expect(try counts.counts(inColumn: column).values.reduce(0) { $0 + ($1 ?? 0) } == 3)
}
