internal import Diagnostics
internal import Parallel
public import SpatialWeights

/// Global Moran's I with row-standardised weights (Moran 1950; Cliff & Ord 1981, "Spatial Processes"):
/// I = (n/S0)·Σᵢⱼ wᵢⱼzᵢzⱼ / Σ zᵢ², z = value − mean, with a pseudo p-value from random permutations of the values
/// over the units.
///
/// n counts all units with data and the mean is theirs; S0, the sum of the weights, is the number of units with
/// neighbours. So an isolate counts in n and in the mean and adds nothing to the sum, and the mean of I over all
/// permutations is exactly −1/(n − 1), isolates or not. esda does the same. R's spdep leaves isolates out of n by
/// default (`adjust.n = TRUE`), which makes its I smaller by the share of isolates and takes that property away.
public struct GlobalMoran: Sendable {
  /// n, the units with data.
  public let units: Int
  /// I; nil where all values are equal, where there is no value, or where no unit has a neighbour.
  public let statistic: Double?
  /// −1/(n − 1); nil below two units.
  public let expectation: Double?
  /// One-sided, for positive autocorrelation: (#(I of a permutation ≥ I) + 1)/(R + 1); nil where I is.
  public let pValue: Double?
  /// R, as asked for.
  public let permutations: Int

  /// - Parameters:
  ///   - layerValues: one finite number for each unit, nil where there is no data. Such units take no part.
  ///   - weights: the neighbours of each unit, all of equal weight.
  ///   - permutations: R, from 1 to 1,000,000,000.
  ///   - seed: the same seed gives the same p-value, for any number of threads.
  ///   - threads: at most so many.
  ///   - progress: told now and then, from any thread, what share of the permutations is done; throws to stop.
  /// - Throws: `Diagnostic` (usage) where the values do not fit the weights or are not finite, the weights of a row
  ///   are unequal, or R is out of range; and what `progress` throws.
  /// - Complexity: O(R·(n + links)); memory O(n) for each thread.
  ///
  /// The statistic does not depend on the order of the units, to the last bit. A permutation whose sum falls short
  /// of the observed one by less than 2⁻⁴⁰·Σz² counts as a tie: that is above any rounding error of the sum, and can
  /// only raise the p-value.
  public init(
    values layerValues: [Double?], weights: SpatialWeights, permutations: Int = 9999, seed: UInt64 = 1,
    threads: Int = 1, progress: (@Sendable (_ done: Double) throws -> Void)? = nil
  ) throws {
    guard ConditionalPermutation.permutationLimits.contains(permutations) else {
      throw Diagnostic.permutationsOutOfRange(permutations)
    }
    self.permutations = permutations
    let observed = try ObservedUnits(values: layerValues, weights: weights)
    let count = observed.count
    let values = ExactValues(observed.values)
    units = count
    expectation = count > 1 ? -1 / Double(count - 1) : nil
    let connected = (0..<count).count { observed.degree($0) > 0 }
    guard connected > 0 && !values.areAllEqual else {
      statistic = nil
      pValue = nil
      return
    }
    let deviations = (0..<count).map { values.normalised(values.scaledDeviation($0)) / Double(count) }
    let sumOfSquares = ExactValues.sum(deviations.map { $0 * $0 })
    let crossProduct = ExactValues.sum(
      (0..<count).map { position in
        let degree = observed.degree(position)
        guard degree > 0 else { return 0 }
        let sum = observed.neighbourSum(position, of: values)
        let exact = Int128(count) &* sum &- Int128(degree) &* values.total
        return deviations[position] * (values.normalised(exact) / (Double(count) * Double(degree)))
      })
    statistic = Double(count) / Double(connected) * crossProduct / sumOfSquares

    let threshold = crossProduct - 0x1p-40 * sumOfSquares
    let reached = try MoranPermutations(observed: observed, deviations: deviations)
      .count(permutations, reaching: threshold, seed: seed, threads: threads, progress: progress)
    pValue = Double(reached + 1) / Double(permutations + 1)
  }
}

/// Σᵢⱼ wᵢⱼzᵢzⱼ under permutations of z, four permutations side by side over one walk of the links.
private struct MoranPermutations: Sendable {
  private typealias Lanes = SIMD4<Double>
  private static let batchesInChunk = 4

  let observed: ObservedUnits
  let deviations: [Double]

  /// How many of the permutations have a sum of at least `threshold`.
  func count(
    _ permutations: Int, reaching threshold: Double, seed: UInt64, threads: Int,
    progress report: (@Sendable (_ done: Double) throws -> Void)?
  ) throws -> Int {
    let lanes = Lanes.scalarCount
    let batches = (permutations + lanes - 1) / lanes
    let chunks = (batches + Self.batchesInChunk - 1) / Self.batchesInChunk
    let progress = ChunkProgress(report, chunks: chunks)
    let counts = try Parallel.map(chunks, chunkSize: 1, threads: threads) { chunk in
      // One column for each permutation of the batch, then the same with the columns side by side.
      let columns = UnsafeMutableBufferPointer<Double>.allocate(capacity: lanes * deviations.count)
      let side = UnsafeMutableBufferPointer<Lanes>.allocate(capacity: deviations.count)
      let words = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: min(1024, (deviations.count + 3) / 4 * 4))
      defer {
        columns.deallocate()
        side.deallocate()
        words.deallocate()
      }
      columns.initialize(repeating: 0)
      side.initialize(repeating: .zero)
      words.initialize(repeating: 0)
      let size = deviations.count
      var reached = 0
      for batch in chunk * Self.batchesInChunk..<min(batches, (chunk + 1) * Self.batchesInChunk) {
        let inBatch = min(lanes, permutations - batch * lanes)
        for lane in 0..<inBatch {
          shuffle(
            into: UnsafeMutableBufferPointer(rebasing: columns[lane * size..<(lane + 1) * size]), words: words,
            permutation: batch * lanes + lane, seed: seed)
        }
        for place in 0..<size {
          side[place] = Lanes(
            columns[place], columns[size + place], columns[2 * size + place], columns[3 * size + place])
        }
        let sums = crossProducts(UnsafeBufferPointer(side))
        for lane in 0..<inBatch where sums[lane] >= threshold { reached += 1 }
      }
      try progress.finishedOne()
      return reached
    }
    return counts.reduce(0, +)
  }

  /// Fisher & Yates's shuffle, from the last place down.
  private func shuffle(
    into shuffled: UnsafeMutableBufferPointer<Double>, words: UnsafeMutableBufferPointer<UInt32>, permutation: Int,
    seed: UInt64
  ) {
    var stream = RandomStream(seed: seed, purpose: .globalMoran, index: permutation)
    _ = shuffled.update(from: deviations)
    var unread = 0
    for place in stride(from: shuffled.count - 1, to: 0, by: -1) {
      // Lemire's bounded draw, as in `RandomStream.below`, from words made in advance.
      let bound = UInt32(place + 1)
      var product: UInt64
      repeat {
        if unread == 0 {
          stream.fill(words)
          unread = words.count
        }
        unread &-= 1
        product = UInt64(words[unread]) &* UInt64(bound)
      } while UInt32(truncatingIfNeeded: product) < bound
        && UInt32(truncatingIfNeeded: product) < (0 &- bound) % bound
      shuffled.swapAt(place, Int(product >> 32))
    }
  }

  private func crossProducts(_ side: UnsafeBufferPointer<Lanes>) -> Lanes {
    observed.neighbours.withUnsafeBufferPointer { neighbours in
      observed.offsets.withUnsafeBufferPointer { offsets in
        var total = Lanes.zero
        for position in side.indices {
          let row = offsets[position]..<offsets[position + 1]
          guard !row.isEmpty else { continue }
          var sum = Lanes.zero
          for link in row { sum += side[Int(neighbours[link])] }
          total += side[position] * sum / Double(row.count)
        }
        return total
      }
    }
  }
}
