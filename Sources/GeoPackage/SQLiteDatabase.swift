internal import CSQLite
internal import Diagnostics
internal import FileAccess
internal import Glibc

/// An SQLite file that one thread writes from nothing, or reads.
final class SQLiteDatabase {
  private let handle: OpaquePointer
  fileprivate let path: String
  private let isWritten: Bool

  /// Creates the file, or empties it where it is there.
  init(creating path: String) throws {
    // SQLite would go on with a file that is there, and tells less about one that it cannot create.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Diagnostic.cannotWrite(path, error: errno) }
    close(descriptor)
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK, let handle else {
      let fault = Diagnostic.writingFailed(path, sqlite: handle)
      sqlite3_close_v2(handle)
      throw fault
    }
    self.handle = handle
    self.path = path
    isWritten = true
  }

  /// Opens a file that is there, for reading alone: nothing is created beside it.
  ///
  /// A file without a journal is whole in itself and is taken as it stands, without locks, so that it can lie where
  /// nothing may be written. Where another program left a journal (`-wal`, `-journal`), what it holds is part of the
  /// layer, and SQLite is let at it.
  /// - Throws: `Diagnostic` where it cannot be opened.
  init(reading file: SourceFile) throws {
    path = file.path
    isWritten = false
    var opened: OpaquePointer?
    let code: Int32
    if file.memory != nil {
      code = sqlite3_open_v2(":memory:", &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
    } else {
      let hasJournal = ["-wal", "-journal"].contains { suffix in
        var status = stat()
        return stat(file.path + suffix, &status) == 0 && status.st_size > 0
      }
      let name = "file:" + Self.escaped(path) + (hasJournal ? "?mode=ro" : "?mode=ro&immutable=1")
      code = sqlite3_open_v2(name, &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nil)
    }
    guard code == SQLITE_OK, let opened else {
      let reason = String(cString: sqlite3_errmsg(opened))
      sqlite3_close_v2(opened)
      throw Diagnostic.cannotReadGeoPackage(path, reason: reason)
    }
    handle = opened
    if let memory = file.memory { try load(memory.bytes) }
    // The file may come from anybody: its views and triggers run nothing but harmless functions.
    try execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON")
  }

  /// Makes bytes the contents of a database in memory.
  private func load(_ bytes: UnsafeRawBufferPointer) throws {
    guard bytes.count >= 100, let copy = sqlite3_malloc64(UInt64(bytes.count)) else {
      throw Diagnostic.damagedGeoPackage(path, reason: "file is not a database")
    }
    copy.copyMemory(from: bytes.baseAddress!, byteCount: bytes.count)
    // Marked for a write-ahead log, which an archive cannot hold beside it, it would not open.
    for offset in [18, 19] where bytes[offset] == 2 { copy.storeBytes(of: 1, toByteOffset: offset, as: UInt8.self) }
    try check(
      sqlite3_deserialize(
        handle, "main", copy.assumingMemoryBound(to: UInt8.self), sqlite3_int64(bytes.count),
        sqlite3_int64(bytes.count), UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)))
  }

  /// A path as part of a URI.
  private static func escaped(_ path: String) -> String {
    var text = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"), 0..<0x21, 0x7F...:
        text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      default: text.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    // Two slashes at the start would be the name of a machine.
    return text.hasPrefix("//") ? "//" + text : text
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs statements that give no rows.
  func execute(_ sql: String) throws {
    try check(sqlite3_exec(handle, sql, nil, nil, nil))
  }

  func prepare(_ sql: String) throws -> SQLiteStatement {
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v2(handle, sql, -1, &statement, nil))
    guard let statement else { preconditionFailure("empty statement") }
    return SQLiteStatement(statement, in: self)
  }

  /// Runs one statement with values for its parameters.
  func run(_ sql: String, _ values: SQLiteValue...) throws {
    let statement = try prepare(sql)
    for (index, value) in values.enumerated() { try statement.bind(value, at: index + 1) }
    try statement.run()
  }

  fileprivate func check(_ code: Int32) throws {
    guard code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW else { return }
    if isWritten { throw Diagnostic.writingFailed(path, sqlite: handle) }
    let reason = String(cString: sqlite3_errmsg(handle))
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PROTOCOL:
      throw Diagnostic.busyGeoPackage(path, reason: reason)
    case SQLITE_IOERR, SQLITE_NOMEM, SQLITE_PERM, SQLITE_AUTH:
      throw Diagnostic.cannotReadGeoPackage(path, reason: reason)
    default: throw Diagnostic.damagedGeoPackage(path, reason: reason)
    }
  }
}

/// What a cell can hold besides blobs, which are bound in place.
enum SQLiteValue {
  case null
  case integer(Int)
  case real(Double)
  case text(String)
}

/// A prepared statement that is run again and again; its database outlives it.
final class SQLiteStatement {
  private let handle: OpaquePointer
  private let database: SQLiteDatabase

  fileprivate init(_ handle: OpaquePointer, in database: SQLiteDatabase) {
    self.handle = handle
    self.database = database
  }

  deinit { sqlite3_finalize(handle) }

  /// Parameters count from 1.
  func bind(_ value: SQLiteValue, at index: Int) throws {
    let index = Int32(index)
    switch value {
    case .null: try database.check(sqlite3_bind_null(handle, index))
    case .integer(let value): try database.check(sqlite3_bind_int64(handle, index, Int64(value)))
    case .real(let value): try database.check(sqlite3_bind_double(handle, index, value))
    case .text(var text):
      let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      try text.withUTF8 { utf8 in
        try utf8.withMemoryRebound(to: CChar.self) {
          try database.check(
            sqlite3_bind_text64(
              handle, index, $0.baseAddress, UInt64($0.count), transient, UInt8(SQLITE_UTF8)))
        }
      }
    }
  }

  /// Binds bytes that stay where they are until the statement has run.
  func bind(borrowing blob: UnsafeRawBufferPointer, at index: Int) throws {
    try database.check(sqlite3_bind_blob64(handle, Int32(index), blob.baseAddress, UInt64(blob.count), nil))
  }

  /// Runs the statement and makes it ready to run again; parameters keep their values.
  func run() throws {
    let code = sqlite3_step(handle)
    defer { sqlite3_reset(handle) }
    try database.check(code)
  }
  // MARK: Rows

  /// Goes to the next row; false behind the last.
  func step() throws -> Bool {
    let code = sqlite3_step(handle)
    try database.check(code)
    return code == SQLITE_ROW
  }

  var columnCount: Int { Int(sqlite3_column_count(handle)) }

  func columnName(_ column: Int) -> String {
    sqlite3_column_name(handle, Int32(column)).map { String(cString: $0) } ?? ""
  }

  /// What the present row has in a column, from 0.
  enum Kind {
    case null, integer, real, text, blob
  }

  func kind(_ column: Int) -> Kind {
    switch sqlite3_column_type(handle, Int32(column)) {
    case SQLITE_INTEGER: .integer
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  func integer(_ column: Int) -> Int { Int(sqlite3_column_int64(handle, Int32(column))) }
  func real(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }

  /// nil where there is none, or its bytes are not UTF-8.
  func text(_ column: Int) -> String? {
    guard let start = sqlite3_column_text(handle, Int32(column)) else { return nil }
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return String(validating: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// The bytes of a blob; valid until the next row.
  func blob(_ column: Int) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(handle, Int32(column))
    return UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, Int32(column))))
  }
}

extension Diagnostic {
  /// Why SQLite refused: the system's reason where it had one.
  fileprivate static func writingFailed(_ path: String, sqlite handle: OpaquePointer?) -> Diagnostic {
    let system = sqlite3_system_errno(handle)
    switch sqlite3_errcode(handle) & 0xFF {
    case SQLITE_FULL: return writingFailed(path, error: ENOSPC)
    case SQLITE_READONLY: return writingFailed(path, error: EROFS)
    case SQLITE_NOMEM: return writingFailed(path, error: ENOMEM)
    case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_PERM: return writingFailed(path, error: system == 0 ? EIO : system)
    default:
      let text = "SQLite: " + String(cString: sqlite3_errmsg(handle))
      return writingFailed(path, Message(id: text, en: text))
    }
  }
}
