public import ArgumentParser
public import TableReading

extension ReadingOptions.EligiblePer: ExpressibleByArgument {}

/// What settles a doubt in how a table is read: the same options for every command that reads one.
struct ReadingArguments: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      id: "Nama segmen lain yang ada di judul kolom; boleh berulang.",
      en: "Another segment that headers name; may be repeated.", .name))
  var segment: [String] = []
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      id: "Kolom yang tidak dibaca; boleh berulang.", en: "Column that is not read; may be repeated.", .column))
  var ignoreColumn: [String] = []
  @Option(
    help: ArgumentHelp(
      id: "Potensi pada baris setiap segmen: milik seluruh wilayah (unit) atau segmen itu (segment).",
      en: "The eligible workers on each segment's row: of the whole unit, or of that segment.",
      .typed("unit|segment")))
  var eligiblePer: ReadingOptions.EligiblePer?
}
