internal import Diagnostics
internal import Enrolment
internal import TableReading

/// How a table was read, as `run.json` and `check --format json` record it.
struct ReadingRecord: Encodable {
  struct Column: Encodable {
    let header: String
    /// `code`, `name`, `parent`, `enrolled`, `eligible`, `sum`, `segment`, `period`, `ignored`, …
    let meaning: String
    let segment: String?
    /// In words: why a column is not used.
    let text: String
    /// Null in a publication.
    let first: String?
    let sum: Int?
  }

  struct SetAside: Encodable {
    let kind: String
    let line: Int
    /// Null in a publication.
    let text: String?
  }

  let table: String
  let period: String?
  let rows: Int
  let columns: [Column]
  let setAside: [SetAside]

  /// - Parameter isPublication: whether values of the table are left out.
  init(_ use: ColumnUse, _ language: Language, isPublication: Bool) {
    table = use.table
    period = use.period
    rows = use.rowCount
    columns = use.columns.map { column in
      Column(
        header: column.header, meaning: column.meaning.code, segment: column.meaning.segmentLabel,
        text: column.meaning.summary[language], first: isPublication ? nil : column.first,
        sum: isPublication ? nil : column.sum)
    }
    setAside = use.setAside.map {
      SetAside(kind: $0.kind.rawValue, line: $0.line, text: isPublication ? nil : $0.text)
    }
  }
}
