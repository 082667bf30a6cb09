public import Diagnostics

/// Tells the user how far long work has come.
public struct Progress: Sendable {
  /// A part of the work that may take long.
  public enum Stage: Sendable {
    case localStatistics, globalMoran, scan

    public var name: Message {
      switch self {
      case .localStatistics: Message(id: "permutasi bersyarat", en: "conditional permutations")
      case .globalMoran: Message(id: "Moran's I", en: "Moran's I")
      case .scan: Message(id: "pemindaian", en: "scan")
      }
    }
  }

  private let report: (@Sendable (_ stage: Stage, _ done: Double) -> Void)?

  /// - Parameter report: told a stage and the share of it that is done, from any thread.
  public init(_ report: (@Sendable (_ stage: Stage, _ done: Double) -> Void)? = nil) { self.report = report }

  func stage(_ stage: Stage) -> (@Sendable (Double) -> Void)? {
    guard let report else { return nil }
    return { done in report(stage, done) }
  }
}
