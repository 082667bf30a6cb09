import ArgumentParser
import Coverage
import Reapportionment

/// How a table of counts is read that is carried as it is: without a workforce beside it, all its periods together.
struct CountsOptions: ParsableArguments {
  @Option(help: Self.column("kode wilayah", "unit codes"))
  var codeColumn: String?
  @Option(help: Self.column("nama wilayah", "unit names"))
  var nameColumn: String?
  @Option(help: Self.column("nama wilayah induk", "parents' names"))
  var parentColumn: String?
  @Option(help: Self.column("peserta aktif", "active participants"))
  var enrolledColumn: String?
  @Option(help: Self.column("potensi pekerja", "eligible workers"))
  var eligibleColumn: String?
  @Option(help: Self.column("segmen", "segments"))
  var segmentColumn: String?
  @Option(help: Self.column("periode", "periods"))
  var periodColumn: String?
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Alihkan periode ini saja; bila tidak disebut, semuanya.", "Carry this period alone; all if not stated."),
      valueName: "PERIOD"))
  var period: String?
  @OptionGroup var reading: ReadingArguments
  @OptionGroup var text: TableTextOptions
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Pemisah ribuan; auto: ditentukan untuk seluruh kolom.",
        "Thousands separator; auto: decided for the whole column."), valueName: "auto|none|dot|comma|space"))
  var thousands: ThousandsChoice = .auto
  @Flag(
    help: ArgumentHelp(
      Console.say(
        "Lanjutkan tanpa baris yang tidak terpadankan dan wilayah lama yang tidak punya tempat di peta baru.",
        "Go on without rows that found no unit, and without old units that have no place in the new layer.")))
  var allowUnmatched = false
  @OptionGroup var allowances: AllowanceOptions
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Simpan baris yang tidak terpadankan ke berkas ini.", "Save the rows that found no unit to this file."),
      valueName: "FILE"), completion: .file())
  var rejected: String?

  private static func column(_ indonesian: String, _ english: String) -> ArgumentHelp {
    ArgumentHelp(Console.say("Kolom \(indonesian).", "Column of \(english)."), valueName: "COLUMN")
  }
}

extension Reapportionment.Counts {
  init(boundaries: String, counts path: String, _ table: CountsOptions, _ common: CommonOptions) {
    self.init(path, on: boundaries)
    codeColumn = table.codeColumn
    nameColumn = table.nameColumn
    parentColumn = table.parentColumn
    enrolledColumn = table.enrolledColumn
    eligibleColumn = table.eligibleColumn
    segmentColumn = table.segmentColumn
    periodColumn = table.periodColumn
    period = table.period
    segments = table.reading.segment
    ignoredColumns = table.reading.ignoreColumn
    eligiblePer = table.reading.eligiblePer
    table.text.apply(to: &format)
    format.thousands = table.thousands == .auto ? nil : table.thousands.rawValue
    allowedRejections = table.allowances.kinds(allowUnmatched: table.allowUnmatched)
    rejectedPath = table.rejected
    threads = common.threadCount
    language = common.language
  }
}
