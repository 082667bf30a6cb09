import Glibc
import Parallel
import Synchronization
import Testing

private struct Fault: Error, Equatable {
  let chunk: Int
}

@Suite struct ChunkTests {
  static let threads = [-1, 0, 1, 2, 3, 8, 64]

  /// Counts on both sides of each bound: none, one, less and more than a chunk, whole chunks, one more, one less.
  @Test(arguments: threads, [0, 1, 6, 7, 8, 69, 70, 71, 1000])
  func eachIndexComesOnceInChunksOfFixedSize(threads: Int, count: Int) throws {
    let seen = Guarded<[Int: Range<Int>]>([:])
    Parallel.forEachChunk(of: count, size: 7, threads: threads) { chunk, items in
      seen.withLock {
        #expect($0[chunk] == nil, "chunk \(chunk) came twice")
        $0[chunk] = items
      }
    }
    let chunks = seen.withLock { $0 }
    #expect(chunks.keys.sorted() == Array(0..<(count + 6) / 7))
    for (chunk, items) in chunks { #expect(items == chunk * 7..<min(count, chunk * 7 + 7)) }
    #expect(chunks.values.flatMap(Array.init).sorted() == Array(0..<count))
  }

  @Test func aChunkMayBeLargerThanAllThereIs() throws {
    let seen = Guarded<[Range<Int>]>([])
    Parallel.forEachChunk(of: 3, size: 1 << 40, threads: 4) { _, items in seen.withLock { $0.append(items) } }
    #expect(seen.withLock { $0 } == [0..<3])
  }

  @Test func oneThreadTakesChunksInOrderOnTheCallersThread() throws {
    let order = Guarded<[Int]>([])
    let caller = pthread_self()
    Parallel.forEachChunk(of: 100, size: 3, threads: 1) { chunk, _ in
      #expect(pthread_equal(pthread_self(), caller) != 0)
      order.withLock { $0.append(chunk) }
    }
    #expect(order.withLock { $0 } == Array(0..<34))
  }

  @Test func neverMoreAtOnceThanThreads() throws {
    let now = Guarded<(running: Int, most: Int)>((0, 0))
    Parallel.forEachChunk(of: 200, size: 1, threads: 3) { _, _ in
      now.withLock {
        $0.running += 1
        $0.most = max($0.most, $0.running)
      }
      usleep(100)
      now.withLock { $0.running -= 1 }
    }
    #expect((1...3).contains(now.withLock { $0.most }))
    #expect(now.withLock { $0.running } == 0)
  }

  /// Each chunk waits until all four have begun, which they can only where all have a thread.
  @Test(.enabled(if: Parallel.availableThreads > 1, "one processor runs one thread"))
  func chunksRunBesideEachOther() throws {
    let begun = Atomic<Int>(0)
    let met = Guarded<Int>(0)
    Parallel.forEachChunk(of: 2, size: 1, threads: 2) { _, _ in
      begun.wrappingAdd(1, ordering: .relaxed)
      // Long enough for a busy machine; the other thread ends it at once.
      for _ in 0..<20_000 where begun.load(ordering: .relaxed) < 2 { usleep(1000) }
      if begun.load(ordering: .relaxed) == 2 { met.withLock { $0 += 1 } }
    }
    #expect(met.withLock { $0 } == 2)
  }

  // MARK: Errors

  @Test(arguments: threads)
  func theLowestChunkThatFailedIsThrown(threads: Int) {
    for failing in [[0], [5], [99], [3, 4], [40, 12, 80], Array(0..<100)] {
      #expect(throws: Fault(chunk: failing.min()!)) {
        try Parallel.forEachChunk(of: 100, size: 1, threads: threads) { chunk, _ in
          // What fails first in time must not win.
          if chunk == failing.min() { usleep(500) }
          if failing.contains(chunk) { throw Fault(chunk: chunk) }
        }
      }
    }
  }

  @Test func nothingIsBegunAfterAFailureOnOneThread() {
    let begun = Guarded<[Int]>([])
    #expect(throws: Fault(chunk: 4)) {
      try Parallel.forEachChunk(of: 1000, size: 10, threads: 1) { chunk, _ in
        begun.withLock { $0.append(chunk) }
        if chunk == 4 { throw Fault(chunk: chunk) }
      }
    }
    #expect(begun.withLock { $0 } == [0, 1, 2, 3, 4])
  }

  /// Those that run when one fails end as they would; no thread takes another.
  @Test(arguments: [2, 3, 8])
  func othersStopAfterAFailure(threads: Int) {
    let count = 50_000
    let (begun, ended) = (Guarded<Int>(0), Guarded<Int>(0))
    #expect(throws: Fault(chunk: 0)) {
      try Parallel.forEachChunk(of: count, size: 1, threads: threads) { chunk, _ in
        begun.withLock { $0 += 1 }
        if chunk == 0 { throw Fault(chunk: 0) }
        usleep(50)
        ended.withLock { $0 += 1 }
      }
    }
    let (first, last) = (begun.withLock { $0 }, ended.withLock { $0 })
    // Nobody runs on behind the caller's back, and what is begun is ended.
    #expect(first == last + 1)
    #expect(first < count)
    usleep(2000)
    #expect(begun.withLock { $0 } == first)
  }

  // MARK: Results

  @Test(arguments: threads, [1, 7, 1000])
  func resultsStandInOrder(threads: Int, chunkSize: Int) throws {
    let squares = Parallel.map(501, chunkSize: chunkSize, threads: threads) { $0 * $0 }
    #expect(squares == (0..<501).map { $0 * $0 })
    #expect(Parallel.map(0, chunkSize: chunkSize, threads: threads) { $0 } == [])
  }

  /// Sums within chunks are the same to the bit, whatever the number of threads.
  @Test func sumsDoNotDependOnTheNumberOfThreads() throws {
    let values = (0..<10_000).map { 1 / Double(3 * $0 + 1) }
    let sums = [1, 2, 3, 8].map { threads in
      let parts = Guarded([Double](repeating: 0, count: 79))
      Parallel.forEachChunk(of: values.count, size: 128, threads: threads) { chunk, items in
        let sum = items.reduce(0) { $0 + values[$1] }
        parts.withLock { $0[chunk] = sum }
      }
      return parts.withLock { $0.reduce(0, +) }
    }
    #expect(Set(sums.map(\.bitPattern)).count == 1)
  }

  @Test func whatAResultThrowsIsThrown() {
    #expect(throws: Fault(chunk: 17)) {
      _ = try Parallel.map(100, chunkSize: 4, threads: 4) { index in
        if index >= 17 { throw Fault(chunk: index) }
        return index
      }
    }
  }

  @Test func placesOfASharedPointerAreWrittenByOneChunkEach() throws {
    let memory = UnsafeMutablePointer<Int>.allocate(capacity: 1000)
    defer { memory.deallocate() }
    memory.initialize(repeating: -1, count: 1000)
    let places = SharedPointer(memory)
    Parallel.forEachChunk(of: 1000, size: 13, threads: 8) { chunk, items in
      for item in items {
        #expect(places[item] == -1)
        places[item] = chunk
      }
    }
    #expect((0..<1000).allSatisfy { memory[$0] == $0 / 13 })
  }

  @Test func thereIsAProcessor() { #expect(Parallel.availableThreads >= 1) }
}
