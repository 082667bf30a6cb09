import Diagnostics
import Glibc
import Parallel

/// The three streams that a program finds open, and room for more.
enum StandardStreams {
  /// Where messages go.
  nonisolated(unsafe) private(set) static var errors = STDERR_FILENO

  /// Makes sure that files can be opened: where they cannot, the system's own libraries fail, and some of them trap.
  ///
  /// - Throws: `Diagnostic` (inputOutput) where the system allows too few.
  static func requireHandles() throws {
    var limit = rlimit()
    // What the user's shell asks for is less than what it may have.
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < limit.rlim_max {
      limit.rlim_cur = limit.rlim_max
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
    let needed = 32 + 2 * Parallel.availableThreads
    var opened: [Int32] = []
    defer { for descriptor in opened { close(descriptor) } }
    for _ in 0..<needed {
      let descriptor = fcntl(errors, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
      guard descriptor >= 0 else { throw Diagnostic.tooFewHandles(needed: needed + 8) }
      opened.append(descriptor)
    }
  }

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

extension Diagnostic {
  fileprivate static func tooFewHandles(needed: Int) -> Diagnostic {
    Diagnostic(
      .inputOutput, "system.handles.few", ["needed": String(needed)],
      id: "Sistem hanya mengizinkan terlalu sedikit berkas terbuka. Naikkan batasnya menjadi sedikitnya \(needed) "
        + "(ulimit -n \(needed)), atau tutup program lain.",
      en: "The system allows too few open files. Raise the limit to at least \(needed) (ulimit -n \(needed)), or close "
        + "other programs.")
  }
}
