import SpatialWeights
import Synchronization
import Testing

import struct Diagnostics.Diagnostic

@testable import SpatialStatistics

@Suite struct ConditionalPermutationTests {
  /// All subsets of `size` of `others`.
  private func subsets(_ others: [Int], size: Int) -> [[Int]] {
    if size == 0 { return [[]] }
    guard let first = others.first else { return [] }
    let rest = Array(others.dropFirst())
    return subsets(rest, size: size - 1).map { [first] + $0 } + subsets(rest, size: size)
  }

  /// Exact p-values against brute force in whole numbers: every degree from 0 to n − 1, links one way and both, and
  /// values in tenths, whose sums tie on paper and not in doubles (0.1 + 0.2 and 0.3 + 0).
  @Test(arguments: [6, 7, 8]) func enumerationEqualsBruteForce(count: Int) throws {
    for seed in 0..<40 {
      let tenths = TestMaps.levels(count, below: seed % 2 == 0 ? 5 : 50, seed: UInt64(seed))
      let weights = TestMaps.random(
        units: count, linkShare: 0.1 + 0.8 * Double(seed) / 40, symmetric: seed % 3 != 0, seed: UInt64(seed))
      let values = tenths.map { Double($0) / 10 }
      let inference = try ConditionalPermutation(values: values, weights: weights, permutations: 999)
      let moran = LocalMoran(inference)
      let getisOrd = GetisOrd(inference)
      let constant = Set(tenths).count == 1
      let total = tenths.reduce(0, +)
      for unit in 0..<count {
        let neighbours = weights.neighbours(of: unit).map { Int($0) }
        let size = neighbours.count
        guard size > 0 && !constant else {
          #expect(moran.pValues[unit] == nil && getisOrd.pValues[unit] == nil && moran.statistics[unit] == nil)
          continue
        }
        let own = neighbours.reduce(0) { $0 + tenths[$1] }
        let sums = subsets((0..<count).filter { $0 != unit }, size: size).map { $0.reduce(0) { $0 + tenths[$1] } }
        let low = sums.count { $0 <= own }
        let high = sums.count { $0 >= own }
        #expect(inference.drawsUsed[unit] == sums.count && inference.isExact[unit] == true)
        let isAtMean = count * tenths[unit] == total
        let twoSided = isAtMean ? 1 : min(1, 2 * (Double(min(low, high)) / Double(sums.count)))
        #expect(moran.pValues[unit] == twoSided)
        #expect(moran.pFloors[unit] == min(1, 2 / Double(sums.count)))
        let lagSign = (count * own - size * total).signum()
        let ownSign = (count * tenths[unit] - total).signum()
        let quadrants: [[LocalMoran.Quadrant?]] = [
          [.lowLow, nil, .lowHigh], [nil, nil, nil], [.highLow, nil, .highHigh],
        ]
        #expect(moran.quadrants[unit] == quadrants[ownSign + 1][lagSign + 1])
        if size == count - 1 {
          #expect(getisOrd.pValues[unit] == nil && getisOrd.zValues[unit] == nil)
        } else {
          #expect(getisOrd.pValues[unit] == Double(low) / Double(sums.count))
          #expect(getisOrd.pFloors[unit] == 1 / Double(sums.count))
          #expect(getisOrd.zValues[unit]!.isFinite)
        }
      }
    }
  }

  /// Each unit's own null is uniform over the subsets of the others, although all units share the permutations.
  ///
  /// Values are powers of two, so that a draw ties with a unit's neighbour sum only if it is the very same subset;
  /// going through all graphs in which each unit has its m-th subset as neighbours counts every subset of every unit.
  @Test(arguments: [(7, 2), (7, 3), (7, 4), (8, 3)]) func everyDonorIsAsLikely(count: Int, size: Int) throws {
    let values = ExactValues((0..<count).map { Double(1 << $0) })
    let all = (0..<count).map { unit in subsets((0..<count).filter { $0 != unit }, size: size) }
    // One fewer than there are subsets, so that none are listed.
    let permutations = all[0].count - 1
    let seeds = 300
    var counts = [[Int]](repeating: [Int](repeating: 0, count: all[0].count), count: count)
    var draws = [Int](repeating: 0, count: count)
    for subset in all[0].indices {
      let weights = SpatialWeights(rows: all.map { $0[subset] })
      for seed in 0..<seeds {
        let tails = try NeighbourSumTails(
          values, offsets: weights.offsets, neighbours: weights.neighbours, permutations: permutations,
          seed: UInt64(seed), threads: 1)
        for unit in 0..<count {
          #expect(!tails.isExact[unit])
          counts[unit][subset] += tails.atMost[unit] + tails.atLeast[unit] - tails.draws[unit]
          if subset == 0 { draws[unit] += tails.draws[unit] }
        }
      }
    }
    for unit in 0..<count {
      // Every draw that was used is one of the subsets.
      #expect(counts[unit].reduce(0, +) == draws[unit])
      #expect(chiSquareIsUnsuspicious(counts[unit]))
      var donors = [Int](repeating: 0, count: count)
      for (subset, times) in zip(all[unit], counts[unit]) { for donor in subset { donors[donor] += times } }
      #expect(donors[unit] == 0)
      donors.remove(at: unit)
      #expect(chiSquareIsUnsuspicious(donors))
      // A permutation is left out when its first draws hold the unit; of complements, when they do not stand for it.
      let drawn = min(size, count - 1 - size)
      let expected = Double(permutations * seeds) * Double(count - drawn) / Double(count)
      #expect(abs(Double(draws[unit]) - expected) < 5 * expected.squareRoot())
    }
  }

  /// Wilson & Hilferty's normal approximation of χ², within ±4: the streams are fixed, so this never flickers.
  private func chiSquareIsUnsuspicious(_ counts: [Int]) -> Bool {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    let statistic = counts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    let freedom = Double(counts.count - 1)
    let variance = 2 / (9 * freedom)
    return abs((cubeRoot(statistic / freedom) - (1 - variance)) / variance.squareRoot()) < 4
  }

  private func cubeRoot(_ value: Double) -> Double {
    var root = max(value, 1)
    for _ in 0..<60 { root -= (root * root * root - value) / (3 * root * root) }
    return root
  }

  /// Shared permutations against all subsets, for the same units, within five standard errors; and that the draws
  /// left out are those expected.
  @Test func sharedPermutationsConvergeToTheExactDistribution() throws {
    for (links, ties) in [(0.15, false), (0.3, true), (0.5, false), (0.8, true)] {
      let weights = TestMaps.random(units: 16, linkShare: links, symmetric: true, seed: 21)
      let values =
        ties
        ? TestMaps.levels(16, below: 4, seed: 22).map { Double($0) / 10 as Double? } : TestMaps.noise(16, seed: 22)
      // At most C(15, 7) = 6,435 subsets.
      let exact = try ConditionalPermutation(values: values, weights: weights, permutations: 6_435)
      for seed in 1...3 {
        // So few that from three neighbours on (455 subsets) permutations are drawn; many seeds make up for it.
        let sampled = (0..<20).map { part in
          try! ConditionalPermutation(
            values: values, weights: weights, permutations: 450, seed: UInt64(seed * 1000 + part))
        }
        for unit in 0..<16 where sampled[0].tails.draws[unit] > 0 && !sampled[0].tails.isExact[unit] {
          let draws = sampled.reduce(0) { $0 + $1.tails.draws[unit] }
          let all = Double(exact.tails.draws[unit])
          for (count, subsets) in [
            (sampled.reduce(0) { $0 + $1.tails.atMost[unit] }, exact.tails.atMost[unit]),
            (sampled.reduce(0) { $0 + $1.tails.atLeast[unit] }, exact.tails.atLeast[unit]),
          ] {
            let share = Double(subsets) / all
            let error = (share * (1 - share) / Double(draws)).squareRoot()
            #expect(abs(Double(count) / Double(draws) - share) <= 5 * error)
          }
        }
      }
    }
  }

  @Test func sameForAnyNumberOfThreads() throws {
    let weights = TestMaps.brickWall(rows: 12, columns: 11)
    let values = TestMaps.noise(132, seed: 31)
    let one = try ConditionalPermutation(values: values, weights: weights, permutations: 7_000, seed: 5)
    for threads in [2, 3, 7] {
      let many = try ConditionalPermutation(
        values: values, weights: weights, permutations: 7_000, seed: 5, threads: threads)
      #expect(many.tails.draws == one.tails.draws)
      #expect(many.tails.atMost == one.tails.atMost && many.tails.atLeast == one.tails.atLeast)
      #expect(LocalMoran(many).qValues == LocalMoran(one).qValues)
    }
    let seeded = try ConditionalPermutation(values: values, weights: weights, permutations: 7_000, seed: 6)
    #expect(seeded.tails.atMost != one.tails.atMost)
  }

  @Test func orderOfUnitsDoesNotMatter() throws {
    let weights = TestMaps.random(units: 60, linkShare: 0.06, symmetric: true, seed: 41)
    var values = TestMaps.noise(60, seed: 41)
    values[7] = nil
    let order = TestMaps.order(60, seed: 42)
    let straight = try ConditionalPermutation(values: values, weights: weights, permutations: 1_999)
    let other = try ConditionalPermutation(
      values: TestMaps.reordered(values, to: order), weights: TestMaps.reordered(weights, to: order),
      permutations: 1_999)
    let moran = LocalMoran(straight)
    let getisOrd = GetisOrd(straight)
    let otherMoran = LocalMoran(other)
    let otherGetisOrd = GetisOrd(other)
    #expect(otherMoran.statistics == TestMaps.reordered(moran.statistics, to: order))
    #expect(otherMoran.lags == TestMaps.reordered(moran.lags, to: order))
    #expect(otherMoran.quadrants == TestMaps.reordered(moran.quadrants, to: order))
    #expect(otherGetisOrd.zValues == TestMaps.reordered(getisOrd.zValues, to: order))
    for unit in 0..<60 {
      // Exact p-values are the same, others come from other draws.
      guard let p = getisOrd.pValues[unit], let otherP = otherGetisOrd.pValues[order[unit]] else { continue }
      let isExact = straight.isExact[unit]!
      #expect(abs(p - otherP) <= (isExact ? 0 : 5 * (2 * p * (1 - p) / 1_800).squareRoot() + 0.002))
    }
  }

  @Test func isolatesAndUnitsWithoutDataAreNil() throws {
    // Unit 3 is an isolate, unit 5 has no data and is unit 4's only neighbour.
    let weights = SpatialWeights(rows: [[1, 2], [0, 2], [0, 1], [], [5], [4]])
    let inference = try ConditionalPermutation(values: [1, 2, 4, 9, 5, nil], weights: weights)
    let moran = LocalMoran(inference)
    let getisOrd = GetisOrd(inference)
    for unit in [3, 4, 5] {
      #expect(moran.statistics[unit] == nil && moran.lags[unit] == nil && moran.quadrants[unit] == nil)
      #expect(moran.pValues[unit] == nil && moran.qValues[unit] == nil && moran.pFloors[unit] == nil)
      #expect(getisOrd.zValues[unit] == nil && getisOrd.pValues[unit] == nil && getisOrd.qValues[unit] == nil)
      #expect(getisOrd.pFloors[unit] == nil)
      #expect(inference.drawsUsed[unit] == nil && inference.isExact[unit] == nil)
    }
    #expect(inference.neighbourCounts == [2, 2, 2, 0, 0, nil])
    #expect(
      try SpatialLag.means(of: [1, 2, 4, 9, 5, nil], weights: weights) == [3, 2.5, 1.5, nil, nil, nil])
    // Five units have data, the isolates among them: mean 4.2, Σz² = 38.8.
    #expect(agree(moran.statistics[0], 4 * -3.2 * -1.2 / 38.8, tolerance: 1e-14))
    // C(4, 2) = 6 subsets of 2, 4, 9 and 5, of which 2 + 4 has the lowest sum.
    #expect(inference.drawsUsed[0] == 6)
    #expect(getisOrd.pValues[0] == 1.0 / 6 && moran.pValues[0] == 2.0 / 6)
    #expect(getisOrd.pFloors[0] == 1.0 / 6 && moran.pFloors[0] == 2.0 / 6)
  }

  /// Ten regencies with two neighbours: C(9, 2) = 36 subsets, so local Moran's p is never below 2/36 and Gi*'s never
  /// below 1/36 = 0.028; no correction can call either significant, and the floor says so.
  @Test func floorOfTenUnitsInARing() throws {
    let ring = SpatialWeights(rows: (0..<10).map { [($0 + 9) % 10, ($0 + 1) % 10] })
    let inference = try ConditionalPermutation(values: (0..<10).map { Double($0) }, weights: ring)
    #expect(GetisOrd(inference).pFloors.allSatisfy { $0 == 1.0 / 36 })
    #expect(LocalMoran(inference).pFloors.allSatisfy { $0 == 2.0 / 36 })
    #expect(GetisOrd(inference).qValues.allSatisfy { $0! > 0.05 })
  }

  @Test func equalValuesAreNotTested() throws {
    let ring = SpatialWeights(rows: (0..<6).map { [($0 + 5) % 6, ($0 + 1) % 6] })
    let moran = try LocalMoran(values: [Double?](repeating: 0.1, count: 6), weights: ring)
    let getisOrd = try GetisOrd(values: [Double?](repeating: 0.1, count: 6), weights: ring)
    #expect(moran.statistics.allSatisfy { $0 == nil } && moran.pValues.allSatisfy { $0 == nil })
    #expect(getisOrd.zValues.allSatisfy { $0 == nil } && getisOrd.pValues.allSatisfy { $0 == nil })
    let empty = try LocalMoran(values: [], weights: SpatialWeights(rows: []))
    #expect(empty.statistics.isEmpty)
  }

  /// Scaling and shifting the values changes neither z nor p, whatever their size.
  @Test func unitOfTheValuesDoesNotMatter() throws {
    let weights = TestMaps.brickWall(rows: 6, columns: 7)
    let values = TestMaps.noise(42, seed: 51)
    let straight = try ConditionalPermutation(values: values, weights: weights, permutations: 499)
    for scale in [0x1p-1000, 0x1p-60, -0x1p3, 0x1p1020] {
      let scaled = try ConditionalPermutation(
        values: values.map { $0! * scale }, weights: weights, permutations: 499)
      #expect(LocalMoran(scaled).statistics == LocalMoran(straight).statistics)
      #expect(LocalMoran(scaled).pValues == LocalMoran(straight).pValues)
      #expect(GetisOrd(scaled).zValues == GetisOrd(straight).zValues.map { scale < 0 ? -$0! : $0! })
    }
  }

  @Test func wrongUseIsRefused() throws {
    func message(_ body: () throws -> Void) -> String? {
      do {
        try body()
        return nil
      } catch { return (error as? Diagnostic)?.message.english }
    }
    let pair = SpatialWeights(rows: [[1], [0]])
    #expect(
      message { _ = try LocalMoran(values: [1], weights: pair) }
        == "There are 1 values for the 2 units of the neighbour list. "
        + "Give one value for each unit, nil where it has no data.")
    #expect(
      message { _ = try GetisOrd(values: [1, .nan], weights: pair) }
        == "The value of the unit at position 1 (counted from 0) is nan, not a finite number. "
        + "Make it nil where the unit has no data.")
    #expect(
      message { _ = try GlobalMoran(values: [1, 2], weights: pair, permutations: 0) }
        == "The number of permutations 0 cannot be used. Choose one from 1 to 1000000000, for example 9999.")
    let unequal = SpatialWeights(offsets: [0, 2, 3, 4], neighbours: [1, 2, 0, 0], weights: [0.3, 0.7, 1, 1])
    #expect(
      message { _ = try LocalMoran(values: [1, 2, 3], weights: unequal) }
        == "The neighbours of the unit at position 0 (counted from 0) have unequal weights. "
        + "These statistics need equal weights in each row, as contiguity, k nearest and distance bands have.")
    let standardised = try LocalMoran(
      values: [1, 2, 4], weights: SpatialWeights(rows: [[1, 2], [0], [0]]).rowStandardised())
    #expect(
      standardised.statistics
        == (try LocalMoran(values: [1, 2, 4], weights: SpatialWeights(rows: [[1, 2], [0], [0]]))).statistics)
  }

  @Test func progressRisesToTheEndAndCanStop() throws {
    struct Stop: Error {}
    let weights = TestMaps.brickWall(rows: 6, columns: 6)
    let values = TestMaps.noise(36, seed: 61)
    let reports = Mutex<[Double]>([])
    let report: @Sendable (Double) -> Void = { done in reports.withLock { $0.append(done) } }
    _ = try ConditionalPermutation(values: values, weights: weights, permutations: 9_999, threads: 3, progress: report)
    #expect(reports.withLock { $0 } == [0.2, 0.4, 0.6, 0.8, 1])
    reports.withLock { $0 = [] }
    _ = try GlobalMoran(values: values, weights: weights, permutations: 99, threads: 3, progress: report)
    #expect(reports.withLock { $0 == $0.sorted() && $0.last == 1 })
    #expect(throws: Stop.self) {
      _ = try ConditionalPermutation(values: values, weights: weights) { _ in throw Stop() }
    }
    #expect(throws: Stop.self) { _ = try GlobalMoran(values: values, weights: weights) { _ in throw Stop() } }
  }
}
