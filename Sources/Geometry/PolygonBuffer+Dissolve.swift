internal import Parallel

extension PolygonBuffer {
  /// Groups of features, each dissolved into one feature by leaving out the edges at which two of its members meet.
  ///
  /// An edge that a group has in both directions (coordinates equal, 0 as -0) vanishes with its opposite. The others are
  /// chained into rings with the interior on their left. Where several meet in a point, each arriving edge goes on with the
  /// first departing one clockwise from the way back, so that it stays along the same piece of interior, and a ring that
  /// comes to a vertex again is cut there. Rings are therefore simple: two parts that touch in a point are two polygons,
  /// and a hole that touches its exterior in a point is a hole. No vertex is left out between two edges that stay, and
  /// none is made.
  ///
  /// No coordinate is computed, so the result is the members' union to the bit, provided that it is valid. Around any point
  /// the rings of the result wind as often as the members cover it; a valid result therefore covers what some member covers,
  /// and no two do. Members that overlap, or whose shared border has a vertex on one side only, give a result that is not
  /// valid: `dissolve` of the module GEOS sees that and does such groups another way.
  ///
  /// A ring starts at its first edge in the order of the layer. The polygons of a feature, and the holes of a polygon, are
  /// in the order of these first edges.
  ///
  /// - Parameters:
  ///   - groups: the features of each group by index, in any order; one named twice counts once. Groups may share features
  ///     and need not name all. Null shapes add nothing.
  ///   - threads: at most so many threads; the result does not depend on it.
  /// - Returns: one feature for each group, in their order; a null shape for a group without area to cover.
  /// - Complexity: O(v + r log r) for members of v vertices, of which r border the result.
  public func dissolvedByEdges(groups: [[Int]], threads: Int) -> PolygonBuffer {
    let members = groups.map { Set($0).sorted() }
    let cancellation = EdgeCancellation(of: self, groups: members, threads: threads)
    let features = Parallel.map(groups.count, chunkSize: 1, threads: threads) { group in
      self.coordinates.withUnsafeBufferPointer { xy in
        var chaining = RingChaining(xy, edges: cancellation.remainingEdges(ofGroup: group))
        return chaining.feature()
      }
    }
    var result = PolygonBuffer()
    result.coordinates.reserveCapacity(features.reduce(0) { $0 + $1.coordinates.count })
    for feature in features { result.append(featuresOf: feature, 0..<1) }
    return result
  }
}
