internal import Areas
internal import Diagnostics
internal import Enrolment
internal import Tables

extension EnrolmentColumns.Purpose {
  /// What a table counts: participants, eligible workers, or both.
  init(
    of table: DelimitedTable, named: EnrolmentColumns.Named, level: AdministrativeLevel
  ) throws {
    do {
      _ = try EnrolmentColumns(
        header: table.header, named: named, purpose: .enrolment, level: level, table: table.name)
      self = .enrolment
    } catch let fault as Diagnostic {
      switch fault {
      case .noCountColumn(.eligible, table: table.name, header: table.header): self = .enrolmentWithoutWorkforce
      case .noCountColumn(.enrolled, table: table.name, header: table.header):
        do {
          _ = try EnrolmentColumns(
            header: table.header, named: named, purpose: .workforce, level: level, table: table.name)
        } catch {
          throw fault
        }
        self = .workforce
      default: throw fault
      }
    }
  }
}

extension CountTable {
  /// The table once for each of its periods, in the order of their first rows, or for the wanted one alone.
  static func everyPeriod(
    of source: DelimitedTable, path: String, named: EnrolmentColumns.Named, purpose: EnrolmentColumns.Purpose,
    level: AdministrativeLevel, wanted: String?, convention: NumberConvention?
  ) throws -> [CountTable] {
    func table(_ period: String?) throws -> CountTable {
      try CountTable(
        source, path: path, named: named, purpose: purpose, level: level, period: period, convention: convention)
    }
    let columns = try EnrolmentColumns(
      header: source.header, named: named, purpose: purpose, level: level, table: source.name)
    guard wanted == nil, let column = columns.period else { return [try table(wanted)] }
    var texts: [String] = []
    var seen: Set<String> = []
    var parsed: Set<Period> = []
    for row in 0..<source.rowCount {
      let text =
        columns.periodYear.map { "\(source.cell(row, column)) \(source.cell(row, $0))" } ?? source.cell(row, column)
      guard seen.insert(text).inserted else { continue }
      // Two spellings of one period are one.
      if let period = Period(text), !parsed.insert(period).inserted { continue }
      texts.append(text)
    }
    return try texts.map { try table($0) }
  }
}
