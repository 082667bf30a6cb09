package import Areas
package import Boundaries
public import Diagnostics
public import TableReading
internal import Tables

/// Counts by unit and segment, joined to a layer, with a ledger for each table.
public struct Join: Sendable {
  /// Segments in order of appearance; none where the tables do not divide workers.
  public let segments: [TableReading.Segment]
  /// By segment (or one entry for all), then by unit. nil is a missing count, never zero.
  package var enrolled: [[Int?]]
  package internal(set) var eligible: [[Int?]]
  /// By table and unit: the rows that were used.
  var unitUse: [[Ledger.UnitUse]]
  public internal(set) var ledgers: [Ledger]
  public internal(set) var rejections: [Rejection]
  /// Why most rows of a table found no unit, where one reason explains them.
  public let missPattern: Message?
  public let notices: [Notice]
  /// As the table writes it; nil where it has none.
  public let period: String?
  /// Rows that equal the sum of all others and name no unit, by table.
  package private(set) var sumRows: [String: Set<Int>] = [:]
  /// How the table's rows found their units.
  package let codeSystem: CodeSystemFinding?

  package struct Tables: Sendable {
    package let enrolment: CountTable
    package let workforce: CountTable?

    package init(enrolment: CountTable, workforce: CountTable?) {
      self.enrolment = enrolment
      self.workforce = workforce
    }
  }

  /// - Throws: `Diagnostic` where the code system cannot be decided, a unit is counted twice, or there are more segments
  ///   than `CountLimits.segments`. Rows without a unit are no errors here: they are in `rejections`.
  /// - Complexity: O(units + rows), and O(units) for each rejected row.
  package init(_ layer: BoundaryLayer, _ tables: Tables, stated: CodeSystem?) throws {
    let index = UnitIndex(layer)
    let enrolment = tables.enrolment
    for table in [enrolment, tables.workforce].compactMap({ $0 }) { try Self.checkSegments(of: table) }
    let first = try TableMatching(layer, index, enrolment, stated: stated)
    var notices = first.notices
    guard let workforce = tables.workforce else {
      segments = enrolment.segments
      enrolled = first.counts(enrolment.enrolled)
      eligible = first.counts(enrolment.eligible)
      let counts = (enrolment.enrolled.isEmpty ? [] : enrolled) + (enrolment.eligible.isEmpty ? [] : eligible)
      let paired = Self.paired(
        enrolment.enrolled.isEmpty ? [] : enrolled, enrolment.eligible.isEmpty ? [] : eligible)
      unitUse = [first.unitUse(complete: Self.complete(counts), paired: paired)]
      ledgers = [first.ledger.counting(unitUse[0])]
      rejections = first.rejections
      missPattern = first.missPattern?.explanation
      period = enrolment.period
      codeSystem = first.finding
      sumRows = [enrolment.table.name: first.sums]
      self.notices = notices
      return
    }
    let second = try TableMatching(layer, index, workforce, stated: stated)
    notices += second.notices
    var participants = first.counts(enrolment.enrolled)
    var workers = second.counts(workforce.eligible)
    let left = enrolment.segments
    let right = workforce.segments
    if left.isEmpty != right.isEmpty {
      // One side divides its workers and the other does not: only the sums can be compared.
      notices.append(.segmentsSummed(left.isEmpty ? workforce.table.name : enrolment.table.name))
      if left.isEmpty { workers = [Self.sum(workers)] } else { participants = [Self.sum(participants)] }
      segments = []
    } else {
      let places = Dictionary(right.indices.map { (right[$0].identity, $0) }, uniquingKeysWith: { first, _ in first })
      let known = Set(left.map(\.identity))
      let missing = left.filter { places[$0.identity] == nil }
      let extra = right.filter { !known.contains($0.identity) }
      if let one = (missing + extra).first {
        throw Diagnostic.segmentWithoutCounterpart(
          one.label, in: missing.isEmpty ? workforce.table.name : enrolment.table.name,
          not: missing.isEmpty ? enrolment.table.name : workforce.table.name)
      }
      workers = left.isEmpty ? workers : left.map { workers[places[$0.identity]!] }
      segments = left
    }
    enrolled = participants
    eligible = workers
    let complete = Self.complete(participants + workers)
    let paired = Self.paired(participants, workers)
    unitUse = [
      first.unitUse(complete: complete, paired: paired), second.unitUse(complete: complete, paired: paired),
    ]
    ledgers = [first.ledger.counting(unitUse[0]), second.ledger.counting(unitUse[1])]
    rejections = first.rejections + second.rejections
    missPattern = (first.missPattern ?? second.missPattern)?.explanation
    period = enrolment.period
    codeSystem = first.finding
    // One file may be both tables.
    sumRows = [enrolment.table.name: first.sums]
    sumRows[workforce.table.name, default: []].formUnion(second.sums)
    self.notices = notices
  }

  /// By unit, whether it lacks none of these counts.
  private static func complete(_ counts: [[Int?]]) -> [Bool] {
    (0..<(counts.first?.count ?? 0)).map { unit in counts.allSatisfy { $0[unit] != nil } }
  }

  /// By unit, whether it has both counts of some segment; of a table with one count, that one.
  private static func paired(_ enrolled: [[Int?]], _ eligible: [[Int?]]) -> [Bool] {
    let unitCount = (enrolled.first ?? eligible.first)?.count ?? 0
    return (0..<unitCount).map { unit in
      (0..<max(enrolled.count, eligible.count)).contains { segment in
        (enrolled.isEmpty || enrolled[segment][unit] != nil) && (eligible.isEmpty || eligible[segment][unit] != nil)
      }
    }
  }

  /// Whether some unit lacks no count.
  package var hasCompleteUnit: Bool { ledgers.contains { $0.unitsWithData > 0 } }

  /// The rejected rows but for those of some kinds.
  package func rejections(except allowed: Set<Rejection.Kind>) -> [Rejection] {
    rejections.filter { !allowed.contains($0.kind) }
  }

  private static func checkSegments(of table: CountTable) throws {
    if table.segments.count > CountLimits.segments {
      throw Diagnostic.tooManySegments(table.segments.map(\.label), table: table.table.name)
    }
  }

  /// Sums over segments; missing where any segment's count is, because a missing count is never zero.
  private static func sum(_ counts: [[Int?]]) -> [Int?] {
    (0..<(counts.first?.count ?? 0)).map { unit in
      let present = counts.compactMap { $0[unit] }
      return present.count == counts.count ? present.reduce(0, +) : nil
    }
  }
}
