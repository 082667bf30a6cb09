internal import Parallel

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
  mutating func countPermutations(_ items: Range<Int>, _ targets: SumTargets, seed: UInt64) {
    let count = targets.values.count
    let groups = targets.groups.filter { !$0.isExact }
    let longest = groups.reduce(0) { max($0, $1.subsetSize) }
    var order = (0..<Int32(count)).map { $0 }
    var swaps = [Int](repeating: 0, count: longest)
    var prefix = [Int64](repeating: 0, count: longest + 1)
    withCounters(targets, groups) { counters, groups in
      order.withUnsafeMutableBufferPointer { order in
        swaps.withUnsafeMutableBufferPointer { swaps in
          prefix.withUnsafeMutableBufferPointer { prefix in
            for permutation in items {
              var stream = RandomStream(seed: seed, purpose: .localPermutation, index: permutation)
              var running: Int64 = 0
              for position in 0..<longest {
                let other = position + Int(stream.below(UInt32(count - position)))
                order.swapAt(position, other)
                swaps[position] = other
                running &+= counters.values[Int(order[position])]
                prefix[position + 1] = running
              }
              for group in groups { counters.place(prefix[group.subsetSize], in: group) }
              for position in 0..<longest {
                let unit = Int(order[position])
                let own = counters.own[unit]
                if !own.isExact && position < Int(own.subsetSize) {
                  counters.remove(prefix[Int(own.subsetSize)], for: unit, own)
                }
              }
              for position in (0..<longest).reversed() { order.swapAt(position, swaps[position]) }
            }
          }
        }
      }
    }
  }

  /// Counts every subset of `size` units, in lexicographic order, for the groups that are exact and of this size.
  mutating func countAllSubsets(of size: Int, _ targets: SumTargets) {
    let count = targets.values.count
    var chosen = Array(0..<size)
    var prefix = [Int64](repeating: 0, count: size + 1)
    var changed = 0
    withCounters(targets, targets.groups.filter { $0.isExact && $0.subsetSize == size }) { counters, groups in
      while true {
        for position in changed..<size { prefix[position + 1] = prefix[position] &+ counters.values[chosen[position]] }
        for group in groups { counters.place(prefix[size], in: group) }
        for unit in chosen {
          let own = counters.own[unit]
          if own.isExact && Int(own.subsetSize) == size { counters.remove(prefix[size], for: unit, own) }
        }
        guard let last = chosen.indices.last(where: { chosen[$0] < count - size + $0 }) else { return }
        chosen[last] += 1
        for position in last + 1..<size { chosen[position] = chosen[position - 1] + 1 }
        changed = last
      }
    }
  }

  /// The arrays of a tally and of its targets as buffers: threads share the targets, and counting references to
  /// them in the innermost loops would make the threads wait for each other.
  private struct Counters {
    let values: UnsafeBufferPointer<Int64>
    let own: UnsafeBufferPointer<SumTargets.Own>
    let sums: UnsafeBufferPointer<Int64>
    let below: UnsafeMutableBufferPointer<Int32>
    let above: UnsafeMutableBufferPointer<Int32>
    let removed: UnsafeMutableBufferPointer<Removed>

    @inline(__always) func place(_ sum: Int64, in group: SumTargets.Group) {
      let lowest = sum &- group.tolerance
      let highest = sum &+ group.tolerance
      var first = group.sums.lowerBound
      var length = group.sums.count
      while length > 0 {
        let half = length / 2
        let isBelow = sums[first + half] < lowest
        first = isBelow ? first + half + 1 : first
        length = isBelow ? length - half - 1 : half
      }
      let toPlace = group.firstPlace - group.sums.lowerBound
      below[first + toPlace] &+= 1
      while first < group.sums.upperBound && sums[first] <= highest { first += 1 }
      above[first + toPlace] &+= 1
    }

    @inline(__always) func remove(_ sum: Int64, for unit: Int, _ own: SumTargets.Own) {
      removed[unit].draws &+= 1
      if sum <= own.high { removed[unit].atMost &+= 1 }
      if sum >= own.low { removed[unit].atLeast &+= 1 }
    }
  }

  private mutating func withCounters(
    _ targets: SumTargets, _ groups: [SumTargets.Group],
    _ body: (Counters, UnsafeBufferPointer<SumTargets.Group>) -> Void
  ) {
    targets.values.withUnsafeBufferPointer { values in
      targets.own.withUnsafeBufferPointer { own in
        targets.sums.withUnsafeBufferPointer { sums in
          below.withUnsafeMutableBufferPointer { below in
            above.withUnsafeMutableBufferPointer { above in
              removed.withUnsafeMutableBufferPointer { removed in
                groups.withUnsafeBufferPointer { groups in
                  body(
                    Counters(values: values, own: own, sums: sums, below: below, above: above, removed: removed),
                    groups)
                }
              }
            }
          }
        }
      }
    }
  }
}

/// A tally that threads add to.
final class SharedTally: Sendable {
  private let tally: Guarded<SumTally>

  init(_ tally: SumTally) { self.tally = Guarded(tally) }

  func add(_ part: SumTally) { tally.withLock { $0.add(part) } }

  var value: SumTally { tally.withLock { $0 } }
}
