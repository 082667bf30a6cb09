import SpatialStatistics
import SpatialWeights

/// Counts on a map where coverage is the same everywhere but for chance and for one planted group.
struct PlantedMap {
  let eligible: [Int]
  let covered: [Int]

  /// - Parameters:
  ///   - mean: eligible workers of a unit, on average; sizes lie between a fifth of it and six times as many.
  ///   - inside: coverage of the planted units, from 0 to 1; `outside` that of all others.
  init(units: Int, mean: Double, planted: [Int], inside: Double, outside: Double, map: Int) {
    var stream = RandomStream(seed: 11, purpose: .simulation, index: map)
    let isPlanted = Set(planted)
    var (eligible, covered): ([Int], [Int]) = ([], [])
    for unit in 0..<units {
      // u⁴ has mean 1/5: most units are small and some large.
      let u = stream.unit()
      let size = max(10, Int(mean * (0.2 + 4 * u * u * u * u)))
      let share = isPlanted.contains(unit) ? inside : outside
      eligible.append(size)
      covered.append((0..<size).count { _ in stream.unit() < share })
    }
    self.eligible = eligible
    self.covered = covered
  }

  var rates: [Double?] { zip(covered, eligible).map { Double($0) / Double($1) } }
}

extension SpatialWeights {
  /// A unit and those around it, neighbours before neighbours' neighbours, each ring in layer order.
  func group(around unit: Int, size: Int) -> [Int] {
    var group = [unit]
    var next = 0
    while group.count < size && next < group.count {
      for neighbour in neighbours(of: group[next]) where group.count < size && !group.contains(Int(neighbour)) {
        group.append(Int(neighbour))
      }
      next += 1
    }
    return group
  }

  /// Bricks: six neighbours inside.
  static func bricks(_ rows: Int, _ columns: Int) -> SpatialWeights {
    SpatialWeights(
      rows: (0..<rows).flatMap { row in
        (0..<columns).map { column in
          let shift = row % 2 == 0 ? -1 : 0
          let around = [
            (row, column - 1), (row, column + 1), (row - 1, column + shift), (row - 1, column + shift + 1),
            (row + 1, column + shift), (row + 1, column + shift + 1),
          ]
          return around.filter { (0..<rows).contains($0.0) && (0..<columns).contains($0.1) }
            .map { $0.0 * columns + $0.1 }
        }
      })
  }
}
