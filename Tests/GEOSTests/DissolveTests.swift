import Geometry
import TestSupport
import Testing

@testable import GEOS

@Suite struct DissolveTests {
  private func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> [(Double, Double)] {
    [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
  }

  /// The union of a group's members by GEOS alone.
  private func unaryUnion(_ members: [Int], of layer: PolygonBuffer, in context: GEOSContext) throws -> Shape {
    var polygons: [Shape] = []
    for member in members {
      var valid = PolygonBuffer()
      try context.shape(ofFeature: member, in: layer).makeValid().append(to: &valid)
      polygons += try (0..<valid.polygonCount).map { try context.shape(ofPolygon: $0, in: valid) }
    }
    return try context.collection(polygons).unaryUnion()
  }

  /// Every group is the same set of points as GEOS's union of it, in as many rings, and valid.
  private func expectEqualToUnion(_ groups: [[Int]], of layer: PolygonBuffer) throws {
    let result = try dissolve(groups, of: layer, threads: 2)
    #expect(result.featureCount == groups.count)
    let context = try GEOSContext()
    for (feature, members) in groups.enumerated() {
      let shape = try context.shape(ofFeature: feature, in: result)
      #expect(try shape.invalidity == nil)
      let union = try unaryUnion(members, of: layer, in: context)
      #expect(try shape.symmetricDifference(union).area == 0)
      var other = PolygonBuffer()
      try union.append(to: &other)
      #expect(result.polygons(of: feature).count == other.polygonCount)
      #expect(result.rings(ofFeature: feature).count == other.ringCount)
    }
  }

  private func expectWinding(_ buffer: PolygonBuffer) {
    for polygon in 0..<buffer.polygonCount {
      for ring in buffer.rings(of: polygon) {
        let area = buffer.doubledSignedArea(ofRing: ring)
        #expect(ring == buffer.polygonOffsets[polygon] ? area > 0 : area < 0)
      }
    }
  }

  /// Subsets of all densities, so that there are islands, holes, and rings that touch in every way.
  @Test(arguments: [TestWall.squares, .bricks, .displacedBricks]) func randomSubsets(wall: TestWall) throws {
    var generator = FixedGenerator(state: 2_024)
    let layer = wall.layer(rows: 12, columns: 11)
    let groups = (0..<150).map { index in
      (0..<layer.featureCount).filter { _ in Double.random(in: 0..<1, using: &generator) < 0.1 + 0.006 * Double(index) }
    }
    // None needs GEOS's union: what is found without it is valid.
    let context = try GEOSContext()
    let dissolved = layer.dissolvedByEdges(groups: groups, threads: 2)
    for group in groups.indices { #expect(try context.shape(ofFeature: group, in: dissolved).invalidity == nil) }
    #expect(try dissolve(groups, of: layer, threads: 2) == dissolved)
    #expect(dissolved.ringCount > dissolved.polygonCount + 100)
    expectWinding(dissolved)
    try expectEqualToUnion(groups, of: layer)
  }

  @Test func theResultDoesNotDependOnThreads() throws {
    var generator = FixedGenerator(state: 5)
    let layer = TestWall.displacedBricks.layer(rows: 60, columns: 50)
    let groups = (0..<8).map { _ in
      (0..<layer.featureCount).filter { _ in Bool.random(using: &generator) }
    }
    let one = try dissolve(groups, of: layer, threads: 1)
    #expect(try dissolve(groups, of: layer, threads: 2) == one)
    #expect(try dissolve(groups.map { $0.reversed() }, of: layer, threads: 5) == one)
  }

  @Test func nullShapesAddNothing() throws {
    var layer = PolygonBuffer()
    layer.append(feature: [])
    layer.append(feature: [[box(0, 0, 1, 1)]])
    layer.append(feature: [])
    let result = try dissolve([[0, 1], [2, 0], [], [1]], of: layer, threads: 2)
    #expect((0..<4).map { result.polygons(of: $0).count } == [1, 0, 0, 1])
    #expect((0..<4).map { result.planarArea(ofFeature: $0) } == [1, 0, 0, 1])
  }

  /// What has overlaps, or borders with a vertex on one side only, is dissolved nevertheless; its neighbours in the list of
  /// groups are as they would be alone.
  @Test func overlapsAndUnmatchedVertices() throws {
    var layer = PolygonBuffer()
    layer.append(feature: [[box(0, 0, 2, 2)]])
    layer.append(feature: [[box(1, 1, 2, 2)]])
    layer.append(feature: [[box(2, 0, 1, 1)]])
    layer.append(feature: [[box(2, 0, 1, 1)]])
    layer.append(feature: [])
    layer.append(feature: [[[(5, 0), (6, 1), (6, 0), (5, 1), (5, 0)]], [box(8, 0, 1, 1)]])
    layer.append(feature: [[[(5, 6), (7, 8), (5, 6)]], [box(0, 2, 1, 1)]])
    let groups = [[2], [4, 1, 0], [0, 2], [2, 3], [1], [5, 0], [6], [6, 0, 1]]
    let result = try dissolve(groups, of: layer, threads: 2)
    #expect((0..<8).map { result.planarArea(ofFeature: $0) } == [1, 7, 5, 1, 4, 5.5, 1, 8])
    #expect((0..<8).map { result.polygons(of: $0).count } == [1, 1, 1, 1, 1, 4, 1, 1])
    expectWinding(result)
    let context = try GEOSContext()
    for feature in 0..<8 { #expect(try context.shape(ofFeature: feature, in: result).invalidity == nil) }
    #expect(try dissolve(groups, of: layer, threads: 1) == result)
  }

  /// For each kecamatan the regency with which it shares most.
  private func regencies(of kecamatan: PolygonBuffer, in regencies: PolygonBuffer) throws -> [[Int]] {
    let context = try GEOSContext()
    let shapes = try (0..<regencies.featureCount).map { try context.shape(ofFeature: $0, in: regencies).makeValid() }
    var groups = [[Int]](repeating: [], count: regencies.featureCount)
    for unit in 0..<kecamatan.featureCount {
      let shape = try context.shape(ofFeature: unit, in: kecamatan).makeValid()
      let shares = try shapes.map { try $0.intersection(shape).area }
      groups[shares.indices.max { shares[$0] < shares[$1] }!].append(unit)
    }
    return groups
  }

  /// The regencies of this source come from the same villages as its kecamatan, but each level was rounded by itself: the
  /// two differ by up to a ten-thousandth of the area, and not all borders of kecamatan match.
  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"))
  func kecamatanDissolveToTheirRegencies() throws {
    let kecamatan = RealLayer.polygons("kaltim_kecamatan_cahyadsn_desadissolve")
    let expected = RealLayer.polygons("kaltim_kabkota_cahyadsn_desadissolve")
    let groups = try regencies(of: kecamatan, in: expected)
    let result = try dissolve(groups, of: kecamatan, threads: 2)
    let context = try GEOSContext()
    for regency in groups.indices {
      let shape = try context.shape(ofFeature: regency, in: result)
      #expect(try shape.invalidity == nil)
      let difference = try shape.symmetricDifference(context.shape(ofFeature: regency, in: expected))
      #expect(try difference.area < 1e-4 * shape.area)
      #expect(result.polygons(of: regency).count == expected.polygons(of: regency).count)
    }
    try expectEqualToUnion(groups, of: kecamatan)
  }

  /// Their borders do not match and some overlap, so GEOS has to do it.
  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"))
  func unmatchedRealBordersDissolveToo() throws {
    let kecamatan = RealLayer.polygons("kaltim_kecamatan_cahyadsn_native")
    let groups = try regencies(of: kecamatan, in: RealLayer.polygons("kaltim_kabkota_cahyadsn_native"))
    let context = try GEOSContext()
    let byEdges = kecamatan.dissolvedByEdges(groups: groups, threads: 2)
    let isInvalid = try groups.indices.map { try context.shape(ofFeature: $0, in: byEdges).invalidity != nil }
    #expect(isInvalid.contains(true))
    let result = try dissolve(groups, of: kecamatan, threads: 2)
    expectWinding(result)
    for regency in groups.indices {
      let shape = try context.shape(ofFeature: regency, in: result)
      #expect(try shape.invalidity == nil)
      let union = try unaryUnion(groups[regency], of: kecamatan, in: context)
      #expect(try abs(shape.area - union.area) < 1e-12 * union.area)
    }
  }
}

/// Tessellations whose units share their vertices to the bit.
enum TestWall: CaseIterable {
  case squares
  /// Every second row is shifted by half a brick, and a long side has a vertex in its middle.
  case bricks
  /// The same, each vertex moved a little, and one more on each edge.
  case displacedBricks

  func layer(rows: Int, columns: Int) -> PolygonBuffer {
    var buffer = PolygonBuffer()
    for row in 0..<rows {
      for column in 0..<columns { buffer.append(feature: [[outline(row, column)]]) }
    }
    return buffer
  }

  private func outline(_ row: Int, _ column: Int) -> [(Double, Double)] {
    let left = 4 * column + (self == .squares ? 0 : 2 * (row % 2))
    var nodes: [(Int, Int)] = [(left, 2 * row), (left + 4, 2 * row), (left + 4, 2 * row + 2), (left, 2 * row + 2)]
    if self != .squares {
      nodes.insert((left + 2, 2 * row + 2), at: 3)
      nodes.insert((left + 2, 2 * row), at: 1)
    }
    if self == .displacedBricks {
      for corner in nodes.indices.reversed() {
        let (x, y) = nodes[corner]
        let (nextX, nextY) = nodes[(corner + 1) % nodes.count]
        nodes.insert(((x + nextX) / 2, (y + nextY) / 2), at: corner + 1)
      }
    }
    let ring = nodes.map(position)
    return ring + [ring[0]]
  }

  private func position(_ x: Int, _ y: Int) -> (Double, Double) {
    guard self == .displacedBricks else { return (Double(x), Double(y)) }
    var generator = FixedGenerator(state: UInt64(x << 20 | y))
    let dx = Double.random(in: -0.3...0.3, using: &generator)
    let dy = Double.random(in: -0.3...0.3, using: &generator)
    return (117 + 0.1 * (Double(x) + dx), 0.1 * (Double(y) + dy))
  }
}
