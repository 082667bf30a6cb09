public import ArgumentParser
public import TableReading

extension ReadingOptions.EligiblePer: ExpressibleByArgument {}

/// What settles a doubt in how a table is read: the same options for every command that reads one.
struct ReadingArguments: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: Self.help(
      "Nama segmen lain yang ada di judul kolom; boleh berulang.",
      "Another segment that headers name; may be repeated.", value: "NAME"))
  var segment: [String] = []
  @Option(
    parsing: .singleValue,
    help: Self.help(
      "Kolom yang tidak dibaca; boleh berulang.", "Column that is not read; may be repeated.", value: "COLUMN"))
  var ignoreColumn: [String] = []
  @Option(
    help: Self.help(
      "Potensi pada baris setiap segmen: milik seluruh wilayah (unit) atau segmen itu (segment).",
      "The eligible workers on each segment's row: of the whole unit, or of that segment.", value: "unit|segment"))
  var eligiblePer: ReadingOptions.EligiblePer?

  private static func help(_ indonesian: String, _ english: String, value: String) -> ArgumentHelp {
    ArgumentHelp(Console.say(indonesian, english), valueName: value)
  }
}
