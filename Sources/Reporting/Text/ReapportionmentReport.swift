internal import Diagnostics
internal import Enrolment
package import Reapportionment

extension Summary {
  /// Both layers, the ledger, what was shared out how, and the notices.
  package func reapportionment(_ result: Reapportionment) -> [String] {
    var lines = [language.text(id: "Batas lama:", en: "Old boundaries:")] + layer(result.from)
    lines += [language.text(id: "Batas baru:", en: "New boundaries:")] + layer(result.to)
    lines += [language.text(id: "Angka:", en: "Counts:")] + table(result) + figures(result)
    let notices = notices(result.findings + result.notices)
    return notices.isEmpty ? lines : lines + [""] + notices
  }

  private func table(_ result: Reapportionment) -> [String] {
    let ledger = result.ledger
    let use = ColumnUse(result.table)
    let periods = result.periods.compactMap(\.period)
    let suffix =
      periods.isEmpty
      ? ""
      : language.text(
        id: "; periode \(id: periods)", en: "; \(periods.count == 1 ? "period" : "periods") \(en: periods)")
    var lines = [
      row(language.text(id: "Tabel", en: "Table"), result.table.table.name + suffix),
      row("", language.text(id: "kolom: ", en: "columns: ") + use.used.joined(separator: ", ")),
    ]
    if !use.unused.isEmpty {
      lines.append(
        row(
          "", language.text(id: "kolom tidak dipakai: ", en: "columns not used: ") + use.unused.joined(separator: ", "))
      )
    }
    lines.append(

      row(
        language.text(id: "Baris", en: "Rows"),
        language.text(
          id: "\(id: ledger.rowsUsed + ledger.rowsRejected) dibaca = \(id: ledger.rowsUsed) dipakai + "
            + "\(id: ledger.rowsRejected) ditolak",
          en: "\(en: ledger.rowsUsed + ledger.rowsRejected) read = \(en: ledger.rowsUsed) used + "
            + "\(en: ledger.rowsRejected) rejected")))
    func account(_ label: String, _ value: KeyPath<CarriedLedger.Counts, Int>) {
      lines.append(row(label, balance(ledger.total, rejected: ledger.rejected[keyPath: value], value)))
      for (segment, account) in ledger.segments where ledger.segments.count > 1 {
        lines.append(row("", "\(segment): " + balance(account, rejected: nil, value)))
      }
    }
    if result.hasEnrolled { account(language.text(id: "Peserta", en: "Enrolled"), \.enrolled) }
    if result.hasEligible { account(language.text(id: "Potensi", en: "Eligible"), \.eligible) }
    return lines
  }

  /// `100 read = 90 carried + 10 rejected`; terms that are nothing are left out, but for the first.
  ///
  /// - Parameter rejected: nil where rejected rows are not told apart, as by segment.
  private func balance(
    _ account: CarriedLedger.Account, rejected: Int?, _ value: KeyPath<CarriedLedger.Counts, Int>
  ) -> String {
    let read = language.text(account.used[keyPath: value] + (rejected ?? 0))
    var text =
      rejected == nil
      ? language.text(id: "\(read) dipakai", en: "\(read) used")
      : language.text(id: "\(read) dibaca", en: "\(read) read")
    let carried = language.text(account.carried[keyPath: value])
    text += " = " + language.text(id: "\(carried) dialihkan", en: "\(carried) carried")
    let rest: [(Int, String)] = [
      (
        account.withheld[keyPath: value],
        language.text(id: "di wilayah baru tanpa angka", en: "in new units without a figure")
      ),
      (account.placeless[keyPath: value], language.text(id: "tanpa tempat", en: "without a place")),
      (rejected ?? 0, language.text(id: "ditolak", en: "rejected")),
    ]
    for (count, label) in rest where count > 0 { text += " + \(language.text(count)) \(label)" }
    return text
  }

  private func figures(_ result: Reapportionment) -> [String] {
    let basis = result.basis
    let (whole, none) = (basis.count { $0 == .whole }, basis.count { $0 == .none })
    let estimated = basis.count - whole - none
    let entries = result.matrix.entries
    let used = entries.count { $0.use == .used }
    return [
      row(
        language.text(id: "Wilayah", en: "Units"),
        language.text(
          id: "\(id: basis.count) baru = \(id: whole) utuh + \(id: estimated) taksiran + \(id: none) tanpa sumber",
          en: "\(en: basis.count) new = \(en: whole) whole + \(en: estimated) estimated + \(en: none) without a source")
      ),
      row(
        language.text(id: "Irisan", en: "Overlaps"),
        language.text(
          id: "\(id: entries.count), dipakai \(id: used)", en: "\(en: entries.count), of which \(en: used) used")),
    ]
  }
}
