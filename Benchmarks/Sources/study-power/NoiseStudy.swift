import ArgumentParser
import Coverage
import SpatialStatistics
import SpatialWeights

/// What is asked of a map without pattern: each a number of chances and how many of them were called significant.
struct NoiseCounts: Sendable {
  struct Share: Sendable {
    var called = 0.0
    var all = 0.0
  }

  static let names = [
    "Moran's I", "Moran's I, rates", "Gi*, any q", "Gi*, p, small neighbours", "Gi*, p, large neighbours",
    "local Moran, any q", "local Moran, p, small neighbours", "local Moran, p, large neighbours",
  ]
  var shares = [Share](repeating: Share(), count: names.count)

  init(_ association: SpatialAssociation, neighbourPopulation: [Double?], alpha: Double) {
    func any(_ position: Int, _ values: [Double?]) {
      let tested = values.compactMap { $0 }
      if tested.isEmpty { return }
      shares[position] = Share(called: tested.contains { $0 <= alpha } ? 1 : 0, all: 1)
    }
    any(0, [association.globalMoran.pValue])
    any(1, [association.globalMoranOfRates.pValue])
    // A third of the units has the smallest neighbours, a third the largest.
    let sizes = neighbourPopulation.compactMap { $0 }.sorted()
    let (low, high) = (sizes[sizes.count / 3], sizes[2 * sizes.count / 3])
    for (first, q, p) in [
      (2, association.getisOrd.qValues, association.getisOrd.pValues),
      (5, association.localMoran.qValues, association.localMoran.pValues),
    ] {
      any(first, q)
      for (position, isWanted) in [(first + 1, { (size: Double) in size < low }), (first + 2, { $0 >= high })] {
        let units = p.indices.filter { p[$0] != nil && neighbourPopulation[$0].map(isWanted) == true }
        if units.isEmpty { continue }
        // The share of a map's units, so that maps weigh alike.
        shares[position] = Share(
          called: Double(units.count { p[$0]! <= alpha }) / Double(units.count), all: 1)
      }
    }
  }

  static func sum(_ parts: [NoiseCounts], _ position: Int) -> Double {
    let all = parts.reduce(0) { $0 + $1.shares[position].all }
    return parts.reduce(0) { $0 + $1.shares[position].called } / all
  }
}

struct NoiseStudy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "noise",
    abstract: "Coverage without any pattern: how often each method calls something significant.")

  @OptionGroup var inputs: StudyInputs
  @OptionGroup var options: StudyOptions
  @Option(help: "Values of the local statistics.")
  var localValues = "standardised"
  @Option(help: "Only settings of so many units.")
  var units: Int?
  @Option(help: "Every so-manieth setting only.")
  var every = 1
  @Option(help: "Not those before this setting.")
  var from = 0

  func run() async throws {
    let kecamatan = try inputs.kecamatan
    let shipped = try inputs.shipped
    let alphas = [0.05, 0.01]
    let header = Setting.header + NoiseCounts.names
    head(header)
    var byAlpha = [[[Double]]](
      repeating: [[Double]](repeating: [], count: NoiseCounts.names.count), count: alphas.count)
    for (number, setting) in Setting.all.enumerated()
    where units ?? setting.units == setting.units && number % every == 0 && number >= from {
      let geography = Geography.of(setting, kecamatan)
      let study = Study(number: number + 1, setting: setting, geography: geography, shipped: shipped)
      let (permutations, values) = (options.permutations, localValues)
      let found = try await options.overMaps { map in
        let simulated = study.map(map)
        var options = SpatialOptions()
        options.permutations = permutations
        options.seed = UInt64(map)
        options.localValues = SpatialOptions.LocalValues(rawValue: values) ?? .standardised
        let association = try SpatialAssociation(
          covered: simulated.covered, eligible: simulated.eligible, weights: geography.weights, options: options,
          threads: 1)
        let sizes = try SpatialLag.means(of: simulated.eligible.map { Double($0) }, weights: geography.weights)
        return alphas.map { NoiseCounts(association, neighbourPopulation: sizes, alpha: $0) }
      }
      let cells = NoiseCounts.names.indices.map { position in
        let shares = alphas.indices.map { alpha in NoiseCounts.sum(found.map { $0[alpha] }, position) }
        for (alpha, share) in shares.enumerated() where !share.isNaN { byAlpha[alpha][position].append(share) }
        return shares.map(percent).joined(separator: " / ")
      }
      row(setting.cells + cells)
    }
    print()
    NoiseSummary.print(
      NoiseCounts.names.enumerated().map { position, name in (name, byAlpha.map { $0[position] }) }, alphas: alphas)
  }
}
