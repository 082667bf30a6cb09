import SpatialStatistics
import SpatialWeights
import Testing

/// On pure noise a p-value at or below α is as rare as it says: never more often, and where p is not coarse, not less
/// often either. The larger study is in the benchmarks.
@Suite struct NoiseTests {
  struct Study: Sendable, CustomTestStringConvertible {
    let rows: Int
    let columns: Int
    let maps: Int
    let permutations: Int
    /// Rates of few people, so that values and sums tie; else all values differ.
    let hasTies: Bool
    var testDescription: String { "\(rows * columns) units\(hasTies ? " with ties" : "")" }
  }
  static let studies = [
    Study(rows: 2, columns: 5, maps: 1500, permutations: 999, hasTies: false),
    Study(rows: 2, columns: 5, maps: 1500, permutations: 999, hasTies: true),
    Study(rows: 7, columns: 15, maps: 60, permutations: 399, hasTies: false),
    Study(rows: 7, columns: 15, maps: 60, permutations: 399, hasTies: true),
    Study(rows: 25, columns: 40, maps: 12, permutations: 399, hasTies: false),
  ]

  @Test(arguments: studies) func shareOfSmallPValues(_ study: Study) throws {
    let weights = TestMaps.brickWall(rows: study.rows, columns: study.columns)
    let count = weights.unitCount
    var moranMaps: [[Double]] = []
    var getisOrdMaps: [[Double]] = []
    var mapsWithColdSpots = 0
    for map in 0..<study.maps {
      let seed = UInt64(map)
      let values =
        study.hasTies
        ? TestMaps.levels(count, below: 8, seed: seed).map { Double($0) / 7 as Double? }
        : TestMaps.noise(count, seed: seed)
      let inference = try ConditionalPermutation(
        values: values, weights: weights, permutations: study.permutations, seed: seed)
      moranMaps.append(LocalMoran(inference).pValues.map { $0! })
      let getisOrd = GetisOrd(inference)
      getisOrdMaps.append(getisOrd.pValues.map { $0! })
      if getisOrd.qValues.contains(where: { $0! <= 0.05 }) { mapsWithColdSpots += 1 }
    }
    for alpha in [0.01, 0.05, 0.2] {
      for maps in [moranMaps, getisOrdMaps] {
        let shares = maps.map { map in Double(map.count { $0 <= alpha + 1e-12 }) / Double(count) }
        let mean = shares.reduce(0, +) / Double(study.maps)
        // Units of one map share permutations and neighbours, so the error is taken between maps.
        let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(study.maps - 1)
        let error = max(variance / Double(study.maps), alpha / Double(count * study.maps)).squareRoot()
        #expect(mean <= alpha + 4 * error)
        if count > 10 && !study.hasTies { #expect(mean >= alpha - 4 * error - 2 / Double(study.permutations)) }
      }
    }
    let limit = 0.05 * Double(study.maps)
    #expect(Double(mapsWithColdSpots) <= limit + 4 * (limit * 0.95).squareRoot())
  }
}
