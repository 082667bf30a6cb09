import Foundation
import Geometry
import TestSupport
import Testing

@testable import GEOS

/// The screen of `Geometry` against GEOS: what it calls valid must be.
@Suite struct ScreenAgainstGEOSTests {
  private func invalidFeatures(_ buffer: PolygonBuffer) throws -> [Int] {
    let context = try GEOSContext()
    return try (0..<buffer.featureCount).filter {
      try context.shape(ofFeature: $0, in: buffer).invalidity != nil
    }
  }

  /// On a coarse grid of coordinates every coincidence happens: vertices on vertices, on edges, edges on edges.
  @Test(arguments: [4, 8, 20, 1_000_000]) func randomShapes(grid: Int) throws {
    var generator = FixedGenerator(state: UInt64(grid))
    var buffer = PolygonBuffer()
    for _ in 0..<6_000 { buffer.append(feature: RandomShapes.feature(grid: grid, &generator)) }
    let invalid = Set(try invalidFeatures(buffer))
    let unproven = Set(buffer.featuresNotProvenValid(threads: 2))
    #expect(invalid.subtracting(unproven).isEmpty)
    // The test is worth something only if there is plenty of each, and the screen proves something.
    #expect(invalid.count > 500 && invalid.count < 5_900)
    #expect(unproven.count < 5_950)
  }

  /// Long rings: many runs, deep trees, wiggles that nearly touch, and one crossing put in half of them.
  @Test func longRings() throws {
    var generator = FixedGenerator(state: 9)
    var buffer = PolygonBuffer()
    for index in 0..<400 {
      buffer.append(feature: [[RandomShapes.coast(sides: 30 + 7 * index, crossing: index % 2 == 1, &generator)]])
    }
    let invalid = Set(try invalidFeatures(buffer))
    let unproven = Set(buffer.featuresNotProvenValid(threads: 2))
    #expect(invalid.subtracting(unproven).isEmpty)
    #expect(invalid.count > 50)
    #expect(unproven.count <= invalid.count + 5)
  }

  /// How many features GEOS finds invalid in each layer, as the tests' reader puts holes to exteriors. The screen leaves
  /// few others to it.
  @Test(
    .enabled(if: SharedData.isAvailable, "\(SharedData.reason)"),
    arguments: [
      ("kaltim_kabkota_cahyadsn_desadissolve", 0), ("kaltim_kecamatan_cahyadsn_desadissolve", 0),
      ("kaltim_desa_cahyadsn", 1), ("kaltim_kabkota_bps_quarcs", 0), ("kaltim_kabkota_big_mashadinoor", 2),
      ("kaltim_kabkota_cahyadsn_native", 3), ("kaltim_kecamatan_cahyadsn_native", 3),
      ("kaltim_kecamatan_hdx2020_noAnggana", 0), ("indonesia_kecamatan", 271), ("wild/Batas Provinsi", 3),
    ])
  func realLayers(name: String, invalidCount: Int) throws {
    let buffer = RealLayer.polygons(name)
    let invalid = try invalidFeatures(buffer)
    let unproven = Set(buffer.featuresNotProvenValid(threads: 2))
    #expect(Set(invalid).isSubset(of: unproven))
    #expect(invalid.count == invalidCount)
    #expect(unproven.count <= invalid.count + max(4, buffer.featureCount / 100))
  }
}

@Suite struct RepairTests {
  private let bowTie: [[[(Double, Double)]]] = [[[(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)]]]
  private let square: [[[(Double, Double)]]] = [[[(10, 0), (11, 0), (11, 1), (10, 1), (10, 0)]]]

  @Test func aValidLayerStaysAsItIs() throws {
    var buffer = PolygonBuffer()
    buffer.append(feature: square)
    buffer.append(feature: [])
    let before = buffer
    #expect(try repairInvalidFeatures(in: &buffer, threads: 2).isEmpty)
    #expect(buffer == before)
  }

  @Test func aBowTieKeepsBothLobes() throws {
    var buffer = PolygonBuffer()
    buffer.append(feature: square)
    buffer.append(feature: bowTie)
    buffer.append(feature: [])
    buffer.append(feature: square)
    let before = buffer
    let repairs = try repairInvalidFeatures(in: &buffer, threads: 2)
    #expect(
      repairs == [
        Repair(
          feature: 1, reason: "Self-intersection", x: 1, y: 1, areaBefore: 0, areaAfter: 2, polygonsBefore: 1,
          polygonsAfter: 2)
      ])
    #expect(buffer.featureCount == 4)
    #expect(buffer.polygons(of: 1).count == 2)
    #expect(buffer.polygons(of: 2).isEmpty)
    #expect(buffer.planarArea(ofFeature: 1) == 2)
    for feature in [0, 3] {
      let now = buffer.vertices(ofFeature: feature)
      let then = before.vertices(ofFeature: feature)
      #expect(
        buffer.coordinates[2 * now.lowerBound..<2 * now.upperBound]
          .elementsEqual(before.coordinates[2 * then.lowerBound..<2 * then.upperBound]))
    }
    for ring in 0..<buffer.ringCount { #expect(buffer.doubledSignedArea(ofRing: ring) > 0) }
  }

  @Test func partsThatOverlapBecomeOne() throws {
    var buffer = PolygonBuffer()
    buffer.append(feature: [
      [[(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]], [[(1, 1), (3, 1), (3, 3), (1, 3), (1, 1)]],
    ])
    let repairs = try repairInvalidFeatures(in: &buffer, threads: 1)
    #expect(repairs.map(\.areaBefore) == [8])
    #expect(repairs.map(\.areaAfter) == [7])
    #expect(repairs.map(\.polygonsAfter) == [1])
  }

  @Test func whatHasNoAreaBecomesANullShape() throws {
    var buffer = PolygonBuffer()
    buffer.append(feature: [[[(0, 0), (1, 1), (2, 2), (0, 0)]]])
    buffer.append(feature: [[[(5, 6), (7, 8), (5, 6)]]])
    buffer.append(feature: [[[(5, 6), (7, 8), (5, 6)]], square[0]])
    let repairs = try repairInvalidFeatures(in: &buffer, threads: 1)
    #expect(repairs.map(\.feature) == [0, 1, 2])
    #expect(repairs.map(\.becameNull) == [true, true, false])
    #expect(
      repairs.map(\.reason) == [
        "Self-intersection", "Too few points in geometry component", "Too few points in geometry component",
      ])
    #expect(repairs[1].x == 5 && repairs[1].y == 6)
    #expect(buffer.polygons(of: 0).isEmpty && buffer.polygons(of: 1).isEmpty)
    #expect(buffer.planarArea(ofFeature: 2) == 1)
  }

  /// Whatever comes in, what comes out is valid, wound as it should be, and the same for any number of threads.
  @Test(arguments: [6, 1_000_000]) func randomShapesComeOutValid(grid: Int) throws {
    var generator = FixedGenerator(state: 77)
    var buffer = PolygonBuffer()
    for _ in 0..<2_000 { buffer.append(feature: RandomShapes.feature(grid: grid, &generator)) }
    buffer.restoreWinding(ofPolygons: 0..<buffer.polygonCount)
    var other = buffer
    let repairs = try repairInvalidFeatures(in: &buffer, threads: 1)
    #expect(try repairInvalidFeatures(in: &other, threads: 4) == repairs)
    #expect(other == buffer)
    #expect(repairs.count > 100)
    #expect(repairs.map(\.feature) == repairs.map(\.feature).sorted())
    try expectValid(buffer)
  }

  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"), arguments: ["indonesia_kecamatan"])
  func realLayersComeOutValid(name: String) throws {
    var buffer = RealLayer.polygons(name)
    let before = buffer
    let repairs = try repairInvalidFeatures(in: &buffer, threads: 2)
    #expect(buffer.featureCount == before.featureCount)
    // No unit loses more than a few thousandths of its land to the repair.
    for repair in repairs { #expect(abs(repair.areaAfter - repair.areaBefore) < 0.002 * repair.areaBefore) }
    try expectValid(buffer)
  }

  private func expectValid(_ buffer: PolygonBuffer) throws {
    let context = try GEOSContext()
    for feature in 0..<buffer.featureCount {
      #expect(try context.shape(ofFeature: feature, in: buffer).invalidity == nil)
    }
    for polygon in 0..<buffer.polygonCount {
      for ring in buffer.rings(of: polygon) {
        let area = buffer.doubledSignedArea(ofRing: ring)
        #expect(ring == buffer.polygonOffsets[polygon] ? area >= 0 : area <= 0)
        let vertices = buffer.vertices(of: ring)
        #expect(buffer.coordinates[2 * vertices.lowerBound] == buffer.coordinates[2 * vertices.upperBound - 2])
        #expect(buffer.coordinates[2 * vertices.lowerBound + 1] == buffer.coordinates[2 * vertices.upperBound - 1])
      }
    }
  }
}
