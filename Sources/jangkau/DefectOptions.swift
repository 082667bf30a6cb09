import ArgumentParser
import BoundaryRepair
import Coverage

/// Holes and overlaps of the boundaries.
struct DefectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Lubang dan tumpang tindih batas yang lebih kecil dari ini, dalam km², dijumlahkan dan tidak didaftar.",
        "Holes and overlaps of boundaries smaller than this, in km², are summed instead of listed."),
      valueName: "KM2"))
  var minGapArea = BoundaryDefects.defaultMinimumArea

  mutating func validate() throws {
    guard minGapArea >= 0 && minGapArea.isFinite else {
      throw ValidationError(
        Console.say(
          "--min-gap-area adalah luas dalam km², 0 atau lebih.", "--min-gap-area is an area in km², 0 or more."))
    }
  }
}
