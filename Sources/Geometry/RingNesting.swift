/// Puts holes to exteriors: a hole belongs to the smallest exterior around it.
///
/// A ring is an exterior if it is counter-clockwise. All exteriors are asked at once, by the edges that a ray to the left
/// of the hole's probe meets; the edges lie in horizontal bands, so that a question costs about as many edges as a line
/// across the feature meets.
struct RingNesting {
  /// Rings without polygons.
  private let rings: PolygonBuffer
  /// For each ring a point on it and not on any exterior that does not belong to it.
  private let probes: [SIMD2<Double>]
  private let areas: [Double]

  init(_ rings: PolygonBuffer, probes: [SIMD2<Double>]) {
    self.rings = rings
    self.probes = probes
    areas = (0..<rings.ringCount).map { rings.doubledSignedArea(ofRing: $0) }
  }

  /// Exteriors in the order of the rings, each with its holes in the order of the rings. A hole that lies in no exterior,
  /// as only those of overlapping members do, becomes one.
  func feature() -> PolygonBuffer {
    var result = PolygonBuffer()
    result.coordinates.reserveCapacity(rings.coordinates.count)
    let exteriors = areas.indices.filter { areas[$0] >= 0 }
    var holes = [[Int]](repeating: [], count: areas.count)
    var orphans: [Int] = []
    if exteriors.count == 1 {
      // Then there is nothing to ask.
      holes[exteriors[0]] = areas.indices.filter { areas[$0] < 0 }
    } else if exteriors.count < areas.count {
      var bands = ExteriorBands(rings, exteriors: exteriors)
      for hole in areas.indices where areas[hole] < 0 {
        let around = bands.exteriors(around: probes[hole])
        if let owner = around.min(by: { (areas[$0], $0) < (areas[$1], $1) }) {
          holes[owner].append(hole)
        } else {
          orphans.append(hole)
        }
      }
    }
    for exterior in exteriors {
      append(exterior, to: &result)
      for hole in holes[exterior] { append(hole, to: &result) }
      result.polygonOffsets.append(result.ringCount)
    }
    for orphan in orphans {
      append(orphan, to: &result)
      result.polygonOffsets.append(result.ringCount)
    }
    result.featureOffsets.append(result.polygonCount)
    result.restoreWinding(ofPolygons: result.polygonCount - orphans.count..<result.polygonCount)
    return result
  }

  private func append(_ ring: Int, to result: inout PolygonBuffer) {
    let vertices = rings.vertices(of: ring)
    result.coordinates.append(contentsOf: rings.coordinates[2 * vertices.lowerBound..<2 * vertices.upperBound])
    result.ringOffsets.append(result.vertexCount)
  }
}

/// The edges of exteriors by the horizontal bands that they reach.
private struct ExteriorBands {
  private struct Edge {
    var vertex: Int
    var ring: Int
  }

  private let rings: PolygonBuffer
  private let minY, perY: Double
  private var offsets: [Int]
  private var edges: [Edge]
  private var isAround: [Bool]

  init(_ rings: PolygonBuffer, exteriors: [Int]) {
    self.rings = rings
    isAround = [Bool](repeating: false, count: rings.ringCount)
    var (low, high, travel, count) = (Double.infinity, -Double.infinity, 0.0, 0)
    for ring in exteriors {
      for vertex in rings.vertices(of: ring).dropLast() {
        let (y, nextY) = (rings.coordinates[2 * vertex + 1], rings.coordinates[2 * vertex + 3])
        (low, high, travel, count) = (min(low, y), max(high, y), travel + abs(nextY - y), count + 1)
      }
    }
    // So many bands that the edges which reach into several fill no more places than there are edges.
    let crossings = max(1, travel / (high - low))
    let bands = crossings.isFinite ? max(1, (Double(count) / crossings).rounded(.down)) : 1
    let scale = bands / (high - low)
    (minY, perY) = scale.isFinite ? (low, scale) : (0, 0)
    offsets = [Int](repeating: 0, count: Int(bands) + 1)
    edges = []
    func forEachBand(_ body: (_ band: Int, _ edge: Edge) -> Void) {
      for ring in exteriors {
        for vertex in rings.vertices(of: ring).dropLast() {
          let first = band(rings.coordinates[2 * vertex + 1])
          let last = band(rings.coordinates[2 * vertex + 3])
          for band in min(first, last)...max(first, last) { body(band, Edge(vertex: vertex, ring: ring)) }
        }
      }
    }
    var counts = offsets
    forEachBand { band, _ in counts[band + 1] += 1 }
    for band in 1..<counts.count { counts[band] += counts[band - 1] }
    offsets = counts
    var sorted = [Edge](repeating: Edge(vertex: 0, ring: 0), count: counts[counts.count - 1])
    forEachBand { band, edge in
      sorted[counts[band]] = edge
      counts[band] += 1
    }
    edges = sorted
  }

  private func band(_ y: Double) -> Int {
    let place = (y - minY) * perY
    return place > 0 ? min(Int(min(place, 1e15)), offsets.count - 2) : 0
  }

  /// The exteriors around a point that is on none of them, by the parity of the edges to its left.
  mutating func exteriors(around point: SIMD2<Double>) -> [Int] {
    var crossed: [Int] = []
    let band = band(point.y)
    for edge in edges[offsets[band]..<offsets[band + 1]] {
      let a = SIMD2(rings.coordinates[2 * edge.vertex], rings.coordinates[2 * edge.vertex + 1])
      let b = SIMD2(rings.coordinates[2 * edge.vertex + 2], rings.coordinates[2 * edge.vertex + 3])
      if (a.y > point.y) == (b.y > point.y) || min(a.x, b.x) > point.x { continue }
      let isLeft: Bool
      if max(a.x, b.x) < point.x {
        isLeft = true
      } else {
        let side = (a.x - point.x) * (b.y - point.y) - (a.y - point.y) * (b.x - point.x)
        isLeft = (side > 0) == (b.y < a.y)
      }
      if isLeft {
        isAround[edge.ring].toggle()
        crossed.append(edge.ring)
      }
    }
    var found: [Int] = []
    for ring in crossed where isAround[ring] {
      found.append(ring)
      isAround[ring] = false
    }
    return found
  }
}
