/// The partition of sorted values into classes with the least sum of squared deviations from the classes' means
/// (W. D. Fisher 1958, "On grouping for maximum homogeneity", JASA 53).
enum NaturalBreaks {
  /// Where classes begin, but for the first.
  ///
  /// Equal values stay together, so that there may be fewer classes than asked for. The best split of a longer prefix
  /// never lies before that of a shorter one, which lets each row of the dynamic programme be found by halving.
  /// - Complexity: O(k · n log n) time and O(k · n) space for k classes of n distinct values.
  static func starts(_ sorted: [Double], classes: Int) -> [Int] {
    let prefixes = Prefixes(sorted)
    let count = prefixes.starts.count
    guard count > 1 else { return [] }
    let classes = min(classes, count)
    // cost[j]: of the first j + 1 distinct values in as many classes as rows so far.
    var cost = (0..<count).map { prefixes.deviation(0, $0) }
    var splits: [[Int32]] = []
    for _ in 1..<classes {
      var row = Row(previous: cost, prefixes: prefixes)
      row.fill(0, count - 1, splitsFrom: 0, to: count - 1)
      cost = row.cost
      splits.append(row.split)
    }
    var starts: [Int] = []
    var end = count - 1
    for split in splits.reversed() {
      let start = Int(split[end])
      guard start > 0 else { continue }
      starts.append(prefixes.starts[start])
      end = start - 1
    }
    return starts.reversed()
  }

  /// Sums over distinct values with their multiplicity, of values less their mean so that squares stay small.
  private struct Prefixes {
    var starts: [Int] = []
    private var weights: [Double] = [0]
    private var sums: [Double] = [0]
    private var squares: [Double] = [0]

    init(_ sorted: [Double]) {
      let mean = sorted.reduce(0, +) / Double(max(1, sorted.count))
      var position = 0
      while position < sorted.count {
        var end = position
        while end < sorted.count && sorted[end] == sorted[position] { end += 1 }
        let (weight, value) = (Double(end - position), sorted[position] - mean)
        starts.append(position)
        weights.append(weights[weights.count - 1] + weight)
        sums.append(sums[sums.count - 1] + weight * value)
        squares.append(squares[squares.count - 1] + weight * value * value)
        position = end
      }
    }

    /// Σ (x − mean)² of the distinct values from `first` to `last`.
    func deviation(_ first: Int, _ last: Int) -> Double {
      if first == last { return 0 }
      let sum = sums[last + 1] - sums[first]
      return max(0, squares[last + 1] - squares[first] - sum * sum / (weights[last + 1] - weights[first]))
    }
  }

  private struct Row {
    let previous: [Double]
    let prefixes: Prefixes
    var cost: [Double]
    /// The first value of the last class.
    var split: [Int32]

    init(previous: [Double], prefixes: Prefixes) {
      self.previous = previous
      self.prefixes = prefixes
      cost = previous
      split = Array(repeating: 0, count: previous.count)
    }

    mutating func fill(_ low: Int, _ high: Int, splitsFrom first: Int, to last: Int) {
      guard low <= high else { return }
      let middle = (low + high) / 2
      var best = (cost: previous[middle], split: 0)
      for start in max(1, first)...max(1, min(middle, last)) where start <= middle {
        let cost = previous[start - 1] + prefixes.deviation(start, middle)
        if cost < best.cost { best = (cost, start) }
      }
      cost[middle] = best.cost
      split[middle] = Int32(best.split)
      fill(low, middle - 1, splitsFrom: first, to: max(best.split, 1))
      fill(middle + 1, high, splitsFrom: best.split, to: last)
    }
  }
}
