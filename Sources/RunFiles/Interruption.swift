internal import Glibc
internal import Parallel
internal import Synchronization

/// What a signal does to a run: what is unfinished is removed, and nothing of what the run has in memory gets out.
///
/// Until a program has called `takeOver`, signals are the system's; a run that one of them ends leaves its hidden folder
/// to the next (`StagingFolder`).
package enum Interruption {
  /// Signals by which users and systems end programs. They exit with 128 and the number.
  private static let endings = [
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGVTALRM, SIGPROF,
  ]
  /// Signals of faults of the program. Swift's runtime would answer them with a backtrace that prints memory, and with it
  /// what stands in the tables.
  private static let faults = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS]
  private static let faultCode: Int32 = 70

  /// Hidden folders that are in the way when the run ends.
  private static let unfinished = Guarded<[String]>([])

  // What handlers touch is made before the first signal, never changes, and needs neither memory nor locks.
  nonisolated(unsafe) private static var arrivals: UnsafeMutablePointer<sem_t>?
  nonisolated(unsafe) private static var texts: UnsafeMutablePointer<UnsafeRawBufferPointer>?
  nonisolated(unsafe) private static var errors = STDERR_FILENO
  private static let arrived = Atomic<Int32>(0)
  private static let isFaulty = Atomic<Bool>(false)
  private static let signalCount = 65

  /// Takes over from the system, and from Swift's runtime, what happens at a signal. Called once, before anything else.
  ///
  /// Where a file grows beyond what is allowed, or a pipe has no reader any more, writing fails as it does for other
  /// reasons.
  ///
  /// - Parameters:
  ///   - errors: where the one line goes that tells of a fault.
  ///   - text: the line for a signal, with its end.
  package static func takeOver(errors: Int32, text: (_ signal: Int32) -> String) {
    Self.errors = errors
    let texts = UnsafeMutablePointer<UnsafeRawBufferPointer>.allocate(capacity: signalCount)
    for number in 0..<signalCount {
      let bytes = Array((faults.contains(Int32(number)) ? text(Int32(number)) : "").utf8)
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
      copy.copyBytes(from: bytes)
      texts[number] = UnsafeRawBufferPointer(rebasing: copy[..<bytes.count])
    }
    Self.texts = texts
    let arrivals = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    arrivals.initialize(to: sem_t())
    sem_init(arrivals, 0, 0)
    Self.arrivals = arrivals
    _ = arrived.load(ordering: .relaxed)
    _ = isFaulty.load(ordering: .relaxed)
    unfinished.withLock { _ in }
    startRemover()

    // A fault for want of stack still has this one.
    let size = 1 << 16
    var stack = stack_t()
    stack.ss_sp = .allocate(byteCount: size, alignment: 16)
    stack.ss_size = size
    sigaltstack(&stack, nil)
    for number in faults { handle(number) { Interruption.fault($0) } }
    for number in endings where !isIgnored(number) { handle(number) { Interruption.end($0) } }
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
  }

  /// As `nohup` asks.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func handle(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    action.sa_flags = SA_RESTART | SA_ONSTACK
    sigemptyset(&action.sa_mask)
    sigaction(number, &action, nil)
    // A program that was started with the signal blocked would never hear of it.
    var one = sigset_t()
    sigemptyset(&one)
    sigaddset(&one, number)
    pthread_sigmask(SIG_UNBLOCK, &one, nil)
  }

  private static func end(_ number: Int32) {
    let saved = errno
    arrived.store(number, ordering: .releasing)
    if let arrivals { sem_post(arrivals) }
    errno = saved
  }

  private static func fault(_ number: Int32) {
    // A second fault, of the remover or of another thread: there is nobody left to wait for.
    if isFaulty.exchange(true, ordering: .acquiringAndReleasing) { _exit(faultCode) }
    if let text = texts?[Int(number)] { _ = write(errors, text.baseAddress, text.count) }
    arrived.store(number, ordering: .releasing)
    if let arrivals { sem_post(arrivals) }
    // The remover may wait for what this thread holds.
    var pause = timespec(tv_sec: 2, tv_nsec: 0)
    nanosleep(&pause, nil)
    _exit(faultCode)
  }

  /// A thread that removes files for the handlers, which may not do it themselves.
  private static func startRemover() {
    // It takes no signals, so that it never waits for itself.
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    var thread = pthread_t()
    let result = pthread_create(
      &thread, nil,
      { _ in
        guard let arrivals = Interruption.arrivals else { return nil }
        while sem_wait(arrivals) != 0 {}
        Interruption.removeAllAndExit()
        return nil
      }, nil)
    if result == 0 { pthread_detach(thread) }
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  /// Removes what is unfinished, and never lets go of the lock: nothing is begun or moved any more.
  private static func removeAllAndExit() {
    unfinished.withLock { folders in
      for folder in folders { StagingFolder.remove(folder) }
      let number = arrived.load(ordering: .acquiring)
      _exit(faults.contains(number) ? faultCode : 128 + number)
    }
  }

  static func watch(_ folder: String) { unfinished.withLock { $0.append(folder) } }

  /// Removes a folder that is no longer needed.
  static func release(_ folder: String) {
    unfinished.withLock { folders in
      guard let index = folders.firstIndex(of: folder) else { return }
      folders.remove(at: index)
      StagingFolder.remove(folder)
    }
  }

  /// Runs `body` while signals that end the program wait.
  static func uninterrupted(_ body: () throws -> Void) throws { try unfinished.withLock { _ in try body() } }
}
