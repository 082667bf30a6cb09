package import Coverage
package import Diagnostics
internal import GeoJSON

/// The ranking for people: an aligned table for terminals, or Markdown.
package enum RankingText {
  /// A figure as people read it, unit by unit in rank order.
  private struct Column {
    let name: String
    let heading: String
    let isText: Bool
    let cells: [String]
  }

  /// The figures that the catalogue has for the screen; of the ranks, the one that the units are in order of.
  private static func columns(_ table: RankingTable, _ language: Language) -> [Column] {
    let ranks = Set(Ranking.allCases.map(\.rank.name))
    let others = UnitFigures.all.filter {
      $0.description.places.contains(.screen) && !ranks.contains($0.description.name)
    }
    return ([table.ranking.rank] + others).compactMap { figure in
      guard let column = figure.column(of: table.results) else { return nil }
      let description = column.description
      return Column(
        name: description.name, heading: description.heading[language], isText: description.kind == .text,
        cells: table.order.map { cell(column, $0, table, language) })
    }
  }

  private static func cell(
    _ column: FigureColumn, _ unit: Int, _ table: RankingTable, _ language: Language
  ) -> String {
    switch column.values {
    case .text(let values): return (values[unit] ?? "").printable(keepsLines: false)
    case .integer(let values):
      guard let value = values[unit] else { return "–" }
      return column.description.name == table.ranking.rank.name ? String(value) : language.text(value)
    case .number(let values, _), .unroundedNumber(let values):
      if let value = values[unit] {
        return language.text(value, decimals: 1) + (column.description.measure.map { " \($0.rawValue)" } ?? "")
      }
      let isCoverage = column.description.name == UnitFigures.coverage.name
      return isCoverage ? absence(table.analysis.figures.status[unit], language) : "–"
    case .boolean(let values): return values[unit].map { yesOrNo($0, language) } ?? "–"
    }
  }

  private static func yesOrNo(_ value: Bool, _ language: Language) -> String {
    switch (value, language) {
    case (true, .indonesian): "ya"
    case (false, .indonesian): "tidak"
    case (true, .english): "yes"
    case (false, .english): "no"
    }
  }

  static func title(_ ranking: Ranking, _ language: Language) -> String {
    switch ranking {
    case .uncovered:
      language.text(id: "Peringkat menurut pekerja belum terlindungi", en: "Ranking by uncovered workers")
    case .coverage:
      language.text(id: "Peringkat menurut cakupan, terendah dahulu", en: "Ranking by coverage, lowest first")
    }
  }

  /// What a line shows.
  private struct Layout {
    var columns: [Int]
    var widths: [Int]
    var hasBar: Bool

    /// The one with most that fits: columns and the bar give way before names become shorter than so many signs.
    init(_ display: TextDisplay, _ all: [Column], by ranking: Ranking) {
      let natural = all.map { column in column.cells.reduce(column.heading.columns) { max($0, $1.columns) } }
      let name = all.firstIndex { $0.name == UnitFigures.name.name }
      // A layer without codes has no column of them.
      let shown = all.indices.filter {
        all[$0].name != UnitFigures.code.name || all[$0].cells.contains { !$0.isEmpty }
      }
      func without(_ names: Set<String>) -> [Int] { shown.filter { !names.contains(all[$0].name) } }
      func only(_ names: Set<String>) -> [Int] { shown.filter { names.contains(all[$0].name) } }
      let least: Set = [ranking.rank.name, UnitFigures.name.name]
      let choices: [(columns: [Int], hasBar: Bool, name: Int)] = [
        (shown, true, .max), (without([UnitFigures.covered.name]), true, 16),
        (without([UnitFigures.covered.name, UnitFigures.eligible.name]), true, 12),
        (only(least.union([UnitFigures.uncovered.name, UnitFigures.coverage.name])), false, 12),
        (only(least.union([ranking.figure])), false, 0),
      ]
      columns = shown
      hasBar = display.hasBars
      widths = natural
      guard let width = display.width, let name else { return }
      for choice in choices {
        columns = choice.columns
        hasBar = choice.hasBar && display.hasBars
        let others =
          columns.reduce(0) { $0 + ($1 == name ? 0 : natural[$1]) } + 2 * (columns.count - 1)
          + (hasBar ? 2 + TextDisplay.barWidth : 0)
        let room = width - others
        widths[name] = max(1, min(natural[name], room))
        if room >= min(natural[name], choice.name) { return }
      }
    }
  }

  /// A title, a header and a line for each unit, none wider than the screen: there, long names are cut with an ellipsis,
  /// and a bar shows the figure that the units are ranked by, of the largest or of 100 %.
  package static func table(
    _ analysis: Analysis, by ranking: Ranking, top: Int?, language: Language, on display: TextDisplay
  ) -> [TextLine] {
    let table = RankingTable(analysis, by: ranking, top: top)
    let columns = columns(table, language)
    let layout = Layout(display, columns, by: ranking)
    func line(_ cell: (Column) -> String) -> String {
      layout.columns.map { column in
        let width = layout.widths[column]
        let text = display.shortened(cell(columns[column]), to: width)
        return columns[column].isText ? text.padding(to: width) : text.leftPadding(to: width)
      }.joined(separator: "  ")
    }
    let figures = analysis.figures
    let most = table.order.lazy.compactMap { figures.units[$0]?.uncovered }.max() ?? 0
    func share(_ unit: Int) -> Double {
      guard let counts = figures.units[unit] else { return 0 }
      if ranking == .coverage { return counts.coverage ?? 0 }
      return most > 0 ? Double(counts.uncovered) / Double(most) : 0
    }
    return [
      TextLine(title(ranking, language), isHeading: true),
      TextLine(line(\.heading).trimmingBlanks, isHeading: true),
    ]
      + table.order.enumerated().map { row, unit in
        let text = line { $0.cells[row] }
        let bar = layout.hasBar ? display.bar(share(unit)) : ""
        return TextLine(bar.isEmpty ? text.trimmingBlanks : text + "  ", bar: bar)
      }
  }

  /// Why a unit has no rate.
  private static func absence(_ status: CoverageFigures.Status, _ language: Language) -> String {
    status == .suppressed
      ? language.text(id: "disembunyikan", en: "suppressed") : language.text(id: "tidak ada data", en: "no data")
  }

  /// What the figures are not, for a table that stands alone: illustrative or schematic; empty otherwise.
  package static func caveats(_ analysis: Analysis) -> [String] {
    analysis.caveats.isEmpty ? [] : [""] + analysis.caveats.map(\.text)
  }

  /// A table in GitHub's Markdown, with its caveats below it.
  package static func markdown(_ analysis: Analysis, by ranking: Ranking, top: Int?, language: Language) -> [String] {
    func line(_ cells: [String]) -> String {
      "| "
        + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
        .joined(separator: " | ") + " |"
    }
    let table = RankingTable(analysis, by: ranking, top: top)
    let columns = columns(table, language)
    var lines = [
      line(columns.map(\.heading)), "|" + columns.map { $0.isText ? ":---|" : "---:|" }.joined(),
    ]
    lines += table.order.indices.map { row in line(columns.map { $0.cells[row] }) }
    lines += analysis.caveats.flatMap { ["", "_\($0.text)_"] }
    return lines
  }
}

extension Ranking {
  /// The rank that it gives.
  fileprivate var rank: Figure<UnitResults, Int> {
    self == .uncovered ? UnitFigures.rankByUncovered : UnitFigures.rankByCoverage
  }

  /// The name of the figure that it is by.
  fileprivate var figure: String {
    self == .uncovered ? UnitFigures.uncovered.name : UnitFigures.coverage.name
  }
}

extension String {
  /// Without blanks at its end.
  var trimmingBlanks: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
