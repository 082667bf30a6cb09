import Geometry
import SpatialWeights
import TestSupport
import Testing

@Suite struct ExactContiguityTests {
  func queen(_ layer: Tessellation, threads: Int = 1) -> SpatialWeights {
    .contiguity(of: layer.buffer, .queen, threads: threads)
  }
  func rook(_ layer: Tessellation, threads: Int = 1) -> SpatialWeights {
    .contiguity(of: layer.buffer, .rook, threads: threads)
  }

  @Test func queensAndRooksMoveAsOnABoard() {
    for columns in 1...6 {
      for rows in 1...6 {
        let board = Tessellation(columns: columns, rows: rows, unitCount: columns * rows) { $0 + $1 * columns }
        let steps = { (a: Int, b: Int) in (abs(a % columns - b % columns), abs(a / columns - b / columns)) }
        #expect(
          queen(board)
            == SpatialWeights(rows: BruteForce.rows(columns * rows) { max(steps($0, $1).0, steps($0, $1).1) == 1 }))
        #expect(
          rook(board)
            == SpatialWeights(rows: BruteForce.rows(columns * rows) { steps($0, $1).0 + steps($0, $1).1 == 1 }))
      }
    }
  }

  /// Ways to give each of nine cells to one of three units or to none: units of several parts, enclosed ones,
  /// null shapes.
  @Test func mapsOfNineCells() {
    let owners = 4
    // Every 101st of the 4⁹ maps; the step is prime to the base, so every cell meets every owner.
    let step = 101
    var code = 0
    while code < 262_144 {
      var cells: [Int?] = []
      var rest = code
      for _ in 0..<9 {
        cells.append(rest % owners == 3 ? nil : rest % owners)
        rest /= owners
      }
      code += step
      let layer = Tessellation(columns: 3, rows: 3, unitCount: 3) { cells[$0 + 3 * $1] }
      let meets = { (a: Int, b: Int, distance: (Int, Int) -> Bool) in
        (0..<9).contains { cell in
          cells[cell] == a
            && (0..<9).contains { cells[$0] == b && distance(abs(cell % 3 - $0 % 3), abs(cell / 3 - $0 / 3)) }
        }
      }
      let asQueens = BruteForce.rows(3) { meets($0, $1) { max($0, $1) == 1 } }
      let asRooks = BruteForce.rows(3) { meets($0, $1) { $0 + $1 == 1 } }
      guard queen(layer) == SpatialWeights(rows: asQueens), rook(layer) == SpatialWeights(rows: asRooks) else {
        Issue.record("map \(code - step): \(cells)")
        return
      }
    }
  }

  @Test func twoIsolatedPointsAreNoEdge() {
    // The first has a notch under the second's straight edge: they share its two ends.
    let notched: [Point] = [[0, 0], [4, 0], [4, 2], [2, 1], [0, 2], [0, 0]]
    let roof: [Point] = [[0, 2], [4, 2], [2, 4], [0, 2]]
    let layer = Tessellation(units: [[[notched]], [[roof]]])
    #expect(queen(layer) == SpatialWeights(rows: [[1], [0]]))
    #expect(rook(layer) == SpatialWeights(rows: [[], []]))
  }

  @Test func enclosedUnitsAreNeighboursThroughTheHole() {
    let around = [Tessellation.square(0, 0, 10), Tessellation.square(4, 4, 2).reversed()]
    let inside = [Tessellation.square(4, 4, 2)]
    let layer = Tessellation(units: [[around], [inside], []])
    for weights in [queen(layer), rook(layer)] {
      #expect(weights == SpatialWeights(rows: [[1], [0], []]))
      #expect(weights.isolates == [2])
    }
  }

  @Test func edgesOfNoLengthAreNoEdges() {
    // Both repeat the vertex they share.
    let left: [Point] = [[0, 0], [1, 1], [1, 1], [0, 2], [0, 0]]
    let right: [Point] = [[1, 1], [2, 0], [2, 2], [1, 1], [1, 1]]
    let layer = Tessellation(units: [[[left]], [[right]]])
    #expect(queen(layer).linkCount == 2)
    #expect(rook(layer).linkCount == 0)
  }

  @Test func anEdgeIsTheSameInEitherDirectionAndAcrossTheClosingVertex() {
    let a: [Point] = [[0, 0], [1, 0], [0, 1], [0, 0]]
    for b: [Point] in [
      [[1, 0], [1, 1], [0, 1], [1, 0]], [[0, 1], [1, 1], [1, 0], [0, 1]], [[1, 1], [0, 1], [1, 0], [1, 1]],
    ] {
      #expect(rook(Tessellation(units: [[[a]], [[b]]])).linkCount == 2)
    }
  }

  @Test func zeroIsZeroWhateverItsSign() {
    let a: [Point] = [[0, 0], [1, 0], [1, 1], [0, 0]]
    let b: [Point] = [[-0.0, -0.0], [1, -0.0], [1, -1], [-0.0, -0.0]]
    let layer = Tessellation(units: [[[a]], [[b]]])
    #expect(queen(layer).linkCount == 2)
    #expect(rook(layer).linkCount == 2)
  }

  @Test func aVertexInsideAnEdgeIsNotMatched() {
    // A T-junction: the long edge has no vertex where the two small squares meet it.
    let layer = Tessellation(units: [
      [[[[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]]]],
      [[[[0.5, 1], [1.5, 1], [1.5, 2], [0.5, 2], [0.5, 1]]]],
    ])
    #expect(queen(layer).linkCount == 0)
    #expect(rook(layer).linkCount == 0)
  }

  @Test func layersWithoutVerticesOrExtent() {
    #expect(queen(Tessellation(units: [])).unitCount == 0)
    #expect(rook(Tessellation(units: [[], []])) == SpatialWeights(rows: [[], []]))
    let point: [Point] = [[3, 3], [3, 3], [3, 3], [3, 3]]
    #expect(queen(Tessellation(units: [[[point]], [[point]]])).linkCount == 2)
    #expect(rook(Tessellation(units: [[[point]], [[point]]])).linkCount == 0)
    let huge: [Point] = [[-1.7e308, 0], [1.7e308, 0], [0, 1.7e308], [-1.7e308, 0]]
    #expect(queen(Tessellation(units: [[[huge]], [[huge]]])).linkCount == 2)
  }

  @Test func manyUnitsAroundOnePoint() {
    let count = 40
    let corner = { (slice: Int) in Point(Double(slice % count), Double((slice % count) * (slice % count))) }
    let layer = Tessellation(
      units: (0..<count).map { [[[Point(-9, -9), corner($0), corner($0 + 1), Point(-9, -9)]]] })
    #expect(queen(layer).linkCount == count * (count - 1))
    #expect(rook(layer).linkCount == 2 * count)
  }

  /// Large enough for many cells, and for stretches that cross them.
  @Test(arguments: [UInt64(1), 2, 3])
  func randomWallsAgreeWithBruteForce(seed: UInt64) {
    var random = FixedGenerator(state: seed)
    let wall = Tessellation.brickWall(columns: 14, rows: 12, bends: 9, &random)
    let expected = SpatialWeights(rows: BruteForce.queen(wall))
    #expect(queen(wall) == expected)
    #expect(rook(wall) == SpatialWeights(rows: BruteForce.rook(wall)))
    #expect(expected.isSymmetric)
    #expect(expected.maxCardinality == 6)
  }

  @Test func theResultIsThatOfTheMapNotOfItsFile() {
    var random = FixedGenerator(state: 7)
    let wall = Tessellation.brickWall(columns: 30, rows: 20, bends: 12, &random)
    let plain = [queen(wall), rook(wall)]
    for threads in [2, 3, 8] { #expect([queen(wall, threads: threads), rook(wall, threads: threads)] == plain) }

    var turned = wall
    turned.mapRings { unit, ring in
      let open = ring.dropLast()
      let start = unit * 7 % open.count
      let rotated = Array(open[start...] + open[..<start])
      let ring = rotated + [rotated[0]]
      return unit % 3 == 0 ? ring.reversed() : ring
    }
    #expect([queen(turned), rook(turned)] == plain)

    let order = Array(0..<wall.units.count).shuffled(using: &random)
    let shuffled = queen(Tessellation(units: order.map { wall.units[$0] }))
    for (place, unit) in order.enumerated() {
      #expect(
        shuffled.neighbours(of: place).map { order[Int($0)] }.sorted() == plain[0].neighbours(of: unit).map { Int($0) })
    }
  }
}
