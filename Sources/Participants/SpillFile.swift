internal import Diagnostics
internal import Glibc

/// A temporary file without a name, for blocks of entries that do not fit into memory.
///
/// It lies in the folder that `TMPDIR` names, else in `/var/tmp`, which is on a disk where `/tmp` often is memory. Each
/// block points to the one before it of its partition, so that no list of blocks grows in memory.
final class SpillFile: Sendable {
  private let descriptor: Int32
  private let folder: String
  private let blockSize: Int
  nonisolated(unsafe) private var end = 0
  /// O_TMPFILE of Linux, which is a macro that Swift does not see.
  private static let nameless: Int32 = 0o20_000_000 | O_DIRECTORY

  init(blockSize: Int) throws {
    self.blockSize = blockSize
    let stated = getenv("TMPDIR").map { String(cString: $0) }
    folder = stated.flatMap { $0.isEmpty ? nil : $0 } ?? "/var/tmp"
    var descriptor = open(folder, Self.nameless | O_RDWR | O_CLOEXEC, 0o600)
    if descriptor < 0 && [EOPNOTSUPP, EISDIR, EINVAL].contains(errno) {
      // A file system without nameless files: the name is taken away at once.
      var template = Array("\(folder)/.jangkau-XXXXXX".utf8CString)
      descriptor = mkstemp(&template)
      if descriptor >= 0 { unlink(template) }
    }
    guard descriptor >= 0 else {
      throw Diagnostic.noTemporaryFile(folder, reason: String(cString: strerror(errno)))
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Writes a full block and answers where it lies. One caller at a time.
  func append(_ entries: [ParticipantIndex.Entry], after previous: Int) throws -> Int {
    let offset = end
    try withUnsafeBytes(of: Int64(previous)) { bytes in
      try transfer(bytes.count) { pwrite(descriptor, bytes.baseAddress! + $0, bytes.count - $0, offset + $0) }
    }
    try entries.withUnsafeBytes { bytes in
      try transfer(bytes.count) { pwrite(descriptor, bytes.baseAddress! + $0, bytes.count - $0, offset + 8 + $0) }
    }
    end += blockSize
    return offset
  }

  /// Reads the block at an offset, and answers where the one before it lies. Any number of callers at a time.
  func read(at offset: Int, into entries: inout [ParticipantIndex.Entry]) throws -> Int {
    var previous: Int64 = -1
    try withUnsafeMutableBytes(of: &previous) { bytes in
      try transfer(bytes.count) { pread(descriptor, bytes.baseAddress! + $0, bytes.count - $0, offset + $0) }
    }
    let count = (blockSize - 8) / MemoryLayout<ParticipantIndex.Entry>.stride
    entries = try [ParticipantIndex.Entry](unsafeUninitializedCapacity: count) { buffer, filled in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      try transfer(bytes.count) { pread(descriptor, bytes.baseAddress! + $0, bytes.count - $0, offset + 8 + $0) }
      filled = count
    }
    return Int(previous)
  }

  /// Repeats a call until it has moved all bytes.
  private func transfer(_ count: Int, _ call: (_ done: Int) -> Int) throws {
    var done = 0
    while done < count {
      let moved = call(done)
      if moved < 0 && errno == EINTR { continue }
      guard moved > 0 else {
        throw Diagnostic.temporaryFileFailed(folder, reason: String(cString: strerror(moved < 0 ? errno : ENODATA)))
      }
      done += moved
    }
  }
}

extension Diagnostic {
  static func noTemporaryFile(_ folder: String, reason: String) -> Diagnostic {
    Diagnostic(
      .cannotCreate,
      id:
        "Berkas sementara tidak dapat dibuat di \(folder): \(reason). Sebutkan folder lain dengan variabel lingkungan "
        + "TMPDIR.",
      en: "No temporary file can be made in \(folder): \(reason). Name another folder in the environment variable "
        + "TMPDIR.")
  }

  static func temporaryFileFailed(_ folder: String, reason: String) -> Diagnostic {
    Diagnostic(
      .inputOutput,
      id: "Berkas sementara di \(folder) tidak dapat dipakai: \(reason). Sediakan ruang di sana, atau sebutkan folder "
        + "lain dengan variabel lingkungan TMPDIR.",
      en: "The temporary file in \(folder) cannot be used: \(reason). Make room there, or name another folder in the "
        + "environment variable TMPDIR.")
  }
}
