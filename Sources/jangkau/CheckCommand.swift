import ArgumentParser
import BoundaryRepair
import Coverage
import Diagnostics

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
      id: "Peta batas wilayah: shapefile poligon.", en: "Boundaries: a polygon shapefile.", .boundaries),
    completion: .file(extensions: ["shp", "SHP"]))
  var boundaries: String
  @Argument(
    help: ArgumentHelp(id: "Tabel kepesertaan (boleh tidak ada).", en: "Enrolment table (optional).", .table),
    completion: .file())
  var enrolment: String?
  @Option(help: ArgumentHelp(id: "Bentuk laporan.", en: "Form of the report.", .typed("text|json")))
  var format: Format = .text
  @Option(
    help: ArgumentHelp(
      id: "Jarak batas yang masih dianggap bersentuhan, dalam meter.",
      en: "How far apart, in metres, boundaries still count as shared.", .metres))
  var snap = 0.0
  @OptionGroup var defects: DefectOptions
  @OptionGroup(title: Console.text(id: "Peta", en: "Boundaries")) var layer: BoundaryOptions
  @OptionGroup(title: Console.text(id: "Tabel", en: "Tables")) var table: TableOptions
  @OptionGroup(title: Console.text(id: "Umum", en: "Common")) var common: CommonOptions

  mutating func validate() throws { try SpatialArguments.validate(snap: snap) }

  func run() throws {
    let options = Analysis.Options(boundaries: boundaries, enrolment: enrolment ?? "", layer, table, common)
    let audit = try Audit(options)
    if let rejections = audit.join?.rejections, !rejections.isEmpty, let path = table.rejected {
      try audit.saveRejections(to: path, language: common.language)
    }
    let neighbours = NeighbourAudit(audit.layer, snapMetres: snap, threads: common.threadCount)
    let found = try BoundaryDefects(
      audit.layer, minimumAreaSquareKilometres: defects.minGapArea, threads: common.threadCount)
    switch format {
    case .text: Console.print(audit.report(neighbours, found, common.summary(of: Self.self)))
    case .json: Console.print(try audit.json(neighbours, found, common.language))
    }
    if audit.join?.rejections.isEmpty == false && !table.allowUnmatched {
      throw ExitCode(Diagnostic.Kind.badInput.rawValue)
    }
  }
}
