internal import Glibc
internal import Projections

/// Geodesic distances to a fixed set of points, with straight lines through the Earth as their lower bound.
///
/// A chord is never longer than the geodesic, so geodesics are computed only for the few points whose chord leaves a
/// doubt: 3 multiplications for each of the others.
struct PointDistances: Sendable {
  typealias Place = (longitude: Double, latitude: Double)

  let places: [Place]
  private let positions: [SIMD3<Double>]
  private let ellipsoid: Ellipsoid
  private let geodesic: Geodesic

  /// - Parameter places: at least one, in degrees.
  init(_ places: [Place], on ellipsoid: Ellipsoid) {
    precondition(!places.isEmpty, "distances need a point")
    self.places = places
    self.ellipsoid = ellipsoid
    geodesic = Geodesic(on: ellipsoid)
    positions = places.map { Self.position($0, ellipsoid) }
  }

  /// The nearest point, the first of those equally near, and its distance in metres.
  ///
  /// - Complexity: O(points), with a geodesic for those whose chord is not longer than the shortest geodesic.
  func nearest(to place: Place) -> (point: Int, metres: Double) {
    let position = Self.position(place, ellipsoid)
    var closest = 0
    var least = Double.infinity
    for (point, other) in positions.enumerated() {
      let squared = Self.squared(other - position)
      if squared < least { (closest, least) = (point, squared) }
    }
    var best = (point: closest, metres: metres(closest, place))
    // A micrometre more than the chord's rounding.
    let limit = best.metres + 1e-6
    for (point, other) in positions.enumerated() where Self.squared(other - position) <= limit * limit {
      let metres = metres(point, place)
      if metres < best.metres || metres == best.metres && point < best.point { best = (point, metres) }
    }
    return best
  }

  /// All points that may lie within a distance of a place, ascending; none that does is missing.
  func candidates(within metres: Double, of place: Place) -> [Int] {
    let position = Self.position(place, ellipsoid)
    return positions.indices.filter { Self.squared(positions[$0] - position) <= metres * metres }
  }

  private func metres(_ point: Int, _ place: Place) -> Double {
    geodesic.distance(
      lon1: place.longitude, lat1: place.latitude, lon2: places[point].longitude, lat2: places[point].latitude)
  }

  private static func position(_ place: Place, _ ellipsoid: Ellipsoid) -> SIMD3<Double> {
    let longitude = place.longitude * (Double.pi / 180)
    let latitude = place.latitude * (Double.pi / 180)
    let shrink = (1 - ellipsoid.flattening) * (1 - ellipsoid.flattening)
    let sine = sin(latitude)
    let normal = ellipsoid.semiMajorAxis / (1 - (1 - shrink) * sine * sine).squareRoot()
    let toAxis = normal * cos(latitude)
    return SIMD3(toAxis * cos(longitude), toAxis * sin(longitude), normal * shrink * sine)
  }

  @inline(__always) private static func squared(_ vector: SIMD3<Double>) -> Double {
    vector.x * vector.x + vector.y * vector.y + vector.z * vector.z
  }
}
