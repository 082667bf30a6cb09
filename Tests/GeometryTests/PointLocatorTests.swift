import Geometry
import Testing

@Suite struct PointLocatorTests {
  private func square(_ x: Double, _ y: Double, _ side: Double) -> [(Double, Double)] {
    [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
  }

  /// Ten by ten squares of side 1.
  private var board: PolygonBuffer {
    var buffer = PolygonBuffer()
    for row in 0..<10 { for column in 0..<10 { buffer.append(feature: [[square(Double(column), Double(row), 1)]]) } }
    return buffer
  }

  @Test func everyPointOfATessellationLiesInExactlyOneUnit() {
    let locator = PointLocator(board)
    // Quarters: corners, edges and insides, and the outer boundary.
    for i in 0...40 {
      for j in 0...40 {
        let place = locator.place(x: Double(i) / 4, y: Double(j) / 4)
        #expect(place.feature != nil && !place.isInSeveral, "\(i) \(j)")
        if !i.isMultiple(of: 4) && !j.isMultiple(of: 4) { #expect(place.feature == j / 4 * 10 + i / 4) }
      }
    }
    #expect(locator.place(x: -0.001, y: 5).feature == nil)
    #expect(locator.place(x: 5, y: 10.001).feature == nil)
    #expect(locator.place(x: .nan, y: 5).feature == nil)
  }

  @Test func aSharedSlantedEdgeGivesEachPointToOneSide() {
    var buffer = PolygonBuffer()
    // Two triangles of a square whose diagonal runs against each other's direction, with odd coordinates.
    buffer.append(feature: [[[(0.1, 0.1), (7.3, 0.1), (7.3, 5.9), (0.1, 0.1)]]])
    buffer.append(feature: [[[(0.1, 0.1), (7.3, 5.9), (0.1, 5.9), (0.1, 0.1)]]])
    let locator = PointLocator(buffer)
    for step in 1..<1000 {
      let t = Double(step) / 1000
      let place = locator.place(x: 0.1 + 7.2 * t, y: 0.1 + 5.8 * t)
      #expect(place.feature != nil && !place.isInSeveral)
    }
  }

  @Test func holesPartsOverlapsAndNullShapes() {
    var buffer = PolygonBuffer()
    buffer.append(feature: [[square(0, 0, 4), square(1, 1, 2).reversed()], [square(10, 0, 1)]])
    buffer.append(feature: [])
    buffer.append(feature: [[square(1, 1, 2)]])
    buffer.append(feature: [[square(3.5, 0, 2)]])
    let locator = PointLocator(buffer)
    #expect(locator.place(x: 0.5, y: 0.5).feature == 0)
    #expect(locator.place(x: 2, y: 2).feature == 2)
    #expect(locator.place(x: 10.5, y: 0.5).feature == 0)
    #expect(locator.place(x: 7, y: 0.5).feature == nil)
    let both = locator.place(x: 3.75, y: 0.5)
    #expect(both.feature == 0 && both.isInSeveral)
    #expect(PointLocator(PolygonBuffer()).place(x: 0, y: 0).feature == nil)
  }

  @Test func agreesWithTheWindingOfARaggedRing() {
    // A star of many vertices, so that there are many slabs.
    var ring: [(Double, Double)] = []
    let count = 2000
    for index in 0..<count {
      let radius = index.isMultiple(of: 2) ? 10.0 : 9.0
      let turn = Double(index) / Double(count)
      // A diamond's outline, which needs no sine.
      let (x, y) =
        turn < 0.25
        ? (1 - 4 * turn, 4 * turn)
        : turn < 0.5
          ? (1 - 4 * turn, 2 - 4 * turn) : turn < 0.75 ? (4 * turn - 3, 2 - 4 * turn) : (4 * turn - 3, 4 * turn - 4)
      ring.append((radius * x, radius * y))
    }
    ring.append(ring[0])
    var buffer = PolygonBuffer()
    buffer.append(feature: [[ring]])
    let locator = PointLocator(buffer)
    func isInside(_ x: Double, _ y: Double) -> Bool {
      var inside = false
      for (a, b) in zip(ring, ring.dropFirst()) where (a.1 <= y) != (b.1 <= y) {
        if x < a.0 + (b.0 - a.0) * (y - a.1) / (b.1 - a.1) { inside.toggle() }
      }
      return inside
    }
    var state: UInt64 = 7
    func draw() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 0x1p53 * 24 - 12
    }
    for _ in 0..<5000 {
      let (x, y) = (draw(), draw())
      #expect((locator.place(x: x, y: y).feature == 0) == isInside(x, y))
    }
  }
}
