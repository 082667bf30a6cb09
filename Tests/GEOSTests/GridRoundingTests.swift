import Geometry
import TestSupport
import Testing

@testable import GEOS

@Suite struct GridRoundingTests {
  /// An atoll of the sample's map as it is drawn there.
  private static let atoll = [
    (118.52, 2.14), (118.54, 2.15), (118.56, 2.12), (118.56, 2.13), (118.54, 2.16), (118.52, 2.16), (118.52, 2.14),
  ]
  private static let square = [(116.0, -1.0), (117.0, -1.0), (117.0, 0.0), (116.0, 0.0), (116.0, -1.0)]

  private func isValid(_ buffer: PolygonBuffer, _ feature: Int) throws -> Bool {
    try GEOSContext().shape(ofFeature: feature, in: buffer).invalidity == nil
  }

  /// GEOS 3.11 does not lay it on a grid of 0.1 (“unable to assign free hole to a shell”), which ended the work.
  @Test func aShapeThatGEOSCannotLayIsRoundedAllTheSame() throws {
    var buffer = PolygonBuffer()
    buffer.append(feature: [[Self.square], [Self.atoll]])
    buffer.append(feature: [[Self.atoll]])
    buffer.append(feature: [[Self.square]])
    try roundToGrid(&buffer, decimals: 1, threads: 1)
    #expect(buffer.featureCount == 3)
    for feature in 0..<3 { #expect(try isValid(buffer, feature)) }
    for (index, (x, y)) in Self.square.enumerated() {
      #expect(buffer.coordinates.suffix(10).dropFirst(2 * index).prefix(2) == [x, y])
    }
  }

  /// Shapes that a coarse grid makes touch, cross and collapse are rounded without a fault, and stay valid.
  @Test(arguments: [0, 1]) func everyShapeStaysValid(decimals: Int) throws {
    var generator = FixedGenerator(state: 31 + UInt64(decimals))
    var buffer = PolygonBuffer()
    while buffer.featureCount < 600 {
      var one = PolygonBuffer()
      one.append(feature: RandomShapes.feature(grid: 1_000_000, &generator))
      // A tenth of the size, so that most of it collapses.
      one.coordinates = one.coordinates.map { $0 / 10 }
      if try isValid(one, 0) { buffer.append(featuresOf: one, 0..<1) }
    }
    try roundToGrid(&buffer, decimals: decimals, threads: 2)
    #expect(buffer.featureCount == 600)
    for feature in 0..<buffer.featureCount {
      #expect(try isValid(buffer, feature), "feature \(feature)")
    }
  }
}
