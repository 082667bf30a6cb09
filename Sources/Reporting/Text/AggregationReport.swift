internal import Diagnostics
package import Participants

/// What `aggregate` tells people: the layer, the columns, the ledger.
package struct AggregationReport: Sendable {
  private let summary: Summary
  private let language: Language

  package init(_ summary: Summary) {
    self.summary = summary
    language = summary.language
  }

  package func lines(_ aggregation: Aggregation, isComplete: Bool) -> [String] {
    let ledger = aggregation.ledger
    var lines = summary.layer(aggregation.layer)
    let codes = aggregation.codeFinding.map { "; " + summary.codes($0) } ?? ""
    lines.append(summary.row(language.text(id: "Tabel", en: "Table"), aggregation.table + codes))
    let uses = aggregation.columnUse.map { use in
      "\(use.role[language]) = " + use.columns.map { "“\($0)”" }.joined(separator: " + ")
    }
    lines.append(summary.row("", language.text(id: "kolom: ", en: "columns: ") + uses.joined(separator: ", ")))
    lines.append(
      summary.row(
        language.text(id: "Rekaman", en: "Records"),
        language.text(
          id: "\(id: ledger.records) dibaca = \(id: ledger.counted) dihitung + \(id: ledger.inactive) tidak aktif + "
            + "\(id: ledger.duplicates) ganda + \(id: ledger.rejected) ditolak",
          en: "\(en: ledger.records) read = \(en: ledger.counted) counted + \(en: ledger.inactive) inactive + "
            + "\(en: ledger.duplicates, "double") + \(en: ledger.rejected) rejected")))
    for reason in RecordReason.allCases where ledger.rejected(reason) > 0 {
      lines.append(
        summary.row(
          "",
          language.text(id: "ditolak: ", en: "rejected: ")
            + "\(reason.explanation[language]) – \(language.text(ledger.rejected(reason))) "
            + "(\(ledger.lines(of: reason, language)))"))
    }
    if ledger.inSeveralUnits > 0 {
      lines.append(
        summary.row(
          "",
          language.text(
            id:
              "\(id: ledger.inSeveralUnits) peserta ganda menyebut wilayah yang berbeda; rekaman pertamanya yang dihitung",
            en:
              "\(en: ledger.inSeveralUnits, "participant with doubles names", "participants with doubles name") different "
              + "units; the first record counts")))
    }
    if ledger.blankLines > 0 {
      lines.append(
        summary.row(
          "",
          language.text(
            id: "\(id: ledger.blankLines) baris kosong dilewati",
            en: "\(en: ledger.blankLines, "blank line") left aside")))
    }
    let units = aggregation.layer.units.count
    let with = aggregation.unitsWithParticipants
    let absent =
      isComplete
      ? language.text(id: "ditulis 0", en: "written as 0")
      : language.text(
        id: "tidak ditulis (tidak ada data bukan nol; lihat --complete)",
        en: "not written (no data is not zero; see --complete)")
    lines.append(
      summary.row(
        language.text(id: "Wilayah", en: "Units"),
        language.text(
          id: "\(id: units) = \(id: with) dengan peserta + \(id: units - with) tanpa peserta, \(absent)",
          en: "\(en: units) = \(en: with) with participants + \(en: units - with) without participants, \(absent)")))
    lines += summary.notices(aggregation.notices)
    return lines
  }
}
