import Glibc
import Parallel
import Testing

private struct Fault: Error, Equatable {}

@Suite struct BackgroundTests {
  @Test(arguments: [0, 1, 2, 8])
  func theValueIsWorkedOutOnce(threads: Int) throws {
    let calls = Guarded(0)
    let work = Background(threads: threads) {
      calls.withLock { $0 += 1 }
      return 42
    }
    for _ in 0..<5 { #expect(try work.value() == 42) }
    #expect(calls.withLock { $0 } == 1)
  }

  @Test(arguments: [1, 2])
  func whatItThrowsIsThrownEachTime(threads: Int) {
    let calls = Guarded(0)
    let work = Background<Int>(threads: threads) {
      calls.withLock { $0 += 1 }
      throw Fault()
    }
    for _ in 0..<3 { #expect(throws: Fault()) { try work.value() } }
    #expect(calls.withLock { $0 } == 1)
  }

  @Test func theValueIsWaitedFor() throws {
    for _ in 0..<20 {
      let isDone = Guarded(false)
      let work = Background(threads: 2) {
        usleep(2000)
        isDone.withLock { $0 = true }
        return "done"
      }
      #expect(try work.value() == "done")
      #expect(isDone.withLock { $0 })
    }
  }

  /// With several threads it begins without being asked.
  @Test func itBeginsBesideItsOwner() throws {
    let hasBegun = Guarded(false)
    let work = Background(threads: 2) { hasBegun.withLock { $0 = true } }
    // Long enough for a busy machine; the work ends it at once.
    for _ in 0..<20_000 where !hasBegun.withLock({ $0 }) { usleep(1000) }
    #expect(hasBegun.withLock { $0 })
    try work.value()
  }

  @Test func oneThreadBeginsWhenTheValueIsAskedFor() throws {
    let order = Guarded<[String]>([])
    let caller = pthread_self()
    let work = Background(threads: 1) {
      #expect(pthread_equal(pthread_self(), caller) != 0)
      order.withLock { $0.append("work") }
    }
    order.withLock { $0.append("owner") }
    try work.value()
    #expect(order.withLock { $0 } == ["owner", "work"])
  }

  /// Several threads that ask at once all get the one value.
  @Test(arguments: [1, 2])
  func anyoneMayAsk(threads: Int) throws {
    let calls = Guarded(0)
    let work = Background(threads: threads) {
      usleep(1000)
      return calls.withLock {
        $0 += 1
        return $0
      }
    }
    #expect(try Parallel.map(16, chunkSize: 1, threads: 8) { _ in try work.value() } == Array(repeating: 1, count: 16))
  }

  /// Work that nobody asks for keeps what it needs until it ends.
  @Test func itOutlivesItsOwner() {
    let isDone = Guarded(false)
    do {
      _ = Background(threads: 2) {
        usleep(2000)
        isDone.withLock { $0 = true }
      }
    }
    for _ in 0..<20_000 where !isDone.withLock({ $0 }) { usleep(1000) }
    #expect(isDone.withLock { $0 })
  }
}
