package import Boundaries
internal import Projections
package import SpatialWeights

/// Which units of a layer are neighbours, and which look as if they should be: what `check` tells of the edges.
///
/// Edges that were digitised separately do not match vertex for vertex, so units that touch on the map are no
/// neighbours in the statistics. That is no error, and `--snap` mends it, but nobody sees it unless told.
package struct NeighbourAudit: Sendable {
  /// Boundaries further apart than this, in metres, are not suspected to be one.
  package static let nearMissMetres = 50.0

  package let neighbourhood: SpatialOptions.Neighbourhood
  package let snapMetres: Double
  package let weights: SpatialWeights
  package let nearMisses: NearMisses

  /// Finds neighbours, and the pairs that were missed by little where neighbours are those that touch.
  ///
  /// - Parameters:
  ///   - layer: the units and their boundaries.
  ///   - neighbourhood: which units are neighbours.
  ///   - snapMetres: how far apart boundaries may be and still count as shared.
  ///   - threads: at most so many; the result does not depend on it.
  /// - Throws: `Diagnostic` where the layer has too few units for the neighbours asked for.
  /// - Complexity: O(n log n) in the segments of the layer: a second for 11 million vertices, six times as much with
  ///   rook contiguity.
  package init(
    _ layer: BoundaryLayer, neighbourhood: SpatialOptions.Neighbourhood = .queen, snapMetres: Double, threads: Int
  ) throws {
    self.neighbourhood = neighbourhood
    self.snapMetres = snapMetres
    var options = SpatialOptions()
    options.neighbourhood = neighbourhood
    options.snapMetres = snapMetres
    weights = try SpatialAnalysis.weights(layer, options, threads: threads)
    nearMisses = NearMisses(weights, neighbourhood, layer, threads: threads)
  }
}

/// Pairs of units that are no neighbours though their boundaries nearly meet, and what would join them.
package struct NearMisses: Sendable {
  /// A value of `--snap`, and how many of the pairs it would make neighbours.
  package struct Snap: Sendable, Equatable {
    package let metres: Int
    package let joined: Int
  }

  /// The widest gap first; equal ones in layer order. With rook contiguity only pairs that some `--snap` would join:
  /// those that meet in a corner are none.
  package let pairs: [NearMiss]
  /// The snap that joins most of the pairs, the smallest of them; nil where there are none.
  package let most: Snap?
  /// A smaller one that joins fewer, as most gaps are slivers and a snap for the widest may reach across a river.
  package let fewer: Snap?

  /// Nothing was missed, or nothing was looked for.
  package static let none = NearMisses(pairs: [], most: nil, fewer: nil)

  init(
    _ weights: SpatialWeights, _ neighbourhood: SpatialOptions.Neighbourhood, _ layer: BoundaryLayer, threads: Int
  ) {
    guard neighbourhood.isContiguity else {
      self = .none
      return
    }
    let found = weights.nearMisses(
      in: layer.polygons, within: .metres(NeighbourAudit.nearMissMetres, on: .wgs84), joinsAntimeridian: true,
      threads: threads
    ).sorted { (-$0.gap, $0.first, $0.second) < (-$1.gap, $1.first, $1.second) }
    guard neighbourhood == .rook else {
      pairs = found
      most = found.first.map { Snap(metres: Int($0.gap.rounded(.down)) + 1, joined: found.count) }
      fewer = [1, 5, 10, 25].lazy.map { metres in
        Snap(metres: metres, joined: found.count { $0.gap < Double(metres) })
      }.first { $0.joined > 0 && $0.joined < found.count }
      return
    }
    let steps = [1, 2, 5, 10, 20, 50]
    let joins = SpatialWeights.edges(
      of: found, in: layer.polygons, within: steps.map { .metres(Double($0), on: .wgs84) }, joinsAntimeridian: true,
      threads: threads)
    pairs = found.indices.filter { pair in joins.contains { $0[pair] } }.map { found[$0] }
    let snaps = zip(steps, joins).map { Snap(metres: $0, joined: $1.count { $0 }) }
    let best = snaps.reduce(into: Snap(metres: 0, joined: 0)) { if $1.joined > $0.joined { $0 = $1 } }
    most = best.joined > 0 ? best : nil
    fewer = snaps.first { $0.metres < best.metres && $0.joined > 0 }
  }

  private init(pairs: [NearMiss], most: Snap?, fewer: Snap?) {
    self.pairs = pairs
    self.most = most
    self.fewer = fewer
  }
}
