internal import Glibc
public import Projections

/// How far points are from one another.
public enum PointMetric: Sendable, Hashable {
  /// Straight lines in the plane of the coordinates, in their own unit.
  case plane
  /// Shortest lines on an ellipsoid between longitudes and latitudes in degrees, in metres.
  case geodesic(Ellipsoid)
}

/// Points placed where straight distances sort nearly as the metric does: geodetic ones in space, where neither the
/// antimeridian nor the poles are borders. A chord through the ellipsoid is never longer than the geodesic, and bounds
/// it from above, so that geodesics are computed only where chords leave a doubt.
struct PlacedPoints {
  /// The points, and the unit of each: units without a point are left out.
  let positions: [SIMD3<Double>]
  let units: [Int32]
  private let coordinates: [(x: Double, y: Double)]
  private let geodesic: Geodesic?
  private let equatorialRadius: Double
  /// The smallest radius of curvature of the ellipsoid, that of the meridian at the equator.
  private let leastRadius: Double

  /// A micrometre: distances are told apart no finer than that, so that those which are equal by
  /// symmetry are ties, whatever their last digits.
  private static let perMetre = 1e6

  init(_ points: [(x: Double, y: Double)?], _ metric: PointMetric) {
    var units: [Int32] = []
    var coordinates: [(x: Double, y: Double)] = []
    for (unit, point) in points.enumerated() {
      guard let point else { continue }
      units.append(Int32(unit))
      coordinates.append(point)
    }
    switch metric {
    case .plane:
      positions = coordinates.map { SIMD3($0.x, $0.y, 0) }
      geodesic = nil
      equatorialRadius = 0
      leastRadius = 0
    case .geodesic(let ellipsoid):
      let shrink = (1 - ellipsoid.flattening) * (1 - ellipsoid.flattening)
      positions = coordinates.map { point in
        let longitude = point.x * (Double.pi / 180)
        let latitude = point.y * (Double.pi / 180)
        let sine = sin(latitude)
        let normal = ellipsoid.semiMajorAxis / (1 - (1 - shrink) * sine * sine).squareRoot()
        let toAxis = normal * cos(latitude)
        return SIMD3(toAxis * cos(longitude), toAxis * sin(longitude), normal * shrink * sine)
      }
      geodesic = Geodesic(on: ellipsoid)
      equatorialRadius = ellipsoid.semiMajorAxis
      leastRadius = ellipsoid.semiMajorAxis * shrink
    }
    self.units = units
    self.coordinates = coordinates
  }

  /// A distance that two points whose chord is as given cannot exceed. A curve whose curvature is nowhere above
  /// 1/R has no shorter chord than an arc of radius R and equal length (Schur's comparison theorem).
  func longest(forChord chord: Double) -> Double {
    if geodesic == nil { return chord }
    let half = chord / (2 * leastRadius)
    return half < 0.95 ? 2 * leastRadius * asin(half) : Double.pi * equatorialRadius
  }

  /// More than the error of a chord, and than what rounding a distance changes.
  var slack: Double { geodesic == nil ? 0 : 2 / Self.perMetre }

  /// The distance between two points, to a micrometre where it is geodesic; the same from either end.
  func distance(_ first: Int, _ second: Int) -> Double {
    guard let geodesic else { return Self.squared(positions[first] - positions[second]).squareRoot() }
    let a = coordinates[min(first, second)]
    let b = coordinates[max(first, second)]
    let metres = geodesic.distance(lon1: a.x, lat1: a.y, lon2: b.x, lat2: b.y)
    return (metres * Self.perMetre).rounded() / Self.perMetre
  }

  @inline(__always) static func squared(_ vector: SIMD3<Double>) -> Double {
    vector.x * vector.x + vector.y * vector.y + vector.z * vector.z
  }
}
