public import Coverage
public import Diagnostics
internal import GeoJSON
internal import Spreadsheets

/// `ranking.xlsx`: the ranking as a table, and on a second sheet what its columns mean and what the figures are not.
public enum RankingWorkbook {
  /// The whole file; the same analysis gives the same bytes.
  ///
  /// - Parameters:
  ///   - analysis: the units and their figures.
  ///   - ranking: the order of the rows.
  ///   - top: only so many of the first.
  ///   - reach: adds its columns, where service points were given.
  ///   - language: of what the second sheet explains.
  /// - Throws: `Diagnostic` (internalFault) where there is no memory for it.
  public static func bytes(
    _ analysis: Analysis, by ranking: Ranking, top: Int? = nil, reach: Reach? = nil, language: Language
  ) throws -> [UInt8] {
    let table = RankingTable(analysis, by: ranking, top: top, reach: reach)
    let columns = table.columns
    var rows: [[WorkbookWriter.Cell]] = [columns.map { .text($0.description.name) }]
    for unit in table.order { rows.append(columns.map { $0.values.cell(unit) }) }
    return try WorkbookWriter([
      WorkbookWriter.Sheet(
        name: language.text(id: "Peringkat", en: "Ranking"), columnWidths: widths(columns, table.order), rows: rows,
        isTable: true),
      WorkbookWriter.Sheet(
        name: language.text(id: "Keterangan", en: "Notes"), columnWidths: [24, 84],
        rows: notes(table, columns, language), isTable: false),
    ]).bytes()
  }

  /// As wide as what a column holds, within reason, with room for the filter's button beside the header.
  private static func widths(_ columns: [FigureColumn], _ order: [Int]) -> [Double] {
    columns.map { column in
      let longest = order.lazy.map { column.values.text($0).map { $0.count } ?? 0 }.max() ?? 0
      let thousands = column.description.kind == .integer ? longest / 3 : 0
      return Double(min(max(column.description.name.count + 3, longest + thousands + 1), 40))
    }
  }

  private static func notes(
    _ table: RankingTable, _ columns: [FigureColumn], _ language: Language
  ) -> [[WorkbookWriter.Cell]] {
    let analysis = table.analysis
    var lines = [(language.text(id: "Isi", en: "Contents"), RankingText.title(table.ranking, language))]
    lines += analysis.caveats.map { (language.text(id: "Catatan", en: "Note"), $0.text) }
    lines += analysis.join.ledgers.map { (language.text(id: "Tabel", en: "Table"), $0.table) }
    if let period = analysis.join.period { lines.append((language.text(id: "Periode", en: "Period"), period)) }
    lines += [
      (language.text(id: "Peta", en: "Map"), analysis.layer.name),
      (
        language.text(id: "Persentase", en: "Percentages"),
        language.text(
          id: "dihitung dari pekerja pada tabel; wilayah tanpa data dibiarkan kosong dan tidak diberi peringkat",
          en: "of the workers in the table; units without data are left blank and have no rank")
      ),
    ]
    lines += columns.map { ($0.description.name, $0.description.meaning[language]) }
    return lines.map { [.text($0.0), .text($0.1)] }
  }
}

extension Property.Values {
  /// A cell of the type of the values. Numbers have the two decimals that the cell shows, so that the workbook and
  /// `ranking.csv` say the same.
  fileprivate func cell(_ row: Int) -> WorkbookWriter.Cell {
    switch self {
    case .text(let values): values[row].map { .text($0) } ?? .empty
    case .integer(let values): values[row].map { .integer($0) } ?? .empty
    case .number(let values, _), .unroundedNumber(let values): values[row].map(Self.cell) ?? .empty
    case .boolean(let values): values[row].map { .boolean($0) } ?? .empty
    }
  }

  private static func cell(_ number: Double) -> WorkbookWriter.Cell {
    let hundredths = hundredths(number)
    guard hundredths.isFinite else { return number.isFinite ? .decimal(number) : .empty }
    // Zero has no sign.
    return .decimal(hundredths == 0 ? 0 : hundredths / 100)
  }
}
