import ArgumentParser
import Coverage
import Reapportionment

/// How a table of counts is read that is carried as it is: without a workforce beside it, all its periods together.
struct CountsOptions: ParsableArguments {
  @Option(help: Self.column(id: "kode wilayah", en: "unit codes"))
  var codeColumn: String?
  @Option(help: Self.column(id: "nama wilayah", en: "unit names"))
  var nameColumn: String?
  @Option(help: Self.column(id: "nama wilayah induk", en: "parents' names"))
  var parentColumn: String?
  @Option(help: Self.column(id: "peserta aktif", en: "active participants"))
  var enrolledColumn: String?
  @Option(help: Self.column(id: "potensi tenaga kerja", en: "eligible workers"))
  var eligibleColumn: String?
  @Option(help: Self.column(id: "segmen", en: "segments"))
  var segmentColumn: String?
  @Option(help: Self.column(id: "periode", en: "periods"))
  var periodColumn: String?
  @Option(
    help: ArgumentHelp(
      id: "Alihkan periode ini saja; bila tidak disebut, semuanya.", en: "Carry this period alone; all if not stated.",
      .period))
  var period: String?
  @OptionGroup var reading: ReadingArguments
  @OptionGroup var text: TableTextOptions
  @Option(
    help: ArgumentHelp(
      id: "Pemisah ribuan; auto: ditentukan untuk seluruh kolom.",
      en: "Thousands separator; auto: decided for the whole column.", .typed("auto|none|dot|comma|space")))
  var thousands: ThousandsChoice = .auto
  @Flag(
    help: ArgumentHelp(
      id: "Lanjutkan tanpa baris yang tidak terpadankan dan wilayah lama yang tidak punya tempat di peta baru.",
      en: "Go on without rows that found no unit, and without old units that have no place in the new layer."))
  var allowUnmatched = false
  @OptionGroup var allowances: AllowanceOptions
  @Option(
    help: ArgumentHelp(
      id: "Simpan baris yang tidak terpadankan ke berkas ini.", en: "Save the rows that found no unit to this file.",
      .file), completion: .file())
  var rejected: String?

  private static func column(id indonesian: String, en english: String) -> ArgumentHelp {
    ArgumentHelp(id: "Kolom \(indonesian).", en: "Column of \(english).", .column)
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
