internal import CPROJ

/// An ellipsoid of revolution.
public struct Ellipsoid: Sendable, Hashable {
  /// The equatorial radius in metres.
  public let semiMajorAxis: Double
  /// (a − b) / a; 0 for a sphere.
  public let flattening: Double

  public init(semiMajorAxis: Double, flattening: Double) {
    self.semiMajorAxis = semiMajorAxis
    self.flattening = flattening
  }

  public static let wgs84 = Ellipsoid(semiMajorAxis: 6_378_137, flattening: 1 / 298.257_223_563)
}

extension Ellipsoid {
  /// The length in metres of the shortest line on the ellipsoid between two points in degrees; see ``Geodesic``, which
  /// spares the set-up when there are many.
  public func distance(lon1: Double, lat1: Double, lon2: Double, lat2: Double) -> Double {
    Geodesic(on: self).distance(lon1: lon1, lat1: lat1, lon2: lon2, lat2: lat2)
  }
}

/// Geodesics on one ellipsoid, after C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013), as PROJ
/// computes them: accurate to nanometres for any two points, antipodes included.
public struct Geodesic: Sendable {
  private let geodesic: geod_geodesic

  public init(on ellipsoid: Ellipsoid) {
    var geodesic = geod_geodesic()
    geod_init(&geodesic, ellipsoid.semiMajorAxis, ellipsoid.flattening)
    self.geodesic = geodesic
  }

  /// The length in metres of the shortest line between two points, longitudes and latitudes in degrees. NaN where a
  /// latitude is beyond a pole.
  public func distance(lon1: Double, lat1: Double, lon2: Double, lat2: Double) -> Double {
    var metres = 0.0
    withUnsafePointer(to: geodesic) { geod_inverse($0, lat1, lon1, lat2, lon2, &metres, nil, nil) }
    return metres
  }

  /// The point that lies so far from another in a direction.
  ///
  /// - Parameters:
  ///   - lon: of the starting point, in degrees.
  ///   - lat: likewise.
  ///   - azimuth: in degrees clockwise from north.
  ///   - metres: the length of the geodesic.
  /// - Returns: degrees; the longitude follows the starting point's without a jump at the antimeridian, so that it may
  ///   lie beyond ±180.
  public func destination(
    lon: Double, lat: Double, azimuth: Double, metres: Double
  ) -> (longitude: Double, latitude: Double) {
    var longitude = 0.0
    var latitude = 0.0
    _ = withUnsafePointer(to: geodesic) {
      geod_gendirect(
        $0, lat, lon, azimuth, GEOD_LONG_UNROLL.rawValue, metres, &latitude, &longitude, nil, nil, nil, nil, nil, nil)
    }
    return (longitude, latitude)
  }

  /// The area in square metres between the geodesic from one point to another and the equator: positive for a line
  /// that runs east in the northern hemisphere.
  func areaUnder(lon1: Double, lat1: Double, lon2: Double, lat2: Double) -> Double {
    var area = 0.0
    _ = withUnsafePointer(to: geodesic) {
      geod_geninverse($0, lat1, lon1, lat2, lon2, nil, nil, nil, nil, nil, nil, &area)
    }
    return area
  }

  /// The area in square metres of a closed ring, positive when counter-clockwise, poles understood.
  func area(ofRing xy: UnsafeBufferPointer<Double>, _ vertices: Range<Int>) -> Double {
    var polygon = geod_polygon()
    var area = 0.0
    withUnsafePointer(to: geodesic) { geodesic in
      geod_polygon_init(&polygon, 0)
      for vertex in vertices.dropLast() {
        geod_polygon_addpoint(geodesic, &polygon, xy[2 * vertex + 1], xy[2 * vertex])
      }
      geod_polygon_compute(geodesic, &polygon, 0, 1, &area, nil)
    }
    return area
  }
}
