/// The points of one layer in flat buffers, as `PolygonBuffer` has polygons: each feature is one point, or a null shape.
///
/// Feature `f` owns the vertices `featureOffsets[f]..<featureOffsets[f + 1]`, which are one or none; vertex `v` is
/// `(coordinates[2 * v], coordinates[2 * v + 1])`, x (or longitude) before y (or latitude), and finite.
public struct PointBuffer: Sendable, Equatable {
  public private(set) var coordinates: [Double] = []
  public private(set) var featureOffsets = [0]

  /// A buffer of no features.
  public init() {}

  @inlinable public var featureCount: Int { featureOffsets.count - 1 }

  /// Appends a feature.
  ///
  /// - Precondition: both are finite.
  public mutating func append(x: Double, y: Double) {
    precondition(x.isFinite && y.isFinite, "coordinates are finite")
    coordinates.append(x)
    coordinates.append(y)
    featureOffsets.append(coordinates.count / 2)
  }

  /// Appends a feature without a place.
  public mutating func appendNull() { featureOffsets.append(coordinates.count / 2) }

  /// The vertex of a feature; empty for a null shape.
  @inlinable public func vertices(ofFeature feature: Int) -> Range<Int> {
    featureOffsets[feature]..<featureOffsets[feature + 1]
  }
}
