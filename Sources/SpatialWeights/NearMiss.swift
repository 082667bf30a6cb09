public import Geometry

/// Two units that look adjacent and are not matched.
public struct NearMiss: Sendable, Hashable {
  /// The units, `first < second`.
  public let first, second: Int
  /// How far their boundaries are apart where they are nearest, in the unit of the tolerance. 0 where they touch
  /// or cross without a common vertex.
  public let gap: Double
  /// Where that is, on the boundary of the first, in the coordinates of the layer.
  public let x, y: Double
}

extension SpatialWeights {
  /// The pairs of units whose boundaries come within a tolerance of each other, though these weights do not make
  /// them neighbours: slivers between boundaries that were digitised separately, and vertices that lie on another
  /// unit's edge. Ordered by first, then second unit.
  ///
  /// Most are neighbours that the exact match has missed, and a snapping tolerance larger than the
  /// gap finds them; some are apart for good reason, as across a river.
  ///
  /// - Parameters:
  ///   - polygons: the layer of these weights.
  ///   - tolerance: the largest gap that is told of; it must not be negative.
  ///   - joinsAntimeridian: whether x are longitudes in degrees, so that 180° and −180° are one meridian.
  ///   - threads: at most so many; the result does not depend on it.
  /// - Complexity: O(n log n) in the segments of layers whose units do not overlap much.
  public func nearMisses(
    in polygons: PolygonBuffer, within tolerance: SnapTolerance, joinsAntimeridian: Bool = false, threads: Int
  ) -> [NearMiss] {
    precondition(polygons.featureCount == unitCount, "the weights are of another layer")
    precondition(tolerance.distance >= 0 && tolerance.distance.isFinite, "a tolerance is finite and not negative")
    let near = NearBoundaries(polygons, within: tolerance, joinsAntimeridian: joinsAntimeridian, threads: threads)
    return near.approaches(except: self).map {
      NearMiss(
        first: Int($0.first), second: Int($0.second), gap: $0.distanceSquared.squareRoot(), x: $0.place.x,
        y: $0.place.y)
    }
  }

  /// Which of some pairs share an edge within each of some tolerances, as rook contiguity has it.
  ///
  /// Units that meet in a corner are near misses of rook contiguity, but no tolerance makes them rook neighbours; and
  /// a tolerance that is wide beside a short edge takes it for a corner. So what a tolerance would join is tried here.
  ///
  /// - Parameters:
  ///   - pairs: near misses of the layer.
  ///   - polygons: the layer.
  ///   - tolerances: all of them above 0.
  ///   - joinsAntimeridian: whether x are longitudes in degrees.
  ///   - threads: at most so many; the result does not depend on it.
  /// - Returns: by tolerance, then by pair.
  /// - Complexity: O(n log n) for each tolerance, and little where the pairs are few.
  public static func edges(
    of pairs: [NearMiss], in polygons: PolygonBuffer, within tolerances: [SnapTolerance],
    joinsAntimeridian: Bool = false, threads: Int
  ) -> [[Bool]] {
    guard let first = tolerances.first, !pairs.isEmpty else { return tolerances.map { _ in pairs.map { _ in false } } }
    let wanted = SpatialWeights(
      unitCount: polygons.featureCount, pairs: [pairs.map { pair(Int32($0.first), Int32($0.second)) }])
    let boundaries = NearBoundaries(polygons, within: first, joinsAntimeridian: joinsAntimeridian, threads: threads)
    return tolerances.map { tolerance in
      let edges = SpatialWeights(
        unitCount: polygons.featureCount,
        pairs: [boundaries.within(tolerance).edges { wanted.link(from: $0, to: $1) != nil }])
      return pairs.map { edges.link(from: $0.first, to: $0.second) != nil }
    }
  }
}
