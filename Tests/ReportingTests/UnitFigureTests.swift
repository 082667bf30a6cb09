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

  @Test func shareOfAllUncovered() throws {
    let shares = UnitFigures.uncoveredShare.values(of: try mixed())
    let expected: [Double?] = [100 * (60.0 / 110), 100 * (50.0 / 110), 0, nil, nil]
    #expect(shares == expected)
    #expect(shares.reduce(0) { $0 + ($1 ?? 0) } == 100)
    // Of none there is no share.
    #expect(UnitFigures.uncoveredShare.values(of: try results("A0,7,7\n", units: 2)) == [nil, nil])
  }

  /// Those of the units that are withheld are among all, as the published total has them.
  @Test func sharesOfAPublicationAreOfTheTotal() throws {
    let codes = (0..<6).map { "A\($0)" }
    let path = try desk.layer("peta", [("kode", codes), ("nama", codes)])
    let table = "kode,peserta,potensi\nA0,97,100\nA1,50,100\nA2,300,800\nA3,96,100\nA4,70,400\nA5,500,900\n"
    let results = UnitResults(try desk.analysis(path, table) { $0.isPublication = true })
    let uncovered = UnitFigures.uncovered.values(of: results)
    #expect(uncovered[0] == nil && uncovered.contains { $0 != nil })
    let expected: [Double?] = uncovered.map { $0.map { 100 * (Double($0) / 1287) } }
    #expect(UnitFigures.uncoveredShare.values(of: results) == expected)
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
