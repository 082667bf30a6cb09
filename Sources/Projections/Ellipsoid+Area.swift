public import Geometry
internal import Glibc
internal import Parallel

/// The size of a unit and where its middle lies.
public struct UnitMeasure: Sendable {
  /// The area on the ellipsoid, edges being geodesics; holes subtracted. 0 for a null shape.
  public let areaSquareMetres: Double
  /// The centroid of the unit's surface in degrees; nil for a null shape. It may lie outside the unit.
  public let centroid: (longitude: Double, latitude: Double)?

  public init(areaSquareMetres: Double, centroid: (longitude: Double, latitude: Double)?) {
    self.areaSquareMetres = areaSquareMetres
    self.centroid = centroid
  }
}

extension Ellipsoid {
  /// The geodesic area and the centroid of each feature of a layer in longitude and latitude (degrees) on this
  /// ellipsoid.
  ///
  /// **Area.** What Karney's polygon area gives (J. Geodesy 87, 2013), to about 10⁻⁹ of the unit. With F(φ) the area
  /// between the equator and the parallel φ for each radian of longitude, the area under a geodesic edge is
  ///
  ///     Δλ ((F₁ + F₂) / 2 + sin φₘ (3 n² + e²) / 12)
  ///
  /// where n and e are the edge's northward and eastward lengths. The second term is the trapezoid rule's error −F̈/12
  /// with F̈ = d²F/dλ² taken from the equation of the geodesic on the ellipsoid itself, so that what is left out is of
  /// the order of (s / ρ)² of that term, ρ being the distance to the axis: under 10⁻⁶ of at most 600 m² for the edges
  /// that are computed so, which span at most 0.02° and stay below 75° of latitude. Longer edges, and those near the
  /// poles, take their area from PROJ's geodesic; rings around a pole do so as a whole.
  ///
  /// **Centroid.** The area centroid in the ellipsoid's cylindrical equal-area projection (x the longitude, y the sine of
  /// the authalic latitude; on WGS 84 that is EPSG:6933), mapped back. A feature without area has the mean of its
  /// vertices. Longitudes count from the feature's first vertex, so a unit on the antimeridian is in one piece.
  ///
  /// - Parameters:
  ///   - buffer: longitudes and latitudes in degrees.
  ///   - threads: at most so many; the result does not depend on it.
  /// - Returns: one measure for each feature. Features that are wound against the buffer's invariants have negative area.
  /// - Complexity: O(vertices), one sine for each.
  public func areasAndCentroids(of buffer: PolygonBuffer, threads: Int) -> [UnitMeasure] {
    let surface = AuthalicSurface(self)
    return Parallel.map(buffer.featureCount, chunkSize: 32, threads: threads) { feature in
      buffer.coordinates.withUnsafeBufferPointer { surface.measure(feature, of: buffer, $0) }
    }
  }
}

/// Areas between parallels of an ellipsoid.
struct AuthalicSurface: Sendable {
  /// a, e² and a² (1 − e²) / 2, from which everything follows.
  private let semiMajorSquared, eccentricitySquared, scale: Double
  private let geodesic: Geodesic

  /// Longest edge in degrees, and highest latitude, for the formula; see ``Ellipsoid/areasAndCentroids(of:threads:)``.
  private static let longestEdge = 0.02
  private static let highestSine = 0.965_925_826_289_068_3
  private static let radians = Double.pi / 180

  init(_ ellipsoid: Ellipsoid) {
    semiMajorSquared = ellipsoid.semiMajorAxis * ellipsoid.semiMajorAxis
    eccentricitySquared = ellipsoid.flattening * (2 - ellipsoid.flattening)
    scale = semiMajorSquared * (1 - eccentricitySquared) / 2
    geodesic = Geodesic(on: ellipsoid)
  }

  /// F: the area in square metres from the equator to the parallel whose latitude has this sine, for each radian of
  /// longitude: b²/2 (s / (1 − e²s²) + artanh(es) / e), as a series in e²s² that is exact to the last digit for any
  /// ellipsoid of the Earth.
  @inline(__always)
  private func areaBelow(sine: Double) -> Double {
    let z = eccentricitySquared * sine * sine
    var sum = 16.0 / 15
    sum = sum * z + 14.0 / 13
    sum = sum * z + 12.0 / 11
    sum = sum * z + 10.0 / 9
    sum = sum * z + 8.0 / 7
    sum = sum * z + 6.0 / 5
    sum = sum * z + 4.0 / 3
    sum = sum * z + 2
    return scale * sine * sum
  }

  /// The latitude in degrees at which F has this value, by Newton's method (dF/ds = b² / (1 − e²s²)²).
  private func latitude(areaBelow area: Double) -> Double {
    let pole = areaBelow(sine: 1)
    var sine = area / pole
    for _ in 0..<6 {
      let z = 1 - eccentricitySquared * sine * sine
      sine = max(-1, min(1, sine - (areaBelow(sine: sine) - area) * z * z / (2 * scale)))
    }
    return asin(sine) / Self.radians
  }

  func measure(_ feature: Int, of buffer: PolygonBuffer, _ xy: UnsafeBufferPointer<Double>) -> UnitMeasure {
    let all = buffer.vertices(ofFeature: feature)
    guard let start = all.first else { return UnitMeasure(areaSquareMetres: 0, centroid: nil) }
    let originLongitude = xy[2 * start]
    let originArea = areaBelow(sine: sin(xy[2 * start + 1] * Self.radians))
    var total = RingSums()
    for ring in buffer.rings(ofFeature: feature) {
      let vertices = buffer.vertices(of: ring)
      if vertices.isEmpty { continue }
      var sums = sums(xy, vertices, originLongitude, originArea, unwraps: true)
      if abs(sums.turn) > 180 {
        // Around a pole: longitudes as they are written enclose it, and only the geodesic routine knows its area.
        sums = self.sums(xy, vertices, originLongitude, originArea, unwraps: false)
        sums.area = -geodesic.area(ofRing: xy, vertices)
      }
      total.area += sums.area
      total.doubledPlane += sums.doubledPlane
      total.magnitude += sums.magnitude
      total.momentX += sums.momentX
      total.momentY += sums.momentY
    }
    var x: Double
    var y: Double
    if abs(total.doubledPlane) > 1e-13 * total.magnitude {
      x = total.momentX / (3 * total.doubledPlane)
      y = total.momentY / (3 * total.doubledPlane)
    } else {
      x = 0
      y = 0
      for vertex in all {
        x += (xy[2 * vertex] - originLongitude).remainder(dividingBy: 360)
        y += areaBelow(sine: sin(xy[2 * vertex + 1] * Self.radians)) - originArea
      }
      x /= Double(all.count)
      y /= Double(all.count)
    }
    var longitude = originLongitude + x
    if abs(originLongitude) <= 180 && abs(longitude) > 180 { longitude = longitude.remainder(dividingBy: 360) }
    return UnitMeasure(
      areaSquareMetres: total.area == 0 ? 0 : -total.area,
      centroid: (longitude: longitude, latitude: latitude(areaBelow: originArea + y)))
  }

  /// What one ring adds up to, in degrees of longitude and F in square metres, both from the feature's origin.
  private struct RingSums {
    /// Σ of the areas under the edges in m²; positive when clockwise.
    var area = 0.0
    /// Twice the planar area, and six times its first moments.
    var doubledPlane = 0.0
    /// The sum of the terms of `doubledPlane` without their signs: what rounding is measured against.
    var magnitude = 0.0
    var momentX = 0.0
    var momentY = 0.0
    /// Degrees of longitude between start and end: 0, or ±360 around a pole.
    var turn = 0.0
  }

  private func sums(
    _ xy: UnsafeBufferPointer<Double>, _ vertices: Range<Int>, _ originLongitude: Double, _ originArea: Double,
    unwraps: Bool
  ) -> RingSums {
    var result = RingSums()
    var longitude = xy[2 * vertices.lowerBound]
    var latitude = xy[2 * vertices.lowerBound + 1]
    var sine = sin(latitude * Self.radians)
    var height = areaBelow(sine: sine) - originArea
    // Whole turns that make longitudes follow each other; the ring starts within half a turn of the origin.
    var shift = 0.0
    if unwraps {
      let offset = longitude - originLongitude
      shift = offset.remainder(dividingBy: 360) - offset
      shift = (shift / 360).rounded() * 360
    }
    var x = longitude - originLongitude + shift
    let startX = x
    // Each degree of Δλ times m² per radian: converted to m² once, at the end.
    var trapezoids = 0.0
    var exact = 0.0
    for vertex in vertices.dropFirst() {
      let nextLongitude = xy[2 * vertex]
      let nextLatitude = xy[2 * vertex + 1]
      let nextSine = sin(nextLatitude * Self.radians)
      let nextHeight = areaBelow(sine: nextSine) - originArea
      var deltaLongitude = nextLongitude - longitude
      if unwraps && abs(deltaLongitude) > 180 {
        let turns = (deltaLongitude / 360).rounded() * 360
        shift -= turns
        deltaLongitude -= turns
      }
      let nextX = nextLongitude - originLongitude + shift
      let deltaLatitude = nextLatitude - latitude
      if abs(deltaLongitude) <= Self.longestEdge && abs(deltaLatitude) <= Self.longestEdge
        && abs(nextSine) <= Self.highestSine
      {
        let middle = (sine + nextSine) / 2
        let square = middle * middle
        let w = 1 / (1 - eccentricitySquared * square)
        let eastward = semiMajorSquared * w * (1 - square) * (deltaLongitude * deltaLongitude)
        let northRadius = (1 - eccentricitySquared) * w
        let northward = semiMajorSquared * w * (northRadius * northRadius) * (deltaLatitude * deltaLatitude)
        let bend = middle * (3 * northward + eastward) * (Self.radians * Self.radians / 6)
        trapezoids += deltaLongitude * (height + nextHeight + bend)
      } else if unwraps {
        let under = geodesic.areaUnder(lon1: longitude, lat1: latitude, lon2: nextLongitude, lat2: nextLatitude)
        exact += under - deltaLongitude * Self.radians * originArea
      }
      let cross = x * nextHeight - nextX * height
      result.doubledPlane += cross
      result.magnitude += abs(cross)
      result.momentX += (x + nextX) * cross
      result.momentY += (height + nextHeight) * cross
      longitude = nextLongitude
      latitude = nextLatitude
      sine = nextSine
      height = nextHeight
      x = nextX
    }
    result.turn = x - startX
    result.area = trapezoids * (Self.radians / 2) + exact
    return result
  }
}
