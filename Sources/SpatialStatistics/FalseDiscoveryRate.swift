/// Control of the false discovery rate among many tests (Benjamini & Hochberg 1995, "Controlling the false discovery
/// rate: a practical and powerful approach to multiple testing", Journal of the Royal Statistical Society B 57).
public enum FalseDiscoveryRate {
  /// The q-value of each p-value: the smallest rate of false discoveries at which the step-up procedure calls it
  /// significant, q_i = min over m ≥ rank i of n·p₍ₘ₎/m, at most 1.
  ///
  /// Units without a p-value (isolates, no data) keep nil and do not count in n. Equal p-values get equal
  /// q-values. Neither depends on the order of the units. O(n log n).
  public static func qValues(_ pValues: [Double?]) -> [Double?] {
    let tested = pValues.indices.filter { pValues[$0] != nil }.sorted { pValues[$0]! < pValues[$1]! }
    var qValues = [Double?](repeating: nil, count: pValues.count)
    var smallest = 1.0
    for rank in tested.indices.reversed() {
      let unit = tested[rank]
      smallest = min(smallest, pValues[unit]! * Double(tested.count) / Double(rank + 1))
      qValues[unit] = smallest
    }
    return qValues
  }
}
