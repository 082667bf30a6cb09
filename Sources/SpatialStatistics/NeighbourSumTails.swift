internal import Parallel

/// Where each unit's neighbour sum lies among the sums that its neighbours could have had: how many draws of kᵢ
/// values from the other units give a sum at most, and at least, as large.
///
/// One table of R shared permutations serves every unit. The first k draws of a permutation are a uniform k-subset
/// of all units, and given that unit i is not among them, a uniform k-subset of the others; so each permutation that
/// does draw i among its first kᵢ is left out for i, and the Rᵢ that remain are independent draws from exactly the
/// distribution that conditional inference asks for. Units of one degree are sorted by their sum, and each
/// permutation finds its place among them by binary search. The work is R·k_max draws and R·log n for each
/// different degree, and memory is proportional to n, not to R; permuting for each unit apart takes n·R·k.
///
/// Where unit i has no more than R subsets of that size, all subsets of all units are listed instead, those that
/// hold i are left out in the same way, and the counts are exact.
///
/// A unit with more than half of the others as neighbours is judged by those that are not its neighbours: their sum
/// is the total less the neighbours', so the tails change places.
struct NeighbourSumTails: Sendable {
  /// Subsets counted for each unit: Rᵢ, or C(n−1, kᵢ) where exact; 0 for isolates.
  private(set) var draws: [Int]
  /// Of these, how many have a sum at most the unit's own, ties included.
  private(set) var atMost: [Int]
  /// Of these, how many have a sum at least the unit's own, ties included.
  private(set) var atLeast: [Int]
  private(set) var isExact: [Bool]

  /// - Parameters:
  ///   - offsets, neighbours: the links as compressed sparse rows, without links to itself.
  ///   - permutations: R, at most 2³⁰.
  init(
    _ values: ExactValues, offsets: [Int], neighbours: [Int32], permutations: Int, seed: UInt64, threads: Int,
    progress: (@Sendable (_ done: Double) throws -> Void)? = nil
  ) throws {
    let count = values.count
    draws = [Int](repeating: 0, count: count)
    atMost = draws
    atLeast = draws
    isExact = [Bool](repeating: false, count: count)
    guard count > 1 else { return }

    let targets = SumTargets(values, offsets: offsets, neighbours: neighbours, permutations: permutations)
    let tally = try Self.tally(targets, permutations: permutations, seed: seed, threads: threads, progress: progress)
    for group in targets.groups {
      // A permutation counted at place p lies at or below the units from p on, and at or above those before.
      var below = Int(tally.below[group.firstPlace])
      var above = (1...group.sums.count).reduce(0) { $0 + Int(tally.above[group.firstPlace + $1]) }
      var rank = 0
      for unit in targets.units[group.units] {
        while targets.sums[group.sums.lowerBound + rank] != targets.sum[unit] {
          rank += 1
          below += Int(tally.below[group.firstPlace + rank])
          above -= Int(tally.above[group.firstPlace + rank])
        }
        let removed = tally.removed[unit]
        draws[unit] = group.total - Int(removed.draws)
        let low = below - Int(removed.atMost)
        let high = above - Int(removed.atLeast)
        atMost[unit] = group.isComplement ? high : low
        atLeast[unit] = group.isComplement ? low : high
        isExact[unit] = group.isExact
      }
    }
  }

  private static func tally(
    _ targets: SumTargets, permutations: Int, seed: UInt64, threads: Int,
    progress report: (@Sendable (_ done: Double) throws -> Void)?
  ) throws -> SumTally {
    var all = SumTally(units: targets.values.count, places: targets.places)
    for size in Set(targets.groups.filter(\.isExact).map(\.subsetSize)).sorted() {
      all.countAllSubsets(of: size, targets)
    }
    guard targets.groups.contains(where: { !$0.isExact }) else { return all }
    // At most 64 chunks, as each has counters for every unit; a number that has nothing to do with the threads.
    let chunkSize = max(2048, (permutations + 63) / 64)
    let shared = SharedTally(all)
    let progress = ChunkProgress(report, chunks: (permutations + chunkSize - 1) / chunkSize)
    try Parallel.forEachChunk(of: permutations, size: chunkSize, threads: threads) { _, items in
      var part = SumTally(units: targets.values.count, places: targets.places)
      part.countPermutations(items, targets, seed: seed)
      shared.add(part)
      try progress.finishedOne()
    }
    return shared.value
  }
}
