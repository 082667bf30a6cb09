import SpatialStatistics
import SpatialWeights

/// Maps for tests: graphs of known shape and noise from fixed streams.
enum TestMaps {
  /// Bricks laid in rows: six neighbours inside, two to four along the edges.
  static func brickWall(rows: Int, columns: Int) -> SpatialWeights {
    var lists: [[Int]] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let shift = row % 2 == 0 ? -1 : 0
        let around = [
          (row, column - 1), (row, column + 1), (row - 1, column + shift), (row - 1, column + shift + 1),
          (row + 1, column + shift), (row + 1, column + shift + 1),
        ]
        lists.append(
          around.filter { (0..<rows).contains($0.0) && (0..<columns).contains($0.1) }.map { $0.0 * columns + $0.1 })
      }
    }
    return SpatialWeights(rows: lists)
  }

  /// A graph in which each pair is linked with the given probability, or each ordered pair where it need not be
  /// symmetric.
  static func random(units: Int, linkShare: Double, symmetric: Bool, seed: UInt64) -> SpatialWeights {
    var stream = RandomStream(seed: seed, purpose: .simulation, index: 1)
    var lists = [[Int]](repeating: [], count: units)
    for unit in 0..<units {
      for other in (symmetric ? unit + 1 : 0)..<units where other != unit && stream.unit() < linkShare {
        lists[unit].append(other)
        if symmetric { lists[other].append(unit) }
      }
    }
    return SpatialWeights(rows: lists)
  }

  /// Independent values, uniform in (0, 1).
  static func noise(_ count: Int, seed: UInt64) -> [Double?] {
    var stream = RandomStream(seed: seed, purpose: .simulation, index: 2)
    return (0..<count).map { _ in stream.unit() }
  }

  /// Independent whole numbers below `levels`, so that there are many ties.
  static func levels(_ count: Int, below levels: UInt32, seed: UInt64) -> [Int] {
    var stream = RandomStream(seed: seed, purpose: .simulation, index: 3)
    return (0..<count).map { _ in Int(stream.below(levels)) }
  }

  /// A random order of the units, as the place that each goes to.
  static func order(_ count: Int, seed: UInt64) -> [Int] {
    var stream = RandomStream(seed: seed, purpose: .simulation, index: 4)
    var order = Array(0..<count)
    for place in stride(from: count - 1, to: 0, by: -1) { order.swapAt(place, Int(stream.below(UInt32(place + 1)))) }
    return order
  }

  static func reordered(_ weights: SpatialWeights, to order: [Int]) -> SpatialWeights {
    var lists = [[Int]](repeating: [], count: weights.unitCount)
    for unit in 0..<weights.unitCount { lists[order[unit]] = weights.neighbours(of: unit).map { order[Int($0)] } }
    return SpatialWeights(rows: lists)
  }

  static func reordered<Value>(_ values: [Value], to order: [Int]) -> [Value] {
    var result = values
    for unit in values.indices { result[order[unit]] = values[unit] }
    return result
  }
}
