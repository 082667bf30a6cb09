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
    var name = ""
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
        style: style ?? cells[column.description], words: words, isDetail: isDetail,
        name: column.description.name)
    }
    let titles = contents.analysis.titles
    func names(_ units: [Int]) -> String {
      language.list(
        units.sorted { uncovered($0) == uncovered($1) ? $0 < $1 : uncovered($0) > uncovered($1) }.lazy.map {
          titles[$0]
        }, limit: Self.namesShown)
    }
    let summary = language == .indonesian ? ClusterFigures.summaryInIndonesian : ClusterFigures.summaryInEnglish
    let other = language == .indonesian ? ClusterFigures.summaryInEnglish : ClusterFigures.summaryInIndonesian
    let printed: [Column] = [
      column(ClusterFigures.id, 8, cells.rank), column(ClusterFigures.method, 20, cells.wrapped),
      column(ClusterFigures.unitCount, 9), column(ClusterFigures.uncovered, 13), column(ClusterFigures.coverage, 10),
      column(ClusterFigures.outsideCoverage, 11), column(ClusterFigures.pValue, 9, cells.four),
      Column(
        heading: contents.text(id: "Wilayah inti (paling pasti)", en: "Core units (most certain)"), width: 26,
        values: .text(spatial.clusters.map { $0.core.map(names) }), style: cells.wrapped),
      Column(
        heading: contents.text(id: "Wilayah", en: "Units"), width: 30,
        values: .text(spatial.clusters.map { names($0.units) }), style: cells.wrapped),
      Column(
        heading: contents.text(id: "Ringkasan", en: "Summary"), width: 52,
        values: summary.filledColumn(of: results).values, style: cells.wrapped, name: summary.name),
    ]
    let placed = Set(printed.map(\.name) + [other.name])
    return printed
      + ClusterFigures.all.filter { !placed.contains($0.description.name) }.map {
        let hasOneDecimal = [ClusterFigures.radius.name, ClusterFigures.differenceInPoints.name]
        return column($0, 16, hasOneDecimal.contains($0.description.name) ? cells.one : nil, isDetail: true)
      }
  }

  private func uncovered(_ unit: Int) -> Int { contents.figures.units[unit]?.uncovered ?? 0 }

  func sheet(_ styles: WorkbookStyles) -> SheetWriter {
    let columns = columns(styles)
    let table = SheetTable(
      title: contents.text(id: "Klaster cakupan rendah", en: "Clusters of low coverage"),
      lines: [
        contents.text(
          id: "Kantong pemindaian dan titik dingin teruji; kelompok di bawah ambang tidak. Nomornya sama dengan di "
            + "clusters.geojson.",
          en: "Scan clusters and cold spots are tested; groups below the threshold are not. Numbers are those of "
            + "clusters.geojson.")
      ], contents: contents,
      columns: columns.map {
        let kind: SheetTable.Kind =
          switch $0.values {
          case .text, .boolean: .text
          case .integer, .number, .unroundedNumber: $0.name == ClusterFigures.id.name ? .rank : .number
          }
        return .init(heading: $0.heading, width: $0.width, kind: kind, isDetail: $0.isDetail)
      }, frozenColumns: 2, hasFilter: !spatial.clusters.isEmpty)
    var sheet = table.begin(contents.text(id: "Klaster", en: "Clusters"), styles)
    let truths = (yes: contents.text(id: "ya", en: "yes"), no: contents.text(id: "tidak", en: "no"))
    let wrapped = columns.filter { $0.style == styles.body.wrapped }
    for cluster in spatial.clusters.indices {
      // Spreadsheets do not all make room by themselves for lines that wrap.
      let lines = wrapped.map { column in
        guard case .text(let texts) = column.values, let text = texts[cluster] else { return 1 }
        return TextLines.count(of: column.words[text] ?? text, width: column.width - 1)
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
