import Glibc
import SpatialWeights
import Testing

@testable import SpatialStatistics

/// Connected sets of low units.
@Suite struct FlexibleScanTests {
  typealias Map = NormalScanTests.Map

  /// All connected sets of low units that some member has within its reach.
  static func sets(_ low: [Bool], _ neighbours: [[Int]], reach: [Set<Int>], fewest: Int) -> [[Int]] {
    let units = low.indices.filter { low[$0] }
    return (1..<(1 << units.count)).compactMap { bits -> [Int]? in
      let members = units.indices.filter { bits >> $0 & 1 == 1 }.map { units[$0] }
      guard members.count >= fewest, members.contains(where: { reach[$0].isSuperset(of: members) }) else { return nil }
      var seen: Set = [members[0]]
      var next = [members[0]]
      while let unit = next.popLast() {
        for other in neighbours[unit] where members.contains(other) && seen.insert(other).inserted {
          next.append(other)
        }
      }
      return seen.count == members.count ? members : nil
    }
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6]) func equalsBruteForce(_ seed: UInt64) throws {
    let units = 26
    let map = Map(units, seed: seed)
    let weights = TestMaps.random(units: units, linkShare: 0.12, symmetric: seed % 2 == 0, seed: seed)
    let neighbours = (0..<units).map { unit in
      (0..<units).filter {
        weights.neighbours(of: unit).contains(Int32($0)) || weights.neighbours(of: $0).contains(Int32(unit))
      }
    }
    let share = 0.3
    var sample = map.sample
    sample.isLow = map.values.map { $0 < 0.38 }
    sample.ceiling = 0.42
    let scan = ScanStatistic(shape: .flexible, maximumShare: share, minimumUnits: 2, replicates: 40, seed: seed)
    let places = map.places(.plane)
    let result = try scan.clusters(at: places, of: sample, neighbours: weights)

    let reach = (0..<units).map { centre in
      func squared(_ unit: Int) -> Double {
        let (east, north) = (map.x[unit] - map.x[centre], map.y[unit] - map.y[centre])
        return east * east + north * north
      }
      return Set((0..<units).sorted { squared($0) < squared($1) }.prefix(20))
    }
    let total = map.sizes.reduce(0, +)
    func candidates(_ low: [Bool], _ values: [Double]) -> [(members: [Int], x: Double)] {
      Self.sets(low, neighbours, reach: reach, fewest: 2).compactMap { members in
        guard Double(members.reduce(0) { $0 + map.sizes[$1] }) <= share * Double(total) else { return nil }
        let x = Map.explained(members, values, map.weights, ceiling: 0.42)
        return x > 0 ? (members, x) : nil
      }
    }
    #expect(sample.isLow.count { $0 } <= FlexibleScan.mostLow)
    var all = candidates(sample.isLow, map.values)
    #expect(try scan.certainty(at: places, of: sample).allSatisfy { $0 == nil })
    for cluster in result.clusters {
      let best = try #require(all.map(\.x).max())
      #expect(abs(cluster.logLikelihoodRatio + 0.5 * Double(units) * log1p(-best)) < 1e-9)
      #expect(all.contains { $0.members == cluster.units.sorted() })
      #expect(cluster.radius == nil && cluster.shape == nil && cluster.units.first == cluster.centre)
      all.removeAll { !Set($0.members).isDisjoint(with: cluster.units) }
    }
    #expect(all.isEmpty)
    let (prepared, model) = map.prepared(scan, .plane, ceiling: 0.42)
    let order = prepared.points.original
    let mean = zip(map.weights, map.values).reduce(0) { $0 + $1.0 * $1.1 } / map.weights.reduce(0, +)
    for index in 0..<40 {
      var (values, low) = (map.values, sample.isLow)
      _ = model.draw(
        seed: seed, round: 0, index: index,
        origins: { unit, from in
          let (unit, from) = (order[unit], order[from])
          values[unit] = mean + (map.values[from] - mean) * (map.weights[from] / map.weights[unit]).squareRoot()
          low[unit] = sample.isLow[from]
        }, { _, _ in })
      let best = candidates(low, values).map(\.x).max() ?? 0
      #expect(abs(result.replicateMaxima[index] + 0.5 * Double(units) * log1p(-best)) < 1e-6)
    }
  }

  /// Of many low units the nearest are looked at.
  @Test func manyLowUnits() throws {
    let places = ScanPlaces(x: (0..<60).map(Double.init), y: [Double](repeating: 0, count: 60), metric: .plane)
    let row = SpatialWeights(rows: (0..<60).map { [$0 - 1, $0 + 1].filter { (0..<60).contains($0) } })
    let isLow = (0..<60).map { (20..<50).contains($0) }
    let sample = ScanSample(
      values: isLow.map { $0 ? 0.2 : 0.8 }, weights: [Double](repeating: 1, count: 60), isLow: isLow)
    let result = try ScanStatistic(shape: .flexible, maximumShare: 0.5, minimumUnits: 2, replicates: 9)
      .clusters(at: places, of: sample, neighbours: row)
    #expect(result.clusters.map(\.units.count) == [14, 14, 2])
  }

  /// A bent strip is found whole, and nothing that only lies beside it.
  @Test func bendsAreFollowed() throws {
    let side = 12
    var map = Map(0, seed: 1)
    var stream = RandomStream(seed: 4, purpose: .simulation, index: 0)
    let strip = [(3, 3), (3, 4), (3, 5), (4, 5), (5, 5)]
    for row in 0..<side {
      for column in 0..<side {
        map.x.append(Double(column))
        map.y.append(Double(row))
        map.values.append((strip.contains { $0 == (column, row) } ? 0.3 : 0.6) + 0.1 * (stream.unit() - 0.5))
      }
    }
    let queen = SpatialWeights(
      rows: (0..<side * side).map { unit in
        (0..<side * side).filter {
          $0 != unit && abs($0 / side - unit / side) <= 1 && abs($0 % side - unit % side) <= 1
        }
      })
    let sample = ScanSample(
      values: map.values, weights: map.values.map { _ in 1 }, isLow: map.values.map { $0 < 0.5 })
    let result = try ScanStatistic(shape: .flexible, maximumShare: 0.25, minimumUnits: 2, replicates: 99, threads: 2)
      .clusters(at: map.places(.plane), of: sample, neighbours: queen)
    #expect(Set(result.clusters[0].units) == Set(strip.map { $0.1 * side + $0.0 }))
    #expect(result.clusters.count == 1 && result.clusters[0].pValue == 0.01)
  }
}
