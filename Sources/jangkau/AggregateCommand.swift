import ArgumentParser
import Coverage
import Diagnostics
import Participants
import Reporting

struct AggregateCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "aggregate",
      abstract: Console.say(
        "Hitung peserta per wilayah dari tabel satu baris per peserta.",
        "Count participants by unit from a table of one row for each."),
      discussion: Console.say(
        """
        Tempat tinggal dibaca dari kode wilayah, dari nama desa, kecamatan dan kabupaten, atau dari bujur dan lintang. \
        Peserta aktif dihitung per wilayah, segmen dan periode; peserta yang tercatat ganda dihitung sekali. Hasilnya \
        tabel kepesertaan untuk analyze.

        NIK, nama, alamat, tanggal lahir dan upah tidak pernah ditulis atau dikutip: catatan yang ditolak hanya disebut \
        nomor baris dan alasannya. Catatan yang ditolak menghentikan pekerjaan (kode keluar 65), kecuali dengan \
        --allow-unmatched. Tabel sebesar apa pun dibaca tanpa menambah memori; berkas sementara tanpa nama dibuat di \
        TMPDIR atau /var/tmp.
        """,
        """
        The place of residence is read from a code, from names of village, district and regency, or from longitude and \
        latitude. Active participants are counted by unit, segment and period; who stands there twice counts once. The \
        result is the enrolment table for analyze.

        NIK, name, address, birth date and wage are never written or quoted: a rejected record is named by its line and a \
        reason alone. Rejected records stop the work (exit code 65) unless --allow-unmatched is given. Memory does not \
        grow with the table; a temporary file without a name is made in TMPDIR or /var/tmp.
        """))
  }

  @Argument(
    help: ArgumentHelp(
      Console.say(
        "Tabel peserta: CSV atau buku kerja (.xlsx, .ods), satu baris per peserta; - untuk masukan standar.",
        "Participants: CSV or a workbook (.xlsx, .ods), one row for each; - for standard input."), valueName: "RECORDS"),
    completion: .file())
  var records: String
  @Option(
    help: ArgumentHelp(
      Console.say("Batas wilayah: shapefile poligon.", "Boundaries: a polygon shapefile."), valueName: "LAYER"),
    completion: .file(extensions: ["shp", "SHP"]))
  var boundaries: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      Console.say("Tabel kepesertaan yang ditulis (CSV).", "The enrolment table to write (CSV)."), valueName: "FILE"),
    completion: .file())
  var output: String
  @Flag(help: ArgumentHelp(Console.say("Ganti berkas yang sudah ada.", "Replace a file that is there.")))
  var force = false
  @Flag(
    help: ArgumentHelp(
      Console.say(
        "Tulis hasilnya walaupun ada catatan yang ditolak.", "Write the counts although records were rejected.")))
  var allowUnmatched = false
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Simpan nomor baris dan alasan catatan yang ditolak ke berkas ini.",
        "Save lines and reasons of rejected records to this file."), valueName: "FILE"), completion: .file())
  var rejected: String?
  @Flag(
    help: ArgumentHelp(
      Console.say(
        "Tulis 0 untuk wilayah, segmen dan periode tanpa peserta; hanya bila tabel memuat semua peserta.",
        "Write 0 where a unit, segment and period has no participants; only if the table holds all there are.")))
  var complete = false
  @OptionGroup(title: Console.say("Peta", "Boundaries")) var layer: BoundaryOptions
  @OptionGroup(title: Console.say("Tabel peserta", "Participants")) var table: RecordOptions
  @OptionGroup(title: Console.say("Umum", "Common")) var common: CommonOptions

  func run() throws {
    let aggregation = try Aggregation(options)
    if !common.quiet {
      try Console.print(AggregationReport(common.language).lines(aggregation, isComplete: complete))
    }
    try aggregation.write()
    if common.quiet { return }
    try Console.print([Console.say("Ditulis ke \(output)", "Written to \(output)")])
  }

  private var options: Aggregation.Options {
    var options = Aggregation.Options(records: records, boundaries: boundaries, output: output)
    options.layer.codeField = layer.codeField
    options.layer.nameField = layer.nameField
    options.layer.parentField = layer.parentField
    options.layer.layer = layer.layer
    options.layer.encoding = layer.dbfEncoding
    options.layer.crs = layer.crs
    options.layer.codeSystem = table.text.statedCodeSystem
    options.layer.threads = common.threadCount
    table.text.apply(to: &options.format)
    options.codeColumn = table.codeColumn
    options.nameColumn = table.nameColumn
    options.villageColumn = table.villageColumn
    options.districtColumn = table.districtColumn
    options.regencyColumn = table.regencyColumn
    options.longitudeColumn = table.lonColumn
    options.latitudeColumn = table.latColumn
    options.pointSystem = table.pointsCrs
    options.segmentColumn = table.segmentColumn
    options.statusColumn = table.statusColumn
    options.periodColumn = table.periodColumn
    options.participantColumn = table.participantColumn
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
  @Option(help: help("Kolom kode wilayah tempat tinggal.", "Column of codes of residence."))
  var codeColumn: String?
  @Option(
    help: help(
      "Kolom nama wilayah pada tingkat peta, bila bukan desa, kecamatan atau kabupaten.",
      "Column of unit names at the map's level, where they are no villages, districts or regencies."))
  var nameColumn: String?
  @Option(help: help("Kolom nama desa/kelurahan.", "Column of village names."))
  var villageColumn: String?
  @Option(help: help("Kolom nama kecamatan.", "Column of district (kecamatan) names."))
  var districtColumn: String?
  @Option(help: help("Kolom nama kabupaten/kota.", "Column of regency or city names."))
  var regencyColumn: String?
  @Option(help: help("Kolom bujur, atau x.", "Column of longitudes, or x."))
  var lonColumn: String?
  @Option(help: help("Kolom lintang, atau y.", "Column of latitudes, or y."))
  var latColumn: String?
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Sistem koordinat titik tempat tinggal. Bawaan: bujur dan lintang WGS 84.",
        "CRS of the points of residence. Default: WGS 84 longitude and latitude."), valueName: "EPSG:N"))
  var pointsCrs: String?
  @Option(help: help("Kolom segmen (PU, BPU, …).", "Column of segments (PU, BPU, …)."))
  var segmentColumn: String?
  @Option(help: help("Kolom status aktif.", "Column that tells who is active."))
  var statusColumn: String?
  @Option(help: help("Kolom periode data.", "Column of the data's period."))
  var periodColumn: String?
  @Option(
    help: help(
      "Kolom nomor peserta, untuk menemukan yang ganda.", "Column of participant numbers, to find doubles."))
  var participantColumn: String?
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Nilai status lain yang berarti aktif; boleh diulang.", "Another status value that means active; repeatable."),
      valueName: "VALUE"))
  var activeValue: [String] = []
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Nilai status lain yang berarti tidak aktif; boleh diulang.",
        "Another status value that means inactive; repeatable."), valueName: "VALUE"))
  var inactiveValue: [String] = []
  @Flag(help: ArgumentHelp(Console.say("Semua catatan adalah peserta aktif.", "All records are active participants.")))
  var allActive = false
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Segmen lain selain PU, BPU, Jakon, PMI, formal dan informal; boleh diulang.",
        "Another segment than PU, BPU, Jakon, PMI, formal and informal; repeatable."), valueName: "NAME"))
  var segment: [String] = []
  @OptionGroup var text: TableTextOptions

  mutating func validate() throws {
    if allActive && statusColumn != nil {
      throw ValidationError(
        Console.say(
          "--all-active tidak dapat dipakai bersama --status-column.",
          "--all-active cannot be used with --status-column."))
    }
  }
}

private func help(_ indonesian: String, _ english: String) -> ArgumentHelp {
  ArgumentHelp("\(Console.say(indonesian, english))", valueName: "COLUMN")
}
