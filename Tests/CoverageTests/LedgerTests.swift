import CoverageTestSupport
import Diagnostics
import Tables
import TestSupport
import Testing

@testable import Coverage
@testable import Enrolment
@testable import Reporting

/// What the ledger calls used is what the totals hold, and counts that no sum can hold are refused where they stand.
@Suite struct LedgerTests {
  private let workspace = Workspace()

  private func path() throws -> String {
    try workspace.layer("peta", [("kode", ["A", "B", "C", "D"]), ("nama", ["Satu", "Dua", "Tiga", "Empat"])])
  }

  /// Units that lack a segment, a count in it, or the other table's row are in no total.
  @Test func rowsOfIncompleteUnitsAreSetAside() throws {
    let path = try path()
    let text = "kode,segmen,enrolled,eligible\nA,PU,1,10\nA,BPU,2,20\nB,PU,4,40\nC,PU,8,80\nC,BPU,,\nX,PU,16,160\n"
    let analysis = try workspace.analysis(path, text) { $0.allowedRejections = [.miss] }
    let ledger = try #require(analysis.join.ledgers.first)
    #expect(ledger.used == Ledger.Sum(rows: 2, enrolled: 3, eligible: 30))
    #expect(ledger.incomplete == Ledger.Sum(rows: 3, enrolled: 12, eligible: 120))
    #expect(ledger.rejected == Ledger.Sum(rows: 1, enrolled: 16, eligible: 160))
    #expect(ledger.read == Ledger.Sum(rows: 6, enrolled: 31, eligible: 310))
    #expect([ledger.unitsWithData, ledger.unitsIncomplete, ledger.unitsWithoutData] == [1, 2, 1])
    #expect(analysis.figures.total.enrolled == 3 && analysis.figures.total.eligible == 30)

    func lines(_ language: Language) -> [String] {
      Summary(language).ledger(analysis.join, columns: analysis.columnUse).suffix(5)
    }
    #expect(
      lines(.english) == [
        "Rows       : 6 read = 2 used + 3 incomplete + 1 rejected",
        "Enrolled   : 31 read = 3 used + 12 incomplete + 16 rejected",
        "Eligible   : 310 read = 30 used + 120 incomplete + 160 rejected",
        "Units      : 4 = 1 with data + 2 incomplete + 1 without",
        "             without data: D Empat",
      ])
    #expect(
      lines(.indonesian) == [
        "Baris      : 6 dibaca = 2 dipakai + 3 tidak lengkap + 1 ditolak",
        "Peserta    : 31 dibaca = 3 dipakai + 12 tidak lengkap + 16 ditolak",
        "Potensi    : 310 dibaca = 30 dipakai + 120 tidak lengkap + 160 ditolak",
        "Wilayah    : 4 = 1 dengan data + 2 tidak lengkap + 1 tanpa data",
        "             tanpa data: D Empat",
      ])
  }

  /// The rows of a unit that the other table lacks are incomplete, and nothing can be said of its coverage.
  @Test func aRowWithoutItsCounterpartIsIncomplete() throws {
    let path = try path()
    let join = try workspace.join(
      path, "kode,enrolled\nA,1\nB,2\n", workforce: "kode,eligible\nA,10\nC,30\n")
    #expect(
      join.ledgers.map(\.used) == [.init(rows: 1, enrolled: 1, eligible: 0), .init(rows: 1, enrolled: 0, eligible: 10)])
    #expect(
      join.ledgers.map(\.incomplete) == [
        .init(rows: 1, enrolled: 2, eligible: 0), .init(rows: 1, enrolled: 0, eligible: 30),
      ])
    #expect(join.ledgers.map(\.unitsIncomplete) == [0, 0])
    #expect(join.ledgers.map(\.unitsWithData) == [1, 1])
    #expect(join.ledgers.map(\.namesWithoutData) == [["B Dua", "C Tiga", "D Empat"], ["B Dua", "C Tiga", "D Empat"]])
  }

  @Test(arguments: ["9223372036854775807", "6402011505900001", "10000000001"])
  func countsBeyondThePeopleOnEarthAreRefused(count: String) throws {
    let path = try path()
    for (text, place, column) in [
      ("kode,enrolled,eligible\nA,1,10\nB,\(count),20\n", "line 3", "enrolled"),
      ("kode,enrolled,eligible\nA,1,\(count)\nB,2,20\n", "line 2", "eligible"),
      // Rows that no unit takes count too.
      ("kode,enrolled,eligible\nA,1,10\nX,\(count),20\n", "line 3", "enrolled"),
      ("kode,enrolled_pu,enrolled_bpu,eligible_pu,eligible_bpu\nA,1,\(count),10,20\n", "line 2", "enrolled_bpu"),
    ] {
      expectFault(
        en:
          "Table t.csv, \(place): the column “\(column)” holds a number of \(count.count) digits, more than there are "
          + "people on Earth. It may be a NIK, a participant number or an amount of money; name the column that counts "
          + "workers."
      ) { try workspace.audit(path, text) }
    }
  }

  /// As large as a count may be, nothing overflows: not the target, nor a ratio of ten thousand million to one.
  @Test func theLargestCountsAreWritten() throws {
    let path = try path()
    let text = "kode,enrolled,eligible\nA,10000000000,1\nB,1,10000000000\nC,3,5\n"
    let run = try SpatialRun(workspace.analysis(path, text)) {
      $0.permutations = 9
      $0.replications = 0
    }
    #expect(run.coverage.numbers("enrolment_ratio_pct")[0] == 1e12)
    #expect(run.analysis.figures.total.enrolled == 10_000_000_004)
    #expect(!RankingTable.csv(run.analysis, by: .uncovered).isEmpty)
  }

  /// Numbers that no sentence was made for are shown all the same.
  @Test func sentencesHoldAnyNumber() {
    #expect(Language.english.text(6.4e17, decimals: 1) == "640,000,000,000,000,000.0")
    #expect(Language.english.text(6.4e18, decimals: 1) == "6.4e+18")
    #expect(Language.indonesian.text(-6.4e300, decimals: 2) == "-6,4e+300")
    #expect(Language.english.text(.infinity, decimals: 0) == "–" && Language.english.text(.nan, decimals: 0) == "–")
  }
}
