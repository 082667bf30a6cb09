import ArgumentParser
import Coverage
import Glibc
import SpatialStatistics
import SpatialWeights

struct SeedStudy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seeds",
    abstract: "How many cold spots one map of many units has under different seeds.")

  @OptionGroup var options: StudyOptions
  @Option(help: "Seeds to try.")
  var seeds = 8
  @Option(help: "Rows and columns of the bricks.")
  var rows = 55
  @Option var columns = 56
  @Option(help: "Strength of the pattern: how far a smooth field moves coverage, in standard deviations of the noise.")
  var pattern = 1.0

  func run() async throws {
    let geography = Geography(rows: rows, columns: columns)
    // Noise and a field that was smoothed three times over neighbours.
    var draws = Draws(study: .rates, map: 1)
    var field = (0..<geography.count).map { _ in draws.normal() }
    for _ in 0..<3 {
      field = field.indices.map { unit in
        let around = geography.weights.neighbours(of: unit)
        return around.reduce(field[unit]) { $0 + field[Int($1)] } / Double(around.count + 1)
      }
    }
    let deviation = (field.reduce(0) { $0 + $1 * $1 } / Double(field.count)).squareRoot()
    let values = field.map { $0 / deviation * pattern + draws.normal() as Double? }
    head(["permutations", "drawn", "seeds", "cold spots by seed", "least", "most", "ms each"])
    let clock = ContinuousClock()
    for permutations in [500, 9_999, 99_999] {
      var counts: [Int] = []
      var drawn = 0
      let time = try clock.measure {
        for seed in 1...seeds {
          let inference = try ConditionalPermutation(
            values: values, weights: geography.weights, permutations: permutations, seed: UInt64(seed),
            threads: options.threads)
          let getis = GetisOrd(inference)
          drawn = inference.permutations
          counts.append(getis.qValues.indices.count { getis.qValues[$0]! <= 0.05 && getis.zValues[$0]! < 0 })
        }
      }
      row([
        "\(permutations)", "\(drawn)", "\(seeds)", counts.map(String.init).joined(separator: ", "),
        "\(counts.min() ?? 0)", "\(counts.max() ?? 0)", "\(Int((time / seeds / .milliseconds(1)).rounded()))",
      ])
    }
  }
}
