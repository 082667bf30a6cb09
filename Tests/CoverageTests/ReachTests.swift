import CoverageTestSupport
import Diagnostics
import GEOS
import Geometry
import Glibc
import Projections
import TestSupport
import Testing

@testable import Coverage
@testable import Enrolment

/// Reach and distances against formulas, against an independent computation, and at their ends.
@Suite struct ReachTests {
  let workspace = Workspace()

  private func points(_ places: [(Double, Double)]) throws -> ServicePoints {
    let rows = places.map { "\($0.0),\($0.1)\n" }.joined()
    return try ServicePoints(.init(path: workspace.table("lon,lat\n" + rows, "titik.csv")))
  }

  /// Units of 1,000 eligible workers each, of whom 100 are covered, but for those without data.
  private func analysis(
    _ polygons: PolygonBuffer, crs: String = "EPSG:4326", name: String = "peta", without missing: Set<Int> = []
  ) throws -> Analysis {
    let codes = (0..<polygons.featureCount).map { "A\($0)" }
    let fields: [Workspace.TextField] = [("kode", codes), ("nama", codes.map { "Unit \($0)" })]
    let path = try workspace.layer(name, fields, polygons: polygons, crs: crs)
    let rows = codes.indices.filter { !missing.contains($0) }.map { "\(codes[$0]),100,1000\n" }.joined()
    return try workspace.analysis(path, "kode,enrolled,eligible\n" + rows)
  }

  private func square(_ x: Double, _ y: Double, _ side: Double) -> [[[(Double, Double)]]] {
    [[[(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]]]
  }

  private func reach(
    _ places: [(Double, Double)], _ kilometres: Double, in analysis: Analysis, threads: Int = 1
  ) throws -> Reach {
    try Reach(points(places), kilometres: kilometres, in: analysis, threads: threads)
  }

  // MARK: Areas

  /// A geodesic disc on a surface of curvature K has the area π r² (1 − K r² / 12 + …); K = 1 / (M N).
  @Test(arguments: [0.0, 0.001, -35, 60], [5.0, 25, 100]) func aDiscHasTheAreaOfADisc(
    _ latitude: Double, _ kilometres: Double
  ) throws {
    var polygons = PolygonBuffer()
    polygons.append(feature: square(115, latitude - 2, 4))
    let analysis = try analysis(polygons)
    let reach = try reach([(117, latitude)], kilometres, in: analysis)
    let sine = sin(latitude * .pi / 180)
    let f = Ellipsoid.wgs84.flattening
    let w = 1 - f * (2 - f) * sine * sine
    let curvature = w * w / (6378.137 * 6378.137 * (1 - f) * (1 - f))
    let expected = Double.pi * kilometres * kilometres * (1 - curvature * kilometres * kilometres / 12)
    let area = analysis.layer.units[0].areaSquareKilometres
    let percent = try #require(reach.percents[0])
    #expect(abs(area * percent / 100 / expected - 1) < 2e-6)
    let gap = try #require(reach.gaps.gaps.first)
    #expect(abs(gap.areaSquareKilometres + expected - area) < 2e-6 * expected)
    #expect(gap.kind == .outOfReach && gap.unitCodes == ["A0"])
  }

  /// Made by `Benchmarks/compare_reach.py shapes/kaltim_kabkota.shp --reach 25 --values` with geopandas 1.2.0, shapely
  /// 2.2.0 (GEOS 3.14.1) and pyproj 3.7.2 (PROJ 9.5.1): GEOS buffers in an azimuthal equidistant projection around each
  /// point. Code, per cent of the area within reach, kilometres.
  private static let towns: [(String, Double, Double)] = [
    ("64.01", 17.5151100, 22.544985), ("64.02", 9.2631803, 79.998254), ("64.03", 9.3123426, 30.758455),
    ("64.07", 14.4058736, 33.621887), ("64.08", 6.1174924, 70.461657), ("64.09", 28.3589590, 20.952875),
    ("64.11", 0, 143.778315), ("64.71", 95.4085239, 14.044801), ("64.72", 100, 4.129588), ("64.74", 100, 4.915568),
  ]
  /// On the equator, beside it on the border of UTM zones 49 and 50, just outside the province, and at sea.
  private static let awkward: [(String, Double, Double)] = [
    ("64.01", 0, 191.737458), ("64.02", 10.9412842, 55.070681), ("64.03", 0, 215.333248),
    ("64.07", 7.1613022, 58.988770), ("64.08", 0.0021965, 110.156807), ("64.09", 0, 135.360444),
    ("64.11", 8.1026812, 94.594470), ("64.71", 0, 128.503753), ("64.72", 0, 60.458011), ("64.74", 0, 54.593470),
  ]

  @Test(arguments: [true, false]) func shippedShapesAgreeWithAnIndependentComputation(_ isTowns: Bool) throws {
    let shapes = PackageFolder.path + "/shapes/"
    let expected = isTowns ? Self.towns : Self.awkward
    let rows = expected.map { "\($0.0),1,10\n" }.joined()
    let analysis = try workspace.analysis(shapes + "kaltim_kabkota.shp", "kode,enrolled,eligible\n" + rows)
    let points =
      isTowns
      ? try ServicePoints(.init(path: shapes + "titik_layanan.csv"))
      : try points([(116, 0), (117, 0.001), (114, 0.9), (114.01, -0.2), (119.5, 2)])
    let reach = try Reach(points, kilometres: 25, in: analysis, threads: 2)
    for (index, (code, percent, kilometres)) in expected.enumerated() {
      #expect(analysis.layer.units[index].code == code)
      let found = try #require(reach.percents[index])
      if percent == 0 || percent == 100 { #expect(found == percent) }
      // Half the last digit of what the other printed, and a ten-thousandth of the area.
      #expect(abs(found - percent) <= 5.1e-8 + 1e-4 * percent, "\(code)")
      #expect(abs(try #require(reach.nearestKilometres[index]) - kilometres) < 3e-6, "\(code)")
    }
    #expect(reach.pointsOutside == (isTowns ? [] : [3, 4]))
  }

  @Test func unitsShareWhatTheirUnionHas() throws {
    var halves = PolygonBuffer()
    halves.append(feature: [[[(116, -1), (117, -1), (117, 1), (116, 1), (116, -1)]]])
    halves.append(feature: [[[(117, -1), (118, -1), (118, 1), (117, 1), (117, -1)]]])
    var whole = PolygonBuffer()
    // The same edges: longer ones would be other geodesics.
    whole.append(feature: [[[(116, -1), (117, -1), (118, -1), (118, 1), (117, 1), (116, 1), (116, -1)]]])
    let places = [(116.9, 0.1), (117.02, -0.2), (117.02, -0.2), (116, -1), (118.1, 0.9)]
    let parts = try reach(places, 40, in: analysis(halves))
    let one = try reach(places, 40, in: analysis(whole, name: "utuh"))
    let sum = parts.gaps.gaps.reduce(0) { $0 + $1.areaSquareKilometres }
    #expect(abs(sum / one.gaps.gaps[0].areaSquareKilometres - 1) < 1e-7)
    #expect(parts.pointsOutside == [4])
  }

  @Test func aProjectedLayerHasTheSameReach() throws {
    let squares = squares(6, west: 116.8, south: -0.05)
    var projected = squares
    try CoordinateTransformation(from: .wgs84, to: CoordinateReferenceSystem(definition: "EPSG:32750"))
      .apply(to: &projected, threads: 1)
    let places = [(116.95, 0.03), (117.31, -0.01)]
    let first = try reach(places, 12, in: analysis(squares))
    let second = try reach(places, 12, in: analysis(projected, crs: "EPSG:32750", name: "utm"))
    for (a, b) in zip(first.percents, second.percents) { #expect(abs(try #require(a) - #require(b)) < 1e-5) }
    #expect(first.percents.contains { $0 != 0 && $0 != 100 })
  }

  // MARK: All and nothing

  @Test func aReachThatCoversEverythingLeavesNoGap() throws {
    let analysis = try analysis(squares(40))
    for kilometres in [400.0, 5000] {
      let reach = try reach([(116, -2)], kilometres, in: analysis)
      #expect(reach.percents == Array(repeating: 100, count: 40))
      #expect(reach.gaps.gaps.isEmpty)
      let totals = Reach.Totals(reach, analysis.layer)
      #expect(totals.outOfReachPct == 0 && totals.areaOutOfReachKm2 == 0 && totals.uncoveredEstimate == 0)
    }
    // Several circles together, none of which holds a unit by itself.
    var polygons = PolygonBuffer()
    polygons.append(feature: square(117, 0, 0.2))
    let places = [(117.0, 0.0), (117.2, 0), (117, 0.2), (117.2, 0.2), (117.1, 0.1)]
    let together = try reach(places, 13, in: self.analysis(polygons, name: "satu"))
    #expect(together.percents == [100] && together.gaps.gaps.isEmpty)
  }

  @Test func aReachOfNothingLeavesUnitsAsTheyAre() throws {
    let analysis = try analysis(squares(5), without: [3])
    let reach = try reach([(110, 3)], 0.001, in: analysis)
    #expect(reach.percents == Array(repeating: 0, count: 5))
    #expect(reach.gaps.gaps.map(\.sharePercent) == Array(repeating: 100, count: 5))
    #expect(reach.gaps.gaps.map(\.uncoveredEstimate) == [900, 900, 900, nil, 900])
    #expect(reach.gaps.polygons == analysis.layer.polygons)
    #expect(reach.gaps.gaps.map(\.areaSquareKilometres) == analysis.layer.units.map(\.areaSquareKilometres))
    #expect(reach.pointsOutside == [0])
    #expect(reach.pointsFarAway.isEmpty)
  }

  @Test func aNullShapeHasNoReach() throws {
    var polygons = squares(1)
    polygons.append(feature: [])
    let reach = try reach([(115.05, -1.95)], 25, in: analysis(polygons))
    #expect(reach.percents == [100, nil])
    #expect(reach.nearestKilometres[1] == nil)
    #expect(reach.gaps.gaps.isEmpty)
  }

  /// The disc leaves 5 m of one corner, 25 m² in all, and then 40 m, 1,600 m².
  @Test(arguments: [(5.0, true), (40, false)]) func partsOfAHundredSquareMetresAreReached(
    _ metres: Double, _ isAll: Bool
  ) throws {
    var polygons = PolygonBuffer()
    polygons.append(feature: square(117, 0, 0.1))
    let diagonal = Ellipsoid.wgs84.distance(lon1: 117, lat1: 0, lon2: 117.1, lat2: 0.1)
    let reach = try reach([(117, 0)], (diagonal - metres) / 1000, in: analysis(polygons))
    #expect((reach.percents == [100]) == isAll)
    #expect(reach.gaps.gaps.isEmpty == isAll)
    if let gap = reach.gaps.gaps.first { #expect(gap.areaSquareKilometres > 1e-4 && gap.areaSquareKilometres < 2e-3) }
  }

  // MARK: Estimates

  @Test func estimatesAreSharesOfTheUncovered() throws {
    let analysis = try analysis(squares(60), without: [7])
    let reach = try reach([(115.41, -1.93), (116.7, -1.8)], 18, in: analysis)
    #expect(reach.percents.contains { $0 != 0 && $0 != 100 })
    for gap in reach.gaps.gaps {
      let share = try #require(gap.sharePercent)
      #expect(share > 0 && share <= 100)
      let unit = try #require(analysis.layer.units.firstIndex { $0.code == gap.unitCodes[0] })
      #expect(abs(gap.areaSquareKilometres - analysis.layer.units[unit].areaSquareKilometres * share / 100) < 1e-9)
      guard let uncovered = analysis.figures.units[unit]?.uncovered else {
        #expect(unit == 7 && gap.uncoveredEstimate == nil)
        continue
      }
      #expect(gap.uncoveredEstimate == Int((Double(uncovered) * share / 100).rounded()))
      #expect(try #require(gap.uncoveredEstimate) <= uncovered)
    }
    let totals = Reach.Totals(reach, analysis.layer)
    #expect(totals.uncoveredEstimate == reach.gaps.gaps.reduce(0) { $0 + ($1.uncoveredEstimate ?? 0) })
    let context = try GEOSContext()
    for gap in reach.gaps.gaps.indices {
      #expect(try context.shape(ofFeature: gap, in: reach.gaps.polygons).invalidity == nil)
    }
    #expect(reach.gaps.polygons.featureCount == reach.gaps.gaps.count)
  }

  @Test func threadsChangeNothing() throws {
    let analysis = try analysis(squares(200))
    var places: [(Double, Double)] = []
    for index in 0..<30 {
      let (east, north) = (Double(index), Double(index * 7 % 30))
      places.append((115.05 + 0.07 * east, -1.9 + 0.031 * north))
    }
    let one = try reach(places, 9, in: analysis, threads: 1)
    for threads in [2, 7] {
      let many = try reach(places, 9, in: analysis, threads: threads)
      #expect(many.percents == one.percents)
      #expect(many.nearestKilometres == one.nearestKilometres)
      #expect(many.gaps.polygons == one.gaps.polygons)
      #expect(many.pointsOutside == one.pointsOutside)
    }
    #expect(one.gaps.gaps.count > 20)
  }

  // MARK: The ends of the Earth

  /// The same squares and points, a quarter of the way round and across the antimeridian.
  @Test func theAntimeridianIsNoBorder() throws {
    func layer(_ west: Double, _ east: Double) -> PolygonBuffer {
      var polygons = PolygonBuffer()
      polygons.append(feature: square(west, 10, 0.5))
      polygons.append(feature: square(east, 10, 0.5))
      return polygons
    }
    let here = try reach([(117.1, 10.2), (116.45, 10.4)], 30, in: analysis(layer(116.5, 117)))
    let there = try reach([(-179.9, 10.2), (179.45, 10.4)], 30, in: analysis(layer(179.5, -180), name: "jauh"))
    for (a, b) in zip(here.percents, there.percents) { #expect(abs(try #require(a) - #require(b)) < 1e-8) }
    for (a, b) in zip(here.nearestKilometres, there.nearestKilometres) {
      #expect(abs(try #require(a) - #require(b)) < 1e-8)
    }
    #expect(there.pointsFarAway.isEmpty)
  }

  @Test func aReachThatIncludesAPoleIsRefused() throws {
    var polygons = PolygonBuffer()
    polygons.append(feature: square(10, 86, 1))
    let analysis = try analysis(polygons)
    expectFault(
      id:
        "Titik layanan baris 3: jangkauan 250,5 km mencakup kutub, yang tidak dapat dihitung. Periksa koordinatnya, atau "
        + "kecilkan --reach.",
      en: "The service point line 3: its reach of 250.5 km includes a pole, which cannot be computed. Check its "
        + "coordinates, or take a smaller --reach."
    ) { try reach([(10, 80), (20, 89)], 250.5, in: analysis) }
    // Where no unit needs it, it does no harm.
    let far = try reach([(117, 89), (115.05, -1.95)], 25, in: self.analysis(squares(1), name: "sini"))
    #expect(far.percents == [100])
    #expect(far.pointsFarAway == [0])
  }

  // MARK: Distances

  @Test func theNearestPointIsTheNearest() {
    var generator = FixedGenerator(state: 4)
    let geodesic = Geodesic(on: .wgs84)
    for spread in [0.5, 20, 90] {
      let places: [PointDistances.Place] = (0..<200).map { _ in
        (
          Double.random(in: -2 * spread...2 * spread, using: &generator),
          Double.random(in: -spread...spread, using: &generator)
        )
      }
      let distances = PointDistances(places, on: .wgs84)
      for _ in 0..<100 {
        let from: PointDistances.Place = (
          Double.random(in: -180...180, using: &generator), Double.random(in: -90...90, using: &generator)
        )
        let all = places.map {
          geodesic.distance(lon1: from.longitude, lat1: from.latitude, lon2: $0.longitude, lat2: $0.latitude)
        }
        let nearest = distances.nearest(to: from)
        #expect(nearest.metres == all.min())
        #expect(nearest.point == all.firstIndex(of: nearest.metres))
        let within = distances.candidates(within: 2_000_000, of: from)
        #expect(all.indices.allSatisfy { all[$0] > 2_000_000 || within.contains($0) })
      }
    }
  }

  @Test func placesOfOnePointAreTies() {
    let distances = PointDistances([(117, 1), (117, 0), (117, 0), (117, -1)], on: .wgs84)
    #expect(distances.nearest(to: (117, 0)).point == 1)
    #expect(distances.nearest(to: (117, 0)).metres == 0)
  }

  // MARK: Notices

  @Test func pointsOutsideAndFarAwayAreReported() throws {
    let path = workspace.table("nama,lon,lat\nKantor A,115.05,-1.95\nKapal,116,-3\n,106.8,-6.2\nNol,0,0\n", "titik.csv")
    let analysis = try analysis(squares(2))
    let reach = try Reach(ServicePoints(.init(path: path)), kilometres: 25, in: analysis, threads: 1)
    #expect(
      reach.notices(analysis).map(\.indonesian) == [
        "titik.csv: 3 titik layanan di luar semua wilayah, tetap dipakai: Kapal (baris 3), baris 4, Nol (baris 5).",
        "titik.csv: 2 titik layanan lebih dari 1.000 km dari peta; periksa koordinatnya: baris 4, Nol (baris 5).",
      ])
    #expect(
      reach.notices(analysis).map(\.english) == [
        "titik.csv: 3 service points lie outside every unit, and are used: Kapal (line 3), line 4, Nol (line 5).",
        "titik.csv: 2 service points are more than 1,000 km away from the map; check the coordinates: line 4, Nol (line 5).",
      ])
  }
}
