/// The geometries of one layer's features, which are all of one kind.
public enum FeatureGeometries: Sendable, Equatable {
  case polygons(PolygonBuffer)
  case points(PointBuffer)

  public var featureCount: Int {
    switch self {
    case .polygons(let polygons): polygons.featureCount
    case .points(let points): points.featureCount
    }
  }

  /// All vertices, x before y, feature by feature.
  public var coordinates: [Double] {
    switch self {
    case .polygons(let polygons): polygons.coordinates
    case .points(let points): points.coordinates
    }
  }

  /// All vertices of a feature; empty for a null shape.
  public func vertices(ofFeature feature: Int) -> Range<Int> {
    switch self {
    case .polygons(let polygons): polygons.vertices(ofFeature: feature)
    case .points(let points): points.vertices(ofFeature: feature)
    }
  }

  /// The box of one feature; empty for a null shape. O(vertices).
  public func bounds(ofFeature feature: Int) -> Box {
    switch self {
    case .polygons(let polygons): return polygons.bounds(ofFeature: feature)
    case .points(let points):
      var box = Box.empty
      for vertex in points.vertices(ofFeature: feature) {
        box.extend(x: points.coordinates[2 * vertex], y: points.coordinates[2 * vertex + 1])
      }
      return box
    }
  }
}
