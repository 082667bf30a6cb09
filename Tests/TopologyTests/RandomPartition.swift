import Foundation
import Geometry
import TestSupport

/// A wall of bricks whose borders wander, dealt out to units at random, with sea between, islands, enclaves and lakes.
enum RandomPartition {
  private typealias Point = SIMD2<Double>

  static func layer(columns: Int, rows: Int, bends: Int, _ random: inout FixedGenerator) -> PolygonBuffer {
    var edges: [[Int]: [Point]] = [:]
    // Borders leave the straight line by so little near corners that they do not meet there.
    func edge(_ from: (row: Int, half: Int), _ to: (row: Int, half: Int)) -> [Point] {
      let isForward = (from.row, from.half) < (to.row, to.half)
      let (low, high) = isForward ? (from, to) : (to, from)
      let key = [low.row, low.half, high.row, high.half]
      if edges[key] == nil {
        let a = Point(Double(low.half) / 2, Double(low.row))
        let b = Point(Double(high.half) / 2, Double(high.row))
        let across = Point(a.y - b.y, b.x - a.x)
        edges[key] =
          [a]
          + (0..<bends).map { bend in
            let share = Double(bend + 1) / Double(bends + 1)
            let offset = Double.random(in: -0.25...0.25, using: &random) * min(share, 1 - share)
            return a + (b - a) * share + across * offset
          } + [b]
      }
      return isForward ? edges[key]! : edges[key]!.reversed()
    }
    var units: [[[[Point]]]] = Array(repeating: [], count: columns * rows / 2)
    var enclaves: [[[[Point]]]] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let half = 2 * column + row % 2
        let corners = [
          (row, half), (row, half + 1), (row, half + 2), (row + 1, half + 2), (row + 1, half + 1), (row + 1, half),
        ]
        let middle = Point(Double(half) / 2 + 0.5, Double(row) + 0.5)
        let unit = Int.random(in: 0..<units.count, using: &random)
        let inner = star(middle, Double.random(in: 0.001...0.25, using: &random), &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: continue
        case 1:
          units[unit].append([inner])
          continue
        default: break
        }
        var polygon = [(0..<6).flatMap { edge(corners[$0], corners[($0 + 1) % 6]).dropLast() }]
        switch Int.random(in: 0..<3, using: &random) {
        case 0: polygon.append(inner.reversed())
        case 1:
          polygon.append(inner.reversed())
          enclaves.append([[inner]])
        default: break
        }
        units[unit].append(polygon)
      }
    }
    var buffer = PolygonBuffer()
    for unit in dissolved(units) + enclaves {
      buffer.append(feature: unit.map { $0.map { ring in (ring + [ring[0]]).map { ($0.x / 10, $0.y / 10) } } })
    }
    // Bricks of one unit that lie side by side become one polygon.
    return buffer.dissolvedByEdges(groups: (0..<buffer.featureCount).map { [$0] }, threads: 1)
  }

  private static func dissolved(_ units: [[[[Point]]]]) -> [[[[Point]]]] { units.filter { !$0.isEmpty } }

  private static func star(_ centre: Point, _ size: Double, _ random: inout FixedGenerator) -> [Point] {
    let sides = Int.random(in: 3...20, using: &random)
    return (0..<sides).map { side in
      let angle = 2 * Double.pi * Double(side) / Double(sides)
      let radius = size * Double.random(in: 0.4...1, using: &random)
      return centre + radius * Point(cos(angle), sin(angle))
    }
  }
}
