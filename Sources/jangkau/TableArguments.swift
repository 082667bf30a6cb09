import Areas
public import ArgumentParser
import Enrolment
import TableReading
import Tables

extension ReadingOptions.EligiblePer: ExpressibleByArgument {}

/// How a table of counts is read: the same options for every command that reads one.
struct TableArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(id: "Kolom kode wilayah pada tabel.", en: "Column of the unit codes in the table.", .column))
  var codeColumn: String?
  @Option(
    help: ArgumentHelp(id: "Kolom nama wilayah pada tabel.", en: "Column of the unit names in the table.", .column))
  var nameColumn: String?
  @Option(
    help: ArgumentHelp(
      id: "Kolom nama wilayah induk pada tabel.", en: "Column of the parents' names in the table.", .column))
  var parentColumn: String?
  @Option(help: ArgumentHelp(id: "Kolom peserta aktif.", en: "Column of active participants.", .column))
  var enrolledColumn: String?
  @Option(
    help: ArgumentHelp(
      id: "Kolom potensi tenaga kerja, penyebut cakupan.", en: "Column of eligible workers, the denominator.", .column))
  var eligibleColumn: String?
  @Option(help: ArgumentHelp(id: "Kolom segmen (PU, BPU, …).", en: "Column of segments (PU, BPU, …).", .column))
  var segmentColumn: String?
  @Option(help: ArgumentHelp(id: "Kolom periode data.", en: "Column of the data's period.", .column))
  var periodColumn: String?
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
  @OptionGroup var text: TableTextOptions
  @Option(
    help: ArgumentHelp(
      id: "Pemisah ribuan pada tabel; auto: ditentukan untuk seluruh kolom.",
      en: "Thousands separator of the table; auto: decided for the whole column.", .typed("auto|none|dot|comma|space")))
  var thousands: AutoOr<NumberConvention> = .auto

  /// The table at a path.
  ///
  /// - Parameter period: the one that is wanted, as the command has it.
  func source(_ path: String, period: String?) -> TableSource {
    var reading = ReadingOptions()
    reading.named = ReadingOptions.Named(
      code: codeColumn, name: nameColumn, parent: parentColumn, enrolled: enrolledColumn, eligible: eligibleColumn,
      segment: segmentColumn, period: periodColumn, ignored: ignoreColumn)
    reading.segments = segment
    reading.period = period
    reading.eligiblePer = eligiblePer
    reading.convention = thousands.stated
    return TableSource(path, format: text.format, reading: reading)
  }
}
