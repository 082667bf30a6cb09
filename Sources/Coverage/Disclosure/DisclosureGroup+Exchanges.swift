/// Other tables that would be published just the same: the proof that a withheld count stays unknown.
///
/// Workers are moved between units in one segment (open units), or crosswise between two units and two segments (any
/// units). Every sum that is published, or that somebody may know, stays: by segment over the group, and by unit
/// where it is closed, of enrolled, uncovered and surplus workers and of the target gap.
extension DisclosureGroup {
  private func holds(_ cell: Int, _ value: Int, _ stretch: Stretch) -> Bool {
    switch stretch {
    case .belowGoal: value >= 0 && value <= goals[cell]
    case .belowEligible: value >= goals[cell] && value <= eligible[cell]
    case .aboveEligible: value >= eligible[cell]
    }
  }

  /// How far, up to the limit of small counts, the cell may go up (`direction` 1) or down (−1) within its stretch
  /// without becoming small or ceasing to be, because whoever attacks may know which counts are small.
  func room(_ cell: Int, _ direction: Int) -> Int { room(cell, direction, within: stretch(cell)) }

  func room(_ cell: Int, _ direction: Int, within stretch: Stretch) -> Int {
    let wasSmall = isSmall(cell)
    var steps = 0
    while steps < rule.limit {
      let value = enrolled[cell] + direction * (steps + 1)
      guard holds(cell, value, stretch) else { break }
      guard rule.isSmall(enrolled: value, uncovered: max(0, eligible[cell] - value)) == wasSmall else { break }
      steps += 1
    }
    return steps
  }

  /// How far a unit's total may go, up to the limit, and stay small or not.
  func totalRoom(_ unit: Int, _ direction: Int) -> Int {
    let (enrolled, uncovered) = (enrolledTotal(unit), uncoveredTotal(unit))
    let wasSmall = rule.isSmall(enrolled: enrolled, uncovered: uncovered)
    var steps = 0
    while steps < rule.limit {
      let change = direction * (steps + 1)
      guard enrolled + change >= 0, uncovered - change >= 0 else { break }
      guard rule.isSmall(enrolled: enrolled + change, uncovered: uncovered - change) == wasSmall else { break }
      steps += 1
    }
    return steps
  }

  // MARK: Exchanges

  /// A table that differs from the true one, as the cells that were changed with their true values.
  private typealias Changes = [(cell: Int, truth: Int)]

  private mutating func move(_ cell: Int, by change: Int, _ changes: inout Changes) {
    changes.append((cell, enrolled[cell]))
    enrolled[cell] += change
  }

  /// Moves up to `most` workers into (or out of) an open unit's segment from (or to) other open units.
  private mutating func exchangeInColumn(
    _ cell: Int, _ direction: Int, most: Int, _ changes: inout Changes
  ) -> Int {
    let (unit, segment) = (cell / segmentCount, cell % segmentCount)
    guard states[unit] == .open, isWithheld[cell] else { return 0 }
    let stretch = stretch(cell)
    var moved = 0
    for other in withheldUnits where moved < most && other != unit && states[other] == .open {
      let partner = self.cell(other, segment)
      guard isWithheld[partner], self.stretch(partner) == stretch else { continue }
      let step = min(most - moved, room(cell, direction), room(partner, -direction))
      guard step > 0 else { continue }
      move(cell, by: direction * step, &changes)
      move(partner, by: -direction * step, &changes)
      moved += step
    }
    return moved
  }

  /// Moves workers between two segments of a unit, and the other way in other units.
  private mutating func exchangeCrosswise(
    _ cell: Int, _ direction: Int, most: Int, _ changes: inout Changes
  ) -> Int {
    let (unit, segment) = (cell / segmentCount, cell % segmentCount)
    let stretch = stretch(cell)
    var moved = 0
    for balance in segments(unit) where balance != cell && isWithheld[balance] && self.stretch(balance) == stretch {
      for other in withheldUnits where moved < most && other != unit {
        let (across, opposite) = (self.cell(other, segment), self.cell(other, balance % segmentCount))
        guard isWithheld[across], isWithheld[opposite] else { continue }
        guard self.stretch(across) == stretch, self.stretch(opposite) == stretch else { continue }
        let step = min(
          min(most - moved, room(cell, direction)),
          min(room(balance, -direction), room(across, -direction)),
          room(opposite, direction))
        guard step > 0 else { continue }
        for (place, sign) in [(cell, 1), (balance, -1), (across, -1), (opposite, 1)] {
          move(place, by: sign * direction * step, &changes)
        }
        moved += step
      }
    }
    return moved
  }

  /// Puts the true counts back, after checking that nothing that may be known would have given the change away.
  private mutating func undo(_ changes: Changes) -> Bool {
    var truth: [Int: Int] = [:]
    for change in changes.reversed() { truth[change.cell] = change.truth }
    struct Sums: Equatable {
      var enrolled = 0
      var uncovered = 0
      var surplus = 0
      var targetGap = 0
    }
    var columns: [Int: Sums] = [:]
    var rows: [Int: Sums] = [:]
    func add(_ sign: Int) {
      for cell in truth.keys {
        func add(to sums: inout Sums) {
          sums.enrolled += sign * enrolled[cell]
          sums.uncovered += sign * uncovered(cell)
          sums.surplus += sign * surplus(cell)
          sums.targetGap += sign * max(0, goals[cell] - enrolled[cell])
        }
        add(to: &columns[cell % segmentCount, default: Sums()])
        if states[cell / segmentCount] == .closed { add(to: &rows[cell / segmentCount, default: Sums()]) }
      }
    }
    add(1)
    for (cell, value) in truth { enrolled[cell] = value }
    add(-1)
    return columns.values.allSatisfy { $0 == Sums() } && rows.values.allSatisfy { $0 == Sums() }
  }

  // MARK: Reach

  /// How many workers more (`direction` 1) or fewer (−1), at most `most`, the cell has in some other table that would
  /// be published just the same.
  mutating func reach(_ cell: Int, _ direction: Int, most: Int) -> Int {
    var changes: Changes = []
    var moved = exchangeInColumn(cell, direction, most: most, &changes)
    if moved < most { moved += exchangeCrosswise(cell, direction, most: most - moved, &changes) }
    return undo(changes) ? moved : 0
  }

  /// The same of an open unit's total, in those segments where enrolled and uncovered move together.
  mutating func reachOfTotal(_ unit: Int, _ direction: Int, most: Int) -> Int {
    var changes: Changes = []
    var moved = 0
    for cell in segments(unit) where moved < most {
      guard stretch(cell) != .aboveEligible || !rule.isSmall(uncoveredTotal(unit)) else { continue }
      moved += exchangeInColumn(cell, direction, most: most - moved, &changes)
    }
    return undo(changes) ? moved : 0
  }
}
