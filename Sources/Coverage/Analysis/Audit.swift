internal import Areas
public import Boundaries
public import Diagnostics
public import Enrolment
internal import LayerFiles
internal import Parallel
internal import RunFiles
public import TableReading
internal import Tables

/// Boundaries read and tables joined, before any figure: what `check` reports and `Analysis` builds on.
public struct Audit: Sendable {
  public let layer: BoundaryLayer
  /// nil where only boundaries were given.
  let tables: Join.Tables?
  public let join: Join?
  public let notices: [Notice]
  let inputs: [InputFile]
  package let tableHeaders: [(table: String, header: [String])]

  /// The notices, and the units with more participants than eligible workers, which `analyze` tells of too.
  package var findings: [Notice] {
    guard let join, join.enrolled.count == join.eligible.count else { return notices }
    let over = layer.units.indices.filter { unit in
      zip(join.enrolled, join.eligible).contains { enrolled, eligible in
        enrolled[unit].flatMap { count in eligible[unit].map { count > $0 } } ?? false
      }
    }
    if over.isEmpty { return notices }
    let titles = UnitParents(layer).titles
    return notices + [.over100(over.map { titles[$0] })]
  }

  /// Which columns of each table were read.
  public var columnUse: [ColumnUse] {
    [tables?.enrolment, tables?.workforce].compactMap { table in table.map { ColumnUse($0, join) } }
  }

  /// What is handed in, and how it is read.
  public struct Inputs: Sendable {
    public var boundaries: String
    public var layer = BoundaryLayer.Options()
    /// The table of counts; nil for boundaries alone.
    public var enrolment: TableSource?
    /// The eligible workers, where they have a table of their own. What is stated of its columns may be meant for the
    /// other table: names that it does not have are passed over.
    public var workforce: TableSource?
    /// The part of the layer: a code or name of a unit above, `all`, or the parents with data where nil.
    public var area: String?
    public var threads = 1

    public init(boundaries: String, enrolment: TableSource?) {
      self.boundaries = boundaries
      self.enrolment = enrolment
    }

    /// As they are, but for what is stated of columns that the other table has.
    fileprivate var ownTables: Inputs {
      var own = self
      if workforce != nil { own.enrolment?.reading.named.eligible = nil }
      own.workforce?.reading.named.enrolled = nil
      own.workforce?.reading.period = nil
      return own
    }
  }

  /// - Throws: `Diagnostic` for every input that is missing or bad. Rows without a unit are not thrown.
  public init(_ inputs: Inputs) throws {
    let given = inputs.ownTables
    if let table = given.enrolment { try LayerFiles.checkOrder(map: given.boundaries, table: table.path) }
    // Tables are read beside the layer. What is wrong with them is said first.
    let sources = Background(threads: given.threads) {
      (enrolment: try given.enrolment?.draft(), workforce: try given.workforce?.draft())
    }
    // What columns and rows mean depends on the layer's level, which is known before its polygons are.
    let counts = Guarded<Result<Counts?, any Error>?>(nil)
    let reading = Result {
      try BoundaryLayer(
        path: given.boundaries, options: given.layer,
        wantedLevel: try sources.value().enrolment?.level
      ) { level in
        let read = Result { try Self.counts(sources.value(), level, given) }
        counts.withLock { $0 = read }
      }
    }
    let (source, workforceSource) = try sources.value()
    try Self.requireWorkbooks(given, enrolment: source?.table, workforce: workforceSource?.table)
    var layer = try reading.get()

    var inputs = layer.provenance.files.enumerated().map { position, path in
      InputFile(role: .boundaries, path: path, rows: position == 0 ? layer.units.count : nil)
    }
    guard let counts = try counts.withLock({ try $0?.get() }) else {
      let whole = layer.units.map { _ in true }
      if let area = try LayerArea(of: layer, hasData: whole, LayerArea.Choice(given.area)) {
        layer = layer.restricted(to: area)
      }
      self.layer = layer
      tables = nil
      join = nil
      tableHeaders = []
      self.inputs = inputs
      notices = layer.notices
      return
    }
    var headers: [(table: String, header: [String])] = []
    func add(_ table: DelimitedTable, _ role: InputFile.Role, _ path: String) {
      inputs.append(InputFile(role: role, path: path, rows: table.rowCount, sheet: table.sheet))
      headers.append((table.name, table.header))
    }
    let tables = counts.tables
    add(tables.enrolment.table, .enrolment, tables.enrolment.path)
    if let workforce = tables.workforce { add(workforce.table, .workforce, workforce.path) }
    var notices = counts.notices
    var join = try Join(layer, tables, stated: given.layer.codeSystem)
    if let area = try LayerArea(of: layer, hasData: join.unitsWithCounts, LayerArea.Choice(given.area)) {
      layer = layer.restricted(to: area)
      join = join.restricted(to: area)
      notices += join.ledgers.compactMap { $0.outsideArea.rows > 0 ? .outsideArea($0) : nil }
    }
    self.layer = layer
    self.tables = tables
    self.join = join
    self.inputs = inputs
    tableHeaders = headers
    self.notices =
      layer.notices + notices + [tables.enrolment, tables.workforce].flatMap { $0?.notices ?? [] } + join.notices
  }

  /// The tables with every column and row understood.
  private struct Counts: Sendable {
    let tables: Join.Tables
    let notices: [Notice]
  }

  private typealias Drafts = (enrolment: TableDraft?, workforce: TableDraft?)

  /// - Returns: nil where no table was given.
  private static func counts(_ drafts: Drafts, _ level: AdministrativeLevel, _ given: Inputs) throws -> Counts? {
    guard let draft = drafts.enrolment, let source = given.enrolment else { return nil }
    let enrolment = try CountTable(
      draft, path: source.path, purpose: given.workforce == nil ? .both : .enrolled, level: level,
      options: source.reading)
    guard let other = drafts.workforce, let otherSource = given.workforce else {
      return Counts(tables: .init(enrolment: enrolment, workforce: nil), notices: [])
    }
    // Columns are named for the enrolment table; the other's are found, but for the one that only it has.
    var own = otherSource.reading
    own.keepNames(of: other.table.header)
    own.preferredPeriod = enrolment.period
    let workforce = try CountTable(other, path: otherSource.path, purpose: .eligible, level: level, options: own)
    var notices: [Notice] = []
    if let first = enrolment.period, let second = workforce.period, Period(first) != Period(second) {
      notices.append(.periodsDiffer(first, draft.table.name, second, other.table.name))
    }
    return Counts(tables: .init(enrolment: enrolment, workforce: workforce), notices: notices)
  }

  /// A sheet that was asked for is one of a workbook; one that is asked for of both tables, of either. A separator is of
  /// text.
  private static func requireWorkbooks(
    _ given: Inputs, enrolment: DelimitedTable?, workforce: DelimitedTable?
  ) throws {
    let (sheet, other) = (given.enrolment?.format.sheet, given.workforce?.format.sheet)
    if let other, other != sheet, workforce?.sheet == nil {
      throw Diagnostic.sheetOfNoWorkbook(other, option: "--workforce-sheet")
    }
    if let sheet, enrolment?.sheet == nil, sheet != other || workforce?.sheet == nil {
      throw Diagnostic.sheetOfNoWorkbook(sheet, option: "--sheet")
    }
    let tables = [enrolment, workforce].compactMap { $0 }
    if given.enrolment?.format.separator != nil, !tables.isEmpty, tables.allSatisfy({ $0.sheet != nil }) {
      throw Diagnostic.separatorOfWorkbook(tables[0].name)
    }
  }
}

extension ReadingOptions {
  /// Forgets names that a table does not have, but for that of the eligible workers.
  fileprivate mutating func keepNames(of header: [String]) {
    func kept(_ name: String?) -> String? { name.flatMap { header.contains($0) ? $0 : nil } }
    named.code = kept(named.code)
    named.name = kept(named.name)
    named.parent = kept(named.parent)
    named.segment = kept(named.segment)
    named.period = kept(named.period)
    named.ignored = named.ignored.filter { header.contains($0) }
  }
}

extension Notice {
  static func outsideArea(_ ledger: Ledger) -> Notice {
    let sum = ledger.outsideArea
    func text(_ language: Language, _ row: String, _ enrolled: String, _ eligible: String) -> String {
      "\(language.count(sum.rows, row)) (\(language.text(sum.enrolled ?? 0)) \(enrolled), \(language.text(sum.eligible)) "
        + "\(eligible))"
    }
    return Notice(
      "join.rows.outside-area", ["table": ledger.table, "rows": String(sum.rows)],
      id:
        "Tabel \(ledger.table): \(text(.indonesian, "baris", "peserta", "potensi tenaga kerja")) di luar bagian peta yang dipilih "
        + "dengan --area dan tidak ikut dihitung.",
      en:
        "Table \(ledger.table): \(text(.english, "row", "participants", "eligible workers")) outside the part of the map "
        + "that --area chooses, not counted.")
  }

  static func periodsDiffer(_ first: String, _ table: String, _ second: String, _ other: String) -> Notice {
    Notice(
      "table.periods.differ", ["table": table, "period": first, "other_table": other, "other_period": second],
      id: "Periode kedua tabel berbeda: \(first) (\(table)) dan \(second) (\(other)).",
      en: "The tables are of different periods: \(first) (\(table)) and \(second) (\(other)).")
  }
}
