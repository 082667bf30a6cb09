internal import Diagnostics
internal import Enrolment
public import Reapportionment

extension Summary {
  /// Both layers, the ledger, what was shared out how, and what a careful reader must know.
  public func reapportionment(_ result: Reapportionment) -> [String] {
    var lines = [say("Batas lama:", "Old boundaries:")] + layer(result.from)
    lines += [say("Batas baru:", "New boundaries:")] + layer(result.to)
    lines += [say("Angka:", "Counts:")] + table(result) + figures(result)
    let notices = notices(result.findings + result.notices)
    return notices.isEmpty ? lines : lines + [""] + notices
  }

  private func table(_ result: Reapportionment) -> [String] {
    let ledger = result.ledger
    let use = ColumnUse(result.table)
    let periods = result.periods.compactMap(\.period)
    let suffix =
      periods.isEmpty ? "" : say("; periode ", "; periods ") + periods.prefix(6).joined(separator: ", ")
    var lines = [
      row(say("Tabel", "Table"), result.table.table.name + suffix + (periods.count > 6 ? ", …" : "")),
      row("", say("kolom: ", "columns: ") + use.used.joined(separator: ", ")),
    ]
    if !use.unused.isEmpty {
      lines.append(row("", say("kolom tidak dipakai: ", "columns not used: ") + use.unused.joined(separator: ", ")))
    }
    let read = language.text(ledger.rowsUsed + ledger.rowsRejected)
    let (used, rejected) = (language.text(ledger.rowsUsed), language.text(ledger.rowsRejected))
    lines.append(
      row(
        say("Baris", "Rows"),
        say(
          "\(read) dibaca = \(used) dipakai + \(rejected) ditolak", "\(read) read = \(used) used + \(rejected) rejected"
        )
      ))
    func account(_ label: String, _ value: KeyPath<CarriedLedger.Counts, Int>) {
      lines.append(row(label, balance(ledger.total, rejected: ledger.rejected[keyPath: value], value)))
      for (segment, account) in ledger.segments where ledger.segments.count > 1 {
        lines.append(row("", "\(segment): " + balance(account, rejected: nil, value)))
      }
    }
    if result.hasEnrolled { account(say("Peserta", "Enrolled"), \.enrolled) }
    if result.hasEligible { account(say("Potensi", "Eligible"), \.eligible) }
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
      ? say("\(read) dipakai", "\(read) used") : say("\(read) dibaca", "\(read) read")
    let carried = language.text(account.carried[keyPath: value])
    text += " = " + say("\(carried) dialihkan", "\(carried) carried")
    let rest: [(Int, String)] = [
      (account.withheld[keyPath: value], say("di wilayah baru tanpa angka", "in new units without a figure")),
      (account.placeless[keyPath: value], say("tanpa tempat", "without a place")),
      (rejected ?? 0, say("ditolak", "rejected")),
    ]
    for (count, label) in rest where count > 0 { text += " + \(language.text(count)) \(label)" }
    return text
  }

  private func figures(_ result: Reapportionment) -> [String] {
    let basis = result.basis
    let whole = language.text(basis.count { $0 == .whole })
    let none = language.text(basis.count { $0 == .none })
    let estimated = language.text(basis.count { $0 != .whole && $0 != .none })
    let all = language.text(basis.count)
    let entries = result.matrix.entries
    let used = language.text(entries.count { $0.use == .used })
    return [
      row(
        say("Wilayah", "Units"),
        say(
          "\(all) baru = \(whole) utuh + \(estimated) perkiraan + \(none) tanpa sumber",
          "\(all) new = \(whole) whole + \(estimated) estimated + \(none) without a source")),
      row(
        say("Irisan", "Overlaps"),
        say(
          "\(language.text(entries.count)), dipakai \(used)",
          "\(language.text(entries.count)), of which \(used) "
            + "used")),
    ]
  }
}
