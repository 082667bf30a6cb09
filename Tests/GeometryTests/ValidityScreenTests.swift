import Geometry
import Testing

/// What the screen says of single shapes; its agreement with GEOS is proven in GEOSTests.
@Suite struct ValidityScreenTests {
  typealias Ring = [(Double, Double)]

  static func square(_ x: Double, _ y: Double, _ size: Double, clockwise: Bool = false) -> Ring {
    let ring = [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
    return clockwise ? ring.reversed() : ring
  }

  private func proves(_ polygons: [[Ring]]) -> Bool {
    var buffer = PolygonBuffer()
    buffer.append(feature: polygons)
    return buffer.featuresNotProvenValid(threads: 1).isEmpty
  }

  @Test func plainShapesAreProven() {
    #expect(proves([]))
    #expect(proves([[[(0, 0), (1, 0), (0, 1), (0, 0)]]]))
    #expect(proves([[Self.square(0, 0, 4), Self.square(1, 1, 1, clockwise: true)]]))
    #expect(proves([[Self.square(0, 0, 1)], [Self.square(2, 0, 1)]]))
    // A vertex that lies straight on between its neighbours is nothing wrong.
    #expect(proves([[[(0, 0), (1, 0), (2, 0), (2, 2), (0, 2), (0, 0)]]]))
  }

  @Test(
    arguments: [
      // bow-tie
      [[[(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)]]],
      // spike
      [[[(0, 0), (3, 0), (2, 0), (2, 2), (0, 2), (0, 0)]]],
      // no area
      [[[(0, 0), (1, 0), (2, 0), (0, 0)]]],
      // too short
      [[[(0, 0), (1, 0), (0, 0)]]],
      // repeated vertex: legal, but for GEOS to say
      [[[(0, 0), (1, 0), (1, 0), (0, 1), (0, 0)]]],
      // ring that touches itself
      [[[(0, 0), (4, 0), (4, 4), (2, 0), (0, 4), (0, 0)]]],
      // hole outside, hole in a hole, hole that touches
      [[ValidityScreenTests.square(0, 0, 1), ValidityScreenTests.square(5, 5, 1, clockwise: true)]],
      [
        [
          ValidityScreenTests.square(0, 0, 9), ValidityScreenTests.square(1, 1, 5, clockwise: true),
          ValidityScreenTests.square(2, 2, 1, clockwise: true),
        ]
      ],
      [[ValidityScreenTests.square(0, 0, 4), ValidityScreenTests.square(0, 1, 1, clockwise: true)]],
      // one exterior in another, overlapping ones, the same twice
      [[ValidityScreenTests.square(0, 0, 9)], [ValidityScreenTests.square(1, 1, 1)]],
      [[ValidityScreenTests.square(0, 0, 2)], [ValidityScreenTests.square(1, 1, 2)]],
      [[ValidityScreenTests.square(0, 0, 2)], [ValidityScreenTests.square(0, 0, 2)]],
      [[[(0, 0), (.infinity, 0), (0, 1), (0, 0)]]],
      [[[(0, 0), (1, .nan), (0, 1), (0, 0)]]],
    ] as [[[Ring]]])
  func whatIsWrongOrDoubtfulIsNotProven(polygons: [[Ring]]) {
    #expect(!proves(polygons))
  }

  @Test func answersAreFeatureIndices() {
    var buffer = PolygonBuffer()
    for feature in 0..<200 {
      buffer.append(
        feature: feature % 7 == 3
          ? [[[(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)]]] : [[Self.square(Double(feature), 0, 1)]])
    }
    let expected = (0..<200).filter { $0 % 7 == 3 }
    #expect(buffer.featuresNotProvenValid(threads: 1) == expected)
    #expect(buffer.featuresNotProvenValid(threads: 4) == expected)
  }
}
