public import Geometry

extension SpatialWeights {
  /// When two units are contiguous.
  public enum Contiguity: String, Sendable, CaseIterable {
    /// They share a point.
    case queen
    /// They share an edge of positive length. Two units that share isolated points only, however many, are not
    /// rook neighbours.
    case rook
  }

  /// Binary weights between contiguous units: symmetric, nobody their own neighbour. A null shape is an isolate.
  ///
  /// **Without a tolerance** boundaries are compared vertex for vertex, to the bit (0 and −0 are equal): queen
  /// neighbours have a vertex in common, rook neighbours two consecutive vertices, in either direction, that are not
  /// the same point. This is what spdep, GeoDa and libpysal do for layers whose shared edges match, as those that were
  /// digitised as a coverage or dissolved from one do. Exteriors and holes count alike, so a unit is a neighbour of the
  /// one around it. A vertex that lies on the inside of another unit's edge is *not* found, because that edge
  /// has no vertex there; ``nearMisses(in:within:joinsAntimeridian:threads:)`` tells of such places. O(vertices).
  ///
  /// **With a tolerance t** the pairs above are joined by those whose boundaries nearly meet:
  /// - queen: the boundaries come within t of each other, or cross;
  /// - rook: an unbroken stretch of more than 4 t of the boundary of one lies within t of the other's. Boundaries that
  ///   meet at a point and part at 30° or more are within t for at most 4 t there, so that a corner is no edge, however
  ///   many there are. An edge needs about 2 t to be told from a corner, unless it matches to the bit, when any
  ///   length will do.
  ///
  /// A unit that lies wholly within the surface of another, further than t from its boundary, is not its neighbour:
  /// it overlaps it. O(n log n) in the segments of layers whose units do not overlap much.
  ///
  /// Units on both sides of the antimeridian are contiguous where `joinsAntimeridian` is true: 180° and −180° are then the
  /// same meridian, to the bit and within the tolerance. Other longitudes that differ by 360° are different places, and the
  /// poles are no points.
  ///
  /// - Parameters:
  ///   - polygons: in degrees or plane coordinates; with a tolerance in metres, longitudes and latitudes in degrees.
  ///   - contiguity: queen or rook.
  ///   - tolerance: how far apart boundaries may be; nil or 0 for an exact match.
  ///   - joinsAntimeridian: whether x are longitudes in degrees; false for plane coordinates.
  ///   - threads: at most so many; the result does not depend on it.
  /// - Precondition: the tolerance is finite and not negative.
  public static func contiguity(
    of polygons: PolygonBuffer, _ contiguity: Contiguity = .queen, snap tolerance: SnapTolerance? = nil,
    joinsAntimeridian: Bool = false, threads: Int
  ) -> SpatialWeights {
    var pairs =
      switch contiguity {
      case .queen:
        ExactContiguity.pairsSharingVertices(polygons, joinsAntimeridian: joinsAntimeridian, threads: threads)
      case .rook: ExactContiguity.pairsSharingEdges(polygons, joinsAntimeridian: joinsAntimeridian, threads: threads)
      }
    let exact = SpatialWeights(unitCount: polygons.featureCount, pairs: pairs)
    guard let tolerance, tolerance.distance != 0 else { return exact }
    precondition(tolerance.distance > 0 && tolerance.distance.isFinite, "a tolerance is finite and not negative")
    let near = NearBoundaries(
      polygons, within: tolerance, joinsAntimeridian: joinsAntimeridian, threads: threads)
    switch contiguity {
    case .queen: pairs.append(near.approaches(except: exact).map { pair($0.first, $0.second) })
    case .rook:
      pairs.append(near.edges { exact.link(from: $0, to: $1) == nil })
    }
    return SpatialWeights(unitCount: polygons.featureCount, pairs: pairs)
  }
}
