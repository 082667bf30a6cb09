internal import Geometry

/// The borders of a layer, each stretch between two nodes once, however many units share it.
///
/// A node is a point where the units along a border change: where a point's neighbours are not the same two in all rings
/// through it. What lies between nodes is an arc, stored in a direction that does not depend on the ring that it was met
/// in; a ring without nodes (an island, an enclave) is an arc that ends where it begins. Whatever is done to an arc is
/// therefore done to both sides of it.
struct ArcNetwork: Sendable {
  /// The points of arc `a` are `points[arcOffsets[a]..<arcOffsets[a + 1]]`, both ends included.
  private(set) var points: [GridPoint] = []
  private(set) var arcOffsets = [0]
  /// The arcs of ring `r`, in its direction: `a`, or `~a` where the ring runs against the arc. A ring that the grid leaves
  /// no area has none.
  private(set) var ringArcs: [Int32] = []
  private(set) var ringOffsets = [0]
  /// As in the layer's buffer.
  let polygonOffsets: [Int]
  let featureOffsets: [Int]

  var ringCount: Int { ringOffsets.count - 1 }
  var arcCount: Int { arcOffsets.count - 1 }
  func points(ofArc arc: Int) -> Range<Int> { arcOffsets[arc]..<arcOffsets[arc + 1] }
  func arcs(ofRing ring: Int) -> ArraySlice<Int32> { ringArcs[ringOffsets[ring]..<ringOffsets[ring + 1]] }

  /// Whether an arc is a whole ring, or begins and ends in the same node.
  func isClosed(_ arc: Int) -> Bool { points[arcOffsets[arc]] == points[arcOffsets[arc + 1] - 1] }

  /// - Complexity: O(vertices), memory of about 24 bytes a vertex.
  init(_ layer: PolygonBuffer, on grid: DrawingGrid) {
    polygonOffsets = layer.polygonOffsets
    featureOffsets = layer.featureOffsets
    let rings = GridRings(layer, grid)
    let (first, isNode) = Self.nodes(of: rings)
    var arcs: [ArcKey: Int32] = [:]
    for ring in 0..<rings.count {
      let vertices = rings.vertices(of: ring)
      cut(rings.points, vertices, &arcs) { isNode[Int(first[$0])] }
      ringOffsets.append(ringArcs.count)
    }
  }

  /// The first of equal points, and whether it is a node.
  private static func nodes(of rings: GridRings) -> (first: [Int32], isNode: [Bool]) {
    let points = rings.points
    var first = [Int32](repeating: 0, count: points.count)
    var isNode = [Bool](repeating: false, count: points.count)
    let capacity = 1 << max(4, Int.bitWidth - (2 * points.count).leadingZeroBitCount)
    var slots = [Int32](repeating: -1, count: capacity)
    points.withUnsafeBufferPointer { points in
      slots.withUnsafeMutableBufferPointer { slots in
        let mask = capacity - 1
        for ring in 0..<rings.count {
          for vertex in rings.vertices(of: ring) {
            let point = points[vertex]
            var slot = Int(truncatingIfNeeded: (point.key &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
            while slots[slot] >= 0 && points[Int(slots[slot])] != point { slot = (slot + 1) & mask }
            if slots[slot] < 0 {
              slots[slot] = Int32(vertex)
              first[vertex] = Int32(vertex)
              continue
            }
            // The points before and after stand beside it: `GridRings` repeats the ends.
            let other = Int(slots[slot])
            first[vertex] = Int32(other)
            let same =
              points[vertex - 1] == points[other - 1] && points[vertex + 1] == points[other + 1]
              || points[vertex - 1] == points[other + 1] && points[vertex + 1] == points[other - 1]
            if !same { isNode[other] = true }
          }
        }
      }
    }
    return (first, isNode)
  }

  /// Cuts one ring at its nodes.
  private mutating func cut(
    _ points: [GridPoint], _ vertices: Range<Int>, _ arcs: inout [ArcKey: Int32], isNode: (Int) -> Bool
  ) {
    let count = vertices.count
    if count == 0 { return }
    let nodes = vertices.filter(isNode)
    guard let start = nodes.first else {
      // No node: from the first point by x and y, towards the lesser of its neighbours.
      let least = vertices.min { points[$0].key < points[$1].key }!
      append(points, vertices, from: least, length: count, &arcs)
      return
    }
    for (index, node) in nodes.enumerated() {
      let next = index + 1 < nodes.count ? nodes[index + 1] : start + count
      append(points, vertices, from: node, length: next - node, &arcs)
    }
  }

  /// Appends the arc that starts at a vertex and has so many edges, unless it is there already, to the ring in hand.
  private mutating func append(
    _ points: [GridPoint], _ vertices: Range<Int>, from start: Int, length: Int, _ arcs: inout [ArcKey: Int32]
  ) {
    func point(_ step: Int) -> GridPoint {
      points[vertices.lowerBound + (start - vertices.lowerBound + step) % vertices.count]
    }
    let ahead = ArcKey(first: point(0).key, second: point(1).key)
    let back = ArcKey(first: point(length).key, second: point(length - 1).key)
    let isReversed = back < ahead
    let key = isReversed ? back : ahead
    if let known = arcs[key] {
      ringArcs.append(isReversed ? ~known : known)
      return
    }
    let arc = Int32(arcCount)
    arcs[key] = arc
    for step in 0...length { self.points.append(point(isReversed ? length - step : step)) }
    arcOffsets.append(self.points.count)
    ringArcs.append(isReversed ? ~arc : arc)
  }
}

/// Which arc: where its second point is no node, all that follows is the same; where it is one, the arc has two points.
private struct ArcKey: Hashable, Comparable {
  let first, second: UInt64

  static func < (left: Self, right: Self) -> Bool {
    (left.first, left.second) < (right.first, right.second)
  }
}

/// The rings of a layer on the grid, without repeated points.
private struct GridRings {
  /// Before each ring's first point stands its last, and after its last its first, so that the neighbours of a point stand
  /// beside it.
  private(set) var points: [GridPoint] = []
  private var ranges: [Range<Int>] = []

  var count: Int { ranges.count }
  func vertices(of ring: Int) -> Range<Int> { ranges[ring] }

  init(_ layer: PolygonBuffer, _ grid: DrawingGrid) {
    points.reserveCapacity(layer.vertexCount + 2 * layer.ringCount)
    ranges.reserveCapacity(layer.ringCount)
    layer.coordinates.withUnsafeBufferPointer { xy in
      for ring in 0..<layer.ringCount {
        let start = points.count
        points.append(GridPoint(x: 0, y: 0))
        for vertex in layer.vertices(of: ring).dropLast() {
          let point = grid.point(longitude: xy[2 * vertex], latitude: xy[2 * vertex + 1])
          if points.count == start + 1 || points[points.count - 1] != point { points.append(point) }
        }
        while points.count > start + 2 && points[points.count - 1] == points[start + 1] { points.removeLast() }
        if points.count < start + 4 {
          points.removeLast(points.count - start)
          ranges.append(start..<start)
          continue
        }
        points[start] = points[points.count - 1]
        ranges.append(start + 1..<points.count)
        points.append(points[start + 1])
      }
    }
  }
}
