internal import Diagnostics
internal import Glibc
internal import RunFiles

/// The file of rejected records, written as they are found: their lines and reasons, and nothing of what they say.
final class RejectedLines {
  private let path: String
  private let staged = StagedFiles()
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  /// - Throws: `Diagnostic` where the file cannot be made.
  init(path: String) throws {
    self.path = path
    descriptor = open(try staged.stage(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Diagnostic.cannotWrite(path, error: errno) }
    buffer += Array("line,reason\r\n".utf8)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func add(line: Int, reason: RecordReason) throws {
    buffer += String(line).utf8
    buffer.append(0x2C)
    buffer += reason.rawValue.utf8
    buffer.append(0x0D)
    buffer.append(0x0A)
    if buffer.count >= 1 << 16 { try flush() }
  }

  private func flush() throws {
    var done = 0
    while done < buffer.count {
      let count = buffer.withUnsafeBytes { write(descriptor, $0.baseAddress! + done, buffer.count - done) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Diagnostic.writingFailed(path, error: errno) }
      done += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Puts the file in its place.
  func commit() throws {
    try flush()
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0 else { throw Diagnostic.writingFailed(path, error: errno) }
    try staged.commit()
  }
}
