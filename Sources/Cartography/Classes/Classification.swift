/// Values put into at most five classes, because no more colours than that can be told apart by everybody and in print.
///
/// Class i holds what is at least `bounds[i]` and below `bounds[i + 1]`; the last holds its upper bound too. Bounds are
/// round numbers, and they are what decides, so that a legend says exactly what the map shows.
public struct Classification: Sendable, Equatable {
  /// How the bounds are found.
  public enum Method: String, Sendable, CaseIterable {
    /// Round steps over the range of the values.
    case pretty
    /// The same steps for every map, so that maps of different periods can be compared.
    case fixed
    /// As many units in each class as ties allow.
    case quantiles
    /// Least squared deviation within the classes (Fisher 1958, which cartographers call Jenks' natural breaks): the
    /// optimum, not a local search.
    case jenks
    /// Round steps down and up from the target, with a colour for each side.
    case target
  }

  package static let mostClasses = 5

  package let method: Method
  /// Ascending, one more than there are classes.
  package let bounds: [Double]
  /// Decimals with which the bounds are written in full.
  package let decimals: Int
  /// The first class that reaches the target; nil where classes do not go by it.
  package let pivot: Int?

  package var count: Int { bounds.count - 1 }

  private init(_ method: Method, bounds: [Double], decimals: Int, pivot: Int? = nil) {
    self.method = method
    self.bounds = bounds
    self.decimals = decimals
    self.pivot = pivot
  }

  /// Classes of percentages from 0 to 100; the fixed steps are of 20, and so are all others where there are no values.
  ///
  /// - Parameters:
  ///   - values: nil where a unit has none; such units are in no class.
  ///   - target: in per cent.
  /// - Complexity: O(n log n) for n values.
  package static func percentages(_ values: [Double?], method: Method, target: Double = 100) -> Classification {
    let sorted = values.compactMap { $0.map(asWritten) }.sorted()
    let found: Classification? =
      switch method {
      case .fixed: nil
      case .pretty: rounded(sorted)
      case .target: rounded(sorted, around: min(max(target, 0), 100))
      case .quantiles: partition(sorted, starts: quantileStarts(sorted), method)
      case .jenks: partition(sorted, starts: NaturalBreaks.starts(sorted, classes: mostClasses), method)
      }
    return found ?? Classification(.fixed, bounds: [0, 20, 40, 60, 80, 100], decimals: 0)
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

  // MARK: Round steps

  /// Round steps over the range of the values, from a pivot where there is one; nil where there are no values.
  ///
  /// The step is the least of 0.1, 0.2, 0.5, 1, 2 … by which the values fall into no more than one class too many; the
  /// outermost class with the fewest values then joins its neighbour.
  private static func rounded(_ sorted: [Double], around pivot: Double? = nil) -> Classification? {
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let steps: [(size: Double, decimals: Int)] = [
      (0.1, 1), (0.2, 1), (0.5, 1), (1, 0), (2, 0), (5, 0), (10, 0), (20, 0), (50, 0), (100, 0),
    ]
    let origin = pivot ?? 0
    for (size, decimals) in steps {
      // Of steps from the origin. A bound in the middle of a step's last bit is that bound.
      let low = ((first - origin) / size + 1e-9).rounded(.down)
      var high = max(low + 1, ((last - origin) / size - 1e-9).rounded(.up))
      // What reaches the target is no class of those that do not.
      if pivot != nil && last >= origin - 1e-9 { high = max(high, 1) }
      if high - low > Double(mostClasses + 1) { continue }
      let scale = decimals == 0 ? 1.0 : 10.0
      let pivotDecimals = pivot.map { $0 == $0.rounded() ? 0 : 1 } ?? 0
      var bounds = stride(from: low, through: high, by: 1).map { step in
        min(100, max(0, ((origin + step * size) * scale * 10).rounded() / (scale * 10)))
      }
      // Steps beyond 0 and 100 are none, but 100 % may be a class of its own.
      while bounds.count > 2 && bounds[0] == bounds[1] { bounds.removeFirst() }
      while bounds.count > 2 && bounds[bounds.count - 1] == bounds[bounds.count - 2]
        && !(bounds[bounds.count - 1] == pivot && last >= 100)
      { bounds.removeLast() }
      func number(_ index: Int) -> Int {
        let end = index + 2 == bounds.count ? Double.infinity : bounds[index + 1]
        return sorted.count { $0 >= bounds[index] && $0 < end }
      }
      while bounds.count - 1 > mostClasses {
        let isFront = number(0) <= number(bounds.count - 2)
        // A class beside the pivot does not cross it.
        if bounds[isFront ? 1 : bounds.count - 2] == pivot {
          bounds.remove(at: isFront ? bounds.count - 2 : 1)
        } else {
          bounds.remove(at: isFront ? 1 : bounds.count - 2)
        }
      }
      return Classification(
        pivot == nil ? .pretty : .target, bounds: bounds, decimals: max(decimals, pivotDecimals),
        pivot: pivot.map { pivot in bounds.dropLast().firstIndex { $0 >= pivot } ?? bounds.count - 1 })
    }
    return nil
  }

  // MARK: Bounds that depend on the values

  /// Classes that begin at these positions; nil where there are no values.
  private static func partition(_ sorted: [Double], starts: [Int], _ method: Method) -> Classification? {
    guard let first = sorted.first, let last = sorted.last else { return nil }
    // The fewest decimals that keep neighbouring values on their sides of each bound.
    var used = 1
    var breaks = starts.map { roundedDown(sorted[$0], decimals: used) }
    while used < 4 && zip(breaks, starts).contains(where: { $0 <= sorted[$1 - 1] }) {
      used += 1
      breaks = starts.map { roundedDown(sorted[$0], decimals: used) }
    }
    var bounds = [max(0, roundedDown(first, decimals: used))]
    for value in breaks where value > bounds[bounds.count - 1] { bounds.append(value) }
    let end = min(100, -roundedDown(-last, decimals: used))
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
