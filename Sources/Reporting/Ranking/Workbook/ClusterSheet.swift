internal import Boundaries
internal import Coverage
internal import Diagnostics
internal import GeoJSON
internal import Spreadsheets

/// The sheet of clusters, in the order of their numbers: those that were tested first.
struct ClusterSheet {
  private let contents: WorkbookContents
  private let spatial: SpatialAnalysis

  /// nil for a ranking alone.
  init?(_ contents: WorkbookContents) {
    guard let spatial = contents.spatial else { return nil }
    self.contents = contents
    self.spatial = spatial
  }

  private struct Column {
    let heading: String
    let width: Double
    let values: Property.Values
    let style: WorkbookWriter.Style
    var words: [String: String] = [:]
    var isDetail = false
  }

  /// So many names are read in a cell; the whole list stands to the right.
  private static let namesShown = 12

  private func columns(_ styles: WorkbookStyles) -> [Column] {
    let language = contents.language
    let results = ClusterResults(contents.analysis, spatial)
    let cells = styles.body
    func column(
      _ figure: any FigureOf<ClusterResults>, _ width: Double, _ style: WorkbookWriter.Style? = nil,
      isDetail: Bool = false
    ) -> Column {
      let column = figure.filledColumn(of: results)
      let words = Dictionary(
        column.description.codes.map { ($0.value, $0.label[language]) }, uniquingKeysWith: { one, _ in one })
      return Column(
        heading: column.description.alias[language], width: width, values: column.values,
        style: style ?? cells[column.description], words: words, isDetail: isDetail)
    }
    func names(_ units: [Int]) -> String {
      language.list(
        units.sorted { uncovered($0) == uncovered($1) ? $0 < $1 : uncovered($0) > uncovered($1) }.lazy.map {
          contents.analysis.layer.units[$0].name
        }, limit: Self.namesShown)
    }
    let shown =
      [
        ClusterFigures.id, ClusterFigures.method, ClusterFigures.unitCount, ClusterFigures.eligible,
        ClusterFigures.covered, ClusterFigures.uncovered, ClusterFigures.coverage, ClusterFigures.outsideCoverage,
        ClusterFigures.pValue, ClusterFigures.differenceInPoints,
      ] as [any FigureOf<ClusterResults>]
    let summary = language == .indonesian ? ClusterFigures.summaryInIndonesian : ClusterFigures.summaryInEnglish
    let other = language == .indonesian ? ClusterFigures.summaryInEnglish : ClusterFigures.summaryInIndonesian
    let placed = Set(shown.map(\.description.name) + [summary.name, other.name])
    return [
      column(ClusterFigures.id, 8, cells.rank), column(ClusterFigures.method, 20, cells.wrapped),
      column(ClusterFigures.unitCount, 9), column(ClusterFigures.eligible, 12), column(ClusterFigures.covered, 12),
      column(ClusterFigures.uncovered, 13), column(ClusterFigures.coverage, 10),
      column(ClusterFigures.outsideCoverage, 11), column(ClusterFigures.differenceInPoints, 11, cells.one),
      column(ClusterFigures.pValue, 9, cells.four),
      Column(
        heading: contents.text(id: "Wilayah inti (paling pasti)", en: "Core units (most certain)"), width: 28,
        values: .text(spatial.clusters.map { $0.core.map(names) }), style: cells.wrapped),
      Column(
        heading: contents.text(id: "Wilayah", en: "Units"), width: 36,
        values: .text(spatial.clusters.map { names($0.units) }), style: cells.wrapped),
      column(summary, 60, cells.wrapped),
    ]
      + ClusterFigures.all.filter { !placed.contains($0.description.name) }.map {
        column($0, 16, $0.description.name == ClusterFigures.radius.name ? cells.one : nil, isDetail: true)
      }
  }

  private func uncovered(_ unit: Int) -> Int { contents.figures.units[unit]?.uncovered ?? 0 }

  func sheet(_ styles: WorkbookStyles) -> SheetWriter {
    let columns = columns(styles)
    let table = SheetTable(
      title: contents.text(id: "Klaster cakupan rendah", en: "Clusters of low coverage"),
      lines: [
        contents.text(
          id: "Kelompok di bawah ambang tidak diuji; kantong pemindaian dan titik dingin teruji. Nomornya sama dengan "
            + "kolom nomor di lembar Peringkat dan di clusters.geojson.",
          en: "Groups below the threshold are not tested; scan clusters and cold spots are. Numbers are those of the "
            + "sheet Ranking and of clusters.geojson.")
      ], contents: contents,
      columns: columns.map {
        let isText = if case .text = $0.values { true } else { false }
        return .init(heading: $0.heading, width: $0.width, isNumber: !isText, isDetail: $0.isDetail)
      }, frozenColumns: 2, hasFilter: !spatial.clusters.isEmpty)
    var sheet = table.begin(contents.text(id: "Klaster", en: "Clusters"), styles)
    let truths = (yes: contents.text(id: "ya", en: "yes"), no: contents.text(id: "tidak", en: "no"))
    let wrapped = columns.filter { $0.style == styles.body.wrapped }
    for cluster in spatial.clusters.indices {
      // Spreadsheets do not all make room by themselves for lines that wrap.
      let lines = wrapped.map { column in
        guard case .text(let texts) = column.values, let text = texts[cluster] else { return 1 }
        return TextLines.count(of: column.words[text] ?? text, width: column.width - 2)
      }
      sheet.startRow(height: min(15 * Double(lines.max() ?? 1) + 2, 400))
      for column in columns {
        if case .number(let numbers, _) = column.values, column.style == styles.body.four {
          if let number = numbers[cluster] {
            sheet.append((number * 1e6).rounded() / 1e6, column.style)
          } else {
            sheet.appendEmpty(column.style)
          }
        } else {
          sheet.append(column.values, cluster, column.style, words: column.words, truths: truths)
        }
      }
      sheet.endRow()
    }
    if spatial.clusters.isEmpty {
      sheet.startRow()
      sheet.appendEmpty()
      sheet.append(contents.text(id: "Tidak ada klaster.", en: "There are no clusters."), styles.line)
      sheet.endRow()
    }
    let last = table.headerRow + spatial.clusters.count
    table.end(&sheet, lastRow: last)
    return sheet
  }
}
