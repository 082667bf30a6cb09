import ArgumentParser
import Glibc
import Shapefile
import SpatialStatistics
import SpatialWeights

@main
struct MeasureLocal: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure-local",
    abstract: "Times local Moran and Gi* on a shapefile's queen neighbours and prints the seconds of each round.",
    discussion: "One run of conditional permutations serves both statistics. Reading and neighbours are not timed.")

  @Argument(help: "A polygon shapefile.")
  var layer: String

  @Option(help: "Permutations, R.")
  var permutations = 9999

  @Option(help: "At most so many threads.")
  var threads = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  @Option(help: "How often.")
  var rounds = 1

  @Option(help: "Where to write the made-up values, one for each unit.")
  var values: String?

  func run() throws {
    let polygons = try ShapefileReader(path: layer).polygons(threads: threads).polygons
    let weights = SpatialWeights.contiguity(of: polygons, threads: threads)
    // Rates with few ties, without any pattern.
    var stream = RandomStream(seed: 3, purpose: .simulation, index: 0)
    let rates = (0..<weights.unitCount).map { _ in stream.unit() }
    let clock = ContinuousClock()
    var significant = (moran: 0, getis: 0)
    for _ in 0..<rounds {
      let elapsed = try clock.measure {
        let inference = try ConditionalPermutation(
          values: rates, weights: weights, permutations: permutations, threads: threads)
        let moran = LocalMoran(inference)
        let getis = GetisOrd(inference)
        significant = (moran.pValues.count { $0 ?? 1 <= 0.05 }, getis.pValues.count { $0 ?? 1 <= 0.05 })
      }
      print(elapsed / .seconds(1))
    }
    // Of noise, one in twenty by each.
    let note = "p ≤ 0.05: \(significant.moran) local Moran, \(significant.getis) Gi* of \(rates.count)\n"
    _ = Array(note.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    guard let values else { return }
    guard let file = fopen(values, "wb") else { throw ValidationError("\(values) cannot be written.") }
    for rate in rates { fputs("\(rate)\n", file) }
    guard fclose(file) == 0 else { throw ValidationError("\(values) cannot be written.") }
  }
}
