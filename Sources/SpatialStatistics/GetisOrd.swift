public import SpatialWeights

/// Getis-Ord Gi* with binary weights and the unit itself among its neighbours (Ord & Getis 1995, "Local spatial
/// autocorrelation statistics: distributional issues and an application", Geographical Analysis 27), asked whether the
/// values around a unit are low.
///
/// zᵢ = (Σⱼ wᵢⱼxⱼ − Wᵢx̄) / √{ s²(n·S1ᵢ − Wᵢ²)/(n−1) }, Wᵢ = S1ᵢ = kᵢ + 1, s² = Σ(x − x̄)²/n. Row standardisation
/// cancels and gives the same z; esda's z under row-standardised weights does not, and is wrong.
///
/// Isolates count in the mean and have nil everywhere; so have units without data, units that neighbour all others
/// (their Gi* is a constant), and all units where all values are equal. The values do not depend on the order of the
/// units, to the last bit.
public struct GetisOrd: Sendable {
  /// zᵢ; below 0 where the unit and its neighbours are low.
  public let zValues: [Double?]
  /// Lower tail: the share of draws in which Gi* is at most the observed one, (#≤ + 1)/(Rᵢ + 1), or #≤/C(n−1, kᵢ)
  /// where all subsets are listed. From permutations, not from the normal distribution.
  public let pValues: [Double?]
  /// False discovery rates, `FalseDiscoveryRate.qValues(_:)` of the p-values.
  public let qValues: [Double?]
  /// The smallest p-value that the unit could reach: 1/(Rᵢ + 1), or 1/C(n−1, kᵢ).
  public let pFloors: [Double?]

  /// Reads the statistic from a run of conditional permutations. O(n log n + links).
  public init(_ inference: ConditionalPermutation) {
    let observed = inference.observed
    let values = inference.values
    let count = observed.count
    let constant = inference.isConstant
    func laidOut(_ result: (Int) -> Double) -> [Double?] {
      observed.laidOut { position in
        let degree = observed.degree(position)
        return constant || degree == 0 || degree == count - 1 ? nil : result(position)
      }
    }
    let variance =
      ExactValues.sum(
        (0..<count).map { position in
          let deviation = values.normalised(values.scaledDeviation(position)) / Double(count)
          return deviation * deviation
        }) / Double(count)
    zValues = laidOut { position in
      let size = observed.degree(position) + 1
      let sum = inference.neighbourSum(position) &+ values.fixed[position]
      let excess = values.normalised(Int128(count) &* sum &- Int128(size) &* values.total) / Double(count)
      let spread = Double(size) * Double(count - size) / Double(count - 1)
      return excess / (variance * spread).squareRoot()
    }
    let tails = inference.tails
    // The unit's own value is in every draw's sum as well, so the neighbours' sums decide.
    pValues = laidOut { inference.pValue(tail: tails.atMost[$0], $0) }
    qValues = FalseDiscoveryRate.qValues(pValues)
    pFloors = laidOut { inference.pFloor($0) }
  }

  /// Computes the statistic and its inference; see `ConditionalPermutation` for the parameters and errors.
  public init(
    values: [Double?], weights: SpatialWeights, permutations: Int = 9999, seed: UInt64 = 1, threads: Int = 1
  ) throws {
    self.init(
      try ConditionalPermutation(
        values: values, weights: weights, permutations: permutations, seed: seed, threads: threads))
  }
}
