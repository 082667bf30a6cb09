/// Whole numbers in given proportions that sum to the total exactly: the method of largest remainders (Hamilton).
enum LargestRemainder {
  /// Splits a count.
  ///
  /// Quotas are computed in whole numbers, so that equal remainders are ties and nothing depends on rounding. A tie
  /// goes to the part that comes first.
  ///
  /// - Parameters:
  ///   - total: not negative.
  ///   - parts: the proportions, none negative and some positive.
  ///   - limits: the most that each part may get; they must leave room for the total.
  /// - Complexity: O(n log n).
  static func split(_ total: Int, parts: [Int], limits: [Int]? = nil) -> [Int] {
    let sum = UInt(parts.reduce(0, +))
    precondition(sum > 0 && total >= 0, "a count that is not negative is split into parts of which some is positive")
    var shares: [Int] = []
    var remainders: [UInt] = []
    for (index, part) in parts.enumerated() {
      let quota = sum.dividingFullWidth(UInt(total).multipliedFullWidth(by: UInt(part)))
      shares.append(min(Int(quota.quotient), limits?[index] ?? .max))
      remainders.append(quota.remainder)
    }
    var missing = total - shares.reduce(0, +)
    if missing == 0 { return shares }
    var order = parts.indices.filter { parts[$0] > 0 }
    order.sort { (remainders[$1], $0) < (remainders[$0], $1) }
    while missing > 0 {
      order.removeAll { shares[$0] >= limits?[$0] ?? .max }
      precondition(!order.isEmpty, "the limits leave no room for \(missing) of \(total)")
      for index in order.prefix(missing) { shares[index] += 1 }
      missing = total - shares.reduce(0, +)
    }
    return shares
  }

  /// Splits participants and eligible workers of one unit, so that no part has more of the one than of the other unless
  /// the whole has.
  ///
  /// Split apart, 3 of 4 workers could become 2 of 1 somewhere: a surplus, or a gap, that nobody counted. So the larger
  /// count is split first, and limits the parts of the smaller.
  ///
  /// - Returns: a missing count's parts are missing.
  static func split(enrolled: Int?, eligible: Int?, parts: [Int]) -> (enrolled: [Int]?, eligible: [Int]?) {
    guard let enrolled, let eligible else {
      return (enrolled.map { split($0, parts: parts) }, eligible.map { split($0, parts: parts) })
    }
    let larger = split(max(enrolled, eligible), parts: parts)
    let smaller = split(min(enrolled, eligible), parts: parts, limits: larger)
    return enrolled > eligible ? (larger, smaller) : (smaller, larger)
  }
}
