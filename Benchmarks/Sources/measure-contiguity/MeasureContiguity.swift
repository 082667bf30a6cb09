import ArgumentParser
import Glibc
import Shapefile
import SpatialWeights

@main
struct MeasureContiguity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure-contiguity",
    abstract: "Finds the neighbours of a shapefile's units and prints the seconds of each round.",
    discussion: "Reading the layer is not timed.")

  @Argument(help: "A polygon shapefile.")
  var layer: String

  @Flag(help: "Rook contiguity instead of queen.")
  var rook = false

  @Option(help: "At most so many threads.")
  var threads = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  @Option(help: "How often.")
  var rounds = 1

  @Option(help: "Where to write the neighbours, a line of positions from 0 for each unit.")
  var links: String?

  func run() throws {
    let polygons = try ShapefileReader(path: layer).polygons(threads: threads).polygons
    let clock = ContinuousClock()
    var weights = SpatialWeights(rows: [])
    for _ in 0..<rounds {
      let elapsed = clock.measure { weights = .contiguity(of: polygons, rook ? .rook : .queen, threads: threads) }
      print(elapsed / .seconds(1))
    }
    guard let links else { return }
    guard let file = fopen(links, "wb") else { throw ValidationError("\(links) cannot be written.") }
    for unit in 0..<weights.unitCount {
      fputs(weights.neighbours(of: unit).map(String.init).joined(separator: " ") + "\n", file)
    }
    guard fclose(file) == 0 else { throw ValidationError("\(links) cannot be written.") }
  }
}
