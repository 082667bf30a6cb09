internal import Diagnostics
internal import Glibc

/// A file that several threads write in the order of their chunks, each straight from its own buffer.
///
/// A thread that comes too early waits; the one whose turn it is never does, so no more buffers are needed than there
/// are threads, and the file never depends on how many there are.
final class OrderedFile: @unchecked Sendable {
  private let path: String
  private var descriptor: Int32
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let turnEnded: UnsafeMutablePointer<pthread_cond_t>
  private var nextChunk = 0
  private var hasFailed = false

  /// Creates the file, or empties it where it is there.
  init(creating path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Diagnostic.cannotWrite(path, error: errno) }
    self.path = path
    self.descriptor = descriptor
    mutex = .allocate(capacity: 1)
    turnEnded = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(turnEnded, nil)
  }

  deinit {
    if descriptor >= 0 { Glibc.close(descriptor) }
    pthread_cond_destroy(turnEnded)
    pthread_mutex_destroy(mutex)
    turnEnded.deallocate()
    mutex.deallocate()
  }

  /// Writes the bytes of chunk number `chunk` when all before it have been written. After a failure of another chunk
  /// it returns at once, the file being lost anyway.
  func write(_ bytes: UnsafeRawBufferPointer, chunk: Int) throws {
    pthread_mutex_lock(mutex)
    while nextChunk != chunk && !hasFailed { pthread_cond_wait(turnEnded, mutex) }
    let isLost = hasFailed
    pthread_mutex_unlock(mutex)
    if isLost { return }

    // Only the thread whose turn it is comes here, so that the others may format meanwhile.
    let failure = writeAll(bytes)
    pthread_mutex_lock(mutex)
    nextChunk += 1
    if failure != nil { hasFailed = true }
    pthread_cond_broadcast(turnEnded)
    pthread_mutex_unlock(mutex)
    if let failure { throw Diagnostic.writingFailed(path, error: failure) }
  }

  /// The error number of the first write that failed; nil when all bytes are out.
  private func writeAll(_ bytes: UnsafeRawBufferPointer) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }

  /// Closes the file; some file systems tell only now that it could not be written.
  func close() throws {
    let closing = descriptor
    descriptor = -1
    guard Glibc.close(closing) == 0 else { throw Diagnostic.writingFailed(path, error: errno) }
  }
}
