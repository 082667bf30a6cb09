import ArgumentParser
import Coverage
import Diagnostics
import Participants
import Reporting

struct AggregateCommand: DescribedCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "aggregate",
      abstract: Console.text(
        id: "Hitung peserta per wilayah dari tabel satu baris per peserta.",
        en: "Count participants by unit from a table of one row for each."),
      discussion: Console.text(
        id: """
          Tempat tinggal dibaca dari kode wilayah, dari nama desa, kecamatan dan kabupaten, atau dari bujur dan lintang. \
          Peserta aktif dihitung per wilayah, segmen dan periode; peserta yang tercatat ganda dihitung sekali. Hasilnya \
          tabel kepesertaan untuk analyze.

          NIK, nama, alamat, tanggal lahir dan upah tidak pernah ditulis atau dikutip: rekaman yang ditolak hanya disebut \
          nomor baris dan alasannya. Rekaman yang ditolak menghentikan pekerjaan (kode keluar 65), kecuali dengan \
          --allow-unmatched. Tabel sebesar apa pun dibaca tanpa menambah memori; berkas sementara tanpa nama dibuat di \
          TMPDIR atau /var/tmp.
          """,
        en: """
          The place of residence is read from a code, from names of village, district and regency, or from longitude and \
          latitude. Active participants are counted by unit, segment and period; who stands there twice counts once. The \
          result is the enrolment table for analyze.

          NIK, name, address, birth date and wage are never written or quoted: a rejected record is named by its line and a \
          reason alone. Rejected records stop the work (exit code 65) unless --allow-unmatched is given. Memory does not \
          grow with the table; a temporary file without a name is made in TMPDIR or /var/tmp.
          """))
  }

  static let example = Message(
    id: "jangkau aggregate peserta.csv --boundaries batas_kecamatan.shp --output kepesertaan.csv",
    en: "jangkau aggregate participants.csv --boundaries districts.shp --output enrolment.csv")
  static let otherNames = ["agregat", "agregasi", "hitung", "count"]

  @Argument(
    help: ArgumentHelp(
      id: "Tabel peserta: CSV atau buku kerja (.xlsx, .ods), satu baris per peserta; - untuk masukan standar.",
      en: "Participants: CSV or a workbook (.xlsx, .ods), one row for each; - for standard input.", .records),
    completion: .file())
  var records: String
  @Option(
    help: ArgumentHelp(
      id: "Peta batas wilayah: shapefile poligon.", en: "Boundaries: a polygon shapefile.", .boundaries),
    completion: .file(extensions: ["shp", "SHP"]))
  var boundaries: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(id: "Tabel kepesertaan yang ditulis (CSV).", en: "The enrolment table to write (CSV).", .file),
    completion: .file())
  var output: String
  @Flag(help: ArgumentHelp(id: "Ganti berkas yang sudah ada.", en: "Replace a file that is there."))
  var force = false
  @Flag(
    help: ArgumentHelp(
      id: "Tulis hasilnya walaupun ada rekaman yang ditolak.", en: "Write the counts although records were rejected."))
  var allowUnmatched = false
  @Option(
    help: ArgumentHelp(
      id: "Simpan nomor baris dan alasan rekaman yang ditolak ke berkas ini.",
      en: "Save lines and reasons of rejected records to this file.", .file), completion: .file())
  var rejected: String?
  @Flag(
    help: ArgumentHelp(
      id: "Tulis 0 untuk wilayah, segmen dan periode tanpa peserta; hanya bila tabel memuat semua peserta.",
      en: "Write 0 where a unit, segment and period has no participants; only if the table holds all there are."))
  var complete = false
  @OptionGroup(title: Console.text(id: "Peta", en: "Boundaries")) var layer: BoundaryOptions
  @OptionGroup(title: Console.text(id: "Tabel peserta", en: "Participants")) var table: RecordOptions
  @OptionGroup(title: Console.text(id: "Umum", en: "Common")) var common: CommonOptions

  func run() throws {
    let aggregation = try Aggregation(options)
    if !common.quiet {
      try Console.print(AggregationReport(common.summary(of: Self.self)).lines(aggregation, isComplete: complete))
    }
    try aggregation.write()
    if common.quiet { return }
    try Console.print([Console.text(id: "Ditulis ke \(output)", en: "Written to \(output)")])
  }

  private var options: Aggregation.Options {
    var options = Aggregation.Options(records: records, boundaries: boundaries, output: output)
    options.layer = layer.options(codeSystem: table.text.codeSystem.stated, threads: common.threadCount)
    options.format = table.text.format
    options.columns.code = table.codeColumn
    options.columns.name = table.nameColumn
    options.columns.village = table.villageColumn
    options.columns.district = table.districtColumn
    options.columns.regency = table.regencyColumn
    options.columns.longitude = table.lonColumn
    options.columns.latitude = table.latColumn
    options.columns.segment = table.segmentColumn
    options.columns.status = table.statusColumn
    options.columns.period = table.periodColumn
    options.columns.participant = table.participantColumn
    options.pointSystem = table.pointsCrs
    options.activeValues = table.activeValue
    options.inactiveValues = table.inactiveValue
    options.segments = table.segment
    options.areAllActive = table.allActive
    options.allowsRejected = allowUnmatched
    options.rejectedPath = rejected
    options.isComplete = complete
    options.replacesOutput = force
    options.threads = common.threadCount
    return options
  }
}

/// How a table of participants is read.
struct RecordOptions: ParsableArguments {
  @Option(help: ArgumentHelp(id: "Kolom kode wilayah tempat tinggal.", en: "Column of codes of residence.", .column))
  var codeColumn: String?
  @Option(
    help: ArgumentHelp(
      id: "Kolom nama wilayah pada tingkat peta, bila bukan desa, kecamatan atau kabupaten.",
      en: "Column of unit names at the map's level, where they are no villages, districts or regencies.", .column))
  var nameColumn: String?
  @Option(help: ArgumentHelp(id: "Kolom nama desa/kelurahan.", en: "Column of village names.", .column))
  var villageColumn: String?
  @Option(help: ArgumentHelp(id: "Kolom nama kecamatan.", en: "Column of district (kecamatan) names.", .column))
  var districtColumn: String?
  @Option(help: ArgumentHelp(id: "Kolom nama kabupaten/kota.", en: "Column of regency or city names.", .column))
  var regencyColumn: String?
  @Option(help: ArgumentHelp(id: "Kolom bujur, atau x.", en: "Column of longitudes, or x.", .column))
  var lonColumn: String?
  @Option(help: ArgumentHelp(id: "Kolom lintang, atau y.", en: "Column of latitudes, or y.", .column))
  var latColumn: String?
  @Option(
    help: ArgumentHelp(
      id: "Sistem koordinat titik tempat tinggal. Bawaan: bujur dan lintang WGS 84.",
      en: "CRS of the points of residence. Default: WGS 84 longitude and latitude.", .typed("EPSG:N")))
  var pointsCrs: String?
  @Option(help: ArgumentHelp(id: "Kolom segmen (PU, BPU, …).", en: "Column of segments (PU, BPU, …).", .column))
  var segmentColumn: String?
  @Option(help: ArgumentHelp(id: "Kolom status aktif.", en: "Column that tells who is active.", .column))
  var statusColumn: String?
  @Option(help: ArgumentHelp(id: "Kolom periode data.", en: "Column of the data's period.", .column))
  var periodColumn: String?
  @Option(
    help: ArgumentHelp(
      id: "Kolom nomor peserta, untuk menemukan yang ganda.", en: "Column of participant numbers, to find doubles.",
      .column))
  var participantColumn: String?
  @Option(
    help: ArgumentHelp(
      id: "Nilai status lain yang berarti aktif; boleh diulang.",
      en: "Another status value that means active; repeatable.", .value))
  var activeValue: [String] = []
  @Option(
    help: ArgumentHelp(
      id: "Nilai status lain yang berarti tidak aktif; boleh diulang.",
      en: "Another status value that means inactive; repeatable.", .value))
  var inactiveValue: [String] = []
  @Flag(help: ArgumentHelp(id: "Semua rekaman adalah peserta aktif.", en: "All records are active participants."))
  var allActive = false
  @Option(
    help: ArgumentHelp(
      id: "Segmen lain selain PU, BPU, Jakon, PMI, formal dan informal; boleh diulang.",
      en: "Another segment than PU, BPU, Jakon, PMI, formal and informal; repeatable.", .name))
  var segment: [String] = []
  @OptionGroup var text: TableTextOptions

  mutating func validate() throws {
    if allActive && statusColumn != nil {
      throw ValidationError(
        id: "--all-active tidak dapat dipakai bersama --status-column.",
        en: "--all-active cannot be used with --status-column.")
    }
  }
}
