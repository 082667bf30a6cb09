internal import Parallel

extension PolygonBuffer {
  /// The features that the screen could not prove to be valid, in ascending order; all others are valid in the sense
  /// of OGC Simple Features (and so by GEOS).
  ///
  /// The screen errs on one side only. A feature is left out of the answer when it is certain that no two of its
  /// segments share a point other than consecutive ones their common vertex, that each hole lies inside its exterior
  /// and outside the polygon's other holes, and that no exterior lies inside another of the feature. Rings that touch,
  /// repeated vertices, islands in a feature's own hole, and anything nearer than double arithmetic can tell are legal
  /// or not by finer rules; such features are answered here, for GEOS to decide.
  ///
  /// - Returns: feature indices, the same for any number of threads. Null shapes are valid.
  /// - Complexity: O(v log v) for features of v vertices as they are digitised; no segment is compared with one whose
  ///   surroundings do not overlap its own.
  public func featuresNotProvenValid(threads: Int) -> [Int] {
    let chunkSize = 32
    let chunks = (featureCount + chunkSize - 1) / chunkSize
    let parts = Parallel.map(chunks, chunkSize: 1, threads: threads) { chunk in
      self.coordinates.withUnsafeBufferPointer { xy in
        var screen = ValidityScreen(xy)
        return (chunk * chunkSize..<Swift.min(self.featureCount, (chunk + 1) * chunkSize)).filter {
          !screen.provesValid($0, of: self)
        }
      }
    }
    return parts.flatMap { $0 }
  }
}

/// Proves features valid; one value serves many features, one after the other, and keeps its storage.
///
/// The segments of all rings of a feature are cut into runs of at most eight consecutive ones, the boxes of the runs
/// are joined pairwise into a tree, and the tree is compared with itself: neighbours along a ring are neighbours in
/// space, so nearly all pairs end at boxes that are apart.
struct ValidityScreen {
  /// Segments in a run.
  private static let runLength = 8
  /// Above so many polygons in one feature their exteriors are left to GEOS and its index.
  private static let polygonLimit = 4_000

  private struct Run {
    /// Segment `v` goes from vertex `v` to `v + 1`.
    var first, end: Int
    /// First and last segment of the ring that the run is a part of.
    var ringFirst, ringLast: Int
    /// Whether all its segments lead strictly to one side in x, or in y: then it cannot meet itself.
    var isMonotone: Bool
  }

  private let xy: UnsafeBufferPointer<Double>
  private var runs: [Run] = []
  /// The boxes of the runs, then of each level above them.
  private var boxes: [Box] = []
  /// Where each level of the tree starts in `boxes`.
  private var levels: [Int] = []
  private var pairs: [(level: Int, first: Int, second: Int)] = []
  private var ringBoxes: [Box] = []

  init(_ xy: UnsafeBufferPointer<Double>) { self.xy = xy }

  mutating func provesValid(_ feature: Int, of buffer: PolygonBuffer) -> Bool {
    let polygons = buffer.polygons(of: feature)
    if polygons.isEmpty { return true }
    if polygons.count > Self.polygonLimit { return false }
    guard cutIntoRuns(buffer.rings(ofFeature: feature), of: buffer) else { return false }
    buildTree()
    guard segmentsAreApart() else { return false }
    return ringsNest(polygons, of: buffer)
  }

  // MARK: Runs and their tree

  /// False where a ring is too short to enclose anything, or a coordinate is not finite.
  private mutating func cutIntoRuns(_ rings: Range<Int>, of buffer: PolygonBuffer) -> Bool {
    runs.removeAll(keepingCapacity: true)
    boxes.removeAll(keepingCapacity: true)
    ringBoxes.removeAll(keepingCapacity: true)
    for ring in rings {
      let vertices = buffer.vertices(of: ring)
      let ringFirst = vertices.lowerBound
      let ringLast = vertices.upperBound - 2
      guard vertices.count >= 4, xy[2 * ringFirst] == xy[2 * ringLast + 2],
        xy[2 * ringFirst + 1] == xy[2 * ringLast + 3]
      else { return false }
      var ringBox = Box.empty
      var start = ringFirst
      while start <= ringLast {
        let end = min(start + Self.runLength, ringLast + 1)
        var box = Box.empty
        // Stays 0 unless a coordinate is infinite or not a number.
        var zero = 0.0
        // Signs of differences are exact.
        var steps = Box.empty
        var x = xy[2 * start]
        var y = xy[2 * start + 1]
        box.extend(x: x, y: y)
        for vertex in start + 1...end {
          let nextX = xy[2 * vertex]
          let nextY = xy[2 * vertex + 1]
          box.extend(x: nextX, y: nextY)
          steps.extend(x: nextX - x, y: nextY - y)
          zero += x * 0 + y * 0
          x = nextX
          y = nextY
        }
        zero += x * 0 + y * 0
        guard zero == 0 else { return false }
        let isMonotone = steps.minX > 0 || steps.maxX < 0 || steps.minY > 0 || steps.maxY < 0
        runs.append(Run(first: start, end: end, ringFirst: ringFirst, ringLast: ringLast, isMonotone: isMonotone))
        boxes.append(box)
        ringBox.extend(box)
        start = end
      }
      ringBoxes.append(ringBox)
    }
    return true
  }

  private mutating func buildTree() {
    levels.removeAll(keepingCapacity: true)
    levels.append(0)
    var start = 0
    while boxes.count - start > 1 {
      let end = boxes.count
      levels.append(end)
      var index = start
      while index < end {
        var box = boxes[index]
        if index + 1 < end { box.extend(boxes[index + 1]) }
        boxes.append(box)
        index += 2
      }
      start = end
    }
  }

  /// The nodes in one level of the tree.
  private func count(ofLevel level: Int) -> Int {
    (level + 1 < levels.count ? levels[level + 1] : boxes.count) - levels[level]
  }

  // MARK: Segments

  private mutating func segmentsAreApart() -> Bool {
    pairs.removeAll(keepingCapacity: true)
    pairs.append((levels.count - 1, 0, 0))
    while let (level, first, second) = pairs.popLast() {
      if level == 0 {
        guard first == second ? runIsSimple(runs[first]) : runsAreApart(first, second) else { return false }
        continue
      }
      let below = level - 1
      let base = levels[below]
      let count = count(ofLevel: below)
      let firstChildren = 2 * first..<min(2 * first + 2, count)
      let secondChildren = 2 * second..<min(2 * second + 2, count)
      for left in firstChildren {
        for right in secondChildren where first != second || left <= right {
          if left == right || boxes[base + left].intersects(boxes[base + right]) {
            pairs.append((below, left, right))
          }
        }
      }
    }
    return true
  }

  private func runIsSimple(_ run: Run) -> Bool {
    if run.isMonotone { return consecutiveAreApart(run.end - 1, run.end, run) }
    var segment = run.first
    while segment < run.end {
      guard consecutiveAreApart(segment, segment + 1, run) else { return false }
      var other = segment + 2
      while other < run.end {
        if !isClosure(segment, other, run) && !areApart(segment, other) { return false }
        other += 1
      }
      segment += 1
    }
    return true
  }

  /// Whether segment `segment` and the one after it in the ring share their common vertex only. Every run asks this for
  /// each of its segments, so that each pair is asked once.
  private func consecutiveAreApart(_ segment: Int, _ next: Int, _ run: Run) -> Bool {
    let next = next > run.ringLast ? run.ringFirst : next
    let ax = xy[2 * segment]
    let ay = xy[2 * segment + 1]
    let bx = xy[2 * segment + 2]
    let by = xy[2 * segment + 3]
    let cx = xy[2 * next + 2]
    let cy = xy[2 * next + 3]
    // Two segments that lead on cannot lie upon each other; those that turn back do so only when collinear. A segment of
    // no length has neither property.
    if (bx - ax) * (cx - bx) + (by - ay) * (cy - by) > 0 { return true }
    return Orientation(ax, ay, bx, by, cx, cy) != .uncertain
  }

  private func runsAreApart(_ first: Int, _ second: Int) -> Bool {
    let left = runs[first]
    let right = runs[second]
    let common = Box(
      minX: max(boxes[first].minX, boxes[second].minX), minY: max(boxes[first].minY, boxes[second].minY),
      maxX: min(boxes[first].maxX, boxes[second].maxX), maxY: min(boxes[first].maxY, boxes[second].maxY))
    let sameRing = left.ringFirst == right.ringFirst
    var segment = left.first
    while segment < left.end {
      if reaches(segment, common) {
        var other = right.first
        while other < right.end {
          let areConsecutive = sameRing && (other == segment + 1 || isClosure(segment, other, left))
          if !areConsecutive && !areApart(segment, other) { return false }
          other += 1
        }
      }
      segment += 1
    }
    return true
  }

  /// Whether `segment` is the ring's first and `other` its last: these meet where the ring closes.
  private func isClosure(_ segment: Int, _ other: Int, _ run: Run) -> Bool {
    segment == run.ringFirst && other == run.ringLast
  }

  @inline(__always)
  private func reaches(_ segment: Int, _ box: Box) -> Bool {
    let ax = xy[2 * segment]
    let ay = xy[2 * segment + 1]
    let bx = xy[2 * segment + 2]
    let by = xy[2 * segment + 3]
    return min(ax, bx) <= box.maxX && max(ax, bx) >= box.minX && min(ay, by) <= box.maxY && max(ay, by) >= box.minY
  }

  /// Whether two segments certainly share no point: their boxes are apart, or one lies wholly to one side of the other.
  @inline(__always)
  private func areApart(_ first: Int, _ second: Int) -> Bool {
    let ax = xy[2 * first]
    let ay = xy[2 * first + 1]
    let bx = xy[2 * first + 2]
    let by = xy[2 * first + 3]
    let cx = xy[2 * second]
    let cy = xy[2 * second + 1]
    let dx = xy[2 * second + 2]
    let dy = xy[2 * second + 3]
    if max(ax, bx) < min(cx, dx) || max(cx, dx) < min(ax, bx) || max(ay, by) < min(cy, dy) || max(cy, dy) < min(ay, by)
    {
      return true
    }
    let c = Orientation(ax, ay, bx, by, cx, cy)
    if c != .uncertain && c == Orientation(ax, ay, bx, by, dx, dy) { return true }
    let a = Orientation(cx, cy, dx, dy, ax, ay)
    return a != .uncertain && a == Orientation(cx, cy, dx, dy, bx, by)
  }

  // MARK: Nesting

  /// Whether the rings, of which no two share a point, nest as exteriors and holes must. As they do not touch, one
  /// vertex tells for its whole ring.
  private func ringsNest(_ polygons: Range<Int>, of buffer: PolygonBuffer) -> Bool {
    if ringBoxes.count == 1 { return true }
    let base = buffer.polygonOffsets[polygons.lowerBound]
    for polygon in polygons {
      let rings = buffer.rings(of: polygon)
      guard let exterior = rings.first else { return false }
      let holes = rings.dropFirst()
      for hole in holes {
        guard location(of: hole, in: exterior, buffer, base) == .inside else { return false }
        for other in holes where other != hole {
          guard location(of: hole, in: other, buffer, base) == .outside else { return false }
        }
      }
      for other in polygons where other != polygon {
        guard location(of: exterior, in: buffer.polygonOffsets[other], buffer, base) == .outside else { return false }
      }
    }
    return true
  }

  private enum Location { case inside, outside, uncertain }

  /// Where the first vertex of `ring` lies with respect to `other`, by the parity of crossings of the ray to the right.
  private func location(of ring: Int, in other: Int, _ buffer: PolygonBuffer, _ base: Int) -> Location {
    let inner = ringBoxes[ring - base]
    let outer = ringBoxes[other - base]
    if inner.minX < outer.minX || inner.maxX > outer.maxX || inner.minY < outer.minY || inner.maxY > outer.maxY {
      return .outside
    }
    let start = buffer.ringOffsets[ring]
    let x = xy[2 * start]
    let y = xy[2 * start + 1]
    var isInside = false
    for vertex in buffer.vertices(of: other).dropLast() {
      let ay = xy[2 * vertex + 1]
      let by = xy[2 * vertex + 3]
      if (ay > y) == (by > y) { continue }
      let ax = xy[2 * vertex]
      let bx = xy[2 * vertex + 2]
      if ax > x && bx > x {
        isInside.toggle()
      } else if ax >= x || bx >= x {
        let side = Orientation(ax, ay, bx, by, x, y)
        if side == .uncertain { return .uncertain }
        if (side == .left) == (by > ay) { isInside.toggle() }
      }
    }
    return isInside ? .inside : .outside
  }
}
