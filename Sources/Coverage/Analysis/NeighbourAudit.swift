public import Boundaries
internal import Projections
package import SpatialWeights

/// Which units of a layer are neighbours, and which look as if they should be: what `check` tells of the edges.
///
/// Edges that were digitised separately do not match vertex for vertex, so units that touch on the map are no
/// neighbours in the statistics. That is no error, and `--snap` mends it, but nobody sees it unless told.
public struct NeighbourAudit: Sendable {
  /// Boundaries further apart than this, in metres, are not suspected to be one.
  package static let nearMissMetres = 50.0

  package let snapMetres: Double
  /// Queen contiguity.
  package let weights: SpatialWeights
  /// Pairs that are no neighbours though their boundaries nearly meet, the widest gap first.
  package let nearMisses: [NearMiss]

  /// Finds queen neighbours, and the pairs that were missed by little.
  ///
  /// - Parameters:
  ///   - layer: the units and their boundaries.
  ///   - snapMetres: how far apart boundaries may be and still count as shared.
  ///   - threads: at most so many; the result does not depend on it.
  /// - Complexity: O(n log n) in the segments of the layer: a second for 11 million vertices.
  public init(_ layer: BoundaryLayer, snapMetres: Double, threads: Int) {
    self.snapMetres = snapMetres
    let snap: SnapTolerance? = snapMetres > 0 ? .metres(snapMetres, on: .wgs84) : nil
    weights = SpatialWeights.contiguity(of: layer.polygons, .queen, snap: snap, threads: threads)
    nearMisses = Self.nearMisses(weights, layer, threads: threads)
  }

  /// The widest gap first; equal ones in layer order.
  static func nearMisses(_ weights: SpatialWeights, _ layer: BoundaryLayer, threads: Int) -> [NearMiss] {
    weights.nearMisses(in: layer.polygons, within: .metres(nearMissMetres, on: .wgs84), threads: threads)
      .sorted { (-$0.gap, $0.first, $0.second) < (-$1.gap, $1.first, $1.second) }
  }

  /// The smallest whole number of metres that is above a gap, as `--snap` takes it.
  package static func snap(joining gap: Double) -> Int { Int(gap.rounded(.down)) + 1 }
}
