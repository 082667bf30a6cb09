extension PolygonBuffer {
  /// Twice the signed planar area of a ring, in square units of the coordinates: positive when counter-clockwise.
  ///
  /// Summed relative to the ring's first vertex, so that large coordinates (UTM northings) cost no digits. O(vertices).
  public func doubledSignedArea(ofRing ring: Int) -> Double {
    coordinates.withUnsafeBufferPointer { Self.doubledSignedArea($0, vertices(of: ring)) }
  }

  /// The planar area of a feature in square units of the coordinates: exteriors less holes. O(vertices).
  public func planarArea(ofFeature feature: Int) -> Double {
    var sum = 0.0
    for polygon in polygons(of: feature) {
      for ring in rings(of: polygon) {
        let area = abs(doubledSignedArea(ofRing: ring)) / 2
        sum += ring == polygonOffsets[polygon] ? area : -area
      }
    }
    return sum
  }

  /// Turns round every ring of `polygons` that is wound the wrong way, so that exteriors are counter-clockwise and
  /// holes clockwise again after an operation that may flip them. Rings without area stay as they are. O(vertices).
  public mutating func restoreWinding(ofPolygons polygons: Range<Int>) {
    let ringOffsets = ringOffsets
    let polygonOffsets = polygonOffsets
    coordinates.withUnsafeMutableBufferPointer { xy in
      for polygon in polygons {
        for ring in polygonOffsets[polygon]..<polygonOffsets[polygon + 1] {
          let vertices = ringOffsets[ring]..<ringOffsets[ring + 1]
          let area = Self.doubledSignedArea(UnsafeBufferPointer(xy), vertices)
          let isExterior = ring == polygonOffsets[polygon]
          if isExterior ? area < 0 : area > 0 { Self.reverse(xy, vertices) }
        }
      }
    }
  }

  static func doubledSignedArea(_ xy: UnsafeBufferPointer<Double>, _ vertices: Range<Int>) -> Double {
    guard vertices.count > 3 else { return 0 }
    let originX = xy[2 * vertices.lowerBound]
    let originY = xy[2 * vertices.lowerBound + 1]
    var sum = 0.0
    var x = 0.0
    var y = 0.0
    for vertex in vertices.dropFirst() {
      let nextX = xy[2 * vertex] - originX
      let nextY = xy[2 * vertex + 1] - originY
      sum += x * nextY - nextX * y
      x = nextX
      y = nextY
    }
    return sum
  }

  private static func reverse(_ xy: UnsafeMutableBufferPointer<Double>, _ vertices: Range<Int>) {
    var low = vertices.lowerBound
    var high = vertices.upperBound - 1
    while low < high {
      xy.swapAt(2 * low, 2 * high)
      xy.swapAt(2 * low + 1, 2 * high + 1)
      low += 1
      high -= 1
    }
  }
}
