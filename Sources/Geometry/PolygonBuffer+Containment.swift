extension PolygonBuffer {
  /// Whether a point lies inside a feature: by the parity of the edges that a ray to the right crosses.
  ///
  /// A point on the boundary, or nearer to it than double arithmetic can tell, may be answered either way. O(vertices).
  public func contains(x: Double, y: Double, inFeature feature: Int) -> Bool {
    coordinates.withUnsafeBufferPointer { xy in
      var isInside = false
      for ring in rings(ofFeature: feature) {
        var vertex = ringOffsets[ring]
        let last = ringOffsets[ring + 1] - 1
        while vertex < last {
          let ay = xy[2 * vertex + 1]
          let by = xy[2 * vertex + 3]
          if (ay > y) != (by > y) {
            let ax = xy[2 * vertex]
            let bx = xy[2 * vertex + 2]
            if ax > x && bx > x {
              isInside.toggle()
            } else if ax > x || bx > x {
              let side = (ax - x) * (by - y) - (bx - x) * (ay - y)
              if (side > 0) == (by > ay) { isInside.toggle() }
            }
          }
          vertex += 1
        }
      }
      return isInside
    }
  }
}
