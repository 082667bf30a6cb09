public import SpatialStatistics

/// Coverage of every unit: what is covered, what is not, and how sure the rate is (methods of `CoverageFigures.Counts`).
///
/// A unit has figures where every segment of the table has both its counts and eligible workers are more than none;
/// everywhere else they are nil. A missing count is never zero, and a total over segments of which one is missing is
/// no total.
public struct CoverageFigures: Sendable {
  public enum Status: String, Sendable, CaseIterable {
    case targetMet = "target_met"
    case underTarget = "under_target"
    case noData = "no_data"
    case suppressed
  }

  /// One unit's workers, in all segments or in one.
  public struct Counts: Sendable, Equatable {
    /// Workers who should be covered, n.
    public var eligible: Int
    /// Active participants, e.
    public var enrolled: Int
    /// Σ min(e, n) over segments: a surplus in one never hides a gap in another.
    public var covered: Int
    /// Σ max(0, n − e) = n − covered.
    public var uncovered: Int { eligible - covered }
    /// Σ max(0, e − n).
    public var surplus: Int
    /// Σ max(0, ⌈t·n⌉ − e): workers still to enrol to reach the target t.
    public var targetGap: Int

    package static let zero = Counts(eligible: 0, enrolled: 0, covered: 0, surplus: 0, targetGap: 0)

    package static func + (left: Counts, right: Counts) -> Counts {
      Counts(
        eligible: left.eligible + right.eligible, enrolled: left.enrolled + right.enrolled,
        covered: left.covered + right.covered, surplus: left.surplus + right.surplus,
        targetGap: left.targetGap + right.targetGap)
    }

    init(eligible: Int, enrolled: Int, covered: Int, surplus: Int, targetGap: Int) {
      self.eligible = eligible
      self.enrolled = enrolled
      self.covered = covered
      self.surplus = surplus
      self.targetGap = targetGap
    }

    /// One segment.
    init(eligible: Int, enrolled: Int, target: Target) {
      self.eligible = eligible
      self.enrolled = enrolled
      covered = min(enrolled, eligible)
      surplus = max(0, enrolled - eligible)
      targetGap = max(0, target.workers(of: eligible) - enrolled)
    }

    /// covered / eligible, from 0 to 1; nil where nobody is eligible.
    public var coverage: Double? { eligible == 0 ? nil : Double(covered) / Double(eligible) }
    /// enrolled / eligible, which may exceed 1; nil where nobody is eligible.
    public var enrolmentRatio: Double? { eligible == 0 ? nil : Double(enrolled) / Double(eligible) }
  }

  /// A target for coverage.
  public struct Target: Sendable, Hashable {
    public let percent: Double

    public init(percent: Double) { self.percent = percent }

    /// ⌈t·n⌉, counted so that 40 % of 10 is 4 although 0.4 · 10 may come out above it in binary.
    func workers(of eligible: Int) -> Int {
      let product = Double(eligible) * percent / 100
      // Three roundings, of the percentage, the product and the quotient, make at most two units in the last place.
      return Int((product - 4 * product.ulp).rounded(.up))
    }
  }

  /// By unit; nil where the figures are not complete, or withheld from a publication.
  public let units: [Counts?]
  /// By segment, then by unit.
  public let segments: [[Counts?]]
  /// Eligible and enrolled workers of units whose figures are not complete, as far as they are known.
  package let partialEligible: [Int?]
  package let partialEnrolled: [Int?]
  /// Some segment has more enrolled than eligible; nil without figures.
  public let isOver100: [Bool?]
  /// Wilson score interval of coverage, 95 %.
  public let intervals: [WilsonInterval?]
  /// Empirical Bayes rates.
  public let smoothed: [Double?]
  public let status: [Status]
  public let rankByUncovered: [Int?]
  public let rankByCoverage: [Int?]
  /// Sums over all units with figures; the province, where the layer is one.
  public let total: Counts
  public let segmentTotals: [Counts]
  /// Units that have some count but not all.
  public let incompleteUnits: [Int]

  /// - Parameters:
  ///   - enrolled: participants by segment and unit, as are `eligible`.
  ///   - target: applies to every segment.
  ///   - withholding: what is not published. Only the sums over all units include it; all else is computed without.
  /// - Complexity: O(units · segments + units log units).
  init(
    enrolled: [[Int?]], eligible: [[Int?]], target: Target, rates: EmpiricalBayes.Model,
    withholding: Withholding? = nil
  ) throws {
    let unitCount = enrolled.first?.count ?? 0
    var segments: [[Counts?]] = zip(enrolled, eligible).map { participants, workers in
      zip(participants, workers).map { pair in
        guard let e = pair.0, let n = pair.1 else { return nil }
        return Counts(eligible: n, enrolled: e, target: target)
      }
    }
    var units: [Counts?] = []
    var over: [Bool?] = []
    var incomplete: [Int] = []
    var partialEligible: [Int?] = []
    var partialEnrolled: [Int?] = []
    for unit in 0..<unitCount {
      if segments.allSatisfy({ $0[unit] != nil }) {
        let sum = segments.reduce(.zero) { $0 + $1[unit]! }
        units.append(sum)
        over.append(sum.surplus > 0)
        partialEligible.append(sum.eligible)
        partialEnrolled.append(sum.enrolled)
        continue
      }
      units.append(nil)
      over.append(nil)
      let known = (eligible.map { $0[unit] }, enrolled.map { $0[unit] })
      partialEligible.append(known.0.allSatisfy { $0 != nil } ? known.0.reduce(0) { $0 + $1! } : nil)
      partialEnrolled.append(known.1.allSatisfy { $0 != nil } ? known.1.reduce(0) { $0 + $1! } : nil)
      if (known.0 + known.1).contains(where: { $0 != nil }) { incomplete.append(unit) }
    }
    total = units.reduce(.zero) { $0 + ($1 ?? .zero) }
    segmentTotals = segments.map { column in
      zip(column, units).reduce(.zero) { $1.1 == nil ? $0 : $0 + ($1.0 ?? .zero) }
    }
    if let withholding {
      for unit in 0..<unitCount {
        if withholding.totals[unit] || units[unit] == nil {
          units[unit] = nil
          over[unit] = nil
          partialEnrolled[unit] = nil
        }
        for segment in segments.indices where withholding.cells[segment][unit] { segments[segment][unit] = nil }
      }
    }
    self.units = units
    self.segments = segments
    isOver100 = over
    incompleteUnits = incomplete
    self.partialEligible = partialEligible
    self.partialEnrolled = partialEnrolled
    intervals = units.map { $0.flatMap { WilsonInterval(successes: $0.covered, trials: $0.eligible) } }
    smoothed = try EmpiricalBayes(
      counts: units.map { $0?.covered ?? 0 }, populations: units.map { $0?.eligible ?? 0 }, model: rates
    ).smoothed
    status = units.indices.map { unit in
      if withholding?.totals[unit] == true { return .suppressed }
      guard let counts = units[unit], counts.eligible > 0 else { return .noData }
      return counts.targetGap == 0 ? .targetMet : .underTarget
    }
    let ranked = units.map { counts in counts.flatMap { $0.eligible > 0 ? $0 : nil } }
    rankByUncovered = Ranking.ranks(ranked.map { $0.map { -Double($0.uncovered) } })
    rankByCoverage = Ranking.ranks(ranked.map { $0?.coverage })
  }
}
