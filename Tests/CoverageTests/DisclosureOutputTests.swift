import CoverageTestSupport
import Diagnostics
import Foundation
import SpatialStatistics
import TestSupport
import Testing

@testable import Coverage
@testable import Reporting
@testable import RunFiles

/// What leaves the office: no byte of it depends on a withheld count.
@Suite struct DisclosureOutputTests {
  private let desk = Workspace()

  /// A layer of these parents, as squares.
  private func layer(_ parents: [String]) throws -> String {
    let codes = parents.indices.map { "A\($0)" }
    return try desk.layer(
      "peta", [("kode", codes), ("nama", codes.map { "Wilayah \($0)" }), ("induk", parents)])
  }

  private func analysis(
    _ path: String, _ text: String, _ configure: (inout RunOptions) -> Void = { _ in }
  ) throws -> Analysis {
    try desk.analysis(path, text) { options in
      options.layer.parentField = "induk"
      options.isPublication = true
      configure(&options)
    }
  }

  /// All that a run writes and prints, by name.
  private func everything(_ analysis: Analysis) throws -> [String: String] {
    var options = SpatialOptions()
    options.permutations = 99
    options.replications = 99
    options.alpha = 0.2
    let output = "\(TemporaryFolder().path)/keluar"
    let spatial = try SpatialAnalysis(analysis, options: options, threads: 2)
    let results = try Results(analysis, spatial, SpatialGaps(analysis, threads: 2), decimals: 6, threads: 2)
    let names = try results.write(
      to: OutputFolder(output, replacing: false), optionTexts: [:], time: "2026-01-01T00:00:00Z")
    var texts: [String: String] = [:]
    for name in names { texts[name] = String(decoding: try #require(Files.read("\(output)/\(name)")), as: UTF8.self) }
    for language in Language.allCases {
      let summary = Summary(language)
      var lines = summary.ledger(analysis.join, columns: analysis.columnUse)
      let shown =
        summary.figures(analysis, on: .plain)
        + RankingText.table(analysis, by: .coverage, top: nil, language: language, on: .plain)
      lines += shown.map { $0.text + $0.bar }
      lines += summary.clusters(spatial) + summary.notices(results.notices)
      lines += RankingText.markdown(analysis, by: .uncovered, top: nil, language: language)
      texts["summary \(language.rawValue)"] = lines.joined(separator: "\n")
    }
    texts["ranking.json"] = String(decoding: RankingTable.json(analysis, by: .uncovered), as: UTF8.self)
    return texts
  }

  /// The definition of safe: a table with other withheld counts and the same sums makes the same files to the byte.
  @Test(arguments: [UInt64(5), 6, 7]) func otherWithheldCountsMakeTheSameBytes(_ seed: UInt64) throws {
    var draws = FixedGenerator(state: seed)
    var compared = 0
    for _ in 0..<12 {
      var table = DisclosureTable.random(
        units: 16...40, parents: 1...3, segments: 1...3, most: [400, 2000].randomElement(using: &draws)!,
        missing: false,
        using: &draws)
      table.target = CoverageFigures.Target(percent: 100)
      guard let control = try? table.control() else { continue }
      let withholding = control.withholding
      let other = table.exchanged(withholding, table.groups(control, try table.figures()), using: &draws)
      if other.enrolled == table.enrolled { continue }
      compared += 1
      #expect(try other.control().withholding == withholding)
      let path = try layer(table.parents)
      let first = try everything(analysis(path, table.text))
      let second = try everything(analysis(path, other.text))
      #expect(first.keys == second.keys)
      for (name, text) in first { #expect(second[name] == text, "\(name)") }
      let open = try everything(desk.analysis(path, table.text) { $0.layer.parentField = "induk" })
      #expect(first["coverage.geojson"] != open["coverage.geojson"])
    }
    #expect(compared >= 6)
  }

  /// Two parents. In the first, A0 has a small segment: its segments go, its totals stay, and A1, the smallest unit
  /// with room, goes with it. In the second, A4 is small in all: it goes with A5.
  private static let parents = ["P", "P", "P", "P", "Q", "Q", "Q"]
  private static let text = """
    kode,segmen,enrolled,eligible
    A0,PU,400,900
    A0,BPU,7,300
    A1,PU,200,500
    A1,BPU,100,200
    A2,PU,300,800
    A2,BPU,150,400
    A3,PU,1200,2000
    A3,BPU,900,800
    A4,PU,2,30
    A4,BPU,0,20
    A5,PU,60,200
    A5,BPU,30,120
    A6,PU,5000,9000
    A6,BPU,600,1000

    """

  @Test func whatIsWithheldIsNullEverywhere() throws {
    let analysis = try analysis(layer(Self.parents), Self.text)
    #expect(analysis.disclosure.withheldUnits == 2)
    #expect(analysis.disclosure.unitsWithoutSegments == 2)
    #expect(analysis.disclosure.sharedParents.isEmpty)
    let files = try everything(analysis)
    let data = Data(try #require(files["coverage.geojson"]).utf8)
    let map = try Features(try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any]))
    #expect(
      map.texts("status") == [
        "under_target", "under_target", "under_target", "under_target", "suppressed", "suppressed", "under_target",
      ])
    for name in [
      "enrolled", "covered", "uncovered", "surplus", "target_gap", "rank_uncovered", "rank_coverage", "scan_cluster",
      "threshold_cluster", "methods_agreeing",
    ] {
      #expect(map.has(name))
      #expect(map.integers(name)[4...5].allSatisfy { $0 == nil }, "\(name)")
    }
    for name in [
      "coverage_pct", "coverage_low_pct", "coverage_high_pct", "enrolment_ratio_pct", "coverage_eb_pct",
      "lag_coverage_pct", "local_moran_i", "local_moran_p", "local_moran_q", "gi_star_z", "gi_star_p", "gi_star_q",
    ] {
      #expect(map.has(name))
      #expect(map.numbers(name)[4...5].allSatisfy { $0 == nil }, "\(name)")
    }
    #expect(map.flags("over_100")[4...5].allSatisfy { $0 == nil })
    #expect(map.integers("eligible") == [1200, 700, 1200, 2800, 50, 320, 10_000])
    #expect(map.integers("enrolled") == [407, 300, 450, 2100, nil, nil, 5600])
    #expect(map.integers("enrolled_pu") == [nil, nil, 300, 1200, nil, nil, 5000])
    #expect(map.integers("enrolled_bpu") == [nil, nil, 150, 900, nil, nil, 600])
    #expect(map.integers("uncovered_bpu") == [nil, nil, 250, 0, nil, nil, 400])
    #expect(map.numbers("coverage_bpu_pct").map { $0 == nil } == [true, true, false, false, true, true, false])
    #expect(map.integers("eligible_bpu") == [300, 200, 400, 800, 20, 120, 1000])
    // A withheld unit is not one without data.
    #expect(files["gaps.geojson"]?.contains("no_data") == false)

    let record = Data(try #require(files["run.json"]).utf8)
    let run = try #require(try JSONSerialization.jsonObject(with: record) as? [String: Any])
    let totals = try #require(run["totals"] as? [String: Any])
    #expect(totals["enrolled"] as? Int == 8949)
    let inputs = try #require(run["inputs"] as? [[String: Any]])
    for input in inputs { #expect((input["sha256"] == nil) == (input["role"] as? String == "enrolment")) }
    let ledger = try #require((run["ledger"] as? [[String: Any]])?.first)
    for sum in ["read", "used", "rejected"] { #expect((ledger[sum] as? [String: Any])?["enrolled"] == nil) }
    let disclosure = try #require(run["disclosure"] as? [String: Any])
    #expect(disclosure["publication"] as? Bool == true)
    #expect(disclosure["withheld_units"] as? Int == 2)
    #expect(disclosure["units_without_segments"] as? Int == 2)
    #expect(disclosure["small_units"] == nil)
    #expect(files["summary en"]?.contains("suppressed") == true)
    #expect(files["summary id"]?.contains("disembunyikan") == true)
    #expect(files["summary en"]?.contains("Enrolled   :") == false)
  }

  @Test func filesThatStayCountWhatIsSmall() throws {
    let analysis = try desk.analysis(layer(Self.parents), Self.text)
    #expect(analysis.disclosure.smallUnits == 1)
    #expect(analysis.disclosure.smallSegmentCells == 2)
    let files = try everything(analysis)
    #expect(
      files["summary en"]?.contains(
        "Internal   : 1 unit total and 2 segment figures hold counts of 1–9; to leave the office, use --publish")
        == true)
    #expect(
      files["summary id"]?.contains(
        "Internal   : 1 jumlah wilayah dan 2 angka segmen memuat hitungan 1–9; untuk keluar kantor pakai --publish")
        == true)
    let record = Data(try #require(files["run.json"]).utf8)
    let run = try #require(try JSONSerialization.jsonObject(with: record) as? [String: Any])
    let disclosure = try #require(run["disclosure"] as? [String: Any])
    #expect(disclosure["publication"] as? Bool == false)
    #expect(disclosure["small_units"] as? Int == 1)
    #expect(disclosure["small_segment_cells"] as? Int == 2)
    #expect(disclosure["suppress_below"] as? Int == 10)
  }

  @Test func nothingSmallLeavesTheFiguresAsTheyAre() throws {
    let path = try layer(["P", "P"])
    let text = "kode,enrolled,eligible\nA0,40,100\nA1,0,50\n"
    let open = try everything(desk.analysis(path, text) { $0.layer.parentField = "induk" })
    let published = try everything(analysis(path, text))
    for name in ["coverage.geojson", "clusters.geojson", "gaps.geojson", "ranking.csv"] {
      #expect(open[name] == published[name])
    }
    #expect(try analysis(path, text).notices.isEmpty)
  }

  @Test func theLimitMoves() throws {
    let path = try layer(["P", "P", "P"])
    let text = "kode,enrolled,eligible\nA0,15,100\nA1,200,500\nA2,300,700\n"
    #expect(try analysis(path, text).disclosure.withheldUnits == 0)
    let strict = try analysis(path, text) { $0.smallCounts = SmallCountRule(limit: 20) }
    #expect(strict.figures.status == [.suppressed, .suppressed, .underTarget])
  }

  /// A parent of one unit has that unit's count for its total: it shares its sums with the others, and says so.
  @Test func aParentOfOneUnitSharesItsSums() throws {
    let text = "kode,enrolled,eligible\nA0,5,100\nA1,200,500\nA2,300,700\nA3,300,800\n"
    let analysis = try analysis(layer(["P", "Q", "Q", "R"]), text)
    #expect(analysis.disclosure.sharedParents == ["P", "R"])
    #expect(analysis.figures.status == [.suppressed, .underTarget, .underTarget, .suppressed])
    let notice = try #require(analysis.notices.last)
    #expect(
      notice.english == "These parents have too few units to protect small counts each by itself: P, R. Do not publish "
        + "the totals of each of them from this table without suppressing there too.")
    #expect(
      notice.indonesian == "Wilayah induk berikut terlalu sedikit wilayahnya untuk melindungi hitungan kecil "
        + "sendiri-sendiri: P, R. Jangan publikasikan jumlah tiap induk itu dari tabel ini tanpa menyembunyikannya pula."
    )
  }

  @Test func aUnitThatLacksACountShowsNothing() throws {
    let text = "kode,segmen,enrolled,eligible\nA0,PU,,100\nA0,BPU,50,90\nA1,PU,200,500\nA1,BPU,80,100\n"
    let analysis = try analysis(layer(["P", "P"]), text)
    #expect(analysis.join.enrolled == [[nil, 200], [nil, 80]])
    #expect(analysis.figures.segments[1][0] == nil)
    #expect(analysis.figures.status == [.noData, .underTarget])
    #expect(
      analysis.notices.last?.english
        == "Enrolled workers of 1 unit that lacks a count are not published. Publish no sum that includes them.")
  }

  // MARK: What cannot be published

  @Test func aTotalThatIsSmallItselfIsRefused() throws {
    let path = try layer(["P", "P"])
    let text = "kode,segmen,enrolled,eligible\nA0,PU,50,100\nA0,BPU,3,80\nA1,PU,200,500\nA1,BPU,4,90\n"
    expectFault(
      id:
        "Tidak dapat dipublikasikan: jumlah seluruh wilayah pada segmen BPU sendiri adalah hitungan kecil (peserta atau "
        + "pekerja belum terlindungi 1–9). Gabungkan segmen itu dengan segmen lain, atau keluarkan dari tabel.",
      en: "Cannot be published: the total over all units in the segment BPU is itself a small count (1–9 enrolled or "
        + "uncovered workers). Merge that segment with another, or leave it out of the table."
    ) { try analysis(path, text) }
  }

  @Test func oneUnitCannotHide() throws {
    let path = try layer(["P", "P"])
    expectFault(
      id: "Tidak dapat dipublikasikan: wilayahnya terlalu sedikit untuk menyembunyikan hitungan 1–9 di antara hitungan "
        + "lain, sehingga dapat dihitung kembali dari jumlahnya. Gabungkan segmen atau wilayah, atau turunkan "
        + "--suppress-below.",
      en:
        "Cannot be published: there are too few units to hide counts of 1–9 among others, so that they could be found "
        + "from the totals. Merge segments or units, or lower --suppress-below."
    ) { try analysis(path, "kode,enrolled,eligible\nA0,5,100\nA1,500,500\n") }
  }
}

/// The equations' verdict by graph and by elimination.
@Suite struct LinearAuditTests {
  @Test func bridgesAreWhatEliminationSolves() {
    var draws = FixedGenerator(state: 3)
    var solved = 0
    for _ in 0..<300 {
      let (rows, columns) = (Int.random(in: 1...7, using: &draws), Int.random(in: 1...4, using: &draws))
      let isOpen = (0..<rows).map { _ in Bool.random(using: &draws) }
      var cells: [(row: Int, column: Int)] = []
      for row in 0..<rows {
        for column in 0..<columns where Bool.random(using: &draws) { cells.append((row, column)) }
      }
      var attack = LinearAttack(unknowns: cells.count)
      for row in 0..<rows where !isOpen[row] { attack.know(sumOf: cells.indices.filter { cells[$0].row == row }) }
      for column in 0..<columns { attack.know(sumOf: cells.indices.filter { cells[$0].column == column }) }
      let expected = attack.solved().sorted()
      solved += expected.count
      #expect(LinearAudit.determined(cells.map { (isOpen[$0.row] ? nil : $0.row, $0.column) }) == expected)
    }
    #expect(solved > 300)
  }

  @Test func oneCellIsItsColumnsSum() {
    #expect(LinearAudit.determined([(nil, 0)]) == [0])
    #expect(LinearAudit.determined([(nil, 0), (nil, 0)]) == [])
    #expect(LinearAudit.determined([(0, 0), (1, 0), (0, 1), (1, 1)]) == [])
    #expect(LinearAudit.determined([(0, 0), (1, 0), (0, 1)]) == [0, 1, 2])
    #expect(LinearAudit.determined([]) == [])
  }
}
