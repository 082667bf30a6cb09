/// Values put into at most five classes, because no more colours than that can be told apart by everybody and in print.
///
/// Class i holds what is at least `bounds[i]` and below `bounds[i + 1]`; the last holds its upper bound too. Bounds are
/// round numbers, and they are what decides, so that a legend says exactly what the map shows.
public struct Classification: Sendable, Equatable {
  /// How the bounds are found.
  public enum Method: String, Sendable, CaseIterable {
    /// The same steps for every map, so that maps of different periods can be compared.
    case fixed
    /// As many units in each class as ties allow.
    case quantiles
    /// Least squared deviation within the classes (Fisher 1958, which cartographers call Jenks' natural breaks): the
    /// optimum, not a local search.
    case jenks
  }

  package static let mostClasses = 5

  package let method: Method
  /// Ascending, one more than there are classes.
  package let bounds: [Double]
  /// Decimals with which the bounds are written in full.
  package let decimals: Int

  package var count: Int { bounds.count - 1 }

  private init(_ method: Method, bounds: [Double], decimals: Int) {
    self.method = method
    self.bounds = bounds
    self.decimals = decimals
  }

  /// Classes of percentages from 0 to 100; the fixed steps are of 20.
  ///
  /// - Parameter values: nil where a unit has none; such units are in no class.
  /// - Complexity: O(n log n) for n values.
  package static func percentages(_ values: [Double?], method: Method) -> Classification {
    found(in: values, method: method, decimals: 1, within: 0...100)
      ?? Classification(.fixed, bounds: [0, 20, 40, 60, 80, 100], decimals: 0)
  }

  /// Classes of counts; the fixed steps are of the series 1, 2, 5, 10, 20, 50 …, because counts are skewed.
  ///
  /// - Parameter values: whole numbers from 0; nil where a unit has none.
  /// - Complexity: O(n log n) for n values.
  package static func counts(_ values: [Int?], method: Method) -> Classification {
    let numbers = values.map { $0.map(Double.init) }
    let largest = numbers.reduce(0) { max($0, $1 ?? 0) }
    if let found = found(in: numbers, method: method, decimals: 0, within: 0...largest) { return found }
    var steps: [Double] = []
    var step = 1.0
    while step < largest {
      steps.append(step)
      // 1 to 2, 2 to 5, 5 to 10.
      step *= steps.count % 3 == 2 ? 2.5 : 2
    }
    return Classification(.fixed, bounds: [0] + steps.suffix(mostClasses - 1) + [max(largest, 1)], decimals: 0)
  }

  /// Which class a value is in. What lies beyond the bounds is in the outermost classes.
  package func index(of value: Double) -> Int {
    let value = Self.asWritten(value)
    var index = 0
    while index + 1 < count && value >= bounds[index + 1] { index += 1 }
    return index
  }

  /// As layers write percentages: 100 · 0.29 is 29 in a file, and less than that in binary.
  private static func asWritten(_ value: Double) -> Double {
    abs(value) < 100_000 ? (value * 1e10).rounded() / 1e10 : value
  }

  // MARK: Bounds that depend on the values

  /// nil where the steps are fixed or there are no values.
  private static func found(
    in values: [Double?], method: Method, decimals: Int, within limits: ClosedRange<Double>
  ) -> Classification? {
    let sorted = values.compactMap { $0.map(asWritten) }.sorted()
    guard method != .fixed, let first = sorted.first, let last = sorted.last else { return nil }
    let starts = method == .quantiles ? quantileStarts(sorted) : NaturalBreaks.starts(sorted, classes: mostClasses)
    // The fewest decimals that keep neighbouring values on their sides of each bound.
    var used = decimals
    var breaks = starts.map { roundedDown(sorted[$0], decimals: used) }
    while used < decimals + 3 && zip(breaks, starts).contains(where: { $0 <= sorted[$1 - 1] }) {
      used += 1
      breaks = starts.map { roundedDown(sorted[$0], decimals: used) }
    }
    var bounds = [max(limits.lowerBound, roundedDown(first, decimals: used))]
    for value in breaks where value > bounds[bounds.count - 1] { bounds.append(value) }
    let end = min(limits.upperBound, -roundedDown(-last, decimals: used))
    // One value alone still needs a class that has a lower and an upper bound.
    bounds.append(max(end, bounds[bounds.count - 1]))
    return Classification(method, bounds: bounds, decimals: used)
  }

  /// Positions at which classes of equal size begin, moved to the front of the ties that they fall into.
  private static func quantileStarts(_ sorted: [Double]) -> [Int] {
    var starts: [Int] = []
    for quantile in 1..<mostClasses {
      var start = (quantile * sorted.count + mostClasses - 1) / mostClasses
      guard start < sorted.count else { continue }
      while start > 0 && sorted[start - 1] == sorted[start] { start -= 1 }
      if start > starts.last ?? 0 { starts.append(start) }
    }
    return starts
  }

  private static func roundedDown(_ value: Double, decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    // A value that is round already must not fall by a step because of its last bit.
    return (value * scale + 1e-7).rounded(.down) / scale
  }
}
