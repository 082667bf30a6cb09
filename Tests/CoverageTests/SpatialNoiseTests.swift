import CoverageTestSupport
import TestSupport
import Testing

@testable import Coverage

/// Maps on which coverage has no pattern: what is then called a cluster is a false alarm.
@Suite struct SpatialNoiseTests {
  /// - Parameter spread: how far coverage varies between units, in hundredths to either side. With thousands of workers
  ///   in a unit one point of it is enough for Bernoulli's model to call every map clustered.
  @Test(arguments: [(40...400, 0), (4_000...40_000, 2), (4_000...40_000, 15)] as [(ClosedRange<Int>, Int)])
  func noiseHasFewClusters(_ sizes: ClosedRange<Int>, _ spread: Int) throws {
    var random = FixedGenerator(state: 20_260_101)
    let maps = 40
    let workspace = Workspace()
    let codes = (0..<105).map { "A\($0)" }
    let fields: [Workspace.TextField] = [("kode", codes), ("nama", codes)]
    let path = try workspace.layer("peta", fields)
    var scans = 0
    var coldSpots = 0
    var agreeing = 0
    for map in 0..<maps {
      var text = "kode,enrolled,eligible\n"
      for code in codes {
        // Some units have ten times as many workers as others.
        let eligible = Int.random(in: sizes, using: &random)
        let share = 0.6 + 0.01 * Double(Int.random(in: -spread...spread, using: &random))
        // The sum of twelve is nearly normal, and so is the number of covered among so many.
        let deviation = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
        let mean = share * Double(eligible)
        let covered = Int((mean + deviation * (mean * (1 - share)).squareRoot()).rounded())
        text += "\(code),\(covered),\(eligible)\n"
      }
      var options = SpatialOptions()
      options.permutations = 999
      options.replications = 99
      options.seed = UInt64(map)
      let spatial = try SpatialAnalysis(workspace.analysis(path, text), options: options, threads: 2)
      if spatial.scanCluster.contains(where: { $0 != nil }) { scans += 1 }
      if spatial.association.isColdSpot.contains(true) { coldSpots += 1 }
      if spatial.methodsAgreeing.contains(where: { $0 == 3 }) { agreeing += 1 }
    }
    // 5 % of 40 are 2, with a standard deviation of 1.4: three of these more are Monte Carlo error.
    #expect(scans <= 6)
    #expect(coldSpots <= 6)
    #expect(agreeing <= 6)
  }

  /// The same maps with a patch of nine units whose coverage is half: all three methods must see it.
  @Test func plantedClustersAreFound() throws {
    var random = FixedGenerator(state: 7)
    let planted: Set<Int> = [22, 23, 24, 42, 43, 44, 62, 63, 64]
    var eligible: [Int] = []
    var covered: [Int] = []
    for unit in 0..<105 {
      eligible.append(Int.random(in: 200...400, using: &random))
      let share: UInt32 = planted.contains(unit) ? 3 : 6
      covered.append((0..<eligible[unit]).count { _ in UInt32.random(in: 0..<10, using: &random) < share })
    }
    let run = try Workspace().run(covered, of: eligible) { $0.permutations = 9_999 }
    let scan = run.clusters("scan")
    let first = try #require(scan.first)
    #expect(try Set(run.members(first)) == planted)
    #expect(run.coverage.integers("methods_agreeing")[43] == 3)
    let cold = Set(try run.clusters("cold_spot").flatMap { try run.members($0) })
    #expect(cold.isSuperset(of: [23, 42, 43, 44, 63]))
    let quadrants = run.coverage.texts("local_moran_quadrant")
    #expect(planted.allSatisfy { quadrants[$0] == "LL" })
  }
}
