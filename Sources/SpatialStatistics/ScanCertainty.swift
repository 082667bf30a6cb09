internal import Glibc
internal import Parallel

/// How sure a cluster is of each unit, over nested windows; see ``ScanStatistic/certainty(at:of:clusters:prior:)``.
///
/// Windows around different centres often hold the same units, and count once. A window is known by the sum of random
/// 64-bit keys of its units, so that two different ones are taken for the same with a probability below 10⁻⁵ even where
/// there are millions.
struct ScanCertainty: Sendable {
  let statistic: ScanStatistic
  let windows: ScanWindows
  let model: NormalScanModel
  /// For each unit the number of the cluster that it is known to belong to, from 1; 0 where it belongs to none.
  var clusters: [Int]?
  var prior = ScanStatistic.WindowPrior.windows
  /// So many windows are held, some 400 MB.
  var mostCandidates = 1 << 24

  private struct Candidate {
    var key: UInt64
    /// ln of the weight, but for what is the same for all.
    var weight: Double
    /// Units in the window.
    var count: Int32
    /// The one known cluster that the window holds units of; 0 for none.
    var cluster: Int32
  }
  /// The walks of a chunk, and where each walk's candidates end among the chunk's.
  private struct Chunk: Sendable {
    var candidates: [Candidate] = []
    var ends: [Int] = []
  }
  /// Chunks by which candidates are collected and weights added up; part of the result's identity.
  private static let chunks = 64

  /// From 0 to 1 by unit; nil where there is no candidate.
  ///
  /// Where clusters are known, each unit of one is judged by the windows that hold no unit of another, as if the map had
  /// this cluster alone; other units get 0.
  func shares() -> [Double]? {
    let walks = ScanWalk.all(units: windows.sizes.count, ScanEllipse.all(statistic.shape))
    let chunk = (walks.count + Self.chunks - 1) / Self.chunks
    let floor = self.floor(walks, chunk)
    var chunks = Parallel.map((walks.count + chunk - 1) / chunk, chunkSize: 1, threads: statistic.threads) {
      number in
      var order = ScanOrder(windows)
      var found = Chunk()
      for walk in walks[number * chunk..<min((number + 1) * chunk, walks.count)] {
        forEachCandidate(walk, &order) { candidate in
          if candidate.weight >= floor { found.candidates.append(candidate) }
        }
        found.ends.append(found.candidates.count)
      }
      return found
    }
    let heaviest = chunks.lazy.flatMap(\.candidates).reduce(-Double.infinity) { max($0, $1.weight) }
    guard heaviest.isFinite else { return nil }
    keepDistinct(&chunks)
    let distinct = chunks
    let priors = priors(distinct, isComplete: floor == -.infinity)
    let sums = Parallel.map(chunks.count, chunkSize: 1, threads: statistic.threads) { number in
      var order = ScanOrder(windows)
      var sums = [Double](repeating: 0, count: windows.sizes.count)
      // By cluster; those without a cluster first.
      var totals = [Double](repeating: 0, count: 1 + (clusters?.max() ?? 0))
      for (index, end) in distinct[number].ends.enumerated() {
        let start = index == 0 ? 0 : distinct[number].ends[index - 1]
        guard start < end else { continue }
        order.arrange(walks[number * chunk + index])
        // The largest window first: a unit is in all that end with it or later.
        var inside = 0.0
        var next = Int(distinct[number].candidates[end - 1].count)
        for candidate in distinct[number].candidates[start..<end].reversed() {
          for position in stride(from: next - 1, to: Int(candidate.count) - 1, by: -1) {
            sums[Int(order.steps[position].unit)] += inside
          }
          next = Int(candidate.count)
          let weight = exp(candidate.weight - heaviest) * priors[Int(candidate.count)]
          inside += weight
          totals[Int(candidate.cluster)] += weight
        }
        for position in 0..<next { sums[Int(order.steps[position].unit)] += inside }
      }
      return (sums, totals)
    }
    return windows.sizes.indices.map { unit in
      let cluster = clusters?[unit] ?? 0
      if clusters != nil && cluster == 0 { return 0 }
      let total = sums.reduce(0) { $0 + $1.1[0] + (cluster > 0 ? $1.1[cluster] : 0) }
      return min(1, sums.reduce(0) { $0 + $1.0[unit] } / total)
    }
  }

  /// By number of units, how likely a window is beforehand, but for what is the same for all.
  private func priors(_ chunks: [Chunk], isComplete: Bool) -> [Double] {
    var counts = [Int](repeating: 0, count: windows.sizes.count + 1)
    if isComplete {
      for candidate in chunks.lazy.flatMap(\.candidates) { counts[Int(candidate.count)] += 1 }
    }
    return counts.enumerated().map { Self.prior(prior, units: $0.offset, windows: $0.element) }
  }

  /// - Parameters:
  ///   - units: how many a window holds.
  ///   - windows: how many windows hold so many; 0 where it is not known.
  static func prior(_ prior: ScanStatistic.WindowPrior, units: Int, windows: Int) -> Double {
    prior == .windows ? 1 : 1 / (Double(max(1, units)) * Double(max(1, windows)))
  }

  private func forEachCandidate(_ walk: ScanWalk, _ order: inout ScanOrder, _ body: (Candidate) -> Void) {
    order.arrange(walk)
    let penalty = walk.ellipse.penalty
    var (residual, share): (Int64, Int64) = (0, 0)
    var key: UInt64 = 0
    var cluster = 0
    for (position, step) in order.steps.enumerated() {
      let unit = Int(step.unit)
      residual += model.wholeResiduals[unit]
      share += model.wholeShares[unit]
      key &+= Self.key(unit)
      if let own = clusters?[unit], own > 0 {
        if cluster > 0 && own != cluster { return }
        cluster = own
      }
      guard step.isWindow, let window = model.explained(residual: residual, share: share) else { continue }
      body(
        Candidate(
          key: key, weight: Self.weight(penalty * model.ratio(window.x), share: window.share),
          count: Int32(position + 1), cluster: Int32(cluster)))
    }
  }

  /// The natural logarithm of exp(ratio)/√(ω(1 − ω)).
  static func weight(_ ratio: Double, share: Double) -> Double { ratio - 0.5 * log(share * (1 - share)) }

  /// A random number for each unit (Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators").
  static func key(_ unit: Int) -> UInt64 {
    var bits = (UInt64(truncatingIfNeeded: unit) &+ 1) &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }

  /// The weight that so many candidates reach as can be held.
  private func floor(_ walks: [ScanWalk], _ chunk: Int) -> Double {
    let (bound, overflow) = walks.count.multipliedReportingOverflow(by: windows.mostUnits)
    guard overflow || bound > mostCandidates else { return -.infinity }
    let counts = Parallel.map((walks.count + chunk - 1) / chunk, chunkSize: 1, threads: statistic.threads) {
      number in
      var order = ScanOrder(windows)
      var counts: [Int: Int] = [:]
      for walk in walks[number * chunk..<min((number + 1) * chunk, walks.count)] {
        forEachCandidate(walk, &order) { counts[Int(($0.weight * 16).rounded(.down)), default: 0] += 1 }
      }
      return counts
    }
    let all = counts.reduce(into: [Int: Int]()) { $0.merge($1, uniquingKeysWith: +) }
    var held = 0
    for (bin, count) in all.sorted(by: { $0.key > $1.key }) {
      held += count
      if held > mostCandidates { return Double(bin + 1) / 16 }
    }
    return -.infinity
  }

  /// Leaves one of each set of units: that of the greatest weight, since an ellipse may be penalised and a circle not.
  private func keepDistinct(_ chunks: inout [Chunk]) {
    let count = chunks.reduce(0) { $0 + $1.candidates.count }
    // Twice as many places as candidates, so that few are tried.
    let size = 1 << (Int.bitWidth - max(15, 2 * count - 1).leadingZeroBitCount)
    var places = [(key: UInt64, chunk: Int32, index: Int32)](repeating: (0, -1, 0), count: size)
    for chunk in chunks.indices {
      for (index, candidate) in chunks[chunk].candidates.enumerated() {
        var place = Int(truncatingIfNeeded: candidate.key) & (size - 1)
        while places[place].chunk >= 0 && places[place].key != candidate.key { place = (place + 1) & (size - 1) }
        let holder = places[place]
        if holder.chunk < 0
          || chunks[Int(holder.chunk)].candidates[Int(holder.index)].weight < candidate.weight
        {
          places[place] = (candidate.key, Int32(chunk), Int32(index))
        }
      }
    }
    for chunk in chunks.indices {
      var kept: [Candidate] = []
      var (start, ends): (Int, [Int]) = (0, [])
      for end in chunks[chunk].ends {
        for index in start..<end {
          let candidate = chunks[chunk].candidates[index]
          var place = Int(truncatingIfNeeded: candidate.key) & (size - 1)
          while places[place].key != candidate.key { place = (place + 1) & (size - 1) }
          if places[place].chunk == Int32(chunk) && places[place].index == Int32(index) { kept.append(candidate) }
        }
        start = end
        ends.append(kept.count)
      }
      chunks[chunk].candidates = kept
      chunks[chunk].ends = ends
    }
  }
}
