internal import Boundaries
internal import GEOS
internal import Geometry

extension RepairPlan {
  /// The unit that each face is given to, or -1. Of joints that cover a face the first has it.
  func owners(
    of faces: Faces, _ finder: UnitFinder, _ joints: [Joint], in context: GEOSContext
  ) throws -> [Int] {
    let jointTree = try BoxTree(joints.map(\.box), in: context)
    var owners = [Int](repeating: -1, count: faces.points.count)
    var gaps: [Int] = []
    for (face, point) in faces.points.enumerated() {
      let claims = try finder.units(at: point)
      let around = Box(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y)
      if let joint = try jointTree.query(around).first(where: { joints[$0].covers(point) }) {
        owners[face] = joints[joint].unit
      } else if let owner = claims.min(by: { (areas[$0], $0) < (areas[$1], $1) }) {
        owners[face] = owner
      } else if try isNarrow(face, of: faces.polygons, in: context) {
        gaps.append(face)
      }
    }
    for region in GapRegions(gaps, faces: faces.polygons, owners: owners, scale: scale(of:)).regions {
      for face in region.faces { owners[face] = region.owner }
    }
    return owners
  }

  /// Whether no circle of the snap's diameter has room in a face.
  private func isNarrow(_ face: Int, of faces: PolygonBuffer, in context: GEOSContext) throws -> Bool {
    var plane = PolygonBuffer()
    plane.append(featuresOf: faces, face..<face + 1)
    let origin = SIMD2(plane.coordinates[0], plane.coordinates[1])
    let scale = Self.metresPerDegree(atLatitude: origin.y)
    for vertex in 0..<plane.vertexCount {
      plane.coordinates[2 * vertex] = (plane.coordinates[2 * vertex] - origin.x) * scale.x
      plane.coordinates[2 * vertex + 1] = (plane.coordinates[2 * vertex + 1] - origin.y) * scale.y
    }
    // Rounding opens gaps of its own where boundaries touched.
    let radius = max(snapMetres, 3 * grid * scale.y) / 2
    if plane.planarArea(ofFeature: 0) < Double.pi * radius * radius { return true }
    return try context.shape(ofFeature: 0, in: plane).buffer(distance: -radius).isEmpty
  }

  private func scale(of edge: SIMD4<Double>) -> SIMD2<Double> {
    Self.metresPerDegree(atLatitude: (edge.y + edge.w) / 2)
  }
}

/// Narrow gaps, joined where they meet and touch the same units, each with the unit that it is given to.
struct GapRegions {
  struct Region {
    let faces: [Int]
    let owner: Int
  }

  /// Those between two units or more.
  private(set) var regions: [Region] = []

  /// - Parameters:
  ///   - gaps: faces of no unit.
  ///   - owners: the unit of every other face, or -1.
  ///   - scale: metres for each unit of x and y along an edge.
  init(_ gaps: [Int], faces: PolygonBuffer, owners: [Int], scale: (SIMD4<Double>) -> SIMD2<Double>) {
    // Which gap is on either side of an edge, and which units are around a vertex.
    var gapsAtEdge: [SIMD4<Double>: (first: Int, second: Int)] = [:]
    var unitsAtPoint: [SIMD2<Double>: [Int]] = [:]
    for (gap, face) in gaps.enumerated() {
      Self.forEachEdge(of: face, in: faces) { edge, _ in
        if let known = gapsAtEdge[edge] { gapsAtEdge[edge] = (known.first, gap) } else { gapsAtEdge[edge] = (gap, -1) }
        unitsAtPoint[edge.lowHalf] = []
        unitsAtPoint[edge.highHalf] = []
      }
    }
    var lengths = [[Int: Double]](repeating: [:], count: gaps.count)
    for face in 0..<faces.featureCount where owners[face] >= 0 {
      Self.forEachEdge(of: face, in: faces) { edge, from in
        if let units = unitsAtPoint[from], !units.contains(owners[face]) {
          unitsAtPoint[from] = units + [owners[face]]
        }
        if let gap = gapsAtEdge[edge] {
          let along = (edge.highHalf - edge.lowHalf) * scale(edge)
          lengths[gap.first][owners[face], default: 0] += (along * along).sum().squareRoot()
        }
      }
    }
    let touching = gaps.map { face in
      var units: Set<Int> = []
      Self.forEachEdge(of: face, in: faces) { _, from in units.formUnion(unitsAtPoint[from] ?? []) }
      return units
    }
    // Gaps that bridges have cut apart are one again.
    var leader = Array(gaps.indices)
    func lead(_ gap: Int) -> Int {
      var gap = gap
      while leader[gap] != gap { gap = leader[gap] }
      return gap
    }
    for face in gaps.indices {
      Self.forEachEdge(of: gaps[face], in: faces) { edge, _ in
        guard let pair = gapsAtEdge[edge], pair.second >= 0, touching[pair.first] == touching[pair.second] else {
          return
        }
        let (a, b) = (lead(pair.first), lead(pair.second))
        if a != b { leader[max(a, b)] = min(a, b) }
      }
    }
    // Where bridges cross, a piece between them may touch one unit or none: it goes with the gap that it is a part of.
    var isPlaced = touching.map { $0.count > 1 }
    var hasMoved = true
    while hasMoved {
      hasMoved = false
      for gap in gaps.indices where !isPlaced[gap] {
        var joined: Int?
        Self.forEachEdge(of: gaps[gap], in: faces) { edge, _ in
          guard let pair = gapsAtEdge[edge], pair.second >= 0 else { return }
          let other = pair.first == gap ? pair.second : pair.first
          if isPlaced[other] { joined = min(joined ?? other, other) }
        }
        guard let joined else { continue }
        leader[lead(gap)] = lead(joined)
        isPlaced[gap] = true
        hasMoved = true
      }
    }
    var members: [Int: [Int]] = [:]
    for gap in gaps.indices where isPlaced[gap] { members[lead(gap), default: []].append(gap) }
    for region in members.values.sorted(by: { $0[0] < $1[0] }) {
      var borders: [Int: Double] = [:]
      for gap in region {
        for (unit, length) in lengths[gap].sorted(by: { $0.key < $1.key }) { borders[unit, default: 0] += length }
      }
      let longest = borders.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
      guard let owner = longest ?? region.lazy.compactMap({ touching[$0].min() }).min() else { continue }
      regions.append(Region(faces: region.map { gaps[$0] }, owner: owner))
    }
  }

  /// Each edge with its lesser end first, and the vertex that it starts from in its ring.
  private static func forEachEdge(
    of face: Int, in faces: PolygonBuffer, _ body: (_ edge: SIMD4<Double>, _ from: SIMD2<Double>) -> Void
  ) {
    for ring in faces.rings(ofFeature: face) {
      for vertex in faces.vertices(of: ring).dropLast() {
        // Adding zero turns -0 into 0.
        let a = SIMD2(faces.coordinates[2 * vertex] + 0, faces.coordinates[2 * vertex + 1] + 0)
        let b = SIMD2(faces.coordinates[2 * vertex + 2] + 0, faces.coordinates[2 * vertex + 3] + 0)
        let isFirst = a.x < b.x || (a.x == b.x && a.y < b.y)
        body(isFirst ? SIMD4(lowHalf: a, highHalf: b) : SIMD4(lowHalf: b, highHalf: a), a)
      }
    }
  }
}
