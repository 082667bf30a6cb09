import Diagnostics
import Geometry
import Layers
import Shapefile
import TestSupport
import Testing

@Suite struct PolygonReadingTests {
  let folder = TemporaryFolder()

  private func read(_ polygons: [[[(Double, Double)]]?], type: Int = 5) throws -> PolygonReading {
    try ShapefileReader(path: ShapefileBytes(polygons: polygons, type: type).write(to: folder)).polygons(threads: 2)
  }

  private func buffer(_ features: [[[[(Double, Double)]]]]) -> PolygonBuffer {
    var buffer = PolygonBuffer()
    for feature in features { buffer.append(feature: feature) }
    return buffer
  }

  @Test(arguments: [5, 15, 25])
  func turnsExteriorsAndKeepsNullShapesInPlace(type: Int) throws {
    let reading = try read([[square(0, 0, side: 1)], nil, [square(5, 5, side: 2)]], type: type)
    #expect(reading.polygons == buffer([[[hole(0, 0, side: 1)]], [], [[hole(5, 5, side: 2)]]]))
    #expect(reading.findings == [])
  }

  @Test func assignsHolesByContainmentWhateverTheirPlace() throws {
    // A lake of the second island comes first, an island lies in the lake of the first.
    let reading = try read([
      [
        hole(11, 1, side: 1), square(0, 0, side: 9), square(10, 0, side: 9), hole(1, 1, side: 6),
        square(2, 2, side: 3), hole(3, 3, side: 1), hole(14, 4, side: 2),
      ]
    ])
    #expect(
      reading.polygons
        == buffer([
          [
            [hole(0, 0, side: 9), square(1, 1, side: 6)],
            [hole(10, 0, side: 9), square(11, 1, side: 1), square(14, 4, side: 2)],
            [hole(2, 2, side: 3), square(3, 3, side: 1)],
          ]
        ]))
    #expect(reading.findings == [])
  }

  @Test func holesMayTouchTheirExteriorAndShareItsCorners() throws {
    let corner = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)]
    let allOnBoundary = [(2.0, 0.0), (4.0, 2.0), (2.0, 4.0), (0.0, 2.0), (2.0, 0.0)]
    for inner in [corner, allOnBoundary] {
      // A second exterior further away, so that the first is not the only choice.
      let reading = try read([[square(9, 9, side: 4), square(0, 0, side: 4), inner]])
      #expect(
        reading.polygons
          == buffer([[[hole(9, 9, side: 4)], [hole(0, 0, side: 4), Array(inner.reversed())]]]))
      #expect(reading.findings == [])
    }
  }

  @Test func aHoleInTheBoxOfAConcaveExteriorIsNotInIt() throws {
    // An L around a small island with a lake: the lake's box lies in that of the L.
    let shape = [(0.0, 0.0), (0.0, 9.0), (1.0, 9.0), (1.0, 1.0), (9.0, 1.0), (9.0, 0.0), (0.0, 0.0)]
    let reading = try read([[shape, square(4, 4, side: 4), hole(5, 5, side: 1)]])
    #expect(
      reading.polygons
        == buffer([[[Array(shape.reversed())], [hole(4, 4, side: 4), square(5, 5, side: 1)]]]))
  }

  @Test func aHoleOutsideBecomesAPolygonAndIsReported() throws {
    let reading = try read([[square(0, 0, side: 1), hole(5, 5, side: 1)]])
    #expect(reading.polygons == buffer([[[hole(0, 0, side: 1)], [hole(5, 5, side: 1)]]]))
    #expect(
      reading.findings == [
        RingFinding(record: 0, ring: 1, kind: .holeOutside), RingFinding(record: 0, ring: 1, kind: .wrongDirection),
      ])
  }

  @Test func aRecordWrittenBackwardsIsReadByNesting() throws {
    // Exterior counter-clockwise, lake clockwise, island in the lake counter-clockwise.
    let reading = try read([[hole(0, 0, side: 9), square(1, 1, side: 6), hole(2, 2, side: 2)]])
    #expect(
      reading.polygons == buffer([[[hole(0, 0, side: 9), square(1, 1, side: 6)], [hole(2, 2, side: 2)]]]))
    #expect(reading.findings.filter { $0.kind == .wrongDirection }.map(\.ring) == [0, 1, 2])
    let single = try read([[hole(3, 3, side: 1)]])
    #expect(single.polygons == buffer([[[hole(3, 3, side: 1)]]]))
    #expect(single.findings == [RingFinding(record: 0, ring: 0, kind: .wrongDirection)])
  }

  @Test func faultyRingsAreKeptAndReported() throws {
    let unclosed = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0)]
    let spike = [(7.0, 7.0), (7.0, 9.0), (7.0, 8.0), (7.0, 7.0)]
    let pair = [(3.0, 3.0), (4.0, 4.0)]
    let reading = try read([[unclosed], [spike], [pair], [square(0, 0, side: 9), [], pair, [(1.0, 2.0)]]])
    #expect(
      reading.polygons
        == buffer([
          [[[(0, 0), (1, 0), (0, 1), (0, 0)]]],
          [[spike]],
          [[[(3, 3), (4, 4), (3, 3), (3, 3)]]],
          [[hole(0, 0, side: 9), [(3, 3), (4, 4), (3, 3), (3, 3)], [(1, 2), (1, 2), (1, 2), (1, 2)]]],
        ]))
    #expect(
      reading.findings == [
        RingFinding(record: 0, ring: 0, kind: .unclosed), RingFinding(record: 1, ring: 0, kind: .zeroArea),
        RingFinding(record: 2, ring: 0, kind: .unclosed), RingFinding(record: 2, ring: 0, kind: .tooFewPoints),
        RingFinding(record: 3, ring: 1, kind: .empty), RingFinding(record: 3, ring: 2, kind: .unclosed),
        RingFinding(record: 3, ring: 2, kind: .tooFewPoints), RingFinding(record: 3, ring: 3, kind: .tooFewPoints),
      ])
  }

  @Test func negativeZeroClosesARingToTheBit() throws {
    let ring = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (-0.0, 0.0)]
    let reading = try read([[ring]])
    #expect(reading.findings == [])
    #expect(reading.polygons.vertexCount == 4)
    #expect(reading.polygons.coordinates[6].bitPattern == reading.polygons.coordinates[0].bitPattern)
  }

  /// Every arrangement of up to six of the rings of a nested archipelago gives the polygons that the rings' own
  /// positions ask for.
  @Test func orderOfRingsDoesNotChangeWhatIsAHoleOfWhat() throws {
    let rings = [
      square(0, 0, side: 20), hole(1, 1, side: 8), square(2, 2, side: 4), hole(3, 3, side: 2), hole(11, 11, side: 4),
      square(30, 0, side: 3),
    ]
    let expected: Set<String> = ["0.0:1.0,11.0", "2.0:3.0", "30.0:"]
    var order = Array(rings.indices)
    for _ in 0..<720 {
      let polygons = try read([order.map { rings[$0] }]).polygons
      let names = polygons.polygons(of: 0).map { polygon in
        let firsts = polygons.rings(of: polygon).map { polygons.coordinates[2 * polygons.ringOffsets[$0]] }
        return "\(firsts[0]):" + firsts.dropFirst().sorted().map { "\($0)" }.joined(separator: ",")
      }
      #expect(Set(names) == expected)
      // The next permutation in lexicographic order.
      guard let pivot = order.indices.dropLast().last(where: { order[$0] < order[$0 + 1] }) else { break }
      order.swapAt(pivot, order.lastIndex { $0 > order[pivot] }!)
      order[(pivot + 1)...].reverse()
    }
  }

  @Test func fiveThousandIslandsWithLakes() throws {
    var rings: [[(Double, Double)]] = []
    for island in 0..<5000 {
      let (x, y) = (Double(2 * (island % 100)), Double(2 * (island / 100)))
      rings.append(hole(x + 0.25, y + 0.25, side: 0.5))
    }
    for island in 0..<5000 {
      let (x, y) = (Double(2 * (island % 100)), Double(2 * (island / 100)))
      rings.append(square(x, y, side: 1))
    }
    let polygons = try read([rings]).polygons
    #expect(polygons.polygonCount == 5000)
    #expect((0..<5000).allSatisfy { polygons.rings(of: $0).count == 2 })
  }

  @Test func threadsDoNotChangeTheResult() throws {
    let polygons = (0..<3000).map { index -> [[(Double, Double)]]? in
      if index % 7 == 0 { return nil }
      let x = Double(index)
      return [square(x, 0, side: 10), hole(x + 1, 1, side: Double(index % 5 + 1))]
    }
    let reader = try ShapefileReader(path: ShapefileBytes(polygons: polygons).write(to: folder))
    let one = try reader.polygons(threads: 1)
    let four = try reader.polygons(threads: 4)
    #expect(one.polygons == four.polygons)
    #expect(one.findings == four.findings)
    #expect(one.polygons.featureCount == 3000)
  }

  @Test func recordsMayLieInAnyOrderWithGapsBetween() throws {
    let bytes = ShapefileBytes(polygons: [[square(0, 0, side: 1)], [square(5, 5, side: 2)]])
    let length = bytes.records[0].count
    // The second record before the first, eight unused bytes between.
    let moved =
      Array(bytes.shp[..<100]) + bytes.shp[(108 + length)...] + [UInt8](repeating: 0, count: 8)
      + bytes.shp[100..<(108 + length)]
    bytes.write(to: folder)
    folder.write(moved, to: "a.shp")
    var index = Array(bytes.shx[..<100])
    for offset in [100 + length + 16, 100] {
      index += ShapefileBytes.bigEndian(offset / 2) + ShapefileBytes.bigEndian(length / 2)
    }
    folder.write(index, to: "a.shx")
    let reading = try ShapefileReader(path: folder.path + "/a").polygons(threads: 1)
    #expect(reading.polygons == buffer([[[hole(0, 0, side: 1)]], [[hole(5, 5, side: 2)]]]))
  }
}
