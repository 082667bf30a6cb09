internal import Coverage
internal import Diagnostics
internal import Spreadsheets

/// The sheet of segments: their sums over all units that have figures.
struct SegmentSheet {
  private let contents: WorkbookContents
  private let ranking: RankingSheet

  /// nil where the table has no segments.
  init?(_ contents: WorkbookContents, _ ranking: RankingSheet) {
    if contents.analysis.join.segments.isEmpty { return nil }
    self.contents = contents
    self.ranking = ranking
  }

  private struct Column {
    let heading: String
    let isRatio: Bool
    let value: (CoverageFigures.Counts) -> SheetWriter.FormulaValue
    /// Of the segment in a row; nil where the sheet of units has not what it takes.
    let formula: (_ segment: Int, _ row: Int) -> String?
    var key = ""
  }

  private var columns: [Column] {
    let language = contents.language
    func added(_ figure: any FigureOf<SegmentResults>) -> (Int, Int) -> String? {
      { segment, _ in
        guard let cells = ranking.column(figure.description.name, segment: segment),
          let uncovered = ranking.column(UnitFigures.uncovered.name)
        else { return nil }
        // Units that lack a count of another segment are in no sum.
        return "SUMPRODUCT(--(\(ranking.cells(uncovered))<>\"\"),\(ranking.cells(cells)))"
      }
    }
    return [
      Column(
        heading: UnitFigures.eligible.title[language], isRatio: false, value: { .whole($0.eligible) },
        formula: added(SegmentFigures.eligible)),
      Column(
        heading: UnitFigures.enrolled.title[language], isRatio: false, value: { .whole($0.enrolled) },
        formula: added(SegmentFigures.enrolled)),
      Column(
        heading: UnitFigures.covered.title[language], isRatio: false, value: { .whole($0.covered) },
        formula: { "B\($1)-E\($1)" }),
      Column(
        heading: UnitFigures.uncovered.title[language], isRatio: false, value: { .whole($0.uncovered) },
        formula: added(SegmentFigures.uncovered), key: UnitFigures.uncovered.name),
      Column(
        heading: UnitFigures.coverage.description.alias[language], isRatio: true,
        value: { RankingSheet.share($0.covered, of: $0.eligible) },
        formula: { RankingSheet.share("D\($1)", of: "B\($1)") }, key: UnitFigures.coverage.name),
      Column(
        heading: UnitFigures.surplus.title[language], isRatio: false, value: { .whole($0.surplus) },
        formula: { "C\($1)-D\($1)" }),
      Column(
        heading: UnitFigures.enrolmentRatio.description.alias[language], isRatio: true,
        value: { RankingSheet.share($0.enrolled, of: $0.eligible) },
        formula: { RankingSheet.share("C\($1)", of: "B\($1)") }),
      // The sheet of units has it for all segments together only.
      Column(
        heading: UnitFigures.targetGap.title[language], isRatio: false, value: { .whole($0.targetGap) },
        formula: { _, _ in nil }),
    ]
  }

  func sheet(_ styles: WorkbookStyles) -> SheetWriter {
    let columns = columns
    let segments = contents.analysis.join.segments
    let isLive = ranking.holdsAll
    let widest = min(max(segments.map(\.label.count).max() ?? 0, 24) + 2, 40)
    let table = SheetTable(
      title: contents.text(id: "Cakupan menurut segmen", en: "Coverage by segment"),
      lines: [
        contents.text(
          id: "Kelebihan di satu segmen tidak menutupi kesenjangan di segmen lain.",
          en: "A surplus in one segment covers no gap in another.")
      ], contents: contents,
      columns: [.init(heading: contents.text(id: "Segmen", en: "Segment"), width: Double(widest), kind: .text)]
        + columns.map { .init(heading: $0.heading, width: 17) },
      frozenColumns: 1, hasFilter: false)
    var sheet = table.begin(contents.text(id: "Segmen", en: "Segments"), styles)
    let first = table.headerRow + 1
    let last = table.headerRow + segments.count
    for (index, segment) in segments.enumerated() {
      let row = first + index
      sheet.startRow()
      sheet.append(segment.label, styles.body.text)
      for column in columns {
        append(
          column.value(contents.figures.segmentTotals[index]), isLive ? column.formula(index, row) : nil, to: &sheet,
          column.isRatio ? styles.body.one : styles.body.whole)
      }
      sheet.endRow()
    }
    sheet.startRow(height: 18)
    sheet.append(contents.text(id: "Jumlah", en: "Total"), styles.total.text)
    for (index, column) in columns.enumerated() {
      let letters = CellReference.letters(ofColumn: 1 + index)
      let formula = column.isRatio ? column.formula(0, last + 1) : "SUM(\(letters)\(first):\(letters)\(last))"
      append(
        column.value(contents.figures.total), formula, to: &sheet,
        column.isRatio ? styles.total.one : styles.total.whole)
    }
    sheet.endRow()
    if let coverage = columns.firstIndex(where: { $0.key == UnitFigures.coverage.name }) {
      sheet.layout.bars.append(
        .init(
          table.range(first, 1 + coverage, last, 1 + coverage), colour: WorkbookStyles.coverageBar, largest: 100))
    }
    if let uncovered = columns.firstIndex(where: { $0.key == UnitFigures.uncovered.name }) {
      sheet.layout.bars.append(
        .init(table.range(first, 1 + uncovered, last, 1 + uncovered), colour: WorkbookStyles.uncoveredBar))
    }
    table.end(&sheet, lastRow: last)
    return sheet
  }

  private func append(
    _ value: SheetWriter.FormulaValue, _ formula: String?, to sheet: inout SheetWriter, _ style: WorkbookWriter.Style
  ) {
    if let formula { return sheet.append(formula: formula, value, style) }
    sheet.append(value, style)
  }
}
