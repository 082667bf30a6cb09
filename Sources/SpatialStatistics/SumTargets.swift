/// The neighbour sums that permutations are compared with, by degree.
struct SumTargets: Sendable {
  /// The units of one degree.
  struct Group: Sendable {
    /// How many values are drawn for each of these units.
    let subsetSize: Int
    /// Whether the values drawn stand for the units that are not neighbours.
    let isComplement: Bool
    /// Whether all subsets are listed.
    let isExact: Bool
    /// Permutations, or subsets of all units, that are counted for the group.
    let total: Int
    /// Sums that differ by no more are ties.
    let tolerance: Int64
    /// The different sums, ascending, in `SumTargets.sums`.
    let sums: Range<Int>
    /// The units, ascending by their sum, in `SumTargets.units`.
    let units: Range<Int>
    /// Where the group's counters begin; it has one more of them than sums.
    let firstPlace: Int
  }

  /// What a unit compares a permutation with, when that has drawn the unit itself.
  struct Own: Sendable {
    /// A sum from here on is at least the unit's own.
    var low: Int64 = 0
    /// A sum up to here is at most the unit's own.
    var high: Int64 = 0
    /// How many draws count; 0 for isolates.
    var subsetSize: Int32 = 0
    var isExact = false
  }

  let values: [Int64]
  let groups: [Group]
  /// The different sums of all groups.
  let sums: [Int64]
  /// The units of all groups.
  let units: [Int]
  /// Each unit's sum over the values its subsets are compared by.
  let sum: [Int64]
  let own: [Own]
  /// Counters needed for all groups.
  var places: Int { sums.count + groups.count }

  init(_ exact: ExactValues, offsets: [Int], neighbours: [Int32], permutations: Int) {
    let count = exact.count
    let largestDegree = (0..<count).reduce(0) { max($0, offsets[$1 + 1] - offsets[$1]) }
    let values = exact.coarse(terms: largestDegree)
    // It may overflow; what is left of it for a complement is right all the same, for that has fewer terms than the
    // neighbours' sum.
    let total = values.reduce(0, &+)
    var byDegree: [Int: [Int]] = [:]
    var sum = [Int64](repeating: 0, count: count)
    for unit in 0..<count {
      let degree = offsets[unit + 1] - offsets[unit]
      guard degree > 0 else { continue }
      byDegree[degree, default: []].append(unit)
      for link in offsets[unit]..<offsets[unit + 1] { sum[unit] &+= values[Int(neighbours[link])] }
      if 2 * degree > count - 1 { sum[unit] = total &- values[unit] &- sum[unit] }
    }
    var groups: [Group] = []
    var sums: [Int64] = []
    var units: [Int] = []
    var own = [Own](repeating: Own(), count: count)
    for (degree, members) in byDegree.sorted(by: { $0.key < $1.key }) {
      let isComplement = 2 * degree > count - 1
      let size = isComplement ? count - 1 - degree : degree
      let subsets = Self.subsets(of: count - 1, size: size, atMost: permutations)
      let tolerance = Int64(2 * degree)
      let firstSum = sums.count
      let firstUnit = units.count
      units += members.sorted { sum[$0] < sum[$1] }
      for unit in units[firstUnit...] {
        if sums.count == firstSum || sums.last != sum[unit] { sums.append(sum[unit]) }
        own[unit] = Own(
          low: sum[unit] - tolerance, high: sum[unit] + tolerance, subsetSize: Int32(size), isExact: subsets != nil)
      }
      groups.append(
        Group(
          subsetSize: size, isComplement: isComplement, isExact: subsets != nil,
          // C(n, k) = C(n−1, k)·n/(n−k)
          total: subsets.map { $0 * count / (count - size) } ?? permutations,
          tolerance: tolerance, sums: firstSum..<sums.count, units: firstUnit..<units.count,
          firstPlace: firstSum + groups.count))
    }
    self.values = values
    self.groups = groups
    self.sums = sums
    self.units = units
    self.sum = sum
    self.own = own
  }

  /// C(count, size), or nil if it is above the limit; `size` is at most half of `count`, so the product only grows.
  static func subsets(of count: Int, size: Int, atMost limit: Int) -> Int? {
    var result = 1
    for chosen in 0..<size {
      result = result * (count - chosen) / (chosen + 1)
      if result > limit { return nil }
    }
    return result
  }
}
