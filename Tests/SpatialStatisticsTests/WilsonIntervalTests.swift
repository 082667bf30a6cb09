import SpatialStatistics
import Testing

@Suite struct WilsonIntervalTests {
  /// Newcombe 1998, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, table I,
  /// method 3.
  @Test(arguments: [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
  ]) func publishedIntervals(successes: Int, trials: Int, lower: Double, upper: Double) throws {
    let interval = try #require(WilsonInterval(successes: successes, trials: trials))
    #expect(abs(interval.lower - lower) < 0.00005 + 1e-12)
    #expect(abs(interval.upper - upper) < 0.00005 + 1e-12)
  }

  /// The ends are the roots of (p̂ − p)² = z² p(1 − p)/n.
  @Test func endsSolveTheScoreEquation() throws {
    for (successes, trials) in [(1, 2), (7, 10), (10_163, 130_777), (999_999, 1_000_000)] {
      let interval = try #require(WilsonInterval(successes: successes, trials: trials))
      let share = Double(successes) / Double(trials)
      for end in [interval.lower, interval.upper] {
        let score = (share - end) / (end * (1 - end) / Double(trials)).squareRoot()
        #expect(abs(abs(score) - 1.959963984540054) < 1e-6)
      }
      #expect(interval.lower < share && share < interval.upper)
    }
  }

  @Test func endsStayInside() throws {
    for trials in [1, 2, 3, 10, 97, 12_345, 100_000_000] {
      let none = try #require(WilsonInterval(successes: 0, trials: trials))
      let all = try #require(WilsonInterval(successes: trials, trials: trials))
      #expect(none.lower == 0 && none.upper > 0 && none.upper < 1)
      #expect(all.upper == 1 && all.lower < 1 && all.lower > 0)
      #expect(abs(none.upper - (1 - all.lower)) < 1e-12)
    }
  }

  @Test func noTrialsHaveNoInterval() { #expect(WilsonInterval(successes: 0, trials: 0) == nil) }
}
