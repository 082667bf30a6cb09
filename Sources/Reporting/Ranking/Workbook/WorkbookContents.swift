internal import Boundaries
internal import Coverage
internal import Diagnostics
internal import RunFiles

/// What the sheets are made from.
struct WorkbookContents {
  let table: RankingTable
  /// nil for a ranking alone.
  let spatial: SpatialAnalysis?
  let notices: [Notice]
  let inputs: [InputFile]
  let language: Language

  var analysis: Analysis { table.analysis }
  var figures: CoverageFigures { analysis.figures }
  var isPublication: Bool { analysis.disclosure.isPublication }

  func text(id: String, en: String) -> String { language.text(id: id, en: en) }

  /// What every sheet says of inputs that are no real data, and every page at its foot.
  var caveats: [String] { analysis.caveats.map(\.text) }

  /// Of what the figures are: period, tables, map, target.
  var source: String {
    let tables = analysis.join.ledgers.map(\.table)
    let parts = [
      analysis.join.period.map { text(id: "Periode \($0)", en: "Period \($0)") },
      text(id: "Tabel: ", en: tables.count == 1 ? "Table: " : "Tables: ") + tables.joined(separator: ", "),
      text(id: "Peta: ", en: "Map: ") + analysis.layer.name,
      text(id: "Target ", en: "Target ") + percent(analysis.target.percent),
    ]
    return parts.compactMap { $0 }.joined(separator: " · ")
  }

  private func percent(_ value: Double) -> String {
    let typed = Language.typed(value)
    return (language == .indonesian ? typed.replacing(".", with: ",") : typed) + language.percent
  }

  /// What people call the level above.
  var parentTitle: String { analysis.layer.level.parent.singular[language] }
}
