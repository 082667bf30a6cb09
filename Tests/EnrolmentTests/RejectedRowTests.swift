import Coverage
import CoverageTestSupport
import Diagnostics
import Testing

@testable import Areas
@testable import Enrolment

/// What becomes of rows that count for no unit, and how it is told.
@Suite struct RejectedRowTests {
  let workspace = Workspace()

  private func fault(
    _ layer: String, _ table: String, _ allowed: Set<Rejection.Kind> = [], _ language: Language = .english
  ) -> String? {
    do {
      _ = try workspace.analysis(layer, table) { $0.allowedRejections = allowed }
      return nil
    } catch let fault as Diagnostic {
      return fault.message[language]
    } catch {
      return "\(error)"
    }
  }

  /// Rows of sums that nothing proves, because a part is missing, stand above the one name that is wrong.
  @Test func missesComeFirstAndHaveASwitchOfTheirOwn() throws {
    let layer = try workspace.kaltim(.district, .dotted)
    let sums = zip(1..., kaltimAreas(.district).prefix(12)).map { number, area in
      let unit = "\(area.kemendagri);\(area.name);"
      return "\(unit);PU;1;2\n\(unit);BPU;;\n\(unit);Total;\(number);\(100 + number)\n"
    }.joined()
    let table =
      "kode;kecamatan;kabupaten;segmen;peserta;potensi\n" + sums + ";Smd. Utara;Samarinda;PU;4;20\n"
    let join = try workspace.join(layer, table)
    #expect(Set(join.rejections.map(\.kind)) == [.sum, .miss])
    let text = try #require(fault(layer, table))
    let lines = text.split(separator: "\n")
    #expect(lines[0] == "1 row found no unit of the map (4 participants, 20 eligible workers):")
    #expect(lines[1].hasPrefix("  t.csv, line 38: “Smd. Utara” – no unit of the map has this name (closest: "))
    #expect(lines[1].contains("64.72.05 Samarinda Utara"))
    #expect(
      lines[2]
        == "12 rows are labelled as sums, and nothing shows of what (78 participants, 1,278 eligible workers):")
    #expect(lines[6] == "  … and 9 more rows")
    #expect(
      lines[7]
        == "Nothing was written. Correct the rows, or go on without them with --allow-unmatched and --allow-sums; save "
        + "them with --rejected FILE.")
    #expect(fault(layer, table, [.miss])?.hasPrefix("12 rows are labelled as sums") == true)
    #expect(fault(layer, table, [.sum])?.hasPrefix("1 row found no unit") == true)
    // What is left then is no unit that has both counts of both segments.
    #expect(fault(layer, table, [.miss, .sum])?.hasPrefix("No unit has all of its counts in t.csv: ") == true)
  }

  @Test func unitsWithoutDataAreNamed() throws {
    let layer = try workspace.kaltim(.regency, .dotted)
    let join = try workspace.join(layer, "kode;peserta;potensi\n64.02;3;10\n64.03;-;-\n")
    #expect(join.ledgers[0].unitsWithRows == 1)
    #expect(join.ledgers[0].namesWithoutData.count == 9)
    #expect(join.ledgers[0].namesWithoutData.contains("64.03 Kabupaten Berau (Kalimantan Timur)"))
    #expect(!join.ledgers[0].namesWithoutData.contains { $0.hasPrefix("64.02 ") })
  }

  @Test func moreSegmentsThanALayerHoldsAreRefused() throws {
    let layer = try workspace.kaltim(.regency, .dotted)
    func table(_ count: Int) -> String {
      "kode;segmen;peserta;potensi\n" + (1...count).map { "64.02;S\($0);1;2\n" }.joined()
    }
    let text = try #require(fault(layer, table(401)))
    #expect(
      text
        == "The table t.csv has 401 segments (S1, S2, S3, S4, … (397 more)), and at most 400 can be told apart. Its segment "
        + "column may be something else: name the right one with --segment-column.")
  }

  // MARK: Why most rows miss

  @Test func regenciesOnAMapOfKecamatan() throws {
    let layer = try workspace.layer(
      "kec",
      [("kode", ["64.01.01", "64.02.01"]), ("nama", ["Batu Sopang", "Muara Muntai"]), ("kab", ["Paser", "Kukar"])])
    let codes = "kode;peserta;potensi\n64.01;1;2\n64.02;1;2\n64.03;1;2\n64.07;1;2\n"
    let join = try workspace.join(layer, codes)
    #expect(
      join.missPattern?.english
        == "The table is of regencies and cities, and the map of districts (kecamatan). Use a map of regencies and cities, "
        + "or a table by districts (kecamatan).")
    #expect(
      join.missPattern?.indonesian
        == "Tabel ini berisi kabupaten/kota, sedangkan petanya kecamatan. Pakai peta kabupaten/kota, atau tabel per "
        + "kecamatan.")
  }

  @Test func anotherProvince() throws {
    let layer = try workspace.kaltim(.district, .dotted)
    let join = try workspace.join(
      layer, "kode;peserta;potensi\n33.01.01;1;2\n33.01.02;1;2\n33.02.03;1;2\n33.03.01;1;2\n")
    #expect(
      join.missPattern?.english
        == "The table's codes begin with 33 and the map's with 64: another province. Check that table and map are of the "
        + "same one.")
    // One reason replaces the list of rows.
    let text = try #require(fault(layer, "kode;peserta;potensi\n" + (1...9).map { "33.01.0\($0);1;2\n" }.joined()))
    #expect(text.split(separator: "\n").count == 6)
    #expect(text.contains("\n  … and 7 more rows\n"))
  }

  /// A few misses among many rows are no pattern.
  @Test func fewMissesAreNoPattern() throws {
    let layer = try workspace.kaltim(.regency, .dotted)
    let areas = kaltimAreas(.regency)
    let rows = areas.map { "\(CodeStyle.dotted.code($0)!);1;2\n" }.joined()
    let join = try workspace.join(layer, "kode;peserta;potensi\n" + rows + "33.01;1;2\n33.02;1;2\n33.03;1;2\n")
    #expect(join.rejections.count == 3)
    #expect(join.missPattern == nil)
  }
}
