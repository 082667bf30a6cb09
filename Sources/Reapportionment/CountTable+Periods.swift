internal import Areas
internal import Diagnostics
internal import Enrolment
internal import TableReading

extension ReadingOptions.Purpose {
  /// What a table counts: participants, eligible workers, or both.
  /// - Throws: `Diagnostic` with all that is in doubt, where it is more than that one of the two is missing.
  init(of draft: TableDraft, level: AdministrativeLevel, options stated: ReadingOptions) throws {
    // All periods are carried, and none of them has to be the one that is wanted.
    var options = stated
    if options.period == nil { options.period = try draft.periods(options).first }
    do {
      _ = try TableReading(draft, purpose: .both, level: level, options: options)
      self = .both
    } catch let fault as Diagnostic {
      switch fault.code {
      case "table.eligible.missing": self = .enrolled
      case "table.enrolled.missing":
        do {
          _ = try TableReading(draft, purpose: .eligible, level: level, options: options)
        } catch {
          throw fault
        }
        self = .eligible
      default: throw fault
      }
    }
  }
}

extension CountTable {
  /// The table once for each of its periods, in the order of their first rows, or for the wanted one alone.
  static func everyPeriod(
    of draft: TableDraft, path: String, purpose: ReadingOptions.Purpose, level: AdministrativeLevel,
    options: ReadingOptions
  ) throws -> [CountTable] {
    let periods = options.period == nil ? try draft.periods(options) : []
    if periods.isEmpty {
      return [try CountTable(draft, path: path, purpose: purpose, level: level, options: options)]
    }
    return try periods.map { period in
      var own = options
      own.period = period
      return try CountTable(draft, path: path, purpose: purpose, level: level, options: own)
    }
  }
}
