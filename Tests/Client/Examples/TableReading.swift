import Testing

@Test func tableReading() throws {
  // Example: Sources/TableReading/TableReading.docc/TableReading.md
  #expect(reading.rows.count == 210)
  #expect(reading.period == "2025-12")
  #expect(reading.segments.map(\.label) == ["PU", "BPU"])
  #expect(reading.rows.reduce(0) { $0 + (reading.workers($1)?.enrolled ?? 0) } == 1_034_458)
  // What was understood, written and read again, is the same.
  #expect(CleanTable(reading).rows.count == 210)
}
