/// For one level of the log-likelihood ratio: how few covered a window must have to reach it.
///
/// The ratio is jointly convex in eligible n and covered c (each of its terms o ln(o/e) is the perspective of a convex
/// function), so the counts that stay below the level form a convex set and its lower edge c*(n) is a convex function
/// of n. A chord between two points of c* therefore lies above it, and testing c against chords finds every
/// window that reaches the level, and few others, without a logarithm.
struct ScanThresholds: Sendable {
  /// Bins of n; bin 0 is for entries that are no window, which no count passes.
  struct Bins: Sendable {
    let count: Int
    /// Eligible per bin.
    let width: Int

    /// For windows of up to `largest` eligible; the more units there are, the more work finer bins spare.
    init(largest: Int, units: Int) {
      width = largest / min(max(units / 4, 16), 1024) + 1
      count = largest / width + 1
    }

    /// The bin of a window with n eligible, from 1.
    func bin(_ n: Int) -> Int { n / width + 1 }
  }

  let level: Double
  /// In pairs, intercept and slope for each bin: a count c is a candidate when c < round(intercept + slope·n).
  private(set) var lines: [SIMD2<Double>]

  init(level: Double, likelihood: ScanLikelihood, bins: Bins) {
    self.level = level
    lines = [SIMD2<Double>](repeating: SIMD2(0, 0), count: bins.count + 1)
    let last = likelihood.eligible - 1
    let rate = Double(likelihood.covered) / Double(likelihood.eligible)
    // Where windows with the fewest covered possible have the highest ratio.
    let peak = likelihood.eligible - likelihood.covered
    func edge(_ n: Int) -> (covered: Double, isReachable: Bool) {
      n == 0 ? (0, false) : likelihood.threshold(eligible: n, level: level)
    }
    var start = 0
    var left = edge(0)
    for bin in 1...bins.count where start <= last {
      let end = min(start + bins.width, last)
      let right = edge(end)
      // Half is for rounding to the next whole number, the rest covers the rounding errors of the line.
      if left.isReachable || right.isReachable {
        let slope = (right.covered - left.covered) / Double(max(1, end - start))
        lines[bin] = SIMD2(left.covered - slope * Double(start) + 0.501, slope)
      } else if likelihood.model == .bernoulli && start < peak && peak < end {
        lines[bin] = SIMD2(0.501, rate)
      }
      start = end
      left = right
    }
  }

  /// The smallest count that is no candidate.
  @inline(__always) static func limit(_ line: SIMD2<Double>, _ n: Double) -> Int32 {
    // Adding 1.5·2⁵² leaves the nearest whole number in the low bits, without the checks of a conversion.
    Int32(truncatingIfNeeded: (line.x + line.y * n + 0x1.8p52).bitPattern)
  }
}
