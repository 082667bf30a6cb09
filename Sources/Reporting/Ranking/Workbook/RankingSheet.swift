internal import Boundaries
internal import Coverage
internal import Diagnostics
internal import GeoJSON
internal import Spreadsheets

/// The sheet of units: what is read and printed first, then all else that the ranking has, and a row with the sums.
struct RankingSheet {
  struct Column {
    /// What the column is found by: the name of its figure, of segments with `S` for the segment.
    let key: String
    /// Its position among the segments; nil for a figure of units.
    let segment: Int?
    let figure: FigureColumn
    let heading: String
    let isPrinted: Bool
  }

  let contents: WorkbookContents
  let columns: [Column]
  /// In the order of the rows.
  let units: [Int]
  let name: String
  private let table: SheetTable
  private let places: [String: Int]

  var firstRow: Int { table.headerRow + 1 }
  var lastRow: Int { table.headerRow + units.count }

  private static let printed = [
    UnitFigures.name.name, UnitFigures.parentName.name, UnitFigures.code.name, UnitFigures.eligible.name,
    UnitFigures.enrolled.name, UnitFigures.covered.name, UnitFigures.uncovered.name, UnitFigures.uncoveredShare.name,
    UnitFigures.coverage.name, UnitFigures.coverageLow.name, UnitFigures.coverageHigh.name,
    UnitFigures.targetGap.name, UnitFigures.status.name,
  ]

  /// Rows for what stands above and below the units.
  private static let otherRows = 16

  init(_ contents: WorkbookContents) {
    let columns = Self.columns(contents)
    let units = Array(contents.table.order.prefix(SheetWriter.rowLimit - Self.otherRows))
    self.contents = contents
    self.columns = columns
    self.units = units
    name = contents.text(id: "Peringkat", en: "Ranking")
    places = Dictionary(
      columns.enumerated().map { (Self.place($1.key, $1.segment), $0) }, uniquingKeysWith: { first, _ in first })
    table = SheetTable(
      title: Self.title(contents, units.count), contents: contents,
      columns: columns.enumerated().map { index, column in
        let isText = [.text, .boolean].contains(column.figure.description.kind)
        return SheetTable.Column(
          heading: column.heading, width: Self.width(column, units, contents.language),
          kind: index == 0 ? .rank : isText ? .text : .number, isDetail: !column.isPrinted)
      },
      // Ranks and names.
      frozenColumns: 2)
  }

  private static func title(_ contents: WorkbookContents, _ shown: Int) -> String {
    let count = contents.analysis.layer.units.count
    let level = contents.analysis.layer.level
    let (all, part) = (contents.language.text(count), contents.language.text(shown))
    let units = { level.label(contents.language, count: $0) }
    return RankingText.title(contents.table.ranking, contents.language) + " – "
      + (shown == count
        ? "\(all) \(units(count))"
        : contents.text(id: "\(part) dari \(all) \(units(count))", en: "\(part) of \(all) \(units(count))"))
  }

  // MARK: Columns

  private static func columns(_ contents: WorkbookContents) -> [Column] {
    let (table, language) = (contents.table, contents.language)
    let level = contents.analysis.layer.level
    let rank = table.ranking == .uncovered ? UnitFigures.rankByUncovered.name : UnitFigures.rankByCoverage.name
    let headings = [
      UnitFigures.name.name: level == .unit ? UnitFigures.name.title[language] : level.singular[language],
      UnitFigures.parentName.name: contents.parentTitle,
      UnitFigures.code.name: UnitFigures.code.description.heading[language],
      rank: UnitFigures.rankByUncovered.description.heading[language],
    ]
    func column(_ figure: FigureColumn, isPrinted: Bool) -> Column {
      let name = figure.description.name
      return Column(
        key: name, segment: nil, figure: figure, heading: headings[name] ?? figure.description.alias[language],
        isPrinted: isPrinted)
    }
    // What neither the map nor a registry tells is no column.
    let figures = table.unitColumns.map { parents(contents, $0) }.filter { !isBlank($0.values) }
    let printed = ([rank] + Self.printed).compactMap { name in figures.first { $0.description.name == name } }
    let names = Set(printed.map(\.description.name))
    let added: [(any FigureOf<UnitResults>)?] = [
      UnitFigures.isOver100, contents.spatial.map(\.clusters.isEmpty) == false ? UnitFigures.scanCluster : nil,
    ]
    let details =
      figures.filter { !names.contains($0.description.name) } + added.compactMap { $0?.column(of: table.results) }
    let ofSegments = SegmentFigures.all.filter { $0.description.places.contains(.ranking) }
    let segments = table.segmentColumns.enumerated().map { index, figure in
      Column(
        key: ofSegments[index % ofSegments.count].description.name, segment: index / ofSegments.count, figure: figure,
        heading: figure.description.alias[language], isPrinted: false)
    }
    return printed.map { column($0, isPrinted: true) } + details.map { column($0, isPrinted: false) } + segments
      + table.noteColumns.map { column($0, isPrinted: false) }
  }

  /// Names and codes of the level above, also where only the codes of the units tell them.
  private static func parents(_ contents: WorkbookContents, _ figure: FigureColumn) -> FigureColumn {
    let parents = contents.analysis.parents
    func values(_ text: (ParentFigures.Parent) -> String?) -> FigureColumn {
      FigureColumn(figure.description, .text(parents.ofUnit.map { $0.flatMap { text(parents.parents[$0]) } }))
    }
    switch figure.description.name {
    case UnitFigures.parentName.name: return values(\.name)
    case UnitFigures.parentCode.name: return values(\.code)
    default: return figure
    }
  }

  private static func isBlank(_ values: Property.Values) -> Bool {
    if case .text(let texts) = values { texts.allSatisfy { $0 ?? "" == "" } } else { false }
  }

  /// As wide as what a column holds, within reason, and as its header in a few lines.
  private static func width(_ column: Column, _ units: [Int], _ language: Language) -> Double {
    let digits: Int
    switch column.figure.values {
    case .text(let texts):
      let codes = column.figure.description.codes
      if codes.isEmpty {
        digits = units.reduce(0) { max($0, texts[$1]?.utf8.count ?? 0) } + 1
      } else {
        let used = Set(units.lazy.compactMap { texts[$0] })
        digits = (codes.filter { used.contains($0.value) }.map { $0.label[language].count }.max() ?? 0) + 2
      }
    case .integer(let numbers):
      let most = units.reduce(0) { max($0, numbers[$1]?.magnitude ?? 0) }
      let count = String(most).count
      digits = count + (count - 1) / 3
    case .number(let numbers, _), .unroundedNumber(let numbers):
      let most = units.reduce(0.0) { max($0, numbers[$1]?.magnitude ?? 0) }
      digits = most.isFinite && most < 1e15 ? String(Int(most)).count + 2 : 20
    case .boolean: digits = 6
    }
    let heading = column.heading
    let words = heading.split(separator: " ").map(\.count).max() ?? 0
    let lines = [heading.count, words, (heading.count + 2) / 3].sorted()[1]
    // Room for the button of the filter.
    return Double(min(max(digits + 2, lines + 3, 6), 36))
  }

  /// Where a column is, from 0.
  func column(_ key: String, segment: Int? = nil) -> Int? { places[Self.place(key, segment)] }

  private static func place(_ key: String, _ segment: Int?) -> String { "\(segment ?? -1) \(key)" }

  /// The cells of a column as formulas of other sheets name them.
  func cells(_ column: Int) -> String { "'\(name)'!\(ownCells(column))" }

  private func ownCells(_ column: Int) -> String { table.range(firstRow, column, lastRow, column).fixed }

  // MARK: The sheet

  func sheet(_ styles: WorkbookStyles) -> SheetWriter {
    var sheet = table.begin(name, styles)
    let language = contents.language
    let truths = (yes: language.text(id: "ya", en: "yes"), no: language.text(id: "tidak", en: "no"))
    let cells = columns.enumerated().map { index, column in
      (
        values: column.figure.values,
        style: index == 0 ? styles.body.rank : styles.body[column.figure.description],
        words: Dictionary(
          column.figure.description.codes.map { ($0.value, $0.label[language]) }, uniquingKeysWith: { one, _ in one })
      )
    }
    for unit in units {
      sheet.startRow()
      for cell in cells { sheet.append(cell.values, unit, cell.style, words: cell.words, truths: truths) }
      sheet.endRow()
    }
    if !units.isEmpty {
      appendTotal(to: &sheet, styles)
      for (figure, colour, largest) in [
        (UnitFigures.uncovered.name, WorkbookStyles.uncoveredBar, nil),
        (UnitFigures.coverage.name, WorkbookStyles.coverageBar, 100),
      ] as [(String, String, Int?)] {
        guard let column = column(figure) else { continue }
        sheet.layout.bars.append(
          .init(table.range(firstRow, column, lastRow, column), colour: colour, largest: largest))
      }
    }
    table.end(&sheet, lastRow: lastRow)
    return sheet
  }

  // MARK: Sums

  /// Whether the sheet holds all that the sums of the map are of, so that formulas over it give them.
  var holdsAll: Bool { !contents.isPublication && units.count == contents.figures.units.count }

  /// The sum of the units listed. `counts` leaves out units that lack a count, and so do the columns it is computed of.
  private var shown: (counts: CoverageFigures.Counts, segments: [CoverageFigures.Counts]) {
    let figures = contents.figures
    func sum(_ counts: [CoverageFigures.Counts?]) -> CoverageFigures.Counts {
      var sum = CoverageFigures.Counts.zero
      for unit in units where figures.units[unit] != nil { sum.add(counts[unit]) }
      return sum
    }
    return (sum(figures.units), figures.segments.map(sum))
  }

  /// Whether some unit shows counts of a segment and is in no sum, because it lacks another.
  private var hasPartialSegments: Bool {
    let (counts, join) = (contents.figures.units, contents.analysis.join)
    let columns = join.eligible + join.enrolled
    return units.contains { unit in counts[unit] == nil && columns.contains { $0[unit] != nil } }
  }

  /// The sums of a publication include what is withheld of single units, which no formula over its cells could.
  private var hasFormulas: Bool {
    !(contents.isPublication && contents.table.order.count == contents.figures.units.count)
  }

  private func appendTotal(to sheet: inout SheetWriter, _ styles: WorkbookStyles) {
    let sums =
      hasFormulas ? shown : (counts: contents.figures.total, segments: contents.figures.segmentTotals)
    let skipsSegments = hasFormulas && (contents.isPublication || hasPartialSegments)
    let row = lastRow + 1
    sheet.startRow(height: 18)
    for (index, column) in columns.enumerated() {
      let style = styles.total[column.figure.description]
      if index == 1 {
        sheet.append(totalLabel, styles.total.text)
      } else if column.segment != nil && skipsSegments {
        sheet.appendEmpty(style)
      } else {
        let counts = column.segment.map { sums.segments[$0] } ?? sums.counts
        append(total(of: column, at: index, row), counts, to: &sheet, style)
      }
    }
    sheet.endRow()
  }

  private var totalLabel: String {
    if !hasFormulas {
      return contents.text(id: "Jumlah, termasuk yang disembunyikan", en: "Total, with what is withheld")
    }
    // Whoever adds up what is seen of the other units too comes to other sums.
    let isPartial = !Set(contents.figures.incompleteUnits).isDisjoint(with: units)
    return isPartial
      ? contents.text(id: "Jumlah wilayah dengan data lengkap", en: "Total of units with complete data")
      : contents.text(id: "Jumlah", en: "Total")
  }

  private typealias Sum = (formula: String?, value: (CoverageFigures.Counts) -> SheetWriter.FormulaValue)

  private func append(
    _ sum: Sum?, _ counts: CoverageFigures.Counts, to sheet: inout SheetWriter, _ style: WorkbookWriter.Style
  ) {
    guard let sum else { return sheet.appendEmpty(style) }
    let value = sum.value(counts)
    if hasFormulas, let formula = sum.formula { return sheet.append(formula: formula, value, style) }
    sheet.append(value, style)
  }

  /// Eligible and enrolled workers are added up from what is covered, uncovered and too much, because their own columns
  /// hold counts of units of which not all is known.
  private func total(of column: Column, at index: Int, _ row: Int) -> Sum? {
    func cell(_ figure: any FigureOf<UnitResults>) -> String? {
      self.column(figure.description.name).map { CellReference(row: row, column: $0).description }
    }
    func cell(_ figure: any FigureOf<SegmentResults>) -> String? {
      self.column(figure.description.name, segment: column.segment).map {
        CellReference(row: row, column: $0).description
      }
    }
    func share(_ part: String?, of all: String?) -> String? {
      guard let part, let all else { return nil }
      return Self.share(part, of: all)
    }
    let added = "SUBTOTAL(109,\(ownCells(index)))"
    switch column.key {
    case UnitFigures.covered.name: return (added, { .whole($0.covered) })
    case UnitFigures.uncovered.name: return (added, { .whole($0.uncovered) })
    case UnitFigures.surplus.name: return (added, { .whole($0.surplus) })
    case UnitFigures.targetGap.name: return (added, { .whole($0.targetGap) })
    case UnitFigures.eligible.name:
      return (sum(cell(UnitFigures.covered), cell(UnitFigures.uncovered)), { .whole($0.eligible) })
    case UnitFigures.enrolled.name:
      return (sum(cell(UnitFigures.covered), cell(UnitFigures.surplus)), { .whole($0.enrolled) })
    case UnitFigures.coverage.name:
      return (
        share(cell(UnitFigures.covered), of: cell(UnitFigures.eligible)), { Self.share($0.covered, of: $0.eligible) }
      )
    case UnitFigures.enrolmentRatio.name:
      return (
        share(cell(UnitFigures.enrolled), of: cell(UnitFigures.eligible)), { Self.share($0.enrolled, of: $0.eligible) }
      )
    case UnitFigures.uncoveredShare.name:
      let all = contents.figures.total.uncovered
      return (
        cell(UnitFigures.uncovered).map { Self.share($0, ofAll: all) }, { Self.share($0.uncovered, of: all) }
      )
    case SegmentFigures.eligible.name: return (added, { .whole($0.eligible) })
    case SegmentFigures.enrolled.name: return (added, { .whole($0.enrolled) })
    case SegmentFigures.uncovered.name: return (added, { .whole($0.uncovered) })
    case SegmentFigures.coverage.name:
      let covered = cell(SegmentFigures.eligible).flatMap { eligible in
        cell(SegmentFigures.uncovered).map { "(\(eligible)-\($0))" }
      }
      return (share(covered, of: cell(SegmentFigures.eligible)), { Self.share($0.covered, of: $0.eligible) })
    default: return nil
    }
  }

  private func sum(_ one: String?, _ other: String?) -> String? {
    guard let one, let other else { return nil }
    return "\(one)+\(other)"
  }

  /// A percentage; blank where there is nothing to divide by.
  static func share(_ part: String, of all: String) -> String { "IF(\(all)>0,100*\(part)/\(all),\"\")" }

  /// Of a number that no sheet has.
  static func share(_ part: String, ofAll all: Int) -> String { all > 0 ? "100*\(part)/\(all)" : "\"\"" }

  static func share(_ part: Int, of all: Int) -> SheetWriter.FormulaValue {
    all > 0 ? .number(100 * Double(part) / Double(all)) : .blank
  }
}

extension CoverageFigures.Counts {
  mutating func add(_ other: Self?) {
    guard let other else { return }
    eligible += other.eligible
    enrolled += other.enrolled
    covered += other.covered
    surplus += other.surplus
    targetGap += other.targetGap
  }
}
