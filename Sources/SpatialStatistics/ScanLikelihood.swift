internal import Glibc

/// Kulldorff's log-likelihood ratio for low rates, as a function of whole numbers.
///
/// A window's figures are sums of integers, so that the same window reached in another order, or from another centre,
/// has the same ratio to the last bit, and ties with itself.
struct ScanLikelihood: Sendable {
  let model: ScanStatistic.Model
  /// N and C: eligible and covered in all; N is below 2³¹, so that products of two counts fit an `Int`.
  let eligible: Int
  let covered: Int

  /// The ratio of a window with `n` eligible and `c` covered, 0 < n < N; 0 unless c/n < C/N.
  ///
  /// Written as Σ o ln(o/e) over the cells of the table (observed o, expected e), which is Σ e·h((o − e)/e) because
  /// Σ o = Σ e: no term is below zero, so that nothing cancels even where N is 10⁹ and the ratio 1.
  func ratio(eligible n: Int, covered c: Int) -> Double {
    let deficit = n * covered - c * eligible
    guard deficit > 0 else { return 0 }
    return ratio(eligible: n, deficit: Double(deficit) / Double(eligible))
  }

  private func ratio(eligible n: Int, deficit d: Double) -> Double {
    let inside = Double(n * covered) / Double(eligible)
    switch model {
    case .bernoulli:
      let insideUncovered = Double(n * (eligible - covered)) / Double(eligible)
      let outside = Double((eligible - n) * covered) / Double(eligible)
      let outsideUncovered = Double((eligible - n) * (eligible - covered)) / Double(eligible)
      return (inside * deviance(-d / inside) + insideUncovered * deviance(d / insideUncovered))
        + (outside * deviance(d / outside) + outsideUncovered * deviance(-d / outsideUncovered))
    case .poisson:
      let outside = Double((eligible - n) * covered) / Double(eligible)
      return inside * deviance(-d / inside) + outside * deviance(d / outside)
    }
  }

  /// Where a window with 0 < n < N eligible reaches `level`.
  ///
  /// - Returns: a count never below the greatest that reaches it by more than rounding, and whether any does; where
  ///   none does, the least count that a window with n eligible can have.
  func threshold(eligible n: Int, level: Double) -> (covered: Double, isReachable: Bool) {
    let expected = Double(n * covered) / Double(eligible)
    // Beyond this deficit a cell of the table would be negative.
    let leastCovered = model == .bernoulli ? max(0, n - (eligible - covered)) : 0
    let most = Double(n * covered - leastCovered * eligible) / Double(eligible)
    guard ratio(eligible: n, covered: leastCovered) >= level else { return (Double(leastCovered), false) }
    guard level > 0 else { return (expected, true) }
    // √ratio is nearly linear in the deficit: Newton's steps on it, between bounds that close in.
    let target = level.squareRoot()
    let outsideShare = Double(eligible - n) / Double(eligible)
    let uncoveredShare = model == .bernoulli ? Double(eligible - covered) / Double(eligible) : 1
    var low = 0.0
    var high = most
    var d = min((2 * level * expected * uncoveredShare * outsideShare).squareRoot(), 0.999 * most)
    for _ in 0..<60 {
      let value = ratio(eligible: n, deficit: d)
      if value >= level { high = d } else { low = d }
      if high - low <= 1e-7 * high { break }
      let root = value.squareRoot()
      // A little beyond the root, so that it comes to lie between the bounds.
      let next =
        (d - (root - target) * 2 * root / slope(eligible: n, deficit: d)) * (value >= level ? 1 - 2e-8 : 1 + 2e-8)
      d = next > low && next < high ? next : 0.5 * (low + high)
    }
    return (expected - low, true)
  }

  /// The derivative of the ratio by the deficit.
  private func slope(eligible n: Int, deficit d: Double) -> Double {
    let inside = Double(n * covered) / Double(eligible)
    let outside = Double((eligible - n) * covered) / Double(eligible)
    var value = log1p(d / outside) - log1p(-d / inside)
    if model == .bernoulli {
      value += log1p(d / (Double(n * (eligible - covered)) / Double(eligible)))
      value -= log1p(-d / (Double((eligible - n) * (eligible - covered)) / Double(eligible)))
    }
    return value
  }
}

/// h(δ) = (1 + δ) ln(1 + δ) − δ for δ ≥ −1, with a relative error of a few units in the last place: half the unit
/// deviance of a Poisson count (Loader 2000, "Fast and accurate computation of binomial probabilities").
@inline(__always) func deviance(_ delta: Double) -> Double {
  if abs(delta) < 0.03125 {
    // Σ (−δ)^k / (k (k − 1)) from k = 2.
    var sum = 1.0 / 110 - delta * (1.0 / 132)
    sum = 1.0 / 90 - delta * sum
    sum = 1.0 / 72 - delta * sum
    sum = 1.0 / 56 - delta * sum
    sum = 1.0 / 42 - delta * sum
    sum = 1.0 / 30 - delta * sum
    sum = 1.0 / 20 - delta * sum
    sum = 1.0 / 12 - delta * sum
    sum = 1.0 / 6 - delta * sum
    sum = 1.0 / 2 - delta * sum
    return delta * delta * sum
  }
  return delta <= -1 ? 1 : (1 + delta) * log1p(delta) - delta
}
