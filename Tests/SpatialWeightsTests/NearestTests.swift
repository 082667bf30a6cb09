import Diagnostics
import Projections
import SpatialWeights
import TestSupport
import Testing

@Suite struct NearestTests {
  typealias Points = [(x: Double, y: Double)?]

  /// The definition: geodesics from every unit to every other, to a micrometre, ties by unit order.
  func bruteForce(_ points: Points, _ neighbours: ([(distance: Double, unit: Int)]) -> [Int]) -> SpatialWeights {
    let geodesic = Geodesic(on: .wgs84)
    return SpatialWeights(
      rows: points.indices.map { unit in
        guard let here = points[unit] else { return [] }
        let others = points.indices.compactMap { other -> (distance: Double, unit: Int)? in
          guard other != unit, let there = points[other] else { return nil }
          let (a, b) = unit < other ? (here, there) : (there, here)
          let metres = geodesic.distance(lon1: a.x, lat1: a.y, lon2: b.x, lat2: b.y)
          return ((metres * 1e6).rounded() / 1e6, other)
        }
        return neighbours(others.sorted { $0 < $1 })
      })
  }

  func nearest(_ k: Int, _ points: Points) -> SpatialWeights {
    bruteForce(points) { $0[..<k].map(\.unit) }
  }

  func within(_ metres: Double, _ points: Points) -> SpatialWeights {
    bruteForce(points) { $0.filter { $0.distance <= metres }.map(\.unit) }
  }

  func random(_ count: Int, x: ClosedRange<Double>, y: ClosedRange<Double>, seed: UInt64) -> Points {
    var generator = FixedGenerator(state: seed)
    return (0..<count).map { _ in (.random(in: x, using: &generator), .random(in: y, using: &generator)) }
  }

  static let regions: [(ClosedRange<Double>, ClosedRange<Double>)] = [
    (113...120, -3...3), (-180...180, -90...90), (179...181, -20 ... -15), (-180...180, 85...90), (10...10, -80...80),
  ]

  @Test(arguments: 0..<5)
  func agreesWithBruteForce(region: Int) throws {
    let points = random(120, x: Self.regions[region].0, y: Self.regions[region].1, seed: 31 + UInt64(region))
    for k in [1, 6, 119] {
      let weights = try SpatialWeights.nearest(k, of: points, metric: .geodesic(.wgs84), threads: 2)
      #expect(weights == nearest(k, points))
    }
    for metres in [100_000.0, 1_000_000, 19_900_000, 30_000_000] {
      let weights = try SpatialWeights.withinDistance(metres, of: points, metric: .geodesic(.wgs84), threads: 2)
      #expect(weights == within(metres, points))
      #expect(weights.isSymmetric)
    }
  }

  @Test func theAntimeridianIsNoBorder() throws {
    let points: Points = [(179.9, 0), (-179.9, 0.01), (178, 0), (-178, 0)]
    let weights = try SpatialWeights.nearest(1, of: points, metric: .geodesic(.wgs84), threads: 1)
    #expect(weights == SpatialWeights(rows: [[1], [0], [0], [1]]))
  }

  /// On a grid most neighbours are as near as another by symmetry, though not to the last digit.
  @Test func tiesGoToTheFirstUnit() throws {
    let points: Points = (0..<100).map { unit in
      let column = Double(unit % 10)
      let row = Double(unit / 10)
      return (x: 116.1 + 0.1 * column, y: -0.45 + 0.1 * row)
    }
    for k in [1, 2, 3, 5] {
      #expect(try SpatialWeights.nearest(k, of: points, metric: .geodesic(.wgs84), threads: 2) == nearest(k, points))
    }
    let row: Points = [(0, 0), (1, 0), (-1, 0), (2, 0)]
    let weights = try SpatialWeights.nearest(1, of: row, metric: .geodesic(.wgs84), threads: 1)
    #expect(weights == SpatialWeights(rows: [[1], [0], [0], [1]]))
    #expect(!weights.isSymmetric)
    let plane = try SpatialWeights.nearest(1, of: row, metric: .plane, threads: 1)
    #expect(plane == weights)
  }

  @Test func pointsInOnePlaceAreNeighbours() throws {
    let points: Points = Array(repeating: (117, 0.5), count: 40)
    let weights = try SpatialWeights.nearest(2, of: points, metric: .geodesic(.wgs84), threads: 1)
    #expect(weights == SpatialWeights(rows: [[1, 2], [0, 2]] + Array(repeating: [0, 1], count: 38)))
    #expect(
      try SpatialWeights.withinDistance(1, of: points, metric: .geodesic(.wgs84), threads: 1).linkCount == 40 * 39)
  }

  @Test func unitsWithoutAPointAreIsolates() throws {
    let points: Points = [(0, 0), nil, (1, 0), (3, 0), nil]
    let expected = SpatialWeights(rows: [[2], [], [0], [2], []])
    #expect(try SpatialWeights.nearest(1, of: points, metric: .plane, threads: 1) == expected)
    let band = try SpatialWeights.withinDistance(2, of: points, metric: .plane, threads: 1)
    #expect(band == SpatialWeights(rows: [[2], [], [0, 3], [2], []]))
  }

  @Test func aBandIncludesItsEdge() throws {
    let points: Points = [(0, 0), (3, 4), (0, 5.000001)]
    let band = try SpatialWeights.withinDistance(5, of: points, metric: .plane, threads: 1)
    #expect(band == SpatialWeights(rows: [[1], [0, 2], [1]]))
    let apart = Ellipsoid.wgs84.distance(lon1: 116, lat1: 0.5, lon2: 116.2, lat2: -0.3)
    let metres = (apart * 1e6).rounded() / 1e6
    let pair: Points = [(116, 0.5), (116.2, -0.3)]
    let geodesic = PointMetric.geodesic(.wgs84)
    #expect(try SpatialWeights.withinDistance(metres, of: pair, metric: geodesic, threads: 1).linkCount == 2)
    #expect(try SpatialWeights.withinDistance(metres - 1e-5, of: pair, metric: geodesic, threads: 1).linkCount == 0)
  }

  @Test func theResultDoesNotDependOnThreads() throws {
    let points = random(3_000, x: 95...141, y: -11...6, seed: 77)
    let nearest = try SpatialWeights.nearest(6, of: points, metric: .geodesic(.wgs84), threads: 1)
    let band = try SpatialWeights.withinDistance(80_000, of: points, metric: .geodesic(.wgs84), threads: 1)
    for threads in [2, 5] {
      #expect(try SpatialWeights.nearest(6, of: points, metric: .geodesic(.wgs84), threads: threads) == nearest)
      #expect(
        try SpatialWeights.withinDistance(80_000, of: points, metric: .geodesic(.wgs84), threads: threads) == band)
    }
  }

  @Test func numbersThatCannotBeUsed() throws {
    let points: Points = [(0, 0), nil, (1, 0), (2, 0)]
    for k in [0, -1, 3] {
      let fault = #expect(throws: Diagnostic.self) {
        try SpatialWeights.nearest(k, of: points, metric: .plane, threads: 1)
      }
      #expect(fault?.kind == .usage)
      #expect(
        fault?.message.english
          == "Cannot take the \(k) nearest neighbours: this layer has 3 units with a geometry. "
          + "Choose a number from 1 to 2.")
      #expect(
        fault?.message.indonesian
          == "\(k) tetangga terdekat tidak dapat dipakai: hanya 3 wilayah di peta ini yang bergeometri. "
          + "Pilih angka dari 1 sampai 2.")
    }
    let alone = #expect(throws: Diagnostic.self) {
      try SpatialWeights.nearest(1, of: [(0, 0)], metric: .plane, threads: 1)
    }
    #expect(
      alone?.message.english == "Cannot take the 1 nearest neighbour: this layer has 1 unit with a geometry. "
        + "At least two are needed.")
    for distance in [0, -1, Double.nan, .infinity] {
      let fault = #expect(throws: Diagnostic.self) {
        try SpatialWeights.withinDistance(distance, of: points, metric: .plane, threads: 1)
      }
      #expect(fault?.kind == .usage)
      #expect(
        fault?.message.english
          == "Cannot use \(distance) as the distance between neighbours. Choose a distance greater than zero.")
    }
  }
}
