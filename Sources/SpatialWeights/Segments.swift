/// A segment in a local plane, and how near another comes to it. Segments may be points.
struct Segment {
  var a, b: SIMD2<Double>

  var length: Double { lengthSquared(b - a).squareRoot() }

  /// The squared distance from this segment to another, and the point of this one that is nearest; 0 where they
  /// cross.
  func nearest(to other: Segment) -> (distanceSquared: Double, point: SIMD2<Double>) {
    if let point = crossing(other) { return (0, point) }
    var nearest = (distanceSquared: Double.infinity, point: a)
    func offer(_ distanceSquared: Double, _ point: SIMD2<Double>) {
      if distanceSquared < nearest.distanceSquared { nearest = (distanceSquared, point) }
    }
    offer(lengthSquared(other.projection(of: a) - a), a)
    offer(lengthSquared(other.projection(of: b) - b), b)
    let fromA = projection(of: other.a)
    offer(lengthSquared(fromA - other.a), fromA)
    let fromB = projection(of: other.b)
    offer(lengthSquared(fromB - other.b), fromB)
    return nearest
  }

  /// The stretch of this segment, as shares of its length from `a`, that lies within a distance of another segment;
  /// nil where there is none. It is one interval, because what lies within a distance of a segment is convex.
  func stretch(within distance: Double, of other: Segment) -> (from: Double, to: Double)? {
    let direction = b - a
    var from = Double.infinity
    var to = -Double.infinity
    func offer(_ low: Double, _ high: Double) {
      let low = max(low, 0)
      let high = min(high, 1)
      if low <= high {
        from = min(from, low)
        to = max(to, high)
      }
    }
    let square = dot(direction, direction)
    guard square > 0 else {
      return lengthSquared(other.projection(of: a) - a) <= distance * distance ? (0, 1) : nil
    }
    // Within the discs around the other's ends …
    for centre in [other.a, other.b] {
      let middle = dot(centre - a, direction) / square
      let height = lengthSquared(a + middle * direction - centre)
      if height <= distance * distance {
        let half = ((distance * distance - height) / square).squareRoot()
        offer(middle - half, middle + half)
      }
    }
    // … and within the strip beside it, which ends square at its ends.
    let axis = other.b - other.a
    let length = dot(axis, axis).squareRoot()
    if length > 0 {
      let along = axis / length
      let across = SIMD2(-along.y, along.x)
      var low = 0.0
      var high = 1.0
      Self.clip(&low, &high, start: dot(a - other.a, along), slope: dot(direction, along), 0, length)
      Self.clip(&low, &high, start: dot(a - other.a, across), slope: dot(direction, across), -distance, distance)
      offer(low, high)
    }
    return from <= to ? (from, to) : nil
  }

  /// Narrows the interval to where `start + t · slope` lies between two bounds.
  private static func clip(
    _ low: inout Double, _ high: inout Double, start: Double, slope: Double, _ lower: Double, _ upper: Double
  ) {
    if slope == 0 {
      if start < lower || start > upper { high = -.infinity }
      return
    }
    let t = ((lower - start) / slope, (upper - start) / slope)
    low = max(low, min(t.0, t.1))
    high = min(high, max(t.0, t.1))
  }

  /// The point of the segment nearest to a point.
  @inline(__always) private func projection(of point: SIMD2<Double>) -> SIMD2<Double> {
    let direction = b - a
    let square = dot(direction, direction)
    if !(square > 0) { return a }
    let t = dot(point - a, direction) / square
    return t <= 0 ? a : t >= 1 ? b : a + t * direction
  }

  /// Where the two cross with their ends on opposite sides. Where an end merely touches, its distance tells.
  @inline(__always) private func crossing(_ other: Segment) -> SIMD2<Double>? {
    let direction = b - a
    let otherDirection = other.b - other.a
    let side = (cross(direction, other.a - a), cross(direction, other.b - a))
    let otherSide = (cross(otherDirection, a - other.a), cross(otherDirection, b - other.a))
    guard (side.0 < 0 && side.1 > 0) || (side.0 > 0 && side.1 < 0),
      (otherSide.0 < 0 && otherSide.1 > 0) || (otherSide.0 > 0 && otherSide.1 < 0)
    else { return nil }
    return a + otherSide.0 / (otherSide.0 - otherSide.1) * direction
  }
}

@inline(__always) private func dot(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double { a.x * b.x + a.y * b.y }
@inline(__always) private func cross(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double { a.x * b.y - a.y * b.x }
@inline(__always) private func lengthSquared(_ a: SIMD2<Double>) -> Double { dot(a, a) }
