internal import Parallel

/// Tells a caller how far the work is, each time a chunk is done; from any thread, but one report at a time and never
/// going back.
final class ChunkProgress: Sendable {
  private let report: (@Sendable (_ done: Double) throws -> Void)?
  private let chunks: Int
  private let finished = Guarded(0)

  init(_ report: (@Sendable (_ done: Double) throws -> Void)?, chunks: Int) {
    self.report = report
    self.chunks = chunks
  }

  /// - Throws: what the report throws, to stop the work.
  func finishedOne() throws {
    guard let report else { return }
    try finished.withLock { finished in
      finished += 1
      try report(Double(finished) / Double(chunks))
    }
  }
}
