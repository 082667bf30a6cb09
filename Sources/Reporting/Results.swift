public import Coverage
public import Diagnostics
internal import Enrolment
internal import GeoJSON
package import Parallel
public import RunFiles

/// Everything that is said of one map, ready to be written.
public struct Results: Sendable {
  public let analysis: Analysis
  public let spatial: SpatialAnalysis
  public let gaps: SpatialGaps
  package let layers: MapLayers
  let decimals: Int
  private let mostUnitsOfMap: Int
  package let threads: Int
  /// SHA-256 of the inputs by their paths. They are read for it beside all other work.
  package let checksums: Background<[String: String]>

  /// A file that another module adds to the folder. Its name is one of `OutputFolder.names`.
  package struct AddedFile: Sendable {
    let name: String
    let write: @Sendable (_ path: String) throws -> Void

    /// - Parameters:
    ///   - name: of the file in the folder.
    ///   - write: writes the file to the path that it is given.
    package init(_ name: String, write: @escaping @Sendable (_ path: String) throws -> Void) {
      self.name = name
      self.write = write
    }

    /// - Parameters:
    ///   - name: of the file in the folder.
    ///   - bytes: makes the whole file.
    package init(_ name: String, bytes: @escaping @Sendable () throws -> [UInt8]) {
      self.init(name) { path in try WholeFile.fill(path, with: bytes()) }
    }
  }

  /// - Parameters:
  ///   - analysis: the units and their figures.
  ///   - spatial: what the map says beyond each unit's own figures.
  ///   - gaps: where cover or the map is missing.
  ///   - decimals: of coordinates, 0 to 15.
  ///   - threads: at most so many; the bytes do not depend on it.
  /// - Throws: `Diagnostic` where GEOS fails on a cluster or a gap.
  public init(
    _ analysis: Analysis, _ spatial: SpatialAnalysis, _ gaps: SpatialGaps, decimals: Int, threads: Int
  ) throws {
    try self.init(
      analysis, spatial, gaps, decimals: decimals, threads: threads, mostUnitsOfMap: Self.mostUnitsOfMap)
  }

  /// - Parameter mostUnitsOfMap: with more, maps for people show the parents.
  package init(
    _ analysis: Analysis, _ spatial: SpatialAnalysis, _ gaps: SpatialGaps, decimals: Int, threads: Int,
    mostUnitsOfMap: Int
  ) throws {
    self.mostUnitsOfMap = mostUnitsOfMap
    self.analysis = analysis
    self.spatial = spatial
    self.gaps = gaps
    self.decimals = decimals
    self.threads = threads
    // Whoever lacks only a few counts of a table could try them out against its checksum.
    let isPublication = analysis.disclosure.isPublication
    let paths = Set(Self.inputs(analysis, gaps).filter { !isPublication || !$0.holdsCounts }.map(\.path))
    checksums = Background(threads: threads) {
      try Dictionary(uniqueKeysWithValues: paths.map { ($0, try Checksum.sha256(ofFile: $0)) })
    }
    layers = MapLayers(
      coverage: CoverageLayer.layer(UnitResults(analysis, spatial, gaps.reach)),
      clusters: try ClusterLayer.layer(analysis, spatial, decimals: decimals, threads: threads),
      gaps: try GapLayer.layer(analysis, gaps, decimals: decimals, threads: threads),
      parents: try ParentLayer.layer(analysis, decimals: decimals, threads: threads),
      services: ServiceLayer.layer(analysis, gaps.reach))
  }

  /// Writes the map layers, the ranking, the rejected rows and `run.json` into a folder, whole or not at all.
  ///
  /// - Parameters:
  ///   - folder: where the outputs go.
  ///   - optionTexts: the options of the run, for `run.json`.
  ///   - time: ISO 8601.
  /// - Returns: the names of the files written.
  /// - Throws: `Diagnostic` where an input cannot be read again for its checksum, and where a file cannot be written.
  @discardableResult
  public func write(to folder: OutputFolder, optionTexts: [String: String], time: String) throws -> [String] {
    try write(to: folder, added: [], optionTexts: optionTexts, time: time)
  }

  /// The same, with files of other modules beside them.
  @discardableResult
  package func write(
    to folder: OutputFolder, added: [AddedFile], optionTexts: [String: String], time: String
  ) throws -> [String] {
    // The ranking is made beside the writing of the map.
    let ranking = Background(threads: threads) { [self] in
      (
        csv: RankingTable.csv(analysis, by: .uncovered, reach: gaps.reach),
        workbook: try RankingWorkbook.bytes(self, by: .uncovered, language: analysis.language)
      )
    }
    var written: [String] = []
    let writer = GeoJSONWriter(decimals: decimals, threads: threads)
    for layer in layers.all {
      try folder.write("\(layer.name).geojson") { try writer.write(layer.collection, to: $0) }
      written.append("\(layer.name).geojson")
    }
    try folder.write(ranking.value().csv, to: "ranking.csv")
    try folder.write(ranking.value().workbook, to: "ranking.xlsx")
    written += ["ranking.csv", "ranking.xlsx"]
    if !analysis.join.rejections.isEmpty && !analysis.disclosure.isPublication {
      try folder.write(
        RejectedTable.csv(analysis.join.rejections, headers: analysis.tableHeaders, language: analysis.language),
        to: "rejected.csv")
      written.append("rejected.csv")
    }
    for file in added {
      try folder.write(file.name, by: file.write)
      written.append(file.name)
    }
    let record = RunRecord(self, checksums: try checksums.value(), options: optionTexts, time: time)
    try folder.write(record.bytes(), to: "run.json")
    written.append("run.json")
    try folder.commit(sparing: HandedInFiles(inputs.map(\.path)))
    return written
  }

  /// What the figures of units are read from.
  package var units: UnitResults { UnitResults(analysis, spatial, gaps.reach) }

  /// Every file that was read.
  package var inputs: [InputFile] { Self.inputs(analysis, gaps) }

  private static func inputs(_ analysis: Analysis, _ gaps: SpatialGaps) -> [InputFile] {
    analysis.inputs + (gaps.reach?.points.inputs ?? [])
  }

  /// More units than that no page shows one by one.
  private static let mostUnitsOfMap = 20_000

  /// Whether the report and the map for documents show the parents in place of the units.
  package var showsParents: Bool { analysis.layer.units.count > mostUnitsOfMap }

  /// Whether the run has a report and a map for documents: not where there are too many units and no parents, or too many
  /// of these.
  package var hasReport: Bool { !showsParents || (1...mostUnitsOfMap).contains(analysis.parents.parents.count) }

  /// All notices of the run.
  public var notices: [Notice] {
    analysis.notices + spatial.notices(analysis) + gaps.notices(analysis)
      + (hasReport ? [] : [.noReport(analysis.layer.units.count, most: mostUnitsOfMap)])
      + (showsParents && hasReport ? [.mapOfParents(analysis.layer.units.count, analysis.parents.parents.count)] : [])
  }
}

extension Notice {
  fileprivate static func mapOfParents(_ units: Int, _ parents: Int) -> Notice {
    Notice(
      "report.map.parents", ["units": String(units), "parents": String(parents)],
      id:
        "Peta di report.html dan map.svg menampilkan \(id: parents) wilayah induk: \(id: units) wilayah terlalu banyak untuk "
        + "satu halaman. Semua wilayah ada di jangkau.qgz, coverage.geojson, dan ranking.xlsx.",
      en:
        "The map in report.html and map.svg shows \(en: parents, "parent"): \(en: units, "unit") are too many for one page. "
        + "All units are in jangkau.qgz, coverage.geojson and ranking.xlsx.")
  }

  fileprivate static func noReport(_ units: Int, most: Int) -> Notice {
    Notice(
      "report.omitted", ["units": String(units), "most": String(most)],
      id: "report.html dan map.svg tidak dibuat: \(id: units) wilayah terlalu banyak untuk satu halaman (paling banyak "
        + "\(id: most)), dan tidak ada wilayah induk yang dapat mewakilinya. Pakai jangkau.qgz di QGIS.",
      en: "report.html and map.svg were left out: \(en: units, "unit") are too many for one page (at most "
        + "\(en: most)), and there are no parents to stand for them. Use jangkau.qgz in QGIS.")
  }
}
