public import SpatialStatistics
public import SpatialWeights

/// What Moran's I, local Moran and Gi* say of coverage by unit: numbers in, numbers out.
///
/// By default they are asked of the exchangeable residuals of `BetweenUnitVariation`. A permutation takes values for
/// exchangeable, and raw rates of small populations are not: they vary more, and that passes for clustering where small
/// units lie together.
public struct SpatialAssociation: Sendable {
  /// nil where coverage is 0 or 1 everywhere, or fewer than two units have data.
  public let variation: BetweenUnitVariation?
  public let localMoran: LocalMoran
  public let getisOrd: GetisOrd
  /// Permutations that the local statistics drew: `SpatialOptions.permutations`, or more where units are many.
  public let localPermutations: Int
  /// Of the residuals, or under the Poisson model of the empirical Bayes standardised rates of Assunção & Reis.
  public let globalMoran: GlobalMoran
  /// Of the rates as they are.
  public let globalMoranOfRates: GlobalMoran
  /// A unit that is low with its neighbours, at the false discovery rate asked for; nil where Gi* is.
  public let isColdSpot: [Bool?]
  /// A unit in the low-low quadrant of local Moran, at the false discovery rate asked for.
  public let isLowLow: [Bool]
  /// Mean coverage of the neighbours with data, from 0 to 1.
  public let lags: [Double?]

  /// - Parameters:
  ///   - covered: the covered workers of each unit.
  ///   - eligible: the workers who could be; 0 where there are none or nothing is known. Such units take no part.
  ///   - weights: the neighbours of each unit.
  ///   - rates: the model of chance that global Moran's standardised values follow.
  ///   - options: permutations, seed, α, and of which values the local statistics are.
  ///   - threads: at most so many; the result does not depend on it.
  ///   - progress: told how far the work is.
  /// - Throws: `Diagnostic` (usage) where counts, weights and options do not fit each other.
  /// - Complexity: that of `ConditionalPermutation` and of two `GlobalMoran`.
  public init(
    covered: [Int], eligible: [Int], weights: SpatialWeights, rates: EmpiricalBayes.Model = .binomial,
    options: SpatialOptions, threads: Int, progress: Progress = Progress()
  ) throws {
    let variation = try BetweenUnitVariation(covered: covered, eligible: eligible)
    let coverage = zip(covered, eligible).map { $1 == 0 ? nil : Double($0) / Double($1) }
    let residuals = variation?.exchangeableResiduals ?? coverage.map { _ in nil }
    let inference = try ConditionalPermutation(
      values: options.localValues == .rate ? coverage : residuals,
      comparable: options.localValues == .rate ? nil : variation?.comparableResiduals, weights: weights,
      permutations: options.permutations, seed: options.seed, threads: threads,
      progress: progress.stage(.localStatistics))
    let moran = LocalMoran(inference)
    let getis = GetisOrd(inference)
    func moranI(_ values: [Double?]) throws -> GlobalMoran {
      try GlobalMoran(
        values: values, weights: weights, permutations: options.permutations, seed: options.seed, threads: threads,
        progress: progress.stage(.globalMoran))
    }
    globalMoran = try moranI(
      rates == .binomial
        ? residuals : EmpiricalBayes(counts: covered, populations: eligible, model: rates).standardised)
    globalMoranOfRates = try moranI(coverage)
    lags = try SpatialLag.means(of: coverage, weights: weights)
    isColdSpot = getis.qValues.indices.map { unit in
      guard let q = getis.qValues[unit], let z = getis.zValues[unit] else { return nil }
      return z < 0 && q <= options.alpha
    }
    isLowLow = moran.quadrants.indices.map { unit in
      moran.quadrants[unit] == .lowLow && moran.qValues[unit].map { $0 <= options.alpha } ?? false
    }
    self.variation = variation
    localMoran = moran
    getisOrd = getis
    localPermutations = inference.permutations
  }
}
