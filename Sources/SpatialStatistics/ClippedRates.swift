/// Rates of units with those drawn in that lie far out, so that a few extreme ones neither hide a cluster nor make one.
///
/// Of the residuals rᵢ of ``BetweenUnitVariation``, m is the median and σ = max(1.4826·median|r − m|, 0.2·sd(r)). A
/// residual above m + 2σ or below m − 4σ becomes that, and the rate follows: yᵢ = μ + rᵢ/√wᵢ. The upper limit is the
/// nearer one: units where everybody is covered are often many, and swell the variance that a low cluster is measured
/// by, while units that are truly very low are what is sought.
///
/// Does not depend on the order of the units. O(n log n).
public struct ClippedRates: Sendable {
  /// m.
  public let median: Double
  /// σ.
  public let scale: Double
  /// The residuals after clipping; nil where a unit has none.
  public let residuals: [Double?]
  /// yᵢ: the rate itself where the unit was not clipped.
  public let values: [Double?]
  /// Units drawn down to m + 2σ, and up to m − 4σ, by position.
  public let clippedHigh: [Int]
  public let clippedLow: [Int]

  /// - Parameters:
  ///   - rates: the units' rates; nil where there is none.
  ///   - weights: wᵢ; nil where there is no rate.
  ///   - mean: μ.
  public init(rates: [Double?], weights: [Double?], mean: Double) {
    precondition(rates.count == weights.count, "one weight for each rate")
    let raw = zip(rates, weights).map { rate, weight -> Double? in
      guard let rate, let weight else { return nil }
      return (rate - mean) * weight.squareRoot()
    }
    let present = raw.compactMap { $0 }
    let median = Self.median(of: present)
    let count = Double(max(1, present.count))
    let average = ExactValues.sum(present) / count
    let deviation = (ExactValues.sum(present.map { ($0 - average) * ($0 - average) }) / count).squareRoot()
    let scale = max(1.4826 * Self.median(of: present.map { abs($0 - median) }), 0.2 * deviation)
    let (low, high) = (median - 4 * scale, median + 2 * scale)
    self.median = median
    self.scale = scale
    residuals = raw.map { $0.map { min(max($0, low), high) } }
    clippedHigh = raw.indices.filter { raw[$0].map { $0 > high } ?? false }
    clippedLow = raw.indices.filter { raw[$0].map { $0 < low } ?? false }
    var values = rates
    for unit in clippedHigh { values[unit] = mean + high / weights[unit]!.squareRoot() }
    for unit in clippedLow { values[unit] = mean + low / weights[unit]!.squareRoot() }
    self.values = zip(values, raw).map { $1 == nil ? nil : $0 }
  }

  /// The middle value, or the mean of the two middle ones; 0 of none.
  static func median(of values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle])
  }
}
