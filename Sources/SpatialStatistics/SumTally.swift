internal import Synchronization

/// Counts of permutations by where their sums lie among the units' own. Whole numbers, so that parts may be added in
/// any order.
struct SumTally: Sendable {
  /// Permutations that drew the unit itself, which do not count for it.
  struct Removed: Sendable {
    var draws: Int32 = 0
    var atMost: Int32 = 0
    var atLeast: Int32 = 0
  }

  /// At place p of a group: permutations that are at or below the sums from p on, and above those before.
  private(set) var below: [Int32]
  /// At place p of a group: permutations that are at or above the sums before p, and below those from p on.
  private(set) var above: [Int32]
  private(set) var removed: [Removed]

  init(units: Int, places: Int) {
    below = [Int32](repeating: 0, count: places)
    above = below
    removed = [Removed](repeating: Removed(), count: units)
  }

  mutating func add(_ other: SumTally) {
    for place in below.indices {
      below[place] &+= other.below[place]
      above[place] &+= other.above[place]
    }
    for unit in removed.indices {
      removed[unit].draws &+= other.removed[unit].draws
      removed[unit].atMost &+= other.removed[unit].atMost
      removed[unit].atLeast &+= other.removed[unit].atLeast
    }
  }

  /// Counts a range of the shared permutations, drawing no more of each than the largest subset needs.
  mutating func countPermutations(
    _ items: Range<Int>, _ groups: [SumTargets.Group], _ targets: SumTargets, seed: UInt64
  ) {
    let count = targets.values.count
    let longest = groups.reduce(0) { max($0, $1.subsetSize) }
    var order = (0..<Int32(count)).map { $0 }
    var swaps = [Int](repeating: 0, count: longest)
    var prefix = [Int64](repeating: 0, count: longest + 1)
    let values = targets.values
    let own = targets.own
    for permutation in items {
      var stream = RandomStream(seed: seed, purpose: .localPermutation, index: permutation)
      var running: Int64 = 0
      for position in 0..<longest {
        let other = position + Int(stream.below(UInt32(count - position)))
        order.swapAt(position, other)
        swaps[position] = other
        running &+= values[Int(order[position])]
        prefix[position + 1] = running
      }
      for group in groups { place(prefix[group.subsetSize], in: group) }
      for position in 0..<longest {
        let unit = Int(order[position])
        let target = own[unit]
        if !target.isExact && position < Int(target.subsetSize) {
          remove(prefix[Int(target.subsetSize)], for: unit, target)
        }
      }
      for position in (0..<longest).reversed() { order.swapAt(position, swaps[position]) }
    }
  }

  /// Counts every subset of `size` units, in lexicographic order, for the groups that are exact and of this size.
  mutating func countAllSubsets(of size: Int, _ targets: SumTargets) {
    let count = targets.values.count
    let groups = targets.groups.filter { $0.isExact && $0.subsetSize == size }
    var chosen = Array(0..<size)
    var prefix = [Int64](repeating: 0, count: size + 1)
    var changed = 0
    while true {
      for position in changed..<size { prefix[position + 1] = prefix[position] &+ targets.values[chosen[position]] }
      for group in groups { place(prefix[size], in: group) }
      for unit in chosen {
        let target = targets.own[unit]
        if target.isExact && Int(target.subsetSize) == size { remove(prefix[size], for: unit, target) }
      }
      guard let last = chosen.indices.last(where: { chosen[$0] < count - size + $0 }) else { return }
      chosen[last] += 1
      for position in last + 1..<max(size, last + 1) { chosen[position] = chosen[position - 1] + 1 }
      changed = last
    }
  }

  @inline(__always) private mutating func place(_ sum: Int64, in group: SumTargets.Group) {
    let sums = group.sums
    let lowest = sum - group.tolerance
    var place = 0
    var length = sums.count
    while length > 0 {
      let half = length / 2
      if sums[place + half] < lowest {
        place += half + 1
        length -= half + 1
      } else {
        length = half
      }
    }
    below[group.firstPlace + place] &+= 1
    while place < sums.count && sums[place] <= sum + group.tolerance { place += 1 }
    above[group.firstPlace + place] &+= 1
  }

  @inline(__always) private mutating func remove(_ sum: Int64, for unit: Int, _ target: SumTargets.Own) {
    removed[unit].draws &+= 1
    if sum <= target.high { removed[unit].atMost &+= 1 }
    if sum >= target.low { removed[unit].atLeast &+= 1 }
  }
}

/// A tally that threads add to.
final class SharedTally: Sendable {
  private let tally: Mutex<SumTally>

  init(_ tally: SumTally) { self.tally = Mutex(tally) }

  func add(_ part: SumTally) { tally.withLock { $0.add(part) } }

  var value: SumTally { tally.withLock { $0 } }
}
