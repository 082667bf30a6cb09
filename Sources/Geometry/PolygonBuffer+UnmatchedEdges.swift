extension PolygonBuffer {
  /// The edges of all features that no other edge of the layer runs back over, vertex for vertex: coasts, and borders
  /// that neighbours do not share exactly. Each by its first vertex, ascending.
  ///
  /// - Parameter threads: at most so many; the result does not depend on it.
  /// - Complexity: O(vertices).
  public func unmatchedEdges(threads: Int) -> [Int] {
    EdgeCancellation(of: self, groups: [Array(0..<featureCount)], threads: threads).remainingEdges(ofGroup: 0)
  }
}
