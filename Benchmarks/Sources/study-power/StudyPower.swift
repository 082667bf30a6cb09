import ArgumentParser
import Glibc

@main
struct StudyPower: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study-power",
    abstract: "How often noise is called a cluster, and how often planted clusters are found; Markdown tables.",
    subcommands: [
      NoiseStudy.self, ScanNoiseStudy.self, PowerStudy.self, PairStudy.self, CertaintyStudy.self, SeedStudy.self,
    ])
}

/// How a study is run.
struct StudyOptions: ParsableArguments {
  @Option(help: "Simulated maps for each row.")
  var maps = 400

  @Option(help: "Permutations of Moran's I and of the local statistics.")
  var permutations = 9999

  @Option(help: "Replicates of the scan.")
  var replications = 999

  @Option(help: "At most so many maps at a time.")
  var threads = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  /// What `body` makes of each map, in the order of the maps.
  func overMaps<Result: Sendable>(_ body: @escaping @Sendable (_ map: Int) throws -> Result) async throws -> [Result] {
    let (maps, threads) = (maps, max(1, threads))
    let parts = try await withThrowingTaskGroup(of: [(Int, Result)].self) { group in
      for worker in 0..<threads {
        group.addTask { try stride(from: worker, to: maps, by: threads).map { ($0, try body($0)) } }
      }
      var parts: [(Int, Result)] = []
      for try await part in group { parts += part }
      return parts
    }
    return parts.sorted { $0.0 < $1.0 }.map(\.1)
  }
}

/// What ships, which studies take places and populations from.
struct StudyInputs: ParsableArguments {
  @Argument(help: "The kecamatan, for example shapes/kaltim_kecamatan.shp.")
  var layer: String
  @Argument(help: "Their eligible workers by kode, in the column potensi: shapes/kepesertaan_ilustrasi.csv.")
  var table: String

  var kecamatan: Geography { get throws { try Geography(layer: layer) } }
  var shipped: [Int] { get throws { try ShippedCounts.eligible(table: table, layer: layer) } }
}

/// Prints a row of a Markdown table at once, so that what has run is not lost when the rest is stopped.
func row(_ cells: [String]) {
  print("| " + cells.joined(separator: " | ") + " |")
  fflush(nil)
}

/// The head of a Markdown table.
func head(_ cells: [String]) {
  row(cells)
  row(cells.map { _ in "---" })
}

/// A share in per cent, to a tenth.
func percent(_ share: Double) -> String {
  if share.isNaN { return "–" }
  let tenths = Int((1000 * share).rounded())
  return "\(tenths / 10).\(tenths % 10)"
}
