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
    let ellipsoid = ScanEllipsoid(
      semiMajorAxis: 6_378_137, flattening: 1 / 298.257223563, longitudes: [x0, x1], latitudes: [y0, y1])
    #expect(abs(ellipsoid.distance(0, 1) - metres) < 1e-4)
    #expect(abs(ellipsoid.distance(0, 1) - ellipsoid.distance(1, 0)) < 1e-8)
    #expect(ellipsoid.distance(0, 0) == 0)
  }

  /// Mirror images are at the same distance, so that they enter a window together.
  @Test func mirrorImagesTie() {
    let ellipsoid = ScanEllipsoid(
      semiMajorAxis: 6_378_137, flattening: 1 / 298.257223563, longitudes: [116, 117.3, 114.7, 117.3, 114.7],
      latitudes: [0, 2.1, 2.1, -2.1, -2.1])
    for unit in 2...4 { #expect(abs(ellipsoid.distance(0, unit) - ellipsoid.distance(0, 1)) < 1e-8) }
  }

  /// Near the equator a degree of latitude is shorter than one of longitude: the order of neighbours on the ellipsoid
  /// differs from that on the sphere.
  @Test func ellipsoidDecidesTheOrder() throws {
    let (x, y) = ([116, 116.1, 116], [0, 0, 0.1002])
    let covered = [1, 2, 40]
    func second(_ metric: ScanStatistic.Metric) throws -> Int {
      let points = ScanPoints(
        metric: metric, x: x, y: y, units: [0, 1, 2], eligible: [50, 50, 50], covered: covered)
      var order = ScanOrder(
        points: points, eligible: [50, 50, 50], largest: 100, bins: .init(largest: 100, units: 3))
      order.arrange(ScanWalk(centre: points.original.firstIndex(of: 0)!, ellipse: .circle))
      return points.original[Int(order.entries[1].unit)]
    }
    #expect(try second(.greatCircle) == 1)
    #expect(try second(.geodesic()) == 2)
    let result = try ScanStatistic(replicates: 0).clusters(
      x: x, y: y, metric: .geodesic(), eligible: [50, 50, 50], covered: covered)
    #expect(result.clusters.map(\.radius) == [0, 0])
  }
}
