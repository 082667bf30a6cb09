internal import Areas
package import Diagnostics
internal import Tables

/// The work of reading one table, step by step; each step is an extension of its own. `TableReading` is its result.
struct TableReader {
  let draft: TableDraft
  let table: DelimitedTable
  let options: ReadingOptions
  let purpose: ReadingOptions.Purpose
  /// The level of the layer; nil where it is not known.
  let level: AdministrativeLevel?

  var doubts: [Doubt] = []
  var notices: [Notice] = []
  /// By column; nil where no step has said anything yet.
  var meanings: [ColumnMeaning?]
  private var parsed: [Int: [Int?]] = [:]

  var phrases: [HeaderPhrase] { draft.phrases }
  var name: String { table.name }

  init(_ draft: TableDraft, purpose: ReadingOptions.Purpose, level: AdministrativeLevel?, options: ReadingOptions) {
    self.draft = draft
    table = draft.table
    self.options = options
    self.purpose = purpose
    self.level = level
    meanings = Array(repeating: nil, count: draft.table.header.count)
  }

  /// The columns whose meaning is still open.
  var open: [Int] { meanings.indices.filter { meanings[$0] == nil } }

  func label(_ column: Int) -> String { HeaderText.short(table.header[column]) }

  /// The column that the user names.
  func column(_ name: String?, _ option: String) throws -> Int? {
    guard let name else { return nil }
    let header = table.header
    let exact = header.indices.filter { header[$0] == name }
    let key = HeaderText.key(name)
    let loose = exact.isEmpty ? header.indices.filter { HeaderText.key(header[$0]) == key } : exact
    // A column without a header goes by its letter.
    if loose.isEmpty, let unnamed = header.indices.first(where: { header[$0].isEmpty && table.letters(of: $0) == name })
    {
      return unnamed
    }
    guard let index = loose.first else {
      throw Diagnostic.noSuchColumn(name, option: option, table: self.name, header: header)
    }
    guard loose.count == 1 else { throw Diagnostic.columnTwice(name, table: self.name) }
    return index
  }

  /// The counts in a column, by row of the table; read once.
  mutating func values(_ column: Int) throws -> [Int?] {
    if let known = parsed[column] { return known }
    let read = try table.counts(inColumn: column, convention: options.convention)
    if read.convention != .plain { notices.append(.convention(read.convention, column: label(column), table: name)) }
    try CountLimits.check(read.values, column: column, of: table)
    parsed[column] = read.values
    return read.values
  }

  /// Whether a column holds figures and words for none alone, and one figure at least.
  func looksNumeric(_ column: Int) -> Bool {
    var figures = 0
    var words = 0
    let rows =
      table.rowCount > 400 ? Array(0..<200) + Array((table.rowCount - 200)..<table.rowCount) : Array(0..<table.rowCount)
    for row in rows {
      switch draft.grid.look(draft.gridRows[row], column) {
      case .number, .year: figures += 1
      case .other: words += 1
      case .blank, .missing: break
      }
    }
    return figures > 0 && figures > words
  }

  func isBlank(_ column: Int) -> Bool {
    !(0..<table.rowCount).contains { !draft.grid.isBlank(draft.gridRows[$0], column) }
  }
}

extension Notice {
  static func convention(_ convention: NumberConvention, column: String, table: String) -> Notice {
    Notice(
      "table.numbers.convention", ["table": table, "column": column, "convention": convention.rawValue],
      id: "Tabel \(table), kolom “\(column)”: \(convention.summary.indonesian).",
      en: "Table \(table), column “\(column)”: \(convention.summary.english).")
  }
}

extension Diagnostic {
  package static func noSuchColumn(_ name: String, option: String, table: String, header: [String]) -> Diagnostic {
    Diagnostic(
      .badInput, "table.column.missing", ["table": table, "column": name, "option": option],
      id: "Tabel \(table) tidak punya kolom “\(name)” yang diminta \(option). Kolom yang ada: "
        + header.joined(separator: ", ") + ".",
      en: "The table \(table) has no column “\(name)”, which \(option) asks for. Its columns are: "
        + header.joined(separator: ", ") + ".")
  }

  package static func columnTwice(_ name: String, table: String) -> Diagnostic {
    Diagnostic(
      .badInput, "table.column.twice", ["table": table, "column": name],
      id:
        "Tabel \(table) punya lebih dari satu kolom “\(name)”. Ganti nama salah satunya, atau lewati yang tidak dipakai "
        + "dengan --ignore-column.",
      en: "The table \(table) has more than one column “\(name)”. Rename one of them, or leave out what is not meant "
        + "with --ignore-column.")
  }
}
