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
  ///   - threads: at most so many; the result does not depend on it.
  /// - Complexity: O(n log n) in the segments of layers whose units do not overlap much.
  public func nearMisses(in polygons: PolygonBuffer, within tolerance: SnapTolerance, threads: Int) -> [NearMiss] {
    precondition(polygons.featureCount == unitCount, "the weights are of another layer")
    precondition(tolerance.distance >= 0 && tolerance.distance.isFinite, "a tolerance is finite and not negative")
    return NearBoundaries(polygons, within: tolerance, threads: threads).approaches(except: self).map {
      NearMiss(
        first: Int($0.first), second: Int($0.second), gap: $0.distanceSquared.squareRoot(), x: $0.place.x,
        y: $0.place.y)
    }
  }
}
