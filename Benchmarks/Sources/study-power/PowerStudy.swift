import ArgumentParser
import Coverage
import SpatialStatistics
import SpatialWeights

/// Groups of units with lower coverage, one form for each of the questions asked.
enum PlantedForm: String, CaseIterable, Sendable {
  case four = "circle of 4"
  case nine = "circle of 9"
  case river = "strip of 9"
  case corner = "L of 9"

  /// The units of one map's group; every part of the map has its turn.
  func units(on geography: Geography, _ draws: inout Draws) -> [Int] {
    let connected = geography.connected
    while true {
      let unit = connected[draws.below(connected.count)]
      let direction = 2 * Double.pi * draws.unit()
      switch self {
      case .four: return geography.circle(around: unit, size: 4)
      case .nine: return geography.circle(around: unit, size: 9)
      case .river: if let chain = geography.chain(from: unit, legs: [(direction, 8)]) { return chain }
      case .corner:
        if let chain = geography.chain(from: unit, legs: [(direction, 4), (direction + .pi / 2, 4)]) { return chain }
      }
    }
  }
}

/// How planted units are found: any of them in a cluster, the share of them named, and the share of what is named that
/// was planted.
///
/// That last share is given of all units named on all maps, of which a cluster where nothing was planted is a part, as
/// the mean of the maps on which a planted unit was found, and as that mean for the first cluster alone.
struct PowerTally: Sendable {
  private var maps = 0
  private var found = 0
  private var hits = 0
  private var planted = 0
  private var named = 0
  private var shares = 0.0
  private var firstFound = 0
  private var firstShares = 0.0
  private var falsely = 0

  /// - Parameter clusters: disjoint, the most likely first.
  mutating func add(planted units: [Int], named clusters: [[Int]]) {
    let wanted = Set(units)
    func hits(_ list: some Collection<Int>) -> Int { list.count { wanted.contains($0) } }
    let all = clusters.reduce(0) { $0 + hits($1) }
    let count = clusters.reduce(0) { $0 + $1.count }
    maps += 1
    self.hits += all
    planted += units.count
    named += count
    if clusters.contains(where: { !$0.isEmpty && hits($0) == 0 }) { falsely += 1 }
    if all > 0 {
      found += 1
      shares += Double(all) / Double(count)
    }
    if let first = clusters.first, hits(first) > 0 {
      firstFound += 1
      firstShares += Double(hits(first)) / Double(first.count)
    }
  }

  mutating func add(_ other: PowerTally) {
    maps += other.maps
    found += other.found
    hits += other.hits
    planted += other.planted
    named += other.named
    shares += other.shares
    firstFound += other.firstFound
    firstShares += other.firstShares
    falsely += other.falsely
  }

  var cells: [String] {
    [
      percent(Double(found) / Double(maps)), percent(Double(hits) / Double(planted)),
      percent(Double(hits) / Double(named)), percent(shares / Double(found)),
      percent(firstShares / Double(firstFound)), percent(Double(falsely) / Double(maps)),
    ]
  }
  static let header = [
    "found %", "planted named %", "named planted %", "mean of maps found", "mean of first clusters",
    "false cluster %",
  ]
}

struct PowerStudy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power", abstract: "Plants one group of low coverage on the kecamatan; how often each method finds it."
  )

  @OptionGroup var inputs: StudyInputs
  @OptionGroup var options: StudyOptions
  @Option(help: "Not those before this setting.")
  var from = 0
  @Option(help: "So many settings only.")
  var settings = Int.max
  @Option(help: "Scans by name, separated by commas.")
  var methods = "default,half,flexible,bernoulli,populationWeights"
  @Flag(help: "Leave the local statistics out.")
  var scanOnly = false

  func run() async throws {
    let kecamatan = try inputs.kecamatan
    let shipped = try inputs.shipped
    let names = methods.split(separator: ",").map(String.init)
    let chosen = ScanMethod.allCases.filter { names.contains(String(describing: $0)) }
    let isLocal = !scanOnly
    head(["population", "form", "points lower", "spread, points", "shape", "method"] + PowerTally.header)
    for (position, (population, form, depth, spread, shape)) in Self.rows.enumerated().dropFirst(from).prefix(settings)
    {
      let number = 201 + position
      let study = Study(
        number: number, setting: Setting(population: population, spread: spread, shape: shape), geography: kecamatan,
        shipped: shipped)
      let (setting, permutations, replications) = (number, options.permutations, options.replications)
      let found = try await options.overMaps { map in
        var draws = Draws(study: .planting, setting: setting, map: map)
        let planted = form.units(on: kecamatan, &draws)
        var change = [Double](repeating: 0, count: kecamatan.count)
        for unit in planted { change[unit] = -depth }
        let simulated = study.map(map, change: change)
        var named = try chosen.map { method in
          try method.clusters(of: simulated, on: kecamatan, replications: replications, seed: UInt64(map))
            .filter { $0.pValue <= 0.05 }.map(\.units)
        }
        if isLocal {
          var local = SpatialOptions()
          local.permutations = permutations
          local.seed = UInt64(map)
          let association = try SpatialAssociation(
            covered: simulated.covered, eligible: simulated.eligible, weights: kecamatan.weights, options: local,
            threads: 1)
          let units = 0..<kecamatan.count
          named.append([units.filter { association.isColdSpot[$0] == true }])
          named.append([units.filter { association.isLowLow[$0] }])
        }
        return (planted: planted, named: named)
      }
      for (position, method) in (chosen.map(\.rawValue) + (isLocal ? ["Gi*", "local Moran, LL"] : [])).enumerated() {
        var tally = PowerTally()
        for one in found { tally.add(planted: one.planted, named: one.named[position]) }
        row(
          [population.rawValue, form.rawValue, percent(depth), percent(spread), shape.rawValue, method] + tally.cells)
      }
    }
  }

  private typealias Row = (Setting.Population, PlantedForm, depth: Double, spread: Double, Setting.Shape)

  private static var rows: [Row] {
    var rows: [Row] = []
    for form in PlantedForm.allCases {
      for (depth, spread) in [(0.1, 0.02), (0.1, 0.05), (0.2, 0.05), (0.2, 0.1)] {
        rows.append((.clustered, form, depth, spread, .normal))
      }
    }
    rows.append((.clustered, .nine, 0.1, 0.05, .full))
    rows.append((.shipped, .nine, 0.1, 0.05, .normal))
    rows.append((.shipped, .nine, 0.1, 0.05, .full))
    return rows
  }
}
