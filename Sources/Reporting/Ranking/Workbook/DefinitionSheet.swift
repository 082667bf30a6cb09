internal import Diagnostics
internal import Spreadsheets

/// The sheet that says what each column means, and what it is called in `ranking.csv` and the map layers.
struct DefinitionSheet {
  private let contents: WorkbookContents
  private let ranking: RankingSheet

  init(_ contents: WorkbookContents, _ ranking: RankingSheet) {
    self.contents = contents
    self.ranking = ranking
  }

  private typealias Row = (heading: String, field: String, meaning: String, unit: String, place: String)

  private var rows: [Row] {
    let language = contents.language
    let units = ranking.columns.enumerated().map { index, column in
      row(
        column.figure.description, column.heading,
        place: "\(ranking.name), \(CellReference.letters(ofColumn: index))")
    }
    let clusters =
      contents.spatial == nil
      ? []
      : ClusterFigures.all.map {
        row($0.description, $0.description.alias[language], place: contents.text(id: "Klaster", en: "Clusters"))
      }
    return units + clusters
  }

  private func row(_ description: FigureDescription, _ heading: String, place: String) -> Row {
    let language = contents.language
    let codes = description.codes.map { "\($0.label[language]) = \($0.value)" }.joined(separator: "; ")
    let meaning = description.meaning[language]
    let unit =
      switch description.kind {
      case .text:
        description.codes.isEmpty ? contents.text(id: "teks", en: "text") : contents.text(id: "kode", en: "code")
      case .integer: contents.text(id: "bilangan bulat", en: "whole number")
      case .number: description.measure?.rawValue ?? contents.text(id: "bilangan", en: "number")
      case .boolean: contents.text(id: "ya/tidak", en: "yes/no")
      }
    return (heading, description.name, codes.isEmpty ? meaning : codes, unit, place)
  }

  func sheet(_ styles: WorkbookStyles) -> SheetWriter {
    let widths = [36.0, 26, 80, 16, 16]
    let headings = [
      contents.text(id: "Judul kolom", en: "Heading"), contents.text(id: "Nama di berkas", en: "Name in files"),
      contents.text(id: "Arti", en: "Meaning"), contents.text(id: "Satuan", en: "Measured in"),
      contents.text(id: "Lembar, kolom", en: "Sheet, column"),
    ]
    let table = SheetTable(
      title: contents.text(id: "Arti setiap kolom", en: "What each column means"),
      lines: [
        contents.text(
          id: "Nama di berkas: judul kolom di ranking.csv, coverage.geojson, dan clusters.geojson.",
          en: "Name in files: the header in ranking.csv, coverage.geojson and clusters.geojson.")
      ], contents: contents,
      columns: zip(headings, widths).map { .init(heading: $0, width: $1, kind: .text) }, hasFilter: false)
    var sheet = table.begin(contents.text(id: "Definisi", en: "Definitions"), styles)
    for row in rows {
      let cells = [row.heading, row.field, row.meaning, row.unit, row.place]
      let lines = zip(cells, widths).map { TextLines.count(of: $0, width: $1 - 1) }.max() ?? 1
      sheet.startRow(height: 15 * Double(lines) + 1)
      for cell in cells { sheet.append(cell, styles.body.wrapped) }
      sheet.endRow()
    }
    table.end(&sheet, lastRow: sheet.row)
    return sheet
  }
}
