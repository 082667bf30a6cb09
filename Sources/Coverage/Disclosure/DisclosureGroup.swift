/// The units whose sums, segment by segment, somebody may know: those of one parent, whose totals are published
/// elsewhere.
///
/// A unit is in one of three states. *Published*: everything. *Closed*: its totals are published, its segments are
/// not. *Open*: neither is. Segments that tell nothing of small counts stay: those without any worker, and those
/// with a surplus that is no small count.
struct DisclosureGroup {
  enum State { case published, closed, open }

  /// Where a count lies between 0, the workers that the target asks for, and the eligible. Within one of these
  /// stretches enrolled, uncovered, surplus and target gap are all linear in the enrolled.
  enum Stretch { case belowGoal, belowEligible, aboveEligible }

  let rule: SmallCountRule
  /// Positions in the layer.
  let units: [Int]
  let segmentCount: Int
  /// By unit and segment, as `enrolled`.
  let eligible: [Int]
  /// The workers that the target asks for.
  let goals: [Int]
  var enrolled: [Int]
  private(set) var states: [State]
  private(set) var isWithheld: [Bool]
  /// Those that are not published, in the order in which they were withheld.
  private(set) var withheldUnits: [Int] = []
  /// Units by eligible workers, fewest first: those whose figures are missed least.
  private(set) var bySize: [Int] = []

  /// - Parameter units: positions of units with complete figures.
  init(_ units: [Int], of figures: CoverageFigures, target: CoverageFigures.Target, rule: SmallCountRule) {
    self.rule = rule
    self.units = units
    segmentCount = figures.segments.count
    let counts = units.flatMap { unit in figures.segments.map { $0[unit] ?? .zero } }
    eligible = counts.map(\.eligible)
    enrolled = counts.map(\.enrolled)
    goals = counts.map { target.workers(of: $0.eligible) }
    states = Array(repeating: .published, count: units.count)
    isWithheld = Array(repeating: false, count: counts.count)
    let sizes = units.indices.map { eligibleTotal($0) }
    bySize = units.indices.sorted { (sizes[$0], $0) < (sizes[$1], $1) }
  }

  // MARK: Cells

  func cell(_ unit: Int, _ segment: Int) -> Int { unit * segmentCount + segment }
  func uncovered(_ cell: Int) -> Int { max(0, eligible[cell] - enrolled[cell]) }
  func surplus(_ cell: Int) -> Int { max(0, enrolled[cell] - eligible[cell]) }
  func isSmall(_ cell: Int) -> Bool { rule.isSmall(enrolled: enrolled[cell], uncovered: uncovered(cell)) }

  /// A small count just at the target may go either way, and belongs to the stretch in which it has more room.
  func stretch(_ cell: Int) -> Stretch {
    if enrolled[cell] > eligible[cell] { return .aboveEligible }
    if enrolled[cell] == goals[cell], isSmall(cell) {
      return room(cell, 1, within: .belowEligible) > room(cell, -1, within: .belowGoal) ? .belowEligible : .belowGoal
    }
    return enrolled[cell] <= goals[cell] ? .belowGoal : .belowEligible
  }

  // MARK: Units

  func enrolledTotal(_ unit: Int) -> Int { segments(unit).reduce(0) { $0 + enrolled[$1] } }
  func uncoveredTotal(_ unit: Int) -> Int { segments(unit).reduce(0) { $0 + uncovered($1) } }
  func eligibleTotal(_ unit: Int) -> Int { segments(unit).reduce(0) { $0 + eligible[$1] } }
  func segments(_ unit: Int) -> Range<Int> { cell(unit, 0)..<cell(unit + 1, 0) }

  func isTotalSmall(_ unit: Int) -> Bool {
    rule.isSmall(enrolled: enrolledTotal(unit), uncovered: uncoveredTotal(unit))
  }

  /// Whether the cell may stay when its unit is withheld: nobody there, or a surplus that is not small.
  private func isHarmless(_ cell: Int) -> Bool {
    enrolled[cell] > eligible[cell] ? !isSmall(cell) : enrolled[cell] == 0 && eligible[cell] == 0
  }

  // MARK: Withholding

  /// Withholds every unit that has a small count, its totals only where they must be.
  mutating func withholdSmall() {
    for unit in units.indices where segments(unit).contains(where: { isSmall($0) }) {
      // A surplus in a total says which segment is full.
      let isPlain = segments(unit).allSatisfy { !isSmall($0) || enrolled[$0] <= eligible[$0] }
      withhold(unit, as: isPlain && !isTotalSmall(unit) ? .closed : .open)
    }
  }

  /// Withholds a unit's segments, and its totals too if `open`, or if fewer than two segments are withheld and the
  /// total would tell them.
  mutating func withhold(_ unit: Int, as state: State) {
    for cell in segments(unit) where !isHarmless(cell) { isWithheld[cell] = true }
    let isAlone = segments(unit).count { isWithheld[$0] } < 2
    if states[unit] == .published { withheldUnits.append(unit) }
    states[unit] = isAlone ? .open : state
  }

  mutating func withhold(cell: Int) { isWithheld[cell] = true }
  mutating func publish(cell: Int) { isWithheld[cell] = false }
  mutating func publishTotal(of unit: Int) { states[unit] = .closed }
}
