import Diagnostics
import Glibc
import SpatialWeights
import Testing

@testable import SpatialStatistics

/// The scan of values with weights.
@Suite struct NormalScanTests {
  /// A map with everything drawn from one stream.
  struct Map {
    var x: [Double] = []
    var y: [Double] = []
    var values: [Double] = []
    var weights: [Double] = []
    var sizes: [Int] = []
    var strata: [Int] = []

    /// - Parameter levels: so many different values, for ties; 0 for all different.
    init(_ units: Int, seed: UInt64, onGrid: Bool = false, levels: UInt32 = 0, equalWeights: Bool = false) {
      var stream = RandomStream(seed: seed, purpose: .simulation, index: 0)
      for unit in 0..<units {
        x.append(onGrid ? Double(stream.below(4)) : 110 + 8 * stream.unit())
        y.append(onGrid ? Double(stream.below(4)) : -3 + 6 * stream.unit())
        values.append(levels > 0 ? Double(stream.below(levels)) / 10 : 0.2 + 0.6 * stream.unit())
        weights.append(equalWeights ? 1 : 20 + 400 * stream.unit())
        sizes.append(1 + Int(stream.below(400)))
        strata.append(unit % 3)
      }
    }

    var sample: ScanSample { ScanSample(values: values, weights: weights, sizes: sizes, strata: strata) }

    func places(_ metric: ScanPlaces.Metric) -> ScanPlaces { ScanPlaces(x: x, y: y, metric: metric) }

    func reordered(_ order: [Int]) -> Map {
      var map = self
      map.x = order.map { x[$0] }
      map.y = order.map { y[$0] }
      map.values = order.map { values[$0] }
      map.weights = order.map { weights[$0] }
      map.sizes = order.map { sizes[$0] }
      map.strata = order.map { strata[$0] }
      return map
    }

    func prepared(_ scan: ScanStatistic, _ metric: ScanPlaces.Metric, ceiling: Double?) -> (
      ScanWindows, NormalScanModel
    ) {
      var sample = sample
      sample.ceiling = ceiling
      let points = ScanPoints(places(metric), units: Array(x.indices)) { a, b in
        values[a] != values[b] ? values[a] < values[b] : weights[a] < weights[b]
      }
      let windows = ScanWindows(
        scan, points: points, sizes: points.original.map { sizes[$0] }, total: sizes.reduce(0, +))
      return (windows, NormalScanModel(sample, order: points.original, mostUnits: windows.mostUnits)!)
    }

    /// T/SS of a window as methods are written down; 0 where it is no candidate.
    static func explained(_ members: [Int], _ y: [Double], _ w: [Double], ceiling: Double?) -> Double {
      let all = w.reduce(0, +)
      let mean = zip(w, y).reduce(0) { $0 + $1.0 * $1.1 } / all
      let squares = zip(w, y).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
      let inside = members.reduce(0) { $0 + w[$1] }
      let sum = members.reduce(0) { $0 + w[$1] * (y[$1] - mean) }
      guard sum < -1e-12 * all, sum + max(0, mean - (ceiling ?? .infinity)) * inside < -1e-12 * all else { return 0 }
      return sum * sum * all / (inside * (all - inside)) / squares
    }

    /// All windows as sets, by sorting and grouping with nothing clever.
    func windows(share: Double, fewest: Int) -> [[Int]] {
      let total = sizes.reduce(0, +)
      return x.indices.flatMap { centre in
        let distances = x.indices.map { unit -> Double in
          let (east, north) = (x[unit] - x[centre], y[unit] - y[centre])
          return east * east + north * north
        }
        return Set(distances).sorted().compactMap { radius -> [Int]? in
          let members = x.indices.filter { distances[$0] <= radius }
          let inside = members.reduce(0) { $0 + sizes[$1] }
          return Double(inside) <= share * Double(total) && inside < total && members.count >= fewest ? members : nil
        }
      }
    }
  }

  @Test(arguments: [nil, 0.45]) func equalsBruteForce(_ ceiling: Double?) throws {
    for seed in 1...12 {
      let map = Map(5 + seed, seed: UInt64(seed), onGrid: true, levels: seed % 2 == 0 ? 8 : 0)
      let share = seed % 2 == 0 ? 0.5 : 0.3
      let fewest = 1 + seed % 2
      let scan = ScanStatistic(maximumShare: share, minimumUnits: fewest, replicates: 70, seed: UInt64(seed))
      var sample = map.sample
      sample.ceiling = ceiling
      let result = try scan.clusters(at: map.places(.plane), of: sample)
      let all = map.windows(share: share, fewest: fewest)
      let count = Double(map.x.count)
      func ratio(_ members: [Int], _ values: [Double]) -> Double {
        -0.5 * count * log1p(-Map.explained(members, values, map.weights, ceiling: ceiling))
      }
      // Clusters: greedily, by the plain formula.
      var windows = all
      for cluster in result.clusters {
        let best = windows.map { ratio($0, map.values) }.max() ?? 0
        #expect(abs(cluster.logLikelihoodRatio - best) < 1e-9 * best + 1e-12)
        #expect(abs(ratio(cluster.units, map.values) - best) < 1e-9 * best + 1e-12)
        let inside = cluster.units.reduce(0) { $0 + map.weights[$1] }
        let mean = cluster.units.reduce(0) { $0 + map.weights[$1] * map.values[$1] } / inside
        #expect(abs(cluster.insideMean - mean) < 1e-12)
        windows.removeAll { !Set($0).isDisjoint(with: cluster.units) }
      }
      #expect((windows.map { ratio($0, map.values) }.max() ?? 0) < 1e-9)
      // Replicates: the residuals of other units, every window.
      let (prepared, model) = map.prepared(scan, .plane, ceiling: ceiling)
      let order = prepared.points.original
      let total = map.weights.reduce(0, +)
      let mean = zip(map.weights, map.values).reduce(0) { $0 + $1.0 * $1.1 } / total
      for index in 0..<70 {
        var values = map.values
        var seen = Set<Int>()
        _ = model.draw(
          seed: UInt64(seed), round: 0, index: index,
          origins: { unit, from in
            let (unit, from) = (order[unit], order[from])
            seen.insert(from)
            #expect(map.strata[unit] == map.strata[from])
            values[unit] = mean + (map.values[from] - mean) * (map.weights[from] / map.weights[unit]).squareRoot()
          }, { _, _ in })
        #expect(seen.count == map.x.count)
        let best = all.map { ratio($0, values) }.max() ?? 0
        #expect(abs(result.replicateMaxima[index] - best) < 1e-6 * max(1, best))
      }
    }
  }

  /// On larger maps, where limits spare nearly all windows, the maxima are those of evaluating every window.
  @Test(arguments: [
    (ScanStatistic.Shape.circular, 90, 0.5, nil), (.circular, 90, 1, 0.46), (.elliptic, 25, 0.25, nil),
    (.elliptic, 25, 0.4, 0.44),
  ])
  func maximaEqualEvaluatingEveryWindow(
    _ shape: ScanStatistic.Shape, _ units: Int, _ share: Double, _ ceiling: Double?
  ) throws {
    let map = Map(units, seed: 21)
    let replicates = 35
    let scan = ScanStatistic(shape: shape, maximumShare: share, minimumUnits: 2, replicates: replicates, seed: 4)
    var sample = map.sample
    sample.ceiling = ceiling
    let result = try scan.clusters(at: map.places(.greatCircle), of: sample)
    let (windows, model) = map.prepared(scan, .greatCircle, ceiling: ceiling)
    var order = ScanOrder(windows)
    var expected = [Double](repeating: 0, count: replicates)
    var draws: [[Int32]] = []
    let traits = (0..<replicates).map { index in
      var numbers = [Int32](repeating: 0, count: units)
      let trait = model.draw(seed: 4, round: 0, index: index) { numbers[$0] = $1 }
      draws.append(numbers)
      return trait
    }
    for centre in 0..<units {
      for ellipse in ScanEllipse.all(shape) {
        order.arrange(ScanWalk(centre: centre, ellipse: ellipse))
        for replicate in 0..<replicates {
          var (sum, share): (Int32, Int64) = (0, 0)
          for step in order.steps {
            sum += draws[replicate][Int(step.unit)]
            share += model.wholeShares[Int(step.unit)]
            guard step.isWindow else { continue }
            let measures = model.measures(share: share)
            let x = model.explained(
              sum: sum, share: measures.share, root: measures.root, trait: traits[replicate])
            expected[replicate] = max(expected[replicate], model.ratio(x) * ellipse.penalty)
          }
        }
      }
    }
    #expect(result.replicateMaxima == expected)
  }

  @Test(arguments: [(ScanStatistic.Shape.circular, 120), (.elliptic, 30), (.flexible, 120)])
  func sameForAnyNumberOfThreadsAndOrderOfUnits(_ shape: ScanStatistic.Shape, _ units: Int) throws {
    var map = Map(units, seed: 3)
    // Two units at one place, and two alike in everything.
    map.x[7] = map.x[3]
    map.y[7] = map.y[3]
    (map.x[9], map.y[9], map.values[9], map.weights[9]) = (map.x[8], map.y[8], map.values[8], map.weights[8])
    (map.sizes[9], map.strata[9]) = (map.sizes[8], map.strata[8])
    func sample(_ map: Map) -> ScanSample {
      var sample = map.sample
      sample.isLow = map.values.map { $0 < 0.4 }
      return sample
    }
    func neighbours(_ map: Map) throws -> SpatialWeights {
      try SpatialWeights.nearest(5, of: zip(map.x, map.y).map { (x: $0, y: $1) }, metric: .plane, threads: 1)
    }
    var scan = ScanStatistic(shape: shape, maximumShare: 0.25, minimumUnits: 2, replicates: 70, seed: 11)
    func clusters(_ map: Map) throws -> (ScanResult, [Double?]) {
      let (places, neighbours) = (map.places(.geodesic()), try neighbours(map))
      return (
        try scan.clusters(at: places, of: sample(map), neighbours: neighbours),
        try scan.certainty(at: places, of: sample(map))
      )
    }
    let (result, certainty) = try clusters(map)
    #expect(result.clusters.count > 2)
    for threads in [2, 7] {
      scan.threads = threads
      let other = try clusters(map)
      #expect(other == (result, certainty))
    }
    let order = (0..<units).map { ($0 * 37 + 5) % units }
    let other = try clusters(map.reordered(order))
    #expect(other.0.replicateMaxima == result.replicateMaxima)
    #expect(other.0.clusters.count == result.clusters.count)
    for (a, b) in zip(result.clusters, other.0.clusters) {
      #expect(Set(a.units) == Set(b.units.map { order[$0] }))
      #expect(a.logLikelihoodRatio == b.logLikelihoodRatio && a.pValue == b.pValue && a.radius == b.radius)
    }
    #expect(order.map { certainty[$0] } == other.1)
  }

  /// Where few arrangements of the values are different, p is their exact share: equal arrangements are ties.
  @Test func tiesAreTies() throws {
    // Nine units in a row, of which the first two are low; windows of two. The pair is lowest where both low values are
    // neighbours: 8 of the C(9, 2) = 36 places.
    let values = [0.1, 0.1, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3]
    // The one before is nearer than the one after, so that each pair is a window.
    let places = ScanPlaces(
      x: (0..<9).map { Double($0) + 0.01 * Double($0 * $0) }, y: [Double](repeating: 0, count: 9), metric: .plane)
    for (low, high) in [(0.1, 0.3), (0.2, 0.9), (1.0 / 3, 2.0 / 3), (-7, 1e-3)] {
      let scan = ScanStatistic(maximumShare: 2.0 / 9, minimumUnits: 2, replicates: 9_999, seed: 5)
      let result = try scan.clusters(
        at: places,
        of: ScanSample(values: values.map { $0 == 0.1 ? low : high }, weights: [Double](repeating: 0.7, count: 9)))
      let first = try #require(result.clusters.first)
      #expect(Set(first.units) == [0, 1])
      let share = 8.0 / 36
      #expect(abs(first.pValue! - share) < 4 * (share * (1 - share) / 9_999).squareRoot())
    }
  }

  /// Of windows that are as good and have as many units, the one with the smaller radius.
  @Test func equallyGoodWindows() throws {
    // 0.2 + 0.4 is not 0.6 in binary; the deviations of both pairs from the mean are the same on paper.
    let values = [0.2, 0.4, 0.9, 0.9, 0.9, 0.3, 0.3, 0.9, 0.9, 0.9]
    let places = ScanPlaces(
      x: (0..<10).map { Double($0) + 0.01 * Double($0 * $0) }, y: [Double](repeating: 0, count: 10), metric: .plane)
    let result = try ScanStatistic(maximumShare: 0.2, minimumUnits: 2, replicates: 0).clusters(
      at: places, of: ScanSample(values: values, weights: [Double](repeating: 1, count: 10)))
    #expect(result.clusters.prefix(2).map { Set($0.units) } == [[0, 1], [5, 6]])
  }

  @Test func nothingVaries() throws {
    let places = ScanPlaces(x: [1, 2, 3, 4], y: [0, 0, 0, 0], metric: .plane)
    let nothing = ScanResult(clusters: [], replicateMaxima: [])
    let scan = ScanStatistic(replicates: 9)
    for value in [0, 0.1, 1.0 / 3] {
      let sample = ScanSample(values: [value, value, value, value], weights: [1, 2, 3.3, 4])
      #expect(try scan.clusters(at: places, of: sample) == nothing)
      #expect(try scan.certainty(at: places, of: sample) == [nil, nil, nil, nil])
    }
    #expect(
      try scan.clusters(at: places, of: ScanSample(values: [1, nil, nil, nil], weights: [1, 0, 0, 0])) == nothing)
    #expect(
      try scan.clusters(
        at: ScanPlaces(x: [], y: [], metric: .plane), of: ScanSample(values: [], weights: [])) == nothing)
    // Units without a value take no part.
    let result = try scan.clusters(
      at: places, of: ScanSample(values: [0.1, nil, 0.9, 0.8], weights: [1, 0, 1, 1], sizes: [1, 0, 1, 1]))
    #expect(result.clusters.map(\.units) == [[0]])
  }

  /// A window that explains everything has a ratio that is a number.
  @Test func perfectWindows() throws {
    let places = ScanPlaces(x: (0..<12).map(Double.init), y: [Double](repeating: 0, count: 12), metric: .plane)
    let values = (0..<12).map { (4..<7).contains($0) ? 0.4 : 0.8 }
    let sample = ScanSample(values: values, weights: (0..<12).map { 3 + Double($0 % 5) })
    let scan = ScanStatistic(replicates: 99)
    let first = try #require(try scan.clusters(at: places, of: sample).clusters.first)
    #expect(Set(first.units) == [4, 5, 6])
    #expect(abs(first.logLikelihoodRatio - 6 * log(0x1p40)) < 1e-6)
    let certainty = try scan.certainty(at: places, of: sample)
    for unit in 0..<12 { #expect(abs(certainty[unit]! - ((4..<7).contains(unit) ? 1 : 0)) < 1e-12) }
  }

  @Test(arguments: [ScanStatistic.Shape.circular, .elliptic]) func certaintyEqualsBruteForce(
    _ shape: ScanStatistic.Shape
  ) throws {
    let map = Map(24, seed: 5)
    let scan = ScanStatistic(shape: shape, maximumShare: 0.4, minimumUnits: 2)
    let (windows, model) = map.prepared(scan, .plane, ceiling: 0.5)
    var sets: [Set<Int>: Double] = [:]
    var order = ScanOrder(windows)
    for walk in ScanWalk.all(units: 24, ScanEllipse.all(shape)) {
      order.arrange(walk)
      for (position, step) in order.steps.enumerated() where step.isWindow {
        let members = order.steps[...position].map { windows.points.original[Int($0.unit)] }
        let x = Map.explained(members, map.values, map.weights, ceiling: 0.5)
        guard x > 0 else { continue }
        let share = members.reduce(0) { $0 + map.weights[$1] } / map.weights.reduce(0, +)
        let weight = exp(-12 * log1p(-x) * walk.ellipse.penalty) / (share * (1 - share)).squareRoot()
        sets[Set(members)] = max(sets[Set(members)] ?? 0, weight)
      }
    }
    #expect(sets.count > 40)
    let total = sets.values.reduce(0, +)
    let found = try #require(
      ScanCertainty(statistic: scan, windows: windows, model: model).shares())
    for (position, unit) in windows.points.original.enumerated() {
      let expected = sets.filter { $0.key.contains(unit) }.values.reduce(0, +) / total
      #expect(abs(found[position] - expected) < 1e-9)
    }
    // Sizes weighed: each as likely as 1/k.
    let sized = sets.reduce(into: [Set<Int>: Double]()) { weights, set in
      let alike = sets.keys.count { $0.count == set.key.count }
      weights[set.key] = set.value / Double(set.key.count * alike)
    }
    let bySize = try #require(
      ScanCertainty(statistic: scan, windows: windows, model: model, prior: .sizes).shares())
    for (position, unit) in windows.points.original.enumerated() {
      let expected = sized.filter { $0.key.contains(unit) }.values.reduce(0, +) / sized.values.reduce(0, +)
      #expect(abs(bySize[position] - expected) < 1e-9)
    }
    // Where not all windows can be held, those of most weight count.
    let few = try #require(
      ScanCertainty(statistic: scan, windows: windows, model: model, mostCandidates: 40).shares())
    let heaviest = sets.sorted { $0.value > $1.value }
    let matches = (1..<heaviest.count).filter { count in
      let total = heaviest.prefix(count).reduce(0) { $0 + $1.value }
      return windows.points.original.enumerated().allSatisfy { position, unit in
        let held = heaviest.prefix(count).filter { $0.key.contains(unit) }.reduce(0) { $0 + $1.value }
        return abs(few[position] - held / total) < 1e-9
      }
    }
    #expect(matches.count == 1 && matches[0] <= 40)
  }

  @Test func strataAreOfLikeSize() {
    let sizes: [Double?] = (0..<100).map { Double(($0 * 37) % 100) } + [nil]
    let strata = ScanSample.strata(bySize: sizes)
    #expect(strata == (0..<100).map { (($0 * 37) % 100) / 20 } + [0])
    #expect(ScanSample.strata(bySize: (0..<39).map { Double($0) }) == [Int](repeating: 0, count: 39))
    #expect(Set(ScanSample.strata(bySize: (0..<40).map { Double($0) })) == [0, 1])
    // Equal sizes are alike whatever their order.
    #expect(ScanSample.strata(bySize: [Double?](repeating: 7, count: 200)) == [Int](repeating: 0, count: 200))
  }

  @Test func clippingDrawsInWhatIsFarOut() {
    let rates: [Double?] = [0.5, 0.52, 0.48, 0.49, 0.51, 1, 0.05, nil, 0.5]
    let clipped = ClippedRates(rates: rates, weights: rates.map { $0.map { _ in 100 } }, mean: 0.5)
    // Residuals are tenths of points: the median is 0 and the median deviation 0.15.
    #expect(abs(clipped.median) < 1e-12)
    let deviation = [0, 0.2, -0.2, -0.1, 0.1, 5, -4.5, 0].map { $0 * $0 }.reduce(0, +) / 8 - (0.5 / 8) * (0.5 / 8)
    let scale = max(1.4826 * 0.15, 0.2 * deviation.squareRoot())
    #expect(abs(clipped.scale - scale) < 1e-12)
    #expect(clipped.clippedHigh == [5] && clipped.clippedLow == [6])
    #expect(abs(clipped.values[5]! - (0.5 + 2 * scale / 10)) < 1e-12)
    #expect(abs(clipped.values[6]! - (0.5 - 4 * scale / 10)) < 1e-12)
    #expect(clipped.values[0...4] == rates[0...4] && clipped.values[7] == nil)
    let nothing = ClippedRates(rates: [nil], weights: [nil], mean: 0)
    #expect(nothing.values == [nil] && nothing.clippedHigh.isEmpty)
  }

  @Test func faultsAreTold() throws {
    let places = ScanPlaces(x: [1, 2], y: [0, 0], metric: .plane)
    func code(_ sample: ScanSample, _ scan: ScanStatistic = ScanStatistic(replicates: 9)) -> String? {
      do {
        _ = try scan.clusters(at: places, of: sample)
        return nil
      } catch { return (error as? Diagnostic)?.code }
    }
    #expect(code(ScanSample(values: [1], weights: [1])) == "scan.arrays.differ")
    #expect(code(ScanSample(values: [1, .nan], weights: [1, 1])) == "scan.value.impossible")
    #expect(code(ScanSample(values: [1, 2], weights: [1, 0])) == "scan.value.impossible")
    #expect(code(ScanSample(values: [1, 2], weights: [1, 1], sizes: [1, 0])) == "scan.value.impossible")
    #expect(code(ScanSample(values: [1, 2], weights: [1, 1], sizes: [.max, 1])) == "scan.sizes.excessive")
    #expect(
      code(ScanSample(values: [1, 2], weights: [1, 1]), ScanStatistic(shape: .flexible)) == "scan.flexible.neighbours")
    #expect(
      code(ScanSample(values: [1, 2], weights: [1, 1]), ScanStatistic(minimumUnits: 0)) == "scan.setting.invalid")
    #expect(throws: Diagnostic.self) {
      try ScanStatistic(shape: .flexible).clusters(at: places, eligible: [1, 2], covered: [0, 1])
    }
  }
}
