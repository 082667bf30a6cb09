import Tables
import Testing

@Test func reapportionment() throws {
  // Example: Sources/Reapportionment/Reapportionment.docc/Reapportionment.md
  #expect(carried.from.units.count == 105 && carried.to.units.count == 10)
  #expect(carried.rejections.isEmpty)
  func sum(_ path: String, _ name: String) throws -> Int {
    let table = try DelimitedTable(path: path)
    let column = try #require(table.columns(named: name).first)
    return try table.counts(inColumn: column).values.reduce(0) { $0 + ($1 ?? 0) }
  }
  for name in ["peserta_aktif", "potensi"] { #expect(try sum("carried.csv", name) == sum("enrolment.csv", name)) }
}
