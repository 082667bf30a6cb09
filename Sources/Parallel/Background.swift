@preconcurrency internal import Dispatch

/// A value that is worked out while its owner does something else.
///
/// With one thread it is worked out when it is asked for, so that everything happens in order.
public final class Background<Value: Sendable>: Sendable {
  private let result = Guarded<Result<Value, any Error>?>(nil)
  private let group = DispatchGroup()
  private let work: @Sendable () throws -> Value

  public init(threads: Int, _ work: @escaping @Sendable () throws -> Value) {
    self.work = work
    if threads > 1 { DispatchQueue.global().async(group: group) { self.finish() } }
  }

  /// The value, waited for where it is not there yet.
  ///
  /// - Throws: what the work has thrown.
  public func value() throws -> Value {
    group.wait()
    finish()
    return try result.withLock { try $0!.get() }
  }

  private func finish() {
    result.withLock { result in
      if result == nil { result = Result { try work() } }
    }
  }
}
