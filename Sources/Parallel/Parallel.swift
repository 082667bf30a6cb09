internal import Dispatch
internal import Glibc
internal import Synchronization

/// Work shared between threads so that the result never depends on how many there are.
///
/// Chunks have a fixed size, chosen by the caller and never by the number of cores, and are pulled from one
/// counter. Each chunk writes to places of its own; whoever adds results up does so in index order afterwards.
public enum Parallel {
  /// How many processors are at work on this machine.
  public static var availableThreads: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Calls `body` once for each chunk of `0..<count`, on up to `threads` threads, and returns when all are done.
  ///
  /// - Parameters:
  ///   - count: how many items there are.
  ///   - chunkSize: items in a chunk (the last may be shorter); part of the result's identity if `body` sums
  ///     within its chunk.
  ///   - threads: at most so many threads; 1 runs everything on the caller's, in order.
  ///   - body: given the chunk's number and its items. After a throw no further chunk is begun.
  /// - Throws: what the lowest-numbered chunk that failed has thrown; nothing where `body` throws nothing.
  public static func forEachChunk<Failure>(
    of count: Int, size chunkSize: Int, threads: Int,
    _ body: @Sendable (_ chunk: Int, _ items: Range<Int>) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(chunkSize > 0, "a chunk holds at least one item")
    let chunks = (count + chunkSize - 1) / chunkSize
    @Sendable func items(_ chunk: Int) -> Range<Int> { chunk * chunkSize..<min(count, (chunk + 1) * chunkSize) }
    if threads <= 1 || chunks <= 1 {
      for chunk in 0..<chunks { try body(chunk, items(chunk)) }
      return
    }
    let next = Atomic<Int>(0)
    let failure = Guarded<(chunk: Int, error: Failure)?>(nil)
    DispatchQueue.concurrentPerform(iterations: min(threads, chunks)) { _ in
      while true {
        let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard chunk < chunks else { return }
        do throws(Failure) {
          try body(chunk, items(chunk))
        } catch {
          failure.withLock { if $0 == nil || chunk < $0!.chunk { $0 = (chunk, error) } }
          next.store(chunks, ordering: .relaxed)
        }
      }
    }
    if let error = failure.withLock({ $0?.error }) { throw error }
  }

  /// The results of `transform` for `0..<count`, in index order, computed on up to `threads` threads.
  ///
  /// - Throws: as `forEachChunk` does.
  public static func map<Result: Sendable, Failure>(
    _ count: Int, chunkSize: Int, threads: Int, _ transform: @Sendable (Int) throws(Failure) -> Result
  ) throws(Failure) -> [Result] {
    let chunks = (count + chunkSize - 1) / chunkSize
    let parts = Guarded<[[Result]]>(Array(repeating: [], count: chunks))
    try forEachChunk(of: count, size: chunkSize, threads: threads) { (chunk, items) throws(Failure) in
      let part = try items.map(transform)
      parts.withLock { $0[chunk] = part }
    }
    return parts.withLock { $0.flatMap { $0 } }
  }
}

/// A pointer that threads may share because each writes only to places of its own.
///
/// The caller keeps the memory alive and the places apart; nothing checks it but the thread sanitizer.
public struct SharedPointer<Element>: @unchecked Sendable {
  public let base: UnsafeMutablePointer<Element>

  public init(_ base: UnsafeMutablePointer<Element>) { self.base = base }

  @inlinable public subscript(index: Int) -> Element {
    get { base[index] }
    nonmutating set { base[index] = newValue }
  }
}
