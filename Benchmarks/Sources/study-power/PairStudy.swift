import ArgumentParser
import SpatialWeights

struct PairStudy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pair",
    abstract: "Plants two circles of nine units, one half as deep as the other; how often the default scan finds both.")

  @OptionGroup var inputs: StudyInputs
  @OptionGroup var options: StudyOptions

  func run() async throws {
    let kecamatan = try inputs.kecamatan
    let shipped = try inputs.shipped
    head(
      [
        "points lower", "spread, points", "units", "method", "first found %", "second found %", "both %",
        "false third %",
      ] + PowerTally.header.dropFirst())
    var number = 300
    for (size, population) in [(9, Setting.Population.clustered), (9, .shipped), (4, .clustered)] {
      number += 1
      let study = Study(
        number: number, setting: Setting(population: population), geography: kecamatan, shipped: shipped)
      let (setting, replications) = (number, options.replications)
      for method in [ScanMethod.default, .standard] {
        let found = try await options.overMaps { map in
          var draws = Draws(study: .planting, setting: setting, map: map)
          let planted = Self.circles(of: size, on: kecamatan, &draws)
          var change = [Double](repeating: 0, count: kecamatan.count)
          for unit in planted[0] { change[unit] = -0.2 }
          for unit in planted[1] { change[unit] = -0.1 }
          let clusters = try method.clusters(
            of: study.map(map, change: change), on: kecamatan, replications: replications, seed: UInt64(map)
          ).filter { $0.pValue <= 0.05 }.map { Set($0.units) }
          let isFound = planted.map { wanted in clusters.contains { !$0.isDisjoint(with: wanted) } }
          let all = Set(planted.joined())
          var tally = PowerTally()
          tally.add(planted: Array(all), named: clusters.map { Array($0) })
          return (isFound: isFound, isFalse: clusters.contains { $0.isDisjoint(with: all) }, tally: tally)
        }
        func share(_ count: Int) -> String { percent(Double(count) / Double(found.count)) }
        let tally = found.reduce(into: PowerTally()) { $0.add($1.tally) }
        row(
          [
            "20 and 10", "5.0", "\(size) (\(population.rawValue))", method.rawValue,
            share(found.count { $0.isFound[0] }),
            share(found.count { $0.isFound[1] }), share(found.count { $0.isFound == [true, true] }),
            share(found.count { $0.isFalse }),
          ] + tally.cells.dropFirst())
      }
    }
  }

  /// Two circles with units between them: no unit of one touches the other.
  private static func circles(of size: Int, on geography: Geography, _ draws: inout Draws) -> [[Int]] {
    let connected = geography.connected
    while true {
      let first = geography.circle(around: connected[draws.below(connected.count)], size: size)
      let second = geography.circle(around: connected[draws.below(connected.count)], size: size)
      let around = Set(first + first.flatMap { geography.weights.neighbours(of: $0).map { Int($0) } })
      if around.isDisjoint(with: second) { return [first, second] }
    }
  }
}
