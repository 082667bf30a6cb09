/// Chains directed edges, interior on the left, into the polygons of one feature.
///
/// As many edges arrive in each point as depart from it. Edges are numbered from 0 in the order in which they are given.
struct RingChaining {
  private let xy: UnsafeBufferPointer<Double>
  /// Edge `e` goes from vertex `edges[e]` to the next one.
  private let edges: [Int]
  /// The points where edges start and end, as numbers.
  private var startNode: [Int32] = []
  private var endNode: [Int32] = []
  /// How many edges depart from a point.
  private var degree: [Int32] = []
  /// The edge with which each goes on.
  private var next: [Int32] = []
  /// The edges of all rings, one ring after the other, each from its lowest edge on.
  private var ringEdges: [Int32] = []
  private var ringOffsets = [0]

  /// - Parameter edges: first vertices, ascending for a result that depends on the layer alone.
  init(_ xy: UnsafeBufferPointer<Double>, edges: [Int]) {
    self.xy = xy
    self.edges = edges
  }

  /// The feature, in a buffer of its own.
  mutating func feature() -> PolygonBuffer {
    if edges.isEmpty {
      return PolygonBuffer(coordinates: [], ringOffsets: [0], polygonOffsets: [0], featureOffsets: [0, 0])
    }
    numberPoints()
    pairEdges()
    cutIntoRings()
    return assembled()
  }

  // MARK: Points

  private mutating func numberPoints() {
    var slots = [Int32](repeating: -1, count: 1 << (Int.bitWidth - (2 * edges.count - 1).leadingZeroBitCount))
    let shift = UInt64(64 - slots.count.trailingZeroBitCount)
    let mask = slots.count - 1
    var vertexOfNode: [Int] = []
    /// The number of a vertex's point, a new one if it has none.
    func node(_ vertex: Int) -> Int32 {
      // Adding zero turns -0 into 0, so that equal coordinates have equal bits.
      let point = SIMD2(xy[2 * vertex] + 0, xy[2 * vertex + 1] + 0)
      var slot = Int(truncatingIfNeeded: point.mixedBits >> shift) & mask
      while slots[slot] >= 0 {
        let other = vertexOfNode[Int(slots[slot])]
        if xy[2 * other] == point.x && xy[2 * other + 1] == point.y { return slots[slot] }
        slot = (slot + 1) & mask
      }
      slots[slot] = Int32(vertexOfNode.count)
      vertexOfNode.append(vertex)
      return slots[slot]
    }
    startNode = edges.map(node)
    degree = [Int32](repeating: 0, count: vertexOfNode.count)
    for node in startNode { degree[Int(node)] += 1 }
    endNode = edges.indices.map { edge in
      edge + 1 < edges.count && edges[edge + 1] == edges[edge] + 1 ? startNode[edge + 1] : node(edges[edge] + 1)
    }
    precondition(vertexOfNode.count == degree.count, "rings are closed and their coordinates finite")
  }

  // MARK: Pairs

  /// An edge as it leaves a point, or the way back of one that arrives there.
  private struct Spoke {
    var node: Int32
    var edge: Int32
    var arrives: Bool
    var dx, dy: Double

    /// Whether it points up, or exactly to the right.
    private var isUpper: Bool { dy > 0 || (dy == 0 && dx > 0) }

    /// By point, then clockwise.
    static func precedes(_ a: Spoke, _ b: Spoke) -> Bool {
      if a.node != b.node { return a.node < b.node }
      if a.isUpper != b.isUpper { return b.isUpper }
      // Two products are compared exactly: where they round to the same number, by what was rounded off.
      let left = a.dx * b.dy
      let right = a.dy * b.dx
      if left != right { return left < right }
      let leftRest = (-left).addingProduct(a.dx, b.dy)
      let rightRest = (-right).addingProduct(a.dy, b.dx)
      if leftRest != rightRest { return leftRest < rightRest }
      return a.arrives != b.arrives ? a.arrives : a.edge < b.edge
    }
  }

  private mutating func pairEdges() {
    var onlyEdge = [Int32](repeating: -1, count: degree.count)
    var spokes: [Spoke] = []
    for edge in edges.indices {
      let start = startNode[edge]
      if degree[Int(start)] == 1 {
        onlyEdge[Int(start)] = Int32(edge)
      } else {
        addSpoke(edge, arrives: false, to: &spokes)
      }
      if degree[Int(endNode[edge])] > 1 { addSpoke(edge, arrives: true, to: &spokes) }
    }
    next = endNode.map { onlyEdge[Int($0)] }
    spokes.sort(by: Spoke.precedes)
    var first = 0
    // Edges that have arrived and not gone on yet; the last comes first.
    var waiting: [Int32] = []
    while first < spokes.count {
      let end = first + 2 * Int(degree[Int(spokes[first].node)])
      // A second turn serves those that departing edges only follow beyond the direction where the turn starts.
      for turn in 0..<2 {
        for index in first..<end {
          let spoke = spokes[index]
          if spoke.arrives {
            if turn == 0 { waiting.append(spoke.edge) }
          } else if spoke.edge >= 0, let arriving = waiting.popLast() {
            next[Int(arriving)] = spoke.edge
            spokes[index].edge = -1
          }
        }
      }
      first = end
    }
  }

  private func addSpoke(_ edge: Int, arrives: Bool, to spokes: inout [Spoke]) {
    let here = arrives ? edges[edge] + 1 : edges[edge]
    let there = arrives ? edges[edge] : edges[edge] + 1
    spokes.append(
      Spoke(
        node: arrives ? endNode[edge] : startNode[edge], edge: Int32(edge), arrives: arrives,
        dx: xy[2 * there] - xy[2 * here], dy: xy[2 * there + 1] - xy[2 * here + 1]))
  }

  // MARK: Rings

  private mutating func cutIntoRings() {
    ringEdges.reserveCapacity(edges.count)
    var isDone = [Bool](repeating: false, count: edges.count)
    // The edges walked and not cut off as a ring yet, and where among them one starts from a point.
    var path: [Int32] = []
    var place = [Int32](repeating: -1, count: degree.count)
    for start in edges.indices where !isDone[start] {
      var edge = start
      while !isDone[edge] {
        isDone[edge] = true
        place[Int(startNode[edge])] = Int32(path.count)
        path.append(Int32(edge))
        let cut = place[Int(endNode[edge])]
        if cut >= 0 {
          appendRing(path[Int(cut)...])
          for edge in path[Int(cut)...] { place[Int(startNode[Int(edge)])] = -1 }
          path.removeLast(path.count - Int(cut))
        }
        edge = Int(next[edge])
      }
    }
  }

  private mutating func appendRing(_ ring: ArraySlice<Int32>) {
    let lowest = ring.indices.min { ring[$0] < ring[$1] } ?? ring.startIndex
    ringEdges.append(contentsOf: ring[lowest...])
    ringEdges.append(contentsOf: ring[..<lowest])
    ringOffsets.append(ringEdges.count)
  }

  // MARK: Polygons

  private func assembled() -> PolygonBuffer {
    let order = (0..<ringOffsets.count - 1).sorted { ringEdges[ringOffsets[$0]] < ringEdges[ringOffsets[$1]] }
    var rings = PolygonBuffer()
    rings.coordinates.reserveCapacity(2 * (edges.count + order.count))
    var probes: [SIMD2<Double>] = []
    for ring in order {
      let members = ringEdges[ringOffsets[ring]..<ringOffsets[ring + 1]]
      for edge in members { rings.appendVertex(edges[Int(edge)], of: xy) }
      rings.appendVertex(edges[Int(members[members.startIndex])], of: xy)
      rings.ringOffsets.append(rings.vertexCount)
      probes.append(probe(members))
    }
    return RingNesting(rings, probes: probes).feature()
  }

  /// A point of a ring that no other ring comes to: a vertex, or else the middle of an edge.
  private func probe(_ ring: ArraySlice<Int32>) -> SIMD2<Double> {
    if let edge = ring.first(where: { degree[Int(startNode[Int($0)])] == 1 }) {
      let vertex = edges[Int(edge)]
      return SIMD2(xy[2 * vertex], xy[2 * vertex + 1])
    }
    let vertex = edges[Int(ring[ring.startIndex])]
    return SIMD2(xy[2 * vertex] / 2 + xy[2 * vertex + 2] / 2, xy[2 * vertex + 1] / 2 + xy[2 * vertex + 3] / 2)
  }
}

extension PolygonBuffer {
  fileprivate mutating func appendVertex(_ vertex: Int, of xy: UnsafeBufferPointer<Double>) {
    coordinates.append(xy[2 * vertex])
    coordinates.append(xy[2 * vertex + 1])
  }
}
