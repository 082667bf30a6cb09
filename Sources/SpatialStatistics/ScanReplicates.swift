internal import Parallel

/// Replicates of the null hypothesis, side by side: for each block of 32 replicates, for each unit, the 32 counts.
final class ScanReplicates: Sendable {
  typealias Lanes = SIMD32<Int32>
  static let lanes = 32

  /// The replicates in here, of all.
  let range: Range<Int>
  let blocks: Int
  private let units: Int
  private let counts: SharedPointer<Lanes>

  /// Room for some of the replicates; `draw` fills it.
  init(_ range: Range<Int>, units: Int) {
    self.range = range
    self.units = units
    blocks = (range.count + Self.lanes - 1) / Self.lanes
    counts = SharedPointer(.allocate(capacity: max(1, blocks * units)))
  }

  /// Draws the replicates: the covered in all are placed among the eligible of the units.
  ///
  /// Bernoulli: without replacement, a multivariate hypergeometric count, drawn unit by unit from what is left.
  /// Poisson: a multinomial count, by binomial counts of what is left.
  func draw(
    _ likelihood: ScanLikelihood, _ eligible: [Int], seed: UInt64, threads: Int, tick: @Sendable () throws -> Void
  ) throws {
    try Parallel.forEachChunk(of: blocks * Self.lanes, size: Self.lanes, threads: threads) { block, lanes in
      try tick()
      let base = UnsafeMutableRawPointer(counts.base + block * units).assumingMemoryBound(to: Int32.self)
      for lane in 0..<Self.lanes {
        let index = range.lowerBound + lanes.lowerBound + lane
        guard index < range.upperBound else {
          // Lanes to spare hold a map where all are covered, which has no window of low coverage.
          for unit in 0..<units { base[unit * Self.lanes + lane] = Int32(eligible[unit]) }
          continue
        }
        Self.draw(likelihood, eligible, seed: seed, index: index) { unit, count in
          base[unit * Self.lanes + lane] = Int32(count)
        }
      }
    }
  }

  deinit { counts.base.deallocate() }

  /// The counts of a block's units.
  func block(_ block: Int) -> UnsafePointer<Lanes> { UnsafePointer(counts.base + block * units) }

  /// One replicate: the count of each unit, a function of seed and index only.
  @inline(__always) static func draw(
    _ likelihood: ScanLikelihood, _ eligible: [Int], seed: UInt64, index: Int,
    _ body: (_ unit: Int, _ covered: Int) -> Void
  ) {
    var stream = RandomStream(seed: seed, purpose: .scanReplicate, index: index)
    var people = likelihood.eligible
    var covered = likelihood.covered
    for (unit, here) in eligible.enumerated() {
      let count =
        switch likelihood.model {
        case .bernoulli: ScanDraws.hypergeometric(total: people, marked: covered, drawn: here, using: &stream)
        case .poisson: ScanDraws.binomial(trials: covered, part: here, whole: people, using: &stream)
        }
      body(unit, count)
      people -= here
      covered -= count
    }
  }
}

/// The highest ratios that a block of replicates has reached so far, and the thresholds that follow from them. Shared
/// by threads: what one has found spares the others work, and never changes the maximum.
final class ScanBlock: Sendable {
  struct State {
    var maxima: [Double]
    /// Tables for each penalty; none before the first walk.
    var thresholds: [ScanThresholds]
  }

  private let state: Guarded<State>
  private let penalties: [Double]

  init(replicates: Int, penalties: [Double]) {
    self.penalties = penalties
    let spare = ScanReplicates.lanes - replicates
    state = Guarded(
      State(
        maxima: Array(repeating: 0, count: replicates) + Array(repeating: .infinity, count: spare), thresholds: []))
  }

  var maxima: [Double] { state.withLock { $0.maxima } }

  func raise(_ found: [Double]) {
    state.withLock { state in
      for lane in found.indices { state.maxima[lane] = max(state.maxima[lane], found[lane]) }
    }
  }

  /// The maxima so far and thresholds that are not much below the least of them.
  func current(likelihood: ScanLikelihood, bins: ScanThresholds.Bins) -> State {
    state.withLock { state in
      // A little less, for rounding: a window that ties with a maximum is no news.
      let level = (state.maxima.min() ?? 0) * (1 - 1e-9)
      if state.thresholds.isEmpty || level > state.thresholds[0].level * penalties[0] + 0.125 {
        state.thresholds = penalties.map {
          ScanThresholds(level: level / $0, likelihood: likelihood, bins: bins)
        }
      }
      return state
    }
  }
}
