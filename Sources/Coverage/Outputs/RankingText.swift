public import Diagnostics

/// The ranking for people: an aligned table for terminals, or Markdown.
public enum RankingText {
  private static func header(_ language: Language) -> [String] {
    language == .indonesian
      ? ["No", "Kode", "Wilayah", "Potensi", "Terlindungi", "Belum", "Cakupan"]
      : ["No", "Code", "Unit", "Eligible", "Covered", "Uncovered", "Coverage"]
  }

  private static func rows(
    _ analysis: Analysis, by ranking: Ranking, top: Int?, language: Language
  ) -> [[String]] {
    let figures = analysis.figures
    let ranks = ranking == .uncovered ? figures.rankByUncovered : figures.rankByCoverage
    return RankingTable(analysis, by: ranking, top: top).order.map { unit in
      let counts = figures.units[unit]
      return [
        ranks[unit].map(String.init) ?? "–", analysis.layer.units[unit].code ?? "", analysis.layer.units[unit].name,
        figures.partialEligible[unit].map(language.text) ?? "–",
        counts.map { language.text($0.covered) } ?? "–", counts.map { language.text($0.uncovered) } ?? "–",
        counts?.coverage.map { language.text(100 * $0, decimals: 1) + " %" }
          ?? (language == .indonesian ? "tidak ada data" : "no data"),
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

  /// Lines of at most 80 columns: long names are cut with an ellipsis.
  public static func table(_ analysis: Analysis, by ranking: Ranking, top: Int?, language: Language) -> [String] {
    let header = header(language)
    var rows = rows(analysis, by: ranking, top: top, language: language)
    let isTextColumn = [false, true, true, false, false, false, false]
    var widths = header.indices.map { column in (rows.map { $0[column].count } + [header[column].count]).max()! }
    let others = widths.indices.filter { $0 != 2 }.reduce(0) { $0 + widths[$1] } + 2 * (widths.count - 1)
    widths[2] = min(widths[2], max(12, 80 - others))
    for index in rows.indices where rows[index][2].count > widths[2] {
      rows[index][2] = rows[index][2].prefix(widths[2] - 1) + "…"
    }
    func line(_ cells: [String]) -> String {
      var text = ""
      for (column, cell) in cells.enumerated() {
        let blanks = String(repeating: " ", count: max(0, widths[column] - cell.count))
        text += (column == 0 ? "" : "  ") + (isTextColumn[column] ? cell + blanks : blanks + cell)
      }
      while text.last == " " { text.removeLast() }
      return text
    }
    return [title(ranking, language), line(header)] + rows.map(line)
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
    var lines = [line(header(language)), "|---:|:---|:---|---:|---:|---:|---:|"]
    lines += rows(analysis, by: ranking, top: top, language: language).map(line)
    lines += analysis.caveats.flatMap { ["", "_\($0.text)_"] }
    return lines
  }
}
