internal import Parallel
internal import Synchronization

/// One scan of nested windows, of checked input in the order of `ScanPoints`.
struct ScanRun<Model: ScanModel>: Sendable {
  let statistic: ScanStatistic
  let windows: ScanWindows
  let model: Model

  /// Window families that are walked together, so that a block's numbers stay in the cache.
  private static var chunk: Int { 16 }
  /// Bytes of replicates that are held at a time.
  private static var memory: Int { 512 << 20 }
  /// Walks that the first maxima come from, before there are limits.
  private static var probes: Int { 64 }

  private var units: Int { windows.sizes.count }

  func result() throws -> ScanResult {
    let ellipses = ScanEllipse.all(statistic.shape)
    let walks = ScanWalk.all(units: units, ellipses)
    let penalties = [1.0] + Set(ellipses.map(\.penalty)).subtracting([1]).sorted(by: >)
    let kinds = walks.map { penalties.firstIndex(of: $0.ellipse.penalty)! }
    let order = ScanOrder(windows)

    let lanes = ScanKernel.lanes
    let batch = max(lanes, Self.memory / (4 * units) / lanes * lanes)
    let batches = stride(from: 0, to: max(1, statistic.replicates), by: batch).map {
      $0..<min($0 + batch, statistic.replicates)
    }
    let steps = Progress(report: statistic.progress, of: batches.count * (walks.count + Self.chunk - 1) / Self.chunk)
    let records = Guarded([ScanRecords?](repeating: nil, count: walks.count))
    var maxima: [Double] = []
    for (number, range) in batches.enumerated() {
      let replicates = ScanReplicates<Model>(range, units: units)
      let traits = try replicates.draw(
        model, seed: statistic.seed, round: statistic.round, threads: statistic.threads, tick: { try steps.tell() })
      let blocks = (0..<replicates.blocks).map {
        ScanBlock<Model>(replicates: min(lanes, range.count - $0 * lanes), traits: traits[$0], penalties: penalties)
      }
      probe(order, replicates, blocks)
      try Parallel.forEachChunk(of: walks.count, size: Self.chunk, threads: statistic.threads) { _, items in
        try steps.tell()
        var order = order
        var entries: [Model.Step] = []
        var ends: [Int] = []
        for walk in items {
          order.arrange(walks[walk])
          model.append(order, to: &entries)
          ends.append(entries.count)
          if number == 0 {
            let found = model.records(order, penalty: walks[walk].ellipse.penalty)
            records.withLock { $0[walk] = found }
          }
        }
        for (number, block) in blocks.enumerated() {
          let state = block.current(model)
          var found = state.maxima
          for (index, walk) in items.enumerated() {
            entries.withUnsafeBufferPointer { entries in
              found.withUnsafeMutableBufferPointer { found in
                ScanKernel.walk(
                  UnsafeBufferPointer(rebasing: entries[(index == 0 ? 0 : ends[index - 1])..<ends[index]]), model,
                  numbers: replicates.block(number), limits: state.limits[kinds[walk]], traits: block.traits,
                  penalty: walks[walk].ellipse.penalty, maxima: found.baseAddress!)
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
    _ order: ScanOrder, _ replicates: ScanReplicates<Model>, _ blocks: [ScanBlock<Model>]
  ) {
    let stride = max(1, units / Self.probes)
    var order = order
    var sequences: [[(step: Model.Step, isProbed: Bool)]] = []
    for centre in Swift.stride(from: stride / 2, to: units, by: stride) {
      order.arrange(ScanWalk(centre: centre, ellipse: .circle))
      var steps: [Model.Step] = []
      model.append(order, to: &steps)
      var last = 0.0
      sequences.append(
        zip(steps, order.steps).map { step, place in
          let isProbed = place.isWindow && Double(place.size) > 1.2 * last
          if isProbed { last = Double(place.size) }
          return (step, isProbed)
        })
    }
    let probed = sequences
    Parallel.forEachChunk(of: blocks.count, size: 1, threads: statistic.threads) { number, _ in
      let block = blocks[number]
      var found = block.maxima
      let numbers = replicates.block(number)
      for steps in probed {
        var sums = ScanKernel.Lanes(repeating: 0)
        for (step, isProbed) in steps {
          sums = sums &+ numbers[model.unit(step)]
          guard isProbed else { continue }
          for lane in 0..<ScanKernel.lanes {
            found[lane] = max(found[lane], model.statistic(step, sum: sums[lane], trait: block.traits[lane]))
          }
        }
      }
      block.raise(found)
    }
  }

  private func select(
    _ selection: consuming ScanSelection, _ walks: [ScanWalk], _ order: ScanOrder, _ maxima: [Double]
  ) -> [ScanCluster] {
    var order = order
    let points = windows.points
    let maxima = AscendingMaxima(maxima)
    var clusters: [ScanCluster] = []
    while clusters.count < statistic.mostClusters, let (walk, window) = selection.next(order) {
      let ellipse = walks[walk].ellipse
      let pValue = maxima.pValue(model.leastMaximum(for: window, penalty: ellipse.penalty))
      if let pValue, pValue > statistic.largestPValue { break }
      order.largest = window.size
      order.arrange(walks[walk])
      let members = order.steps.prefix(window.units).map { Int($0.unit) }
      selection.take(members)
      let means = model.means(of: members)
      clusters.append(
        ScanCluster(
          units: members.map { points.original[$0] }, centre: points.original[walks[walk].centre],
          radius: points.radius(window.key, ellipse), shape: ellipse.shape,
          angle: ellipse.shape == 1 ? nil : ellipse.degrees, insideMean: means.inside, outsideMean: means.outside,
          logLikelihoodRatio: window.ratio, testStatistic: window.ratio * ellipse.penalty, pValue: pValue))
    }
    return clusters
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

/// The replicates' maxima in order, to count how many reach a level.
struct AscendingMaxima {
  private let values: [Double]

  init(_ maxima: [Double]) { values = maxima.sorted() }

  /// (1 + maxima of at least `level`) / (R + 1); nil without replicates.
  func pValue(_ level: Double) -> Double? {
    if values.isEmpty { return nil }
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < level { low = middle + 1 } else { high = middle }
    }
    return Double(1 + values.count - low) / Double(values.count + 1)
  }
}
