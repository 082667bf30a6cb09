internal import Diagnostics
internal import Glibc

/// How much coverage varies between units beyond chance, and each unit's residual on the scale of that variation.
///
/// With pᵢ = cᵢ/nᵢ and P = Σc/Σn, chance alone gives a unit the variance sᵢ² = P(1 − P)/nᵢ. What the rates vary beyond
/// that is the between-unit variance of DerSimonian & Laird (1986, "Meta-analysis in clinical trials", Controlled
/// Clinical Trials 7): with w⁰ = 1/s² and Q = Σ w⁰(p − P)² over the K units,
/// τ² = max(0, (Q − (K − 1)) / (Σw⁰ − Σ(w⁰)²/Σw⁰)).
/// A unit then weighs wᵢ = 1/(sᵢ² + τ²). Where units are large the weights are nearly equal: what is judged is units,
/// not the people in them.
///
/// Units without eligible people have no rate and take no part; they are nil here. There is nothing to estimate where
/// P is 0 or 1, or with fewer than two units with people. Nothing depends on the order of the units, to the last bit.
/// O(n).
public struct BetweenUnitVariation: Sendable {
  /// P, the rate of all units together, above 0 and below 1.
  public let overallRate: Double
  /// τ², never below 0; 0 where the rates vary no more than chance would make them.
  public let variance: Double
  /// wᵢ.
  public let weights: [Double?]
  /// μ = Σwp/Σw, the mean unit's rate.
  public let mean: Double
  /// rᵢ = (pᵢ − μ)√wᵢ, of variance near 1 whatever the unit's size; 0 throughout where all rates are equal. Each is
  /// right to a few units in its own last place, so that sums which tie on paper tie to `ExactValues`.
  public let residuals: [Double?]
  /// rᵢ divided by how far residuals of units of its size spread, for statistics that exchange units: the spread of coverage
  /// may depend on size, and permutations take a region of units that vary much for a pattern. Exactly rᵢ where nothing
  /// but chance says that it does, and with fewer than 40 units. See `spreadTrend`.
  public let exchangeableResiduals: [Double?]
  /// How far residuals of the largest unit spread, next to those of the smallest: above 1 where large units vary more. The
  /// mean distance from the median of each stratum of size (those of `ScanSample.strata(bySize:)`), on a log-linear trend
  /// with the rank of size, drawn in by what chance would make of it.
  public let spreadTrend: Double
  /// The exchangeable residuals for comparing sums of them by permutation: of units with full coverage, and of those with
  /// none, what the weights alone make of one and the same rate does not count.
  ///
  /// Where many units are at 100%, which of several groups of such units has the highest sum would depend on nothing but
  /// how large they are, and large units lie together: with half of the units at 100% a false discovery rate of 0.05
  /// was reached on 18% of maps without any pattern. So residuals of units with full coverage are rounded to the highest
  /// one less whole eighths, and those of units with none to the lowest one and whole eighths.
  public let comparableResiduals: [Double?]

  /// τ, in the same unit as a rate: a share from 0 to 1.
  public var standardDeviation: Double { variance.squareRoot() }
  /// τ in percentage points.
  public var points: Double { 100 * standardDeviation }

  /// - Parameters:
  ///   - covered: the people of each unit who are covered, from 0 to the eligible.
  ///   - eligible: the people who could be; 0 where there are none or nothing is known.
  /// - Returns: nil where P is 0 or 1, or with fewer than two units that have people.
  /// - Throws: `Diagnostic` (usage) for arrays of different length, or a count outside of its range.
  public init?(covered: [Int], eligible: [Int]) throws {
    guard covered.count == eligible.count else {
      throw Diagnostic.countsDoNotFitPopulations(counts: covered.count, populations: eligible.count)
    }
    var units: [Int] = []
    // Totals of counts that are each an `Int` may not fit one.
    var allCovered: Int128 = 0
    var allEligible: Int128 = 0
    for (unit, people) in eligible.enumerated() {
      guard people >= 0, covered[unit] >= 0, covered[unit] <= people else {
        throw Diagnostic.countOutOfRange(unit: unit, count: covered[unit], population: people)
      }
      guard people > 0 else { continue }
      units.append(unit)
      allCovered += Int128(covered[unit])
      allEligible += Int128(people)
    }
    guard units.count > 1, allCovered > 0, allCovered < allEligible else { return nil }
    let overall = Double(allCovered) / Double(allEligible)
    // What one person more or less makes of a rate: the chance variance of a unit with one person.
    let single = Double(allCovered) / Double(allEligible) * (Double(allEligible - allCovered) / Double(allEligible))
    let people = units.map { Double(eligible[$0]) }
    let rates = units.map { Double(covered[$0]) / Double(eligible[$0]) }

    let heterogeneity =
      ExactValues.sum(zip(people, rates).map { people, rate in people * (rate - overall) * (rate - overall) }) / single
    let total = Double(allEligible)
    let scale = (total - ExactValues.sum(people.map { $0 * $0 }) / total) / single
    let variance = max(0, (heterogeneity - Double(units.count - 1)) / scale)

    let weights = people.map { 1 / (single / $0 + variance) }
    let mean = ExactValues.sum(zip(weights, rates).map { $0 * $1 }) / ExactValues.sum(weights)
    overallRate = overall
    self.variance = variance
    self.mean = mean
    var allWeights = [Double?](repeating: nil, count: eligible.count)
    var residuals = allWeights
    // The mean of equal rates is rounded: what would be left of it is no difference.
    let areEqual = rates.allSatisfy { $0 == rates[0] }
    for (position, unit) in units.enumerated() {
      allWeights[unit] = weights[position]
      // c − μn is rounded once, so that residuals keep the ties that counts have, however little rates differ.
      let excess = areEqual ? 0 : fma(-mean, people[position], Double(covered[unit]))
      residuals[unit] = excess / people[position] * weights[position].squareRoot()
    }
    self.weights = allWeights
    self.residuals = residuals
    let full = units.filter { covered[$0] == eligible[$0] }
    let empty = units.filter { covered[$0] == 0 }
    let spread = SpreadBySize(residuals: residuals, sizes: eligible)
    spreadTrend = exp(2 * spread.slope)
    let exchangeable = zip(residuals, spread.scales).map { residual, scale in
      residual.flatMap { residual in scale.map { residual / $0 } }
    }
    exchangeableResiduals = exchangeable
    comparableResiduals = Self.stepped(Self.stepped(exchangeable, of: full, from: max), of: empty, from: min)
  }

  /// The residuals, those of some units at whole eighths from the outermost of them.
  private static func stepped(
    _ residuals: [Double?], of units: [Int], from outermost: (Double, Double) -> Double
  ) -> [Double?] {
    guard let first = units.first, let start = residuals[first] else { return residuals }
    let edge = units.compactMap { residuals[$0] }.reduce(start, outermost)
    var stepped = residuals
    for unit in units {
      // Towards zero, so that what differs from the outermost by little is the same as it.
      if let own = residuals[unit] { stepped[unit] = edge + (8 * (own - edge)).rounded(.towardZero) / 8 }
    }
    return stepped
  }
}
