import ArgumentParser
import SpatialWeights

struct CertaintyStudy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certainty",
    abstract: "Plants a circle, and compares how sure its cluster says to be of each unit with how often it is right.")

  @OptionGroup var inputs: StudyInputs
  @OptionGroup var options: StudyOptions

  func run() async throws {
    let kecamatan = try inputs.kecamatan
    let shipped = try inputs.shipped
    head(["form", "shape", "method", "certainty %", "units", "said %", "true %"])
    var number = 400
    for (form, shape, method) in [
      (PlantedForm.nine, Setting.Shape.normal, ScanMethod.default), (.nine, .full, .default),
      (.nine, .normal, .elliptic), (.river, .normal, .elliptic),
    ] {
      number += 1
      let study = Study(
        number: number, setting: Setting(population: .clustered, shape: shape), geography: kecamatan, shipped: shipped)
      let (setting, replications) = (number, options.replications)
      // Of the first cluster of each map on which it is significant: how sure, and whether it was planted.
      let found = try await options.overMaps { map -> [(said: Double, isPlanted: Bool)] in
        var draws = Draws(study: .planting, setting: setting, map: map)
        let planted = Set(form.units(on: kecamatan, &draws))
        let change = (0..<kecamatan.count).map { planted.contains($0) ? -0.1 : 0 }
        let clusters = try method.clusters(
          of: study.map(map, change: change), on: kecamatan, replications: replications, seed: UInt64(map))
        guard let first = clusters.first, first.pValue <= 0.05 else { return [] }
        // What is said of units of further clusters is said of these, and only one was planted.
        let others = Set(clusters.dropFirst().flatMap(\.units))
        return first.certainty.enumerated().compactMap { unit, said in
          others.contains(unit) ? nil : said.map { ($0, planted.contains(unit)) }
        }
      }.joined()
      for decile in 0..<10 {
        let units = found.filter { min(9, Int($0.said * 10)) == decile }
        let said = units.reduce(0) { $0 + $1.said } / Double(units.count)
        row([
          form.rawValue, shape.rawValue, method.rawValue, "\(10 * decile)–\(10 * decile + 10)", "\(units.count)",
          percent(said), percent(Double(units.count { $0.isPlanted }) / Double(units.count)),
        ])
      }
    }
  }
}
