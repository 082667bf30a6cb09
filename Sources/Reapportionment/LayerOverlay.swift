internal import GEOS
internal import Geometry
internal import Parallel
internal import Projections

/// Which units of two layers share ground, and how much of it.
///
/// Areas are geodesic on the WGS 84 ellipsoid, the units' own as well as those of the intersections, so that a share
/// never mixes two ellipsoids.
struct LayerOverlay: Sendable {
  /// An old and a new unit whose interiors meet.
  struct Pair: Sendable, Equatable {
    let from: Int
    let to: Int
    let areaSquareMetres: Double
  }

  /// In the order of the old units, then of the new ones.
  let pairs: [Pair]
  let fromAreas: [Double]
  let toAreas: [Double]

  /// - Parameters:
  ///   - from: valid features in WGS 84 longitude and latitude, as is `to`.
  ///   - threads: at most so many; the result does not depend on it.
  /// - Throws: `internalFault` where GEOS fails.
  /// - Complexity: O(n log n) for n units, plus an overlay of O(v log v) for each pair whose boxes meet.
  init(_ from: PolygonBuffer, _ to: PolygonBuffer, threads: Int) throws {
    let ellipsoid = CoordinateReferenceSystem.wgs84.ellipsoid
    let fromAreas = ellipsoid.areasAndCentroids(of: from, threads: threads).map(\.areaSquareMetres)
    toAreas = ellipsoid.areasAndCentroids(of: to, threads: threads).map(\.areaSquareMetres)
    self.fromAreas = fromAreas
    let tree = try BoxTree((0..<to.featureCount).map { to.bounds(ofFeature: $0) }, in: GEOSContext())
    let candidates = try (0..<from.featureCount).map { try tree.query(from.bounds(ofFeature: $0)) }

    pairs = try Parallel.map(from.featureCount, chunkSize: 1, threads: threads) { unit in
      if candidates[unit].isEmpty { return [Pair]() }
      let context = try GEOSContext()
      context.record = unit + 1
      let whole = try context.shape(ofFeature: unit, in: from)
      var common = PolygonBuffer()
      var areas: [Double?] = []
      for other in candidates[unit] {
        if from.isFeature(unit, sameAs: other, of: to) {
          areas.append(fromAreas[unit])
        } else {
          try whole.intersection(context.shape(ofFeature: other, in: to)).append(to: &common)
          areas.append(nil)
        }
      }
      var measured = ellipsoid.areasAndCentroids(of: common, threads: 1).makeIterator()
      return zip(candidates[unit], areas).compactMap { other, known in
        let area = known ?? measured.next()?.areaSquareMetres ?? 0
        return area > 0 ? Pair(from: unit, to: other, areaSquareMetres: area) : nil
      }
    }.flatMap { $0 }
  }
}

extension PolygonBuffer {
  /// Whether two features have the same rings, to the bit.
  fileprivate func isFeature(_ feature: Int, sameAs other: Int, of buffer: PolygonBuffer) -> Bool {
    let (left, right) = (vertices(ofFeature: feature), buffer.vertices(ofFeature: other))
    guard left.count == right.count, polygons(of: feature).count == buffer.polygons(of: other).count else {
      return false
    }
    let ownRings = rings(ofFeature: feature).map { vertices(of: $0).count }
    let otherRings = buffer.rings(ofFeature: other).map { buffer.vertices(of: $0).count }
    return ownRings == otherRings
      && coordinates[2 * left.lowerBound..<2 * left.upperBound].elementsEqual(
        buffer.coordinates[2 * right.lowerBound..<2 * right.upperBound])
  }
}
