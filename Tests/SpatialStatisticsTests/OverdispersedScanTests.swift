import SpatialWeights
import Testing

@testable import SpatialStatistics

/// The whole scan of coverage that varies between units.
@Suite struct OverdispersedScanTests {
  /// A grid of units whose coverage varies, with groups planted in it.
  struct Map {
    static let side = 12
    let places: ScanPlaces
    var eligible: [Int] = []
    var covered: [Int] = []

    init(seed: UInt64, mean: Double = 0.6, spread: Double = 0.1, planted: [(x: Int, y: Int, drop: Double)] = []) {
      var (x, y): ([Double], [Double]) = ([], [])
      var stream = RandomStream(seed: seed, purpose: .simulation, index: 0)
      for row in 0..<Self.side {
        for column in 0..<Self.side {
          x.append(116 + 0.1 * Double(column) + 1e-4 * stream.unit())
          y.append(0.1 * Double(row) + 1e-4 * stream.unit())
          let n = 500 + Int(stream.below(20_000))
          // Uniform, of the standard deviation asked for.
          var p = mean + spread * 3.4641016 * (stream.unit() - 0.5)
          for group in planted where abs(column - group.x) <= 1 && abs(row - group.y) <= 1 { p -= group.drop }
          eligible.append(n)
          covered.append(min(n, max(0, Int(p * Double(n)))))
        }
      }
      places = ScanPlaces(x: x, y: y, metric: .geodesic())
    }

    func block(_ x: Int, _ y: Int) -> Set<Int> {
      Set((y - 1...y + 1).flatMap { row in (x - 1...x + 1).map { row * Self.side + $0 } })
    }

    func findings(_ scan: OverdispersedScan) throws -> OverdispersedScan.Findings {
      try scan.findings(at: places, eligible: eligible, covered: covered)
    }
  }

  static func scan(
    _ secondary: OverdispersedScan.Secondary = .iterative, replicates: Int = 199, seed: UInt64 = 1
  ) -> OverdispersedScan {
    OverdispersedScan(
      statistic: ScanStatistic(maximumShare: 0.25, minimumUnits: 2, replicates: replicates, seed: seed, threads: 2),
      secondary: secondary)
  }

  @Test func aSecondClusterHalfAsDeepIsFound() throws {
    let map = Map(seed: 3, spread: 0.05, planted: [(3, 3, 0.3), (8, 8, 0.15)])
    let found = try map.findings(Self.scan())
    #expect(found.clusters.count == 2)
    let certainty = found.clusters.certainty(units: map.eligible.count)
    for (cluster, planted) in zip(found.clusters, [map.block(3, 3), map.block(8, 8)]) {
      let core = try #require(cluster.core)
      #expect(planted.isSuperset(of: core) && core.count >= 6)
      #expect(Set(cluster.window.units).intersection(planted).count >= 8)
      #expect(cluster.window.pValue == 0.005)
      for unit in core { #expect(try #require(certainty[unit]) >= 0.9) }
    }
    #expect(try #require(found.rejected?.pValue) > 0.05)
    #expect(try #require(certainty[0]) < 0.05)
    // Of some of the clusters: where only the first counts, the second's units are out of the question.
    let first = Array(found.clusters.prefix(1)).certainty(units: map.eligible.count)
    for unit in map.eligible.indices {
      if found.clusters[1].window.units.contains(unit) {
        #expect(first[unit] == nil)
      } else {
        #expect(first[unit] == found.clusters[0].certainty[unit])
      }
    }
    #expect([OverdispersedScan.Cluster]().certainty(units: 2) == [nil, nil])
    #expect(abs(try #require(found.variation).points - 9) < 4)
    // Without iteration the second is tested against the maxima of all.
    let standard = try map.findings(Self.scan(.standard))
    #expect(standard.replicateMaxima == found.replicateMaxima)
    #expect(standard.clusters.first?.window == found.clusters.first?.window)
    #expect(standard.clusters.allSatisfy { $0.window.pValue! <= 0.05 })
  }

  /// With thousands of workers in each unit, coverage that varies without pattern is no cluster.
  @Test(arguments: [0.0, 0.01, 0.05, 0.15]) func noiseIsNoCluster(_ spread: Double) throws {
    let maps = 30
    var significant = 0
    for seed in 0..<maps {
      let found = try Map(seed: UInt64(100 + seed), spread: spread).findings(
        Self.scan(replicates: 99, seed: UInt64(seed)))
      if !found.clusters.isEmpty { significant += 1 }
    }
    // 5 % of 30 is 1.5; more than 6 would come about once in 1,000 times.
    #expect(significant <= 6)
  }

  /// Once the lowest are taken out, units above the coverage of the whole map are not called low.
  @Test func nothingAboveTheWholeMapIsCalledLow() throws {
    // Half of the map is low, one block a little lower than the rest of the other half.
    var map = Map(seed: 9, mean: 0.9, spread: 0.02)
    for unit in map.eligible.indices where unit / Map.side < 3 {
      map.covered[unit] = map.covered[unit] / 2
    }
    for unit in map.block(5, 8) { map.covered[unit] = Int(0.84 * Double(map.eligible[unit])) }
    let whole = Double(map.covered.reduce(0, +)) / Double(map.eligible.reduce(0, +))
    #expect(whole < 0.84)
    let found = try map.findings(Self.scan())
    #expect(!found.clusters.isEmpty)
    for cluster in found.clusters {
      let units = cluster.window.units
      let coverage =
        Double(units.reduce(0) { $0 + map.covered[$1] }) / Double(units.reduce(0) { $0 + map.eligible[$1] })
      #expect(coverage < whole && map.block(5, 8).isDisjoint(with: units))
    }
  }

  @Test func nothingToFind() throws {
    let places = ScanPlaces(x: [1, 2, 3], y: [0, 0, 0], metric: .geodesic())
    for covered in [[0, 0, 0], [5, 6, 7]] {
      let found = try Self.scan().findings(at: places, eligible: [5, 6, 7], covered: covered)
      #expect(found.clusters.isEmpty && found.rejected == nil && found.variation == nil)
      #expect(found.replicateMaxima.isEmpty)
    }
    // Equal coverage: no variation, no cluster.
    let even = try Self.scan().findings(at: places, eligible: [50, 60, 70], covered: [25, 30, 35])
    #expect(even.clusters.isEmpty && even.variation?.points == 0 && even.replicateMaxima.isEmpty)
    // A unit without people takes no part.
    let map = Map(seed: 3, spread: 0.05, planted: [(3, 3, 0.3)])
    var eligible = map.eligible
    var covered = map.covered
    eligible[0] = 0
    covered[0] = 0
    let found = try Self.scan().findings(at: map.places, eligible: eligible, covered: covered)
    #expect(found.clusters.count == 1)
    #expect(found.clusters[0].certainty[0] == nil && found.clusters[0].certainty[1] != nil)
  }

  @Test func sameForAnyNumberOfThreadsAndOrderOfUnits() throws {
    let map = Map(seed: 3, spread: 0.05, planted: [(3, 3, 0.3), (8, 8, 0.15)])
    var scan = Self.scan()
    let found = try map.findings(scan)
    scan.statistic.threads = 1
    let alone = try map.findings(scan)
    #expect(alone.clusters == found.clusters)
    let order = map.eligible.indices.map { ($0 * 37 + 5) % map.eligible.count }
    let other = try scan.findings(
      at: ScanPlaces(x: order.map { map.places.x[$0] }, y: order.map { map.places.y[$0] }, metric: .geodesic()),
      eligible: order.map { map.eligible[$0] }, covered: order.map { map.covered[$0] })
    for (cluster, reordered) in zip(found.clusters, other.clusters) {
      #expect(reordered.certainty == order.map { cluster.certainty[$0] })
    }
    #expect(
      other.clusters.map { Set($0.window.units.map { order[$0] }) } == found.clusters.map { Set($0.window.units) })
    #expect(other.clusters.map(\.window.pValue) == found.clusters.map(\.window.pValue))
  }

  /// Two clusters that are equally strong: each is sure of its own units, whichever way the second is found.
  @Test(arguments: OverdispersedScan.Secondary.allCases) func equalClustersAreBothSure(
    _ secondary: OverdispersedScan.Secondary
  ) throws {
    let map = Map(seed: 5, spread: 0.05, planted: [(3, 3, 0.2), (8, 8, 0.2)])
    let found = try map.findings(Self.scan(secondary))
    #expect(found.clusters.count >= 2)
    for block in [map.block(3, 3), map.block(8, 8)] {
      let cluster = try #require(found.clusters.first { block.contains($0.window.centre) })
      let core = try #require(cluster.core)
      #expect(core.count >= 6 && block.isSuperset(of: core))
    }
  }

  /// Of connected sets it is not known how sure they are of a unit.
  @Test(arguments: OverdispersedScan.Secondary.allCases) func flexibleClustersHaveNoCertainty(
    _ secondary: OverdispersedScan.Secondary
  ) throws {
    let map = Map(seed: 3, spread: 0.05, planted: [(3, 3, 0.3)])
    var scan = Self.scan(secondary)
    scan.statistic.shape = .flexible
    let side = Map.side
    let neighbours = SpatialWeights(
      rows: map.eligible.indices.map { unit in
        [(unit % side > 0, -1), (unit % side < side - 1, 1), (unit >= side, -side), (unit < side * (side - 1), side)]
          .filter(\.0).map { unit + $0.1 }.sorted()
      })
    let found = try scan.findings(
      at: map.places, eligible: map.eligible, covered: map.covered, neighbours: neighbours)
    let cluster = try #require(found.clusters.first)
    #expect(map.block(3, 3).isSuperset(of: cluster.window.units) && cluster.window.units.count >= 7)
    #expect(cluster.core == nil && cluster.certainty.allSatisfy { $0 == nil })
  }
}
