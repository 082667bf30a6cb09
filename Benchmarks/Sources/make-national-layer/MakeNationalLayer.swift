import ArgumentParser
import Glibc
import Shapefile

@main
struct MakeNationalLayer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make-national-layer",
    abstract: "Makes a shapefile of the size of all villages of Indonesia, and a table of enrolment to match.",
    discussion:
      "The same number of units gives the same files everywhere. The table stands beside the shapefile as .csv.")

  @Argument(help: "The shapefile to write.")
  var output: String

  @Option(help: "How many units, up to \(NationalLayer.largestUnitCount).")
  var units = 83_000

  func validate() throws {
    guard output.hasSuffix(".shp") else { throw ValidationError("The output's name ends in .shp.") }
    guard 1...NationalLayer.largestUnitCount ~= units else {
      throw ValidationError("--units is a number from 1 to \(NationalLayer.largestUnitCount).")
    }
  }

  func run() throws {
    let national = NationalLayer(unitCount: units)
    try ShapefileWriter.write(national.layer, to: output)
    let table = output.dropLast(4) + ".csv"
    guard let file = fopen(String(table), "wb") else { throw unwritable(table) }
    let bytes = Array(national.enrolment.utf8)
    let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
    guard fclose(file) == 0 && isWritten else { throw unwritable(table) }
    print("\(output): \(units) units, \(national.layer.polygons.vertexCount) vertices; \(table): \(units) rows")
  }

  private func unwritable(_ path: Substring) -> ValidationError {
    ValidationError("\(path) cannot be written: \(String(cString: strerror(errno))).")
  }
}
