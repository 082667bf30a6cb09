import SpatialStatistics
import SpatialWeights
import TestSupport
import Testing

import struct Diagnostics.Diagnostic

@Suite struct GlobalMoranTests {
  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)")) func agreesWithPeers() throws {
    let sids = try ReferenceTable("stats/sids2_74.csv")
    let sidsWeights = try ReferenceTable.contiguity("sids2_queen")
    let raw = try GlobalMoran(values: sids.numbers("y"), weights: sidsWeights, threads: 2)
    #expect(agree(raw.statistic, 0.23091044884585776, tolerance: 1e-10))
    #expect(agree(raw.expectation, -0.010101010101010102, tolerance: 1e-15))
    // esda's 9,999 permutations gave 0.0002 in the upper tail (0.0004 two-sided).
    #expect(raw.pValue! < 0.001)

    let bayes = try EmpiricalBayes(counts: sids.integers("num"), populations: sids.integers("den"), model: .poisson)
    let standardised = try GlobalMoran(values: bayes.standardised, weights: sidsWeights, permutations: 999)
    #expect(agree(standardised.statistic, 0.24874621426351118))

    let columbus = try ReferenceTable("stats/columbus_CRIME.csv")
    let crime = try GlobalMoran(
      values: columbus.numbers("y"), weights: ReferenceTable.contiguity("columbus_queen"), permutations: 999)
    #expect(agree(crime.statistic, 0.5001885571828611))
    #expect(agree(crime.expectation, -0.020833333333333332, tolerance: 1e-15))
    #expect(crime.pValue == 0.001)
  }

  /// A chain of four with values 1, 2, 3, 4: z = ±1.5, ±0.5; lags by hand.
  @Test func handValue() throws {
    let chain = SpatialWeights(rows: [[1], [0, 2], [1, 3], [2]])
    let moran = try GlobalMoran(values: [1, 2, 3, 4], weights: chain, permutations: 99)
    // Σ z·lag = 0.75 + 0.25 + 0.25 + 0.75 = 2, Σz² = 5, n/S0 = 1.
    #expect(agree(moran.statistic, 0.4, tolerance: 1e-15))
    #expect(moran.expectation == -1.0 / 3)
  }

  /// All 120 permutations of five units, one an isolate and one linked one way only: the mean of I over them is
  /// −1/(n−1) only if isolates count in n and not in S0.
  @Test func meanOverAllPermutationsIsTheExpectation() throws {
    let weights = SpatialWeights(rows: [[1, 2], [0], [0, 1, 3], [2], []])
    let values = [0.31, 0.77, 0.12, 0.95, 0.40]
    var orders: [[Int]] = [[]]
    for unit in 0..<5 {
      orders = orders.flatMap { order in
        (0...order.count).map { Array(order[..<$0]) + [unit] + Array(order[$0...]) }
      }
    }
    #expect(orders.count == 120)
    var sum = 0.0
    for order in orders {
      sum += try GlobalMoran(values: order.map { values[$0] }, weights: weights, permutations: 1).statistic!
    }
    #expect(agree(sum / 120, -0.25, tolerance: 1e-13))
  }

  /// The pseudo p-value against the exact one over all 720 orders of six values with ties.
  @Test func permutationsConvergeToTheExactTail() throws {
    let weights = SpatialWeights(rows: [[1], [0, 2], [1, 3, 4], [2, 4], [2, 3, 5], [4]])
    let values = [0.1, 0.1, 0.3, 0.2, 0.3, 0.5]
    func sum(_ values: [Double]) -> Double {
      (0..<6).reduce(0.0) { total, unit in
        let lag = weights.neighbours(of: unit).reduce(0.0) { $0 + values[Int($1)] - 0.25 }
        return total + (values[unit] - 0.25) * lag / Double(weights.cardinality(of: unit))
      }
    }
    var orders: [[Int]] = [[]]
    for unit in 0..<6 {
      orders = orders.flatMap { order in
        (0...order.count).map { Array(order[..<$0]) + [unit] + Array(order[$0...]) }
      }
    }
    let tail = orders.count { order in sum(order.map { values[$0] }) >= sum(values) - 1e-12 }
    let exact = Double(tail) / 720
    let moran = try GlobalMoran(values: values, weights: weights, permutations: 20_000, seed: 4, threads: 2)
    let error = (exact * (1 - exact) / 20_000).squareRoot()
    #expect(abs(moran.pValue! - exact) < 4 * error)
  }

  @Test func sameForAnyThreadsAndOrderOfUnits() throws {
    let weights = TestMaps.brickWall(rows: 9, columns: 11)
    var values = TestMaps.noise(99, seed: 12)
    values[40] = nil
    let one = try GlobalMoran(values: values, weights: weights, permutations: 203)
    for threads in [2, 3, 7] {
      let many = try GlobalMoran(values: values, weights: weights, permutations: 203, threads: threads)
      #expect(many.statistic == one.statistic && many.pValue == one.pValue)
    }
    let order = TestMaps.order(99, seed: 13)
    let reordered = try GlobalMoran(
      values: TestMaps.reordered(values, to: order), weights: TestMaps.reordered(weights, to: order),
      permutations: 203)
    #expect(reordered.statistic == one.statistic)
    #expect(abs(reordered.pValue! - one.pValue!) < 0.2)
    #expect(one.units == 98)
    let seeded = try GlobalMoran(values: values, weights: weights, permutations: 203, seed: 2)
    #expect(seeded.pValue != one.pValue)
  }

  @Test func nothingToTestIsNil() throws {
    let chain = SpatialWeights(rows: [[1], [0, 2], [1]])
    let equal = try GlobalMoran(values: [0.1, 0.1, 0.1], weights: chain)
    #expect(equal.statistic == nil && equal.pValue == nil && equal.expectation == -0.5)
    let apart = try GlobalMoran(values: [1, nil, 2], weights: chain)
    #expect(apart.statistic == nil && apart.pValue == nil && apart.units == 2)
    let empty = try GlobalMoran(values: [nil, nil, nil], weights: chain)
    #expect(empty.statistic == nil && empty.expectation == nil && empty.units == 0)
  }

  /// On noise, p is uniform: its share at or below α is α.
  @Test func noiseIsUniform() throws {
    let weights = TestMaps.brickWall(rows: 5, columns: 6)
    let pValues = try (0..<1500).map { map in
      try GlobalMoran(
        values: TestMaps.noise(30, seed: UInt64(map)), weights: weights, permutations: 99, seed: UInt64(map)
      ).pValue!
    }
    for alpha in [0.01, 0.05, 0.2] {
      let share = Double(pValues.count { $0 <= alpha + 1e-12 }) / 1500
      #expect(abs(share - alpha) < 4 * (alpha * (1 - alpha) / 1500).squareRoot())
    }
  }
}
