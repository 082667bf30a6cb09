import ArgumentParser
import BoundaryRepair
import Coverage
import Diagnostics
import RunFiles

struct CheckCommand: DescribedCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: Console.text(
        id: "Periksa peta dan pemadanan tabel tanpa menganalisis.",
        en: "Audit boundaries and join without analysing."),
      discussion: Console.text(
        id: "Kode keluar 65 bila ada yang akan menghentikan analyze.",
        en: "Exit code 65 when something would stop analyze."))
  }

  static let example = Message(
    id: "jangkau check batas_kecamatan.shp kepesertaan.csv", en: "jangkau check districts.shp enrolment.csv")
  static let otherNames = ["cek", "periksa", "audit", "validate", "validasi"]

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(
    help: ArgumentHelp(
      id: "Peta batas wilayah: shapefile poligon (juga dalam .zip), GeoPackage, atau GeoJSON.",
      en: "Boundaries: a polygon shapefile (also zipped), a GeoPackage or a GeoJSON.", .boundaries),
    completion: .file(extensions: LayerExtensions.all))
  var boundaries: String
  @Argument(
    help: ArgumentHelp(
      id: "Tabel kepesertaan: teks berkolom (CSV), .xlsx, atau .ods (boleh tidak ada).",
      en: "Enrolment: delimited text (CSV), .xlsx or .ods (optional).", .table),
    completion: .file())
  var enrolment: String?
  @Option(help: ArgumentHelp(id: "Bentuk laporan.", en: "Form of the report.", .typed("text|json")))
  var format: Format = .text
  @OptionGroup var neighbours: NeighbourArguments
  @Option(
    help: ArgumentHelp(
      id: "Tulis tabel sebagaimana dipahami ke berkas ini (.xlsx atau .csv), siap untuk analyze.",
      en: "Write the table as it was understood to this file (.xlsx or .csv), ready for analyze.", .file),
    completion: .file())
  var writeClean: String?
  @Flag(
    help: ArgumentHelp(
      id: "Timpa berkas --write-clean yang sudah ada.", en: "Replace a --write-clean file that is there."))
  var force = false
  @OptionGroup var defects: DefectOptions
  @OptionGroup(title: Console.text(id: "Peta", en: "Boundaries")) var layer: BoundaryOptions
  @OptionGroup(title: Console.text(id: "Tabel", en: "Tables")) var table: TableOptions
  @OptionGroup(title: Console.text(id: "Umum", en: "Common")) var common: CommonOptions

  mutating func validate() throws {
    if enrolment == nil, let option = try optionOfTables {
      throw ValidationError(
        id: "\(option) hanya berlaku bersama tabel. Sebutkan tabelnya setelah peta.",
        en: "\(option) has an effect with a table only. Name the table after the boundaries.")
    }
    let endings = [".csv", ".xlsx"]
    if let path = writeClean, !endings.contains(where: { path.lowercased().hasSuffix($0) }) {
      throw ValidationError(
        id: "--write-clean menulis .xlsx atau .csv. Beri nama berkas yang berakhiran salah satunya.",
        en: "--write-clean writes .xlsx or .csv. Name a file that ends in one of them.")
    }
  }

  /// The first option by name that is stated and of tables alone: without effect, it would be taken for a check that was
  /// made. The code system is that of the boundaries too.
  private var optionOfTables: String? {
    get throws {
      if writeClean != nil { return "--write-clean" }
      if table.rejected != nil { return "--rejected" }
      let (stated, usual) = (OptionRecord(of: table).texts, OptionRecord(of: try TableOptions.parse([])).texts)
      let names = stated.keys.filter { stated[$0] != usual[$0] && !["area", "code_system"].contains($0) }
      return names.min().map { "--" + $0.replacing("_", with: "-") }
    }
  }

  func run() throws {
    let inputs = Audit.Inputs(boundaries: boundaries, enrolment: enrolment, layer, table, common)
    try OutputFiles(sparing: inputs.files()).check(
      writeClean.map { [("--write-clean", $0)] } ?? [], rejected: table.rejected, replacing: force)
    let audit = try Audit(inputs)
    if let rejections = audit.join?.rejections, !rejections.isEmpty, let path = table.rejected {
      try audit.saveRejections(to: path, language: common.language)
    }
    if let path = writeClean {
      try audit.saveClean(to: path)
    }
    let weights = try NeighbourAudit(
      audit.layer, neighbourhood: neighbours.weights, snapMetres: neighbours.snap, threads: common.threadCount)
    let found = try BoundaryDefects(
      audit.layer, minimumAreaSquareKilometres: defects.minGapArea, threads: common.threadCount)
    let obstacle = audit.obstacle(allowing: table.allowedRejections)
    switch format {
    case .text:
      try Console.print(audit.report(weights, found, obstacle: obstacle, common.summary(of: Self.self)))
    case .json: try Console.print(audit.json(weights, found, obstacle: obstacle, common.language))
    }
    if obstacle != nil {
      throw ExitCode(Diagnostic.Kind.badInput.rawValue)
    }
  }
}
