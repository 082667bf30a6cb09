import SpatialWeights
import Testing

@Suite struct SpatialWeightsTests {
  /// A path 0–1–2–3, a pair 4–5 and the isolate 6.
  let sample = SpatialWeights(rows: [[1], [2, 0], [1, 3], [2], [5], [4], []])

  @Test func rowsAreSortedAndCounted() {
    #expect(sample.offsets == [0, 1, 3, 5, 6, 7, 8, 8])
    #expect(sample.neighbours == [1, 0, 2, 1, 3, 2, 5, 4])
    #expect(sample.unitCount == 7)
    #expect(sample.linkCount == 8)
    #expect(sample.isBinary)
    #expect(Array(sample.neighbours(of: 1)) == [0, 2])
    #expect(sample.cardinality(of: 6) == 0)
    #expect(sample.maxCardinality == 2)
    #expect(sample.isolates == [6])
    #expect(sample.link(from: 2, to: 3) == 4)
    #expect(sample.link(from: 2, to: 0) == nil)
    #expect(sample.link(from: 6, to: 6) == nil)
  }

  @Test func repeatedNeighboursCountOnce() {
    #expect(SpatialWeights(rows: [[1, 1], [0]]) == SpatialWeights(rows: [[1], [0]]))
  }

  @Test func noUnitsAtAll() {
    let none = SpatialWeights(rows: [])
    #expect(none.unitCount == 0)
    #expect(none.isolates.isEmpty)
    #expect(none.maxCardinality == 0)
    #expect(none.isSymmetric)
    #expect(none.rowStandardised().linkCount == 0)
    #expect(none.components(of: []).isEmpty)
  }

  @Test func symmetryIsOfLinksAndOfWeights() {
    #expect(sample.isSymmetric)
    #expect(!SpatialWeights(rows: [[1], []]).isSymmetric)
    #expect(SpatialWeights(offsets: [0, 1, 2], neighbours: [1, 0], weights: [0.5, 0.5]).isSymmetric)
    #expect(!SpatialWeights(offsets: [0, 1, 2], neighbours: [1, 0], weights: [0.5, 1]).isSymmetric)
    #expect(!sample.rowStandardised().isSymmetric)
  }

  @Test func rowsOfStandardisedWeightsSumToOne() throws {
    let standardised = sample.rowStandardised()
    #expect(standardised.neighbours == sample.neighbours)
    #expect(standardised.weights == [1, 0.5, 0.5, 0.5, 0.5, 1, 1, 1])
    let weighted = SpatialWeights(offsets: [0, 2, 3, 3], neighbours: [1, 2, 0], weights: [1, 3, 0])
    #expect(weighted.rowStandardised().weights == [0.25, 0.75, 0])
  }

  @Test func restrictionIsCompactAndKeepsOrder() {
    let restricted = sample.restricted(to: [true, false, true, true, false, true, true])
    // Units 0, 2, 3, 5, 6: what is left is the link 2–3.
    #expect(restricted == SpatialWeights(rows: [[], [2], [1], [], []]))
    #expect(restricted.isolates == [0, 3, 4])
    #expect(sample.restricted(to: Array(repeating: true, count: 7)) == sample)
    #expect(sample.restricted(to: Array(repeating: false, count: 7)).unitCount == 0)
  }

  @Test func restrictionCarriesWeights() {
    let weights = SpatialWeights(offsets: [0, 2, 3, 4], neighbours: [1, 2, 0, 0], weights: [1, 2, 3, 4])
    let restricted = weights.restricted(to: [true, false, true])
    #expect(restricted == SpatialWeights(offsets: [0, 1, 2], neighbours: [1, 0], weights: [2, 4]))
  }

  @Test func componentsAreOrderedByTheirFirstUnit() {
    let all = Array(repeating: true, count: 7)
    #expect(sample.components(of: all) == [[0, 1, 2, 3], [4, 5], [6]])
    #expect(sample.components(of: [true, false, true, true, false, true, true]) == [[0], [2, 3], [5], [6]])
    #expect(sample.components(of: Array(repeating: false, count: 7)).isEmpty)
    // One direction is enough, and a late link joins early units.
    let oneWay = SpatialWeights(rows: [[], [], [], [0, 2]])
    #expect(oneWay.components(of: [true, true, true, true]) == [[0, 2, 3], [1]])
  }
}
