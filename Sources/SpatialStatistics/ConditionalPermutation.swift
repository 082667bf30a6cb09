internal import Diagnostics
public import SpatialWeights

/// Conditional permutation inference for local statistics: each unit keeps its value, the values of the other
/// n − 1 are drawn without replacement for its neighbours, and the unit's own neighbour sum is placed among the sums
/// so drawn. `LocalMoran` and `GetisOrd` are two readings of one such run.
///
/// All units share one table of permutations; for each unit those that drew the unit itself are left out, so that
/// every other unit is as likely a donor as the next, and the number used is reported. Where a unit has no more
/// subsets than the table has permutations, all are listed and its p-values are exact.
///
/// What is odd about a shared table is odd for all units at once, and where they are many, the number of those that pass
/// a false discovery rate would depend on the seed: on a map of 3,080 units, tables of 10,000 permutations gave from 100
/// to 193 cold spots over eight seeds, tables of 200,000 from 136 to 146. So the table is larger than asked for, up to
/// twentyfold, where units are many (`tableSize(permutations:units:)`); it costs little beside permuting for each unit
/// apart.
///
/// Sums are of whole numbers, so that they do not depend on the order of addition. Two sums of k values tie when they
/// differ by at most 2k·2⁻⁴⁹ of the largest magnitude, which covers the rounding errors that k doubles bring with
/// them (above 2,047 neighbours the steps are larger), and ties count in both tails. Taking unequal sums so near to
/// each other for a tie can only raise a p-value.
///
/// The results are the same for any number of threads. Listing the units in another order changes no statistic, but
/// lets each unit meet other random draws.
public struct ConditionalPermutation: Sendable {
  /// R: how many permutations the table has, at least as many as asked for.
  public let permutations: Int

  /// How many permutations are drawn where so many are asked for: as many times R as there are hundreds of units, at
  /// least once and at most twenty times, and no more than 999,999 unless more are asked for.
  public static func tableSize(permutations: Int, units: Int) -> Int {
    max(permutations, min(permutations * min(max(units / 100, 1), 20), 999_999))
  }

  /// Counters have 32 bits, and listing all subsets takes up to twice R.
  static let permutationLimits = 1...1_000_000_000

  let observed: ObservedUnits
  let values: ExactValues
  /// All values are equal, or there is none: nothing can be tested.
  let isConstant: Bool
  let tails: NeighbourSumTails

  /// - Parameters:
  ///   - layerValues: one finite number for each unit, nil where there is no data. Such units take no part: they are
  ///     not drawn and are nobody's neighbours.
  ///   - comparable: what is drawn and compared in place of the values, for the same units; the values if nil.
  ///   - weights: the neighbours of each unit, all of equal weight; the unit itself is not among them.
  ///   - permutations: R, from 1 to 1,000,000,000; 9,999 is usual, 999,999 practical. Where units are many more are
  ///     drawn (`tableSize(permutations:units:)`).
  ///   - seed: the same seed gives the same p-values.
  ///   - threads: at most so many.
  ///   - progress: told now and then, from any thread, what share of the permutations is done; throws to stop.
  /// - Throws: `Diagnostic` (usage) where the values do not fit the weights or are not finite, the weights of a row
  ///   are unequal, or R is out of range; and what `progress` throws.
  /// - Complexity: O(links + n log n + R·(k_max + d·log n)) for d different numbers of neighbours; memory O(n).
  public init(
    values layerValues: [Double?], comparable: [Double?]? = nil, weights: SpatialWeights, permutations: Int = 9999,
    seed: UInt64 = 1, threads: Int = 1, progress: (@Sendable (_ done: Double) throws -> Void)? = nil
  ) throws {
    guard Self.permutationLimits.contains(permutations) else {
      throw Diagnostic.permutationsOutOfRange(permutations)
    }
    observed = try ObservedUnits(values: layerValues, weights: weights)
    self.permutations = Self.tableSize(permutations: permutations, units: observed.count)
    values = ExactValues(observed.values)
    isConstant = values.areAllEqual
    let compared = try comparable.map { ExactValues(try ObservedUnits(values: $0, weights: weights).values) } ?? values
    guard compared.count == values.count else {
      throw Diagnostic.valuesDoNotFitWeights(values: compared.count, units: values.count)
    }
    tails = try NeighbourSumTails(
      compared, offsets: observed.offsets, neighbours: observed.neighbours,
      permutations: self.permutations, seed: seed, threads: threads, progress: progress)
  }

  /// How many neighbours with data each unit has; 0 for an isolate, nil for a unit without data.
  public var neighbourCounts: [Int?] { observed.laidOut { observed.degree($0) } }

  /// How many draws each unit was compared with: Rᵢ ≤ R, or the number of all subsets C(n−1, kᵢ) where the p-value is
  /// exact; nil for isolates and units without data.
  public var drawsUsed: [Int?] {
    observed.laidOut { observed.degree($0) == 0 ? nil : tails.draws[$0] }
  }

  /// Whether all subsets were listed for the unit; nil for isolates and units without data.
  public var isExact: [Bool?] {
    observed.laidOut { observed.degree($0) == 0 ? nil : tails.isExact[$0] }
  }

  func neighbourSum(_ position: Int) -> Int128 { observed.neighbourSum(position, of: values) }

  /// The share of draws in a tail, with the observed one counted among them unless all subsets are listed.
  func pValue(tail count: Int, _ position: Int) -> Double {
    tails.isExact[position]
      ? Double(count) / Double(tails.draws[position]) : Double(count + 1) / Double(tails.draws[position] + 1)
  }

  /// The smallest value that `pValue` can take for the unit.
  func pFloor(_ position: Int) -> Double {
    1 / Double(tails.isExact[position] ? tails.draws[position] : tails.draws[position] + 1)
  }
}
