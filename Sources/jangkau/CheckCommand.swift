import ArgumentParser
import BoundaryRepair
import Coverage
import Diagnostics
import RunFiles

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
  @OptionGroup var neighbours: NeighbourArguments
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Tulis tabel sebagaimana dipahami ke berkas ini (.xlsx atau .csv), siap untuk analyze.",
        "Write the table as it was understood to this file (.xlsx or .csv), ready for analyze."), valueName: "FILE"),
    completion: .file())
  var writeClean: String?
  @Flag(
    help: ArgumentHelp(
      Console.say("Timpa berkas --write-clean yang sudah ada.", "Replace a --write-clean file that is there.")))
  var force = false
  @OptionGroup var defects: DefectOptions
  @OptionGroup(title: Console.say("Peta", "Boundaries")) var layer: BoundaryOptions
  @OptionGroup(title: Console.say("Tabel", "Tables")) var table: TableOptions
  @OptionGroup(title: Console.say("Umum", "Common")) var common: CommonOptions

  func run() throws {
    let options = Analysis.Options(boundaries: boundaries, enrolment: enrolment ?? "", layer, table, common)
    try OutputFiles(sparing: options.inputs()).check(
      writeClean.map { [("--write-clean", $0)] } ?? [], rejected: table.rejected, replacing: force)
    let audit = try Audit(options)
    if let rejections = audit.join?.rejections, !rejections.isEmpty, let path = table.rejected {
      try audit.saveRejections(to: path, language: common.language)
    }
    if let path = writeClean {
      try audit.saveClean(to: path)
    }
    let weights = try NeighbourAudit(
      audit.layer, neighbourhood: neighbours.neighbourhood, snapMetres: neighbours.snap, threads: common.threadCount)
    let found = try BoundaryDefects(
      audit.layer, minimumAreaSquareKilometres: defects.minGapArea, threads: common.threadCount)
    let obstacle = audit.obstacle(allowing: options.allowedRejections)
    switch format {
    case .text: try Console.print(audit.report(weights, found, obstacle: obstacle, common.language))
    case .json: try Console.print(audit.json(weights, found, obstacle: obstacle, common.language))
    }
    if obstacle != nil {
      throw ExitCode(Diagnostic.Kind.badInput.rawValue)
    }
  }
}
