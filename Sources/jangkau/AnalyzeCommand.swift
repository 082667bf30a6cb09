import ArgumentParser
import Cartography
import Coverage
import Diagnostics
import Reporting
import RunFiles

struct AnalyzeCommand: DescribedCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "analyze",
      abstract: Console.text(
        id: "Pekerjaan utama: peta cakupan kepesertaan (GeoJSON) dan peringkat ke dalam satu folder.",
        en: "The main job: coverage map (GeoJSON) and ranking into one folder."),
      discussion: Console.text(
        id: """
          Menulis ke dalam folder itu:
            coverage.geojson   setiap wilayah dengan angkanya
            clusters.geojson   klaster cakupan rendah
            gaps.geojson       yang di luar jangkauan, tanpa data, dan cacat batas peta
            parents.geojson    wilayah induk dengan jumlahnya
            services.geojson   titik layanan, bila disebutkan
            coverage.qml, clusters.qml, gaps.qml, parents.qml, services.qml   gayanya untuk QGIS
            coverage.gpkg      semua peta itu dengan gayanya (GeoPackage)
            jangkau.qgz        proyek QGIS yang sudah jadi, dengan halaman cetak dan atlas
            report.html        laporan untuk peramban, tanpa perlu jaringan
            map.svg, map.png, map.pdf   peta untuk dokumen dan salindia
            ranking.csv, ranking.xlsx   peringkat wilayah
            rejected.csv       baris yang ditolak, bila ada
            run.json           apa yang dijalankan, dengan masukan dan pilihan apa

          Keluaran muncul utuh atau tidak sama sekali. Baris yang tidak terpadankan menghentikan analisis (kode keluar \
          65), kecuali dengan --allow-unmatched.
          """,
        en: """
          Writes into that folder:
            coverage.geojson   every unit with its figures
            clusters.geojson   clusters of low coverage
            gaps.geojson       what is out of reach, without data, or a defect of the map
            parents.geojson    the level above with its sums
            services.geojson   service points, where there are any
            coverage.qml, clusters.qml, gaps.qml, parents.qml, services.qml   their styles for QGIS
            coverage.gpkg      all these layers with their styles (GeoPackage)
            jangkau.qgz        a QGIS project, ready to open, with pages to print and an atlas
            report.html        the report, for a browser, without a network
            map.svg, map.png, map.pdf   the map for documents and slides
            ranking.csv, ranking.xlsx   the ranking of units
            rejected.csv       rejected rows, where there are any
            run.json           what was run, on which inputs and with which options

          Outputs appear whole or not at all. Rows that find no unit stop the analysis (exit code 65) unless \
          --allow-unmatched is given.
          """))
  }

  static let example = Message(
    id: "jangkau analyze batas_kecamatan.shp kepesertaan.csv --output keluaran",
    en: "jangkau analyze districts.shp enrolment.csv --output output")
  static let otherNames = ["analyse", "analysis", "analisis", "analisa", "peta", "map"]

  @OptionGroup var inputs: InputArguments
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(id: "Folder keluaran.", en: "Folder of the outputs.", .folder), completion: .directory)
  var output: String
  @Flag(help: ArgumentHelp(id: "Ganti keluaran yang sudah ada.", en: "Replace outputs that are there."))
  var force = false
  @Option(
    help: ArgumentHelp(id: "Jumlah desimal koordinat, 0–15.", en: "Decimals of coordinates, 0–15.", .typed("D")))
  var precision = 6
  @Option(
    help: ArgumentHelp(
      id: "Kelas cakupan pada peta: langkah bulat sesuai datanya, langkah tetap 20 %, jumlah wilayah sama banyak, jeda "
        + "alami (Jenks), atau dua arah dari target.",
      en: "Classes of coverage on the maps: round steps that suit the data, fixed steps of 20%, equally many units, "
        + "natural breaks (Jenks), or both ways from the target.",
      .typed("pretty|fixed|quantiles|jenks|target")))
  var classes: Classification.Method = .pretty
  @Option(
    help: ArgumentHelp(
      id: "Lembar map.svg, map.png, dan map.pdf: salindia, A4 mendatar, atau A4 tegak.",
      en: "Sheet of map.svg, map.png and map.pdf: a slide, A4 landscape or portrait.",
      .typed("16:9|a4|a4-portrait")))
  var mapSize: MapSize = .slide
  @OptionGroup var defects: DefectOptions
  @OptionGroup(title: Console.text(id: "Peta", en: "Boundaries")) var layer: BoundaryOptions
  @OptionGroup(title: Console.text(id: "Tabel", en: "Tables")) var table: TableOptions
  @OptionGroup(title: Console.text(id: "Klaster", en: "Clusters")) var spatial: SpatialArguments
  @OptionGroup(title: Console.text(id: "Jangkauan", en: "Reach")) var reach: ReachArguments
  @OptionGroup(title: Console.text(id: "Publikasi", en: "Publication")) var disclosure: DisclosureArguments
  @OptionGroup(title: Console.text(id: "Umum", en: "Common")) var common: CommonOptions

  mutating func validate() throws {
    guard (0...15).contains(precision) else {
      throw ValidationError(id: "--precision antara 0 dan 15.", en: "--precision lies between 0 and 15.")
    }
    try reach.validate(isSample: inputs.sample)
    if disclosure.publish, let rejected = table.rejected, FilePath.lies(rejected, in: output) {
      throw ValidationError(
        id: "--rejected tidak boleh berada di folder publikasi: baris yang ditolak memuat angka.",
        en: "--rejected may not lie in the folder of a publication: rejected rows hold counts.")
    }
  }

  func run() throws {
    let files = try Audit.Inputs(inputs, layer, table, common)
    try OutputFiles(sparing: files.files(points: reach.path(isSample: inputs.sample))).check(
      [], rejected: table.rejected, folder: output, replacing: force)
    let folder = try OutputFolder(output, replacing: force)
    let points = try reach.servicePoints(isSample: inputs.sample)
    let analysis = try table.analysis(files, disclosure, common.language)
    let reached = try points.map {
      try Reach($0, kilometres: reach.kilometres, in: analysis, threads: common.threadCount)
    }
    let found = try spatialAnalysis(of: analysis)
    let gaps = try SpatialGaps(
      analysis, reach: reached, minimumDefectSquareKilometres: defects.minGapArea, threads: common.threadCount)
    let results = try Results(analysis, found, gaps, decimals: precision, threads: common.threadCount)
    let report = ReportFiles(results, method: classes, size: mapSize)
    let added = QGISFiles(results, method: classes).files + report.files
    let written = try results.write(
      to: folder, added: added, optionTexts: optionTexts, time: Clock.now)
    if common.quiet { return }
    let language = common.language
    let summary = common.summary(of: Self.self)
    let inputs = summary.layer(analysis.layer) + summary.ledger(analysis.join, columns: analysis.columnUse)
    let ranking = RankingText.table(analysis, by: .uncovered, top: 10, language: language, on: Console.display)
    var findings = [""] + summary.clusters(found) + [""] + summary.notices(results.notices + report.notices)
    if findings.last?.isEmpty == false { findings.append("") }
    let figures = summary.figures(analysis, on: Console.display)
    let reachLines = reached.map { summary.reach($0, analysis) } ?? []
    let lines =
      inputs.map { TextLine($0) } + figures + (reachLines + [""]).map { TextLine($0) } + ranking
      + (findings + summary.written(written, to: output)).map { TextLine($0) }
    try Console.print(lines, isColored: !common.noColor)
  }

  private func spatialAnalysis(of analysis: Analysis) throws -> SpatialAnalysis {
    // A fault's message starts on a clear line too.
    defer { ProgressLine.clear() }
    return try SpatialAnalysis(
      analysis, options: spatial.options, threads: common.threadCount,
      progress: ProgressLine.progress(isQuiet: common.quiet, language: common.language))
  }

  /// What `run.json` records: every option with the value that was in force.
  private var optionTexts: [String: String] {
    let options = spatial.options
    return OptionRecord(
      of: self,
      resolved: [
        "replications": String(options.replications), "scan_max_share": String(options.largestScanShare),
        "min_difference_tau": String(options.leastVariations ?? 0), "reach": String(reach.kilometres),
        "lang": common.language.rawValue,
      ]
    ).texts
  }
}
