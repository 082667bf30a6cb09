import Testing

@Test func enrolment() throws {
  // Example: Sources/Enrolment/Enrolment.docc/Enrolment.md
  let join = try #require(audit.join)
  #expect(join.rejections.isEmpty)
  #expect(join.ledgers.map(\.read.rows) == [210])
  #expect(join.ledgers[0].read == join.ledgers[0].used)
  #expect(offices.points.count == 9)
}
