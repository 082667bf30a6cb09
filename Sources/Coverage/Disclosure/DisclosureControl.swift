internal import Diagnostics

/// Disclosure control: which figures of a table are withheld, so that no small count can be read from what is
/// published or found by subtracting.
///
/// ## What is guarded against
///
/// Whoever attacks knows all that is published and this rule, the eligible workers of every unit and segment, the
/// sums of enrolled, uncovered and surplus workers and of the target gap over every parent's units, by segment (a
/// publication of the parents tells some of it), and which of the segments' withheld counts are small. For every small
/// count there are then still at least half the limit of values that it may have, or all that a small count of so few
/// eligible workers can have on its side of the target, because workers can be exchanged with withheld counts that have
/// room for it (`DisclosureGroup+Protection`) or, where there are none, with other small ones
/// (`DisclosureGroup+Exchanges`). No withheld count or total is determined by the linear equations (`LinearAudit`).
/// `Benchmarks/audit_disclosure.py` attacks publications by integer programming.
///
/// Where a parent has too few units for that, several parents share their sums, and `sharedParents` names them: their
/// own totals must then not be published in full anywhere.
///
/// ## What is not
///
/// A publication of the same units for another period or from another table, one that divides the same workers
/// otherwise, somebody who knows some of the workers, and one who knows which totals of units are small.
///
/// Cox 1980, "Suppression methodology and statistical disclosure control", Journal of the American Statistical
/// Association 75.
struct DisclosureControl {
  let withholding: Withholding
  /// The parents whose totals are not protected, in order, by code and name.
  let sharedParents: [String]

  /// - Parameters:
  ///   - parents: the parent of each unit, by code and name; empty where it is not known.
  ///   - segmentLabels: for messages.
  /// - Throws: `Diagnostic` where a total over all units is itself a small count, and where the layer has too few
  ///   units to withhold.
  /// - Complexity: O(units of a parent · withheld cells of it) at most, for each parent.
  init(
    _ figures: CoverageFigures, parents: [String], segmentLabels: [String], target: CoverageFigures.Target,
    rule: SmallCountRule
  ) throws {
    for (position, total) in figures.segmentTotals.enumerated() where rule.isSmall(total) {
      throw Diagnostic.smallSegmentTotal(
        segmentLabels.indices.contains(position) ? segmentLabels[position] : nil, rule.limit)
    }
    if rule.isSmall(figures.total) { throw Diagnostic.smallSegmentTotal(nil, rule.limit) }

    var withholding = Withholding(
      cells: figures.segments.map { $0.map { _ in false } }, totals: figures.units.map { _ in false })
    // Sums over units that lack a count are nowhere published; their counts are not either.
    for unit in figures.units.indices where figures.units[unit] == nil {
      for segment in withholding.cells.indices { withholding.cells[segment][unit] = true }
    }

    var order: [String] = []
    var members: [String: [Int]] = [:]
    for unit in figures.units.indices where figures.units[unit] != nil {
      let parent = parents[unit]
      if members[parent] == nil { order.append(parent) }
      members[parent, default: []].append(unit)
    }
    func protected(_ names: some Sequence<String>) -> DisclosureGroup? {
      let units = names.flatMap { members[$0] ?? [] }.sorted()
      var group = DisclosureGroup(units, of: figures, target: target, rule: rule)
      return group.protect() ? group : nil
    }
    var groups: [DisclosureGroup] = []
    var failed: [String] = []
    var done: [(parent: String, group: DisclosureGroup)] = []
    for parent in order {
      if let group = protected([parent]) { done.append((parent, group)) } else { failed.append(parent) }
    }
    if !failed.isEmpty {
      // Those that fail alone share their sums, with the smallest of the others as far as that is needed.
      func eligible(_ parent: String) -> Int {
        (members[parent] ?? []).reduce(0) { $0 + (figures.units[$1]?.eligible ?? 0) }
      }
      var others = done.map(\.parent).sorted { (eligible($0), $0) < (eligible($1), $1) }[...]
      var shared = failed.count > 1 ? protected(failed) : nil
      while shared == nil, let next = others.popFirst() {
        failed.append(next)
        shared = protected(failed)
      }
      guard let shared else { throw Diagnostic.tooFewUnitsToPublish(rule.limit) }
      done.removeAll { failed.contains($0.parent) }
      groups.append(shared)
    }
    groups += done.map(\.group)
    sharedParents = order.filter { failed.contains($0) }

    for group in groups {
      for (position, unit) in group.units.enumerated() {
        withholding.totals[unit] = group.states[position] == .open
        for segment in withholding.cells.indices {
          withholding.cells[segment][unit] = group.isWithheld[group.cell(position, segment)]
        }
      }
    }
    self.withholding = withholding
  }
}

extension Diagnostic {
  fileprivate static func smallSegmentTotal(_ segment: String?, _ limit: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "disclosure.total.small", ["segment": segment ?? "", "limit": String(limit)],
      id: "Tidak dapat dipublikasikan: jumlah seluruh wilayah" + (segment.map { " pada segmen \($0)" } ?? "")
        + " sendiri adalah hitungan kecil (peserta atau pekerja belum terlindungi 1–\(limit - 1)). Gabungkan segmen "
        + "itu dengan segmen lain, atau keluarkan dari tabel.",
      en: "Cannot be published: the total over all units" + (segment.map { " in the segment \($0)" } ?? "")
        + " is itself a small count (1–\(limit - 1) enrolled or uncovered workers). Merge that segment with another, "
        + "or leave it out of the table.")
  }

  fileprivate static func tooFewUnitsToPublish(_ limit: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "disclosure.units.few", ["limit": String(limit)],
      id:
        "Tidak dapat dipublikasikan: wilayahnya terlalu sedikit untuk menyembunyikan hitungan 1–\(limit - 1) di antara "
        + "hitungan lain, sehingga dapat dihitung kembali dari jumlahnya. Gabungkan segmen atau wilayah, atau turunkan "
        + "--suppress-below.",
      en:
        "Cannot be published: there are too few units to hide counts of 1–\(limit - 1) among others, so that they could "
        + "be found from the totals. Merge segments or units, or lower --suppress-below.")
  }
}
