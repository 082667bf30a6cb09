import CSQLite

/// What a file holds, asked in SQL.
struct Reader {
  let path: String

  /// The rows of a query, cells joined by `|`; NULL is empty and a blob is in hexadecimal.
  func rows(_ sql: String) -> [String] {
    var database: OpaquePointer?
    guard sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, nil) == SQLITE_OK else { return ["cannot open"] }
    defer { sqlite3_close_v2(database) }
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK else {
      return [String(cString: sqlite3_errmsg(database))]
    }
    defer { sqlite3_finalize(statement) }
    var rows: [String] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      let cells = (0..<sqlite3_column_count(statement)).map { column in
        if sqlite3_column_type(statement, column) == SQLITE_BLOB {
          let bytes = UnsafeRawBufferPointer(
            start: sqlite3_column_blob(statement, column), count: Int(sqlite3_column_bytes(statement, column)))
          return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        return sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
      }
      rows.append(cells.joined(separator: "|"))
    }
    return rows
  }
}
