import Geometry
import Projections
import SpatialWeights
import TestSupport
import Testing

@Suite struct SnappedContiguityTests {
  func weights(
    _ layer: Tessellation, _ contiguity: SpatialWeights.Contiguity, _ tolerance: Double, threads: Int = 2
  ) -> SpatialWeights {
    .contiguity(of: layer.buffer, contiguity, snap: .layerUnits(tolerance), threads: threads)
  }

  /// Boundaries that were drawn anew for each unit: every vertex moved, and some left out.
  func redrawn(_ layer: Tessellation, by distance: Double, _ random: inout FixedGenerator) -> Tessellation {
    var layer = layer
    layer.forEachVertex { _, vertex in
      vertex += Point(
        .random(in: -distance...distance, using: &random), .random(in: -distance...distance, using: &random))
    }
    layer.mapRings { _, ring in
      let open = ring.dropLast().enumerated().filter { $0.offset % 5 != 3 }.map { $0.element }
      return open + [open[0]]
    }
    return layer
  }

  @Test(arguments: [UInt64(11), 12, 13])
  func redrawnBoundariesAreMatchedWithinTheTolerance(seed: UInt64) {
    var random = FixedGenerator(state: seed)
    let wall = Tessellation.brickWall(columns: 9, rows: 8, bends: 2, &random)
    let redrawn = redrawn(wall, by: 0.01, &random)
    let expected = weights(wall, .queen, 0)
    #expect(weights(redrawn, .queen, 0).linkCount == 0)
    // Leaving out a vertex moves an edge by up to 0.1; no other units come so near.
    #expect(weights(redrawn, .queen, 0.12) == expected)
    #expect(weights(redrawn, .queen, 0.12, threads: 1) == expected)
    let crossing = weights(redrawn, .queen, 1e-9)
    #expect(crossing.isSymmetric)
    #expect(crossing.linkCount < expected.linkCount)
  }

  @Test func whatMatchesExactlyIsNeverLost() {
    var random = FixedGenerator(state: 5)
    let wall = Tessellation.brickWall(columns: 6, rows: 6, bends: 3, &random)
    let exact = weights(wall, .rook, 0)
    for tolerance in [1e-12, 0.001, 0.02, 0.2] {
      for contiguity in SpatialWeights.Contiguity.allCases {
        let snapped = weights(wall, contiguity, tolerance)
        for unit in 0..<exact.unitCount {
          for other in exact.neighbours(of: unit) {
            #expect(snapped.link(from: unit, to: Int(other)) != nil)
          }
        }
      }
    }
  }

  /// Two squares side by side with a gap of 0.25, exact in binary.
  @Test func theToleranceIsInclusive() {
    let layer = Tessellation(units: [[[Tessellation.square(0, 0, 1)]], [[Tessellation.square(1.25, 0.5, 1)]]])
    #expect(weights(layer, .queen, 0.25).linkCount == 2)
    #expect(weights(layer, .queen, 0.249).linkCount == 0)
    let misses = weights(layer, .queen, 0).nearMisses(in: layer.buffer, within: .layerUnits(0.25), threads: 2)
    #expect(misses.count == 1)
    #expect(misses.first?.first == 0 && misses.first?.second == 1 && misses.first?.gap == 0.25)
    #expect(misses.first?.x == 1)
    #expect(weights(layer, .queen, 0.25).nearMisses(in: layer.buffer, within: .layerUnits(0.25), threads: 2).isEmpty)
  }

  @Test func anEdgeWithoutMatchingVerticesIsARookNeighbour() {
    let long: [Point] = [[0, 0], [3, 0], [3, 1], [0, 1], [0, 0]]
    let layer = Tessellation(units: [[[long]], [[Tessellation.square(1, 1, 1)]]])
    let bothWays = SpatialWeights(rows: [[1], [0]])
    #expect(weights(layer, .queen, 1e-9) == bothWays)
    #expect(weights(layer, .rook, 1e-9) == bothWays)
    let miss = weights(layer, .rook, 0).nearMisses(in: layer.buffer, within: .layerUnits(0), threads: 1)
    #expect(miss.map(\.gap) == [0])
  }

  @Test func cornersAreNoEdges() {
    // Four squares around a corner, each drawn a little apart.
    let layer = Tessellation(units: [
      [[Tessellation.square(0, 0, 1)]], [[Tessellation.square(1.01, 0, 1)]], [[Tessellation.square(0, 1.01, 1)]],
      [[Tessellation.square(1.01, 1.01, 1)]],
    ])
    #expect(weights(layer, .queen, 0.02) == SpatialWeights(rows: [[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]]))
    #expect(weights(layer, .rook, 0.02) == SpatialWeights(rows: [[1, 2], [0, 3], [0, 3], [1, 2]]))
  }

  @Test func twoIsolatedPointsAreNoEdge() {
    // The roof rests on the two ends of a notch, a little above them.
    let notched: [Point] = [[0, 0], [4, 0], [4, 2], [2, 1], [0, 2], [0, 0]]
    let roof: [Point] = [[0, 2.01], [4, 2.01], [2, 4], [0, 2.01]]
    let layer = Tessellation(units: [[[notched]], [[roof]]])
    #expect(weights(layer, .queen, 0.02).linkCount == 2)
    #expect(weights(layer, .rook, 0.02).linkCount == 0)
  }

  /// The edge is found wherever the rings begin, and although each has several segments along it.
  @Test func anEdgeMayRunAcrossTheBeginningOfARing() {
    let lower: [Point] = [[0, 0], [2, 0], [2, 1], [1.5, 1], [1, 1], [0.5, 1], [0, 1]]
    let upper: [Point] = [[0, 1.01], [0.7, 1.01], [1.3, 1.01], [2, 1.01], [2, 2], [0, 2]]
    for start in 0..<lower.count {
      for other in 0..<upper.count {
        let a = Array(lower[start...] + lower[..<start])
        let b = Array(upper[other...] + upper[..<other])
        let layer = Tessellation(units: [[[a + [a[0]]]], [[b + [b[0]]]]])
        // The near stretch is 2 and a little more at either end.
        #expect(weights(layer, .rook, 0.45).linkCount == 2)
        #expect(weights(layer, .rook, 0.02).linkCount == 2)
      }
    }
  }

  @Test func boundariesThatCrossAreContiguous() {
    // A cross of two bars: no vertex of one is near the other.
    let flat: [Point] = [[-5, -1], [5, -1], [5, 1], [-5, 1], [-5, -1]]
    let tall: [Point] = [[-1, -5], [1, -5], [1, 5], [-1, 5], [-1, -5]]
    let layer = Tessellation(units: [[[flat]], [[tall]]])
    #expect(weights(layer, .queen, 0).linkCount == 0)
    #expect(weights(layer, .queen, 1e-6).linkCount == 2)
    #expect(weights(layer, .rook, 1e-6).linkCount == 0)
    let misses = weights(layer, .queen, 0).nearMisses(in: layer.buffer, within: .layerUnits(1e-6), threads: 1)
    #expect(misses.map(\.gap) == [0])
  }

  @Test func overlapsFarFromTheBoundaryAreNoNeighbours() {
    let layer = Tessellation(units: [[[Tessellation.square(0, 0, 10)]], [[Tessellation.square(4, 4, 1)]]])
    #expect(weights(layer, .queen, 1).linkCount == 0)
    #expect(weights(layer, .queen, 4).linkCount == 2)
  }

  /// Gaps of ten metres along a meridian and along parallels, at the equator and far from it.
  @Test(arguments: [0.0, 45, -60, 75])
  func metresAreMetresAtEveryLatitude(latitude: Double) throws {
    let ellipsoid = Ellipsoid.wgs84
    let east = 10 / ellipsoid.distance(lon1: 0, lat1: latitude, lon2: 1e-3, lat2: latitude) * 1e-3
    let north = 10 / ellipsoid.distance(lon1: 0, lat1: latitude, lon2: 0, lat2: latitude + 1e-3) * 1e-3
    let side = 1e-4
    let here = Tessellation.square(0, latitude, side)
    for (x, y) in [(side + east, latitude), (0, latitude + side + north)] {
      let layer = Tessellation(units: [[[here]], [[Tessellation.square(x, y, side)]]])
      let links = { (metres: Double) in
        SpatialWeights.contiguity(of: layer.buffer, .queen, snap: .metres(metres, on: ellipsoid), threads: 1).linkCount
      }
      #expect(links(10.001) == 2)
      #expect(links(9.999) == 0)
      let miss = try #require(
        SpatialWeights.contiguity(of: layer.buffer, threads: 1)
          .nearMisses(in: layer.buffer, within: .metres(50, on: ellipsoid), threads: 1).first)
      #expect(abs(miss.gap - 10) < 0.001)
    }
  }

  @Test func nearMissesDoNotDependOnHowRingsAreWritten() {
    var random = FixedGenerator(state: 21)
    let wall = redrawn(.brickWall(columns: 8, rows: 6, bends: 3, &random), by: 0.02, &random)
    let misses = weights(wall, .queen, 0).nearMisses(in: wall.buffer, within: .layerUnits(0.1), threads: 1)
    #expect(misses.count > 100)
    #expect(zip(misses, misses.dropFirst()).allSatisfy { ($0.first, $0.second) < ($1.first, $1.second) })
    #expect(misses == weights(wall, .queen, 0).nearMisses(in: wall.buffer, within: .layerUnits(0.1), threads: 4))
    var turned = wall
    turned.mapRings { unit, ring in
      let open = ring.dropLast()
      let rotated = Array(open[(unit % open.count)...] + open[..<(unit % open.count)])
      return rotated + [rotated[0]]
    }
    let same = weights(turned, .queen, 0).nearMisses(in: turned.buffer, within: .layerUnits(0.1), threads: 2)
    #expect(misses == same)
  }

  /// Four squares around a corner and a sliver: a corner is no near miss of rook contiguity, because no tolerance makes
  /// an edge of it, and a tolerance that is wide beside an edge does not find that edge.
  @Test func whatWouldShareAnEdgeIsTried() {
    let layer = Tessellation(units: [
      [[Tessellation.square(0, 0, 1)]], [[Tessellation.square(1, 0, 1)]], [[Tessellation.square(0, 1, 1)]],
      [[Tessellation.square(1.01, 1, 1)]],
    ])
    let exact = weights(layer, .rook, 0)
    #expect(exact == SpatialWeights(rows: [[1, 2], [0], [0], []]))
    let misses = exact.nearMisses(in: layer.buffer, within: .layerUnits(0.5), threads: 1)
    #expect(misses.map { [$0.first, $0.second] } == [[0, 3], [1, 2], [1, 3], [2, 3]])
    let edges = SpatialWeights.edges(
      of: misses, in: layer.buffer, within: [0.001, 0.02, 0.5].map { .layerUnits($0) }, threads: 2)
    #expect(
      edges == [[false, false, true, false], [false, false, true, true], [false, false, false, false]])
    // As a search with that tolerance finds them.
    for (tolerance, joined) in zip([0.001, 0.02, 0.5], edges) {
      let snapped = weights(layer, .rook, tolerance)
      #expect(joined == misses.map { snapped.link(from: $0.first, to: $0.second) != nil })
    }
  }
}
