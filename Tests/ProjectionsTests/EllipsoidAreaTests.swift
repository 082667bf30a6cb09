import CPROJ
import Foundation
import Geometry
import TestSupport
import Testing

@testable import Projections

@Suite struct EllipsoidAreaTests {
  static let clarke1866 = Ellipsoid(semiMajorAxis: 6_378_206.4, flattening: 1 - 6_356_583.8 / 6_378_206.4)

  /// PROJ's own polygon area (Karney 2013), ring by ring.
  private func referenceArea(_ feature: Int, of buffer: PolygonBuffer, on ellipsoid: Ellipsoid) -> Double {
    var geodesic = geod_geodesic()
    geod_init(&geodesic, ellipsoid.semiMajorAxis, ellipsoid.flattening)
    var sum = 0.0
    for ring in buffer.rings(ofFeature: feature) {
      var polygon = geod_polygon()
      geod_polygon_init(&polygon, 0)
      for vertex in buffer.vertices(of: ring).dropLast() {
        geod_polygon_addpoint(&geodesic, &polygon, buffer.coordinates[2 * vertex + 1], buffer.coordinates[2 * vertex])
      }
      var area = 0.0
      geod_polygon_compute(&geodesic, &polygon, 0, 1, &area, nil)
      sum += area
    }
    return sum
  }

  private func expectAgreement(
    _ buffer: PolygonBuffer, on ellipsoid: Ellipsoid, relative: Double, squareMetres: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let measures = ellipsoid.areasAndCentroids(of: buffer, threads: 2)
    for feature in 0..<buffer.featureCount {
      let expected = referenceArea(feature, of: buffer, on: ellipsoid)
      let found = measures[feature].areaSquareMetres
      #expect(
        abs(found - expected) <= relative * abs(expected) + squareMetres,
        "feature \(feature): \(found) and \(expected)", sourceLocation: sourceLocation)
    }
  }

  /// Short edges, long edges, and both; at every latitude, over the equator and the antimeridian.
  @Test(arguments: [Ellipsoid.wgs84, clarke1866, Ellipsoid(semiMajorAxis: 6_371_000, flattening: 0)])
  func agreesWithKarneyEverywhere(ellipsoid: Ellipsoid) {
    var generator = FixedGenerator(state: 11)
    var buffer = PolygonBuffer()
    for latitude in stride(from: -89.0, through: 89, by: 1) {
      for size in [0.0005, 0.01, 0.05, 0.4, 0.9] {
        let sides = size > 0.1 ? 400 : 24
        let longitude = Double.random(in: -179...179, using: &generator)
        buffer.append(feature: [Fixture.island(longitude, latitude, size, sides: sides, holes: true, &generator)])
      }
    }
    expectAgreement(buffer, on: ellipsoid, relative: 1e-9, squareMetres: 1e-3)
  }

  @Test func agreesAcrossEquatorAndAntimeridian() {
    var generator = FixedGenerator(state: 12)
    var buffer = PolygonBuffer()
    for longitude in [-180.0, -179.99, 0, 179.99, 180] {
      for latitude in [-0.001, 0, 0.001, 60] {
        for size in [0.01, 0.1, 3] {
          let island = Fixture.island(longitude, latitude, size, sides: 60, holes: true, &generator)
          // As files have it: longitudes within ±180.
          buffer.append(feature: [
            island.map { $0.map { ($0.0 > 180 ? $0.0 - 360 : $0.0 < -180 ? $0.0 + 360 : $0.0, $0.1) } }
          ])
        }
      }
    }
    expectAgreement(buffer, on: .wgs84, relative: 1e-9, squareMetres: 1e-3)
    for (feature, measure) in Ellipsoid.wgs84.areasAndCentroids(of: buffer, threads: 1).enumerated() {
      let latitude = [-0.001, 0, 0.001, 60][feature / 3 % 4]
      let longitude = [-180.0, -179.99, 0, 179.99, 180][feature / 12]
      let centroid = measure.centroid
      #expect(centroid != nil && abs(centroid!.latitude - latitude) < 1)
      #expect(abs((centroid!.longitude - longitude).remainder(dividingBy: 360)) < 1)
      #expect(abs(centroid!.longitude) <= 180)
    }
  }

  @Test func ringsAroundAPoleHaveTheirArea() {
    var buffer = PolygonBuffer()
    var cap = stride(from: -180.0, to: 180, by: 1).map { ($0, 80.0) }
    cap.append(cap[0])
    buffer.append(feature: [[cap]])
    expectAgreement(buffer, on: .wgs84, relative: 1e-12, squareMetres: 0)
    // A cap of 10° on the sphere of the same area: 2πR²(1 − sin 80°), within a percent.
    let area = Ellipsoid.wgs84.areasAndCentroids(of: buffer, threads: 1)[0].areaSquareMetres
    #expect(abs(area / (2 * Double.pi * 6_371_007 * 6_371_007 * (1 - sin(80 * Double.pi / 180))) - 1) < 0.02)
  }

  @Test func nothingHasNoArea() {
    var buffer = PolygonBuffer()
    buffer.append(feature: [])
    buffer.append(feature: [[[(117, 1), (118, 2), (117, 1), (117, 1)]]])
    let measures = Ellipsoid.wgs84.areasAndCentroids(of: buffer, threads: 1)
    #expect(measures[0].areaSquareMetres == 0)
    #expect(measures[0].centroid == nil)
    #expect(abs(measures[1].areaSquareMetres) < 1e-3)
    #expect(abs(measures[1].centroid!.longitude - 117.25) < 1e-9)
  }

  @Test func threadsMakeNoDifference() {
    let buffer = Fixture.islands(count: 500, seed: 5)
    let one = Ellipsoid.wgs84.areasAndCentroids(of: buffer, threads: 1)
    let many = Ellipsoid.wgs84.areasAndCentroids(of: buffer, threads: 4)
    for (a, b) in zip(one, many) {
      #expect(a.areaSquareMetres == b.areaSquareMetres)
      #expect(a.centroid! == b.centroid!)
    }
  }

  @Test(
    .enabled(if: SharedData.isAvailable, "\(SharedData.reason)"),
    arguments: [
      "kaltim_kabkota_cahyadsn_desadissolve", "kaltim_kecamatan_cahyadsn_desadissolve", "kaltim_desa_cahyadsn",
      "kaltim_kabkota_bps_quarcs", "kaltim_kabkota_big_mashadinoor", "kaltim_kecamatan_hdx2020_noAnggana",
    ])
  func agreesWithKarneyOnRealLayers(name: String) {
    expectAgreement(RealLayer.polygons(name), on: .wgs84, relative: 1e-9, squareMetres: 1e-3)
  }

  /// Areas from `km2_geod` of facts/kaltim_kabkota_reference.csv; centroids from shapely 2.2.0 (GEOS 3.14.1) in
  /// EPSG:6933 and back by pyproj 3.7.2 (PROJ 9.5.1).
  static let regencies: [(squareKilometres: Double, longitude: Double, latitude: Double)] = [
    (10767.35, 116.092729171770, -1.736629993488),
    (26926.43, 116.480129590673, 0.107934730997),
    (21056.19, 117.340213011188, 1.912395543654),
    (13611.13, 115.824212454211, -0.502645920578),
    (31532.2, 117.129159965461, 0.989811735512),
    (3211.69, 116.590363848376, -1.157106306417),
    (18492.19, 114.836148142739, 0.731756346722),
    (509.72, 116.872285084368, -1.156664061730),
    (716.75, 117.177064303283, -0.500276801330),
    (160.73, 117.458055329650, 0.093259890317),
  ]

  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"))
  func theTenRegencies() {
    let buffer = RealLayer.polygons("kaltim_kabkota_cahyadsn_desadissolve")
    let measures = Ellipsoid.wgs84.areasAndCentroids(of: buffer, threads: 2)
    #expect(measures.count == Self.regencies.count)
    for (measure, expected) in zip(measures, Self.regencies) {
      #expect(abs(measure.areaSquareMetres / 1e6 - expected.squareKilometres) < 0.01)
      #expect(abs(measure.centroid!.longitude - expected.longitude) < 1e-9)
      #expect(abs(measure.centroid!.latitude - expected.latitude) < 1e-8)
    }
  }
}

@Suite struct GeodesicTests {
  /// JFK to Singapore Changi and a line on Bessel's ellipsoid, by pyproj 3.7.2 (PROJ 9.5.1, `Geod.inv`).
  @Test func distances() {
    let jfk = Ellipsoid.wgs84.distance(lon1: -73.78, lat1: 40.64, lon2: 103.99, lat2: 1.36)
    #expect(abs(jfk - 15_347_512.940_513) < 1e-5)
    let bessel = Ellipsoid(semiMajorAxis: 6_377_397.155, flattening: 1 / 299.1528128)
    #expect(abs(bessel.distance(lon1: 117.1, lat1: -0.5, lon2: 116.8, lat2: 1.25) - 196_346.583_421) < 1e-5)
    let geodesic = Geodesic(on: .wgs84)
    #expect(geodesic.distance(lon1: -73.78, lat1: 40.64, lon2: 103.99, lat2: 1.36) == jfk)
    #expect(geodesic.distance(lon1: 117, lat1: 1, lon2: 117, lat2: 1) == 0)
    // A degree along the equator: a π / 180.
    #expect(abs(geodesic.distance(lon1: 179.5, lat1: 0, lon2: -179.5, lat2: 0) - 111_319.490_793) < 1e-6)
  }
}
