/// What windows are judged by. Each unit brings a whole number, a count or a residual; a window is judged by their sum
/// and by what stays the same from replicate to replicate.
protocol ScanModel: Sendable {
  /// A step of a walk, as the kernel reads it.
  associatedtype Step: Sendable
  /// For one level of the test statistic: which sums reach it.
  associatedtype Limits: Sendable
  /// What else must be known of a replicate to judge its windows.
  associatedtype Trait: Sendable

  /// Appends the steps of an order.
  func append(_ order: ScanOrder, to steps: inout [Step])

  /// The limits for windows whose statistic is multiplied by `penalty`, over replicates with these traits. None but sums
  /// below its limit reach the level.
  func limits(level: Double, penalty: Double, traits: [Trait]) -> Limits
  func unit(_ step: Step) -> Int
  /// A sum that is no candidate is not below the limit; nothing is below that of a step that ends no window.
  func limit(_ step: Step, _ limits: Limits) -> Int32

  /// The test statistic of a window; 0 where it is no candidate.
  func statistic(_ step: Step, sum: Int32, trait: Trait) -> Double

  /// One replicate, a function of seed, round and index only: the number of each unit.
  func draw(
    seed: UInt64, round: Int, index: Int, _ body: (_ unit: Int, _ value: Int32) -> Void
  ) -> Trait
  /// The number of a unit in a replicate where no window is a candidate, and its trait.
  func spare(_ unit: Int) -> Int32
  var spareTrait: Trait { get }

  /// The map's own windows.
  func records(_ order: ScanOrder, penalty: Double) -> ScanRecords
  /// What a replicate's maximum must be at least to count against a window of the map.
  func leastMaximum(for window: ScanRecords.Window, penalty: Double) -> Double
  /// Means inside and outside of a group of units.
  func means(of units: [Int]) -> (inside: Double, outside: Double)
}
