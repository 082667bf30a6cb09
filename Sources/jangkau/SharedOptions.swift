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

/// How the boundary layer is read.
struct BoundaryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      id: "Peta yang dimaksud, bila berkasnya (.zip, .gpkg) memuat beberapa.",
      en: "The layer that is meant, where the file (.zip, .gpkg) holds several.", .name))
  var layer: String?
  @Option(help: ArgumentHelp(id: "Kolom kode wilayah pada peta.", en: "Field of the unit codes in the layer.", .field))
  var codeField: String?
  @Option(help: ArgumentHelp(id: "Kolom nama wilayah pada peta.", en: "Field of the unit names in the layer.", .field))
  var nameField: String?
  @Option(
    help: ArgumentHelp(
      id: "Kolom nama wilayah induk pada peta.", en: "Field of the parents' names in the layer.", .field))
  var parentField: String?
  @Option(
    help: ArgumentHelp(
      id: "Pengodean teks .dbf, misalnya UTF-8 atau CP1252; biasanya terbaca dari .cpg.",
      en: "Encoding of the .dbf, for example UTF-8 or CP1252; usually the .cpg tells.", .name))
  var dbfEncoding: String?
  @Option(
    help: ArgumentHelp(
      id: "Sistem koordinat untuk peta yang tidak menyebutnya, misalnya EPSG:4326.",
      en: "CRS of a layer that states none, for example EPSG:4326.", .typed("EPSG:N")))
  var crs: String?
}

/// How the tables are read and joined.
struct TableOptions: ParsableArguments {
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
    help: ArgumentHelp(
      id: "Periode yang dianalisis; bila tidak disebut, yang terbaru.",
      en: "Period to analyse; the latest if not stated.", .period))
  var period: String?
  @Option(
    help: ArgumentHelp(
      id: "Tabel potensi tenaga kerja per wilayah (dan segmen), CSV, .xlsx atau .ods, bila terpisah.",
      en: "Table of eligible workers by unit (and segment), CSV, .xlsx or .ods, when it is one of its own.", .file),
    completion: .file()
  )
  var workforce: String?
  @Option(
    help: ArgumentHelp(
      id: "Lembar tabel --workforce, bila berbeda dari --sheet.",
      en: "Sheet of the --workforce table, where it is another.", .name))
  var workforceSheet: String?
  @OptionGroup var reading: ReadingArguments
  @Option(
    help: ArgumentHelp(
      id: "Bagian peta yang dianalisis: kode atau nama wilayah induk, atau all untuk seluruhnya. Bawaan: wilayah induk "
        + "yang punya data, bila yang lain separuh peta atau lebih.",
      en: "Part of the map to analyse: code or name of a unit above, or all. Default: the parents with data, where the "
        + "others are half of the map or more.", .area))
  var area: String?
  @OptionGroup var text: TableTextOptions
  @Option(
    help: ArgumentHelp(
      id: "Pemisah ribuan pada tabel; auto: ditentukan untuk seluruh kolom.",
      en: "Thousands separator of the table; auto: decided for the whole column.", .typed("auto|none|dot|comma|space")))
  var thousands: ThousandsChoice = .auto
  @Option(
    help: ArgumentHelp(id: "Target cakupan dalam persen.", en: "Target for coverage, in per cent.", .percent))
  var target: Double = 100
  @Option(
    help: ArgumentHelp(
      id: "Model penghalusan: binomial, atau poisson untuk kejadian langka.",
      en: "Model of smoothing: binomial, or poisson for rare events.", .typed("binomial|poisson")))
  var rates: RatesChoice = .binomial
  @Flag(
    help: ArgumentHelp(
      id: "Lanjutkan tanpa baris yang tidak terpadankan (ditulis ke rejected.csv).",
      en: "Go on without the rows that found no unit (they are written to rejected.csv)."))
  var allowUnmatched = false
  @OptionGroup var allowances: AllowanceOptions
  @Option(
    help: ArgumentHelp(
      id: "Simpan baris yang tidak terpadankan ke berkas ini ketika analisis berhenti karenanya, atau pada --publish.",
      en: "Save the rows that found no unit to this file when they stop the analysis, or with --publish.", .file),
    completion: .file())
  var rejected: String?

  mutating func validate() throws {
    guard target > 0 && target <= 100 else {
      throw ValidationError(
        id: "--target harus di atas 0 dan paling besar 100.", en: "--target must be above 0 and at most 100.")
    }
    if workforceSheet != nil && workforce == nil {
      throw ValidationError(
        id: "--workforce-sheet adalah lembar tabel --workforce. Sebutkan tabel itu, atau pakai --sheet.",
        en: "--workforce-sheet is a sheet of the --workforce table. Name that table, or use --sheet.")
    }
  }
}

/// What every command understands.
struct CommonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      id: "Jumlah utas; hasilnya sama berapa pun jumlahnya. Bawaan: semua inti.",
      en: "Threads; the result is the same for any number. Default: all cores.", .typed("N")))
  var threads: Int?
  @Option(
    help: ArgumentHelp(
      id: "Bahasa keluaran. Bawaan: bahasa sistem.",
      en: "Language. Default: from the locale.", .typed("id|en")))
  var lang: Language?
  @Flag(help: ArgumentHelp(id: "Tanpa ringkasan.", en: "No summary."))
  var quiet = false
  @Flag(name: .customLong("no-color"), help: ArgumentHelp(id: "Tanpa warna.", en: "No colours."))
  var noColor = false

  var threadCount: Int { threads ?? Jangkau.availableThreads }
  var language: Language { lang ?? Console.language }

  /// What a command tells of its inputs and results, with hints at its options.
  func summary(of command: any ParsableCommand.Type) -> Summary {
    Summary(language, hints: Hint.texts(in: command))
  }

  mutating func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError(id: "--threads paling sedikit 1.", en: "--threads must be at least 1.")
    }
  }
}

extension Jangkau {
  static var availableThreads: Int { Reporting.Jangkau.availableThreads }
}

/// Where the inputs are: two paths, or the sample.
struct InputArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      id: "Peta batas wilayah: shapefile poligon (juga dalam .zip), GeoPackage, atau GeoJSON.",
      en: "Boundaries: a polygon shapefile (also zipped), a GeoPackage or a GeoJSON.", .boundaries),
    completion: .file(extensions: LayerExtensions.all))
  var boundaries: String?
  @Argument(
    help: ArgumentHelp(
      id: "Tabel kepesertaan: teks berkolom (CSV), .xlsx, atau .ods.",
      en: "Enrolment: delimited text (CSV), .xlsx or .ods.", .table))
  var enrolment: String?
  @Flag(
    help: ArgumentHelp(
      id: "Pakai peta skematik dan tabel ilustrasi yang ikut dalam program.",
      en: "Use the schematic map and the illustrative table that come with the program."))
  var sample = false

  mutating func validate() throws {
    if sample && boundaries != nil {
      throw ValidationError(
        id: "--sample tidak dapat dipakai bersama berkas sendiri.",
        en: "--sample cannot be used with files of your own.")
    }
    if !sample && (boundaries == nil || enrolment == nil) {
      throw ValidationError(
        id: "Sebutkan peta dan tabelnya (PETA TABEL), atau pakai --sample.",
        en: "Name the boundaries and the table (BOUNDARIES ENROLMENT), or use --sample.")
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
