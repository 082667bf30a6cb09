import Diagnostics
import Tables
import Testing

@testable import TableReading

@Suite struct CountLimitTests {
  private func table() throws -> DelimitedTable {
    try DelimitedTable(bytes: Array("kode,eligible\nA,10000000000\nB,1\nC,\n".utf8), name: "t.csv")
  }

  @Test func whatFitsIsTaken() throws {
    try CountLimits.check([10_000_000_000, 1, nil], column: 1, of: table(), largestSum: 10_000_000_001)
  }

  /// The cell with which a sum goes beyond the limit is named.
  @Test func sumsAreChecked() throws {
    let table = try table()
    let fault = #expect(throws: Diagnostic.self) {
      try CountLimits.check([10_000_000_000, 1, nil], column: 1, of: table, largestSum: 10_000_000_000)
    }
    #expect(
      fault?.message.english
        == "Table t.csv, line 3: with the column “eligible” here the sum goes beyond 2⁵³, more than can be counted exactly. "
        + "Name the column that counts workers.")
  }

  /// A number that is too large for a count may be somebody's NIK, so it is not repeated.
  @Test func largeNumbersAreNotRepeated() throws {
    let table = try table()
    let fault = #expect(throws: Diagnostic.self) {
      try CountLimits.check([6_472_010_101_900_001], column: 1, of: table)
    }
    #expect(fault?.code == "table.count.implausible")
    #expect(fault?.message.english.contains("6472010101900001") == false)
    #expect(fault?.message.english.contains("16 digits") == true)
  }
}
