import SpatialStatistics
import Testing

@testable import Coverage

@Suite struct CoverageFiguresTests {
  private func figures(
    _ enrolled: [[Int?]], _ eligible: [[Int?]], target: Double = 100, rates: EmpiricalBayes.Model = .binomial
  ) throws -> CoverageFigures {
    try CoverageFigures(
      enrolled: enrolled, eligible: eligible, target: .init(percent: target), rates: rates)
  }

  /// Kutai Timur 2024 as published: netted, its coverage would be 112 % and its gap negative.
  @Test func surplusInOneSegmentCoversNoGapInAnother() throws {
    let result = try figures([[77_074], [69_528]], [[51_086], [79_691]])
    let unit = try #require(result.units[0])
    #expect(unit.eligible == 130_777)
    #expect(unit.enrolled == 146_602)
    #expect(unit.covered == 120_614)
    #expect(unit.uncovered == 10_163)
    #expect(unit.surplus == 25_988)
    #expect(unit.targetGap == 10_163)
    #expect(result.isOver100 == [true])
    #expect(result.status == [.underTarget])
    #expect(unit.coverage == 120_614.0 / 130_777)
    #expect(unit.enrolmentRatio == 146_602.0 / 130_777)
    #expect(result.segments[0][0]?.uncovered == 0)
    #expect(result.segments[0][0]?.surplus == 25_988)
    #expect(result.segments[0][0]?.coverage == 1)
    #expect(result.segments[1][0]?.uncovered == 10_163)
  }

  @Test func surplusInOneUnitCoversNoGapInAnother() throws {
    let result = try figures([[150, 10]], [[100, 100]])
    #expect(result.total.uncovered == 90)
    #expect(result.total.covered == 110)
    #expect(result.total.surplus == 50)
    #expect(result.total.coverage == 0.55)
    #expect(result.total.enrolmentRatio == 0.8)
  }

  @Test func missingIsNeverZero() throws {
    // No row, no enrolled, no eligible, nobody eligible, all there.
    let result = try figures([[nil, nil, 5, 3, 40]], [[nil, 10, nil, 0, 100]])
    #expect(result.units.prefix(3).allSatisfy { $0 == nil })
    #expect(result.status == [.noData, .noData, .noData, .noData, .underTarget])
    #expect(result.units[3]?.coverage == nil)
    #expect(result.units[3]?.enrolmentRatio == nil)
    for unit in 0..<4 {
      #expect(result.smoothed[unit] == nil)
      #expect(result.intervals[unit] == nil)
      #expect(result.rankByCoverage[unit] == nil)
      #expect(result.rankByUncovered[unit] == nil)
    }
    #expect(result.partialEligible == [nil, 10, nil, 0, 100])
    #expect(result.partialEnrolled == [nil, nil, 5, 3, 40])
    #expect(result.incompleteUnits == [1, 2])
    #expect(result.rankByCoverage[4] == 1)
    // Units without data weigh on nothing: alone, the fifth keeps its rate.
    #expect(abs((try #require(result.smoothed[4])) - 0.4) < 1e-15)
    #expect(result.total.uncovered == 60)
    #expect(result.total.eligible == 100)
  }

  @Test func aTotalOverSegmentsOfWhichOneIsMissingIsNoTotal() throws {
    let result = try figures([[10, 10], [nil, 20]], [[20, 20], [30, 30]])
    #expect(result.units[0] == nil)
    #expect(result.segments[0][0]?.uncovered == 10)
    #expect(result.partialEligible == [50, 50])
    #expect(result.partialEnrolled == [nil, 30])
    #expect(result.incompleteUnits == [0])
    #expect(result.segmentTotals[0].eligible == 20)
    #expect(result.total == result.units[1])
  }

  @Test func aSegmentWithoutEligibleWorkersIsNoGap() throws {
    let result = try figures([[0], [30]], [[0], [60]])
    #expect(result.units[0]?.coverage == 0.5)
    #expect(result.segments[0][0]?.coverage == nil)
    #expect(result.status == [.underTarget])
  }

  /// (target, eligible, workers): ⌈t·n⌉ in whole numbers, by hand.
  @Test(arguments: [
    (40.0, 10, 4), (40, 11, 5), (40, 0, 0), (52.15, 20, 11), (52.15, 10_000, 5_215), (52.15, 10_001, 5_216),
    (100, 7, 7), (100, 140_000_000, 140_000_000), (52.15, 140_000_002, 73_010_002), (33.3, 1_000, 333),
    (0.1, 1_000, 1), (0.1, 1_001, 2), (70, 10, 7), (7, 100, 7), (55, 100, 55), (52.15, 2_000_000_000, 1_043_000_000),
    (52.1501, 140_000_000, 73_010_140), (52.1501, 140_000_001, 73_010_141),
  ]) func workersOfATarget(_ target: Double, _ eligible: Int, _ workers: Int) {
    #expect(CoverageFigures.Target(percent: target).workers(of: eligible) == workers)
  }

  @Test(arguments: [(40.0, 0, CoverageFigures.Status.targetMet), (52.15, 122, .underTarget), (100, 600, .underTarget)])
  func targetGap(_ target: Double, _ gap: Int, _ status: CoverageFigures.Status) throws {
    let result = try figures([[400]], [[1_000]], target: target)
    #expect(result.units[0]?.targetGap == gap)
    #expect(result.status == [status])
  }

  @Test func targetGapIsTakenBySegment() throws {
    let result = try figures([[500], [0]], [[500], [500]], target: 50)
    #expect(result.units[0]?.targetGap == 250)
    #expect(result.status == [.underTarget])
  }

  @Test func tiesShareTheBetterRank() throws {
    let result = try figures([[50, 80, 80, 90, nil]], [[100, 100, 100, 100, 100]])
    #expect(result.rankByUncovered == [1, 2, 2, 4, nil])
    #expect(result.rankByCoverage == [1, 2, 2, 4, nil])
    #expect(Ranking.uncovered.order(result) == [0, 1, 2, 3, 4])
    let mixed = try figures([[90, nil, 10, 200]], [[1_000, 5, 20, 100]])
    #expect(mixed.rankByUncovered == [1, nil, 2, 3])
    #expect(mixed.rankByCoverage == [1, nil, 2, 3])
    #expect(Ranking.coverage.order(mixed) == [0, 2, 3, 1])
    let apart = try figures([[900, 1]], [[2_000, 100]])
    #expect(apart.rankByUncovered == [1, 2])
    #expect(apart.rankByCoverage == [2, 1])
  }

  private static let covered = [40, 300, 12, 990, 0, 75]
  private static let eligible = [100, 400, 50, 1000, 20, 75]

  /// The formulas of Martuzzi & Elliott (1996) and Marshall (1991) as methods.md has them, evaluated in rational
  /// numbers with Python's `fractions`.
  @Test(arguments: [
    (
      EmpiricalBayes.Model.binomial,
      [
        40.69066961097722, 75.04216148260055, 25.83291211334392, 98.98048663121085, 6.082936364094314,
        99.72474161925261,
      ]
    ),
    (
      .poisson,
      [
        47.48224146597259, 75.51415394664974, 41.34156158859841, 98.75581516162994, 42.36421865449458,
        97.15684641716015,
      ]
    ),
  ]) func smoothedRates(_ model: EmpiricalBayes.Model, _ reference: [Double]) throws {
    let result = try figures([Self.covered.map { $0 }], [Self.eligible.map { $0 }], rates: model)
    for (value, expected) in zip(result.smoothed, reference) {
      #expect(abs(100 * (try #require(value)) - expected) < 1e-10)
    }
  }

  /// Wilson (1927) with z = 1.959963984540054, evaluated in Python in the textbook form.
  @Test(arguments: [
    (120614, 130777, 92.08241444393323, 92.37261640611523),
    (40, 100, 30.94012864324589, 49.79974132089382),
    (0, 20, 0.0, 16.112515805281937),
    (75, 75, 95.12761575171942, 100.0),
  ]) func intervals(_ covered: Int, _ eligible: Int, _ lower: Double, _ upper: Double) throws {
    let interval = try #require(try figures([[covered]], [[eligible]]).intervals[0])
    #expect(abs(100 * interval.lower - lower) < 1e-10)
    #expect(abs(100 * interval.upper - upper) < 1e-10)
  }
}
