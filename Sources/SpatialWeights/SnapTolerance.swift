internal import Glibc
public import Projections

/// How far apart two boundaries may be and still count as one.
public enum SnapTolerance: Sendable, Hashable {
  /// In the units of a layer whose coordinates are plane: metres of a projected CRS, or whatever they are.
  case layerUnits(Double)
  /// In metres, for a layer in degrees of longitude and latitude on an ellipsoid.
  case metres(Double, on: Ellipsoid)

  /// The tolerance in its own unit.
  public var distance: Double {
    switch self {
    case .layerUnits(let distance), .metres(let distance, _): distance
    }
  }
}

/// The plane in which boundaries that are close together are compared: the layer's own, or at each place the one
/// that touches the ellipsoid there. Over a tolerance of metres to kilometres the latter differs from geodesics by
/// less than one part in a thousand outside the polar circles.
struct LocalPlane {
  /// 0 stands for a plane layer.
  private let semiMajorAxis: Double
  private let eccentricitySquared: Double

  init(_ tolerance: SnapTolerance) {
    switch tolerance {
    case .layerUnits:
      semiMajorAxis = 0
      eccentricitySquared = 0
    case .metres(_, let ellipsoid):
      semiMajorAxis = ellipsoid.semiMajorAxis
      eccentricitySquared = ellipsoid.flattening * (2 - ellipsoid.flattening)
    }
  }

  /// The length of one unit of x and one of y at the height y.
  @inline(__always) func scale(atY y: Double) -> SIMD2<Double> {
    if semiMajorAxis == 0 { return SIMD2(1, 1) }
    let latitude = y * (Double.pi / 180)
    let sine = sin(latitude)
    let w = 1 - eccentricitySquared * sine * sine
    let normal = semiMajorAxis / w.squareRoot()
    return SIMD2(normal * cos(latitude), normal * (1 - eccentricitySquared) / w) * (Double.pi / 180)
  }

  /// How far a distance reaches at most in x and in y, from places between the heights given.
  func reach(_ distance: Double, fromY low: Double, toY high: Double) -> SIMD2<Double> {
    if semiMajorAxis == 0 { return SIMD2(distance, distance) }
    // A degree of latitude is shortest at the equator, one of longitude at the end that is nearer to a pole. A
    // thousandth more is for the change of scale within the distance.
    let y = 1.001 * distance / scale(atY: 0).y
    let latitude = min(max(abs(low), abs(high)) + y, 89.999)
    return SIMD2(min(1.001 * distance / scale(atY: latitude).x, 360), y)
  }
}
