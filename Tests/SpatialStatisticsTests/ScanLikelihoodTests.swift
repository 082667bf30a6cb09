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
