internal import GEOS
internal import Geometry
internal import Glibc
internal import Projections
internal import SpatialWeights

/// The tolerances of a repair, and what follows from them at each place.
struct RepairPlan: Sendable {
  typealias Line = (SIMD2<Double>, SIMD2<Double>)

  let snapMetres: Double
  /// In degrees.
  let grid: Double
  /// Of each unit before the repair, in square metres.
  let areas: [Double]

  /// Metres for each degree of longitude and latitude, on WGS 84.
  static func metresPerDegree(atLatitude latitude: Double) -> SIMD2<Double> {
    let ellipsoid = Ellipsoid.wgs84
    let eccentricitySquared = ellipsoid.flattening * (2 - ellipsoid.flattening)
    let angle = min(abs(latitude), 89.9) * (Double.pi / 180)
    let sine = sin(angle)
    let w = 1 - eccentricitySquared * sine * sine
    let normal = ellipsoid.semiMajorAxis / w.squareRoot()
    return SIMD2(normal * cos(angle), normal * (1 - eccentricitySquared) / w) * (Double.pi / 180)
  }

  /// How far the snap reaches at most, in degrees.
  func margin(within bounds: Box) -> Double {
    let scale = Self.metresPerDegree(atLatitude: max(abs(bounds.minY), abs(bounds.maxY)))
    return 1.01 * snapMetres / min(scale.x, scale.y) + 2 * grid
  }

  func layOnGrid(_ buffer: inout PolygonBuffer) throws {
    // The grid is a power of ten.
    try roundToGrid(&buffer, decimals: Int((-log10(grid)).rounded()), threads: 1)
  }

  // MARK: Bridges

  /// Lines from vertices of unmatched edges to the nearest point of each other unit within the snap, across land that
  /// is neither's.
  func bridges(
    between group: LayerRepair.Group, of layer: PolygonBuffer, in context: GEOSContext
  ) throws -> [Line] {
    if snapMetres == 0 || group.edges.isEmpty { return [] }
    func point(_ vertex: Int) -> SIMD2<Double> {
      SIMD2(layer.coordinates[2 * vertex], layer.coordinates[2 * vertex + 1])
    }
    let boxes = group.edges.map { edge in
      var box = Box.empty
      for vertex in edge.vertex...edge.vertex + 1 {
        box.extend(x: layer.coordinates[2 * vertex], y: layer.coordinates[2 * vertex + 1])
      }
      return box
    }
    let tree = try BoxTree(boxes, in: context)
    var lines: [Line] = []
    var nearest: [(unit: Int, distanceSquared: Double, point: SIMD2<Double>)] = []
    func addBridges(from vertex: Int, of unit: Int) throws {
      let start = point(vertex)
      let scale = Self.metresPerDegree(atLatitude: start.y)
      let reach = snapMetres / scale
      nearest.removeAll(keepingCapacity: true)
      let around = Box(
        minX: start.x - reach.x, minY: start.y - reach.y, maxX: start.x + reach.x, maxY: start.y + reach.y)
      for hit in try tree.query(around) where group.edges[hit].unit != unit {
        let (other, owner) = group.edges[hit]
        let foot = SIMD2(0, 0).nearest(onSegment: (point(other) - start) * scale, (point(other + 1) - start) * scale)
        let distanceSquared = (foot * foot).sum()
        guard distanceSquared <= snapMetres * snapMetres else { continue }
        if let slot = nearest.firstIndex(where: { $0.unit == owner }) {
          if distanceSquared < nearest[slot].distanceSquared {
            nearest[slot] = (owner, distanceSquared, start + foot / scale)
          }
        } else {
          nearest.append((owner, distanceSquared, start + foot / scale))
        }
      }
      for (other, distanceSquared, end) in nearest where distanceSquared > 0 {
        let middle = (start + end) / 2
        if !layer.contains(x: middle.x, y: middle.y, inFeature: unit)
          && !layer.contains(x: middle.x, y: middle.y, inFeature: other)
        {
          lines.append((start, end))
        }
      }
    }
    var next = -1
    for (vertex, unit) in group.edges {
      if vertex != next { try addBridges(from: vertex, of: unit) }
      try addBridges(from: vertex + 1, of: unit)
      next = vertex + 1
    }
    return lines
  }

  // MARK: Joints

  /// A triangle from a unit's boundary to a place on another's.
  struct Joint: Sendable {
    let unit: Int
    /// On the unit's boundary, and on the other's.
    let place, base, apex: SIMD2<Double>

    var lines: [Line] { [(place, apex), (base, apex)] }

    var box: Box {
      [place, base, apex].reduce(into: Box.empty) { $0.extend(x: $1.x, y: $1.y) }
    }

    func covers(_ point: SIMD2<Double>) -> Bool {
      func side(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double {
        (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
      }
      let sides = [side(place, base), side(base, apex), side(apex, place)]
      return sides.allSatisfy { $0 > 0 } || sides.allSatisfy { $0 < 0 }
    }
  }

  /// Joints for the pairs that come within the snap of each other and have no vertex in common.
  func joints(in layer: PolygonBuffer, threads: Int) -> [Joint] {
    let weights = SpatialWeights.contiguity(of: layer, .queen, threads: threads)
    let misses = weights.nearMisses(in: layer, within: .metres(snapMetres, on: .wgs84), threads: threads)
    return misses.compactMap { miss in
      let scale = Self.metresPerDegree(atLatitude: miss.y)
      let place = SIMD2(miss.x, miss.y)
      guard let own = layer.nearestEdge(of: miss.first, to: place, scale),
        let other = layer.nearestEdge(of: miss.second, to: place, scale)
      else { return nil }
      // The base lies on the first unit's boundary, from the place on, as long as the distance or a few cells of the grid.
      let along = (own.to - place) * scale
      let length = (along * along).sum().squareRoot()
      let back = (own.from - place) * scale
      let backLength = (back * back).sum().squareRoot()
      let isForward = length >= backLength
      let longest = max(length, backLength)
      guard longest > 0 else { return nil }
      let far = isForward ? own.to : own.from
      let base = place + (far - place) * min(1, max(miss.gap, 4 * grid * scale.y) / longest)
      return Joint(unit: miss.first, place: place, base: base, apex: other.foot)
    }
  }
}

extension PolygonBuffer {
  /// The edge of a feature that comes nearest to a place, and where it does, lengths being scaled.
  fileprivate func nearestEdge(
    of feature: Int, to place: SIMD2<Double>, _ scale: SIMD2<Double>
  ) -> (from: SIMD2<Double>, to: SIMD2<Double>, foot: SIMD2<Double>)? {
    var best: (from: SIMD2<Double>, to: SIMD2<Double>, foot: SIMD2<Double>)?
    var least = Double.infinity
    for ring in rings(ofFeature: feature) {
      for vertex in vertices(of: ring).dropLast() {
        let a = SIMD2(coordinates[2 * vertex], coordinates[2 * vertex + 1])
        let b = SIMD2(coordinates[2 * vertex + 2], coordinates[2 * vertex + 3])
        let foot = SIMD2(0, 0).nearest(onSegment: (a - place) * scale, (b - place) * scale)
        let distanceSquared = (foot * foot).sum()
        if distanceSquared < least {
          least = distanceSquared
          best = (a, b, place + foot / scale)
        }
      }
    }
    return best
  }
}
