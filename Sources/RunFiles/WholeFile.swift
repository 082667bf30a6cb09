internal import Diagnostics
internal import Glibc

/// A file that appears whole or not at all.
package enum WholeFile {
  package static func write(_ bytes: [UInt8], to path: String) throws { try write([(path, bytes)]) }

  /// Several files, which appear together.
  package static func write(_ files: [(path: String, bytes: [UInt8])]) throws {
    let staged = StagedFiles()
    for (path, bytes) in files { try staged.write(path) { try fill($0, with: bytes) } }
    try staged.commit()
  }

  /// Writes a file in place, for one that is staged.
  package static func fill(_ path: String, with bytes: [UInt8]) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Diagnostic.cannotWrite(path, error: errno) }
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + offset, $0.count - offset) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let code = errno
        close(descriptor)
        throw Diagnostic.writingFailed(path, error: code)
      }
      offset += count
    }
    // Some file systems tell only now that there is no space.
    guard close(descriptor) == 0 else { throw Diagnostic.writingFailed(path, error: errno) }
  }
}
