package import Areas
package import Diagnostics
package import Tables

/// A table of counts with its columns understood: enrolment, or the workforce beside it.
package struct CountTable: Sendable {
  package let table: DelimitedTable
  let path: String
  let columns: EnrolmentColumns
  /// The period that is used, as the table writes it; nil where the table has none.
  package let period: String?
  /// Rows of that period, in order.
  let rows: [Int]
  let otherPeriodRowCount: Int
  /// Segments in order of appearance; one of nil where the table has none.
  let segments: [Segment]
  /// For each row in `rows`: the position in `segments`, or nil where the row's segment is blank or a sum of others.
  /// Empty where the segments are columns.
  let segmentOfRow: [RowSegment]
  /// By position in `segments` where they are columns, else one column: counts by row of the whole table.
  let enrolled: [[Int?]]
  let eligible: [[Int?]]
  /// What a careful reader must know about how the table was read.
  package let notices: [Message]

  enum RowSegment: Sendable, Hashable {
    case segment(Int)
    case blank, total
  }

  /// A group of workers with its own counts: PU, BPU, …
  package struct Segment: Sendable, Hashable {
    /// As the table first writes it.
    package let label: String
    /// Lower case, `_` for other signs: the suffix of its properties.
    package let key: String

    init(label: String, headerKey key: String) {
      self.label = label
      // `coverage_eb_pct` and its like are properties of the unit itself.
      self.key = ["eb", "low", "high"].contains(key) ? "segment_\(key)" : key
    }
  }

  /// Whether the counts are the illustrative ones that ship with the project, or made from them.
  /// Told by the file's name or by its column `dasar`, so that a copy under another name is still known.
  package var isIllustrative: Bool {
    table.name.lowercased().contains("ilustrasi")
      || table.columns(named: "dasar").contains { table.cell(0, $0).lowercased().hasPrefix("ilustrasi") }
  }

  /// Whether the segments are columns and not rows.
  var hasSegmentColumns: Bool { columns.segment == nil && !segments.isEmpty }

  /// - Parameters:
  ///   - wanted: the period to take, an error where the table does not have it; the latest if nil.
  ///   - preferred: the period to take instead of the latest, where the table has it.
  package init(
    _ table: DelimitedTable, path: String, named: EnrolmentColumns.Named, purpose: EnrolmentColumns.Purpose,
    level: AdministrativeLevel, period wanted: String?, preferred: String? = nil, convention: NumberConvention?
  ) throws {
    var notices = table.notices
    if table.encodingSource == .assumed { notices.append(.encodingAssumed(table.encoding.name, table: table.name)) }
    let columns = try EnrolmentColumns(
      header: table.header, named: named, purpose: purpose, level: level, table: table.name)
    self.table = table
    self.path = path
    self.columns = columns
    if let code = columns.code { try table.requireCodes(inColumn: code) }
    for column in [columns.period, columns.periodYear].compactMap({ $0 }) { try table.requirePeriods(inColumn: column) }
    (period, rows) = try Self.rows(of: table, columns, wanted, preferred)
    otherPeriodRowCount = table.rowCount - rows.count

    func counts(_ list: [EnrolmentColumns.Count], total: Int?) throws -> [[Int?]] {
      let columns = try list.map { try table.counts(inColumn: $0.column, convention: convention) }
      for (count, column) in zip(list, columns) where column.convention != .plain {
        notices.append(.convention(column.convention, column: table.header[count.column], table: table.name))
      }
      let parsed = columns.map(\.values)
      if let total {
        try Self.check(total: total, of: list, parsed, table, convention)
      }
      return parsed
    }
    enrolled = try counts(columns.enrolled, total: columns.enrolledTotal)

    if let column = columns.segment {
      eligible = try counts(columns.eligible, total: columns.eligibleTotal)
      var positions: [String: Int] = [:]
      var found: [Segment] = []
      let texts = rows.map { table.cell($0, column) }
      let keys = texts.map(EnrolmentHeaders.key)
      let real = Set(keys).subtracting(EnrolmentHeaders.totals).subtracting([""])
      segmentOfRow = zip(texts, keys).map { text, key in
        if key.isEmpty { return .blank }
        if EnrolmentHeaders.totals.contains(key) && !real.isEmpty { return .total }
        if let position = positions[key] { return .segment(position) }
        positions[key] = found.count
        found.append(Segment(label: text, headerKey: key))
        return .segment(found.count - 1)
      }
      segments = found
    } else {
      let counted = purpose == .workforce ? columns.eligible : columns.enrolled
      segments = counted.compactMap { count in
        count.segment.map { Segment(label: $0.uppercased(), headerKey: $0) }
      }
      segmentOfRow = []
      // The two kinds of columns may stand in different orders.
      let order =
        purpose == .enrolment && !segments.isEmpty
        ? columns.enrolled.map { one in columns.eligible.first { $0.segment == one.segment }! } : columns.eligible
      eligible = try counts(order, total: columns.eligibleTotal)
    }
    self.notices = notices
  }

  /// The rows of the wanted period, or of the latest.
  private static func rows(
    of table: DelimitedTable, _ columns: EnrolmentColumns, _ wanted: String?, _ preferred: String?
  ) throws -> (String?, [Int]) {
    let all = Array(0..<table.rowCount)
    guard let column = columns.period else {
      if let wanted { throw Diagnostic.noPeriodColumn(wanted, table: table.name) }
      return (nil, all)
    }
    let texts = all.map { row in
      columns.periodYear.map { "\(table.cell(row, column)) \(table.cell(row, $0))" } ?? table.cell(row, column)
    }
    if let blank = texts.firstIndex(where: { $0.allSatisfy(\.isWhitespace) }) {
      throw Diagnostic.blankPeriod(at: table.place(blank, column), column: table.header[column], table: table.name)
    }
    let distinct = Array(Set(texts)).sorted()
    var parsed: [String: Period] = [:]
    for text in distinct { parsed[text] = Period(text) }
    let chosen: (String) -> Bool
    let label: String
    if let wanted {
      let target = Period(wanted)
      chosen = { $0 == wanted || (target != nil && parsed[$0] == target) }
      label = wanted
    } else if let same = preferred.flatMap(Period.init), let text = distinct.first(where: { parsed[$0] == same }) {
      chosen = { parsed[$0] == same }
      label = text
    } else if distinct.count == 1 {
      chosen = { _ in true }
      label = distinct[0]
    } else {
      if let unknown = distinct.first(where: { parsed[$0] == nil }) {
        throw Diagnostic.periodNotUnderstood(unknown, among: distinct, table: table.name)
      }
      let latest = parsed.values.max()!
      chosen = { parsed[$0] == latest }
      label = distinct.first(where: chosen)!
    }
    let rows = all.filter { chosen(texts[$0]) }
    if rows.isEmpty { throw Diagnostic.noSuchPeriod(label, among: distinct, table: table.name) }
    return (label, rows)
  }

  /// A column of sums beside the segments must agree with them in every row.
  private static func check(
    total: Int, of list: [EnrolmentColumns.Count], _ parsed: [[Int?]], _ table: DelimitedTable,
    _ convention: NumberConvention?
  ) throws {
    let sums = try table.counts(inColumn: total, convention: convention).values
    for row in 0..<table.rowCount {
      guard let stated = sums[row] else { continue }
      let parts = parsed.compactMap { $0[row] }
      guard parts.count == parsed.count else { continue }
      let sum = parts.reduce(0, +)
      if sum != stated {
        throw Diagnostic.totalDisagrees(
          at: table.place(row, total), column: table.header[total], stated: stated, sum: sum, table: table.name)
      }
    }
  }
}

extension Message {
  package static func encodingAssumed(_ encoding: String, table: String) -> Message {
    Message(
      id: "Tabel \(table): teksnya bukan UTF-8 dan dibaca sebagai \(encoding). Bila hurufnya keliru, sebutkan "
        + "--table-encoding.",
      en: "Table \(table): its text is not UTF-8 and was read as \(encoding). If letters are wrong, state "
        + "--table-encoding.")
  }

  static func convention(_ convention: NumberConvention, column: String, table: String) -> Message {
    Message(
      id: "Tabel \(table), kolom “\(column)”: \(convention.summary.indonesian).",
      en: "Table \(table), column “\(column)”: \(convention.summary.english).")
  }
}

extension Diagnostic {
  static func noPeriodColumn(_ period: String, table: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "--period \(period) diminta, tetapi tabel \(table) tidak punya kolom periode yang dikenal. Sebutkan kolomnya "
        + "dengan --period-column, atau hapus --period.",
      en: "--period \(period) was asked for, but the table \(table) has no known period column. Name it with "
        + "--period-column, or leave --period out.")
  }

  static func blankPeriod(at place: Message, column: String, table: String) -> Diagnostic {
    Diagnostic(
      .badInput, id: "Tabel \(table), \(place.indonesian): kolom periode “\(column)” kosong. Isi periodenya.",
      en: "Table \(table), \(place.english): the period column “\(column)” is blank. Fill it in.")
  }

  static func periodNotUnderstood(_ text: String, among all: [String], table: String) -> Diagnostic {
    let list = all.prefix(12).joined(separator: ", ")
    return Diagnostic(
      .badInput,
      id:
        "Tabel \(table) memuat beberapa periode (\(list)), dan “\(text)” tidak dapat diurutkan. Pilih dengan --period.",
      en: "The table \(table) holds several periods (\(list)), and “\(text)” cannot be put in order. Choose one with "
        + "--period.")
  }

  static func noSuchPeriod(_ text: String, among all: [String], table: String) -> Diagnostic {
    let list = all.prefix(12).joined(separator: ", ")
    return Diagnostic(
      .badInput, id: "Tabel \(table) tidak memuat periode \(text). Periode yang ada: \(list).",
      en: "The table \(table) has no period \(text). Its periods are: \(list).")
  }

  static func totalDisagrees(
    at place: Message, column: String, stated: Int, sum: Int, table: String
  ) -> Diagnostic {
    Diagnostic(
      .badInput,
      id:
        "Tabel \(table), \(place.indonesian): kolom “\(column)” berisi \(stated), padahal jumlah segmennya \(sum). Perbaiki "
        + "salah satunya.",
      en:
        "Table \(table), \(place.english): the column “\(column)” says \(stated), but its segments sum to \(sum). Correct "
        + "one of them.")
  }
}
