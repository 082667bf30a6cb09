import Geometry
import Testing

@Suite struct DissolveTests {
  typealias Ring = [(Double, Double)]

  private func layer(_ features: [[Ring]]...) -> PolygonBuffer {
    var buffer = PolygonBuffer()
    for feature in features { buffer.append(feature: feature) }
    return buffer
  }

  /// A rectangle from a corner, counter-clockwise.
  private func box(_ x: Double, _ y: Double, _ width: Double = 1, _ height: Double = 1) -> Ring {
    [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
  }

  /// The unit squares of a picture, one feature each by rows from the top; `#` are the members of the group.
  private func dissolved(_ picture: [String], _ transform: (Ring) -> Ring = { $0 }) -> PolygonBuffer {
    var buffer = PolygonBuffer()
    var members: [Int] = []
    for (row, line) in picture.enumerated() {
      for (column, cell) in line.enumerated() {
        if cell == "#" { members.append(buffer.featureCount) }
        buffer.append(feature: [[transform(box(Double(column), Double(picture.count - 1 - row)))]])
      }
    }
    let result = buffer.dissolvedByEdges(groups: [members], threads: 1)
    #expect(result == buffer.dissolvedByEdges(groups: [members.reversed() + members], threads: 3))
    expectInvariants(result)
    return result
  }

  private func expectInvariants(_ buffer: PolygonBuffer) {
    #expect(buffer.ringOffsets.last == buffer.vertexCount)
    #expect(buffer.polygonOffsets.last == buffer.ringCount)
    #expect(buffer.featureOffsets.last == buffer.polygonCount)
    for polygon in 0..<buffer.polygonCount {
      for ring in buffer.rings(of: polygon) {
        let area = buffer.doubledSignedArea(ofRing: ring)
        #expect(ring == buffer.polygonOffsets[polygon] ? area > 0 : area < 0)
        let vertices = buffer.vertices(of: ring)
        #expect(vertices.count >= 4)
        #expect(point(buffer, vertices.lowerBound) == point(buffer, vertices.upperBound - 1))
        #expect(Set(vertices.dropLast().map { point(buffer, $0) }).count == vertices.count - 1, "not simple")
      }
    }
  }

  private func point(_ buffer: PolygonBuffer, _ vertex: Int) -> SIMD2<Double> {
    SIMD2(buffer.coordinates[2 * vertex], buffer.coordinates[2 * vertex + 1])
  }

  /// How many rings each polygon has, the exterior included.
  private func rings(_ buffer: PolygonBuffer) -> [Int] { (0..<buffer.polygonCount).map { buffer.rings(of: $0).count } }

  @Test func twoSquaresBecomeOneRingWithEveryVertex() {
    let buffer = layer([[box(0, 0)]], [[box(1, 0)]])
    let result = buffer.dissolvedByEdges(groups: [[0, 1]], threads: 1)
    #expect(result == layer([[[(0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1), (0, 0)]]]))
  }

  @Test func oneMemberStaysAsItIs() {
    let hole = Ring(box(1, 1).reversed())
    let buffer = layer([[box(9, 9)]], [[box(0, 0, 3, 3), hole], [box(5, 0)]])
    let result = buffer.dissolvedByEdges(groups: [[1]], threads: 1)
    // The hole, too, starts where it did.
    #expect(result == layer([[box(0, 0, 3, 3), hole], [box(5, 0)]]))
  }

  @Test func signsOfZeroDoNotMatter() {
    let buffer = layer(
      [[[(-1, -0.0), (0.0, -0.0), (-0.0, 1), (-1, 1), (-1, -0.0)]]], [[[(-0.0, 0), (1, 0), (1, 1), (0, 1), (-0.0, 0)]]])
    let result = buffer.dissolvedByEdges(groups: [[0, 1]], threads: 1)
    #expect(rings(result) == [1])
    #expect(result.vertexCount == 7)
    #expect(result.planarArea(ofFeature: 0) == 2)
  }

  @Test func edgesWithoutLengthAreLeftOut() {
    let buffer = layer([[[(0, 0), (1, 0), (1, 0), (1, 1), (0, 1), (0, 0)]]], [[box(1, 0)]])
    let result = buffer.dissolvedByEdges(groups: [[0, 1], [0]], threads: 1)
    #expect(result.vertices(ofFeature: 0).count == 7)
    #expect(result.vertices(ofFeature: 1).count == 5)
  }

  @Test func aUnitLeftOutIsAHole() {
    let result = dissolved(["###", "#.#", "###"])
    #expect(rings(result) == [2])
    #expect(result.planarArea(ofFeature: 0) == 8)
  }

  @Test func anIslandInAHoleIsAPolygonOfItsOwn() {
    let result = dissolved(["#####", "#...#", "#.#.#", "#...#", "#####"])
    #expect(rings(result) == [2, 1])
    #expect(result.planarArea(ofFeature: 0) == 17)
  }

  @Test func everyHoleFindsItsExterior() {
    let picture = [
      "#########.###", "#.#...#.#.#.#", "###.#.###.###", "#...........#", "#.#########.#", "#.#.#.#...#.#",
      "#.#####.#.#.#",
      "#.......#.#.#", "###########.#",
    ]
    let result = dissolved(picture)
    for polygon in 0..<result.polygonCount {
      let exterior = result.rings(of: polygon).lowerBound
      let box = result.box(ofRing: exterior)
      for hole in result.rings(of: polygon).dropFirst() {
        let inner = result.box(ofRing: hole)
        #expect(inner.minX >= box.minX && inner.maxX <= box.maxX && inner.minY >= box.minY && inner.maxY <= box.maxY)
      }
    }
    #expect(Int(result.planarArea(ofFeature: 0)) == picture.joined().count { $0 == "#" })
    #expect(result.polygonCount > 1)
    #expect(result.ringCount > result.polygonCount)
  }

  @Test func partsThatTouchInAPointAreTwoPolygons() {
    for picture in [["#.", ".#"], [".#", "#."]] {
      let result = dissolved(picture)
      #expect(rings(result) == [1, 1])
      #expect(result.vertexCount == 10)
    }
    // Touching in two points, they enclose what is not theirs, and still are two.
    #expect(rings(dissolved(["##.", "#.#", ".##"])) == [1, 1])
  }

  @Test func aHoleThatTouchesTheExteriorInAPointIsAHole() {
    // The hole in the middle touches the notch at the upper right in the point between them.
    for picture in [["##.", "#.#", "###"], [".##", "#.#", "###"], ["###", "#.#", "##."], ["###", "#.#", ".##"]] {
      let result = dissolved(picture)
      #expect(rings(result) == [2])
      #expect(result.planarArea(ofFeature: 0) == 7)
    }
  }

  @Test func holesThatTouchAreTwo() {
    let result = dissolved(["####", "#.##", "##.#", "####"])
    #expect(rings(result) == [3])
  }

  @Test func holesThatTouchInARingCutOffAnIsland() {
    let result = dissolved(["#####", "##.##", "#.#.#", "##.##", "#####"])
    // The holes and the island among them are one hole of what is around.
    #expect(rings(result) == [2, 1])
    #expect(result.planarArea(ofFeature: 0) == 21)
  }

  /// Directions at a point are compared exactly, wherever it lies and however flat the angles are.
  @Test func flatAnglesAtAPoint() {
    let result = dissolved(["##.", "#.#", "###"]) { ring in
      ring.map { (x, y) in (117 + x * 1e-5 + y * 1e-5, 1e-13 * y + 1e-10 * x) }
    }
    #expect(rings(result) == [2])
  }

  @Test func groupsMayShareMembersAndLeaveOthersOut() {
    let buffer = layer([[box(0, 0)]], [], [[box(1, 0)]], [[box(2, 0)]], [[box(0, 7)]])
    let result = buffer.dissolvedByEdges(groups: [[2, 0], [], [1], [3, 2, 2, 1], [4, 0]], threads: 2)
    #expect(result.featureCount == 5)
    #expect((0..<5).map { result.planarArea(ofFeature: $0) } == [2, 0, 0, 2, 2])
    #expect((0..<5).map { result.polygons(of: $0).count } == [1, 0, 0, 1, 2])
    #expect(buffer.dissolvedByEdges(groups: [], threads: 2) == PolygonBuffer())
    #expect(PolygonBuffer().dissolvedByEdges(groups: [[], []], threads: 2).featureCount == 2)
  }

  @Test func polygonsAreInTheOrderOfTheLayer() {
    let buffer = layer([[box(8, 0)]], [[box(0, 0)]], [[box(1, 0)]])
    let result = buffer.dissolvedByEdges(groups: [[2, 1, 0]], threads: 1)
    #expect(result == layer([[box(8, 0)], [[(0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1), (0, 0)]]]))
  }
}

extension PolygonBuffer {
  fileprivate func box(ofRing ring: Int) -> Box {
    var box = Box.empty
    for vertex in vertices(of: ring) { box.extend(x: coordinates[2 * vertex], y: coordinates[2 * vertex + 1]) }
    return box
  }
}
