internal import Glibc

/// The Lambert cylindrical equal-area projection of the WGS 84 ellipsoid, true at the equator: areas are exact, and
/// within 2.6 degrees of the equator, where Kaltim lies, angles are off by less than 0.1 degree.
///
/// Formulas: Snyder, *Map Projections: A Working Manual* (1987), pages 76 to 85.
enum EqualAreaPlane {
  private static let semiMajorAxis = 6378.137
  private static let flattening = 1 / 298.257223563
  /// Near the middle of Kaltim, so that coordinates are small and sums of their products exact enough.
  private static let centralMeridian = 116.5
  private static let eccentricity = (flattening * (2 - flattening)).squareRoot()

  static func point(longitude: Double, latitude: Double) -> Point {
    let sine = sin(latitude * .pi / 180)
    let e = eccentricity
    let q =
      (1 - e * e) * (sine / (1 - e * e * sine * sine) - log((1 - e * sine) / (1 + e * sine)) / (2 * e))
    return Point(x: semiMajorAxis * (longitude - centralMeridian) * .pi / 180, y: semiMajorAxis * q / 2)
  }

  static func point(_ position: GridPosition) -> Point {
    point(longitude: position.longitude, latitude: position.latitude)
  }

  /// The grid position nearest to a point of the plane.
  static func position(_ point: Point) -> GridPosition {
    let longitude = centralMeridian + point.x / semiMajorAxis * 180 / .pi
    // q is nearly linear in the latitude here, so that a few Newton steps reach the last bit.
    var latitude = point.y / semiMajorAxis * 180 / .pi
    let degree = 1e-3
    for _ in 0..<6 {
      let here = Self.point(longitude: 0, latitude: latitude).y
      let slope = (Self.point(longitude: 0, latitude: latitude + degree).y - here) / degree
      latitude += (point.y - here) / slope
    }
    return GridPosition(longitude: longitude, latitude: latitude)
  }

  /// The area of a ring, not closed, in square kilometres: positive where it turns counter-clockwise.
  static func area(_ ring: [Point]) -> Double {
    guard let origin = ring.first else { return 0 }
    var twice = 0.0
    for k in ring.indices.dropLast() {
      twice += (ring[k] - origin).cross(ring[k + 1] - origin)
    }
    return twice / 2
  }

  /// The area of a ring of grid positions, not closed.
  static func area(_ ring: [GridPosition]) -> Double { area(ring.map(point)) }
}
