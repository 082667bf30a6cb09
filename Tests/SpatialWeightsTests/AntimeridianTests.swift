import Geometry
import Projections
import SpatialWeights
import TestSupport
import Testing

/// Layers that were cut along the antimeridian, as RFC 7946 asks for it.
@Suite struct AntimeridianTests {
  /// Columns of squares of one degree around 180°, the same columns around 0°, as units in the same order.
  private func layers(columns: Int, rows: Int, bends: Int = 0) -> (cut: Tessellation, whole: Tessellation) {
    var random = FixedGenerator(state: 3)
    var whole = Tessellation.brickWall(columns: columns, rows: rows, bends: bends, &random)
    // Bricks of every other row lie across the middle: those are no part of a layer that was cut.
    whole.units = whole.units.enumerated().filter { $0.offset / columns % 2 == 0 }.map(\.element)
    let middle = Double(columns / 2)
    whole.forEachVertex { _, vertex in vertex.x -= middle }
    var cut = whole
    for unit in cut.units.indices {
      let isWest = cut.units[unit][0][0].allSatisfy { $0.x <= 0.1 } && cut.units[unit][0][0].contains { $0.x < -0.5 }
      cut.mapRing(of: unit) { Point(isWest ? 180 + $0.x : $0.x - 180, $0.y) }
    }
    return (cut, whole)
  }

  private func contiguity(
    _ layer: Tessellation, _ kind: SpatialWeights.Contiguity, snap metres: Double = 0, joins: Bool = true,
    threads: Int = 1
  ) -> SpatialWeights {
    .contiguity(
      of: layer.buffer, kind, snap: metres > 0 ? .metres(metres, on: .wgs84) : nil, joinsAntimeridian: joins,
      threads: threads)
  }

  @Test(arguments: SpatialWeights.Contiguity.allCases)
  func unitsOnBothSidesAreNeighbours(kind: SpatialWeights.Contiguity) {
    // Straight edges of whole numbers, which moving to 180° leaves whole.
    let (cut, whole) = layers(columns: 6, rows: 7)
    let expected = contiguity(whole, kind)
    #expect(expected.linkCount > 0)
    #expect(contiguity(cut, kind) == expected)
    #expect(contiguity(cut, kind, threads: 3) == expected)
    // In each of the four rows one pair meets there.
    #expect(contiguity(cut, kind, joins: false).linkCount == expected.linkCount - 2 * 4)
  }

  /// A gap of two metres along the antimeridian itself, and edges that match nowhere.
  @Test func gapsAcrossItAreSnapped() throws {
    let metre = 1 / Ellipsoid.wgs84.distance(lon1: 0, lat1: 10, lon2: 1, lat2: 10)
    func box(_ west: Double, _ east: Double) -> [Point] {
      [[west, 10], [east, 10], [east, 10.01], [west, 10.01], [west, 10]]
    }
    let layer = Tessellation(units: [[[box(179.99, 180 - metre)]], [[box(-180 + metre, -179.99)]], [[box(0, 1)]]])
    for kind in SpatialWeights.Contiguity.allCases {
      #expect(contiguity(layer, kind, snap: 1.5).linkCount == 0)
      #expect(contiguity(layer, kind, snap: 2.5) == SpatialWeights(rows: [[1], [0], []]))
      #expect(contiguity(layer, kind, snap: 2.5, joins: false).linkCount == 0)
    }
    let misses = contiguity(layer, .queen)
      .nearMisses(in: layer.buffer, within: .metres(50, on: .wgs84), joinsAntimeridian: true, threads: 1)
    let miss = try #require(misses.first)
    #expect(misses.count == 1)
    #expect(abs(miss.gap - 2) < 1e-3)
    // On the first unit's boundary, in the layer's own longitudes.
    #expect(abs(miss.x - (180 - metre)) < 1e-9)
  }

  /// Plane coordinates of 180 and −180 are far apart, and longitudes need no second side.
  @Test func nothingElseIsJoined() {
    let plane = Tessellation(units: [[[Tessellation.square(-180, 0, 1)]], [[Tessellation.square(179, 0, 1)]]])
    #expect(contiguity(plane, .queen, joins: false).linkCount == 0)
    #expect(contiguity(plane, .queen).linkCount == 2)
    let east = Tessellation(units: [[[Tessellation.square(-180, 0, 1)]], [[Tessellation.square(-179, 0, 1)]]])
    #expect(contiguity(east, .rook) == contiguity(east, .rook, joins: false))
    // A unit around the world is no neighbour of itself.
    let band: [Point] = [[-180, -90], [180, -90], [180, -60], [-180, -60], [-180, -90]]
    #expect(contiguity(Tessellation(units: [[[band]]]), .queen).linkCount == 0)
  }
}

extension Tessellation {
  fileprivate mutating func mapRing(of unit: Int, _ change: (Point) -> Point) {
    for polygon in units[unit].indices {
      for ring in units[unit][polygon].indices { units[unit][polygon][ring] = units[unit][polygon][ring].map(change) }
    }
  }
}
