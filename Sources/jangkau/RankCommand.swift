import ArgumentParser
import Coverage
import Diagnostics
import Reporting
import RunFiles

struct RankCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "rank",
      abstract: Console.say(
        "Hanya peringkat, ke keluaran standar.", "The ranking alone, to standard output."),
      discussion: Console.say(
        """
        Dua urutan yang tidak dicampur: menurut pekerja belum terlindungi (di mana orangnya paling banyak) atau menurut \
        cakupan (di mana perlindungan paling tipis).
        """,
        """
        Two orders, never mixed: by uncovered workers (where most people are) or by coverage (where cover is thinnest).
        """))
  }

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, json, markdown, xlsx }

  @OptionGroup var inputs: InputArguments
  @Option(
    help: ArgumentHelp(
      Console.say("Bentuk keluaran.", "Form of the output."), valueName: "table|csv|json|markdown|xlsx"))
  var format: Format = .table
  @Option(help: ArgumentHelp(Console.say("Urutan.", "Order."), valueName: "uncovered|coverage"))
  var by: Ranking = .uncovered
  @Option(
    help: ArgumentHelp(Console.say("Hanya N wilayah pertama.", "Only the first N units."), valueName: "N"))
  var top: Int?
  @OptionGroup(title: Console.say("Peta", "Boundaries")) var layer: BoundaryOptions
  @OptionGroup(title: Console.say("Tabel", "Tables")) var table: TableOptions
  @OptionGroup(title: Console.say("Publikasi", "Publication")) var disclosure: DisclosureArguments
  @OptionGroup(title: Console.say("Umum", "Common")) var common: CommonOptions

  mutating func validate() throws {
    if let top, top < 1 {
      throw ValidationError(Console.say("--top paling sedikit 1.", "--top must be at least 1."))
    }
    if format == .xlsx && Console.isTerminal {
      throw ValidationError(
        Console.say(
          "Buku kerja bukan teks untuk layar; alihkan ke berkas: jangkau rank … --format xlsx > peringkat.xlsx",
          "A workbook is no text for a screen; send it to a file: jangkau rank … --format xlsx > ranking.xlsx"))
    }
  }

  func run() throws {
    var options = try Analysis.Options(inputs, layer, table, common)
    disclosure.apply(to: &options)
    try OutputFiles(sparing: options.inputs()).check([], rejected: table.rejected, replacing: true)
    let analysis = try table.analysis(options)
    switch format {
    case .table:
      try Console.print(
        RankingText.table(analysis, by: by, top: top, language: common.language, on: Console.display)
          + RankingText.caveats(analysis).map { TextLine($0) }, isColored: !common.noColor)
    case .markdown: try Console.print(RankingText.markdown(analysis, by: by, top: top, language: common.language))
    case .csv: try Console.print(RankingTable.csv(analysis, by: by, top: top))
    case .xlsx: try Console.print(RankingWorkbook.bytes(analysis, by: by, top: top, language: common.language))
    case .json: try Console.print(RankingTable.json(analysis, by: by, top: top))
    }
    if !common.quiet {
      for notice in analysis.notices { Console.complain(notice[common.language]) }
    }
  }
}
