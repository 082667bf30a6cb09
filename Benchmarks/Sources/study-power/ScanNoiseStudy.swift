import ArgumentParser
import Coverage

struct ScanNoiseStudy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan-noise",
    abstract: "Coverage without any pattern: how often the scan calls something significant, in each shape.")

  @OptionGroup var inputs: StudyInputs
  @OptionGroup var options: StudyOptions
  @Option(help: "Only settings of so many units.")
  var units: Int?
  @Option(help: "Every so-manieth setting only.")
  var every = 1
  @Option(help: "Not those before this setting.")
  var from = 0
  @Option(help: "Methods by name, separated by commas; the circular, elliptic and flexible scan if left out.")
  var methods = "default,elliptic,flexible"

  func run() async throws {
    let kecamatan = try inputs.kecamatan
    let shipped = try inputs.shipped
    let names = methods.split(separator: ",").map(String.init)
    let chosen = ScanMethod.allCases.filter { names.contains(String(describing: $0)) }
    let alphas = [0.05, 0.01]
    head(Setting.header + chosen.map(\.rawValue))
    var shares = [[[Double]]](repeating: [[Double]](repeating: [], count: alphas.count), count: chosen.count)
    for (number, setting) in Setting.all.enumerated()
    where units ?? setting.units == setting.units && number % every == 0 && number >= from {
      let geography = Geography.of(setting, kecamatan)
      let study = Study(number: number + 1, setting: setting, geography: geography, shipped: shipped)
      let replications = options.replications
      let found = try await options.overMaps { map in
        let simulated = study.map(map)
        return try chosen.map { method in
          try method.clusters(
            of: simulated, on: geography, replications: replications, seed: UInt64(map)
          ).first?.pValue ?? 1
        }
      }
      let cells = chosen.indices.map { method in
        alphas.indices.map { alpha in
          let share = Double(found.count { $0[method] <= alphas[alpha] + 1e-12 }) / Double(found.count)
          shares[method][alpha].append(share)
          return percent(share)
        }.joined(separator: " / ")
      }
      row(setting.cells + cells)
    }
    print()
    NoiseSummary.print(zip(chosen.map(\.rawValue), shares).map { ($0, $1) }, alphas: alphas)
  }
}

/// What noise studies come to over all settings.
enum NoiseSummary {
  static func print(_ methods: [(name: String, shares: [[Double]])], alphas: [Double]) {
    head(["method", "α", "settings", "mean %", "least %", "most %", "settings above 7 % (0.05), 2 % (0.01)"])
    for (name, byAlpha) in methods {
      for (alpha, shares) in zip(alphas, byAlpha) {
        let mean = shares.reduce(0, +) / Double(shares.count)
        let limit = alpha == 0.05 ? 0.07 : 0.02
        row([
          name, "\(alpha)", "\(shares.count)", percent(mean), percent(shares.min() ?? .nan),
          percent(shares.max() ?? .nan), "\(shares.count { $0 > limit })",
        ])
      }
    }
  }
}
