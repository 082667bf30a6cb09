public import Diagnostics

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
            + "(\(Self.lines(of: reason, ledger, language)))"))
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

  /// `baris 3, 17, 29, …`
  static func lines(of reason: RecordReason, _ ledger: AggregationLedger, _ language: Language) -> String {
    let lines = ledger.lines(reason)
    let word = language == .indonesian ? "baris" : lines.count == 1 ? "line" : "lines"
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
