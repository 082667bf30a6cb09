public import SpatialWeights

/// The mean value of each unit's neighbours, as row-standardised weights have it.
public enum SpatialLag {
  /// - Parameters:
  ///   - values: one finite number for each unit, nil where there is no data. Such units are nobody's neighbours.
  ///   - weights: the neighbours of each unit, all of equal weight.
  /// - Returns: in the values' own unit; nil for units without data and for those without a neighbour that has some. It
  ///   does not depend on the order of the units, to the last bit.
  /// - Throws: `Diagnostic` (usage) where the values do not fit the weights or are not finite, or the weights of a row
  ///   are unequal.
  /// - Complexity: O(units + links).
  public static func means(of values: [Double?], weights: SpatialWeights) throws -> [Double?] {
    let observed = try ObservedUnits(values: values, weights: weights)
    let exact = ExactValues(observed.values)
    return observed.laidOut { position in
      let degree = observed.degree(position)
      return degree == 0 ? nil : exact.value(observed.neighbourSum(position, of: exact)) / Double(degree)
    }
  }
}
