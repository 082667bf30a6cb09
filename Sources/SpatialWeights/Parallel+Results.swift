internal import Parallel

extension Parallel {
  /// The results of work that cannot fail, in index order; each index is a chunk by itself.
  static func results<Result: Sendable>(
    of count: Int, threads: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    do {
      return try map(count, chunkSize: 1, threads: threads, body)
    } catch {
      preconditionFailure("work that cannot fail has failed: \(error)")
    }
  }
}
