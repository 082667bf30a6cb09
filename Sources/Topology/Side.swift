/// Predicates on grid points, exact in 64-bit whole numbers: coordinates stay below 2³⁰.
enum Side {
  /// Twice the signed area of a triangle: positive where a, b, c turn to the right on a drawing whose y runs down.
  @inline(__always) static func turn(_ a: GridPoint, _ b: GridPoint, _ c: GridPoint) -> Int64 {
    let abx = Int64(b.x) - Int64(a.x)
    let aby = Int64(b.y) - Int64(a.y)
    let acx = Int64(c.x) - Int64(a.x)
    let acy = Int64(c.y) - Int64(a.y)
    return abx * acy - aby * acx
  }

  /// −1, 0 or 1.
  @inline(__always) static func of(_ a: GridPoint, _ b: GridPoint, _ c: GridPoint) -> Int {
    turn(a, b, c).signum().toInt
  }

  /// Whether the way from `p` to `q` and that from `p` to `r` lie within a right angle.
  @inline(__always) static func isAhead(_ p: GridPoint, _ q: GridPoint, _ r: GridPoint) -> Bool {
    (Int64(q.x) - Int64(p.x)) * (Int64(r.x) - Int64(p.x)) + (Int64(q.y) - Int64(p.y)) * (Int64(r.y) - Int64(p.y)) > 0
  }

  /// Whether two segments meet where borders may not: anywhere but in one end that both have.
  static func meet(_ a: GridPoint, _ b: GridPoint, _ c: GridPoint, _ d: GridPoint) -> Bool {
    if a == c || a == d || b == c || b == d {
      if (a == c && b == d) || (a == d && b == c) { return true }
      let (p, q) = a == c || a == d ? (a, b) : (b, a)
      let r = p == c ? d : c
      return turn(p, q, r) == 0 && isAhead(p, q, r)
    }
    let sides = (of(a, b, c), of(a, b, d), of(c, d, a), of(c, d, b))
    if sides.0 * sides.1 < 0 && sides.2 * sides.3 < 0 { return true }
    return sides.0 == 0 && isWithin(a, b, c) || sides.1 == 0 && isWithin(a, b, d)
      || sides.2 == 0 && isWithin(c, d, a) || sides.3 == 0 && isWithin(c, d, b)
  }

  /// Whether a point of the line through a and b lies between them.
  private static func isWithin(_ a: GridPoint, _ b: GridPoint, _ p: GridPoint) -> Bool {
    min(a.x, b.x) <= p.x && p.x <= max(a.x, b.x) && min(a.y, b.y) <= p.y && p.y <= max(a.y, b.y)
  }

  /// How often the closed way along `points`, back from its last to its first, goes round a point that is not on it.
  static func windings(_ points: ArraySlice<GridPoint>, around point: GridPoint) -> Int {
    var count = 0
    var a = points[points.endIndex - 1]
    for b in points {
      if a.y <= point.y {
        if b.y > point.y && turn(a, b, point) > 0 { count += 1 }
      } else if b.y <= point.y && turn(a, b, point) < 0 {
        count -= 1
      }
      a = b
    }
    return count
  }
}

extension Int64 {
  @inline(__always) fileprivate var toInt: Int { Int(truncatingIfNeeded: self) }
}
