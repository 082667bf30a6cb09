extension DelimitedTokenizer.Index {
  /// Makes offsets into a part of a buffer offsets into the whole.
  mutating func move(by distance: Int) {
    if distance == 0 { return }
    for position in cellEnds.indices { cellEnds[position] += distance }
    for position in rows.indices {
      let row = rows[position]
      rows[position] = DelimitedTokenizer.Row(
        start: row.start + distance, line: row.line, firstCell: row.firstCell, cellCount: row.cellCount,
        isBroken: row.isBroken)
    }
  }

  /// Whether all those cells of the row hold nothing but blanks.
  func isBlank(
    _ row: DelimitedTokenizer.Row, in bytes: UnsafeBufferPointer<UInt8>, columns: Range<Int>
  ) -> Bool {
    columns.allSatisfy { column in
      let inside = CellBytes.unquoted(bytes, cell(column, of: row)).inside
      return CellBytes.trimmed(bytes, inside).isEmpty
    }
  }

  /// Hands the text of a cell to `body`: without quotes, without a formula guard and, where asked, trimmed.
  @inline(__always)
  func withText<Result, Failure: Error>(
    _ column: Int, of row: DelimitedTokenizer.Row, in bytes: [UInt8], trimmed: Bool,
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let range = cell(column, of: row)
    return try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) -> Result in
      let content = CellBytes.unquoted(buffer, range)
      if content.hasDoubledQuotes {
        let single = CellBytes.withSingleQuotes(buffer, content.inside)
        return try single.withUnsafeBufferPointer { (copy) throws(Failure) -> Result in
          try body(CellBytes.bare(copy, 0..<copy.count, trimmed: trimmed))
        }
      }
      return try body(CellBytes.bare(buffer, content.inside, trimmed: trimmed))
    }
  }

  func text(_ column: Int, of row: DelimitedTokenizer.Row, in bytes: [UInt8], trimmed: Bool) -> String {
    withText(column, of: row, in: bytes, trimmed: trimmed) { String(decoding: $0, as: UTF8.self) }
  }
}
