internal import Topology

/// Where a short label has room inside a unit: on the longest of some level chords through it.
struct LabelPlace {
  /// The label's middle, in units of the drawing.
  let x, y: Double
  /// The length of the chord, less where the unit is narrower at the label's top or bottom.
  let width: Double

  private static let chords = 15

  /// - Parameters:
  ///   - rings: of the unit.
  ///   - height: of the label.
  /// - Returns: nil where there is no room for a label of that height.
  init?(_ rings: [[GridPoint]], height: Double) {
    let scale = 1 / Double(DrawingGrid.stepsPerUnit)
    let rings = rings.map { $0.map { (x: Double($0.x) * scale, y: Double($0.y) * scale) } }
    let ys = rings.joined().map(\.y)
    guard let top = ys.min(), let bottom = ys.max(), bottom - top > height else { return nil }
    var best: (score: Double, x: Double, y: Double, width: Double)?
    for chord in 1..<Self.chords {
      let share = Double(chord) / Double(Self.chords)
      let y = top + (bottom - top) * share
      let rows = [y - height / 2, y, y + height / 2].map { Self.intervals(rings, at: $0) }
      for middle in rows[1] {
        var left = middle.left
        var right = middle.right
        for row in [rows[0], rows[2]] {
          let centre = (left + right) / 2
          let around = row.first { $0.left <= centre && centre <= $0.right }
          left = max(left, around?.left ?? centre)
          right = min(right, around?.right ?? centre)
        }
        let score = (right - left) * (1 - 0.5 * abs(share - 0.5))
        if right > left && score > best?.score ?? 0 { best = (score, (left + right) / 2, y, right - left) }
      }
    }
    guard let best else { return nil }
    (x, y, width) = (best.x, best.y, best.width)
  }

  /// The stretches of a level line that lie inside.
  private static func intervals(
    _ rings: [[(x: Double, y: Double)]], at y: Double
  ) -> [(left: Double, right: Double)] {
    var crossings: [Double] = []
    for ring in rings {
      guard var a = ring.last else { continue }
      for b in ring {
        if (a.y > y) != (b.y > y) { crossings.append(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)) }
        a = b
      }
    }
    crossings.sort()
    return stride(from: 0, to: crossings.count - 1, by: 2).map { (crossings[$0], crossings[$0 + 1]) }
  }
}
