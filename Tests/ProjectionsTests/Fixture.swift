import Foundation
import Geometry
import TestSupport

/// Star-shaped islands with a hole each, made from a seed.
enum Fixture {
  /// About Kaltim, between 0.01° and 0.2° wide, 40 vertices each.
  static func islands(count: Int, seed: UInt64) -> PolygonBuffer {
    var generator = FixedGenerator(state: seed)
    var buffer = PolygonBuffer()
    for _ in 0..<count {
      let x = Double.random(in: 114...119, using: &generator)
      let y = Double.random(in: -2.4...2.5, using: &generator)
      let size = Double.random(in: 0.01...0.2, using: &generator)
      buffer.append(feature: [island(x, y, size, sides: 20, holes: true, &generator)])
    }
    return buffer
  }

  static func island(
    _ x: Double, _ y: Double, _ size: Double, sides: Int, holes: Bool, _ generator: inout FixedGenerator
  ) -> [[(Double, Double)]] {
    func ring(_ from: Double, _ to: Double, _ turn: Double) -> [(Double, Double)] {
      var ring = (0..<sides).map { side in
        let angle = turn * 2 * Double.pi * Double(side) / Double(sides)
        let radius = size * Double.random(in: from...to, using: &generator)
        return (x + radius * cos(angle), y + radius * sin(angle))
      }
      ring.append(ring[0])
      return ring
    }
    let exterior = ring(0.6, 1, 1)
    return holes ? [exterior, ring(0.2, 0.5, -1)] : [exterior]
  }
}
