import Glibc
import Parallel
import Testing

private struct Fault: Error, Equatable {}

@Suite struct GuardedTests {
  /// Additions that overlapped would be lost: a load, a pause and a store are no addition otherwise.
  @Test func nothingIsLostUnderContention() throws {
    let counts = Guarded<[Int]>(Array(repeating: 0, count: 10))
    Parallel.forEachChunk(of: 20_000, size: 1, threads: 8) { chunk, _ in
      counts.withLock {
        let before = $0[chunk % 10]
        $0[chunk % 10] = before + 1
      }
    }
    #expect(counts.withLock { $0 } == Array(repeating: 2000, count: 10))
  }

  @Test func oneAtATimeIsWithin() throws {
    let inside = Guarded(0)
    Parallel.forEachChunk(of: 500, size: 1, threads: 8) { _, _ in
      inside.withLock {
        $0 += 1
        #expect($0 == 1)
        usleep(20)
        $0 -= 1
      }
    }
    #expect(inside.withLock { $0 } == 0)
  }

  @Test func aThrowLetsTheNextOneIn() {
    let value = Guarded(1)
    #expect(throws: Fault()) {
      try value.withLock {
        $0 = 2
        throw Fault()
      }
    }
    #expect(value.withLock { $0 } == 2)
  }

  @Test func whatTheBodyReturnsIsReturned() {
    let value = Guarded("a")
    let old = value.withLock { text -> String in
      defer { text += "b" }
      return text
    }
    #expect(old == "a")
    #expect(value.withLock { $0 } == "ab")
  }

  /// A value of a class goes with its guard.
  @Test func theValueIsLetGo() {
    final class Thing: Sendable {}
    weak var thing: Thing?
    do {
      let guarded = Guarded(Thing())
      thing = guarded.withLock { $0 }
      #expect(thing != nil)
    }
    #expect(thing == nil)
  }
}
