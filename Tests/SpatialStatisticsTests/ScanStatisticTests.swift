import Diagnostics
import Glibc
import Testing

@testable import SpatialStatistics

@Suite struct ScanStatisticTests {
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

    func clusters(_ scan: ScanStatistic, _ metric: ScanStatistic.Metric = .greatCircle) throws -> ScanResult {
      try scan.clusters(x: x, y: y, metric: metric, eligible: eligible, covered: covered)
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
      let scan = ScanStatistic(model: model, maximumShare: share, replicates: 70, seed: UInt64(seed))
      let result = try map.clusters(scan, .plane)
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
      let points = ScanPoints(
        metric: .plane, x: map.x, y: map.y, units: Array(map.x.indices), eligible: map.eligible, covered: map.covered)
      let likelihood = ScanLikelihood(
        model: model, eligible: map.eligible.reduce(0, +), covered: map.covered.reduce(0, +))
      let all = Self.plainWindows(map, share: share)
      for index in 0..<70 {
        var drawn = map
        ScanReplicates.draw(likelihood, points.original.map { map.eligible[$0] }, seed: UInt64(seed), index: index) {
          drawn.covered[points.original[$0]] = $1
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
      let scan = ScanStatistic(model: model, shape: shape, maximumShare: share, replicates: replicates, seed: 4)
      let result = try map.clusters(scan)
      let points = ScanPoints(
        metric: .greatCircle, x: map.x, y: map.y, units: Array(map.x.indices), eligible: map.eligible,
        covered: map.covered)
      let eligible = points.original.map { map.eligible[$0] }
      let likelihood = ScanLikelihood(
        model: model, eligible: eligible.reduce(0, +), covered: map.covered.reduce(0, +))
      let largest = min(Int(share * Double(likelihood.eligible)), likelihood.eligible - 1)
      var order = ScanOrder(
        points: points, eligible: eligible, largest: largest, bins: .init(largest: largest, units: eligible.count))
      var expected = [Double](repeating: 0, count: replicates)
      let draws = (0..<replicates).map { index in
        var counts = eligible
        ScanReplicates.draw(likelihood, eligible, seed: 4, index: index) { counts[$0] = $1 }
        return counts
      }
      for centre in eligible.indices {
        for ellipse in ScanEllipse.all(shape) {
          order.arrange(ScanWalk(centre: centre, ellipse: ellipse))
          for replicate in 0..<replicates {
            var sum = 0
            for entry in order.entries {
              sum += draws[replicate][Int(entry.unit)]
              let ratio = likelihood.ratio(eligible: Int(entry.eligible), covered: sum) * ellipse.penalty
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
      #expect(cluster.eligible == cluster.units.map { map.eligible[$0] }.reduce(0, +))
      #expect(cluster.covered == cluster.units.map { map.covered[$0] }.reduce(0, +))
      #expect(cluster.units.first == cluster.centre)
      #expect(cluster.outsideCoverage == Double(all - cluster.covered) / Double(people - cluster.eligible))
      let risk = (1 - cluster.coverage) / (1 - cluster.outsideCoverage)
      #expect(abs(try #require(cluster.relativeRisk) - risk) < 1e-12 * risk)
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
      return try scan.clusters(x: x, y: x.map { $0 - 116 }, metric: .greatCircle, eligible: eligible, covered: covered)
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
      x: [1, 1, 1], y: [2, 2, 2], metric: .greatCircle, eligible: [5, 5, 5], covered: [1, 2, 3])
    #expect(point.clusters.isEmpty && point.replicateMaxima == [Double](repeating: 0, count: 9))
    // Without replicates there is no p-value.
    let plain = try ScanStatistic(replicates: 0).clusters(
      x: [1, 2, 3], y: [0, 0, 0], metric: .plane, eligible: [5, 5, 5], covered: [1, 5, 5])
    #expect(plain.clusters.map(\.units) == [[0]])
    #expect(plain.clusters[0].pValue == nil && plain.clusters[0].gumbelPValue == nil)
    #expect(plain.clusters[0].relativeRisk == nil)
  }

  @Test func unitsAtTheSameDistanceEnterTogether() throws {
    // A row of five: from the middle the neighbours come in pairs.
    let points = ScanPoints(
      metric: .greatCircle, x: [116, 116.1, 116.2, 116.3, 116.4], y: [0, 0, 0, 0, 0], units: [0, 1, 2, 3, 4],
      eligible: [1, 1, 1, 1, 1], covered: [0, 0, 0, 0, 0])
    var order = ScanOrder(points: points, eligible: [1, 1, 1, 1, 1], largest: 4, bins: .init(largest: 4, units: 5))
    order.arrange(ScanWalk(centre: points.original.firstIndex(of: 2)!, ellipse: .circle))
    // The last pair would exceed the largest window.
    #expect(order.entries.map { $0.bin != 0 } == [true, false, true])
    #expect(Set(order.entries.map { points.original[Int($0.unit)] }) == [1, 2, 3])
  }

  @Test func measuredDistancesDecide() throws {
    let map = Map(400, seed: 8)
    // On a sphere, given as distances in metres, the windows are those of great circles.
    let places = map.x.indices.map { ScanPoints.unitVector(longitude: map.x[$0], latitude: map.y[$0]) }
    let metric = ScanStatistic.Metric.measured { a, b in
      let d = places[a] - places[b]
      return 2 * asin(0.5 * (d * d).sum().squareRoot()) * 6_371_008.8
    }
    for share in [0.5, 0.02] {
      let scan = ScanStatistic(maximumShare: share, replicates: 99, seed: 2, threads: 2)
      let (geodesic, circle) = (try map.clusters(scan, metric), try map.clusters(scan))
      #expect(geodesic.replicateMaxima == circle.replicateMaxima)
      #expect(geodesic.clusters.map(\.units) == circle.clusters.map(\.units))
      for (a, b) in zip(geodesic.clusters, circle.clusters) { #expect(abs(a.radius - b.radius) < 1e-8) }
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
      abs(first.testStatistic - first.logLikelihoodRatio * (4 * first.shape).squareRoot() / (first.shape + 1)) < 1e-9)
    #expect(abs(first.radius - 2 * 2.0.squareRoot()) < 1e-12)
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
    #expect(try #require(first.gumbelPValue) < 1e-6)
  }

  /// Under the null hypothesis the p-value of the most likely cluster is uniform on {1/(R + 1), …, 1}.
  @Test(arguments: [10, 60])
  func noiseHasNoClusters(_ units: Int) throws {
    var map = Map(units, seed: 17, mean: 300)
    let likelihood = ScanLikelihood(
      model: .bernoulli, eligible: map.eligible.reduce(0, +), covered: map.covered.reduce(0, +))
    var low = [0.05: 0, 0.2: 0]
    let maps = 200
    for number in 0..<maps {
      ScanReplicates.draw(likelihood, map.eligible, seed: 99, index: number) { map.covered[$0] = $1 }
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
          x: x, y: x.map { _ in 0 }, metric: .greatCircle, eligible: eligible, covered: covered)
        return nil
      } catch {
        return (error as? Diagnostic)?.message
      }
    }
    #expect(
      message([1, 2], [5, 5], [6, 0])
        == Message(
          id:
            "Unit ke-1: 6 peserta dari 5 pekerja yang memenuhi syarat. Untuk statistik scan, peserta harus 0 atau "
            + "lebih dan tidak melebihi pekerja yang memenuhi syarat.",
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
        + "Check the unit of that column.")
    #expect(
      message([1], [5, 5], [1, 1])?.english
        == "The scan statistic was given 1 values of x for 2 units. Give one value for each unit.")
    #expect(
      message([1, 2], [5, 5], [1, 1], ScanStatistic(maximumShare: 0))?.english
        == "The scan statistic's scan-max-share is 0.0. Give a number above 0 and at most 1.")
    #expect(
      message([1, 2], [5, 5], [1, 1], ScanStatistic(replicates: -1))?.indonesian
        == "Nilai replications untuk statistik scan adalah -1. Berikan bilangan bulat 0 atau lebih.")
  }
}

extension ScanLikelihood {
  /// The ratio of a window given by its members' counts.
  func ratioOrZero(_ eligible: [Int], _ covered: [Int]) -> Double {
    ratio(eligible: eligible.reduce(0, +), covered: covered.reduce(0, +))
  }
}
