/// Lines in one flat buffer: line `l` owns vertices `offsets[l]..<offsets[l + 1]`, as rings do in a `PolygonBuffer`.
public struct Linework: Sendable {
  public private(set) var coordinates: [Double] = []
  public private(set) var offsets = [0]

  public init() {}

  public var lineCount: Int { offsets.count - 1 }

  /// All rings of a feature, each as a closed line. O(vertices).
  public mutating func append(ringsOfFeature feature: Int, in buffer: PolygonBuffer) {
    for ring in buffer.rings(ofFeature: feature) where buffer.vertices(of: ring).count > 1 {
      let vertices = buffer.vertices(of: ring)
      coordinates.append(contentsOf: buffer.coordinates[2 * vertices.lowerBound..<2 * vertices.upperBound])
      offsets.append(coordinates.count / 2)
    }
  }

  /// One segment.
  public mutating func append(from a: SIMD2<Double>, to b: SIMD2<Double>) {
    coordinates.append(contentsOf: [a.x, a.y, b.x, b.y])
    offsets.append(coordinates.count / 2)
  }
}
