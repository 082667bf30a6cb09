import Coverage
import CoverageTestSupport
import TestSupport
import Testing

@testable import Reporting

/// What the figures of the catalogue are, for units with and without data.
@Suite struct UnitFigureTests {
  private let desk = Workspace()

  /// Units A0, A1, …, in order of the table's rows; those of the layer that have no row are without data.
  private func results(_ rows: String, units: Int) throws -> UnitResults {
    let codes = (0..<units).map { "A\($0)" }
    let path = try desk.layer("peta", [("kode", codes), ("nama", codes)])
    return UnitResults(try desk.analysis(path, "kode,peserta,potensi\n" + rows))
  }

  /// Complete, over 100 %, without anybody, without a row.
  private func mixed() throws -> UnitResults { try results("A0,40,100\nA1,0,50\nA2,9,7\nA3,0,0\n", units: 5) }

  @Test func countsAndCoverage() throws {
    let results = try mixed()
    #expect(UnitFigures.eligible.values(of: results) == [100, 50, 7, 0, nil])
    #expect(UnitFigures.enrolled.values(of: results) == [40, 0, 9, 0, nil])
    #expect(UnitFigures.covered.values(of: results) == [40, 0, 7, 0, nil])
    #expect(UnitFigures.uncovered.values(of: results) == [60, 50, 0, 0, nil])
    #expect(UnitFigures.surplus.values(of: results) == [0, 0, 2, 0, nil])
    #expect(UnitFigures.coverage.values(of: results) == [40, 0, 100, nil, nil])
    #expect(UnitFigures.enrolmentRatio.values(of: results) == [40, 0, 100 * (9 / 7), nil, nil])
    #expect(UnitFigures.isOver100.values(of: results) == [false, false, true, false, nil])
    #expect(UnitFigures.rankByUncovered.values(of: results) == [1, 2, 3, nil, nil])
    #expect(
      UnitFigures.status.values(of: results) == ["under_target", "under_target", "target_met", "no_data", "no_data"])
  }

  /// A ranking has no neighbours and no reach; a map without service points has no reach.
  @Test func whatTheRunWasNotAskedForIsMissingEverywhere() throws {
    let results = try mixed()
    for figure in [UnitFigures.lagCoverage, UnitFigures.giStarZ, UnitFigures.reach] {
      #expect(figure.values(of: results) == [nil, nil, nil, nil, nil])
      #expect(figure.column(of: results)?.description.name == nil)
    }
    #expect(UnitFigures.coverage.column(of: results) != nil)
  }
}
