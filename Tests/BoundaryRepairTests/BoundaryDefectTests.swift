import CoverageTestSupport
import Diagnostics
import Foundation
import Geometry
import Projections
import TestSupport
import Testing

@testable import Boundaries
@testable import BoundaryRepair

/// Holes between units and land that belongs to several.
@Suite struct BoundaryDefectTests {
  typealias Ring = [(Double, Double)]

  static func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Ring {
    [(west, south), (east, south), (east, north), (west, north), (west, south)]
  }

  static func layer(_ units: [[[Ring]]]) -> PolygonBuffer {
    var buffer = PolygonBuffer()
    for unit in units { buffer.append(feature: unit) }
    return buffer
  }

  static func defects(_ layer: PolygonBuffer, minimum: Double = 0, threads: Int = 2) throws -> BoundaryDefects {
    try BoundaryDefects(
      BoundaryDefectSearch(layer, threads: threads), minimumAreaSquareKilometres: minimum, threads: threads)
  }

  static func area(_ rings: Ring...) -> Double {
    Ellipsoid.wgs84.areasAndCentroids(of: layer([[rings]]), threads: 1)[0].areaSquareMetres / 1e6
  }

  /// But for long edges that have a vertex more and so are other geodesics.
  private func near(_ value: Double, _ expected: Double) -> Bool { abs(value - expected) <= 1e-4 * expected }

  @Test func anOverlapHasBothOwnersAndItsArea() throws {
    let found = try Self.defects(Self.layer([[[Self.box(117, 0, 117.3, 1)]], [[Self.box(117.2, 0, 118, 1)]]]))
    #expect(found.holes == BoundaryDefects.Sum())
    #expect(found.overlaps.count == 1)
    #expect(found.listed.map(\.units) == [[0, 1]])
    #expect(found.listed[0].kind == .overlap)
    #expect(near(found.listed[0].areaSquareKilometres, Self.area(Self.box(117.2, 0, 117.3, 1))))
    #expect(abs(found.listed[0].longitude - 117.25) < 1e-9)
  }

  @Test func landOfThreeUnitsIsOneDefectOfThree() throws {
    // The second lies across the border of the first and the third, which match each other.
    let found = try Self.defects(
      Self.layer([
        [[Self.box(117, 0, 118, 1)]], [[Self.box(117.5, 0.25, 118.5, 0.5)]], [[Self.box(118, 0, 119, 1)]],
        [[Self.box(117.5, 0.3, 117.6, 0.4)]],
      ]))
    let byUnits = Dictionary(uniqueKeysWithValues: found.listed.map { ($0.units, $0.areaSquareKilometres) })
    #expect(Set(byUnits.keys) == [[0, 1], [1, 2], [0, 1, 3]])
    #expect(near(try #require(byUnits[[0, 1, 3]]), Self.area(Self.box(117.5, 0.3, 117.6, 0.4))))
    #expect(near(try #require(byUnits[[1, 2]]), Self.area(Self.box(118, 0.25, 118.5, 0.5))))
    // No place counts twice.
    #expect(near(found.overlaps.areaSquareKilometres, Self.area(Self.box(117.5, 0.25, 118.5, 0.5))))
  }

  @Test func aUnitWithinAnotherWithoutAHoleOverlapsIt() throws {
    let found = try Self.defects(Self.layer([[[Self.box(117, 0, 118, 1)]], [[Self.box(117.25, 0.25, 117.5, 0.5)]]]))
    #expect(found.listed.map(\.units) == [[0, 1]])
    #expect(near(found.overlaps.areaSquareKilometres, Self.area(Self.box(117.25, 0.25, 117.5, 0.5))))
  }

  @Test func theSameUnitTwiceOverlapsWhole() throws {
    let square = Self.box(117, 0, 118, 1)
    let found = try Self.defects(Self.layer([[[square]], [[square]], [[Self.box(118, 0, 119, 1)]]]))
    #expect(found.listed.map(\.units) == [[0, 1]])
    #expect(near(found.overlaps.areaSquareKilometres, Self.area(square)))
  }

  @Test func holesNameWhoTouchesThem() throws {
    // Four units around a pond of nobody, one of them with a lake, which holds an island that is a unit.
    let lake = Self.box(117.1, 0.1, 117.3, 0.3)
    let island = Self.box(117.15, 0.15, 117.2, 0.2)
    let pond = Self.box(117.9, 0.9, 118.1, 1.1)
    func around(_ ring: Ring) -> Ring { ring.reversed() }
    let layer = Self.layer([
      [[[(117, 0), (118, 0), (118, 0.9), (117.9, 0.9), (117.9, 1), (117, 1), (117, 0)], around(lake)]],
      [[[(118, 0), (119, 0), (119, 1), (118.1, 1), (118.1, 0.9), (118, 0.9), (118, 0)]]],
      [[[(119, 1), (119, 2), (118, 2), (118, 1.1), (118.1, 1.1), (118.1, 1), (119, 1)]]],
      [[[(118, 2), (117, 2), (117, 1), (117.9, 1), (117.9, 1.1), (118, 1.1), (118, 2)]]],
      [[island]],
    ])
    let found = try Self.defects(layer)
    #expect(found.overlaps.count == 0)
    // A lake with an island that is a unit of its own touches both.
    #expect(found.listed.map(\.units) == [[0, 1, 2, 3], [0, 4]])
    #expect(near(found.listed[0].areaSquareKilometres, Self.area(pond)))
    #expect(near(found.listed[1].areaSquareKilometres, Self.area(lake, around(island))))
  }

  @Test func aHoleOfOneUnitIsListedAndAChannelToTheSeaIsNot() throws {
    let lake = Self.box(117.1, 0.1, 117.3, 0.3)
    let found = try Self.defects(
      Self.layer([[[Self.box(117, 0, 118, 1), lake.reversed()]], [[Self.box(118.001, 0, 119, 1)]]]))
    #expect(found.listed.map(\.units) == [[0]])
    #expect(near(found.holes.areaSquareKilometres, Self.area(lake)))
    #expect(found.overlaps.count == 0)
  }

  @Test func unitsThatTouchInTwoPointsEncloseAHole() throws {
    let found = try Self.defects(
      Self.layer([
        [[[(116, 0), (117, 0), (116.9, 0.25), (117, 0.5), (116, 0.5), (116, 0)]]],
        [[[(117, 0), (118, 0), (118, 0.5), (117, 0.5), (117.1, 0.25), (117, 0)]]],
      ]))
    #expect(found.listed.map(\.units) == [[0, 1]])
    #expect(
      near(found.holes.areaSquareKilometres, Self.area([(117, 0), (117.1, 0.25), (117, 0.5), (116.9, 0.25), (117, 0)])))
  }

  @Test func aVertexOnOneSideOnlyIsNoDefect() throws {
    let found = try Self.defects(
      Self.layer([
        [[Self.box(117, 0, 118, 1)]],
        [[[(118, 0), (119, 0), (119, 1), (118, 1), (118, 0.5), (118, 0)]]],
      ]))
    #expect(found.holes.count == 0)
    #expect(found.overlaps.count == 0)
  }

  @Test func sliversAreSummedOnly() throws {
    let layer = Self.layer([
      [[Self.box(117, 0, 117.3, 1)]], [[Self.box(117.2, 0, 118, 1)]], [[Self.box(117.999, 0, 119, 1)]], [],
    ])
    let found = try Self.defects(layer, minimum: 200)
    #expect(found.listed.map(\.units) == [[0, 1]])
    #expect(found.overlaps.count == 2)
    #expect(found.sliverOverlaps.count == 1)
    #expect(near(found.sliverOverlaps.areaSquareKilometres, Self.area(Self.box(117.999, 0, 118, 1))))
    #expect(found.polygons.featureCount == 1)
  }

  /// From geopandas 1.0 (shapely 2.1, GEOS 3.14): pairwise intersections, and interiors of the union, invalid units made
  /// valid before by the method "structure"; areas of pyproj's Geod. Slivers of the villages differ by crossings that
  /// round differently.
  @Test(
    .enabled(if: SharedData.isAvailable, "\(SharedData.reason)"),
    arguments: [
      ("kaltim_kabkota_cahyadsn_native", 26.401138867557904, 22.442121013642062, 1e-9),
      ("kaltim_kecamatan_cahyadsn_native", 189.64042698082926, 206.32086689224147, 1e-9),
      ("kaltim_desa_cahyadsn", 2.1883784621959412, 2.259826267050436, 1e-3),
      ("kaltim_kabkota_cahyadsn_desadissolve", 0.24858475956162218, 0.20433012182421717, 1e-3),
    ])
  func realLayersAgreeWithAnIndependentOverlay(
    name: String, holes: Double, overlaps: Double, tolerance: Double
  ) throws {
    let layer = try BoundaryLayer(path: SharedData.path("boundaries/\(name).shp"), options: .init())
    let found = try BoundaryDefects(layer, threads: 2)
    #expect(abs(found.holes.areaSquareKilometres - holes) <= tolerance * holes)
    #expect(abs(found.overlaps.areaSquareKilometres - overlaps) <= tolerance * overlaps)
    // All holes of these layers lie between units.
    #expect(found.listed(.hole).allSatisfy { $0.units.count > 1 })
    #expect(found.listed.allSatisfy { $0.areaSquareKilometres >= BoundaryDefects.defaultMinimumArea })
    let alone = try BoundaryDefects(layer, threads: 1)
    #expect(alone.polygons == found.polygons)
    #expect(alone.listed.map(\.units) == found.listed.map(\.units))
    #expect(alone.holes == found.holes && alone.overlaps == found.overlaps)
  }
}
