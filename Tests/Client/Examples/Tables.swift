import Testing

@Test func tables() throws {
  // Example: Sources/Tables/Tables.docc/Tables.md
  #expect(table.rowCount == 210)
  let text = String(decoding: writer.bytes, as: UTF8.self)
  #expect(text.hasPrefix("kode,peserta_aktif\r\n64.01.01,2734\r\n64.01.01,1552\r\n"))
}
