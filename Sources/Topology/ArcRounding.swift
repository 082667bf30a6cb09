/// Rounds the points that stay to as few digits as the map allows: to whole units, and to tenths, hundredths and so on
/// only where whole units would make borders cross or touch, or a point change its side of a border.
///
/// Rounding moves a point by less than a unit, so only segments that near each other by two units are compared, before and
/// after. Each pair that is not the same map after it as before gets more digits, until none is left; at full digits
/// nothing has moved.
struct ArcRounding {
  private static let steps: [Int32] = [DrawingGrid.stepsPerUnit, 10_000, 1_000, 100, 1]

  /// By point of `places`.
  private var levels: [UInt8]
  private let points: [GridPoint]

  /// - Parameters:
  ///   - points: those that stay, each once.
  ///   - segments: pairs of them.
  init(_ points: [GridPoint], segments: [(from: Int32, to: Int32)]) {
    self.points = points
    levels = [UInt8](repeating: 0, count: points.count)
    var pairs: [(Int32, Int32)] = []
    let margin = DrawingGrid.stepsPerUnit
    let boxes = segments.map { GridBox(points[Int($0.from)], points[Int($0.to)]).expanded(by: margin) }
    CellGrid(boxes).forEachPair { first, second in pairs.append((Int32(first), Int32(second))) }
    for segment in segments { refineWhereCollapsed(segment) }
    var isDone = false
    while !isDone {
      isDone = true
      for (first, second) in pairs {
        let one = segments[Int(first)]
        let two = segments[Int(second)]
        if isSame(one, two) { continue }
        for point in [one.from, one.to, two.from, two.to] where refine(point) { isDone = false }
      }
    }
  }

  /// A point as it is drawn.
  func rounded(_ point: Int) -> GridPoint { place(Int32(point)) }

  private func place(_ point: Int32) -> GridPoint {
    let step = Self.steps[Int(levels[Int(point)])]
    let place = points[Int(point)]
    return GridPoint(x: (place.x + step / 2) / step * step, y: (place.y + step / 2) / step * step)
  }

  private mutating func refine(_ point: Int32) -> Bool {
    if Int(levels[Int(point)]) + 1 == Self.steps.count { return false }
    levels[Int(point)] += 1
    return true
  }

  private mutating func refineWhereCollapsed(_ segment: (from: Int32, to: Int32)) {
    while segment.from != segment.to && place(segment.from) == place(segment.to) {
      let from = refine(segment.from)
      let to = refine(segment.to)
      if !from && !to { return }
    }
  }

  /// Whether two segments lie to each other as they did before rounding.
  private func isSame(_ one: (from: Int32, to: Int32), _ two: (from: Int32, to: Int32)) -> Bool {
    let (a, b, c, d) = (points[Int(one.from)], points[Int(one.to)], points[Int(two.from)], points[Int(two.to)])
    let (ra, rb, rc, rd) = (place(one.from), place(one.to), place(two.from), place(two.to))
    if ra == a && rb == b && rc == c && rd == d { return true }
    // What met before may meet after.
    if Side.meet(a, b, c, d) { return true }
    if Side.meet(ra, rb, rc, rd) { return false }
    if one.from == two.from { return isSameFork(a, b, d, ra, rb, rd) }
    if one.from == two.to { return isSameFork(a, b, c, ra, rb, rc) }
    if one.to == two.from { return isSameFork(b, a, d, rb, ra, rd) }
    if one.to == two.to { return isSameFork(b, a, c, rb, ra, rc) }
    return isSameSide(a, b, c, ra, rb, rc) && isSameSide(a, b, d, ra, rb, rd) && isSameSide(c, d, a, rc, rd, ra)
      && isSameSide(c, d, b, rc, rd, rb)
  }

  /// Two ways out of a point: they may turn past a straight line, not past each other.
  private func isSameFork(
    _ p: GridPoint, _ q: GridPoint, _ r: GridPoint, _ rp: GridPoint, _ rq: GridPoint, _ rr: GridPoint
  ) -> Bool {
    if !Side.isAhead(p, q, r) && !Side.isAhead(rp, rq, rr) { return true }
    return Side.of(p, q, r) == Side.of(rp, rq, rr)
  }

  /// A point near a segment stays on its side.
  private func isSameSide(
    _ a: GridPoint, _ b: GridPoint, _ p: GridPoint, _ ra: GridPoint, _ rb: GridPoint, _ rp: GridPoint
  ) -> Bool {
    let near = GridBox(a, b).expanded(by: 2 * DrawingGrid.stepsPerUnit)
    return !near.contains(p) || Side.of(a, b, p) == Side.of(ra, rb, rp)
  }
}
