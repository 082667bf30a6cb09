/// Longitudes of 180° and −180°, which are one meridian, written as one where a layer has both.
struct Antimeridian: Sendable {
  /// What is written as 180; not a number, and so equal to nothing, where nothing is.
  private let west: Double

  /// - Parameters:
  ///   - isJoined: whether the layer's x are longitudes in degrees.
  ///   - low, high: the least and the greatest x of the layer.
  init(isJoined: Bool, from low: Double, to high: Double) {
    west = isJoined && low <= -180 && high >= 180 ? -180 : .nan
  }

  @inline(__always) func folded(_ x: Double) -> Double { x == west ? 180 : x }
}
