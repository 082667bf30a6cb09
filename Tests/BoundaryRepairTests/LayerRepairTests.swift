import CoverageTestSupport
import Diagnostics
import Foundation
import GEOS
import Geometry
import Projections
import SpatialWeights
import TestSupport
import Testing

@testable import Boundaries
@testable import BoundaryRepair

/// `convert --repair`: a coverage whose borders match.
@Suite struct LayerRepairTests {
  typealias Ring = BoundaryDefectTests.Ring
  /// A degree on the equator, in metres.
  static let degree = 111_319.490_793_273_57

  private func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Ring {
    BoundaryDefectTests.box(west, south, east, north)
  }

  private func repair(_ layer: PolygonBuffer, snap: Double, grid: Double = 1e-6, threads: Int = 2) throws -> LayerRepair
  {
    try LayerRepair(layer, snapMetres: snap, grid: grid, threads: threads)
  }

  private func neighbours(_ layer: PolygonBuffer) -> Set<[Int]> {
    let weights = SpatialWeights.contiguity(of: layer, threads: 2)
    return Set(
      (0..<layer.featureCount).flatMap { a in
        (a + 1..<layer.featureCount).filter { weights.link(from: a, to: $0) != nil }.map { [a, $0] }
      })
  }

  private func areas(_ layer: PolygonBuffer) -> [Double] {
    Ellipsoid.wgs84.areasAndCentroids(of: layer, threads: 1).map { $0.areaSquareMetres / 1e6 }
  }

  /// Valid, on the grid, and no two units share land.
  private func expectCoverage(_ layer: PolygonBuffer, grid: Double = 1e-6) throws {
    let context = try GEOSContext()
    let shapes = try (0..<layer.featureCount).map { try context.shape(ofFeature: $0, in: layer) }
    for shape in shapes { #expect(try shape.invalidity == nil) }
    let tree = try BoxTree((0..<layer.featureCount).map { layer.bounds(ofFeature: $0) }, in: context)
    for unit in shapes.indices {
      for other in try tree.query(layer.bounds(ofFeature: unit)) where other > unit {
        #expect(try shapes[unit].intersection(shapes[other]).area < 1e-15)
      }
    }
    #expect(layer.coordinates.allSatisfy { abs(($0 / grid).rounded() * grid - $0) < 1e-12 })
  }

  // MARK: Rules

  @Test func anOverlapGoesToTheSmallerUnit() throws {
    let result = try repair(BoundaryDefectTests.layer([[[box(117, 0, 117.3, 1)]], [[box(117.2, 0, 118, 1)]]]), snap: 1)
    try expectCoverage(result.polygons)
    let after = areas(result.polygons)
    // Long edges with a vertex more are other geodesics.
    #expect(abs(after[0] - BoundaryDefectTests.area(box(117, 0, 117.3, 1))) < 0.1)
    #expect(abs(after[1] - BoundaryDefectTests.area(box(117.3, 0, 118, 1))) < 0.1)
    #expect(neighbours(result.polygons) == [[0, 1]])
    #expect(abs(result.changes[1].lost - BoundaryDefectTests.area(box(117.2, 0, 117.3, 1))) < 0.1)
    #expect(result.changes[0].symmetricDifference < 1e-9)
  }

  @Test func aCityWithinARegencyThatHasNoHoleForItStays() throws {
    let city = box(117.25, 0.25, 117.5, 0.5)
    let result = try repair(BoundaryDefectTests.layer([[[box(117, 0, 118, 1)]], [[city]]]), snap: 0)
    try expectCoverage(result.polygons)
    #expect(abs(areas(result.polygons)[1] - BoundaryDefectTests.area(city)) < 1e-9)
    #expect(result.polygons.rings(ofFeature: 0).count == 2)
    #expect(neighbours(result.polygons) == [[0, 1]])
  }

  @Test(arguments: [(4.0, false), (6.0, true)])
  func aChannelIsClosedWhereItIsNarrowerThanTheSnap(snap: Double, isClosed: Bool) throws {
    // Five metres of sea between two units.
    let east = 117 + 5 / Self.degree
    let result = try repair(
      BoundaryDefectTests.layer([[[box(116, 0, 117, 0.5)]], [[box(east, 0, 118, 0.5)]]]), snap: snap)
    try expectCoverage(result.polygons)
    #expect(neighbours(result.polygons) == (isClosed ? [[0, 1]] : []))
    let gained = result.changes.reduce(0) { $0 + $1.gained }
    let channel = BoundaryDefectTests.area(box(117, 0, east, 0.5))
    if isClosed { #expect(abs(gained - channel) < 0.05 * channel) } else { #expect(gained < 0.05 * channel) }
  }

  @Test func widePartsOfAGapAndHolesOfOneUnitStay() throws {
    // A lens of land between two units, four kilometres wide in its middle, and a narrow lake within the first.
    let lake = box(116.5, 0.1, 116.5 + 2 / Self.degree, 0.2)
    let layer = BoundaryDefectTests.layer([
      [[[(116, 0), (117, 0), (116.98, 0.25), (117, 0.5), (116, 0.5), (116, 0)], lake.reversed()]],
      [[[(117, 0), (118, 0), (118, 0.5), (117, 0.5), (117.02, 0.25), (117, 0)]]],
    ])
    let result = try repair(layer, snap: 10)
    try expectCoverage(result.polygons)
    #expect(neighbours(result.polygons) == [[0, 1]])
    #expect(result.changes.allSatisfy { $0.gained < 0.01 && $0.lost < 0.01 })
    let left = try BoundaryDefectTests.defects(result.polygons)
    #expect(left.holes.count == 2)
    #expect(left.overlaps.count == 0)
  }

  @Test func aCornerThatOnlyComesNearIsJoined() throws {
    // The corner of a rhombus, three metres from an edge.
    let west = 117 + 3 / Self.degree
    let rhombus: Ring = [(west, 0.25), (117.25, 0), (117.5, 0.25), (117.25, 0.5), (west, 0.25)]
    let layer = BoundaryDefectTests.layer([[[box(116, 0, 117, 0.5)]], [[rhombus]]])
    #expect(neighbours(try repair(layer, snap: 2).polygons).isEmpty)
    let result = try repair(layer, snap: 5)
    try expectCoverage(result.polygons)
    #expect(neighbours(result.polygons) == [[0, 1]])
    // Hardly more than rounding takes.
    #expect(result.changes.reduce(0) { $0 + $1.symmetricDifference } < 1e-3)
  }

  @Test func bowTiesAreMadeValidAndNullShapesKeepTheirPlace() throws {
    let bowTie: Ring = [(117, 0), (117.5, 0.5), (117.5, 0), (117, 0.5), (117, 0)]
    let result = try repair(BoundaryDefectTests.layer([[], [[bowTie]], [], [[box(117.5, 0, 118, 0.5)]]]), snap: 1)
    try expectCoverage(result.polygons)
    #expect((0..<4).map { result.polygons.polygons(of: $0).count } == [0, 2, 0, 1])
    #expect(result.changes.map { $0.invalidity } == [nil, "Self-intersection", nil, nil])
    #expect(neighbours(result.polygons) == [[1, 3]])
  }

  @Test func aUnitIsNeverSwallowedInSilence() throws {
    let square = box(117, 0, 118, 1)
    expectFault(
      id:
        "Perapian akan menghapus 1 wilayah seluruhnya (rekaman 2): tanahnya juga milik wilayah yang lebih kecil, atau "
        + "lebih kecil dari ketelitian koordinat. Hapus wilayah yang ganda dari peta, atau tambah --precision. Tidak ada "
        + "yang ditulis.",
      en:
        "The repair would leave nothing of 1 units (records 2): their land is a smaller unit's too, or smaller than the "
        + "precision of coordinates. Remove doubled units from the layer, or raise --precision. Nothing was written."
    ) { try repair(BoundaryDefectTests.layer([[[square]], [[square]]]), snap: 1) }
    let tiny = box(118, 0, 118.001, 0.001)
    #expect(throws: Diagnostic.self) {
      try repair(BoundaryDefectTests.layer([[[box(117, 0, 118, 1)]], [[tiny]]]), snap: 1, grid: 0.1)
    }
  }

  // MARK: Random layers

  /// A wall of bricks with bent borders, as digitised once, and as digitised for each unit anew: every vertex off by up to
  /// five metres, and some left out.
  private func wall(_ random: inout FixedGenerator) -> (matching: PolygonBuffer, disturbed: PolygonBuffer) {
    let (columns, rows, bends) = (6, 6, 5)
    let metre = 1 / Self.degree
    var edges: [[Int]: [SIMD2<Double>]] = [:]
    func edge(_ from: (Int, Int), _ to: (Int, Int)) -> [SIMD2<Double>] {
      let key = from < to ? [from.0, from.1, to.0, to.1] : [to.0, to.1, from.0, from.1]
      if edges[key] == nil {
        let a = SIMD2(117 + 0.05 * Double(key[1]), 0.1 * Double(key[0]) - 0.3)
        let b = SIMD2(117 + 0.05 * Double(key[3]), 0.1 * Double(key[2]) - 0.3)
        edges[key] =
          [a]
          + (1...bends).map { bend in
            let share = Double(bend) / Double(bends + 1)
            let off = SIMD2(
              Double.random(in: -4...4, using: &random) * metre, Double.random(in: -4...4, using: &random) * metre)
            return a + (b - a) * share + off
          } + [b]
      }
      return from < to ? edges[key]! : edges[key]!.reversed()
    }
    var matching = PolygonBuffer()
    var disturbed = PolygonBuffer()
    for row in 0..<rows {
      for column in 0..<columns {
        let half = 2 * column + row % 2
        let corners = [
          (row, half), (row, half + 1), (row, half + 2), (row + 1, half + 2), (row + 1, half + 1), (row + 1, half),
        ]
        let sides = (0..<6).map { edge(corners[$0], corners[($0 + 1) % 6]).dropLast() }
        let ring = sides.flatMap { $0 }
        var own: [SIMD2<Double>] = []
        for side in sides {
          for (position, point) in side.enumerated() where position == 0 || Int.random(in: 0..<4, using: &random) > 0 {
            own.append(
              point
                + SIMD2(
                  Double.random(in: -5...5, using: &random) * metre, Double.random(in: -5...5, using: &random) * metre))
          }
        }
        func closed(_ ring: [SIMD2<Double>]) -> [[[(Double, Double)]]] { [[(ring + [ring[0]]).map { ($0.x, $0.y) }]] }
        matching.append(feature: closed(ring))
        disturbed.append(feature: closed(own))
      }
    }
    return (matching, disturbed)
  }

  @Test(arguments: 1...6) func randomWallsBecomeCoverages(seed: UInt64) throws {
    var random = FixedGenerator(state: seed)
    let (matching, disturbed) = wall(&random)
    let wanted = neighbours(matching)
    #expect(neighbours(disturbed).isEmpty)
    let broken = try BoundaryDefectTests.defects(disturbed)
    #expect(broken.holes.count > 20 && broken.overlaps.count > 20)
    let result = try repair(disturbed, snap: 25)
    try expectCoverage(result.polygons)
    #expect(result.remade.isEmpty)
    #expect(neighbours(result.polygons).isSuperset(of: wanted))
    // Nothing is left open, and no more land is covered than before the disturbance, but for its edge.
    let left = try BoundaryDefectTests.defects(result.polygons)
    #expect(left.holes.count == 0)
    #expect(left.overlaps.count == 0)
    let (before, after) = (areas(matching), areas(result.polygons))
    let total = before.reduce(0, +)
    #expect(abs(after.reduce(0, +) - total) < 1e-3 * total)
    // Each unit is still itself, in its place.
    for (old, new) in zip(before, after) { #expect(abs(new - old) < 0.01 * old) }
    // The same for any number of threads, and hardly anything to do a second time.
    #expect(try repair(disturbed, snap: 25, threads: 1).polygons == result.polygons)
    let again = try repair(result.polygons, snap: 25)
    #expect(again.changes.allSatisfy { $0.symmetricDifference < 1e-3 })
  }

  // MARK: Real layers

  private func real(_ name: String, snap: Double) throws -> (layer: BoundaryLayer, repair: LayerRepair) {
    let layer = try BoundaryLayer(path: SharedData.path("boundaries/\(name).shp"), options: .init())
    return (layer, try repair(layer.polygons, snap: snap))
  }

  private func expectReference(
    _ pairs: Set<Set<String>>, in layer: BoundaryLayer, _ result: LayerRepair
  ) throws {
    try expectCoverage(result.polygons)
    let found = Set(
      neighbours(result.polygons).map { Set($0.map { layer.units[$0].code ?? "" }) })
    #expect(pairs.subtracting(found).isEmpty)
    // What units cover, overlaps once, and their areas taken together.
    let overlaps = try BoundaryDefectTests.defects(layer.polygons).listed(.overlap)
      .reduce(0) { $0 + Double($1.units.count - 1) * $1.areaSquareKilometres }
    let before = areas(layer.polygons).reduce(0, +)
    let after = areas(result.polygons).reduce(0, +)
    #expect(abs(after - before) < 1e-3 * before)
    #expect(abs(after - (before - overlaps)) < 1e-3 * before)
  }

  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)")) func nativeRegenciesFindTheirNeighbours() throws {
    let rows = try String(contentsOfFile: SharedData.path("facts/kaltim_kabkota_reference.csv"), encoding: .utf8)
      .split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    var pairs: Set<Set<String>> = []
    for row in rows {
      for other in row.last?.split(separator: " ") ?? [] { pairs.insert([String(row[0]), String(other)]) }
    }
    #expect(pairs.count == 14)
    let (layer, result) = try real("kaltim_kabkota_cahyadsn_native", snap: LayerRepair.defaultSnapMetres)
    try expectReference(pairs, in: layer, result)
  }

  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)")) func nativeDistrictsFindTheirNeighbours() throws {
    let path = SharedData.path("facts/kaltim_kecamatan_neighbours_desadissolve.csv")
    let pairs = Set(
      try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
        .map { Set($0.split(separator: ",").map(String.init)) })
    #expect(pairs.count == 249)
    // Mook Manaar Bulatn and Sekolaq Darat (64.07.18, 64.07.20) are 407 metres apart in this layer.
    let (layer, result) = try real("kaltim_kecamatan_cahyadsn_native", snap: 410)
    try expectReference(pairs, in: layer, result)
  }

  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)")) func villagesBecomeACoverage() throws {
    let (layer, result) = try real("kaltim_desa_cahyadsn", snap: LayerRepair.defaultSnapMetres)
    try expectCoverage(result.polygons)
    #expect(neighbours(result.polygons).isSuperset(of: neighbours(layer.polygons)))
    #expect(result.changes.allSatisfy { abs($0.after - $0.before) < 0.004 * $0.before })
  }
}
