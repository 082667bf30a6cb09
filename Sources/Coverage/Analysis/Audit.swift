internal import Areas
public import Boundaries
public import Diagnostics
public import Enrolment
internal import LayerFiles
internal import Parallel
internal import RunFiles
internal import TableReading
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
    return over.isEmpty ? notices : notices + [.over100(over.map { layer.units[$0].name })]
  }

  /// Which columns of each table were read.
  public var columnUse: [ColumnUse] {
    [tables?.enrolment, tables?.workforce].compactMap { table in table.map { ColumnUse($0, join) } }
  }

  /// - Parameter options: `enrolment` may be empty, for boundaries alone.
  /// - Throws: `Diagnostic` for every input that is missing or bad. Rows without a unit are not thrown.
  public init(_ options: Analysis.Options) throws {
    let stated = options.readingOptions
    let hasTable = !options.enrolment.isEmpty
    if hasTable { try LayerFiles.checkOrder(map: options.boundaries, table: options.enrolment) }
    // Tables are read beside the layer. What is wrong with them is said first.
    let sources = Background(threads: options.threads) {
      (
        enrolment: hasTable
          ? try Self.draft(options.enrolment, options.format, sheet: options.format.sheet, stated) : nil,
        workforce: try options.workforce.map {
          try Self.draft(
            $0, options.format, sheet: options.format.workforceSheet ?? options.format.sheet,
            options.workforceReadingOptions)
        }
      )
    }
    // What columns and rows mean depends on the layer's level, which is known before its polygons are.
    let counts = Guarded<Result<Counts?, any Error>?>(nil)
    let reading = Result {
      try BoundaryLayer(
        path: options.boundaries, options: options.layer,
        wantedLevel: try sources.value().enrolment?.level
      ) { level in
        let read = Result { try Self.counts(sources.value(), level, options) }
        counts.withLock { $0 = read }
      }
    }
    let (source, workforceSource) = try sources.value()
    try Self.requireSheets(options.format, enrolment: source?.table, workforce: workforceSource?.table)
    var layer = try reading.get()

    var inputs = layer.provenance.files.enumerated().map { position, path in
      InputFile(role: .boundaries, path: path, rows: position == 0 ? layer.units.count : nil)
    }
    guard let counts = try counts.withLock({ try $0?.get() }) else {
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
    add(tables.enrolment.table, .enrolment, options.enrolment)
    if let workforce = tables.workforce, let path = options.workforce { add(workforce.table, .workforce, path) }
    var notices = counts.notices
    var join = try Join(layer, tables, stated: options.layer.codeSystem)
    if let area = try LayerArea(of: layer, hasData: join.unitsWithCounts, LayerArea.Choice(options.area)) {
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
  private static func counts(
    _ drafts: Drafts, _ level: AdministrativeLevel, _ options: Analysis.Options
  ) throws -> Counts? {
    guard let draft = drafts.enrolment else { return nil }
    let enrolment = try CountTable(
      draft, path: options.enrolment, purpose: drafts.workforce == nil ? .both : .enrolled, level: level,
      options: options.readingOptions)
    guard let other = drafts.workforce, let path = options.workforce else {
      return Counts(tables: .init(enrolment: enrolment, workforce: nil), notices: [])
    }
    // Columns are named for the enrolment table; the other's are found, but for the one that only it has.
    var own = options.workforceReadingOptions
    own.keepNames(of: other.table.header)
    own.preferredPeriod = enrolment.period
    let workforce = try CountTable(other, path: path, purpose: .eligible, level: level, options: own)
    var notices: [Notice] = []
    if let first = enrolment.period, let second = workforce.period, Period(first) != Period(second) {
      notices.append(.periodsDiffer(first, draft.table.name, second, other.table.name))
    }
    return Counts(tables: .init(enrolment: enrolment, workforce: workforce), notices: notices)
  }

  private static func draft(
    _ path: String, _ format: TableFormat, sheet: String?, _ options: ReadingOptions
  ) throws -> TableDraft {
    try TableDraft(
      path: path,
      format: .init(
        separator: format.separator, encoding: format.encoding, headerLine: format.headerLine, sheet: sheet),
      options: options)
  }

  /// A sheet that was asked for is one of a workbook.
  private static func requireSheets(
    _ format: TableFormat, enrolment: DelimitedTable?, workforce: DelimitedTable?
  ) throws {
    if let sheet = format.workforceSheet, workforce?.sheet == nil {
      throw Diagnostic.sheetOfNoWorkbook(sheet, option: "--workforce-sheet")
    }
    if let sheet = format.sheet, enrolment?.sheet == nil, workforce?.sheet == nil {
      throw Diagnostic.sheetOfNoWorkbook(sheet, option: "--sheet")
    }
    let tables = [enrolment, workforce].compactMap { $0 }
    if format.separator != nil, !tables.isEmpty, tables.allSatisfy({ $0.sheet != nil }) {
      throw Diagnostic.separatorOfWorkbook(tables[0].name)
    }
  }
}

extension Analysis.Options {
  /// What is stated of the enrolment table.
  var readingOptions: ReadingOptions {
    var stated = ReadingOptions()
    stated.named = ReadingOptions.Named(
      code: codeColumn, name: nameColumn, parent: parentColumn, enrolled: enrolledColumn, eligible: eligibleColumn,
      segment: segmentColumn, period: periodColumn, ignored: ignoredColumns)
    stated.segments = segments
    stated.period = period
    stated.eligiblePer = eligiblePer
    stated.convention = format.thousands.flatMap(NumberConvention.init)
    if workforce != nil { stated.named.eligible = nil }
    return stated
  }

  /// What is stated of the workforce table: names that may be of either.
  var workforceReadingOptions: ReadingOptions {
    var stated = readingOptions
    stated.named.enrolled = nil
    stated.named.eligible = eligibleColumn
    stated.period = nil
    return stated
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
