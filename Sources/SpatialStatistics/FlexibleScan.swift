internal import Diagnostics
internal import Glibc
internal import Parallel
internal import SpatialWeights

/// The scan over connected sets of low units; see ``ScanStatistic/Shape/flexible``.
struct FlexibleScan: Sendable {
  /// How many units a set's members are among, and how many low ones of them are looked at.
  static let nearest = 20
  static let mostLow = 14

  private let statistic: ScanStatistic
  private let windows: ScanWindows
  private let model: NormalScanModel
  /// For each centre the units nearest to it, itself first, `width` places each; and by place which of them touch.
  private let near: [Int32]
  private let links: [UInt32]
  private let width: Int

  init(
    _ statistic: ScanStatistic, _ windows: ScanWindows, _ model: NormalScanModel, _ neighbours: SpatialWeights
  ) {
    self.statistic = statistic
    self.windows = windows
    self.model = model
    let units = windows.sizes.count
    let width = min(Self.nearest, units)
    self.width = width
    var positions = [Int32](repeating: -1, count: neighbours.unitCount)
    for (position, unit) in windows.points.original.enumerated() { positions[unit] = Int32(position) }
    var touching = [Set<Int32>](repeating: [], count: units)
    for (position, unit) in windows.points.original.enumerated() {
      for neighbour in neighbours.neighbours(of: unit) where positions[Int(neighbour)] >= 0 {
        touching[position].insert(positions[Int(neighbour)])
        touching[Int(positions[Int(neighbour)])].insert(Int32(position))
      }
    }
    let lists = touching
    let areas = Parallel.map(units, chunkSize: 64, threads: statistic.threads) { centre in
      var order = ScanOrder(windows)
      let near = order.nearest(to: centre, width)
      return (
        near,
        near.map { unit in
          near.enumerated().reduce(UInt32(0)) { lists[Int(unit)].contains($1.element) ? $0 | 1 << $1.offset : $0 }
        }
      )
    }
    near = areas.flatMap(\.0)
    links = areas.flatMap(\.1)
  }

  /// The best set of one search.
  private struct Best {
    /// T/SS as sets are ordered by, and as it is.
    var score = 0.0
    var x = 0.0
    var centre = 0
    var set: UInt32 = 0

    /// Fewer units first where the ratio is the same; then the earlier centre.
    mutating func offer(_ score: Double, _ x: Double, _ centre: Int, _ set: UInt32) {
      if score < self.score || score == self.score && set.nonzeroBitCount >= self.set.nonzeroBitCount { return }
      (self.score, self.x, self.centre, self.set) = (score, x, centre, set)
    }
  }

  func result() throws -> ScanResult {
    let maxima = try Parallel.map(statistic.replicates, chunkSize: 8, threads: statistic.threads) { index in
      if index % 8 == 0 { try statistic.progress?(Double(index) / Double(statistic.replicates)) }
      return replicateMaximum(index)
    }
    let ascending = AscendingMaxima(maxima)
    var clusters: [ScanCluster] = []
    var isFree = model.isLow
    while clusters.count < statistic.mostClusters, let best = best(among: isFree) {
      let pValue = ascending.pValue(model.ratio(model.leastExplained(best.x)))
      if let pValue, pValue > statistic.largestPValue { break }
      let members = members(best.centre, best.set)
      for member in members { isFree[member] = false }
      let means = model.means(of: members)
      let original = windows.points.original
      clusters.append(
        ScanCluster(
          units: members.map { original[$0] }, centre: original[best.centre], radius: nil, shape: nil, angle: nil,
          insideMean: means.inside, outsideMean: means.outside, logLikelihoodRatio: model.ratio(best.x),
          testStatistic: model.ratio(best.x), pValue: pValue))
    }
    return ScanResult(clusters: clusters, replicateMaxima: maxima)
  }

  /// The best set of free units; nil where none is a candidate.
  private func best(among isFree: [Bool]) -> Best? {
    let found = Parallel.map(windows.sizes.count, chunkSize: 64, threads: statistic.threads) { centre in
      var best = Best()
      search(
        centre, isFree, number: { model.wholeResiduals[$0] },
        visit: { residual, share, set in
          guard let x = model.explained(residual: residual, share: share)?.x else { return }
          best.offer((x * 0x1p36).rounded() * 0x1p-36, x, centre, set)
        })
      return best
    }
    let best = found.reduce(into: Best()) { $0.offer($1.score, $1.x, $1.centre, $1.set) }
    return best.set == 0 ? nil : best
  }

  private func members(_ centre: Int, _ set: UInt32) -> [Int] {
    (0..<width).filter { set >> $0 & 1 == 1 }.map { Int(near[centre * width + $0]) }
  }

  private func replicateMaximum(_ index: Int) -> Double {
    let units = windows.sizes.count
    var numbers = [Int64](repeating: 0, count: units)
    var isLow = [Bool](repeating: false, count: units)
    let trait = model.draw(
      seed: statistic.seed, round: statistic.round, index: index,
      origins: { unit, from in isLow[unit] = model.isLow[from] },
      { unit, value in numbers[unit] = Int64(value) })
    var best = 0.0
    for centre in 0..<units where isLow[centre] {
      search(
        centre, isLow, number: { numbers[$0] },
        visit: { sum, share, _ in
          let measures = model.measures(share: share)
          let x = model.explained(
            sum: Int32(truncatingIfNeeded: sum), share: measures.share, root: measures.root, trait: trait)
          if x > best { best = x }
        })
    }
    return model.ratio(best)
  }

  // MARK: Enumeration

  /// Calls `body` with each connected set of low units around a centre that is a window, with its sums.
  @inline(__always) private func search(
    _ centre: Int, _ isLow: [Bool], number: (Int) -> Int64,
    visit: (_ sum: Int64, _ share: Int64, _ set: UInt32) -> Void
  ) {
    guard isLow[centre] else { return }
    var low: UInt32 = 0
    var count = 0
    for place in 0..<width where count < Self.mostLow && isLow[Int(near[centre * width + place])] {
      low |= 1 << place
      count += 1
    }
    var search = Search(low: low, windows: windows)
    for place in 0..<width where low >> place & 1 == 1 {
      let unit = Int(near[centre * width + place])
      search.set(
        place, links: links[centre * width + place] & low, number: number(unit), share: model.wholeShares[unit],
        size: windows.sizes[unit])
    }
    search.grow(from: 0, visit: visit)
  }

  /// All connected sets that hold the first place, each once: a place beside the set is either taken or barred from all
  /// sets that follow.
  private struct Search {
    private struct Place {
      var links: UInt32 = 0
      var number: Int64 = 0
      var share: Int64 = 0
      var size = 0
    }
    private let low: UInt32
    private let largest: Int
    private let units: ClosedRange<Int>
    private var places = InlineArray<20, Place>(repeating: Place())

    init(low: UInt32, windows: ScanWindows) {
      self.low = low
      largest = windows.largest
      units = windows.minimumUnits...max(windows.minimumUnits, windows.maximumUnits)
    }

    mutating func set(_ place: Int, links: UInt32, number: Int64, share: Int64, size: Int) {
      places[place] = Place(links: links, number: number, share: share, size: size)
    }

    func grow(from place: Int, visit: (_ sum: Int64, _ share: Int64, _ set: UInt32) -> Void) {
      add(place, to: 0, frontier: 0, barred: 0, sum: 0, share: 0, size: 0, visit)
    }

    private func add(
      _ place: Int, to set: UInt32, frontier: UInt32, barred: UInt32, sum: Int64, share: Int64, size: Int,
      _ visit: (_ sum: Int64, _ share: Int64, _ set: UInt32) -> Void
    ) {
      let new = places[place]
      let size = size + new.size
      // All that holds these units is larger still.
      guard size <= largest, set.nonzeroBitCount < units.upperBound else { return }
      let (sum, share, set) = (sum + new.number, share + new.share, set | 1 << place)
      if set.nonzeroBitCount >= units.lowerBound { visit(sum, share, set) }
      var frontier = (frontier | new.links) & ~set & ~barred
      var barred = barred
      while frontier != 0 {
        let next = frontier.trailingZeroBitCount
        frontier &= frontier - 1
        add(next, to: set, frontier: frontier, barred: barred, sum: sum, share: share, size: size, visit)
        barred |= 1 << next
      }
    }
  }
}
