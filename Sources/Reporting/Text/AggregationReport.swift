public import Diagnostics
public import Participants

/// What `aggregate` tells people: the layer, the columns, the ledger.
public struct AggregationReport: Sendable {
  private let summary: Summary
  private let language: Language

  public init(_ language: Language) {
    self.language = language
    summary = Summary(language)
  }

  public func lines(_ aggregation: Aggregation, isComplete: Bool) -> [String] {
    func say(_ indonesian: String, _ english: String) -> String { summary.say(indonesian, english) }
    let ledger = aggregation.ledger
    var lines = summary.layer(aggregation.layer)
    let codes = aggregation.codeFinding.map { "; " + summary.codes($0) } ?? ""
    lines.append(summary.row(say("Tabel", "Table"), aggregation.table + codes))
    let uses = aggregation.columnUse.map { use in
      "\(use.role[language]) = " + use.columns.map { "“\($0)”" }.joined(separator: " + ")
    }
    lines.append(summary.row("", say("kolom: ", "columns: ") + uses.joined(separator: ", ")))
    lines.append(
      summary.row(
        say("Catatan", "Records"),
        "\(language.text(ledger.records)) "
          + say("dibaca", "read") + " = \(language.text(ledger.counted)) " + say("dihitung", "counted")
          + " + \(language.text(ledger.inactive)) " + say("tidak aktif", "inactive")
          + " + \(language.text(ledger.duplicates)) " + say("ganda", "doubles")
          + " + \(language.text(ledger.rejected)) " + say("ditolak", "rejected")))
    for reason in RecordReason.allCases where ledger.rejected(reason) > 0 {
      lines.append(
        summary.row(
          "",
          say("ditolak: ", "rejected: ")
            + "\(reason.explanation[language]) – \(language.text(ledger.rejected(reason))) "
            + "(\(ledger.lines(of: reason, language)))"))
    }
    if ledger.inSeveralUnits > 0 {
      let count = language.text(ledger.inSeveralUnits)
      lines.append(
        summary.row(
          "",
          say(
            "\(count) peserta ganda menyebut wilayah yang berbeda; catatan pertamanya yang dihitung",
            "\(count) participants with doubles name different units; the first record counts")))
    }
    if ledger.blankLines > 0 {
      let count = language.text(ledger.blankLines)
      lines.append(summary.row("", say("\(count) baris kosong dilewati", "\(count) blank lines left aside")))
    }
    let with = language.text(aggregation.unitsWithParticipants)
    let without = language.text(aggregation.layer.units.count - aggregation.unitsWithParticipants)
    let absent =
      isComplete
      ? say("tanpa peserta, ditulis 0", "without participants, written as 0")
      : say(
        "tanpa peserta, tidak ditulis (tidak ada data bukan nol; lihat --complete)",
        "without participants, not written (no data is not zero; see --complete)")
    lines.append(
      summary.row(
        say("Wilayah", "Units"),
        "\(language.text(aggregation.layer.units.count)) = \(with) " + say("dengan peserta", "with participants")
          + " + \(without) \(absent)"))
    lines += summary.notices(aggregation.notices)
    return lines
  }
}
