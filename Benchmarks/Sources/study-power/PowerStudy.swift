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
struct PowerTally: Sendable {
  private var maps = 0
  private var found = 0
  private var hits = 0
  private var planted = 0
  private var named = 0

  mutating func add(planted units: [Int], named list: [Int]) {
    let wanted = Set(units)
    let hits = list.count { wanted.contains($0) }
    maps += 1
    found += hits > 0 ? 1 : 0
    self.hits += hits
    planted += units.count
    named += list.count
  }

  mutating func add(_ other: PowerTally) {
    maps += other.maps
    found += other.found
    hits += other.hits
    planted += other.planted
    named += other.named
  }

  var cells: [String] {
    [
      percent(Double(found) / Double(maps)), percent(Double(hits) / Double(planted)),
      percent(Double(hits) / Double(named)),
    ]
  }
  static let header = ["found %", "planted named %", "named planted %"]
}

struct PowerStudy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power", abstract: "Plants one group of low coverage on the kecamatan; how often each method finds it."
  )

  @OptionGroup var inputs: StudyInputs
  @OptionGroup var options: StudyOptions

  func run() async throws {
    let kecamatan = try inputs.kecamatan
    let shipped = try inputs.shipped
    head(["form", "points lower", "spread, points", "shape", "method"] + PowerTally.header)
    var number = 200
    for (form, depth, spread, shape) in Self.rows {
      number += 1
      let study = Study(
        number: number, setting: Setting(population: .clustered, spread: spread, shape: shape), geography: kecamatan,
        shipped: shipped)
      let (setting, permutations, replications) = (number, options.permutations, options.replications)
      let found = try await options.overMaps { map in
        var draws = Draws(study: .planting, setting: setting, map: map)
        let planted = form.units(on: kecamatan, &draws)
        var change = [Double](repeating: 0, count: kecamatan.count)
        for unit in planted { change[unit] = -depth }
        let simulated = study.map(map, change: change)
        var local = SpatialOptions()
        local.permutations = permutations
        local.seed = UInt64(map)
        let association = try SpatialAssociation(
          covered: simulated.covered, eligible: simulated.eligible, weights: kecamatan.weights, options: local,
          threads: 1)
        let units = planted.isEmpty ? [] : Array(0..<kecamatan.count)
        let scans = try Self.methods.map { method in
          try method.clusters(of: simulated, on: kecamatan, replications: replications, seed: UInt64(map))
            .filter { $0.pValue <= 0.05 }.flatMap(\.units)
        }
        return (
          planted: planted,
          named: scans + [
            units.filter { association.isColdSpot[$0] == true }, units.filter { association.isLowLow[$0] },
          ]
        )
      }
      for (position, method) in (Self.methods.map(\.rawValue) + ["Gi*", "local Moran, LL"]).enumerated() {
        var tally = PowerTally()
        for one in found { tally.add(planted: one.planted, named: one.named[position]) }
        row([form.rawValue, percent(depth), percent(spread), shape.rawValue, method] + tally.cells)
      }
    }
  }

  private static let methods = [ScanMethod.default, .half, .flexible, .bernoulli, .populationWeights]

  private static var rows: [(PlantedForm, depth: Double, spread: Double, Setting.Shape)] {
    var rows: [(PlantedForm, depth: Double, spread: Double, Setting.Shape)] = []
    for form in PlantedForm.allCases {
      for (depth, spread) in [(0.1, 0.02), (0.1, 0.05), (0.2, 0.05), (0.2, 0.1)] {
        rows.append((form, depth, spread, .normal))
      }
    }
    rows.append((.nine, 0.1, 0.05, .full))
    return rows
  }
}
