import Geometry
import TestSupport
import Testing

@Suite struct HoleTests {
  typealias Ring = [(Double, Double)]

  private func box(_ x: Double, _ y: Double, _ width: Double = 1, _ height: Double = 1) -> Ring {
    [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
  }

  private func hole(_ x: Double, _ y: Double, _ width: Double = 1, _ height: Double = 1) -> Ring {
    Array(box(x, y, width, height).reversed())
  }

  private func layer(_ features: [[Ring]]...) -> PolygonBuffer {
    var buffer = PolygonBuffer()
    for feature in features { buffer.append(feature: feature) }
    return buffer
  }

  @Test func aHoleWithoutAUnitIsFilledAndOneWithAUnitStays() {
    let ring = layer([[box(0, 0, 9, 5), hole(1, 1, 1, 2), hole(4, 1, 3, 3)]])
    let units = layer([[box(0, 0, 9, 5), hole(1, 1, 1, 2), hole(4, 1, 3, 3)]], [[box(4, 1, 3, 3)]])
    #expect(ring.fillingHoles(from: units, members: [[0]]) == layer([[box(0, 0, 9, 5), hole(4, 1, 3, 3)]]))
    // Where the unit in it is a member, it says nothing.
    #expect(ring.fillingHoles(from: units, members: [[0, 1]]) == layer([[box(0, 0, 9, 5)]]))
  }

  /// A unit that fills only a part of the hole, or only one of its islands, is in it.
  @Test func aPartOfAUnitIsEnough() {
    let ring = layer([[box(0, 0, 9, 9), hole(1, 1, 7, 7)]])
    let other: [[Ring]] = [[box(20, 20)], [box(3, 3, 0.5, 0.25)]]
    #expect(ring.fillingHoles(from: layer([[box(0, 0, 9, 9), hole(1, 1, 7, 7)]], other), members: [[0]]) == ring)
  }

  /// An island of a member in a hole is part of what the hole becomes.
  @Test func partsInAFilledHoleAreSwallowed() {
    let cluster = layer([[box(0, 0, 9, 9), hole(1, 1, 7, 7)], [box(3, 3)], [box(12, 0)]])
    #expect(cluster.fillingHoles(from: cluster, members: [[0]]) == layer([[box(0, 0, 9, 9)], [box(12, 0)]]))
    // Around another unit, ring within ring: nothing goes.
    let rings = layer([[box(0, 0, 9, 9), hole(1, 1, 7, 7)], [box(2, 2, 5, 5), hole(3, 3)]])
    let units = layer([[box(0, 0, 9, 9), hole(1, 1, 7, 7)], [box(2, 2, 5, 5), hole(3, 3)]], [[box(3, 3)]])
    #expect(rings.fillingHoles(from: units, members: [[0]]) == rings)
  }

  @Test func nullShapesAndFeaturesWithoutHolesStay() {
    let buffer = layer([[box(0, 0, 3, 3), hole(1, 1)]], [], [[box(5, 5)]])
    #expect(
      buffer.fillingHoles(from: buffer, members: [[0], [1], [2]]) == layer([[box(0, 0, 3, 3)]], [], [[box(5, 5)]]))
    let whole = layer([[box(0, 0)]], [])
    #expect(whole.fillingHoles(from: whole, members: [[0], [1]]) == whole)
  }

  // MARK: Interior points

  @Test func thePointIsInTheMiddleOfTheWidestStretch() throws {
    // A comb: two teeth of one and three units, on a back that is below the middle.
    let comb = layer([[[(0, 0), (6, 0), (6, 5), (3, 5), (3, 1), (1, 1), (1, 5), (0, 5), (0, 0)]]])
    let point = try #require(comb.interiorPoint(ofPolygon: 0))
    #expect(point.x == 4.5)
    #expect(point.y == 3)
  }

  @Test func withoutAreaThereIsNone() {
    #expect(layer([[[(0, 0), (4, 0), (2, 0), (0, 0)]]]).interiorPoint(ofPolygon: 0) == nil)
    #expect(layer([[[(1, 1), (1, 1), (1, 1), (1, 1)]]]).interiorPoint(ofPolygon: 0) == nil)
  }

  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"))
  func pointsOfRealPolygonsLieInThem() {
    let layer = RealLayer.polygons("kaltim_desa_cahyadsn")
    var found = 0
    for unit in 0..<layer.featureCount {
      for polygon in layer.polygons(of: unit) {
        guard let point = layer.interiorPoint(ofPolygon: polygon) else { continue }
        found += 1
        #expect(layer.contains(x: point.x, y: point.y, inFeature: unit))
      }
    }
    #expect(found > 1000 && found == layer.polygonCount)
  }
}
