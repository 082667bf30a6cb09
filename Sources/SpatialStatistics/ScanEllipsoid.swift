internal import Glibc
internal import Projections

/// Geodesic distances on an ellipsoid, for many pairs.
///
/// Vincenty's inverse solution (Vincenty 1975, Survey Review 23, with Helmert's expansion parameter), right to 0.1 mm
/// on ellipsoids like the Earth; its iteration starts from products of precomputed sines, and takes no sine of its
/// own, which makes it some ten times faster than geodesics that are right to the nanometre. Towards the antipode,
/// where it need not converge, those are taken.
struct ScanEllipsoid: Sendable {
  private struct Place {
    var sineReduced: Double
    var cosineReduced: Double
    var sineLongitude: Double
    var cosineLongitude: Double
  }
  private let flattening: Double
  private let semiMinor: Double
  /// (a² − b²)/b².
  private let eccentricity: Double
  private let places: [Place]
  private let longitudes: [Double]
  private let latitudes: [Double]
  private let geodesic: Geodesic
  /// Beyond this angle, in radians, the pair may be too near to antipodes.
  private static let farthest = 2.8

  /// - Parameters: degrees.
  init(_ ellipsoid: Ellipsoid, longitudes: [Double], latitudes: [Double]) {
    let flattening = ellipsoid.flattening
    self.flattening = flattening
    self.longitudes = longitudes
    self.latitudes = latitudes
    geodesic = Geodesic(on: ellipsoid)
    semiMinor = ellipsoid.semiMajorAxis * (1 - flattening)
    eccentricity = 1 / ((1 - flattening) * (1 - flattening)) - 1
    places = zip(longitudes, latitudes).map { longitude, latitude in
      let (sine, cosine) = ((1 - flattening) * sin(latitude * .pi / 180), cos(latitude * .pi / 180))
      let length = (sine * sine + cosine * cosine).squareRoot()
      return Place(
        sineReduced: sine / length, cosineReduced: cosine / length, sineLongitude: sin(longitude * .pi / 180),
        cosineLongitude: cos(longitude * .pi / 180))
    }
  }

  /// Metres.
  func distance(_ from: Int, _ to: Int) -> Double {
    let (p, q) = (places[from], places[to])
    let sineL = q.sineLongitude * p.cosineLongitude - q.cosineLongitude * p.sineLongitude
    let cosineL = q.cosineLongitude * p.cosineLongitude + q.sineLongitude * p.sineLongitude
    let sines = p.sineReduced * q.sineReduced
    let cosines = p.cosineReduced * q.cosineReduced
    // The difference of longitudes on the auxiliary sphere less that on the ellipsoid.
    var delta = 0.0
    var (sineSigma, cosineSigma, sigma, cosineSquaredAlpha, cosineMiddle) = (0.0, 1.0, 0.0, 0.0, 0.0)
    var hasConverged = false
    for _ in 0..<12 {
      let square = delta * delta
      let sineDelta = delta * (1 - square / 6 * (1 - square / 20))
      let cosineDelta = 1 - square / 2 * (1 - square / 12 * (1 - square / 30))
      let sineLambda = sineL * cosineDelta + cosineL * sineDelta
      let cosineLambda = cosineL * cosineDelta - sineL * sineDelta
      let east = q.cosineReduced * sineLambda
      let north = p.cosineReduced * q.sineReduced - p.sineReduced * q.cosineReduced * cosineLambda
      sineSigma = (east * east + north * north).squareRoot()
      // Closer than a nanometre.
      guard sineSigma > 1.6e-16 else { return 0 }
      cosineSigma = sines + cosines * cosineLambda
      sigma = atan2(sineSigma, cosineSigma)
      let sineAlpha = cosines * sineLambda / sineSigma
      cosineSquaredAlpha = 1 - sineAlpha * sineAlpha
      // Along the equator the middle has no meaning, and no weight.
      cosineMiddle = cosineSquaredAlpha > 1e-12 ? cosineSigma - 2 * sines / cosineSquaredAlpha : 0
      let c = flattening / 16 * cosineSquaredAlpha * (4 + flattening * (4 - 3 * cosineSquaredAlpha))
      let series = sigma + c * sineSigma * (cosineMiddle + c * cosineSigma * (2 * cosineMiddle * cosineMiddle - 1))
      let next = (1 - c) * flattening * sineAlpha * series
      let step = next - delta
      delta = next
      if abs(step) < 1e-9 {
        // Each step is some hundred times smaller than the one before; what this one still does to σ is known.
        sigma += sineAlpha * step
        hasConverged = true
        break
      }
    }
    guard hasConverged, sigma < Self.farthest else {
      return geodesic.distance(
        lon1: longitudes[from], lat1: latitudes[from], lon2: longitudes[to], lat2: latitudes[to])
    }
    let root = (1 + cosineSquaredAlpha * eccentricity).squareRoot()
    let k = (root - 1) / (root + 1)
    let a = (1 + 0.25 * k * k) / (1 - k)
    let b = k * (1 - 0.375 * k * k)
    let m2 = cosineMiddle * cosineMiddle
    let correction =
      b * sineSigma
      * (cosineMiddle
        + b / 4
        * (cosineSigma * (2 * m2 - 1)
          - b / 6 * cosineMiddle * (4 * sineSigma * sineSigma - 3) * (4 * m2 - 3)))
    return semiMinor * a * (sigma - correction)
  }
}
