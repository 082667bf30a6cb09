public import Boundaries
public import Diagnostics
public import Enrolment
internal import Parallel
internal import RunFiles
internal import Tables

/// Boundaries read and tables joined, before any figure: what `check` reports and `Analysis` builds on.
public struct Audit: Sendable {
  public let layer: BoundaryLayer
  /// nil where only boundaries were given.
  let tables: Join.Tables?
  public let join: Join?
  public let notices: [Message]
  let inputs: [InputFile]
  package let tableHeaders: [(table: String, header: [String])]

  /// Which columns of each table were read.
  public var columnUse: [ColumnUse] {
    [tables?.enrolment, tables?.workforce].compactMap { $0.map(ColumnUse.init) }
  }

  /// - Parameter options: `enrolment` may be empty, for boundaries alone.
  /// - Throws: `Diagnostic` for every input that is missing or bad. Rows without a unit are not thrown.
  public init(_ options: Analysis.Options) throws {
    let named = EnrolmentColumns.Named(
      code: options.codeColumn, name: options.nameColumn, parent: options.parentColumn,
      enrolled: options.enrolledColumn, eligible: options.eligibleColumn, segment: options.segmentColumn,
      period: options.periodColumn)
    let hasTable = !options.enrolment.isEmpty
    // Tables are read beside the layer. What is wrong with them is said first.
    let sources = Background(threads: options.threads) {
      (
        enrolment: hasTable ? try Self.table(options.enrolment, options.format, sheet: options.format.sheet) : nil,
        workforce: try options.workforce.map {
          try Self.table($0, options.format, sheet: options.format.workforceSheet ?? options.format.sheet)
        }
      )
    }
    let reading = Result {
      try BoundaryLayer(
        path: options.boundaries, options: options.layer,
        wantedLevel: try sources.value().enrolment.flatMap { EnrolmentColumns.level(of: $0, named: named) })
    }
    let (source, workforceSource) = try sources.value()
    try Self.requireSheets(options.format, enrolment: source, workforce: workforceSource)
    let layer = try reading.get()
    self.layer = layer

    var inputs = layer.provenance.files.map { path in
      InputFile(
        role: .boundaries, path: path, rows: path.lowercased().hasSuffix(".shp") ? layer.units.count : nil)
    }
    var notices = layer.notices
    guard let source else {
      tables = nil
      join = nil
      tableHeaders = []
      self.inputs = inputs
      self.notices = notices
      return
    }
    inputs.append(
      InputFile(role: .enrolment, path: options.enrolment, rows: source.rowCount, sheet: source.sheet))
    let convention = options.format.thousands.flatMap(NumberConvention.init)
    let enrolment = try CountTable(
      source, path: options.enrolment, named: named,
      purpose: workforceSource == nil ? .enrolment : .enrolmentWithoutWorkforce, level: layer.level,
      period: options.period, convention: convention)
    var headers: [(table: String, header: [String])] = [(source.name, source.header)]
    var workforce: CountTable?
    if let workforceSource, let path = options.workforce {
      // Columns are named for the enrolment table; the other's are found, but for the one that only it has.
      var own = EnrolmentColumns.Named(eligible: options.eligibleColumn)
      for (name, keyPath) in [
        (options.codeColumn, \EnrolmentColumns.Named.code), (options.nameColumn, \.name),
        (options.parentColumn, \.parent), (options.segmentColumn, \.segment), (options.periodColumn, \.period),
      ] {
        if let name, workforceSource.header.contains(name) { own[keyPath: keyPath] = name }
      }
      inputs.append(
        InputFile(role: .workforce, path: path, rows: workforceSource.rowCount, sheet: workforceSource.sheet))
      let table = try CountTable(
        workforceSource, path: path, named: own, purpose: .workforce, level: layer.level, period: nil,
        preferred: enrolment.period, convention: convention)
      headers.append((workforceSource.name, workforceSource.header))
      if let first = enrolment.period, let second = table.period, Period(first) != Period(second) {
        notices.append(.periodsDiffer(first, source.name, second, workforceSource.name))
      }
      workforce = table
    }
    let tables = Join.Tables(enrolment: enrolment, workforce: workforce)
    let join = try Join(layer, tables, stated: options.layer.codeSystem)
    self.tables = tables
    self.join = join
    self.inputs = inputs
    tableHeaders = headers
    self.notices = notices + [enrolment, workforce].flatMap { $0?.notices ?? [] } + join.notices
  }

  private static func table(
    _ path: String, _ format: TableFormat, sheet: String?
  ) throws -> DelimitedTable {
    try DelimitedTable(
      path: path, separator: format.separator, encoding: format.encoding, headerLine: format.headerLine, sheet: sheet)
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
  }
}

extension Diagnostic {
  static func sheetOfNoWorkbook(_ sheet: String, option: String) -> Diagnostic {
    Diagnostic(
      .usage,
      id: "\(option) “\(sheet)” hanya berlaku untuk buku kerja .xlsx, padahal tabelnya bukan. Hapus opsi itu.",
      en: "\(option) “\(sheet)” is for .xlsx workbooks, and the table is none. Leave the option out.")
  }
}

extension Message {
  static func periodsDiffer(_ first: String, _ table: String, _ second: String, _ other: String) -> Message {
    Message(
      id: "Periode kedua tabel berbeda: \(first) (\(table)) dan \(second) (\(other)).",
      en: "The tables are of different periods: \(first) (\(table)) and \(second) (\(other)).")
  }
}
