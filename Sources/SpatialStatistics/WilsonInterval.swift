/// The 95 % score interval of a proportion (Wilson 1927, "Probable inference, the law of succession, and statistical
/// inference", Journal of the American Statistical Association 22).
///
/// It never leaves [0, 1], and it keeps a width where nobody or everybody is covered, unlike p ± 1.96 standard errors.
public struct WilsonInterval: Sendable, Hashable {
  /// The lower end, a share from 0 to 1; exactly 0 where nobody is covered.
  public let lower: Double
  /// The upper end, a share from 0 to 1; exactly 1 where everybody is covered.
  public let upper: Double

  /// The 0.975 quantile of the normal distribution.
  private static let z = 1.959963984540054

  /// The interval of `successes` in `trials`; nil where there are no trials, for then there is no proportion.
  ///
  /// `successes` is from 0 to `trials`.
  public init?(successes: Int, trials: Int) {
    guard trials > 0 else { return nil }
    precondition(successes >= 0 && successes <= trials, "successes lie between 0 and the trials")
    let n = Double(trials)
    let p = Double(successes) / n
    let zSquared = Self.z * Self.z
    let centre = p + zSquared / (2 * n)
    let halfWidth = Self.z * (p * (1 - p) / n + zSquared / (4 * n * n)).squareRoot()
    let denominator = 1 + zSquared / n
    lower = successes == 0 ? 0 : max(0, (centre - halfWidth) / denominator)
    upper = successes == trials ? 1 : min(1, (centre + halfWidth) / denominator)
  }
}
