public import Coverage
public import Diagnostics

/// The ranking for people: an aligned table for terminals, or Markdown.
public enum RankingText {
  private enum Column: Int, CaseIterable {
    case rank, code, name, eligible, covered, uncovered, coverage

    var isText: Bool { self == .code || self == .name }

    func header(_ language: Language) -> String {
      switch self {
      case .rank: "No"
      case .code: language == .indonesian ? "Kode" : "Code"
      case .name: language == .indonesian ? "Wilayah" : "Unit"
      case .eligible: language == .indonesian ? "Potensi" : "Eligible"
      case .covered: language == .indonesian ? "Terlindungi" : "Covered"
      case .uncovered: language == .indonesian ? "Belum" : "Uncovered"
      case .coverage: language == .indonesian ? "Cakupan" : "Coverage"
      }
    }
  }

  /// The cells of every unit, by the raw value of the column.
  private static func rows(_ table: RankingTable, _ language: Language) -> [[String]] {
    let figures = table.analysis.figures
    let units = table.analysis.layer.units
    let ranks = table.ranking == .uncovered ? figures.rankByUncovered : figures.rankByCoverage
    return table.order.map { unit in
      let counts = figures.units[unit]
      return [
        ranks[unit].map(String.init) ?? "–", (units[unit].code ?? "").printable(keepsLines: false),
        units[unit].name.printable(keepsLines: false), figures.partialEligible[unit].map(language.text) ?? "–",
        counts.map { language.text($0.covered) } ?? "–", counts.map { language.text($0.uncovered) } ?? "–",
        counts?.coverage.map { language.text(100 * $0, decimals: 1) + " %" }
          ?? absence(figures.status[unit], language),
      ]
    }
  }

  static func title(_ ranking: Ranking, _ language: Language) -> String {
    switch (ranking, language) {
    case (.uncovered, .indonesian): "Peringkat menurut pekerja belum terlindungi"
    case (.uncovered, .english): "Ranking by uncovered workers"
    case (.coverage, .indonesian): "Peringkat menurut cakupan, terendah dahulu"
    case (.coverage, .english): "Ranking by coverage, lowest first"
    }
  }

  /// What a line shows.
  private struct Layout {
    var columns: [Column]
    var widths: [Int]
    var hasBar: Bool

    /// The one with most that fits: columns and the bar give way before names become shorter than so many signs.
    ///
    /// - Parameter natural: what each column would take.
    init(_ display: TextDisplay, natural: [Int], hasCodes: Bool, by ranking: Ranking) {
      let all = Column.allCases.filter { hasCodes || $0 != .code }
      let figure = ranking == .uncovered ? Column.uncovered : .coverage
      let choices: [(columns: [Column], hasBar: Bool, name: Int)] = [
        (all, true, .max), (all.filter { $0 != .covered }, true, 16),
        (all.filter { $0 != .covered && $0 != .eligible }, true, 12),
        ([.rank, .name, .uncovered, .coverage], false, 12), ([.rank, .name, figure], false, 0),
      ]
      let name = natural[Column.name.rawValue]
      func others(_ columns: [Column], _ hasBar: Bool) -> Int {
        columns.reduce(0) { $0 + ($1 == .name ? 0 : natural[$1.rawValue]) } + 2 * (columns.count - 1)
          + (hasBar ? 2 + TextDisplay.barWidth : 0)
      }
      columns = all
      hasBar = display.hasBars
      widths = natural
      guard let width = display.width else { return }
      for choice in choices {
        columns = choice.columns
        hasBar = choice.hasBar && display.hasBars
        let room = width - others(columns, hasBar)
        widths[Column.name.rawValue] = max(1, min(name, room))
        if room >= min(name, choice.name) { return }
      }
    }
  }

  /// A title, a header and a line for each unit, none wider than the screen: there, long names are cut with an ellipsis,
  /// and a bar shows the figure that the units are ranked by, of the largest or of 100 %.
  public static func table(
    _ analysis: Analysis, by ranking: Ranking, top: Int?, language: Language, on display: TextDisplay
  ) -> [TextLine] {
    let table = RankingTable(analysis, by: ranking, top: top)
    let rows = rows(table, language)
    let header = Column.allCases.map { $0.header(language) }
    let natural = header.indices.map { column in rows.reduce(header[column].columns) { max($0, $1[column].columns) } }
    let layout = Layout(
      display, natural: natural, hasCodes: rows.contains { !$0[Column.code.rawValue].isEmpty }, by: ranking)
    func line(_ cells: [String]) -> String {
      layout.columns.map { column in
        let width = layout.widths[column.rawValue]
        let cell = display.shortened(cells[column.rawValue], to: width)
        return column.isText ? cell.padding(to: width) : cell.leftPadding(to: width)
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
      TextLine(title(ranking, language), isHeading: true), TextLine(line(header).trimmingBlanks, isHeading: true),
    ]
      + zip(table.order, rows).map { unit, cells in
        let bar = layout.hasBar ? display.bar(share(unit)) : ""
        return TextLine(bar.isEmpty ? line(cells).trimmingBlanks : line(cells) + "  ", bar: bar)
      }
  }

  /// Why a unit has no rate.
  private static func absence(_ status: CoverageFigures.Status, _ language: Language) -> String {
    switch (status, language) {
    case (.suppressed, .indonesian): "disembunyikan"
    case (.suppressed, .english): "suppressed"
    case (_, .indonesian): "tidak ada data"
    case (_, .english): "no data"
    }
  }

  /// What the figures are not, for a table that stands alone: illustrative or schematic; empty otherwise.
  public static func caveats(_ analysis: Analysis) -> [String] {
    analysis.caveats.isEmpty ? [] : [""] + analysis.caveats.map(\.text)
  }

  /// A table in GitHub's Markdown, with its caveats below it.
  public static func markdown(_ analysis: Analysis, by ranking: Ranking, top: Int?, language: Language) -> [String] {
    func line(_ cells: [String]) -> String {
      "| "
        + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
        .joined(separator: " | ") + " |"
    }
    var lines = [line(Column.allCases.map { $0.header(language) }), "|---:|:---|:---|---:|---:|---:|---:|"]
    lines += rows(RankingTable(analysis, by: ranking, top: top), language).map(line)
    lines += analysis.caveats.flatMap { ["", "_\($0.text)_"] }
    return lines
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
