/// Finds the polygon feature that a point lies in.
///
/// A grid of boxes names the features that may hold the point; the edges of each feature lie in horizontal slabs, and
/// those of the point's slab are crossed by a ray to the right (M. Shimrat, "Algorithm 112", CACM 5, 1962). Each edge is
/// taken from its lower to its upper end, whichever way its ring runs, so that two features that share an edge vertex
/// for vertex get the same answer from it: **a point on a shared boundary lies in exactly one of them**, always the
/// same. Coordinates are taken as they are, straight lines between them.
///
/// Where features overlap, the first of them in the order of the layer has the point, and `isInSeveral` says so. A
/// point that lies in none but exactly on an edge, as on the outer boundary, belongs to the first feature with that edge.
///
/// Memory is O(vertices); a lookup takes the features whose boxes hold the point, times the edges in one slab of each.
public struct PointLocator: Sendable {
  /// Where a point lies.
  public struct Place: Sendable, Hashable {
    /// Nil outside every feature.
    public let feature: Int?
    /// Whether the point lies in more than one feature, as overlapping boundaries make it.
    public let isInSeveral: Bool
  }

  private let coordinates: [Double]
  private let boxes: [Box]
  private let bounds: Box

  /// Features by cell of the grid, in compressed rows.
  private let columns: Int
  private let rows: Int
  private let cellOffsets: [Int]
  private let cellFeatures: [Int32]

  /// By feature: where its slabs begin in `slabOffsets`, one more than there are slabs each.
  private let slabStarts: [Int]
  private let slabCounts: [Int]
  private let slabOffsets: [Int]
  /// The first vertex of each edge in a slab.
  private let slabEdges: [UInt32]

  /// - Complexity: O(vertices) for edges that are short beside their feature.
  public init(_ polygons: PolygonBuffer) {
    precondition(polygons.vertexCount < Int(UInt32.max), "too many vertices")
    let count = polygons.featureCount
    let boxes = (0..<count).map { polygons.bounds(ofFeature: $0) }
    var bounds = Box.empty
    for box in boxes where !box.isEmpty { bounds.extend(box) }
    coordinates = polygons.coordinates
    self.boxes = boxes
    self.bounds = bounds

    var side = 1
    while side < 1024 && side * side < 4 * count { side *= 2 }
    (columns, rows) = (side, side)
    func cells(_ box: Box) -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
      (
        Self.step(box.minX, bounds.minX, bounds.maxX, side)...Self.step(box.maxX, bounds.minX, bounds.maxX, side),
        Self.step(box.minY, bounds.minY, bounds.maxY, side)...Self.step(box.maxY, bounds.minY, bounds.maxY, side)
      )
    }
    var offsets = [Int](repeating: 0, count: side * side + 1)
    for box in boxes where !box.isEmpty {
      let (columns, rows) = cells(box)
      for row in rows { for column in columns { offsets[row * side + column + 1] += 1 } }
    }
    for cell in 0..<side * side { offsets[cell + 1] += offsets[cell] }
    var features = [Int32](repeating: 0, count: offsets[side * side])
    var fill = offsets
    for (feature, box) in boxes.enumerated() where !box.isEmpty {
      let (columns, rows) = cells(box)
      for row in rows {
        for column in columns {
          features[fill[row * side + column]] = Int32(feature)
          fill[row * side + column] += 1
        }
      }
    }
    cellOffsets = offsets
    cellFeatures = features

    var slabStarts: [Int] = []
    var slabCounts: [Int] = []
    var slabOffsets: [Int] = []
    var slabEdges: [UInt32] = []
    slabEdges.reserveCapacity(polygons.vertexCount * 5 / 4)
    for feature in 0..<count {
      let edges = polygons.vertices(ofFeature: feature).count
      let slabs = max(1, min(edges / 8, 1 << 16))
      let start = slabOffsets.count
      slabStarts.append(start)
      slabCounts.append(slabs)
      let lists = Self.slabs(of: feature, in: polygons, boxes[feature], count: slabs)
      slabOffsets += lists.offsets.map { $0 + slabEdges.count }
      slabEdges += lists.edges
    }
    self.slabStarts = slabStarts
    self.slabCounts = slabCounts
    self.slabOffsets = slabOffsets
    self.slabEdges = slabEdges
  }

  /// The edges of one feature by slab.
  private static func slabs(
    of feature: Int, in polygons: PolygonBuffer, _ box: Box, count: Int
  ) -> (offsets: [Int], edges: [UInt32]) {
    var offsets = [Int](repeating: 0, count: count + 1)
    func forEachEdge(_ body: (_ vertex: Int, _ slabs: ClosedRange<Int>) -> Void) {
      for ring in polygons.rings(ofFeature: feature) {
        for vertex in polygons.vertices(of: ring).dropLast() {
          let first = polygons.coordinates[2 * vertex + 1]
          let second = polygons.coordinates[2 * vertex + 3]
          body(
            vertex,
            step(min(first, second), box.minY, box.maxY, count)...step(max(first, second), box.minY, box.maxY, count))
        }
      }
    }
    forEachEdge { _, slabs in for slab in slabs { offsets[slab + 1] += 1 } }
    for slab in 0..<count { offsets[slab + 1] += offsets[slab] }
    var edges = [UInt32](repeating: 0, count: offsets[count])
    var fill = offsets
    forEachEdge { vertex, slabs in
      for slab in slabs {
        edges[fill[slab]] = UInt32(vertex)
        fill[slab] += 1
      }
    }
    return (offsets, edges)
  }

  /// Which of `count` equal steps from `low` to `high` holds a value; never decreasing in the value.
  @inline(__always)
  private static func step(_ value: Double, _ low: Double, _ high: Double, _ count: Int) -> Int {
    let width = high - low
    if !(width > 0) { return 0 }
    return max(0, min(count - 1, Int((value - low) / width * Double(count))))
  }

  /// The feature in which a point lies, in the layer's own coordinates.
  public func place(x: Double, y: Double) -> Place {
    guard x >= bounds.minX, x <= bounds.maxX, y >= bounds.minY, y <= bounds.maxY else {
      return Place(feature: nil, isInSeveral: false)
    }
    let cell =
      Self.step(y, bounds.minY, bounds.maxY, rows) * columns + Self.step(x, bounds.minX, bounds.maxX, columns)
    let candidates = cellOffsets[cell]..<cellOffsets[cell + 1]
    var found: Int?
    for position in candidates {
      let feature = Int(cellFeatures[position])
      guard boxHolds(feature, x, y), holds(feature, x, y) else { continue }
      if found != nil { return Place(feature: found, isInSeveral: true) }
      found = feature
    }
    if found == nil {
      found = candidates.lazy.map { Int(cellFeatures[$0]) }.first { boxHolds($0, x, y) && hasOnEdge($0, x, y) }
    }
    return Place(feature: found, isInSeveral: false)
  }

  @inline(__always)
  private func boxHolds(_ feature: Int, _ x: Double, _ y: Double) -> Bool {
    let box = boxes[feature]
    return x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY
  }

  @inline(__always)
  private func slab(_ feature: Int, _ y: Double) -> Range<Int> {
    let box = boxes[feature]
    let slab = slabStarts[feature] + Self.step(y, box.minY, box.maxY, slabCounts[feature])
    return slabOffsets[slab]..<slabOffsets[slab + 1]
  }

  /// Whether a ray to the right crosses an odd number of edges.
  private func holds(_ feature: Int, _ x: Double, _ y: Double) -> Bool {
    let range = slab(feature, y)
    return coordinates.withUnsafeBufferPointer { xy in
      slabEdges.withUnsafeBufferPointer { edges in
        var isInside = false
        for position in range {
          let vertex = 2 * Int(edges[position])
          let (y1, y2) = (xy[vertex + 1], xy[vertex + 3])
          // Half open, so that a vertex is crossed once.
          if (y1 <= y) == (y2 <= y) { continue }
          let (x1, x2) = (xy[vertex], xy[vertex + 2])
          let isUpward = y1 < y2
          let (lowX, lowY) = isUpward ? (x1, y1) : (x2, y2)
          let (highX, highY) = isUpward ? (x2, y2) : (x1, y1)
          if (highX - lowX) * (y - lowY) - (x - lowX) * (highY - lowY) > 0 { isInside.toggle() }
        }
        return isInside
      }
    }
  }

  /// Whether the point lies exactly on an edge, as far as double arithmetic tells.
  private func hasOnEdge(_ feature: Int, _ x: Double, _ y: Double) -> Bool {
    slab(feature, y).contains { position in
      let vertex = 2 * Int(slabEdges[position])
      let (x1, y1, x2, y2) = (
        coordinates[vertex], coordinates[vertex + 1], coordinates[vertex + 2], coordinates[vertex + 3]
      )
      return x >= min(x1, x2) && x <= max(x1, x2) && y >= min(y1, y2) && y <= max(y1, y2)
        && (x2 - x1) * (y - y1) == (x - x1) * (y2 - y1)
    }
  }
}
