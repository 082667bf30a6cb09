import Diagnostics
import SpatialStatistics
import TestSupport
import Testing

@Suite struct BetweenUnitVariationTests {
  /// DerSimonian & Laird's estimate as it is printed.
  /// Of units with the same rate, weights alone decide nothing; where they differ by much, it stays a difference.
  @Test func residualsOfFullUnitsCompare() throws {
    let eligible = [1000, 4000, 900, 2000, 800, 1500, 3, 1000, 2000]
    let covered = [1000, 4000, 900, 900, 600, 700, 3, 0, 0]
    let variation = try #require(try BetweenUnitVariation(covered: covered, eligible: eligible))
    let (own, comparable) = (variation.residuals, variation.comparableResiduals)
    #expect(own[0] != own[1] && own[7] != own[8])
    #expect(comparable[0] == own[1] && comparable[1] == own[1] && comparable[2] == own[1])
    for unit in 3...5 { #expect(comparable[unit] == own[unit]) }
    #expect(comparable[7] == comparable[8] && comparable[8] == min(own[7]!, own[8]!))
    // Three people weigh so little that this shows.
    #expect(comparable[6]! < own[1]! && abs(comparable[6]! - own[6]!) < 0.125)
    #expect((own[1]! - comparable[6]!).truncatingRemainder(dividingBy: 0.125).magnitude < 1e-12)
  }

  @Test func isTheFormulaAsPrinted() throws {
    let covered = [3, 45, 240, 9, 880, 77]
    let eligible = [10, 60, 300, 90, 1100, 100]
    let variation = try #require(try BetweenUnitVariation(covered: covered, eligible: eligible))
    let overall = 1254.0 / 1660
    let rates = zip(covered, eligible).map { Double($0) / Double($1) }
    let precisions = eligible.map { Double($0) / (overall * (1 - overall)) }
    let q = zip(precisions, rates).reduce(0) { $0 + $1.0 * ($1.1 - overall) * ($1.1 - overall) }
    let sum = precisions.reduce(0, +)
    let squares = precisions.reduce(0) { $0 + $1 * $1 }
    let variance = (q - 5) / (sum - squares / sum)
    #expect(variance > 0)
    #expect(agree(variation.overallRate, overall, tolerance: 1e-15))
    #expect(agree(variation.variance, variance, tolerance: 1e-13))
    #expect(agree(variation.points, 100 * variance.squareRoot(), tolerance: 1e-12))
    let weights = precisions.map { 1 / (1 / $0 + variance) }
    let mean = zip(weights, rates).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    #expect(agree(variation.mean, mean, tolerance: 1e-14))
    for unit in covered.indices {
      #expect(agree(variation.weights[unit], weights[unit], tolerance: 1e-12))
      #expect(agree(variation.residuals[unit], (rates[unit] - mean) * weights[unit].squareRoot(), tolerance: 1e-12))
    }
  }

  @Test(
    .enabled(if: SharedData.isAvailable, "\(SharedData.reason)"),
    arguments: [
      ("a_sids74_eff", 7.953074702129797e-07, 0.9979785551063456),
      ("f_single_low", 0.004172254482569779, 0.6949361852635617),
      ("g_zero_window", 0.029686937978347865, 0.4040759182535761),
    ])
  func agreesWithAnIndependentComputation(_ name: String, _ variance: Double, _ overall: Double) throws {
    let table = try ReferenceTable("scan/normal/inputs/\(name).csv")
    let variation = try #require(
      try BetweenUnitVariation(covered: table.integers("c"), eligible: table.integers("n")))
    #expect(abs(variation.variance - variance) < 1e-10 * variance)
    #expect(agree(variation.overallRate, overall, tolerance: 1e-14))
    for (weight, expected) in zip(variation.weights, try table.numbers("w")) {
      #expect(abs(try #require(weight) - expected) < 1e-9 * expected)
    }
  }

  /// Rates that vary less than chance would make them: τ is 0, and units weigh as their people do.
  @Test func lessThanChanceIsNoVariation() throws {
    let eligible = [100, 200, 10, 1000]
    let variation = try #require(try BetweenUnitVariation(covered: [50, 101, 5, 499], eligible: eligible))
    #expect(variation.variance == 0 && variation.points == 0)
    #expect(agree(variation.mean, variation.overallRate, tolerance: 1e-15))
    let single = variation.overallRate * (1 - variation.overallRate)
    for (weight, people) in zip(variation.weights, eligible) {
      #expect(abs(try #require(weight) * single - Double(people)) < 1e-9 * Double(people))
    }
  }

  @Test func unitsWithoutPeopleTakeNoPart() throws {
    let with = try #require(try BetweenUnitVariation(covered: [3, 0, 90, 40], eligible: [10, 0, 100, 50]))
    let without = try #require(try BetweenUnitVariation(covered: [3, 90, 40], eligible: [10, 100, 50]))
    #expect(with.weights[1] == nil && with.residuals[1] == nil)
    #expect(with.weights.compactMap { $0 } == without.weights.compactMap { $0 })
    #expect(with.residuals.compactMap { $0 } == without.residuals.compactMap { $0 })
    #expect(with.variance == without.variance && with.mean == without.mean)
  }

  @Test func nothingToEstimateIsNil() throws {
    #expect(try BetweenUnitVariation(covered: [], eligible: []) == nil)
    #expect(try BetweenUnitVariation(covered: [5, 0], eligible: [10, 0]) == nil)
    #expect(try BetweenUnitVariation(covered: [0, 0, 0], eligible: [10, 20, 30]) == nil)
    #expect(try BetweenUnitVariation(covered: [10, 20, 30], eligible: [10, 20, 30]) == nil)
    let two = try #require(try BetweenUnitVariation(covered: [0, 10], eligible: [10, 10]))
    #expect(two.residuals.allSatisfy { $0 != nil && $0!.isFinite } && two.variance > 0)
  }

  /// Totals above what an `Int` holds are no trap.
  @Test func hugeCounts() throws {
    let variation = try #require(
      try BetweenUnitVariation(covered: [Int.max / 2, Int.max / 4, 1], eligible: [Int.max, Int.max, 3]))
    #expect(agree(variation.overallRate, 0.375, tolerance: 1e-12))
    #expect(variation.residuals.allSatisfy { $0!.isFinite })
  }

  @Test func orderOfUnitsDoesNotMatter() throws {
    let eligible = (0..<200).map { 5 + ($0 * 7919) % 4001 }
    let covered = eligible.enumerated().map { $1 * (1 + ($0 * 104_729) % 97) / 98 }
    let variation = try #require(try BetweenUnitVariation(covered: covered, eligible: eligible))
    let order = TestMaps.order(200, seed: 8)
    let other = try #require(
      try BetweenUnitVariation(
        covered: TestMaps.reordered(covered, to: order), eligible: TestMaps.reordered(eligible, to: order)))
    #expect(variation.variance == other.variance && variation.mean == other.mean)
    #expect(TestMaps.reordered(variation.residuals, to: order) == other.residuals)
    #expect(TestMaps.reordered(variation.weights, to: order) == other.weights)
  }

  @Test func badCountsAreFaults() {
    #expect(throws: Diagnostic.self) { try BetweenUnitVariation(covered: [1], eligible: [1, 2]) }
    #expect(throws: Diagnostic.self) { try BetweenUnitVariation(covered: [3, 1], eligible: [2, 2]) }
    #expect(throws: Diagnostic.self) { try BetweenUnitVariation(covered: [-1, 1], eligible: [2, 2]) }
  }
}
