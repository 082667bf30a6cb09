public import Diagnostics
internal import FoundationEssentials

extension Audit {
  /// What `check` prints for people.
  public func report(_ language: Language) -> [String] {
    let summary = Summary(language)
    var lines = summary.layer(layer)
    if let join { lines += summary.ledger(join, columns: columnUse) }
    let notes = summary.notices(notices)
    if !notes.isEmpty { lines += [""] + notes }
    if let join, !join.rejections.isEmpty { lines += [""] + summary.rejections(join.rejections) }
    lines.append("")
    let verdict =
      join?.rejections.isEmpty == false
      ? Message(
        id: "Belum siap: analyze akan berhenti karena baris yang ditolak.",
        en: "Not ready: analyze would stop because of the rejected rows.")
      : Message(id: "Siap dianalisis.", en: "Ready for analyze.")
    return lines + [verdict[language]]
  }

  /// What `check --format json` prints.
  public func json(_ language: Language) throws -> [UInt8] {
    struct Rejected: Encodable {
      let table: String
      let line: Int
      let reason: String
      let value: String
      let candidates: [String]
    }
    struct Report: Encodable {
      let ready: Bool
      let boundaries: RunRecord.Boundaries
      let ledger: [RunRecord.LedgerRecord]
      let rejected: [Rejected]
      let notices: [String]
    }
    let report = Report(
      ready: join?.rejections.isEmpty ?? true, boundaries: RunRecord.Boundaries(layer),
      ledger: join.map { RunRecord.LedgerRecord.records(of: $0) } ?? [],
      rejected: (join?.rejections ?? []).map {
        Rejected(
          table: $0.table, line: $0.line, reason: $0.reason.rawValue, value: $0.value, candidates: $0.candidates)
      },
      notices: notices.map { $0[language] })
    return try RunRecord.encoded(report)
  }

  /// Writes the rejected rows as `rejected.csv` has them.
  public func saveRejections(to path: String, language: Language) throws {
    try WholeFile.write(
      RejectedTable.csv(join?.rejections ?? [], headers: tableHeaders, language: language), to: path)
  }
}
