internal import Glibc
internal import Parallel
internal import Synchronization

/// One scan of checked input, in the order of `ScanPoints`.
struct ScanRun: Sendable {
  let statistic: ScanStatistic
  let points: ScanPoints
  let eligible: [Int]
  let covered: [Int]
  let likelihood: ScanLikelihood

  /// Window families that are walked together, so that a block's counts stay in the cache.
  private static let chunk = 16
  /// Bytes of replicate counts that are held at a time.
  private static let memory = 512 << 20
  /// Walks that the first maxima come from, before there are thresholds.
  private static let probes = 64

  func result() throws -> ScanResult {
    let ellipses = ScanEllipse.all(statistic.shape)
    let walks = eligible.indices.flatMap { centre in ellipses.map { ScanWalk(centre: centre, ellipse: $0) } }
    let penalties = [1.0] + Set(ellipses.map(\.penalty)).subtracting([1]).sorted(by: >)
    let kinds = walks.map { penalties.firstIndex(of: $0.ellipse.penalty)! }
    // A window that holds everybody has no outside.
    let largest = min(
      Int((statistic.maximumShare * Double(likelihood.eligible)).rounded(.down)), likelihood.eligible - 1)
    let bins = ScanThresholds.Bins(largest: largest, units: eligible.count)
    let order = ScanOrder(points: points, eligible: eligible, largest: largest, bins: bins)

    let lanes = ScanReplicates.lanes
    let batch = max(lanes, Self.memory / (4 * eligible.count) / lanes * lanes)
    let batches = stride(from: 0, to: max(1, statistic.replicates), by: batch).map {
      $0..<min($0 + batch, statistic.replicates)
    }
    let steps = Progress(report: statistic.progress, of: batches.count * (walks.count + Self.chunk - 1) / Self.chunk)
    let records = Guarded([ScanRecords?](repeating: nil, count: walks.count))
    var maxima: [Double] = []
    for (number, range) in batches.enumerated() {
      let replicates = ScanReplicates(range, units: eligible.count)
      try replicates.draw(
        likelihood, eligible, seed: statistic.seed, threads: statistic.threads, tick: { try steps.tell() })
      let blocks = (0..<replicates.blocks).map {
        ScanBlock(replicates: min(lanes, range.count - $0 * lanes), penalties: penalties)
      }
      try probe(walks, order, replicates, blocks)
      try Parallel.forEachChunk(of: walks.count, size: Self.chunk, threads: statistic.threads) { _, items in
        try steps.tell()
        var order = order
        var entries: [ScanEntry] = []
        var ends: [Int] = []
        for walk in items {
          order.arrange(walks[walk])
          entries += order.entries
          ends.append(entries.count)
          if number == 0 {
            let found = ScanRecords(
              order, covered: covered, likelihood: likelihood, penalty: walks[walk].ellipse.penalty)
            records.withLock { $0[walk] = found }
          }
        }
        for (number, block) in blocks.enumerated() {
          let state = block.current(likelihood: likelihood, bins: bins)
          var found = state.maxima
          for (index, walk) in items.enumerated() {
            entries.withUnsafeBufferPointer { entries in
              state.thresholds[kinds[walk]].lines.withUnsafeBufferPointer { lines in
                found.withUnsafeMutableBufferPointer { found in
                  ScanKernel.walk(
                    UnsafeBufferPointer(rebasing: entries[(index == 0 ? 0 : ends[index - 1])..<ends[index]]),
                    counts: replicates.block(number), thresholds: lines.baseAddress!, likelihood: likelihood,
                    penalty: walks[walk].ellipse.penalty, maxima: found.baseAddress!)
                }
              }
            }
          }
          block.raise(found)
        }
        steps.advance()
      }
      maxima += blocks.flatMap(\.maxima).filter(\.isFinite)
    }
    let found = records.withLock { $0.map { $0! } }
    return ScanResult(
      clusters: select(ScanSelection(walks: walks, records: found), walks, order, maxima), replicateMaxima: maxima)
  }

  /// Gives the blocks maxima to begin with, from some windows of some centres.
  private func probe(
    _ walks: [ScanWalk], _ order: ScanOrder, _ replicates: ScanReplicates, _ blocks: [ScanBlock]
  ) throws {
    let step = max(1, eligible.count / Self.probes)
    var order = order
    var sequences: [[ScanEntry]] = []
    for centre in stride(from: step / 2, to: eligible.count, by: step) {
      order.arrange(ScanWalk(centre: centre, ellipse: .circle))
      sequences.append(order.entries)
    }
    let probed = sequences
    try Parallel.forEachChunk(of: blocks.count, size: 1, threads: statistic.threads) { number, _ in
      var found = blocks[number].maxima
      let counts = replicates.block(number)
      for entries in probed {
        var sums = ScanReplicates.Lanes(repeating: 0)
        var last = 0.0
        for entry in entries {
          sums = sums &+ counts[Int(entry.unit)]
          guard entry.bin != 0, entry.eligible > 1.2 * last else { continue }
          last = entry.eligible
          for lane in 0..<ScanReplicates.lanes {
            found[lane] = max(
              found[lane], likelihood.ratio(eligible: Int(entry.eligible), covered: Int(sums[lane])))
          }
        }
      }
      blocks[number].raise(found)
    }
  }

  private func select(
    _ selection: consuming ScanSelection, _ walks: [ScanWalk], _ order: ScanOrder, _ maxima: [Double]
  ) -> [ScanCluster] {
    var order = order
    let ascending = maxima.sorted()
    let gumbel = ScanGumbel(maxima)
    var clusters: [ScanCluster] = []
    while let (walk, window) = selection.next(order) {
      let pValue = maxima.isEmpty ? nil : Double(1 + atLeast(window.score, ascending)) / Double(maxima.count + 1)
      if let pValue, pValue > statistic.largestPValue { break }
      order.largest = window.eligible
      order.arrange(walks[walk])
      let members = order.entries.prefix(window.units).map { Int($0.unit) }
      selection.take(members)
      let (n, c) = (window.eligible, window.covered)
      let outside = (eligible: likelihood.eligible - n, covered: likelihood.covered - c)
      let outsideUncovered = Double(outside.eligible - outside.covered) / Double(outside.eligible)
      clusters.append(
        ScanCluster(
          units: members.map { points.original[$0] }, centre: points.original[walks[walk].centre],
          radius: points.radius(window.key, walks[walk].ellipse), shape: walks[walk].ellipse.shape,
          angle: walks[walk].ellipse.degrees, eligible: n, covered: c,
          outsideCoverage: Double(outside.covered) / Double(outside.eligible),
          relativeRisk: outsideUncovered > 0 ? Double(n - c) / Double(n) / outsideUncovered : nil,
          logLikelihoodRatio: window.ratio, testStatistic: window.score, pValue: pValue,
          gumbelPValue: gumbel?.upperTail(window.score)))
    }
    return clusters
  }

  /// How many of `ascending` are at least `value`. Equal windows have equal ratios to the last bit, so there is no
  /// tolerance.
  private func atLeast(_ value: Double, _ ascending: [Double]) -> Int {
    var (low, high) = (0, ascending.count)
    while low < high {
      let middle = (low + high) / 2
      if ascending[middle] < value { low = middle + 1 } else { high = middle }
    }
    return ascending.count - low
  }

  /// Counts chunks and passes the share that is done on.
  private final class Progress: Sendable {
    private let report: (@Sendable (Double) throws -> Void)?
    private let total: Int
    private let done = Atomic<Int>(0)

    init(report: (@Sendable (Double) throws -> Void)?, of total: Int) {
      self.report = report
      self.total = max(1, total)
    }

    func tell() throws {
      try report?(min(1, Double(done.load(ordering: .relaxed)) / Double(total)))
    }

    func advance() { done.wrappingAdd(1, ordering: .relaxed) }
  }
}

/// The Gumbel distribution that has the mean and variance of some maxima: β = √(6 Var)/π, μ = mean − 0.5772 β.
struct ScanGumbel {
  let location: Double
  let scale: Double

  init?(_ maxima: [Double]) {
    guard maxima.count > 1 else { return nil }
    let mean = maxima.reduce(0, +) / Double(maxima.count)
    let squares = maxima.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    scale = (6 * squares / Double(maxima.count - 1)).squareRoot() / .pi
    location = mean - 0.57721566490153286 * scale
    if !(scale > 0) { return nil }
  }

  /// P(X ≥ value).
  func upperTail(_ value: Double) -> Double { -expm1(-exp(-(value - location) / scale)) }
}
