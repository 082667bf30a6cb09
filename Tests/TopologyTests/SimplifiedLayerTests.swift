import GEOS
import Geometry
import SpatialWeights
import TestSupport
import Testing

@testable import Topology

/// What must hold of a drawing at every level: it is the same map as the layer, with fewer points.
@Suite struct SimplifiedLayerTests {
  /// From next to nothing left out to all that can be, on drawings of many units and of few.
  struct Level: Sendable, CustomTestStringConvertible {
    let width: Int
    let leastArea: Double
    var budget = Int.max
    var testDescription: String { "\(width) units, least area \(leastArea), budget \(budget)" }
  }

  static let levels = [
    Level(width: 9_600, leastArea: 0), Level(width: 9_600, leastArea: 25), Level(width: 9_600, leastArea: 1_000),
    Level(width: 2_000, leastArea: 50), Level(width: 600, leastArea: 5), Level(width: 200, leastArea: 30),
    Level(width: 9_600, leastArea: 1e9), Level(width: 60, leastArea: 1e9),
    Level(width: 9_600, leastArea: 25, budget: 0),
    Level(width: 9_600, leastArea: 0, budget: 300),
  ]

  private func simplify(_ layer: PolygonBuffer, _ level: Level, leastRing: Double = 0) -> SimplifiedLayer {
    var options = SimplifiedLayer.Options()
    options.leastArea = level.leastArea
    options.leastRing = leastRing
    options.pointBudget = level.budget
    options.threads = 2
    return SimplifiedLayer(
      layer, on: DrawingGrid(layer.bounds, width: level.width, height: level.width), options: options)
  }

  /// No overlap, no gap, the same parts and the same neighbours.
  private func expectSameMap(_ layer: PolygonBuffer, _ simple: SimplifiedLayer) throws {
    let drawn = simple.buffer
    #expect(drawn.featureCount == layer.featureCount)
    let context = try GEOSContext()
    var shapes: [Shape] = []
    var sum = 0.0
    for feature in 0..<layer.featureCount {
      #expect(drawn.polygons(of: feature).count == layer.polygons(of: feature).count)
      #expect(drawn.rings(ofFeature: feature).count == layer.rings(ofFeature: feature).count)
      let shape = try context.shape(ofFeature: feature, in: drawn)
      let invalidity = try shape.invalidity
      #expect(invalidity == nil, "unit \(feature)")
      sum += drawn.planarArea(ofFeature: feature)
      shapes.append(shape)
    }
    expectNoCrossing(simple)
    let union = try shapes.reduce(try context.collection([])) { try $0.union($1) }
    #expect(abs(try union.area - sum) <= 1e-9 * sum)
    var merged = PolygonBuffer()
    try union.append(to: &merged)
    let whole = layer.dissolvedByEdges(groups: [Array(0..<layer.featureCount)], threads: 1)
    #expect(merged.ringCount == whole.ringCount, "as many holes as the layer has")
    for kind in [SpatialWeights.Contiguity.queen, .rook] {
      let before = SpatialWeights.contiguity(of: layer, kind, snap: nil, threads: 2)
      let after = SpatialWeights.contiguity(of: drawn, kind, snap: nil, threads: 2)
      for unit in 0..<layer.featureCount {
        #expect(Array(before.neighbours(of: unit)) == Array(after.neighbours(of: unit)))
      }
    }
    expectEachEdgeOnce(drawn)
  }

  /// Segments meet in ends that both have, by exact arithmetic.
  private func expectNoCrossing(_ simple: SimplifiedLayer) {
    let segments = simple.arcs.flatMap { zip($0.points, $0.points.dropFirst()).map { ($0, $1) } }
    var crossings: [String] = []
    CellGrid(segments.map { GridBox($0.0, $0.1) }).forEachPair { one, two in
      let (a, b) = segments[one]
      let (c, d) = segments[two]
      if Side.meet(a, b, c, d) { crossings.append("\(a) \(b) and \(c) \(d)") }
    }
    #expect(crossings.isEmpty)
  }

  /// No directed edge twice: an edge that two units share runs once in each direction.
  private func expectEachEdgeOnce(_ buffer: PolygonBuffer) {
    var edges = Set<[Double]>()
    for ring in 0..<buffer.ringCount {
      for vertex in buffer.vertices(of: ring).dropLast() {
        #expect(edges.insert(Array(buffer.coordinates[2 * vertex..<2 * vertex + 4])).inserted)
      }
    }
  }

  @Test(arguments: levels) func randomPartitions(level: Level) throws {
    for seed in 0..<12 {
      var generator = FixedGenerator(state: UInt64(seed))
      let layer = RandomPartition.layer(columns: 5, rows: 4, bends: [3, 12, 60][seed % 3], &generator)
      try expectSameMap(layer, simplify(layer, level))
    }
  }

  @Test(arguments: levels) func shippedShapes(level: Level) throws {
    for name in ["kaltim_kecamatan", "kaltim_kabkota"] {
      let layer = RealLayer.polygons(at: PackageFolder.path + "/shapes/\(name).shp")
      try expectSameMap(layer, simplify(layer, level))
    }
  }

  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"), arguments: levels)
  func cleanRealLayer(level: Level) throws {
    let layer = RealLayer.polygons("kaltim_kabkota_bps_quarcs")
    try expectSameMap(layer, simplify(layer, level))
  }

  /// Layers whose own borders overlap or do not match: no unit and no pair of neighbours is lost, and they overlap hardly
  /// more than they did: borders that do not match are simplified each by itself, within the width of what goes.
  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"), arguments: [levels[1], levels[4], levels[7]])
  func flawedRealLayers(level: Level) throws {
    for name in ["kaltim_kecamatan_cahyadsn_desadissolve", "kaltim_kabkota_cahyadsn_native"] {
      let layer = RealLayer.polygons(name)
      let simple = simplify(layer, level)
      let drawn = simple.buffer
      for unit in 0..<layer.featureCount { #expect(drawn.planarArea(ofFeature: unit) > 0) }
      let before = SpatialWeights.contiguity(of: layer, .rook, snap: nil, threads: 2)
      let after = SpatialWeights.contiguity(of: drawn, .rook, snap: nil, threads: 2)
      for unit in 0..<layer.featureCount {
        #expect(Set(before.neighbours(of: unit)).isSubset(of: after.neighbours(of: unit)))
      }
      let share = try (overlapShare(layer), overlapShare(drawn))
      #expect(share.1 <= share.0 + 3e-4, "from \(share.0) to \(share.1)")
    }
  }

  /// How much of the units' area lies in more than one of them.
  private func overlapShare(_ layer: PolygonBuffer) throws -> Double {
    let context = try GEOSContext()
    let shapes = try (0..<layer.featureCount).map { try context.shape(ofFeature: $0, in: layer).makeValid() }
    let sum = try shapes.reduce(0) { $0 + (try $1.area) }
    let union = try shapes.reduce(try context.collection([])) { try $0.union($1) }
    return try (sum - union.area) / sum
  }
}

extension SimplifiedLayer {
  /// As a layer again, with y up, in steps.
  var buffer: PolygonBuffer {
    var buffer = PolygonBuffer()
    for feature in 0..<featureCount {
      let polygons = (featureOffsets[feature]..<featureOffsets[feature + 1]).map { polygon in
        (polygonOffsets[polygon]..<polygonOffsets[polygon + 1]).compactMap { ring in
          let points = points(ofRing: ring).map { (Double($0.x), -Double($0.y)) }
          return points.isEmpty ? nil : points + [points[0]]
        }
      }
      buffer.append(feature: polygons.filter { !$0.isEmpty })
    }
    return buffer
  }
}
