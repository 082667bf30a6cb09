import ArgumentParser
import Cartography
import Coverage
import Diagnostics
import Reporting
import RunFiles

struct AnalyzeCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "analyze",
      abstract: Console.say(
        "Pekerjaan utama: peta cakupan (GeoJSON) dan peringkat ke dalam satu folder.",
        "The main job: coverage map (GeoJSON) and ranking into one folder."),
      discussion: Console.say(
        """
        Menulis coverage.geojson, clusters.geojson, gaps.geojson (masing-masing dengan gaya QGIS .qml), coverage.gpkg, jangkau.qgz, report.html, map.svg, ranking.csv, run.json, dan bila ada baris yang ditolak rejected.csv. Keluaran muncul \
        utuh atau tidak sama sekali. Baris yang tidak terpadankan menghentikan analisis (kode keluar 65), kecuali \
        dengan --allow-unmatched.
        """,
        """
        Writes coverage.geojson, clusters.geojson, gaps.geojson (each with a QGIS style .qml), coverage.gpkg, jangkau.qgz, report.html, map.svg, ranking.csv, run.json and, where rows were rejected, rejected.csv. \
        Outputs appear whole or not at all. Rows that find no unit stop the analysis (exit code 65) unless --allow-unmatched is given.
        """))
  }

  @OptionGroup var inputs: InputArguments
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      Console.say("Folder keluaran.", "Folder of the outputs."), valueName: "DIR"), completion: .directory)
  var output: String
  @Flag(help: ArgumentHelp(Console.say("Ganti keluaran yang sudah ada.", "Replace outputs that are there.")))
  var force = false
  @Option(
    help: ArgumentHelp(
      Console.say("Jumlah desimal koordinat, 0–15.", "Decimals of coordinates, 0–15."), valueName: "D"))
  var precision = 6
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Kelas cakupan pada peta: langkah tetap 20 %, jumlah wilayah sama banyak, atau jeda alami (Jenks).",
        "Classes of coverage on the maps: fixed steps of 20%, equally many units, or natural breaks (Jenks)."),
      valueName: "fixed|quantiles|jenks"))
  var classes: Classification.Method = .fixed
  @OptionGroup var defects: DefectOptions
  @OptionGroup(title: Console.say("Peta", "Boundaries")) var layer: BoundaryOptions
  @OptionGroup(title: Console.say("Tabel", "Tables")) var table: TableOptions
  @OptionGroup(title: Console.say("Klaster", "Clusters")) var spatial: SpatialArguments
  @OptionGroup(title: Console.say("Jangkauan", "Reach")) var reach: ReachArguments
  @OptionGroup(title: Console.say("Publikasi", "Publication")) var disclosure: DisclosureArguments
  @OptionGroup(title: Console.say("Umum", "Common")) var common: CommonOptions

  mutating func validate() throws {
    guard (0...15).contains(precision) else {
      throw ValidationError(Console.say("--precision antara 0 dan 15.", "--precision lies between 0 and 15."))
    }
    try reach.validate(isSample: inputs.sample)
    if disclosure.publish, let rejected = table.rejected, FilePath.lies(rejected, in: output) {
      throw ValidationError(
        Console.say(
          "--rejected tidak boleh berada di folder publikasi: baris yang ditolak memuat angka.",
          "--rejected may not lie in the folder of a publication: rejected rows hold counts."))
    }
  }

  func run() throws {
    var options = try Analysis.Options(inputs, layer, table, common)
    disclosure.apply(to: &options)
    try OutputFiles(sparing: options.inputs(points: reach.path(isSample: inputs.sample))).check(
      [], rejected: table.rejected, folder: output, replacing: force)
    let folder = try OutputFolder(output, replacing: force)
    let points = try reach.servicePoints(isSample: inputs.sample)
    let analysis = try table.analysis(options)
    let reached = try points.map {
      try Reach($0, kilometres: reach.kilometres, in: analysis, threads: common.threadCount)
    }
    let found = try spatialAnalysis(of: analysis)
    let gaps = try SpatialGaps(
      analysis, reach: reached, minimumDefectSquareKilometres: defects.minGapArea, threads: common.threadCount)
    let results = try Results(analysis, found, gaps, decimals: precision, threads: common.threadCount)
    let added = QGISFiles(results, method: classes).files + ReportFiles(results, method: classes).files
    let files = try results.write(
      to: folder, added: added, optionTexts: optionTexts, time: Clock.now)
    if common.quiet { return }
    let language = common.language
    let summary = Summary(language)
    let inputs = summary.layer(analysis.layer) + summary.ledger(analysis.join, columns: analysis.columnUse)
    let ranking = RankingText.table(analysis, by: .uncovered, top: 10, language: language, on: Console.display)
    var findings = [""] + summary.clusters(found) + [""] + summary.notices(results.notices)
    if findings.last?.isEmpty == false { findings.append("") }
    let figures = summary.figures(analysis, on: Console.display)
    let reachLines = reached.map { summary.reach($0, analysis) } ?? []
    let lines =
      inputs.map { TextLine($0) } + figures + (reachLines + [""]).map { TextLine($0) } + ranking
      + (findings + summary.written(files, to: output)).map { TextLine($0) }
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
    var texts = [
      "precision": String(precision), "classes": classes.rawValue, "target": String(table.target),
      "rates": table.rates.rawValue,
      "code_system": table.text.codeSystem.rawValue, "allow_unmatched": String(table.allowUnmatched),
      "allow_sums": String(table.allowances.allowSums),
      "allow_unlabelled": String(table.allowances.allowUnlabelled),
      "weights": spatial.neighbours.weights, "snap": String(spatial.neighbours.snap),
      "permutations": String(spatial.permutations),
      "local_values": spatial.localValues.rawValue,
      "replications": String(options.replications), "alpha": String(spatial.alpha), "seed": String(spatial.seed),
      "scan_max_share": String(options.largestScanShare), "scan_model": options.scanModel.rawValue,
      "scan_shape": options.scanShape.rawValue, "min_difference": String(options.minimumDifference),
      "min_gap_area": String(defects.minGapArea),
      "reach": String(reach.kilometres), "publish": String(disclosure.publish),
      "suppress_below": String(disclosure.suppressBelow),
      "lang": common.language.rawValue, "sample": String(inputs.sample),
    ]
    let optional: [(String, String?)] = [
      ("layer", layer.layer), ("area", table.area), ("code_field", layer.codeField), ("name_field", layer.nameField),
      ("parent_field", layer.parentField),
      ("dbf_encoding", layer.dbfEncoding), ("crs", layer.crs), ("code_column", table.codeColumn),
      ("name_column", table.nameColumn), ("parent_column", table.parentColumn),
      ("enrolled_column", table.enrolledColumn), ("eligible_column", table.eligibleColumn),
      ("segment_column", table.segmentColumn), ("period_column", table.periodColumn), ("period", table.period),
      ("sheet", table.text.sheet), ("workforce_sheet", table.workforceSheet),
      ("header_line", table.text.headerLine.map { String($0) }), ("separator", table.text.separator),
      ("table_encoding", table.text.tableEncoding), ("thousands", table.thousands.rawValue),
      ("segment", table.reading.segment.isEmpty ? nil : table.reading.segment.joined(separator: "; ")),
      ("ignore_column", table.reading.ignoreColumn.isEmpty ? nil : table.reading.ignoreColumn.joined(separator: "; ")),
      ("eligible_per", table.reading.eligiblePer?.rawValue),
      ("threshold", spatial.threshold.map { String($0) }),
      // A folder's name is the user's own business.
      ("scan_secondary", options.scanSecondary?.rawValue), ("points", reach.points.map(FilePath.name)),
      ("points_crs", reach.pointsCrs), ("lon_column", reach.lonColumn), ("lat_column", reach.latColumn),
    ]
    for (name, value) in optional { texts[name] = value }
    return texts
  }
}
