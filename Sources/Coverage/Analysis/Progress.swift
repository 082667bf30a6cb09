/// Tells the user how far long work has come.
public struct Progress: Sendable {
  private let report: (@Sendable (_ stage: String, _ done: Double) -> Void)?

  /// - Parameter report: told a stage's name and the share of it that is done, from any thread.
  public init(_ report: (@Sendable (_ stage: String, _ done: Double) -> Void)? = nil) { self.report = report }

  func stage(_ name: String) -> (@Sendable (Double) -> Void)? {
    guard let report else { return nil }
    return { done in report(name, done) }
  }
}
