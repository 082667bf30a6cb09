import ArgumentParser
import Coverage
import Diagnostics
import Reapportionment
import Reporting

struct ReapportionCommand: DescribedCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "reapportion",
      abstract: Console.text(
        id: "Alihkan angka dari batas lama ke batas baru, dengan jumlah yang tetap sama.",
        en: "Carry counts from old boundaries to new ones, keeping every total."),
      discussion: Console.text(
        id: """
          Menulis tabel kepesertaan yang dapat dibaca analyze dengan peta baru. Setiap angka wilayah lama dibagi ke \
          wilayah baru menurut luas irisan, menjadi bilangan bulat dengan jumlah yang tetap (sisa terbesar). Pembagian \
          menurut luas menganggap pekerja tersebar merata; dengan --weight-field atau --points mereka mengikuti bobot. \
          Kolom “dasar” menandai angka yang utuh (utuh), taksiran (perkiraan_…), atau tanpa data (tanpa_data). Wilayah baru yang tidak tercakup peta lama \
          tidak diberi angka. Semua periode dan segmen dialihkan, kecuali --period memilih satu.
          """,
        en: """
          Writes an enrolment table that analyze reads with the new map. Each count of an old unit is shared out among \
          the new units by area of intersection, in whole numbers that keep the total (largest remainder). Sharing by \
          area takes workers to be spread evenly; with --weight-field or --points they follow the weights. The column \
          “dasar” marks what is whole (utuh), estimated (perkiraan_…) or without data (tanpa_data). A new unit that the \
          old map does not cover gets no figure. All periods and segments are carried unless --period chooses one.
          """))
  }

  static let example = Message(
    id: """
      jangkau reapportion kepesertaan_2019.csv --from batas_2019.shp --to batas_2025.shp \\
        --output kepesertaan_2025.csv
      """,
    en: """
      jangkau reapportion enrolment_2019.csv --from districts_2019.shp --to districts_2025.shp \\
        --output enrolment_2025.csv
      """)
  static let otherNames = ["alihkan", "bagi", "realokasi", "reallocate"]

  @Argument(
    help: ArgumentHelp(
      id: "Tabel angka di batas lama (CSV, .xlsx atau .ods).",
      en: "Table of counts on the old boundaries (CSV, .xlsx or .ods).", .counts),
    completion: .file())
  var counts: String
  @OptionGroup(title: Console.text(id: "Batas", en: "Boundaries")) var layers: LayerPair
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(id: "Tabel hasil (CSV).", en: "The resulting table (CSV).", .file),
    completion: .file(extensions: ["csv"]))
  var output: String
  @Option(
    help: ArgumentHelp(
      id: "Tulis juga matriks bagian: setiap irisan, dipakai atau tidak.",
      en: "Write the matrix of shares too: every intersection, used or not.", .file),
    completion: .file(extensions: ["csv"]))
  var matrix: String?
  @Flag(help: ArgumentHelp(id: "Ganti berkas yang sudah ada.", en: "Replace files that are there."))
  var force = false
  @OptionGroup(title: Console.text(id: "Pembagian", en: "Shares")) var shares: ShareOptions
  @OptionGroup(title: Console.text(id: "Tabel", en: "Table")) var table: CountsOptions
  @OptionGroup(title: Console.text(id: "Umum", en: "Common")) var common: CommonOptions

  func run() throws {
    let outputs = try Reapportionment.Outputs(
      counts: output, matrix: matrix, replacing: force, inputs: [counts, shares.points, layers.from, layers.to],
      rejected: table.rejected)
    let result = try Reapportionment(options)
    try result.write(to: outputs)
    if common.quiet { return }
    let summary = common.summary(of: Self.self)
    var lines = summary.reapportionment(result)
    if !result.rejections.isEmpty { lines += [""] + summary.rejections(result.rejections) }
    let files = [output, matrix].compactMap { $0 }.joined(separator: ", ")
    lines += ["", Console.text(id: "Ditulis ke \(files)", en: "Written to \(files)")]
    try Console.print(lines)
  }

  private var options: Reapportionment.Options {
    var options = Reapportionment.Options(
      counts: table.counts.source(counts, period: table.period), oldBoundaries: layers.from, newBoundaries: layers.to)
    options.oldLayer = layers.old
    options.oldLayer.codeSystem = table.counts.text.codeSystem.stated
    options.oldLayer.threads = common.threadCount
    options.newLayer = layers.new
    options.newLayer.threads = common.threadCount
    if let points = shares.points {
      options.method = .points(path: points, weight: shares.pointsWeight)
    } else if let field = shares.weightField {
      options.method = .field(field)
    }
    options.minShare = shares.minShare
    if case .percent(let percent) = shares.sameUnits { options.sameUnits = percent }
    options.minCover = shares.minCover
    options.allowedRejections = table.allowances.kinds(allowUnmatched: table.allowUnmatched)
    options.rejectedPath = table.rejected
    options.threads = common.threadCount
    options.language = common.language
    return options
  }
}
