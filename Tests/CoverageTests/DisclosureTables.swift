import CoverageTestSupport
import SpatialStatistics
import TestSupport

@testable import Coverage

/// Random tables for the tests of disclosure control, what is published of them, and who attacks it.
struct DisclosureTable {
  var parents: [String]
  /// By segment, then by unit.
  var enrolled: [[Int?]]
  var eligible: [[Int?]]
  var target = CoverageFigures.Target(percent: 100)
  var rule = SmallCountRule()

  var unitCount: Int { parents.count }
  var segmentCount: Int { enrolled.count }

  /// Tables of many kinds: small counts, nobody, everybody, surpluses, counts that are missing.
  static func random(
    units: ClosedRange<Int>, parents: ClosedRange<Int>, segments: ClosedRange<Int>, most: Int, limit: Int = 10,
    missing: Bool = true, using draws: inout FixedGenerator
  ) -> DisclosureTable {
    let unitCount = Int.random(in: units, using: &draws)
    let parentCount = Int.random(in: parents, using: &draws)
    let segmentCount = Int.random(in: segments, using: &draws)
    var table = DisclosureTable(
      parents: (0..<unitCount).map { _ in "P\(Int.random(in: 0..<parentCount, using: &draws))" },
      enrolled: Array(repeating: Array(repeating: nil, count: unitCount), count: segmentCount),
      eligible: Array(repeating: Array(repeating: nil, count: unitCount), count: segmentCount))
    table.rule = SmallCountRule(limit: limit)
    table.target = CoverageFigures.Target(percent: [100, 100, 60].randomElement(using: &draws)!)
    for segment in 0..<segmentCount {
      for unit in 0..<unitCount {
        let n = Int.random(in: 0..<8, using: &draws) == 0 ? 0 : Int.random(in: 0...most, using: &draws)
        let e: Int =
          switch Int.random(in: 0..<16, using: &draws) {
          case 0: 0
          case 1: n
          case 2: n + Int.random(in: 0...most, using: &draws)
          case 3: max(0, n - Int.random(in: 1...limit, using: &draws))
          case 4: Int.random(in: 0...min(n, limit), using: &draws)
          default: Int.random(in: 0...n, using: &draws)
          }
        table.eligible[segment][unit] = n
        table.enrolled[segment][unit] = missing && Int.random(in: 0..<40, using: &draws) == 0 ? nil : e
      }
    }
    return table
  }

  func figures(_ withholding: Withholding? = nil) throws -> CoverageFigures {
    try CoverageFigures(
      enrolled: enrolled, eligible: eligible, target: target, rates: .binomial, withholding: withholding)
  }

  func control() throws -> DisclosureControl {
    try DisclosureControl(
      figures(), parents: parents, segmentLabels: enrolled.indices.map { "S\($0)" }, target: target, rule: rule)
  }

  /// The units whose sums are known together: those of a parent, and those of all parents that share.
  func groups(_ control: DisclosureControl, _ figures: CoverageFigures) -> [[Int]] {
    var members: [String: [Int]] = [:]
    for unit in 0..<unitCount where figures.units[unit] != nil {
      let parent = parents[unit]
      members[control.sharedParents.contains(parent) ? "shared" : parent, default: []].append(unit)
    }
    return members.keys.sorted().map { members[$0]! }
  }

  /// Moves workers at random between withheld counts, so that no sum that is known changes, and what is small, or has
  /// room, stays so.
  func exchanged(_ withholding: Withholding, _ groups: [[Int]], using draws: inout FixedGenerator) -> DisclosureTable {
    func known(_ table: DisclosureTable) -> [[SIMD4<Int>]] {
      groups.map { group in
        var columns = [SIMD4<Int>](repeating: .zero, count: segmentCount)
        var rows = [SIMD4<Int>](repeating: .zero, count: group.count)
        for (position, unit) in group.enumerated() {
          for segment in 0..<segmentCount {
            let sums = table.sums(segment, unit, table.enrolled[segment][unit]!)
            columns[segment] &+= sums
            if !withholding.totals[unit] { rows[position] &+= sums }
          }
        }
        return columns + rows
      }
    }
    let truth = known(self)
    var table = self
    for _ in 0..<300 {
      guard let group = groups.randomElement(using: &draws) else { return table }
      let withheld = group.filter { unit in withholding.cells.contains { $0[unit] } }
      guard let first = withheld.randomElement(using: &draws), let second = withheld.randomElement(using: &draws) else {
        continue
      }
      let segments = (0..<segmentCount).shuffled(using: &draws).prefix(withholding.totals[first] ? 1 : 2)
      var candidate = table
      let change = Int.random(in: 1...3, using: &draws)
      for (position, segment) in segments.enumerated() {
        for (unit, sign) in [(first, 1), (second, -1)] {
          candidate.enrolled[segment][unit]! += sign * (position == 0 ? change : -change)
        }
      }
      let isPlausible =
        (0..<segmentCount).allSatisfy { segment in
          [first, second].allSatisfy { unit in
            let (old, new) = (table.enrolled[segment][unit]!, candidate.enrolled[segment][unit]!)
            return new >= 0 && (old == new || withholding.cells[segment][unit])
              && kind(segment, unit, old) == kind(segment, unit, new)
          }
        } && [first, second].allSatisfy { table.isTotalSmall($0) == candidate.isTotalSmall($0) }
      if first != second, isPlausible, known(candidate) == truth { table = candidate }
    }
    return table
  }

  /// Enrolled, uncovered, surplus and target gap of a cell, if it had so many enrolled.
  func sums(_ segment: Int, _ unit: Int, _ value: Int) -> SIMD4<Int> {
    let n = eligible[segment][unit]!
    return [value, max(0, n - value), max(0, value - n), max(0, target.workers(of: n) - value)]
  }

  /// Whether a cell is small, far from it and from its bounds, or neither.
  private func kind(_ segment: Int, _ unit: Int, _ value: Int) -> [Bool] {
    let n = eligible[segment][unit]!
    let bounds = [0, target.workers(of: n), n]
    let isRoomy = (value - 4...value + 4).allSatisfy { other in
      other >= 0 && !isSmall(segment, unit, other)
        && bounds.allSatisfy { bound in (other - bound).signum() * (value - bound).signum() >= 0 }
    }
    return [isSmall(segment, unit, value), isRoomy, value > n]
  }

  private func isTotalSmall(_ unit: Int) -> Bool {
    let total = (0..<segmentCount).reduce(SIMD4<Int>.zero) { $0 &+ sums($1, unit, enrolled[$1][unit]!) }
    return [total[0], total[1]].contains { (1..<rule.limit).contains($0) }
  }

  /// As an office would hand it in.
  var text: String {
    var text = "kode,segmen,enrolled,eligible\n"
    for segment in 0..<segmentCount {
      for unit in 0..<unitCount {
        let (e, n) = (enrolled[segment][unit].map(String.init) ?? "", eligible[segment][unit].map(String.init) ?? "")
        text += "A\(unit),S\(segment),\(e),\(n)\n"
      }
    }
    return text
  }

  func isSmall(_ segment: Int, _ unit: Int, _ value: Int) -> Bool {
    let small = 1..<rule.limit
    return small.contains(value) || small.contains(max(0, eligible[segment][unit]! - value))
  }
}

/// Whoever solves the linear equations exactly, in fractions of whole numbers.
struct LinearAttack {
  private var rows: [[Int]] = []
  let unknowns: Int

  init(unknowns: Int) { self.unknowns = unknowns }

  /// A sum of unknowns that is known.
  mutating func know(sumOf places: [Int]) {
    var row = [Int](repeating: 0, count: unknowns)
    for place in places { row[place] += 1 }
    rows.append(row)
  }

  /// The unknowns that have one solution only.
  func solved() -> [Int] {
    var rows = rows
    var rank = 0
    for column in 0..<unknowns {
      guard let pivot = (rank..<rows.count).first(where: { rows[$0][column] != 0 }) else { continue }
      rows.swapAt(rank, pivot)
      for other in rows.indices where other != rank && rows[other][column] != 0 {
        let (a, b) = (rows[rank][column], rows[other][column])
        for place in 0..<unknowns { rows[other][place] = rows[other][place] * a - rows[rank][place] * b }
        let divisor = rows[other].reduce(0) { Self.divisor($0, $1) }
        if divisor > 1 { for place in 0..<unknowns { rows[other][place] /= divisor } }
      }
      rank += 1
    }
    return rows.compactMap { row in
      let places = row.indices.filter { row[$0] != 0 }
      return places.count == 1 ? places[0] : nil
    }
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (abs(a), abs(b))
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}

/// Whoever tries all counts that agree with everything that is published and known.
struct ExhaustiveAttack {
  /// A withheld cell, and the values that are tried.
  struct Cell {
    let segment: Int
    let unit: Int
    let values: [Int]
  }

  /// Enrolled, uncovered, surplus and target gap.
  typealias Sums = SIMD4<Int>

  let cells: [Cell]
  /// Every solution, by cell; nil where there are too many to try.
  let solutions: [[Int]]?

  /// - Parameters:
  ///   - group: the units whose sums by segment are known.
  ///   - knowsSmall: whether it is known which cells are small.
  init(
    _ table: DisclosureTable, _ withholding: Withholding, group: [Int], knowsSmall: Bool, limit: Int = 5_000
  ) {
    func truth(_ segment: Int, _ unit: Int) -> Int { table.enrolled[segment][unit]! }
    var cells: [Cell] = []
    var columns = [Sums](repeating: .zero, count: table.segmentCount)
    // Sums by unit; those that are not published are not looked at.
    var rows = [Sums](repeating: .zero, count: table.unitCount)
    for unit in group {
      for segment in 0..<table.segmentCount where withholding.cells[segment][unit] {
        let own = table.sums(segment, unit, truth(segment, unit))
        columns[segment] &+= own
        rows[unit] &+= own
      }
    }
    for unit in group {
      for segment in 0..<table.segmentCount where withholding.cells[segment][unit] {
        let isSmall = table.isSmall(segment, unit, truth(segment, unit))
        let values = (0...columns[segment][0]).filter {
          !knowsSmall || table.isSmall(segment, unit, $0) == isSmall
        }
        cells.append(Cell(segment: segment, unit: unit, values: values))
      }
    }
    self.cells = cells
    var isLastOfColumn = [Bool](repeating: false, count: cells.count)
    var isLastOfRow = isLastOfColumn
    for segment in 0..<table.segmentCount {
      if let last = cells.lastIndex(where: { $0.segment == segment }) { isLastOfColumn[last] = true }
    }
    for unit in group { if let last = cells.lastIndex(where: { $0.unit == unit }) { isLastOfRow[last] = true } }
    var found: [[Int]] = []
    var chosen = [Int](repeating: 0, count: cells.count)
    var tries = 0
    func fits(_ left: Sums, _ isLast: Bool) -> Bool {
      left[0] >= 0 && left[1] >= 0 && left[2] >= 0 && left[3] >= 0 && (!isLast || left == .zero)
    }
    func choose(_ index: Int) {
      guard index < cells.count else {
        found.append(chosen)
        return
      }
      let cell = cells[index]
      let (column, row) = (columns[cell.segment], rows[cell.unit])
      for value in cell.values {
        tries += 1
        if tries > 40 * limit || found.count > limit { break }
        let own = table.sums(cell.segment, cell.unit, value)
        columns[cell.segment] = column &- own
        rows[cell.unit] = row &- own
        guard fits(columns[cell.segment], isLastOfColumn[index]) else { continue }
        guard withholding.totals[cell.unit] || fits(rows[cell.unit], isLastOfRow[index]) else { continue }
        chosen[index] = value
        choose(index + 1)
      }
      columns[cell.segment] = column
      rows[cell.unit] = row
    }
    choose(0)
    solutions = tries > 40 * limit || found.count > limit ? nil : found
  }
}
