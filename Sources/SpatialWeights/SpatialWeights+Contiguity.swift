public import Geometry

extension SpatialWeights {
  /// When two units are contiguous.
  public enum Contiguity: String, Sendable, CaseIterable {
    /// They share a point.
    case queen
    /// They share an edge of positive length.
    case rook
  }

  public static func contiguity(
    of polygons: PolygonBuffer, _ contiguity: Contiguity = .queen, threads: Int
  ) -> SpatialWeights {
    let pairs =
      switch contiguity {
      case .queen: ExactContiguity.pairsSharingVertices(polygons, threads: threads)
      case .rook: ExactContiguity.pairsSharingEdges(polygons, threads: threads)
      }
    return SpatialWeights(unitCount: polygons.featureCount, pairs: pairs)
  }
}
