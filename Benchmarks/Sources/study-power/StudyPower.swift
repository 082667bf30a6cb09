import ArgumentParser
import Glibc
import Projections
import Shapefile
import SpatialStatistics
import SpatialWeights

@main
struct StudyPower: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study-power",
    abstract: "How often planted clusters are found, and how often noise is called a cluster; Markdown tables.",
    subcommands: [Power.self, Noise.self])
}

/// How a study is run.
struct StudyOptions: ParsableArguments {
  @Option(help: "Simulated maps for each row.")
  var maps = 200

  @Option(help: "Permutations of the local statistics.")
  var permutations = 9999

  @Option(help: "Replicates of the scan.")
  var replications = 199

  @Option(help: "Eligible workers of a unit, on average.")
  var eligible = 200.0

  @Option(help: "At most so many threads.")
  var threads = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}

/// Where the units are.
struct Places {
  let weights: SpatialWeights
  let x: [Double]
  let y: [Double]
  let metric: ScanStatistic.Metric
}

/// What each method says of one map.
struct Findings {
  static let methods = ["scan", "Gi*", "local Moran"]

  let gi: GetisOrd
  let moran: LocalMoran
  let scan: ScanResult

  init(_ map: PlantedMap, at places: Places, seed: Int, _ options: StudyOptions) throws {
    let inference = try ConditionalPermutation(
      values: map.rates, weights: places.weights, permutations: options.permutations, seed: UInt64(seed),
      threads: options.threads)
    gi = GetisOrd(inference)
    moran = LocalMoran(inference)
    scan = try ScanStatistic(replicates: options.replications, seed: UInt64(seed), threads: options.threads)
      .clusters(x: places.x, y: places.y, metric: places.metric, eligible: map.eligible, covered: map.covered)
  }

  /// The units that each method names at level α: significant windows; q ≤ α and z < 0; q ≤ α and low-low.
  func named(_ alpha: Double) -> [[Int]] {
    let units = gi.zValues.indices
    return [
      scan.clusters.filter { $0.pValue ?? 1 <= alpha }.flatMap(\.units),
      units.filter { gi.qValues[$0] ?? 1 <= alpha && gi.zValues[$0] ?? 0 < 0 },
      units.filter { moran.qValues[$0] ?? 1 <= alpha && moran.quadrants[$0] == .lowLow },
    ]
  }
}

struct Power: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plants groups of low coverage on a layer and counts how often they are found.")

  @Argument(help: "A polygon shapefile in degrees, for example shapes/kaltim_kecamatan.shp.")
  var layer: String
  @OptionGroup var options: StudyOptions

  func run() throws {
    let polygons = try ShapefileReader(path: layer).polygons(threads: options.threads).polygons
    let weights = SpatialWeights.contiguity(of: polygons, threads: options.threads)
    let centres = Ellipsoid.wgs84.areasAndCentroids(of: polygons, threads: options.threads).map(\.centroid)
    let places = Places(
      weights: weights, x: centres.map { $0?.longitude ?? 0 }, y: centres.map { $0?.latitude ?? 0 },
      metric: .geodesic())
    let count = weights.unitCount
    let connected = (0..<count).filter { weights.cardinality(of: $0) > 0 }
    print("| units planted | inside | outside | method | found | planted units named | named units planted |")
    print("|---|---|---|---|---|---|---|")
    for size in [1, 4, 9, 16] {
      for inside in [0.55, 0.5, 0.4] {
        var hits = [[Int]](repeating: [], count: Findings.methods.count)
        var named = hits
        for map in 0..<options.maps {
          // Every part of the layer in turn.
          let planted = weights.group(around: connected[map * 7919 % connected.count], size: size)
          let simulated = PlantedMap(
            units: count, mean: options.eligible, planted: planted, inside: inside, outside: 0.6, map: map)
          let wanted = Set(planted)
          for (method, units) in try Findings(simulated, at: places, seed: map, options).named(0.05).enumerated() {
            hits[method].append(units.count { wanted.contains($0) })
            named[method].append(units.count)
          }
        }
        for (index, method) in Findings.methods.enumerated() {
          let found = Double(hits[index].count { $0 > 0 }) / Double(options.maps)
          let all = hits[index].reduce(0, +)
          let total = named[index].reduce(0, +)
          print(
            "| \(size) | \(percent(inside)) | 60.0 % | \(method) | \(percent(found)) | "
              + "\(percent(Double(all) / Double(size * options.maps))) | "
              + (total == 0 ? "–" : percent(Double(all) / Double(total))) + " |")
        }
      }
    }
  }
}

struct Noise: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Even coverage: shares of p ≤ α, and of maps with any cluster, by number of units.")

  @OptionGroup var options: StudyOptions

  func run() throws {
    print("| units | α | units with p ≤ α, Gi* | local Moran | maps with p ≤ α, scan | with q ≤ α, Gi* | local Moran |")
    print("|---|---|---|---|---|---|---|")
    let alphas = [0.01, 0.05, 0.2]
    for (rows, columns) in [(2, 5), (7, 15), (25, 40)] {
      let count = rows * columns
      let places = Places(
        weights: .bricks(rows, columns),
        x: (0..<count).map { Double($0 % columns) + ($0 / columns % 2 == 0 ? 0 : 0.5) },
        y: (0..<count).map { Double($0 / columns) }, metric: .plane)
      // By α and column, one value for each map.
      var values = [[[Double]]](repeating: [[Double]](repeating: [], count: 5), count: alphas.count)
      for map in 0..<options.maps {
        let simulated = PlantedMap(
          units: count, mean: options.eligible, planted: [], inside: 0.6, outside: 0.6, map: map)
        let found = try Findings(simulated, at: places, seed: map, options)
        for (index, alpha) in alphas.enumerated() {
          func share(_ p: [Double?]) -> Double { Double(p.count { $0 ?? 1 <= alpha }) / Double(count) }
          func any(_ q: [Double?]) -> Double { q.contains { $0 ?? 1 <= alpha } ? 1 : 0 }
          values[index][0].append(share(found.gi.pValues))
          values[index][1].append(share(found.moran.pValues))
          values[index][2].append(any(found.scan.clusters.prefix(1).map(\.pValue)))
          values[index][3].append(any(found.gi.qValues))
          values[index][4].append(any(found.moran.qValues))
        }
      }
      for (index, alpha) in alphas.enumerated() {
        let cells = values[index].map { values -> String in
          let mean = values.reduce(0, +) / Double(values.count)
          let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count - 1))
          return "\(percent(mean)) ± \(percent((variance / Double(values.count)).squareRoot()))"
        }
        print("| \(count) | \(alpha) | " + cells.joined(separator: " | ") + " |")
      }
    }
  }
}

/// A share in per cent, to a tenth.
func percent(_ share: Double) -> String {
  let tenths = Int((1000 * share).rounded())
  return "\(tenths / 10).\(tenths % 10) %"
}
