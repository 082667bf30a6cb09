internal import Diagnostics

/// What `aggregate` tells people: the layer, the columns, the ledger.
public struct AggregationReport: Sendable {
  private let summary: Summary
  private let language: Language

  public init(_ summary: Summary) {
    self.summary = summary
    language = summary.language
  }

  public func lines(_ aggregation: Aggregation, isComplete: Bool) -> [String] {
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
            + "(\(Self.lines(of: reason, ledger, language)))"))
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

  /// `baris 3, 17, 29, …`
  static func lines(of reason: RecordReason, _ ledger: AggregationLedger, _ language: Language) -> String {
    let lines = ledger.lines(reason)
    let word = language.text(id: "baris", en: lines.count == 1 ? "line" : "lines")
    return "\(word) \(lines.map(String.init).joined(separator: ", "))"
      + (ledger.rejected(reason) > lines.count ? ", …" : "")
  }
}

extension RecordColumns {
  /// What each column is, by the names in the header.
  func use(header: [String]) -> [(role: Message, columns: [String])] {
    func names(_ columns: [Int?]) -> [String] { columns.compactMap { $0.map { header[$0] } } }
    let uses: [(Message, [String])] = [
      (Message(id: "kode tempat tinggal", en: "code of residence"), names([code?.column])),
      (Message(id: "nama wilayah", en: "unit name"), names([name])),
      (Message(id: "wilayah induk", en: "units above"), names(parents.map(\.column))),
      (Message(id: "titik", en: "point"), names([point?.x, point?.y])),
      (Message(id: "segmen", en: "segment"), names([segment])),
      (Message(id: "periode", en: "period"), names([period, periodYear])),
      (Message(id: "status", en: "status"), names([status])),
      (Message(id: "nomor peserta", en: "participant number"), names([participant])),
    ]
    return uses.filter { !$0.1.isEmpty }.map { (role: $0.0, columns: $0.1) }
  }
}
