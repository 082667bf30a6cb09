import ArgumentParser
import Coverage
import Diagnostics
import Reporting
import RunFiles

struct RankCommand: DescribedCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "rank",
      abstract: Console.text(
        id: "Hanya peringkat, ke keluaran standar.", en: "The ranking alone, to standard output."),
      discussion: Console.text(
        id: """
          Dua urutan yang tidak dicampur: menurut pekerja belum terlindungi (di mana orangnya paling banyak) atau menurut \
          cakupan (di mana perlindungan paling tipis).
          """,
        en: """
          Two orders, never mixed: by uncovered workers (where most people are) or by coverage (where cover is thinnest).
          """))
  }

  static let example = Message(
    id: "jangkau rank batas_kecamatan.shp kepesertaan.csv --by coverage --top 10",
    en: "jangkau rank districts.shp enrolment.csv --by coverage --top 10")
  static let otherNames = ["ranking", "peringkat", "urutan", "urutkan"]

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, json, markdown, xlsx }

  @OptionGroup var inputs: InputArguments
  @Option(
    help: ArgumentHelp(id: "Bentuk keluaran.", en: "Form of the output.", .typed("table|csv|json|markdown|xlsx")))
  var format: Format = .table
  @Option(help: ArgumentHelp(id: "Urutan.", en: "Order.", .typed("uncovered|coverage")))
  var by: Ranking = .uncovered
  @Option(
    help: ArgumentHelp(id: "Hanya N wilayah pertama.", en: "Only the first N units.", .typed("N")))
  var top: Int?
  @OptionGroup(title: Console.text(id: "Peta", en: "Boundaries")) var layer: BoundaryOptions
  @OptionGroup(title: Console.text(id: "Tabel", en: "Tables")) var table: TableOptions
  @OptionGroup(title: Console.text(id: "Publikasi", en: "Publication")) var disclosure: DisclosureArguments
  @OptionGroup(title: Console.text(id: "Umum", en: "Common")) var common: CommonOptions

  mutating func validate() throws {
    if let top, top < 1 {
      throw ValidationError(id: "--top paling sedikit 1.", en: "--top must be at least 1.")
    }
    if format == .xlsx && Console.isTerminal {
      throw ValidationError(
        id: "Buku kerja bukan teks untuk layar; alihkan ke berkas: jangkau rank … --format xlsx > peringkat.xlsx",
        en: "A workbook is no text for a screen; send it to a file: jangkau rank … --format xlsx > ranking.xlsx")
    }
  }

  func run() throws {
    let files = try Audit.Inputs(inputs, layer, table, common)
    try OutputFiles(sparing: files.files()).check([], rejected: table.rejected, replacing: true)
    let analysis = try table.analysis(files, disclosure, common.language)
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
      for notice in analysis.notices { Console.complain(notice, in: Self.self) }
    }
  }
}
