import SpatialStatistics
import TestSupport
import Testing

import struct Diagnostics.Diagnostic

@Suite struct EmpiricalBayesTests {
  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)")) func poissonAgreesWithPeers() throws {
    let table = try ReferenceTable("stats/sids2_74.csv")
    let bayes = try EmpiricalBayes(
      counts: table.integers("num"), populations: table.integers("den"), model: .poisson)
    #expect(agree(bayes.overallRate, 0.0020214448936544207, tolerance: 1e-15))
    #expect(agree(bayes.varianceBetween, 7.692930647014653e-07, tolerance: 1e-18))
    for column in ["eb_esda", "eb_spdep", "eb_geoda_port"] {
      for (value, expected) in zip(bayes.smoothed, try table.numbers(column)) {
        #expect(agree(value, expected, tolerance: 1e-12))
      }
    }
    for (value, expected) in zip(bayes.standardised, try table.numbers("ebz_esda")) { #expect(agree(value, expected)) }
  }

  /// Martuzzi & Elliott's formula as it is printed, on rates that vary more than by chance.
  @Test func binomialIsTheFormulaAsPrinted() throws {
    let counts = [3, 45, 240, 9, 880, 77]
    let populations = [10, 60, 300, 90, 1100, 100]
    let bayes = try EmpiricalBayes(counts: counts, populations: populations)
    let people = populations.map(Double.init)
    let rates = zip(counts, people).map { Double($0) / $1 }
    let all = people.reduce(0, +)
    let b = Double(counts.reduce(0, +)) / all
    let mean = all / 6
    let s2 = zip(people, rates).reduce(0) { $0 + $1.0 * ($1.1 - b) * ($1.1 - b) } / all
    for unit in 0..<6 {
      let n = people[unit]
      let rho =
        (n * s2 - n / mean * b * (1 - b)) / ((n - 1) * s2 + (mean - n) / mean * b * (1 - b))
      #expect(rho > 0 && rho < 1)
      #expect(agree(bayes.smoothed[unit], rho * rates[unit] + (1 - rho) * b, tolerance: 1e-13))
      let variance = s2 - b * (1 - b) / mean + b * (1 - b) / n
      #expect(agree(bayes.standardised[unit], (rates[unit] - b) / variance.squareRoot(), tolerance: 1e-12))
    }
    // By hand for the first unit, to six places.
    #expect(agree(bayes.overallRate, 1254.0 / 1660, tolerance: 1e-15))
  }

  /// Rates that vary less than chance would make them say nothing of the units: all get b. The printed quotient,
  /// clamped, would leave the largest units as they are, because both its terms turn negative there.
  @Test func lessThanChanceShrinksAllTheWay() throws {
    let counts = [50, 101, 5, 499]
    let populations = [100, 200, 10, 1000]
    for model in EmpiricalBayes.Model.allCases {
      let bayes = try EmpiricalBayes(counts: counts, populations: populations, model: model)
      #expect(bayes.varianceBetween == 0)
      #expect(bayes.smoothed.allSatisfy { $0 == 655.0 / 1310 })
      #expect(bayes.standardised.allSatisfy { $0 != nil && $0!.isFinite })
    }
  }

  @Test func edgesAreNumbersOrNil() throws {
    for model in EmpiricalBayes.Model.allCases {
      let none = try EmpiricalBayes(counts: [0, 0, 0], populations: [5, 0, 9], model: model)
      #expect(none.smoothed == [0, nil, 0])
      #expect(none.standardised == [0, nil, 0])
      let all = try EmpiricalBayes(counts: [5, 0, 9], populations: [5, 0, 9], model: model)
      #expect(all.smoothed == [1, nil, 1])
      #expect(all.standardised == [0, nil, 0])
      let single = try EmpiricalBayes(counts: [3], populations: [4], model: model)
      #expect(single.smoothed == [0.75])
      #expect(single.standardised == [0])
      let nobody = try EmpiricalBayes(counts: [0, 0], populations: [0, 0], model: model)
      #expect(nobody.overallRate == nil && nobody.varianceBetween == nil)
      #expect(nobody.smoothed == [nil, nil] && nobody.standardised == [nil, nil])
    }
    // Two units, one with everybody and one with nobody: all of the variance is between them.
    let split = try EmpiricalBayes(counts: [0, 100], populations: [100, 100])
    #expect(split.smoothed == [0, 1])
  }

  @Test func smoothedRatesLieBetweenTheirOwnAndTheOverallRate() throws {
    var stream = RandomStream(seed: 3, purpose: .simulation, index: 0)
    for _ in 0..<50 {
      let populations = (0..<40).map { _ in Int(stream.below(2000)) }
      let counts = populations.map { $0 == 0 ? 0 : Int(stream.below(UInt32($0 + 1))) }
      for model in EmpiricalBayes.Model.allCases {
        let bayes = try EmpiricalBayes(counts: counts, populations: populations, model: model)
        let overall = try #require(bayes.overallRate)
        for unit in 0..<40 where populations[unit] > 0 {
          let rate = Double(counts[unit]) / Double(populations[unit])
          let smoothed = try #require(bayes.smoothed[unit])
          #expect(smoothed >= min(rate, overall) - 1e-15 && smoothed <= max(rate, overall) + 1e-15)
        }
      }
      let order = TestMaps.order(40, seed: stream.next64())
      let straight = try EmpiricalBayes(counts: counts, populations: populations)
      let reordered = try EmpiricalBayes(
        counts: TestMaps.reordered(counts, to: order), populations: TestMaps.reordered(populations, to: order))
      #expect(reordered.smoothed == TestMaps.reordered(straight.smoothed, to: order))
      #expect(reordered.standardised == TestMaps.reordered(straight.standardised, to: order))
    }
  }

  @Test func badCountsAreRefused() throws {
    func message(_ counts: [Int], _ populations: [Int], _ model: EmpiricalBayes.Model = .binomial) -> String? {
      do {
        _ = try EmpiricalBayes(counts: counts, populations: populations, model: model)
        return nil
      } catch { return (error as? Diagnostic)?.message.english }
    }
    #expect(
      message([1], [1, 2]) == "There are 1 counts for 2 populations. Give both for each unit.")
    let outOfRange =
      "The unit at position 1 (counted from 0) has a count of 3 in a population of 2. "
      + "Counts lie between 0 and the population; only the Poisson model takes counts above it."
    #expect(message([1, 3], [1, 2]) == outOfRange)
    #expect(message([1, 3], [1, 2], .poisson) == nil)
    #expect(message([-1], [2], .poisson) != nil)
    #expect(message([1], [-2], .poisson) != nil)
  }
}
