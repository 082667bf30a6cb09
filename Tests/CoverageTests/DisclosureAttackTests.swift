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
}
