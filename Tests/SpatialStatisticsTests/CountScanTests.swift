import Diagnostics
import Glibc
import Testing

@testable import SpatialStatistics

/// The scan of counts of people: Bernoulli and Poisson.
@Suite struct CountScanTests {
  /// A map with everything drawn from one stream: places, eligible and covered.
  struct Map {
    var x: [Double] = []
    var y: [Double] = []
    var eligible: [Int] = []
    var covered: [Int] = []

    init(_ units: Int, seed: UInt64, mean: Int = 200, rate: Double = 0.6, onGrid: Bool = false) {
      var stream = RandomStream(seed: seed, purpose: .simulation, index: 0)
      for _ in 0..<units {
        x.append(onGrid ? Double(stream.below(4)) : 110 + 8 * stream.unit())
        y.append(onGrid ? Double(stream.below(4)) : -3 + 6 * stream.unit())
        eligible.append(1 + Int(stream.below(UInt32(2 * mean))))
        var count = 0
        for _ in 0..<eligible.last! where stream.unit() < rate { count += 1 }
        covered.append(count)
      }
    }

    func reordered(_ order: [Int]) -> Map {
      var map = self
      map.x = order.map { x[$0] }
      map.y = order.map { y[$0] }
      map.eligible = order.map { eligible[$0] }
      map.covered = order.map { covered[$0] }
      return map
    }

    func clusters(
      _ scan: ScanStatistic, _ metric: ScanPlaces.Metric = .greatCircle, model: ScanStatistic.Model = .bernoulli
    ) throws -> ScanResult {
      try scan.clusters(
        at: ScanPlaces(x: x, y: y, metric: metric), eligible: eligible, covered: covered, model: model)
    }

    /// What a scan works with.
    func prepared(
      _ scan: ScanStatistic, _ metric: ScanPlaces.Metric, model: ScanStatistic.Model
    ) -> (windows: ScanWindows, model: CountScanModel) {
      let points = ScanPoints(ScanPlaces(x: x, y: y, metric: metric), units: Array(x.indices)) { a, b in
        eligible[a] != eligible[b] ? eligible[a] < eligible[b] : covered[a] < covered[b]
      }
      let people = eligible.reduce(0, +)
      let windows = ScanWindows(scan, points: points, sizes: points.original.map { eligible[$0] }, total: people)
      return (
        windows,
        CountScanModel(
          likelihood: ScanLikelihood(model: model, eligible: people, covered: covered.reduce(0, +)),
          eligible: windows.sizes, covered: points.original.map { covered[$0] }, largest: windows.largest)
      )
    }

    func sums(_ units: [Int]) -> (eligible: Int, covered: Int) {
      (units.map { eligible[$0] }.reduce(0, +), units.map { covered[$0] }.reduce(0, +))
    }
  }

  /// The ratio as methods are written down, with sums over the members.
  static func plainRatio(_ map: Map, _ members: [Int], _ model: ScanStatistic.Model) -> Double {
    let (n, c) = (
      members.map { Double(map.eligible[$0]) }.reduce(0, +), members.map { Double(map.covered[$0]) }.reduce(0, +)
    )
    let (N, C) = (Double(map.eligible.reduce(0, +)), Double(map.covered.reduce(0, +)))
    guard c / n < C / N else { return 0 }
    func xlogy(_ x: Double, _ y: Double) -> Double { x == 0 ? 0 : x * log(y) }
    if model == .poisson { return xlogy(c, c / (n * C / N)) + xlogy(C - c, (C - c) / (C - n * C / N)) }
    return xlogy(c, c / n) + xlogy(n - c, 1 - c / n) + xlogy(C - c, (C - c) / (N - n))
      + xlogy((N - n) - (C - c), 1 - (C - c) / (N - n)) - (xlogy(C, C / N) + xlogy(N - C, (N - C) / N))
  }

  /// All windows of a map as sets, by sorting and grouping with nothing clever.
  static func plainWindows(_ map: Map, share: Double) -> [(members: [Int], centre: Int)] {
    let total = map.eligible.reduce(0, +)
    return map.x.indices.flatMap { centre in
      let distances = map.x.indices.map { unit in
        let d = (map.x[unit] - map.x[centre], map.y[unit] - map.y[centre])
        return d.0 * d.0 + d.1 * d.1
      }
      return Set(distances).sorted().compactMap { radius in
        let members = map.x.indices.filter { distances[$0] <= radius }
        let inside = members.map { map.eligible[$0] }.reduce(0, +)
        return Double(inside) <= share * Double(total) && inside < total ? (members, centre) : nil
      }
    }
  }

  @Test(arguments: [ScanStatistic.Model.bernoulli, .poisson])
  func equalsBruteForce(_ model: ScanStatistic.Model) throws {
    for seed in 1...12 {
      let map = Map(4 + seed, seed: UInt64(seed), mean: seed % 3 == 0 ? 3 : 60, onGrid: true)
      let share = seed % 2 == 0 ? 0.5 : 0.3
      let scan = ScanStatistic(maximumShare: share, replicates: 70, seed: UInt64(seed))
      let result = try map.clusters(scan, .plane, model: model)
      // Clusters: greedily, by the plain formula.
      var windows = Self.plainWindows(map, share: share)
      for cluster in result.clusters {
        let best = windows.map { Self.plainRatio(map, $0.members, model) }.max() ?? 0
        #expect(abs(cluster.logLikelihoodRatio - best) < 1e-9 * best + 1e-12)
        #expect(abs(Self.plainRatio(map, cluster.units.sorted(), model) - best) < 1e-9 * best + 1e-12)
        windows.removeAll { !Set($0.members).isDisjoint(with: cluster.units) }
      }
      #expect((windows.map { Self.plainRatio(map, $0.members, model) }.max() ?? 0) < 1e-9)
      // Replicates: the same draws, every window.
      let (prepared, counts) = map.prepared(scan, .plane, model: model)
      let likelihood = counts.likelihood
      let all = Self.plainWindows(map, share: share)
      for index in 0..<70 {
        var drawn = map
        counts.draw(seed: UInt64(seed), round: 0, index: index) {
          drawn.covered[prepared.points.original[$0]] = Int($1)
        }
        #expect(drawn.covered.reduce(0, +) == likelihood.covered)
        let best =
          all.map { window in
            likelihood.ratioOrZero(window.members.map { map.eligible[$0] }, window.members.map { drawn.covered[$0] })
          }.max() ?? 0
        #expect(result.replicateMaxima[index] == best)
      }
    }
  }

  /// On larger maps, where thresholds spare nearly all windows, the maxima are those of evaluating every window.
  @Test(arguments: [
    (ScanStatistic.Model.bernoulli, 0.6, 5_000), (.bernoulli, 0.995, 5_000), (.bernoulli, 0.02, 300),
    (.bernoulli, 0.5, 2), (.poisson, 0.01, 2_000), (.poisson, 0.3, 40),
  ])
  func maximaEqualEvaluatingEveryWindow(_ model: ScanStatistic.Model, _ rate: Double, _ mean: Int) throws {
    for (shape, share) in [(ScanStatistic.Shape.circular, 0.5), (.circular, 1), (.elliptic, 0.2)] {
      let map = Map(shape == .circular ? 90 : 25, seed: 21, mean: mean, rate: rate)
      let replicates = 35
      let scan = ScanStatistic(shape: shape, maximumShare: share, replicates: replicates, seed: 4)
      let result = try map.clusters(scan, model: model)
      let (windows, counts) = map.prepared(scan, .greatCircle, model: model)
      let eligible = windows.sizes
      var order = ScanOrder(windows)
      var expected = [Double](repeating: 0, count: replicates)
      let draws = (0..<replicates).map { index in
        var drawn = eligible
        counts.draw(seed: 4, round: 0, index: index) { drawn[$0] = Int($1) }
        return drawn
      }
      for centre in eligible.indices {
        for ellipse in ScanEllipse.all(shape) {
          order.arrange(ScanWalk(centre: centre, ellipse: ellipse))
          for replicate in 0..<replicates {
            var sum = 0
            for step in order.steps {
              sum += draws[replicate][Int(step.unit)]
              let ratio = counts.likelihood.ratio(eligible: step.size, covered: sum) * ellipse.penalty
              expected[replicate] = max(expected[replicate], ratio)
            }
          }
        }
      }
      #expect(result.replicateMaxima == expected)
    }
  }

  @Test(arguments: [(ScanStatistic.Shape.circular, 120), (.elliptic, 30)])
  func sameForAnyNumberOfThreadsAndOrderOfUnits(_ shape: ScanStatistic.Shape, _ units: Int) throws {
    var map = Map(units, seed: 3)
    // Two units at one place, and two alike in everything.
    map.x[7] = map.x[3]
    map.y[7] = map.y[3]
    (map.x[9], map.y[9], map.eligible[9], map.covered[9]) = (map.x[8], map.y[8], map.eligible[8], map.covered[8])
    var scan = ScanStatistic(shape: shape, replicates: 70, seed: 11)
    let result = try map.clusters(scan)
    #expect(result.clusters.count > 2)
    for threads in [2, 7] {
      scan.threads = threads
      #expect(try map.clusters(scan) == result)
    }
    let order = (0..<units).map { ($0 * 37 + 5) % units }
    let other = try map.reordered(order).clusters(scan)
    #expect(other.replicateMaxima == result.replicateMaxima)
    #expect(other.clusters.count == result.clusters.count)
    for (a, b) in zip(result.clusters, other.clusters) {
      #expect(Set(a.units) == Set(b.units.map { order[$0] }))
      #expect(a.logLikelihoodRatio == b.logLikelihoodRatio && a.pValue == b.pValue && a.radius == b.radius)
    }
  }

  @Test func figuresOfAClusterAddUp() throws {
    let map = Map(60, seed: 5)
    let result = try map.clusters(ScanStatistic(replicates: 199))
    var seen = Set<Int>()
    var last = Double.infinity
    let (people, all) = (map.eligible.reduce(0, +), map.covered.reduce(0, +))
    for cluster in result.clusters {
      #expect(seen.isDisjoint(with: cluster.units))
      seen.formUnion(cluster.units)
      #expect(cluster.units.first == cluster.centre)
      let (n, c) = map.sums(cluster.units)
      #expect(cluster.insideMean == Double(c) / Double(n))
      #expect(cluster.outsideMean == Double(all - c) / Double(people - n))
      #expect(cluster.testStatistic <= last)
      last = cluster.testStatistic
      let higher = result.replicateMaxima.count { $0 >= cluster.testStatistic }
      #expect(cluster.pValue == Double(1 + higher) / 200)
    }
  }

  @Test func nothingToFind() throws {
    let scan = ScanStatistic(replicates: 9)
    let nothing = ScanResult(clusters: [], replicateMaxima: [])
    func clusters(_ eligible: [Int], _ covered: [Int]) throws -> ScanResult {
      let x = eligible.indices.map { 116 + Double($0) }
      return try scan.clusters(
        at: ScanPlaces(x: x, y: x.map { $0 - 116 }, metric: .greatCircle), eligible: eligible, covered: covered)
    }
    #expect(try clusters([], []) == nothing)
    #expect(try clusters([10], [5]) == nothing)
    #expect(try clusters([10, 20, 30], [10, 20, 30]) == nothing)
    #expect(try clusters([10, 20, 30], [0, 0, 0]) == nothing)
    #expect(try clusters([0, 0], [0, 0]) == nothing)
    // A unit without eligible workers is in no cluster and no centre.
    let result = try clusters([100, 0, 100, 100], [90, 0, 20, 90])
    #expect(result.clusters.map(\.units) == [[2]])
    // The same rate everywhere is no cluster, but there are replicates.
    let flat = try clusters([20, 20, 20], [10, 10, 10])
    #expect(flat.clusters.isEmpty && flat.replicateMaxima.count == 9)
    // All at one place: one window, which holds everybody.
    let point = try scan.clusters(
      at: ScanPlaces(x: [1, 1, 1], y: [2, 2, 2], metric: .greatCircle), eligible: [5, 5, 5], covered: [1, 2, 3])
    #expect(point.clusters.isEmpty && point.replicateMaxima == [Double](repeating: 0, count: 9))
    // Without replicates there is no p-value.
    let plain = try ScanStatistic(replicates: 0).clusters(
      at: ScanPlaces(x: [1, 2, 3], y: [0, 0, 0], metric: .plane), eligible: [5, 5, 5], covered: [1, 5, 5])
    #expect(plain.clusters.map(\.units) == [[0]])
    #expect(plain.clusters[0].pValue == nil)
  }

  @Test func unitsAtTheSameDistanceEnterTogether() throws {
    // A row of five: from the middle the neighbours come in pairs.
    let places = ScanPlaces(x: [116, 116.1, 116.2, 116.3, 116.4], y: [0, 0, 0, 0, 0], metric: .greatCircle)
    let points = ScanPoints(places, units: [0, 1, 2, 3, 4]) { $0 < $1 }
    var order = ScanOrder(
      ScanWindows(ScanStatistic(maximumShare: 0.8), points: points, sizes: [1, 1, 1, 1, 1], total: 5))
    order.arrange(ScanWalk(centre: points.original.firstIndex(of: 2)!, ellipse: .circle))
    // The last pair would exceed the largest window.
    #expect(order.steps.map(\.isWindow) == [true, false, true])
    #expect(Set(order.steps.map { points.original[Int($0.unit)] }) == [1, 2, 3])
  }

  /// Shares that binary fractions do not hold exactly, and limits on the number of units.
  @Test func windowsReachTheirLimitExactly() {
    let points = ScanPoints(
      ScanPlaces(x: (0..<100).map(Double.init), y: [Double](repeating: 0, count: 100), metric: .plane),
      units: Array(0..<100)
    ) { $0 < $1 }
    for percent in 1...99 {
      let windows = ScanWindows(
        ScanStatistic(maximumShare: Double(percent) / 100), points: points, sizes: [Int](repeating: 1, count: 100),
        total: 100)
      #expect(windows.largest == percent && windows.mostUnits == percent)
    }
    let all = ScanWindows(
      ScanStatistic(maximumShare: 1), points: points, sizes: [Int](repeating: 1, count: 100), total: 100)
    #expect(all.largest == 99)
    let few = ScanWindows(
      ScanStatistic(maximumShare: 0.5, minimumUnits: 2, maximumUnits: 7), points: points,
      sizes: [Int](repeating: 1, count: 100), total: 100)
    var order = ScanOrder(few)
    order.arrange(ScanWalk(centre: 0, ellipse: .circle))
    #expect(order.steps.map(\.isWindow) == [false, true, true, true, true, true, true])
  }

  @Test func measuredDistancesDecide() throws {
    let map = Map(400, seed: 8)
    // On a sphere, given as distances in metres, the windows are those of great circles.
    let places = map.x.indices.map { ScanPoints.unitVector(longitude: map.x[$0], latitude: map.y[$0]) }
    let metric = ScanPlaces.Metric.measured { a, b in
      let d = places[a] - places[b]
      return 2 * asin(0.5 * (d * d).sum().squareRoot()) * 6_371_008.8
    }
    for share in [0.5, 0.02] {
      let scan = ScanStatistic(maximumShare: share, replicates: 99, seed: 2, threads: 2)
      let (geodesic, circle) = (try map.clusters(scan, metric), try map.clusters(scan))
      #expect(geodesic.replicateMaxima == circle.replicateMaxima)
      #expect(geodesic.clusters.map(\.units) == circle.clusters.map(\.units))
      for (a, b) in zip(geodesic.clusters, circle.clusters) { #expect(abs(a.radius! - b.radius!) < 1e-8) }
    }
  }

  @Test func ellipsesLieAlongTheirAxis() throws {
    // A thin diagonal strip of low coverage in a square grid.
    var map = Map(0, seed: 1)
    for row in 0..<15 {
      for column in 0..<15 {
        map.x.append(Double(column))
        map.y.append(Double(row))
        map.eligible.append(100)
        map.covered.append(row == column && (5...9).contains(row) ? 20 : 80)
      }
    }
    let result = try map.clusters(ScanStatistic(shape: .elliptic, replicates: 99), .plane)
    let first = try #require(result.clusters.first)
    #expect(first.angle == 45 && first.shape == 4)
    #expect(Set(first.units) == Set((5...9).map { $0 * 16 }))
    #expect(
      abs(first.testStatistic - first.logLikelihoodRatio * 4 / 5) < 1e-9)
    #expect(abs(try #require(first.radius) - 2 * 2.0.squareRoot()) < 1e-12)
    #expect(first.pValue == 0.01)
    let circle = try map.clusters(ScanStatistic(replicates: 99), .plane)
    #expect(circle.clusters[0].testStatistic < first.testStatistic)
  }

  @Test func plantedClusterIsFound() throws {
    var map = Map(300, seed: 13, mean: 500)
    let members = map.x.indices.filter {
      let d = (map.x[$0] - map.x[40], map.y[$0] - map.y[40])
      return d.0 * d.0 + d.1 * d.1 < 0.6
    }
    #expect(members.count > 5)
    for unit in members { map.covered[unit] = map.covered[unit] * 3 / 4 }
    let result = try map.clusters(ScanStatistic(replicates: 999))
    let first = try #require(result.clusters.first)
    #expect(Set(first.units).intersection(members).count * 10 >= members.count * 9)
    #expect(first.units.count * 9 <= members.count * 10)
    #expect(first.pValue == 0.001)
  }

  /// Under the null hypothesis the p-value of the most likely cluster is uniform on {1/(R + 1), …, 1}.
  @Test(arguments: [10, 60])
  func noiseHasNoClusters(_ units: Int) throws {
    var map = Map(units, seed: 17, mean: 300)
    let people = map.eligible.reduce(0, +)
    let counts = CountScanModel(
      likelihood: ScanLikelihood(model: .bernoulli, eligible: people, covered: map.covered.reduce(0, +)),
      eligible: map.eligible, covered: map.covered, largest: people / 2)
    var low = [0.05: 0, 0.2: 0]
    let maps = 200
    for number in 0..<maps {
      counts.draw(seed: 99, round: 0, index: number) { map.covered[$0] = Int($1) }
      let result = try map.clusters(ScanStatistic(replicates: 39, seed: UInt64(1000 + number), largestPValue: 0.2))
      let p = result.clusters.first?.pValue ?? 1
      for alpha in low.keys where p <= alpha { low[alpha]! += 1 }
    }
    for (alpha, count) in low {
      let expected = Double(maps) * alpha
      #expect(abs(Double(count) - expected) < 3 * (expected * (1 - alpha)).squareRoot(), "α = \(alpha): \(count)")
    }
  }

  @Test func progressIsToldAndEndsTheScan() throws {
    struct Stop: Error {}
    let map = Map(200, seed: 2)
    #expect(throws: Stop.self) {
      try map.clusters(ScanStatistic(replicates: 99, threads: 2, progress: { if $0 > 0.3 { throw Stop() } }))
    }
    #expect(throws: Stop.self) { try map.clusters(ScanStatistic(replicates: 99, progress: { _ in throw Stop() })) }
  }

  @Test func faultsAreTold() throws {
    func message(
      _ x: [Double], _ eligible: [Int], _ covered: [Int], _ scan: ScanStatistic = ScanStatistic()
    ) -> Message? {
      do {
        _ = try scan.clusters(
          at: ScanPlaces(x: x, y: [Double](repeating: 0, count: x.count), metric: .greatCircle), eligible: eligible,
          covered: covered)
        return nil
      } catch {
        return (error as? Diagnostic)?.message
      }
    }
    #expect(
      message([1, 2], [5, 5], [6, 0])
        == Message(
          id:
            "Unit ke-1: 6 peserta dari 5 pekerja yang memenuhi syarat. Untuk statistik "
            + "pemindaian, peserta harus 0 atau lebih dan tidak melebihi pekerja yang memenuhi syarat.",
          en:
            "Unit 1: 6 covered of 5 eligible. For the scan statistic, covered must be 0 or more and not above eligible."
        ))
    #expect(
      message([1, .nan], [5, 5], [1, 1])?.english
        == "Unit 2 has no valid centroid. Repair its geometry or leave it out of the scan statistic.")
    #expect(message([1, .nan], [5, 0], [1, 0]) == nil)
    #expect(
      message([1, 2], [2_000_000_000, 2_000_000_000], [1, 1])?.english
        == "The total of 4000000000 eligible workers is above what the scan statistic can hold, 2,147,483,647. "
        + "Check the unit of that column, take the overdispersed model, which has no such limit, or leave the scan out."
    )
    #expect(
      message([1], [5, 5], [1, 1])?.english
        == "The scan statistic was given 1 values of x for 2 units. Give one value for each unit.")
    #expect(
      message([1, 2], [5, 5], [1, 1], ScanStatistic(maximumShare: 0))?.english
        == "The scan statistic's scan-max-share is 0.0. Give a number above 0 and at most 1.")
    #expect(
      message([1, 2], [5, 5], [1, 1], ScanStatistic(replicates: -1))?.indonesian
        == "Nilai replications untuk statistik pemindaian adalah -1. Berikan bilangan bulat 0 atau lebih.")
  }
}

extension ScanLikelihood {
  /// The ratio of a window given by its members' counts.
  func ratioOrZero(_ eligible: [Int], _ covered: [Int]) -> Double {
    ratio(eligible: eligible.reduce(0, +), covered: covered.reduce(0, +))
  }
}
