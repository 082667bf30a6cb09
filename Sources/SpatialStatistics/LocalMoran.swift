public import SpatialWeights

/// Local Moran's I, row-standardised (Anselin 1995, "Local indicators of spatial association: LISA", Geographical
/// Analysis 27): Iᵢ = (n−1)·zᵢ·Σⱼ wᵢⱼzⱼ / Σ z², z = value − mean over the units with data.
///
/// It equals what esda and GeoDa compute; R's spdep is larger by n/(n−1) unless told `mlvar = FALSE`.
///
/// Isolates count in the mean and have nil everywhere; so have units without data, and all units where all values are
/// equal. The values do not depend on the order of the units, to the last bit.
public struct LocalMoran: Sendable {
  /// How a unit's value and its neighbours' mean lie to the mean of all.
  public enum Quadrant: String, Sendable, CaseIterable {
    case highHigh = "HH"
    /// A low unit among low ones: of coverage, a cold core.
    case lowLow = "LL"
    /// A low unit among high ones.
    case lowHigh = "LH"
    /// A high unit among low ones.
    case highLow = "HL"
  }

  /// Iᵢ.
  public let statistics: [Double?]
  /// The mean of the neighbours' values, in the values' own unit.
  public let lags: [Double?]
  /// nil also where the unit or its lag is at the mean.
  public let quadrants: [Quadrant?]
  /// Two-sided: min(1, 2·(min(#≥, #≤) + 1)/(Rᵢ + 1)), without the two ones where all subsets are listed.
  ///
  /// GeoDa and esda print half of it, the smaller of the two tails, which calls 10 % of pure noise significant at
  /// 0.05.
  public let pValues: [Double?]
  /// False discovery rates, `FalseDiscoveryRate.qValues(_:)` of the p-values.
  public let qValues: [Double?]
  /// The smallest p-value that the unit could reach: twice 1/(Rᵢ + 1), or twice 1/C(n−1, kᵢ).
  public let pFloors: [Double?]

  /// Reads the statistic from a run of conditional permutations. O(n log n + links).
  public init(_ inference: ConditionalPermutation) {
    let observed = inference.observed
    let values = inference.values
    let count = observed.count
    let constant = inference.isConstant
    func laidOut<Result>(_ result: (Int) -> Result?) -> [Result?] {
      observed.laidOut { constant || observed.degree($0) == 0 ? nil : result($0) }
    }
    let deviations = (0..<count).map { position in
      let exact = values.scaledDeviation(position)
      return exact.magnitude <= (Int128(count) &* values.tolerance(terms: 1)).magnitude
        ? 0 : values.normalised(exact) / Double(count)
    }
    let sumOfSquares = ExactValues.sum(deviations.map { $0 * $0 })
    /// The neighbours' mean deviation; zero where it is no more than rounding.
    func lagDeviation(_ position: Int) -> Double {
      let degree = observed.degree(position)
      let exact = Int128(count) &* inference.neighbourSum(position) &- Int128(degree) &* values.total
      return exact.magnitude <= (Int128(count) &* values.tolerance(terms: degree)).magnitude
        ? 0 : values.normalised(exact) / (Double(count) * Double(degree))
    }
    statistics = laidOut { Double(count - 1) * deviations[$0] * lagDeviation($0) / sumOfSquares }
    lags = laidOut { values.value(inference.neighbourSum($0)) / Double(observed.degree($0)) }
    quadrants = laidOut { position in
      let own = deviations[position]
      let lag = lagDeviation(position)
      if own == 0 || lag == 0 { return nil }
      return own > 0 ? (lag > 0 ? .highHigh : .highLow) : (lag > 0 ? .lowHigh : .lowLow)
    }
    let tails = inference.tails
    pValues = laidOut { position in
      // At the mean Iᵢ is 0 whatever the neighbours are: all draws tie.
      if deviations[position] == 0 { return 1 }
      let smaller = min(tails.atMost[position], tails.atLeast[position])
      return min(1, 2 * inference.pValue(tail: smaller, position))
    }
    qValues = FalseDiscoveryRate.qValues(pValues)
    pFloors = laidOut { min(1, 2 * inference.pFloor($0)) }
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
