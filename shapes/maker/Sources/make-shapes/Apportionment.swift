/// Whole numbers in given proportions.
enum Apportionment {
  /// Shares of `total` in proportion to `weights` by largest remainder (Hamilton), ties to the first; no share is more
  /// than its limit, if there are limits, which must leave room for the total.
  static func shares(of total: Int, weights: [Double], limits: [Int]? = nil) -> [Int] {
    let sum = weights.reduce(0, +)
    let exact = weights.map { sum == 0 ? 0 : Double(total) * $0 / sum }
    var shares = exact.indices.map { min(Int(exact[$0]), limits?[$0] ?? Int.max) }
    var order = exact.indices.sorted { a, b in
      let left = exact[a] - Double(Int(exact[a]))
      let right = exact[b] - Double(Int(exact[b]))
      return left == right ? a < b : left > right
    }
    var missing = total - shares.reduce(0, +)
    while missing > 0 {
      order.removeAll { shares[$0] >= limits?[$0] ?? Int.max }
      precondition(!order.isEmpty, "the limits leave no room for \(missing) of \(total)")
      for index in order.prefix(missing) { shares[index] += 1 }
      missing = total - shares.reduce(0, +)
    }
    return shares
  }
}
