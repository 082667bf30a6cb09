internal import Diagnostics
internal import Enrolment

/// What became of every worker of a table that was carried to new boundaries. It balances:
/// read = carried + withheld + without a place + rejected.
package struct CarriedLedger: Sendable {
  package struct Counts: Sendable, Equatable {
    package var enrolled = 0
    package var eligible = 0

    static func += (left: inout Counts, right: Counts) {
      left.enrolled += right.enrolled
      left.eligible += right.eligible
    }
  }

  package struct Account: Sendable, Equatable {
    /// Read and matched to the old layer; rejected workers are not among them.
    package var used: Counts { Counts(enrolled: sum(\.enrolled), eligible: sum(\.eligible)) }
    /// In a figure of a new unit.
    package var carried = Counts()
    /// In new units that have no figure, because another of their sources has no count.
    package var withheld = Counts()
    /// In old units that have no place in the new layer.
    package var placeless = Counts()

    private func sum(_ value: KeyPath<Counts, Int>) -> Int {
      carried[keyPath: value] + withheld[keyPath: value] + placeless[keyPath: value]
    }
  }

  package private(set) var rowsUsed = 0
  package private(set) var rowsRejected = 0
  /// As the join counted them.
  private(set) var used = Counts()
  package private(set) var rejected = Counts()
  package private(set) var total = Account()
  /// By segment in order of appearance; none where the table has no segments.
  package private(set) var segments: [(label: String, account: Account)] = []
  /// By old unit that has no place, its workers; none where it has no workers.
  private(set) var placeless: [Int: Counts] = [:]

  /// Old units with workers that have no place, in the order of the layer.
  var placelessUnits: [Int] { placeless.keys.sorted() }

  mutating func enter(_ ledger: Ledger) {
    // Counts of a unit that lacks another are carried too.
    let matched = ledger.matched
    rowsUsed += matched.rows
    rowsRejected += ledger.rejected.rows
    // Only a publication has sums without the enrolled.
    used += Counts(enrolled: matched.enrolled ?? 0, eligible: matched.eligible)
    rejected += Counts(enrolled: ledger.rejected.enrolled ?? 0, eligible: ledger.rejected.eligible)
  }

  mutating func enter(
    _ enrolled: Reapportionment.NewCounts, _ eligible: Reapportionment.NewCounts, segment: String?
  ) {
    change(segment) { account in
      account.carried += Counts(enrolled: enrolled.carried, eligible: eligible.carried)
      account.withheld += Counts(enrolled: enrolled.withheld, eligible: eligible.withheld)
    }
  }

  mutating func enterPlaceless(_ unit: Int, segment: String?, enrolled: Int, eligible: Int) {
    if enrolled == 0 && eligible == 0 { return }
    let counts = Counts(enrolled: enrolled, eligible: eligible)
    placeless[unit, default: Counts()] += counts
    change(segment) { $0.placeless += counts }
  }

  private mutating func change(_ segment: String?, _ body: (inout Account) -> Void) {
    body(&total)
    guard let segment else { return }
    if let index = segments.firstIndex(where: { $0.label == segment }) {
      body(&segments[index].account)
    } else {
      var account = Account()
      body(&account)
      segments.append((segment, account))
    }
  }

  /// - Throws: `internalFault` where workers were lost or made.
  func checkBalance() throws {
    if total.used != used { throw Diagnostic.carriedTotalsDiffer(used, total.used) }
  }
}

extension Diagnostic {
  static func carriedTotalsDiffer(_ read: CarriedLedger.Counts, _ carried: CarriedLedger.Counts) -> Diagnostic {
    Diagnostic(
      .internalFault, "reapportion.ledger.unbalanced",
      id: "Neraca tidak seimbang: \(id: read.enrolled) peserta dan \(id: read.eligible) potensi dibaca, tetapi "
        + "\(id: carried.enrolled) dan \(id: carried.eligible) tercatat. Ini kesalahan program; tidak ada keluaran yang "
        + "ditulis.",
      en:
        "The ledger does not balance: \(en: read.enrolled, "participant") and \(en: read.eligible, "eligible worker") were read, "
        + "but \(en: carried.enrolled) and \(en: carried.eligible) are accounted for. This is a fault of the program; nothing "
        + "was written.")
  }
}
