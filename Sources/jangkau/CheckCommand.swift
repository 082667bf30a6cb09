import ArgumentParser
import BoundaryRepair
import Coverage
import Diagnostics

struct CheckCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: Console.say(
        "Periksa peta dan pemadanan tabel tanpa menganalisis.",
        "Audit boundaries and join without analysing."),
      discussion: Console.say(
        "Kode keluar 65 bila ada yang akan menghentikan analyze.",
        "Exit code 65 when something would stop analyze."))
  }

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(
    help: ArgumentHelp(
      Console.say("Batas wilayah: shapefile poligon.", "Boundaries: a polygon shapefile."), valueName: "BOUNDARIES"),
    completion: .file(extensions: ["shp", "SHP"]))
  var boundaries: String
  @Argument(
    help: ArgumentHelp(
      Console.say("Tabel kepesertaan (boleh tidak ada).", "Enrolment table (optional)."), valueName: "ENROLMENT"),
    completion: .file())
  var enrolment: String?
  @Option(help: ArgumentHelp(Console.say("Bentuk laporan.", "Form of the report."), valueName: "text|json"))
  var format: Format = .text
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Jarak batas yang masih dianggap bersentuhan, dalam meter.",
        "How far apart, in metres, boundaries still count as shared."), valueName: "METRES"))
  var snap = 0.0
  @OptionGroup var defects: DefectOptions
  @OptionGroup(title: Console.say("Peta", "Boundaries")) var layer: BoundaryOptions
  @OptionGroup(title: Console.say("Tabel", "Tables")) var table: TableOptions
  @OptionGroup(title: Console.say("Umum", "Common")) var common: CommonOptions

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
    case .text: Console.print(audit.report(neighbours, found, common.language))
    case .json: Console.print(try audit.json(neighbours, found, common.language))
    }
    if audit.join?.rejections.isEmpty == false && !table.allowUnmatched {
      throw ExitCode(Diagnostic.Kind.badInput.rawValue)
    }
  }
}
