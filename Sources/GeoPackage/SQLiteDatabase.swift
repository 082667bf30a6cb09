internal import CSQLite
internal import Diagnostics
internal import Glibc

/// An SQLite file that is written from nothing by one thread.
final class SQLiteDatabase {
  private let handle: OpaquePointer
  fileprivate let path: String

  /// Creates the file, or empties it where it is there.
  init(creating path: String) throws {
    // SQLite would go on with a file that is there, and tells less about one that it cannot create.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Diagnostic.cannotCreateFile(path, .systemError(errno)) }
    close(descriptor)
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK, let handle else {
      let reason = Message(sqlite: handle)
      sqlite3_close_v2(handle)
      throw Diagnostic.cannotCreateFile(path, reason)
    }
    self.handle = handle
    self.path = path
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
    throw Diagnostic.cannotWriteFile(path, Message(sqlite: handle))
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
}

extension Message {
  /// Why SQLite refused: the system's reason where it had one.
  fileprivate init(sqlite handle: OpaquePointer?) {
    let code = sqlite3_errcode(handle) & 0xFF
    let system = sqlite3_system_errno(handle)
    switch code {
    case SQLITE_FULL: self = .systemError(ENOSPC)
    case SQLITE_READONLY: self = .systemError(EROFS)
    case SQLITE_NOMEM: self = .systemError(ENOMEM)
    case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_PERM: self = .systemError(system == 0 ? EIO : system)
    default:
      let text = String(cString: sqlite3_errmsg(handle))
      self.init(id: "SQLite: \(text)", en: "SQLite: \(text)")
    }
  }
}
