public import ArgumentParser
public import Cartography
public import Coverage
public import Diagnostics
import Glibc
import Reporting
import RunFiles

extension Language: ExpressibleByArgument {}
extension Ranking: ExpressibleByArgument {}
extension SpatialOptions.LocalValues: ExpressibleByArgument {}
extension Classification.Method: ExpressibleByArgument {}
extension SpatialOptions.ScanModel: ExpressibleByArgument {}
extension SpatialOptions.ScanShape: ExpressibleByArgument {}
extension SpatialOptions.ScanSecondary: ExpressibleByArgument {}

enum ThousandsChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, none, dot, comma, space
}

enum CodeSystemChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, kemendagri, bps
}

enum RatesChoice: String, ExpressibleByArgument, CaseIterable {
  case binomial, poisson
}

private func help(_ indonesian: String, _ english: String, value: String? = nil) -> ArgumentHelp {
  ArgumentHelp(stringLiteral: Console.say(indonesian, english)).with(value)
}

extension ArgumentHelp {
  fileprivate func with(_ value: String?) -> ArgumentHelp {
    var copy = self
    copy.valueName = value
    return copy
  }
}

/// How the boundary layer is read.
struct BoundaryOptions: ParsableArguments {
  @Option(
    help: help(
      "Peta yang dimaksud, bila berkasnya (.zip, .gpkg) memuat beberapa.",
      "The layer that is meant, where the file (.zip, .gpkg) holds several.", value: "NAME"))
  var layer: String?
  @Option(help: help("Kolom kode wilayah pada peta.", "Field of the unit codes in the layer.", value: "FIELD"))
  var codeField: String?
  @Option(help: help("Kolom nama wilayah pada peta.", "Field of the unit names in the layer.", value: "FIELD"))
  var nameField: String?
  @Option(
    help: help("Kolom nama wilayah induk pada peta.", "Field of the parents' names in the layer.", value: "FIELD"))
  var parentField: String?
  @Option(
    help: help(
      "Penyandian teks .dbf, misalnya UTF-8 atau CP1252; biasanya terbaca dari .cpg.",
      "Encoding of the .dbf, for example UTF-8 or CP1252; usually the .cpg tells.", value: "NAME"))
  var dbfEncoding: String?
  @Option(
    help: help(
      "Sistem koordinat untuk peta yang tidak menyebutnya, misalnya EPSG:4326.",
      "CRS of a layer that states none, for example EPSG:4326.", value: "EPSG:N"))
  var crs: String?
}

/// How the tables are read and joined.
struct TableOptions: ParsableArguments {
  @Option(help: help("Kolom kode wilayah pada tabel.", "Column of the unit codes in the table.", value: "COLUMN"))
  var codeColumn: String?
  @Option(help: help("Kolom nama wilayah pada tabel.", "Column of the unit names in the table.", value: "COLUMN"))
  var nameColumn: String?
  @Option(
    help: help("Kolom nama wilayah induk pada tabel.", "Column of the parents' names in the table.", value: "COLUMN"))
  var parentColumn: String?
  @Option(help: help("Kolom peserta aktif.", "Column of active participants.", value: "COLUMN"))
  var enrolledColumn: String?
  @Option(
    help: help("Kolom potensi pekerja (penyebut).", "Column of eligible workers, the denominator.", value: "COLUMN"))
  var eligibleColumn: String?
  @Option(help: help("Kolom segmen (PU, BPU, …).", "Column of segments (PU, BPU, …).", value: "COLUMN"))
  var segmentColumn: String?
  @Option(help: help("Kolom periode data.", "Column of the data's period.", value: "COLUMN"))
  var periodColumn: String?
  @Option(
    help: help(
      "Periode yang dianalisis; bila tidak disebut, yang terbaru.", "Period to analyse; the latest if not stated.",
      value: "PERIOD"))
  var period: String?
  @Option(
    help: help(
      "Tabel potensi pekerja per wilayah (dan segmen), CSV, .xlsx atau .ods, bila terpisah.",
      "Table of eligible workers by unit (and segment), CSV, .xlsx or .ods, when it is one of its own.", value: "FILE"),
    completion: .file()
  )
  var workforce: String?
  @Option(
    help: help(
      "Lembar tabel --workforce, bila berbeda dari --sheet.", "Sheet of the --workforce table, where it is another.",
      value: "NAME"))
  var workforceSheet: String?
  @OptionGroup var reading: ReadingArguments
  @Option(
    help: help(
      "Bagian peta yang dianalisis: kode atau nama wilayah induk, atau all untuk seluruhnya. Bawaan: wilayah induk yang "
        + "punya data, bila yang lain separuh peta atau lebih.",
      "Part of the map to analyse: code or name of a unit above, or all. Default: the parents with data, where the others "
        + "are half of the map or more.", value: "CODE|NAME|all"))
  var area: String?
  @OptionGroup var text: TableTextOptions
  @Option(
    help: help(
      "Pemisah ribuan pada tabel; auto: ditentukan untuk seluruh kolom.",
      "Thousands separator of the table; auto: decided for the whole column.", value: "auto|none|dot|comma|space"))
  var thousands: ThousandsChoice = .auto
  @Option(
    help: help("Target cakupan dalam persen.", "Target for coverage, in per cent.", value: "PCT"))
  var target: Double = 100
  @Option(
    help: help(
      "Model penghalusan: binomial, atau poisson untuk kejadian langka.",
      "Model of smoothing: binomial, or poisson for rare events.", value: "binomial|poisson"))
  var rates: RatesChoice = .binomial
  @Flag(
    help: help(
      "Lanjutkan tanpa baris yang tidak terpadankan (ditulis ke rejected.csv).",
      "Go on without the rows that found no unit (they are written to rejected.csv)."))
  var allowUnmatched = false
  @OptionGroup var allowances: AllowanceOptions
  @Option(
    help: help(
      "Simpan baris yang tidak terpadankan ke berkas ini ketika analisis berhenti karenanya, atau pada --publish.",
      "Save the rows that found no unit to this file when they stop the analysis, or with --publish.", value: "FILE"),
    completion: .file())
  var rejected: String?

  mutating func validate() throws {
    guard target > 0 && target <= 100 else {
      throw ValidationError(
        Console.say("--target harus di atas 0 dan paling besar 100.", "--target must be above 0 and at most 100."))
    }
  }
}

/// What every command understands.
struct CommonOptions: ParsableArguments {
  @Option(
    help: help(
      "Jumlah utas; hasilnya sama berapa pun jumlahnya. Bawaan: semua inti.",
      "Threads; the result is the same for any number. Default: all cores.", value: "N"))
  var threads: Int?
  @Option(
    help: help(
      "Bahasa keluaran: id atau en. Bawaan: dari lokal sistem.", "Language: id or en. Default: from the locale.",
      value: "id|en"))
  var lang: Language?
  @Flag(help: help("Tanpa ringkasan.", "No summary."))
  var quiet = false
  @Flag(name: .customLong("no-color"), help: help("Tanpa warna.", "No colours."))
  var noColor = false

  var threadCount: Int { threads ?? Jangkau.availableThreads }
  var language: Language { lang ?? Console.language }

  mutating func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError(Console.say("--threads paling sedikit 1.", "--threads must be at least 1."))
    }
  }
}

extension Jangkau {
  static var availableThreads: Int { Reporting.Jangkau.availableThreads }
}

/// Where the inputs are: two paths, or the sample.
struct InputArguments: ParsableArguments {
  @Argument(
    help: help(
      "Batas wilayah: shapefile poligon (juga dalam .zip), GeoPackage, atau GeoJSON.",
      "Boundaries: a polygon shapefile (also zipped), a GeoPackage or a GeoJSON.", value: "BOUNDARIES"),
    completion: .file(extensions: LayerExtensions.all))
  var boundaries: String?
  @Argument(
    help: help(
      "Tabel kepesertaan: teks berkolom (CSV) atau buku kerja .xlsx.",
      "Enrolment: a table of delimited text (CSV) or an .xlsx workbook.", value: "ENROLMENT"))
  var enrolment: String?
  @Flag(
    help: help(
      "Pakai peta skematik dan tabel ilustrasi yang ikut dalam program.",
      "Use the schematic map and the illustrative table that come with the program."))
  var sample = false

  mutating func validate() throws {
    if sample && boundaries != nil {
      throw ValidationError(
        Console.say(
          "--sample tidak dapat dipakai bersama berkas sendiri.", "--sample cannot be used with files of your own."))
    }
    if !sample && (boundaries == nil || enrolment == nil) {
      throw ValidationError(
        Console.say(
          "Sebutkan peta dan tabelnya (BOUNDARIES ENROLMENT), atau pakai --sample.",
          "Name the boundaries and the table (BOUNDARIES ENROLMENT), or use --sample."))
    }
  }
}

extension Analysis.Options {
  init(
    boundaries: String, enrolment: String, _ layer: BoundaryOptions, _ table: TableOptions, _ common: CommonOptions
  ) {
    self.init(boundaries: boundaries, enrolment: enrolment)
    self.layer.codeField = layer.codeField
    self.layer.nameField = layer.nameField
    self.layer.parentField = layer.parentField
    self.layer.layer = layer.layer
    self.layer.encoding = layer.dbfEncoding
    self.layer.crs = layer.crs
    self.layer.codeSystem = table.text.statedCodeSystem
    self.layer.threads = common.threadCount
    workforce = table.workforce
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
    area = table.area
    table.text.apply(to: &format)
    format.workforceSheet = table.workforceSheet
    format.thousands = table.thousands == .auto ? nil : table.thousands.rawValue
    target = CoverageFigures.Target(percent: table.target)
    usesPoissonRates = table.rates == .poisson
    allowedRejections = table.allowances.kinds(allowUnmatched: table.allowUnmatched)
    threads = common.threadCount
    language = common.language
  }

  /// - Throws: `Diagnostic` where the sample does not lie beside the program.
  init(
    _ inputs: InputArguments, _ layer: BoundaryOptions, _ table: TableOptions, _ common: CommonOptions
  ) throws {
    if inputs.sample {
      let sample = try SampleData.find()
      self.init(boundaries: sample.boundaries, enrolment: sample.enrolment, layer, table, common)
    } else {
      self.init(boundaries: inputs.boundaries ?? "", enrolment: inputs.enrolment ?? "", layer, table, common)
    }
  }
}

extension Analysis.Options {
  /// What the user handed in, with the points where there are any.
  func inputs(points: String? = nil) -> HandedInFiles {
    HandedInFiles([boundaries, enrolment.isEmpty ? nil : enrolment, workforce, points])
  }
}

extension TableOptions {
  /// The analysis; the rows that found no unit are saved first where they stop it, or where a publication leaves them
  /// out.
  func analysis(_ options: Analysis.Options) throws -> Analysis {
    let audit = try Audit(options)
    var saved: String?
    if let rejected, let join = audit.join, !join.rejections.isEmpty,
      options.isPublication || !join.rejections(except: options.allowedRejections).isEmpty
    {
      try audit.saveRejections(to: rejected, language: options.language)
      saved = rejected
    }
    return try Analysis(audit, options, rejectedRowsSavedTo: saved)
  }
}
