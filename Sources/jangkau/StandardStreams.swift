import Glibc

/// The three streams that a program finds open.
enum StandardStreams {
  /// Where messages go.
  nonisolated(unsafe) private(set) static var errors = STDERR_FILENO

  /// Makes sure that no file of the run gets the number of a stream, and that nobody but `Console` writes messages.
  ///
  /// Swift's runtime and the C libraries write on standard error what they think of: the last words of a trap may quote a
  /// value. In a debug build, for developers, they still do.
  static func prepare() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // Standard output that is closed fails when it is written, as it should.
      _ = open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY)
    }
    #if !DEBUG
      let copy = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
      guard copy >= 0 else { return }
      let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
      guard nowhere >= 0, dup2(nowhere, STDERR_FILENO) >= 0 else {
        if nowhere >= 0 { close(nowhere) }
        close(copy)
        return
      }
      close(nowhere)
      errors = copy
    #endif
  }
}
