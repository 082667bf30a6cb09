internal import Topology

/// Where a short label has room inside a unit: on the longest of some level chords through it.
struct LabelPlace: Sendable {
  /// The label's middle, in units of the drawing.
  let x, y: Double
  /// The length of the chord, less where the unit is narrower at the label's top or bottom.
  let width: Double
  /// What the place was found for.
  let height: Double

  private static let chords = 15

  /// The place for the highest of some heights for which there is one.
  ///
  /// - Parameters:
  ///   - lines: of the border, in any order and direction; together they are closed.
  ///   - heights: of the label, largest first.
  /// - Returns: nil where there is no room.
  init?(_ lines: [[GridPoint]], heights: [Double]) {
    guard let place = Self.choices(lines, heights: heights).first else { return nil }
    self = place
  }

  private init(x: Double, y: Double, width: Double, height: Double) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }

  /// The places on all chords for the highest of some heights for which there is one, those with most room first.
  static func choices(_ lines: [[GridPoint]], heights: [Double]) -> [LabelPlace] {
    for height in heights {
      let places = places(lines, height: height)
      if !places.isEmpty { return places }
    }
    return []
  }

  private static func places(_ lines: [[GridPoint]], height: Double) -> [LabelPlace] {
    let scale = 1 / Double(DrawingGrid.stepsPerUnit)
    let rings = lines.map { $0.map { (x: Double($0.x) * scale, y: Double($0.y) * scale) } }
    let ys = rings.joined().map(\.y)
    guard let top = ys.min(), let bottom = ys.max(), bottom - top > height else { return [] }
    var found: [(score: Double, place: LabelPlace)] = []
    for chord in 1..<chords {
      let share = Double(chord) / Double(chords)
      let y = top + (bottom - top) * share
      let rows = [y - height / 2, y, y + height / 2].map { intervals(rings, at: $0) }
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
        if right > left {
          found.append((score, LabelPlace(x: (left + right) / 2, y: y, width: right - left, height: height)))
        }
      }
    }
    return found.enumerated().sorted { (-$0.element.score, $0.offset) < (-$1.element.score, $1.offset) }
      .map(\.element.place)
  }

  /// The stretches of a level line that lie inside.
  private static func intervals(
    _ rings: [[(x: Double, y: Double)]], at y: Double
  ) -> [(left: Double, right: Double)] {
    var crossings: [Double] = []
    for ring in rings {
      guard var a = ring.first else { continue }
      for b in ring.dropFirst() {
        if (a.y > y) != (b.y > y) { crossings.append(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)) }
        a = b
      }
    }
    crossings.sort()
    return stride(from: 0, to: crossings.count - 1, by: 2).map { (crossings[$0], crossings[$0 + 1]) }
  }
}
