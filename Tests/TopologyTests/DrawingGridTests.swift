import Geometry
import Testing

@testable import Topology

@Suite struct DrawingGridTests {
  @Test func fillsTheWiderSide() {
    let grid = DrawingGrid(Box(minX: 113, minY: -2, maxX: 119, maxY: 2), width: 600, height: 600)
    #expect(grid.width == 600)
    #expect(grid.height == 400)
    #expect(grid.point(longitude: 113, latitude: 2) == GridPoint(x: 0, y: 0))
    #expect(grid.point(longitude: 119, latitude: 2).x == 600 * DrawingGrid.stepsPerUnit)
    #expect(grid.centreLongitude == 116)
  }

  @Test func aLayerWithoutExtentIsAPoint() {
    for box in [Box.empty, Box(minX: 1, minY: 1, maxX: 1, maxY: 1)] {
      let grid = DrawingGrid(box, width: 600, height: 600)
      #expect(grid.width == 0 && grid.height == 0)
      #expect(grid.point(longitude: 1, latitude: 1) == GridPoint(x: 0, y: 0))
    }
  }
}

@Suite struct SimplifiedLayerShapeTests {
  /// Two units that share a wavy border, one of which is met in the other direction.
  private func layer(bends: Int) -> PolygonBuffer {
    let border = (0...bends).map { (1 + 0.05 * Double($0 % 2), Double($0) / Double(bends)) }
    var buffer = PolygonBuffer()
    buffer.append(feature: [[[(0, 0)] + border + [(0, 1), (0, 0)]]])
    buffer.append(feature: [[[(2, 0), (2, 1)] + border.reversed() + [(2, 0)]]])
    return buffer
  }

  private func simplified(_ layer: PolygonBuffer, leastArea: Double, leastRing: Double = 50) -> SimplifiedLayer {
    var options = SimplifiedLayer.Options()
    options.leastArea = leastArea
    options.leastRing = leastRing
    return SimplifiedLayer(layer, on: DrawingGrid(layer.bounds, width: 1_000, height: 1_000), options: options)
  }

  @Test func aSharedBorderIsOneArc() {
    let simple = simplified(layer(bends: 40), leastArea: 0)
    #expect(simple.arcs.count == 3)
    #expect(simple.arcs.map(\.features).sorted { $0.count < $1.count } == [[0], [1], [0, 1]])
    #expect(simple.rings.joined().count { $0 < 0 } >= 1)
  }

  @Test func bothSidesLoseTheSamePoints() {
    let simple = simplified(layer(bends: 40), leastArea: 10_000)
    #expect(simple.points(ofRing: 0).count == 4)
    #expect(simple.points(ofRing: 1).count == 4)
    #expect(Set(simple.points(ofRing: 0)).intersection(simple.points(ofRing: 1)).count == 2)
  }

  @Test func aNullShapeKeepsItsPlace() {
    var buffer = layer(bends: 2)
    buffer.append(feature: [])
    let simple = simplified(buffer, leastArea: 0)
    #expect(simple.featureCount == 3)
    #expect(simple.rings(ofFeature: 2).isEmpty)
  }

  @Test func anEmptyLayerIsEmpty() {
    let simple = simplified(PolygonBuffer(), leastArea: 0)
    #expect(simple.featureCount == 0 && simple.arcs.isEmpty)
  }

  /// An islet goes where its unit has more land, and stays where it is all there is.
  @Test func theLargestPolygonStays() {
    func islet(_ x: Double, _ size: Double) -> [[(Double, Double)]] {
      [[(x, 0), (x + size, 0), (x + size, size), (x, size), (x, 0)]]
    }
    var buffer = PolygonBuffer()
    buffer.append(feature: [islet(0, 1), islet(1.5, 0.002)])
    buffer.append(feature: [islet(3, 0.002)])
    let simple = simplified(buffer, leastArea: 1e6)
    #expect(simple.rings(ofFeature: 0).count == 1)
    #expect(simple.rings(ofFeature: 1).count == 1)
    #expect(simple.rings(ofFeature: 1)[0].count == 4)
  }

  /// An enclave is an arc of both, so that it stays in both or in neither.
  @Test func anEnclaveIsTheHoleAroundIt() {
    let inner: [(Double, Double)] = (0...36).map { step in
      let (quarter, part) = (step % 36 / 9, Double(step % 36 % 9) / 9)
      let corners = [(0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6), (0.4, 0.4)]
      return (
        corners[quarter].0 + part * (corners[quarter + 1].0 - corners[quarter].0),
        corners[quarter].1 + part * (corners[quarter + 1].1 - corners[quarter].1)
      )
    }
    var buffer = PolygonBuffer()
    buffer.append(feature: [[[(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], inner.reversed()]])
    buffer.append(feature: [[inner]])
    let simple = simplified(buffer, leastArea: 10)
    let (hole, enclave) = (simple.rings(ofFeature: 0)[1], simple.rings(ofFeature: 1)[0])
    #expect(Set(hole) == Set(enclave))
    #expect(hole.count == 8, "a unit of its own keeps the look of an island")
  }
}
