internal import Boundaries
internal import Diagnostics
package import Enrolment

extension Audit {
  /// What would stop the analysis of tables that could be read and joined.
  package enum Obstacle: Sendable {
    /// Rows that found no unit.
    case rejectedRows([Rejection])
    /// No unit has all of its counts, so that there would be no figure at all.
    case noCompleteUnit
  }

  /// - Parameter allowed: the kinds of rejected rows that may be left out.
  package func obstacle(allowing allowed: Set<Rejection.Kind>) -> Obstacle? {
    guard let join else { return nil }
    let blocking = join.rejections(except: allowed)
    if !blocking.isEmpty { return .rejectedRows(blocking) }
    return join.hasCompleteUnit ? nil : .noCompleteUnit
  }

  /// - Parameter path: where the rejected rows were saved.
  func fault(_ obstacle: Obstacle, rejectedRowsSavedTo path: String?) -> Diagnostic {
    switch obstacle {
    case .rejectedRows(let rows): .unmatchedRows(rows, pattern: join?.missPattern, savedTo: path)
    case .noCompleteUnit: .noCompleteUnit(columnUse)
    }
  }
}

extension Diagnostic {
  fileprivate static func noCompleteUnit(_ uses: [ColumnUse]) -> Diagnostic {
    let tables = uses.map(\.table)
    return Diagnostic(
      .badInput, "join.complete.none", ["tables": tables.joined(separator: "; ")],
      id:
        "Tidak satu wilayah pun lengkap angkanya di \(Language.indonesian.list(tables)): setiap wilayah yang punya baris tidak "
        + "mempunyai peserta atau potensi di salah satu segmen. Yang kurang disebut oleh check. Isi 0 bila memang tidak ada "
        + "pekerjanya; bila potensi hanya ditulis sekali untuk semua segmen, tulis sebagai baris tanpa segmen di tabel sendiri "
        + "(--workforce).",
      en:
        "No unit has all of its counts in \(Language.english.list(tables)): every unit with a row lacks participants or eligible "
        + "workers in some segment. check names what is missing. Write 0 where there are no such workers; where the eligible are "
        + "written once for all segments, give them in a table of their own without segments (--workforce).")
  }
}
