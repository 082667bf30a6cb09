internal import Coverage
internal import Diagnostics
internal import Spreadsheets

/// The sheet of the level above the units, by uncovered workers: sums that formulas take from the sheet of units by the
/// parent's name. They compare texts to the letter (`EXACT`), because `SUMIFS` would take a name such as `*` or `>5` for a
/// condition.
struct ParentSheet {
  /// Why sums are values and no formulas.
  enum Values { case publication, partOfUnits, sameNames, size }

  /// So many comparisons of texts a spreadsheet makes within a second or two, for each column.
  private static let mostComparisons = 500_000

  let name: String
  let values: Values?
  private let contents: WorkbookContents
  private let ranking: RankingSheet
  /// In the order of the rows.
  private let parents: [ParentFigures.Parent]
  private let showsCodes: Bool

  /// nil where no unit has a parent.
  init?(_ contents: WorkbookContents, _ ranking: RankingSheet) {
    let all = contents.analysis.parents
    if all.parents.isEmpty { return nil }
    self.contents = contents
    self.ranking = ranking
    parents = all.ranked.map { all.parents[$0] }
    showsCodes = parents.contains { $0.code != nil }
    let isTold = Set(parents.map { [$0.name, $0.code ?? ""] }).count == parents.count
    let units = contents.analysis.layer.units.count
    values =
      if contents.isPublication {
        .publication
      } else if ranking.units.count < units {
        .partOfUnits
      } else if !isTold {
        .sameNames
      } else if parents.count * units > Self.mostComparisons {
        .size
      } else {
        nil
      }
    name = contents.analysis.layer.level.parent.plural[contents.language]
  }

  /// What the sums are, for the notes.
  var explanation: String {
    switch values {
    case nil:
      contents.text(
        id: "angkanya rumus atas lembar \(ranking.name), jadi ikut berubah bila angka di sana diperbaiki",
        en: "its figures are formulas over the sheet \(ranking.name), and follow a correction there")
    case .publication:
      contents.text(
        id: "angkanya ditulis sebagai nilai, bukan rumus, karena memuat angka wilayah yang disembunyikan",
        en: "its figures are values and no formulas, because they include units whose figures are withheld")
    case .partOfUnits:
      contents.text(
        id: "angkanya ditulis sebagai nilai, bukan rumus, karena lembar \(ranking.name) tidak memuat semua wilayah",
        en: "its figures are values and no formulas, because the sheet \(ranking.name) does not list all units")
    case .sameNames:
      contents.text(
        id: "angkanya ditulis sebagai nilai, bukan rumus, karena ada wilayah induk yang nama dan kodenya sama",
        en: "its figures are values and no formulas, because some parents have the same name and code")
    case .size:
      contents.text(
        id: "angkanya ditulis sebagai nilai, bukan rumus, karena menghitungnya dari wilayah sebanyak itu terlalu lama",
        en: "its figures are values and no formulas, because computing them from so many units would take too long")
    }
  }

  // MARK: Columns

  private struct Column {
    let heading: String
    let width: Double
    let style: (WorkbookStyles.Cells) -> WorkbookWriter.Style
    let value: (ParentFigures.Parent) -> SheetWriter.FormulaValue?
    let total: (CoverageFigures.Counts, [CoverageFigures.Counts]) -> SheetWriter.FormulaValue?
    /// Of a row of the sheet.
    let formula: (Int) -> String
    /// Whether the total is that formula in its own row, and not the sum of the rows above.
    let isRatio: Bool
    var key = ""
  }

  private var firstFigure: Int { showsCodes ? 3 : 2 }

  private var columns: [Column] {
    let language = contents.language
    let first = firstFigure
    func letters(_ offset: Int) -> String { CellReference.letters(ofColumn: first + offset) }
    func condition(_ row: Int) -> String {
      let pairs = [(UnitFigures.parentName.name, 1), (UnitFigures.parentCode.name, 2)].prefix(showsCodes ? 2 : 1)
      return pairs.compactMap { key, column in
        ranking.column(key).map {
          "--EXACT(\(ranking.cells($0)),$\(CellReference.letters(ofColumn: column))\(row))"
        }
      }.joined(separator: ",")
    }
    /// Units that are in the sums, which are those whose uncovered workers are known.
    let counted = ranking.column(UnitFigures.uncovered.name).map { "--(\(ranking.cells($0))<>\"\")" } ?? ""
    func added(_ key: String, segment: Int? = nil) -> (Int) -> String {
      let cells = ranking.column(key, segment: segment).map { ranking.cells($0) } ?? ""
      let also = segment == nil ? "" : counted + ","
      return { "SUMPRODUCT(\(condition($0)),\(also)\(cells))" }
    }
    func whole(
      _ heading: String, _ counts: @escaping (CoverageFigures.Counts) -> Int, key: String = "", segment: Int? = nil,
      formula: @escaping (Int) -> String
    ) -> Column {
      Column(
        heading: heading, width: 14, style: \.whole,
        value: { parent in (segment.map { parent.segments[$0] } ?? parent.counts).map { .whole(counts($0)) } },
        total: { all, segments in .whole(counts(segment.map { segments[$0] } ?? all)) }, formula: formula,
        isRatio: false, key: key)
    }
    func ratio(
      _ heading: String, _ counts: @escaping (CoverageFigures.Counts) -> (Int, Int), key: String = "",
      segment: Int? = nil, formula: @escaping (Int) -> String
    ) -> Column {
      func share(_ pair: (Int, Int)) -> SheetWriter.FormulaValue { RankingSheet.share(pair.0, of: pair.1) }
      return Column(
        heading: heading, width: 12, style: \.one,
        value: { parent in (segment.map { parent.segments[$0] } ?? parent.counts).map { share(counts($0)) } },
        total: { all, segments in share(counts(segment.map { segments[$0] } ?? all)) }, formula: formula, isRatio: true,
        key: key)
    }
    let all = contents.figures.total.uncovered
    let units = contents.figures.units.count
    let withData = contents.analysis.parents.parents.reduce(0) { $0 + $1.unitsWithData }
    var columns = [
      Column(
        heading: contents.text(id: "Jumlah wilayah", en: "Units"), width: 10, style: \.whole,
        value: { .whole($0.units.count) }, total: { _, _ in .whole(units) },
        formula: { "SUMPRODUCT(\(condition($0)))" }, isRatio: false),
      Column(
        heading: contents.text(id: "Wilayah dengan data", en: "Units with data"), width: 11, style: \.whole,
        value: { .whole($0.unitsWithData) }, total: { _, _ in .whole(withData) },
        formula: { "SUMPRODUCT(\(condition($0)),\(counted))" }, isRatio: false),
      // Of complete units alone, as the sums of the ranking are.
      whole(
        UnitFigures.eligible.title[language], { $0.eligible }, formula: { "\(letters(4))\($0)+\(letters(5))\($0)" }),
      whole(
        UnitFigures.enrolled.title[language], { $0.enrolled }, formula: { "\(letters(4))\($0)+\(letters(9))\($0)" }),
      whole(UnitFigures.covered.title[language], { $0.covered }, formula: added(UnitFigures.covered.name)),
      whole(
        UnitFigures.uncovered.title[language], { $0.uncovered }, key: UnitFigures.uncovered.name,
        formula: added(UnitFigures.uncovered.name)),
      ratio(
        UnitFigures.uncoveredShare.description.alias[language], { ($0.uncovered, all) },
        formula: { RankingSheet.share("\(letters(5))\($0)", ofAll: all) }),
      ratio(
        UnitFigures.coverage.description.alias[language], { ($0.covered, $0.eligible) }, key: UnitFigures.coverage.name,
        formula: { RankingSheet.share("\(letters(4))\($0)", of: "\(letters(2))\($0)") }),
      whole(UnitFigures.targetGap.title[language], { $0.targetGap }, formula: added(UnitFigures.targetGap.name)),
      whole(UnitFigures.surplus.title[language], { $0.surplus }, formula: added(UnitFigures.surplus.name)),
    ]
    for (index, segment) in contents.analysis.join.segments.enumerated() {
      let place = columns.count
      func title(_ figure: any FigureOf<SegmentResults>) -> String {
        figure.description.alias[language] + " – " + segment.label
      }
      columns += [
        whole(
          title(SegmentFigures.eligible), { $0.eligible }, segment: index,
          formula: added(SegmentFigures.eligible.name, segment: index)),
        whole(
          title(SegmentFigures.uncovered), { $0.uncovered }, segment: index,
          formula: added(SegmentFigures.uncovered.name, segment: index)),
        ratio(
          title(SegmentFigures.coverage), { ($0.covered, $0.eligible) }, segment: index,
          formula: {
            RankingSheet.share("(\(letters(place))\($0)-\(letters(place + 1))\($0))", of: "\(letters(place))\($0)")
          }),
      ]
    }
    return columns
  }

  // MARK: The sheet

  func sheet(_ styles: WorkbookStyles) -> SheetWriter {
    let columns = columns
    let widest = min(max(parents.map(\.name.count).max() ?? 0, 18) + 2, 36)
    var heads = [
      SheetTable.Column(heading: contents.text(id: "No", en: "No"), width: 6, kind: .rank),
      SheetTable.Column(heading: contents.parentTitle, width: Double(widest), kind: .text),
    ]
    if showsCodes {
      heads.append(
        SheetTable.Column(
          heading: UnitFigures.code.description.heading[contents.language], width: 12, kind: .text))
    }
    // Several segments stand to the right of what is printed, which would become too small to read.
    let printed = columns.count > 13 ? 10 : columns.count
    heads += columns.enumerated().map {
      SheetTable.Column(heading: $1.heading, width: $1.width, isDetail: $0 >= printed)
    }
    let without = contents.analysis.parents.ofUnit.count { $0 == nil }
    var lines: [String] = []
    if without > 0 {
      lines.append(
        contents.text(
          id: "\(contents.language.text(without)) wilayah tanpa induk tidak ada di lembar ini.",
          en:
            "\(contents.language.count(without, "unit")) without a parent \(without == 1 ? "is" : "are") not on this sheet."
        ))
    }
    let table = SheetTable(
      title: contents.text(
        id: "\(name) menurut pekerja belum terlindungi", en: "\(name) by uncovered workers"), lines: lines,
      contents: contents, columns: heads, frozenColumns: 2)
    var sheet = table.begin(name, styles)
    let first = table.headerRow + 1
    for (index, parent) in parents.enumerated() {
      sheet.startRow()
      sheet.append(index + 1, styles.body.rank)
      sheet.append(parent.name, styles.body.text)
      if showsCodes {
        if let code = parent.code { sheet.append(code, styles.body.text) } else { sheet.appendEmpty(styles.body.text) }
      }
      for column in columns {
        // A parent whose units have no data has no sums, and would have zeros by formula.
        let isLive = values == nil && (parent.counts != nil || column.heading == columns[0].heading)
        append(
          column.value(parent), isLive ? column.formula(first + index) : nil, to: &sheet, column.style(styles.body))
      }
      sheet.endRow()
    }
    let last = first + parents.count - 1
    appendTotal(to: &sheet, columns, first: first, last: last, hasAll: without == 0, styles)
    for (key, colour, largest) in [
      (UnitFigures.uncovered.name, WorkbookStyles.uncoveredBar, nil),
      (UnitFigures.coverage.name, WorkbookStyles.coverageBar, 100),
    ] as [(String, String, Int?)] {
      guard let column = columns.firstIndex(where: { $0.key == key }) else { continue }
      sheet.layout.bars.append(
        .init(
          table.range(first, firstFigure + column, last, firstFigure + column), colour: colour, largest: largest))
    }
    table.end(&sheet, lastRow: last)
    return sheet
  }

  /// In a publication the total of the whole map, which has what is withheld; otherwise of the rows above, so that it
  /// follows a filter.
  private func appendTotal(
    to sheet: inout SheetWriter, _ columns: [Column], first: Int, last: Int, hasAll: Bool, _ styles: WorkbookStyles
  ) {
    let cells = styles.total
    let isLive = values != .publication
    var counts = CoverageFigures.Counts.zero
    var segments = contents.figures.segmentTotals.map { _ in CoverageFigures.Counts.zero }
    for parent in parents {
      counts.add(parent.counts)
      for (index, sum) in parent.segments.enumerated() { segments[index].add(sum) }
    }
    if !isLive { (counts, segments) = (contents.figures.total, contents.figures.segmentTotals) }
    sheet.startRow(height: 18)
    sheet.appendEmpty(cells.text)
    sheet.append(
      isLive
        ? contents.text(id: "Jumlah", en: "Total")
        : contents.text(id: "Jumlah seluruh peta", en: "Total of the whole map"),
      cells.text)
    if showsCodes { sheet.appendEmpty(cells.text) }
    for (index, column) in columns.enumerated() {
      let letters = CellReference.letters(ofColumn: firstFigure + index)
      let formula =
        column.isRatio ? column.formula(last + 1) : "SUBTOTAL(109,$\(letters)$\(first):$\(letters)$\(last))"
      var value = column.total(counts, segments)
      // Units of no parent are in no row.
      if index == 0 && !hasAll && isLive { value = .whole(parents.reduce(0) { $0 + $1.units.count }) }
      append(value, isLive ? formula : nil, to: &sheet, column.style(cells))
    }
    sheet.endRow()
  }

  private func append(
    _ value: SheetWriter.FormulaValue?, _ formula: String?, to sheet: inout SheetWriter, _ style: WorkbookWriter.Style
  ) {
    guard let value else { return sheet.appendEmpty(style) }
    if let formula { return sheet.append(formula: formula, value, style) }
    sheet.append(value, style)
  }
}
