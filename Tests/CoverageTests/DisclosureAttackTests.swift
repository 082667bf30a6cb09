import CoverageTestSupport
import Diagnostics
import TestSupport
import Testing

@testable import Coverage

/// Random tables are published, and everything withheld is attacked with all that is published.
@Suite struct DisclosureAttackTests {
  /// nil where there is too little to hide among, which is an error of its own.
  private func published(_ table: DisclosureTable) throws -> DisclosureControl? {
    do { return try table.control() } catch is Diagnostic { return nil }
  }

  @Test(arguments: [UInt64(1), 2, 3, 4]) func linearAlgebraRecoversNothing(_ seed: UInt64) throws {
    var draws = FixedGenerator(state: seed)
    var (tables, withheld) = (0, 0)
    for _ in 0..<100 {
      let table = DisclosureTable.random(
        units: 4...24, parents: 1...4, segments: 1...4, most: [30, 100, 1000].randomElement(using: &draws)!,
        using: &draws)
      guard let control = try published(table) else { continue }
      tables += 1
      let truth = try table.figures()
      let figures = try table.figures(control.withholding)
      for group in table.groups(control, truth) {
        // The same equations hold for enrolled and for uncovered workers.
        var places: [[Int]: Int] = [:]
        for unit in group {
          for segment in 0..<table.segmentCount where figures.segments[segment][unit] == nil {
            places[[segment, unit]] = places.count
          }
        }
        var attack = LinearAttack(unknowns: places.count)
        for segment in 0..<table.segmentCount { attack.know(sumOf: group.compactMap { places[[segment, $0]] }) }
        for unit in group where figures.units[unit] != nil {
          attack.know(sumOf: (0..<table.segmentCount).compactMap { places[[$0, unit]] })
        }
        withheld += places.count
        #expect(attack.solved().isEmpty)
      }
    }
    #expect(tables > 60)
    #expect(withheld > 1_000)
  }

  @Test func noSmallCountIsPublished() throws {
    var draws = FixedGenerator(state: 11)
    for _ in 0..<200 {
      let table = DisclosureTable.random(
        units: 4...20, parents: 1...4, segments: 1...4, most: 60, using: &draws)
      guard let control = try published(table) else { continue }
      let figures = try table.figures(control.withholding)
      for counts in ([figures.units] + figures.segments).joined() {
        guard let counts else { continue }
        #expect(!(1..<10).contains(counts.enrolled) && !(1..<10).contains(counts.uncovered))
      }
      for unit in 0..<table.unitCount where control.withholding.totals[unit] {
        #expect(figures.status[unit] == .suppressed)
        #expect(figures.partialEnrolled[unit] == nil)
        #expect(figures.isOver100[unit] == nil && figures.smoothed[unit] == nil && figures.intervals[unit] == nil)
        #expect(figures.rankByUncovered[unit] == nil && figures.rankByCoverage[unit] == nil)
      }
      #expect(figures.total == (try table.figures().total))
    }
  }

  /// Whole numbers, ranges, surpluses and target gaps, and knowing which counts are small: all of it is tried out.
  @Test(arguments: [UInt64(21), 22, 23]) func tryingAllCountsFindsNothing(_ seed: UInt64) throws {
    var draws = FixedGenerator(state: seed)
    var (attacked, exact) = (0, 0)
    for _ in 0..<60 {
      let table = DisclosureTable.random(
        units: 3...6, parents: 1...2, segments: 1...3, most: 14, limit: 4, missing: false, using: &draws)
      guard let control = try published(table) else { continue }
      let withholding = control.withholding
      for group in table.groups(control, try table.figures()) {
        for knowsSmall in [true, false] {
          let attack = ExhaustiveAttack(table, withholding, group: group, knowsSmall: knowsSmall)
          guard let solutions = attack.solutions, !attack.cells.isEmpty else { continue }
          attacked += 1
          for (index, cell) in attack.cells.enumerated() {
            let truth = table.enrolled[cell.segment][cell.unit]!
            let isSmall = table.isSmall(cell.segment, cell.unit, truth)
            if !isSmall { continue }
            exact += 1
            let values = Set(solutions.map { $0[index] })
            #expect(values.contains(truth))
            #expect(values.count >= 2, "\(table) \(cell.segment) \(cell.unit) \(withholding) \(knowsSmall)")
          }
        }
      }
    }
    #expect(attacked > 15)
    #expect(exact > 50)
  }

  /// A segment with more enrolled (7) than eligible (2), where units whose surplus is published as 0 leave no other place
  /// for the surplus of the segment.
  @Test func aSmallCountAboveItsEligibleIsNotFoundFromTheSurplus() throws {
    var pairs = [
      [(7, 2), (987, 996), (4986, 4992)], [(17, 6), (9, 34), (21, 19)], [(5, 784), (154, 580), (4268, 4268)],
      [(1698, 2948), (4464, 4803), (4, 21)], [(236, 3836), (4, 4), (2448, 2448)], [(22, 18), (1120, 1782), (16, 30)],
    ]
    pairs += (0..<4).map { [(900 + $0, 3000), (1500 + $0, 4000), (800, 2000 + $0)] }
    let table = DisclosureTable(
      parents: pairs.map { _ in "P" }, enrolled: (0..<3).map { segment in pairs.map { $0[segment].0 } },
      eligible: (0..<3).map { segment in pairs.map { $0[segment].1 } })
    let control = try #require(try published(table))
    // Another surplus of the segment is withheld too, and its unit's surplus with it.
    let surpluses = pairs.indices.filter { pairs[$0][0].0 > pairs[$0][0].1 }
    #expect(surpluses.filter { control.withholding.cells[0][$0] && control.withholding.totals[$0] }.count > 1)
    #expect(control.withholding.cells[0][0])
  }

  /// 31 of 34 with a target of 31: three uncovered, which could be two or one, but never four or more.
  @Test func aSmallCountAtTheTargetHasAnotherValue() throws {
    var table = DisclosureTable(
      parents: Array(repeating: "P", count: 4), enrolled: [[46, 30, 22, 35], [31, 20, 46, 55]],
      eligible: [[57, 60, 44, 70], [34, 40, 51, 60]])
    table.target = CoverageFigures.Target(percent: 90)
    table.rule = SmallCountRule(limit: 4)
    let control = try #require(try published(table))
    #expect(control.withholding.cells[1][0])
    let attack = ExhaustiveAttack(
      table, control.withholding, group: [0, 1, 2, 3], knowsSmall: true, limit: 2_000_000)
    let solutions = try #require(attack.solutions)
    let place = try #require(attack.cells.firstIndex { $0.unit == 0 && $0.segment == 1 })
    #expect(Set(solutions.map { $0[place] }).count > 1)
  }
}
