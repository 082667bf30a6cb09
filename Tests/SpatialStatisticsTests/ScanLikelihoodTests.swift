import Glibc
import Testing

@testable import SpatialStatistics

@Suite struct ScanLikelihoodTests {
  @Test func devianceIsSmoothAndRight() {
    // h(δ) against its series with 40 terms.
    for delta in stride(from: -0.5, through: 0.5, by: 0.003) where delta != 0 {
      var sum = 0.0
      for k in (2...60).reversed() { sum += pow(-delta, Double(k)) / Double(k * (k - 1)) }
      #expect(abs(deviance(delta) - sum) <= 2e-14 * sum)
    }
    #expect(deviance(0) == 0)
    #expect(deviance(-1) == 1)
  }

  /// The plain formula in arithmetic of 60 decimal digits (Python's `decimal`).
  @Test(arguments: [
    (ScanStatistic.Model.bernoulli, 329_962, 667, 148_569, 216, 22.205518273355164),
    (.bernoulli, 329_962, 329_295, 149_936, 149_565, 13.897293538789377),
    (.bernoulli, 1_000_000_000, 600_000_000, 1_234_567, 739_000, 5.1145773693880958),
    (.bernoulli, 2_000_000_000, 1_999_000_000, 1_000_000_000, 999_400_000, 20145.518553206817),
    (.bernoulli, 100, 50, 10, 0, 7.4881761622354297), (.bernoulli, 100, 90, 12, 2, 27.101562832749167),
    (.poisson, 329_962, 667, 148_569, 216, 22.161901654376489),
    (.poisson, 1_000_000_000, 600_000_000, 1_234_567, 739_000, 2.0482306155452741),
    (.poisson, 2_000_000_000, 1_999_000_000, 1_000_000_000, 999_400_000, 10.005002517942318),
    (.poisson, 100, 50, 10, 0, 5.2680257828913151),
  ])
  func ratiosAreExact(
    _ model: ScanStatistic.Model, _ eligible: Int, _ covered: Int, _ n: Int, _ c: Int, _ exact: Double
  ) {
    let likelihood = ScanLikelihood(model: model, eligible: eligible, covered: covered)
    #expect(abs(likelihood.ratio(eligible: n, covered: c) - exact) < 1e-13 * exact)
    // No ratio for a rate that is not lower.
    #expect(likelihood.ratio(eligible: n, covered: n) == 0)
  }

  /// No count that reaches the level may be missed, and few others pass.
  @Test(arguments: [
    (ScanStatistic.Model.bernoulli, 600, 250), (.bernoulli, 600, 3), (.bernoulli, 600, 598),
    (.bernoulli, 90_000, 60_000),
    (.bernoulli, 90_000, 89_990), (.bernoulli, 1_000_000_000, 600_000_000), (.poisson, 600, 40),
    (.poisson, 90_000, 700),
    (.poisson, 1_000_000_000, 30_000_000),
  ])
  func thresholdsMissNothing(_ model: ScanStatistic.Model, _ eligible: Int, _ covered: Int) {
    let likelihood = ScanLikelihood(model: model, eligible: eligible, covered: covered)
    for share in [0.01, 0.5, 1.0] {
      let largest = min(Int(Double(eligible) * share), eligible - 1)
      let bins = ScanThresholds.Bins(largest: largest, units: 4_000)
      for level in [0.0, 0.5, 3, 9, 40] {
        let thresholds = ScanThresholds(level: level, likelihood: likelihood, bins: bins)
        #expect(ScanThresholds.limit(thresholds.lines[0], Double(largest)) == 0)
        for n in stride(from: 1, through: largest, by: max(1, largest / 997)) {
          let limit = Int(ScanThresholds.limit(thresholds.lines[bins.bin(n)], Double(n)))
          let least = model == .bernoulli ? max(0, n - (eligible - covered)) : 0
          // The ratio falls with c, so the first count from the limit on is the highest that is passed over.
          let first = max(limit, least)
          #expect(likelihood.ratio(eligible: n, covered: first) <= level * (1 + 1e-9))
          // Where the bins are single counts, one below the limit reaches the level, but for the least.
          if bins.width == 1, limit - 1 > least {
            #expect(likelihood.ratio(eligible: n, covered: limit - 1) >= level - 0.01)
          }
        }
      }
    }
  }
}
