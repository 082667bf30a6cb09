internal import Diagnostics

/// Values with weights, for the weighted normal scan: what it judges, and among which units it permutes.
public struct ScanSample: Sendable {
  /// One value for each unit; nil for units that take no part.
  public var values: [Double?]
  /// wᵢ, above 0 where there is a value: one over the variance of the value.
  public var weights: [Double]
  /// What the largest window is a share of, 1 or more where there is a value: people, or 1 for each unit.
  public var sizes: [Int]
  /// Residuals are permuted among units of the same stratum.
  public var strata: [Int]
  /// m₀: the weighted mean of a window must lie below it to be a candidate; nil where it is enough to lie below the
  /// weighted mean of all.
  public var ceiling: Double?
  /// Units that a connected set may be made of (see ``ScanStatistic/Shape/flexible``).
  public var isLow: [Bool]

  /// Sizes are 1 for each unit if nil, strata one for all, and units that are low none.
  public init(
    values: [Double?], weights: [Double], sizes: [Int]? = nil, strata: [Int]? = nil, ceiling: Double? = nil,
    isLow: [Bool]? = nil
  ) {
    self.values = values
    self.weights = weights
    self.sizes = sizes ?? values.map { _ in 1 }
    self.strata = strata ?? values.map { _ in 0 }
    self.ceiling = ceiling
    self.isLow = isLow ?? values.map { _ in false }
  }

  /// Strata of units of like size, because the spread of coverage may depend on size: of K units with a value,
  /// Q = max(1, min(5, ⌊K/20⌋)) strata; a unit larger than m others is in stratum ⌊m·Q/K⌋. Units without a value are
  /// in stratum 0.
  public static func strata(bySize sizes: [Double?]) -> [Int] {
    let sorted = sizes.compactMap { $0 }.sorted()
    guard !sorted.isEmpty else { return sizes.map { _ in 0 } }
    let count = max(1, min(5, sorted.count / 20))
    var smaller: [Double: Int] = [:]
    for (rank, size) in sorted.enumerated() where smaller[size] == nil { smaller[size] = rank }
    return sizes.map { size in size.map { smaller[$0]! * count / sorted.count } ?? 0 }
  }

  /// The units that have a value, by position.
  var units: [Int] { values.indices.filter { values[$0] != nil } }

  /// Checks the input; returns the size of all.
  func check(_ places: ScanPlaces) throws -> Int {
    let counts = [
      ("x", places.x.count), ("y", places.y.count), ("weights", weights.count), ("sizes", sizes.count),
      ("strata", strata.count), ("isLow", isLow.count),
    ]
    for (what, count) in counts where count != values.count {
      throw Diagnostic.scanCountsDiffer(what, count, values.count)
    }
    var total = 0
    for unit in units {
      guard let value = values[unit], value.isFinite, weights[unit] > 0, weights[unit].isFinite, sizes[unit] > 0 else {
        throw Diagnostic.scanBadValue(unit, value: values[unit] ?? .nan, weight: weights[unit], size: sizes[unit])
      }
      guard places.isValid(unit) else { throw Diagnostic.scanBadPlace(unit) }
      let (sum, overflow) = total.addingReportingOverflow(sizes[unit])
      guard !overflow else { throw Diagnostic.scanSizesTooLarge(unit) }
      total = sum
    }
    return total
  }
}
