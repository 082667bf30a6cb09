import Glibc
import SpatialWeights
import Testing

@testable import SpatialStatistics

/// The spread of residuals where it depends on the size of units.
@Suite struct SpreadBySizeTests {
  /// Counts of units in rows of bricks, the largest at the end, so that units of like size lie together.
  ///
  /// - Parameter trend: how far coverage of the largest unit spreads, next to that of the smallest.
  static func map(_ count: Int, trend: Double, seed: UInt64) -> (covered: [Int], eligible: [Int]) {
    var stream = RandomStream(seed: seed, purpose: .simulation, index: 6)
    let eligible = (0..<count).map { 20_000 + 400 * $0 }
    let covered = eligible.enumerated().map { unit, people in
      // The sum of twelve is nearly normal.
      let deviation = (0..<12).reduce(-6.0) { sum, _ in sum + stream.unit() }
      let rank = 2 * Double(unit) / Double(count - 1) - 1
      return Int((0.5 + 0.05 * exp(0.5 * log(trend) * rank) * deviation) * Double(people))
    }
    return (covered, eligible)
  }

  /// The formula as it is printed, in plain arithmetic.
  @Test func isTheFormulaAsPrinted() throws {
    let sizes = [40, 10, 30, 20].flatMap { tens in (0..<11).map { 100 * tens + 7 * $0 } }
    var stream = RandomStream(seed: 5, purpose: .simulation, index: 7)
    let residuals = sizes.map { size in (stream.unit() - 0.4) * Double(size) as Double? }
    let spread = SpreadBySize(residuals: residuals, sizes: sizes)

    let units = sizes.indices.sorted { sizes[$0] < sizes[$1] }
    let ranks = units.indices.map { 2 * Double($0) / 43 - 1 }
    // 44 units are two strata.
    let halves = [0..<22, 22..<44]
    let distances = halves.flatMap { half in
      let values = units[half].map { residuals[$0]! }
      let median = 0.5 * (values.sorted()[10] + values.sorted()[11])
      return values.map { abs($0 - median) }
    }
    let means = halves.map { distances[$0].reduce(0, +) / 22 }
    let misfit = zip(halves, means).reduce(0.0) { sum, half in
      sum + distances[half.0].reduce(0) { $0 + ($1 / half.1 - 1) * ($1 / half.1 - 1) }
    }
    let places = halves.map { ranks[$0].reduce(0, +) / 22 }
    let slope = log(means[1] / means[0]) / (places[1] - places[0])
    let variance = misfit / 42 / (44 * places[1] * places[1])
    #expect(variance < 0.5 * slope * slope && slope > 0)
    let expected = slope * (1 - variance / (slope * slope))
    #expect(abs(spread.slope - expected) < 1e-12)
    for (rank, unit) in zip(ranks, units) {
      #expect(abs(try #require(spread.scales[unit]) - exp(expected * rank)) < 1e-12)
    }
  }

  @Test func fewUnitsAndUnitsOfOneSizeHaveNoTrend() throws {
    for (count, isOneSize) in [(39, false), (60, true)] {
      var (covered, eligible) = Self.map(count, trend: 9, seed: 3)
      if isOneSize {
        covered = zip(covered, eligible).map { 1_000 * $0 / $1 }
        eligible = eligible.map { _ in 1_000 }
      }
      let variation = try #require(try BetweenUnitVariation(covered: covered, eligible: eligible))
      #expect(variation.spreadTrend == 1)
      #expect(variation.exchangeableResiduals == variation.residuals)
    }
    // A difference in mean is none in spread: small units are low, and vary as large ones do.
    let shifted = (0..<60).map { Double($0 % 3) + ($0 < 20 ? -9 : 0) as Double? }
    #expect(abs(SpreadBySize(residuals: shifted, sizes: Array(1...60)).slope) < 0.01)
    // All at the median, or nobody at all.
    #expect(SpreadBySize(residuals: Array(repeating: 2, count: 50), sizes: Array(1...50)).slope == 0)
    #expect(SpreadBySize(residuals: [nil, nil], sizes: [0, 0]).scales == [nil, nil])
  }

  @Test(arguments: [1.0, 9, 1 / 9.0]) func theTrendIsFound(_ trend: Double) throws {
    let found = try (0..<40).map { seed in
      let (covered, eligible) = Self.map(105, trend: trend, seed: UInt64(seed))
      return log(try #require(try BetweenUnitVariation(covered: covered, eligible: eligible)).spreadTrend)
    }
    let mean = found.reduce(0, +) / 40
    #expect(abs(mean - log(trend)) < 0.15)
    // Where there is none, half of the maps or more are left nearly as they are: within a tenth from the smallest unit to the largest.
    if trend == 1 { #expect(found.count { abs($0) < 0.1 } >= 20) }
  }

  /// A unit that differs by more than units of its size do stays what it is next to them, and no order of the units counts.
  @Test func orderOfUnitsAndUnitsWithoutPeopleDoNotMatter() throws {
    let (covered, eligible) = Self.map(120, trend: 5, seed: 8)
    let variation = try #require(try BetweenUnitVariation(covered: covered, eligible: eligible))
    let order = TestMaps.order(120, seed: 8)
    let other = try #require(
      try BetweenUnitVariation(
        covered: TestMaps.reordered(covered, to: order) + [0], eligible: TestMaps.reordered(eligible, to: order) + [0]))
    #expect(other.spreadTrend == variation.spreadTrend && variation.spreadTrend > 2)
    #expect(other.exchangeableResiduals == TestMaps.reordered(variation.exchangeableResiduals, to: order) + [nil])
  }

  /// Where large units vary more and lie together, permutations of residuals take that for clusters; of exchangeable ones
  /// they do not.
  @Test func unitsOfUnequalSpreadAreCalledAsOftenAsTheyShould() throws {
    let weights = TestMaps.brickWall(rows: 15, columns: 7)
    var shares = [[0.0, 0.0], [0.0, 0.0]]
    let maps = 100
    for map in 0..<maps {
      let (covered, eligible) = Self.map(105, trend: 9, seed: UInt64(map))
      let variation = try #require(try BetweenUnitVariation(covered: covered, eligible: eligible))
      for (kind, values) in [variation.residuals, variation.exchangeableResiduals].enumerated() {
        let p = GetisOrd(
          try ConditionalPermutation(values: values, weights: weights, permutations: 199, seed: UInt64(map))
        ).pValues
        shares[kind][0] += Double((0..<35).count { p[$0]! <= 0.05 }) / 35 / Double(maps)
        shares[kind][1] += Double((70..<105).count { p[$0]! <= 0.05 }) / 35 / Double(maps)
      }
    }
    #expect(shares[0][0] < 0.02 && shares[0][1] > 0.08)
    for share in shares[1] { #expect((0.035...0.065).contains(share)) }
  }
}
