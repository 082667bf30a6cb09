/// Where the units of a scan are.
public struct ScanPlaces: Sendable {
  /// How distances are measured.
  public enum Metric: Sendable {
    /// Longitude and latitude in degrees; great circles on the sphere of 6,371.0088 km, as SaTScan takes them.
    case greatCircle
    /// Longitude and latitude in degrees; geodesics on an ellipsoid about as flat as the Earth, its semi-major axis in
    /// metres. Right to 0.1 mm for any two points.
    case geodesic(semiMajorAxis: Double = 6_378_137, flattening: Double = 1 / 298.257223563)
    /// Longitude and latitude in degrees; distances in metres from a function of two units' positions in the caller's
    /// arrays, the centre first, which agrees with geodesics on an ellipsoid about as flat as the Earth. It is called
    /// from several threads, for those pairs that can share a window.
    case measured(by: @Sendable (_ centre: Int, _ unit: Int) -> Double)
    /// Plane coordinates.
    case plane
  }

  /// Longitudes in degrees, or plane coordinates, of the units' centroids.
  public var x: [Double]
  /// Latitudes, or plane coordinates.
  public var y: [Double]
  public var metric: Metric

  public init(x: [Double], y: [Double], metric: Metric) {
    self.x = x
    self.y = y
    self.metric = metric
  }

  /// Whether a unit has a place that can lie in a window.
  func isValid(_ unit: Int) -> Bool {
    guard x[unit].isFinite && y[unit].isFinite else { return false }
    if case .plane = metric { return true }
    return abs(y[unit]) <= 90
  }
}
