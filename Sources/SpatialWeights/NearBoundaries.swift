internal import Geometry
internal import Parallel

/// Pairs of units whose boundaries come within a tolerance of each other, vertices shared or not.
///
/// Boundaries are cut into stretches of a few segments, whose boxes stand in a tree; only segments of stretches that
/// meet are compared. O(n log n) for layers whose units do not overlap much.
struct NearBoundaries {
  /// Up to `stretchLength` consecutive segments of one ring, from `start` to the vertex `end` inclusive.
  private struct Stretch {
    var start, end: Int
    var unit: Int32
    /// Whether its last segment closes the ring.
    var closes: Bool
  }

  private let coordinates: [Double]
  private let unitCount: Int
  private let stretches: [Stretch]
  private let boxes: [Box]
  /// The stretches of unit `u` are `unitOffsets[u]..<unitOffsets[u + 1]`.
  private let unitOffsets: [Int]
  private let tree: BoxTree
  private var plane: LocalPlane
  private var tolerance: Double
  private let joinsAntimeridian: Bool
  private let threads: Int

  private static let stretchLength = 16
  private static let unitsPerChunk = 64

  init(_ polygons: PolygonBuffer, within tolerance: SnapTolerance, joinsAntimeridian: Bool, threads: Int) {
    var stretches: [Stretch] = []
    var boxes: [Box] = []
    var unitOffsets = [0]
    polygons.coordinates.withUnsafeBufferPointer { xy in
      for unit in 0..<polygons.featureCount {
        for ring in polygons.rings(ofFeature: unit) {
          let vertices = polygons.vertices(of: ring)
          for start in stride(from: vertices.lowerBound, to: vertices.upperBound - 1, by: Self.stretchLength) {
            let end = min(start + Self.stretchLength, vertices.upperBound - 1)
            var box = Box.empty
            for vertex in start...end { box.extend(x: xy[2 * vertex], y: xy[2 * vertex + 1]) }
            stretches.append(
              Stretch(start: start, end: end, unit: Int32(unit), closes: end == vertices.upperBound - 1))
            boxes.append(box)
          }
        }
        unitOffsets.append(stretches.count)
      }
    }
    coordinates = polygons.coordinates
    unitCount = polygons.featureCount
    self.stretches = stretches
    self.boxes = boxes
    self.unitOffsets = unitOffsets
    tree = BoxTree(boxes)
    plane = LocalPlane(tolerance)
    self.tolerance = tolerance.distance
    self.joinsAntimeridian = joinsAntimeridian
    self.threads = threads
  }

  /// The same boundaries with another tolerance.
  func within(_ tolerance: SnapTolerance) -> NearBoundaries {
    var copy = self
    copy.plane = LocalPlane(tolerance)
    copy.tolerance = tolerance.distance
    return copy
  }

  /// How near two units come, `first < second`.
  struct Approach: Sendable {
    var first, second: Int32
    /// In the unit of the tolerance.
    var distanceSquared: Double
    /// Where on the first unit's boundary, in the coordinates of the layer.
    var place: SIMD2<Double>
  }

  /// The pairs of units whose boundaries come within the tolerance, but for those that are known already.
  func approaches(except known: SpatialWeights) -> [Approach] {
    byUnits { units, xy in
      var found: [Approach] = []
      for unit in units {
        let begin = found.count
        for stretch in unitOffsets[unit]..<unitOffsets[unit + 1] {
          let reach = reach(of: stretch)
          for turn in turns(of: stretch, reach) {
            let near = nearStretches(of: stretch, turned: turn, reach) { other in
              other > unit && known.link(from: unit, to: Int(other)) == nil
            }
            if near.isEmpty { continue }
            for vertex in stretches[stretch].start..<stretches[stretch].end {
              let a = SIMD2(xy[2 * vertex] + turn, xy[2 * vertex + 1])
              let b = SIMD2(xy[2 * vertex + 2] + turn, xy[2 * vertex + 3])
              let box = Box(spanning: a, b, reach)
              for other in near {
                forEachSegment(of: other, meeting: box, xy) { c, d in
                  // The scale in the middle of both, added so that it does not matter which is first.
                  let scale = plane.scale(atY: ((a.y + b.y) + (c.y + d.y)) / 4)
                  let own = Segment(a: SIMD2(0, 0), b: (b - a) * scale)
                  let (distanceSquared, point) = own.nearest(
                    to: Segment(a: (c - a) * scale, b: (d - a) * scale))
                  guard distanceSquared <= tolerance * tolerance else { return }
                  let approach = Approach(
                    first: Int32(unit), second: stretches[other].unit, distanceSquared: distanceSquared,
                    place: a + point / scale - SIMD2(turn, 0))
                  if let slot = found[begin...].firstIndex(where: { $0.second == approach.second }) {
                    if approach.isNearer(than: found[slot]) { found[slot] = approach }
                  } else {
                    found.append(approach)
                  }
                }
              }
            }
          }
        }
        found[begin...].sort { $0.second < $1.second }
      }
      return found
    }
  }

  /// The longest unbroken stretch of a unit's boundary that lies within the tolerance of another unit's.
  struct Contact: Sendable {
    var unit, other: Int32
    /// In the unit of the tolerance.
    var longest = 0.0
    /// The stretch that was met last, the vertex that it reaches (-1 if it ends within a segment), and whether it
    /// began where the ring does.
    var last = 0.0
    var reaches = -1
    var isFirst = false
    /// The length of the stretch that begins where the ring does, which the last one of the ring may join.
    var first = 0.0
  }

  /// For each unit and each other one that is asked for and comes within the tolerance of it, the longest stretch of its
  /// boundary that does. The two directions of a pair differ a little, because boundaries do.
  func contacts(where isWanted: @Sendable (_ unit: Int, _ other: Int) -> Bool) -> [Contact] {
    byUnits { units, xy in
      var found: [Contact] = []
      var intervals: [(other: Int32, from: Double, to: Double)] = []
      for unit in units {
        let begin = found.count
        var ringStart = -1
        for stretch in unitOffsets[unit]..<unitOffsets[unit + 1] {
          let vertices = stretches[stretch].start..<stretches[stretch].end
          if ringStart < 0 { ringStart = vertices.lowerBound }
          let reach = reach(of: stretch)
          let near = turns(of: stretch, reach).flatMap { turn in
            nearStretches(of: stretch, turned: turn, reach) { $0 != unit && isWanted(unit, Int($0)) }
              .map { (turn: turn, stretch: $0) }
          }
          for vertex in vertices where !near.isEmpty {
            intervals.removeAll(keepingCapacity: true)
            let start = SIMD2(xy[2 * vertex], xy[2 * vertex + 1])
            let end = SIMD2(xy[2 * vertex + 2], xy[2 * vertex + 3])
            let scale = plane.scale(atY: (start.y + end.y) / 2)
            let own = Segment(a: SIMD2(0, 0), b: (end - start) * scale)
            for (turn, other) in near {
              let a = start + SIMD2(turn, 0)
              forEachSegment(of: other, meeting: Box(spanning: a, end + SIMD2(turn, 0), reach), xy) { c, d in
                let theirs = Segment(a: (c - a) * scale, b: (d - a) * scale)
                if let interval = own.stretch(within: tolerance, of: theirs) {
                  intervals.append((stretches[other].unit, interval.from, interval.to))
                }
              }
            }
            intervals.sort { ($0.other, $0.from, $0.to) < ($1.other, $1.from, $1.to) }
            Self.forEachUnion(of: intervals) { other, from, to in
              let slot: Int
              if let known = found[begin...].firstIndex(where: { $0.other == other }) {
                slot = known
              } else {
                slot = found.count
                found.append(Contact(unit: Int32(unit), other: other))
              }
              found[slot].extend(
                from: from, to: to, of: own.length, at: vertex, isRingStart: vertex == ringStart)
            }
          }
          if stretches[stretch].closes {
            for slot in begin..<found.count { found[slot].closeRing(at: vertices.upperBound) }
            ringStart = -1
          }
        }
        found[begin...].sort { $0.other < $1.other }
      }
      return found
    }
  }

  /// The pairs that are asked for and share an edge within the tolerance, in one direction or in both.
  func edges(where isWanted: @Sendable (_ unit: Int, _ other: Int) -> Bool) -> [UInt64] {
    contacts(where: isWanted).filter { $0.longest > 4 * tolerance }.map { SpatialWeights.pair($0.unit, $0.other) }
  }

  /// Calls `body` with the parts of a segment that sorted intervals cover, for each other unit in turn.
  private static func forEachUnion(
    of intervals: [(other: Int32, from: Double, to: Double)], _ body: (Int32, Double, Double) -> Void
  ) {
    guard var union = intervals.first else { return }
    for interval in intervals.dropFirst() {
      if interval.other == union.other && interval.from <= union.to {
        union.to = max(union.to, interval.to)
      } else {
        body(union.other, union.from, union.to)
        union = interval
      }
    }
    body(union.other, union.from, union.to)
  }

  private func byUnits<Result: Sendable>(
    _ body: @Sendable (_ units: Range<Int>, _ xy: UnsafeBufferPointer<Double>) -> [Result]
  ) -> [Result] {
    let chunks = (unitCount + Self.unitsPerChunk - 1) / Self.unitsPerChunk
    let parts = Parallel.map(chunks, chunkSize: 1, threads: threads) { chunk in
      coordinates.withUnsafeBufferPointer { xy in
        body(chunk * Self.unitsPerChunk..<min(unitCount, (chunk + 1) * Self.unitsPerChunk), xy)
      }
    }
    return parts.flatMap { $0 }
  }

  private func reach(of stretch: Int) -> SIMD2<Double> {
    plane.reach(tolerance, fromY: boxes[stretch].minY, toY: boxes[stretch].maxY)
  }

  /// The turns, in degrees of longitude, with which a stretch may come near others: none, and a whole one where it comes
  /// to the antimeridian, beyond which longitudes begin anew.
  private func turns(of stretch: Int, _ reach: SIMD2<Double>) -> [Double] {
    guard joinsAntimeridian else { return [0] }
    let box = boxes[stretch]
    return [0] + (box.maxX + reach.x >= 180 ? [-360] : []) + (box.minX - reach.x <= -180 ? [360] : [])
  }

  /// The stretches of wanted units whose boxes come within reach of one stretch's, after it was turned.
  @inline(__always) private func nearStretches(
    of stretch: Int, turned turn: Double, _ reach: SIMD2<Double>, where wanted: (Int32) -> Bool
  ) -> [Int] {
    var near: [Int] = []
    let box = boxes[stretch]
    let grown = Box(spanning: SIMD2(box.minX + turn, box.minY), SIMD2(box.maxX + turn, box.maxY), reach)
    tree.forEachItem(meeting: grown) { other in
      if wanted(stretches[other].unit) { near.append(other) }
    }
    return near
  }

  /// Calls `body` with the ends of each segment of a stretch whose box meets the one given.
  @inline(__always) private func forEachSegment(
    of stretch: Int, meeting box: Box, _ xy: UnsafeBufferPointer<Double>,
    _ body: (SIMD2<Double>, SIMD2<Double>) -> Void
  ) {
    guard box.intersects(boxes[stretch]) else { return }
    for vertex in stretches[stretch].start..<stretches[stretch].end {
      let c = SIMD2(xy[2 * vertex], xy[2 * vertex + 1])
      let d = SIMD2(xy[2 * vertex + 2], xy[2 * vertex + 3])
      if Box(spanning: c, d, .zero).intersects(box) { body(c, d) }
    }
  }
}

extension NearBoundaries.Contact {
  /// Adds the part of a segment that is near, joined to the last stretch where that reaches it.
  fileprivate mutating func extend(from: Double, to: Double, of length: Double, at vertex: Int, isRingStart: Bool) {
    if from == 0 && reaches == vertex {
      last += (to - from) * length
    } else {
      last = (to - from) * length
      isFirst = isRingStart && from == 0
    }
    if isFirst { first = last }
    reaches = to == 1 ? vertex + 1 : -1
    longest = max(longest, last)
  }

  /// Joins the last stretch of a ring to its first where they meet.
  fileprivate mutating func closeRing(at vertex: Int) {
    if reaches == vertex && !isFirst { longest = max(longest, last + first) }
    reaches = -1
    isFirst = false
    first = 0
  }
}

extension NearBoundaries.Approach {
  /// Nearer, or as near further west, then south: so that where a ring begins does not matter.
  fileprivate func isNearer(than other: Self) -> Bool {
    (distanceSquared, place.x, place.y) < (other.distanceSquared, other.place.x, other.place.y)
  }
}

extension Box {
  /// The box of two points, grown by a reach on every side.
  @inline(__always) fileprivate init(spanning a: SIMD2<Double>, _ b: SIMD2<Double>, _ reach: SIMD2<Double>) {
    self.init(
      minX: min(a.x, b.x) - reach.x, minY: min(a.y, b.y) - reach.y, maxX: max(a.x, b.x) + reach.x,
      maxY: max(a.y, b.y) + reach.y)
  }
}
