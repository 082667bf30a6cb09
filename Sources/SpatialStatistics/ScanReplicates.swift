internal import Parallel

/// Replicates of the null hypothesis, side by side: for each block of 32 replicates, for each unit, the 32 numbers.
final class ScanReplicates<Model: ScanModel>: Sendable {
  /// The replicates in here, of all.
  let range: Range<Int>
  let blocks: Int
  private let units: Int
  private let numbers: SharedPointer<ScanKernel.Lanes>

  /// Room for some of the replicates; `draw` fills it.
  init(_ range: Range<Int>, units: Int) {
    self.range = range
    self.units = units
    blocks = (range.count + ScanKernel.lanes - 1) / ScanKernel.lanes
    numbers = SharedPointer(.allocate(capacity: max(1, blocks * units)))
  }

  deinit { numbers.base.deallocate() }

  /// Draws the replicates; returns, for each block, the traits of its lanes.
  func draw(
    _ model: Model, seed: UInt64, round: Int, threads: Int, tick: @Sendable () throws -> Void
  ) throws -> [[Model.Trait]] {
    let lanes = ScanKernel.lanes
    let traits = Guarded([[Model.Trait]](repeating: [], count: blocks))
    try Parallel.forEachChunk(of: blocks, size: 1, threads: threads) { block, _ in
      try tick()
      let base = UnsafeMutableRawPointer(numbers.base + block * units).assumingMemoryBound(to: Int32.self)
      var found: [Model.Trait] = []
      for lane in 0..<lanes {
        let index = range.lowerBound + block * lanes + lane
        guard index < range.upperBound else {
          for unit in 0..<units { base[unit * lanes + lane] = model.spare(unit) }
          found.append(model.spareTrait)
          continue
        }
        found.append(
          model.draw(seed: seed, round: round, index: index) { unit, value in base[unit * lanes + lane] = value })
      }
      traits.withLock { $0[block] = found }
    }
    return traits.withLock { $0 }
  }

  /// The numbers of a block's units.
  func block(_ block: Int) -> UnsafePointer<ScanKernel.Lanes> { UnsafePointer(numbers.base + block * units) }
}

/// The highest statistics that a block of replicates has reached so far, and the limits that follow from them. Shared
/// by threads: what one has found spares the others work, and never changes the maximum.
final class ScanBlock<Model: ScanModel>: Sendable {
  struct State: Sendable {
    var maxima: [Double]
    /// The limits for each penalty, and the level that they are for; none before the first walk.
    var limits: [Model.Limits]
    var level: Double
  }

  let traits: [Model.Trait]
  private let state: Guarded<State>
  private let penalties: [Double]

  init(replicates: Int, traits: [Model.Trait], penalties: [Double]) {
    self.traits = traits
    self.penalties = penalties
    let spare = ScanKernel.lanes - replicates
    state = Guarded(
      State(
        maxima: Array(repeating: 0, count: replicates) + Array(repeating: .infinity, count: spare), limits: [], level: 0
      )
    )
  }

  var maxima: [Double] { state.withLock { $0.maxima } }

  func raise(_ found: [Double]) {
    state.withLock { state in
      for lane in found.indices { state.maxima[lane] = max(state.maxima[lane], found[lane]) }
    }
  }

  /// The maxima so far and limits that are not much below the least of them.
  func current(_ model: Model) -> State {
    state.withLock { state in
      // A little less, for rounding: a window that ties with a maximum is no news.
      let level = (state.maxima.min() ?? 0) * (1 - 1e-9)
      if state.limits.isEmpty || level > state.level + 0.125 {
        state.level = level
        state.limits = penalties.map { model.limits(level: level, penalty: $0, traits: traits) }
      }
      return state
    }
  }
}
