import Projections
import Testing

@testable import SpatialStatistics

@Suite struct ScanEllipsoidTests {
  /// Geodesics on WGS 84 by PROJ's routines (Karney 2013) through pyproj.
  @Test(arguments: [
    (116, 0, 116.5, 0, 55659.745396637),
    (116, 0, 116, 0.3, 33172.285790520),
    (116, -1, 116.3, -1.2, 40049.265375785),
    (95.3, 5.5, 141, -8.5, 5303686.876134659),
    (-179.5, -10, 179.7, 20, 3319379.230235894),
    (10, 70, -120, 65, 4537640.806155667),
    (0, 0, 170, 1, 18918538.849883910),
    (117.123456, -0.5, 117.123466, -0.50001, 1.569005443),
    (30, 89, -150, 88, 335080.907044883),
    (95, 2, 141, 2, 5117419.037793294),
    (116, -3, 116, 3, 663451.739792576),
    (0, -45, 150, 40, 17508414.851090968),
  ])
  func distancesOfKarney(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, _ metres: Double) {
    let ellipsoid = ScanEllipsoid(.wgs84, longitudes: [x0, x1], latitudes: [y0, y1])
    #expect(abs(ellipsoid.distance(0, 1) - metres) < 1e-4)
    #expect(abs(ellipsoid.distance(0, 1) - ellipsoid.distance(1, 0)) < 1e-8)
    #expect(ellipsoid.distance(0, 0) == 0)
  }

  /// Mirror images are at the same distance, so that they enter a window together.
  @Test func mirrorImagesTie() {
    let ellipsoid = ScanEllipsoid(
      .wgs84, longitudes: [116, 117.3, 114.7, 117.3, 114.7], latitudes: [0, 2.1, 2.1, -2.1, -2.1])
    for unit in 2...4 { #expect(abs(ellipsoid.distance(0, unit) - ellipsoid.distance(0, 1)) < 1e-8) }
  }

  /// Near the equator a degree of latitude is shorter than one of longitude: the order of neighbours on the ellipsoid
  /// differs from that on the sphere.
  @Test func ellipsoidDecidesTheOrder() throws {
    let (x, y) = ([116, 116.1, 116], [0, 0, 0.1002])
    func second(_ metric: ScanPlaces.Metric) throws -> Int {
      let points = ScanPoints(ScanPlaces(x: x, y: y, metric: metric), units: [0, 1, 2]) { $0 < $1 }
      var order = ScanOrder(
        ScanWindows(ScanStatistic(maximumShare: 0.7), points: points, sizes: [50, 50, 50], total: 150))
      order.arrange(ScanWalk(centre: points.original.firstIndex(of: 0)!, ellipse: .circle))
      return points.original[Int(order.steps[1].unit)]
    }
    #expect(try second(.greatCircle) == 1)
    #expect(try second(.geodesic()) == 2)
  }

  /// For any two points, near ones and antipodes too, the error is below half of what is told apart.
  @Test func neverFarFromPROJ() {
    var stream = RandomStream(seed: 6, purpose: .simulation, index: 0)
    var (x, y): ([Double], [Double]) = ([], [])
    for pair in 0..<3_000 {
      let from = (360 * stream.unit() - 180, 180 * stream.unit() - 90)
      let scale = [1e-6, 0.01, 1, 30, 180][pair % 5]
      let isOpposite = pair % 3 == 0
      x += [from.0, from.0 + (isOpposite ? 180 : 0) + scale * (stream.unit() - 0.5)]
      y += [from.1, max(-90, min(90, (isOpposite ? -from.1 : from.1) + scale * (stream.unit() - 0.5)))]
    }
    let ellipsoid = ScanEllipsoid(.wgs84, longitudes: x, latitudes: y)
    let geodesic = Geodesic(on: .wgs84)
    for pair in stride(from: 0, to: x.count, by: 2) {
      let exact = geodesic.distance(lon1: x[pair], lat1: y[pair], lon2: x[pair + 1], lat2: y[pair + 1])
      #expect(
        abs(ellipsoid.distance(pair, pair + 1) - exact) < 1e-4, "\(x[pair]) \(y[pair]) \(x[pair + 1]) \(y[pair + 1])")
    }
  }

  /// Four units at the same distance around a centre enter together, wherever it lies.
  @Test(arguments: [-60.0, -7.3, -0.5, 0, 2.25, 41.9, 78.1], [100.0, 500, 25_000, 400_000])
  func unitsAroundACentreTie(_ latitude: Double, _ metres: Double) {
    let geodesic = Geodesic(on: .wgs84)
    var (x, y) = ([117.0], [latitude])
    for azimuth in [0.0, 90, 180, 270] {
      let point = geodesic.destination(lon: 117, lat: latitude, azimuth: azimuth, metres: metres)
      x.append(point.longitude)
      y.append(point.latitude)
    }
    // Further away, so that the four are not all there is.
    x.append(117)
    y.append(latitude + metres / 50_000)
    let points = ScanPoints(ScanPlaces(x: x, y: y, metric: .geodesic()), units: [0, 1, 2, 3, 4, 5]) { $0 < $1 }
    var order = ScanOrder(
      ScanWindows(ScanStatistic(maximumShare: 0.9), points: points, sizes: [1, 1, 1, 1, 1, 1], total: 6))
    order.arrange(ScanWalk(centre: points.original.firstIndex(of: 0)!, ellipse: .circle))
    #expect(order.steps.map(\.isWindow) == [true, false, false, false, true])
    #expect(Set(order.steps.map { points.original[Int($0.unit)] }) == [0, 1, 2, 3, 4])
  }
}
