import Areas
public import ArgumentParser
import Boundaries
public import Cartography
public import Coverage
public import Diagnostics
import Enrolment
import Glibc
import Reporting
import RunFiles
public import SpatialStatistics

extension Language: ExpressibleByArgument {}
extension Ranking: ExpressibleByArgument {}
extension SpatialOptions.LocalValues: ExpressibleByArgument {}
extension Classification.Method: ExpressibleByArgument {}
extension MapSize: ExpressibleByArgument {}
extension SpatialOptions.ScanModel: ExpressibleByArgument {}
extension SpatialOptions.ScanShape: ExpressibleByArgument {}
extension SpatialOptions.ScanSecondary: ExpressibleByArgument {}

extension EmpiricalBayes.Model: ExpressibleByArgument {}

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

  /// - Parameter codeSystem: of the codes in both the layer and the table.
  func options(codeSystem: CodeSystem?, threads: Int) -> BoundaryLayer.Options {
    var options = BoundaryLayer.Options()
    options.layer = layer
    options.codeField = codeField
    options.nameField = nameField
    options.parentField = parentField
    options.encoding = dbfEncoding
    options.crs = crs
    options.codeSystem = codeSystem
    options.threads = threads
    return options
  }
}

/// How the tables are read and joined.
struct TableOptions: ParsableArguments {
  @OptionGroup var counts: TableArguments
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
  @Option(
    help: ArgumentHelp(
      id: "Bagian peta yang dianalisis: kode atau nama wilayah induk, atau all untuk seluruhnya. Bawaan: wilayah induk "
        + "yang punya data, bila yang lain separuh peta atau lebih.",
      en: "Part of the map to analyse: code or name of a unit above, or all. Default: the parents with data, where the "
        + "others are half of the map or more.", .area))
  var area: String?
  @Option(
    help: ArgumentHelp(id: "Target cakupan dalam persen.", en: "Target for coverage, in per cent.", .percent))
  var target: Double = 100
  @Option(
    help: ArgumentHelp(
      id: "Model penghalusan: binomial, atau poisson untuk kejadian langka.",
      en: "Model of smoothing: binomial, or poisson for rare events.", .typed("binomial|poisson")))
  var rates: EmpiricalBayes.Model = .binomial
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

extension Audit.Inputs {
  /// - Parameter enrolment: nil for boundaries alone.
  init(
    boundaries: String, enrolment: String?, _ layer: BoundaryOptions, _ table: TableOptions, _ common: CommonOptions
  ) {
    self.init(boundaries: boundaries, enrolment: enrolment.map { table.counts.source($0, period: table.period) })
    self.layer = layer.options(codeSystem: table.counts.text.codeSystem.stated, threads: common.threadCount)
    workforce = table.workforce.map { table.counts.source($0, period: nil) }
    if let sheet = table.workforceSheet { workforce?.format.sheet = sheet }
    area = table.area
    threads = common.threadCount
  }

  /// - Throws: `Diagnostic` where the sample does not lie beside the program.
  init(
    _ inputs: InputArguments, _ layer: BoundaryOptions, _ table: TableOptions, _ common: CommonOptions
  ) throws {
    if inputs.sample {
      let sample = try SampleData.find()
      self.init(boundaries: sample.boundaries, enrolment: sample.enrolment, layer, table, common)
    } else {
      self.init(boundaries: inputs.boundaries ?? "", enrolment: inputs.enrolment, layer, table, common)
    }
  }

  /// What the user handed in, with the points where there are any.
  func files(points: String? = nil) -> HandedInFiles {
    HandedInFiles([boundaries, enrolment?.path, workforce?.path, points])
  }
}

extension TableOptions {
  var allowedRejections: Set<Rejection.Kind> { allowances.kinds(allowUnmatched: allowUnmatched) }

  /// The analysis; the rows that found no unit are saved first where they stop it, or where a publication leaves them
  /// out.
  func analysis(_ inputs: Audit.Inputs, _ disclosure: DisclosureArguments, _ language: Language) throws -> Analysis {
    var options = Analysis.Options()
    options.target = CoverageFigures.Target(percent: target)
    options.rates = rates
    options.allowedRejections = allowedRejections
    options.smallCounts = SmallCountRule(limit: disclosure.suppressBelow)
    options.isPublication = disclosure.publish
    options.language = language
    let audit = try Audit(inputs)
    var saved: String?
    if let rejected, let join = audit.join, !join.rejections.isEmpty,
      disclosure.publish || !join.rejections(except: allowedRejections).isEmpty
    {
      try audit.saveRejections(to: rejected, language: language)
      saved = rejected
    }
    return try Analysis(audit, options, rejectedRowsSavedTo: saved)
  }
}
