import Foundation
import TestSupport

/// Features right and wrong in every way: simple and crossing rings, repeated vertices, spikes, holes inside, outside,
/// touching and nested, parts apart, touching, overlapping and one within the other.
enum RandomShapes {
  typealias Ring = [(Double, Double)]

  static func feature(grid: Int, _ generator: inout FixedGenerator) -> [[Ring]] {
    (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      let centre = (Double.random(in: 0...30, using: &generator), Double.random(in: 0...30, using: &generator))
      var polygon = [star(centre, 12, grid, &generator)]
      for _ in 0..<[0, 0, 1, 2].randomElement(using: &generator)! {
        let offset = Double.random(in: -4...4, using: &generator)
        polygon.append(star((centre.0 + offset, centre.1 - offset / 2), 3, grid, &generator).reversed())
      }
      return polygon
    }
  }

  /// A ring about a centre, its coordinates rounded to steps of 40 / grid; now and then two vertices change places, one is
  /// repeated, or one sticks out and back.
  private static func star(
    _ centre: (Double, Double), _ size: Double, _ grid: Int, _ generator: inout FixedGenerator
  ) -> Ring {
    let step = 40 / Double(grid)
    let sides = Int.random(in: 3...24, using: &generator)
    var ring: Ring = (0..<sides).map { side in
      let angle = 2 * Double.pi * Double(side) / Double(sides)
      let radius = size * Double.random(in: 0.5...1, using: &generator)
      return (
        ((centre.0 + radius * cos(angle)) / step).rounded() * step,
        ((centre.1 + radius * sin(angle)) / step).rounded() * step
      )
    }
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: ring.swapAt(0, sides / 2)
    case 1: ring.insert(ring[1], at: 1)
    case 2: ring.insert(contentsOf: [(ring[1].0 + 5 * step, ring[1].1), ring[1]], at: 2)
    case 3: ring.insert(((ring[0].0 + ring[1].0) / 2, (ring[0].1 + ring[1].1) / 2), at: 1)
    default: break
    }
    ring.append(ring[0])
    return ring
  }

  /// A long jagged ring about the origin.
  static func coast(sides: Int, crossing: Bool, _ generator: inout FixedGenerator) -> Ring {
    var ring: Ring = (0..<sides).map { side in
      let angle = 2 * Double.pi * Double(side) / Double(sides)
      let radius = 10 + Double.random(in: 0...0.5, using: &generator)
      return (radius * cos(angle), radius * sin(angle))
    }
    if crossing {
      let place = Int.random(in: 1..<sides - 2, using: &generator)
      ring.swapAt(place, place + 1)
    }
    ring.append(ring[0])
    return ring
  }
}
