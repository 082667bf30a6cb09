/// Circles whose areas are in proportion to numbers of workers; their sizes on the screen do not change with the map's.
struct CircleScale {
  /// The number of the largest circle.
  let most: Int
  /// Its radius, in pixels: less where there are many.
  let largest: Double

  /// - Parameter values: of the units.
  init(_ values: [Int]) {
    most = values.reduce(0, max)
    largest = max(12, min(26, 26 * (150 / Double(max(1, values.count))).squareRoot().squareRoot()))
  }

  /// In pixels.
  func radius(_ value: Int) -> Double { largest * (Double(value) / Double(max(1, most))).squareRoot() }

  /// Round numbers for a legend, the largest first, whose circles stand so far apart that each can be named.
  var samples: [Int] {
    var steps: [Int] = []
    var power = 1
    while power <= most {
      for factor in [1, 2, 5] where factor * power <= most { steps.append(factor * power) }
      power *= 10
    }
    var samples: [Int] = []
    for step in steps.reversed() where samples.count < 3 {
      let gap = samples.last.map { 2 * (radius($0) - radius(step)) } ?? .infinity
      if gap >= 12 && radius(step) >= 1.5 { samples.append(step) }
    }
    return samples
  }
}
