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
  }

  private let coordinates: [Double]
  private let unitCount: Int
  private let stretches: [Stretch]
  private let boxes: [Box]
  /// The stretches of unit `u` are `unitOffsets[u]..<unitOffsets[u + 1]`.
  private let unitOffsets: [Int]
  private let tree: BoxTree
  private let plane: LocalPlane
  private let tolerance: Double
  private let threads: Int

  private static let stretchLength = 16
  private static let unitsPerChunk = 64

  init(_ polygons: PolygonBuffer, within tolerance: SnapTolerance, threads: Int) {
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
            stretches.append(Stretch(start: start, end: end, unit: Int32(unit)))
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
    self.threads = threads
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
          let near = nearStretches(of: stretch) { other in
            other > unit && known.link(from: unit, to: Int(other)) == nil
          }
          for other in near {
            let second = stretches[other].unit
            let slot = found[begin...].firstIndex { $0.second == second }
            compare(stretch, other, xy) { vertex, own, theirs, scale, origin in
              let (distanceSquared, point) = own.nearest(to: theirs)
              guard distanceSquared <= tolerance * tolerance else { return }
              let approach = Approach(
                first: Int32(unit), second: second, distanceSquared: distanceSquared, place: origin + point / scale)
              if let slot = slot ?? found[begin...].firstIndex(where: { $0.second == second }) {
                if approach.isNearer(than: found[slot]) { found[slot] = approach }
              } else {
                found.append(approach)
              }
            }
          }
        }
        found[begin...].sort { $0.second < $1.second }
      }
      return found
    }
  }

  /// The length of a unit's boundary that lies within the tolerance of another unit's.
  struct Shared: Sendable {
    var unit, other: Int32
    /// In the unit of the tolerance.
    var length: Double
  }

  /// For each unit and each other one that comes within the tolerance of it, the length of its boundary that does.
  /// The two directions of a pair differ a little, because boundaries do.
  func sharedLengths() -> [Shared] {
    byUnits { units, xy in
      var found: [Shared] = []
      var intervals: [(other: Int32, from: Double, to: Double)] = []
      for unit in units {
        let begin = found.count
        for stretch in unitOffsets[unit]..<unitOffsets[unit + 1] {
          let near = nearStretches(of: stretch) { $0 != unit }
          if near.isEmpty { continue }
          for vertex in stretches[stretch].start..<stretches[stretch].end {
            intervals.removeAll(keepingCapacity: true)
            for other in near {
              compare(stretch, other, xy, vertices: vertex..<vertex + 1) { _, own, theirs, _, _ in
                if let interval = own.stretch(within: tolerance, of: theirs) {
                  intervals.append((stretches[other].unit, interval.from, interval.to))
                }
              }
            }
            add(&intervals, timesLengthOf: vertex, xy, of: unit, to: &found, from: begin)
          }
        }
        found[begin...].sort { $0.other < $1.other }
      }
      return found
    }
  }

  /// Adds the union of each other unit's intervals on one segment to its length.
  private func add(
    _ intervals: inout [(other: Int32, from: Double, to: Double)], timesLengthOf vertex: Int,
    _ xy: UnsafeBufferPointer<Double>, of unit: Int, to found: inout [Shared], from begin: Int
  ) {
    if intervals.isEmpty { return }
    intervals.sort { ($0.other, $0.from, $0.to) < ($1.other, $1.from, $1.to) }
    let a = SIMD2(xy[2 * vertex], xy[2 * vertex + 1])
    let b = SIMD2(xy[2 * vertex + 2], xy[2 * vertex + 3])
    let edge = (b - a) * plane.scale(atY: (a.y + b.y) / 2)
    let length = (edge.x * edge.x + edge.y * edge.y).squareRoot()
    var place = 0
    while place < intervals.count {
      let other = intervals[place].other
      var covered = 0.0
      var end = 0.0
      while place < intervals.count && intervals[place].other == other {
        covered += max(0, intervals[place].to - max(intervals[place].from, end))
        end = max(end, intervals[place].to)
        place += 1
      }
      if let slot = found[begin...].firstIndex(where: { $0.other == other }) {
        found[slot].length += covered * length
      } else {
        found.append(Shared(unit: Int32(unit), other: other, length: covered * length))
      }
    }
  }

  private func byUnits<Result: Sendable>(
    _ body: @Sendable (_ units: Range<Int>, _ xy: UnsafeBufferPointer<Double>) -> [Result]
  ) -> [Result] {
    let chunks = (unitCount + Self.unitsPerChunk - 1) / Self.unitsPerChunk
    let parts = Parallel.results(of: chunks, threads: threads) { chunk in
      coordinates.withUnsafeBufferPointer { xy in
        body(chunk * Self.unitsPerChunk..<min(unitCount, (chunk + 1) * Self.unitsPerChunk), xy)
      }
    }
    return parts.flatMap { $0 }
  }

  /// The stretches of other units whose boxes come within the tolerance of one stretch's.
  @inline(__always) private func nearStretches(of stretch: Int, where wanted: (Int32) -> Bool) -> [Int] {
    var near: [Int] = []
    let box = boxes[stretch]
    let reach = plane.reach(tolerance, fromY: box.minY, toY: box.maxY)
    tree.forEachItem(meeting: box.grown(by: reach)) { other in
      if wanted(stretches[other].unit) { near.append(other) }
    }
    return near
  }

  /// Calls `body` with the pairs of segments of two stretches whose boxes come within the tolerance: the vertex at
  /// which the first's segment begins, both segments in the local plane, its scale and its origin.
  @inline(__always) private func compare(
    _ stretch: Int, _ other: Int, _ xy: UnsafeBufferPointer<Double>, vertices: Range<Int>? = nil,
    _ body: (Int, Segment, Segment, _ scale: SIMD2<Double>, _ origin: SIMD2<Double>) -> Void
  ) {
    let reach = plane.reach(tolerance, fromY: boxes[stretch].minY, toY: boxes[stretch].maxY)
    let otherBox = boxes[other]
    for vertex in vertices ?? stretches[stretch].start..<stretches[stretch].end {
      let a = SIMD2(xy[2 * vertex], xy[2 * vertex + 1])
      let b = SIMD2(xy[2 * vertex + 2], xy[2 * vertex + 3])
      let box = Box(minX: min(a.x, b.x), minY: min(a.y, b.y), maxX: max(a.x, b.x), maxY: max(a.y, b.y))
        .grown(by: reach)
      guard box.intersects(otherBox) else { continue }
      for otherVertex in stretches[other].start..<stretches[other].end {
        let c = SIMD2(xy[2 * otherVertex], xy[2 * otherVertex + 1])
        let d = SIMD2(xy[2 * otherVertex + 2], xy[2 * otherVertex + 3])
        guard min(c.x, d.x) <= box.maxX, max(c.x, d.x) >= box.minX, min(c.y, d.y) <= box.maxY,
          max(c.y, d.y) >= box.minY
        else { continue }
        // The scale in the middle of both, added so that it does not matter which is first.
        let scale = plane.scale(atY: ((a.y + b.y) + (c.y + d.y)) / 4)
        body(
          vertex, Segment(a: SIMD2(0, 0), b: (b - a) * scale), Segment(a: (c - a) * scale, b: (d - a) * scale),
          scale, a)
      }
    }
  }
}

extension NearBoundaries.Approach {
  /// Nearer, or as near further west, then south: so that where a ring begins does not matter.
  fileprivate func isNearer(than other: Self) -> Bool {
    (distanceSquared, place.x, place.y) < (other.distanceSquared, other.place.x, other.place.y)
  }
}

extension Box {
  fileprivate func grown(by reach: SIMD2<Double>) -> Box {
    Box(minX: minX - reach.x, minY: minY - reach.y, maxX: maxX + reach.x, maxY: maxY + reach.y)
  }
}
