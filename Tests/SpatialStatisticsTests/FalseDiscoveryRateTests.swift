import SpatialStatistics
import Testing

@Suite struct FalseDiscoveryRateTests {
  /// The fifteen p-values of Benjamini & Hochberg 1995, section 3.2, of which the procedure rejects four at 0.05.
  @Test func examplePublishedWithTheMethod() {
    let pValues: [Double?] = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
      1.0,
    ]
    let qValues = FalseDiscoveryRate.qValues(pValues)
    let expected = [
      0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714285714286, 0.06385714285714286, 0.0645, 0.0765, 0.486,
      0.5811818181818181, 0.714875, 0.7532307692307692, 0.8132142857142857, 1,
    ]
    for (value, expected) in zip(qValues, expected) { #expect(agree(value, expected, tolerance: 1e-12)) }
    #expect(qValues.count { $0! <= 0.05 } == 4)
  }

  @Test func tiesShareAValueAndMissingOnesDoNotCount() {
    let qValues = FalseDiscoveryRate.qValues([0.04, nil, 0.01, 0.04, nil, 0.04])
    #expect(qValues == [0.04, nil, 0.04, 0.04, nil, 0.04])
    #expect(FalseDiscoveryRate.qValues([nil, nil]) == [nil, nil])
    #expect(FalseDiscoveryRate.qValues([]).isEmpty)
    #expect(FalseDiscoveryRate.qValues([1, 1]) == [1, 1])
  }

  /// Against the definition, term by term, on p-values with many ties.
  @Test func definitionHolds() {
    let pValues = TestMaps.levels(60, below: 20, seed: 5).map { Double($0 + 1) / 20 as Double? }
    let qValues = FalseDiscoveryRate.qValues(pValues)
    for unit in pValues.indices {
      // The step-up procedure at level q rejects p where some p' ≥ p has p' ≤ q · #(p'' ≤ p')/n.
      let least = pValues.filter { $0! >= pValues[unit]! }
        .map { p in p! * 60 / Double(pValues.count { $0! <= p! }) }.min()!
      #expect(agree(qValues[unit], min(1, least), tolerance: 1e-12))
    }
  }

  @Test func orderOfUnitsDoesNotMatter() {
    let pValues = TestMaps.noise(200, seed: 9)
    let order = TestMaps.order(200, seed: 9)
    let reordered = FalseDiscoveryRate.qValues(TestMaps.reordered(pValues, to: order))
    #expect(reordered == TestMaps.reordered(FalseDiscoveryRate.qValues(pValues), to: order))
  }
}
