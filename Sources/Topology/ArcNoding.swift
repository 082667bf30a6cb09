/// Gives borders that cross by a step or two of the grid a common point instead.
///
/// Layers hold slivers narrower than the grid's step, a millimetre or less of ground, and on the grid their sides may
/// cross. The end that has gone too far becomes a point of the segment that it went through, as in snap rounding: the two
/// then touch. Borders that cross by more are the layer's own and stay as they are.
enum ArcNoding {
  private static let reach = 2.0

  /// - Parameter chains: the points of each arc; changed where they have to be.
  static func node(_ chains: inout [[GridPoint]]) {
    // Each round moves a border by two steps at most; what then still crosses is left.
    for _ in 0..<8 where !nodeOnce(&chains) { return }
  }

  private struct Segment {
    let arc, index: Int
  }

  /// Whether any point was put in.
  private static func nodeOnce(_ chains: inout [[GridPoint]]) -> Bool {
    var segments: [Segment] = []
    for (arc, chain) in chains.enumerated() where !chain.isEmpty {
      for index in 0..<chain.count - 1 { segments.append(Segment(arc: arc, index: index)) }
    }
    let original = chains
    func ends(_ segment: Int) -> (GridPoint, GridPoint) {
      let chain = original[segments[segment].arc]
      return (chain[segments[segment].index], chain[segments[segment].index + 1])
    }
    var wanted: [(segment: Int, point: GridPoint)] = []
    CellGrid(segments.indices.map { GridBox(ends($0).0, ends($0).1) }).forEachPair { first, second in
      let (a, b) = ends(first)
      let (c, d) = ends(second)
      guard Side.meet(a, b, c, d) else { return }
      let candidates = [(second, a, c, d), (second, b, c, d), (first, c, a, b), (first, d, a, b)]
      let near = candidates.compactMap {
        segment, point, from, to -> (distance: Double, segment: Int, point: GridPoint)? in
        if point == from || point == to { return nil }
        let distance = distance(of: point, from: from, to)
        return distance <= reach ? (distance, segment, point) : nil
      }
      if let nearest = near.min(by: { $0.distance < $1.distance }) { wanted.append((nearest.segment, nearest.point)) }
    }
    // From the last to the first, so that positions stay true; one point a segment and round.
    var done: Set<Int> = []
    for (segment, point) in wanted.sorted(by: { ($0.segment, $0.point.key) > ($1.segment, $1.point.key) })
    where done.insert(segment).inserted {
      chains[segments[segment].arc].insert(point, at: segments[segment].index + 1)
    }
    return !done.isEmpty
  }

  /// From a point to a segment, in steps.
  private static func distance(of point: GridPoint, from a: GridPoint, _ b: GridPoint) -> Double {
    let (dx, dy) = (Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
    let (px, py) = (Double(point.x) - Double(a.x), Double(point.y) - Double(a.y))
    let share = max(0, min(1, (px * dx + py * dy) / (dx * dx + dy * dy)))
    let (ex, ey) = (px - share * dx, py - share * dy)
    return (ex * ex + ey * ey).squareRoot()
  }
}
