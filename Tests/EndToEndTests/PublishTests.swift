import TestSupport
import Testing

/// Files that leave the office, as a user makes them.
@Suite struct PublishTests {
  /// Samboja and Muara Jawa share a regency; the row without a unit holds a count too.
  private static func table(muaraJawa: Int, samboja: Int, rejected: Int) -> String {
    """
    kode,kecamatan,peserta,potensi
    64.02.14,Muara Jawa,\(muaraJawa),300
    64.02.13,Samboja,\(samboja),700
    64.07.09,Muara Lawa,300,900
    64.08.08,Kombeng,400,1000
    64.02.99,,\(rejected),9

    """
  }

  private func desk(muaraJawa: Int, samboja: Int, rejected: Int) throws -> Desk {
    let desk = try Desk()
    desk.folder.write(Self.table(muaraJawa: muaraJawa, samboja: samboja, rejected: rejected), to: "tabel.csv")
    return desk
  }

  private static let analyze = [
    "analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--publish", "--allow-unmatched", "--lang", "en",
  ]

  @Test func otherWithheldCountsMakeTheSameFilesToTheByte() throws {
    let first = try desk(muaraJawa: 5, samboja: 200, rejected: 7)
    let second = try desk(muaraJawa: 8, samboja: 197, rejected: 3)
    var outcomes: [Program.Outcome] = []
    for desk in [first, second] {
      let outcome = try desk.run(Self.analyze)
      #expect(outcome.code == 0, "\(outcome.errors)")
      outcomes.append(outcome)
    }
    #expect(outcomes[0].output == outcomes[1].output)
    let files = try #require(first.files("keluar"))
    #expect(files == second.files("keluar"))
    #expect(!files.contains("rejected.csv"))
    for file in files {
      #expect(first.folder.read("keluar/\(file)") == second.folder.read("keluar/\(file)"), "\(file)")
    }
    #expect(outcomes[0].output.contains("2 units without figures"))
    #expect(outcomes[0].output.contains("rejected.csv is not written"))
    #expect(first.text("keluar/run.json")?.contains("\"publish\" : \"true\"") == true)
    let ranking = try #require(first.text("keluar/ranking.csv")?.split(separator: "\r\n").dropFirst())
    let figures = ranking.map { row -> [String] in
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return [cells[2], cells[6], cells[7], cells[9]]
    }
    let expected = [
      ["64.07.09", "900", "300", "600"], ["64.08.08", "1000", "400", "600"], ["64.02.14", "300", "", ""],
      ["64.02.13", "700", "", ""],
    ]
    #expect(figures == expected)
    // What is published still shows: another count of a unit that is not withheld makes another map.
    let third = try desk(muaraJawa: 5, samboja: 200, rejected: 7)
    third.folder.write(
      Self.table(muaraJawa: 5, samboja: 200, rejected: 7).replacing("300,900", with: "301,900"), to: "tabel.csv")
    #expect(try third.run(Self.analyze).code == 0)
    #expect(first.folder.read("keluar/coverage.geojson") != third.folder.read("keluar/coverage.geojson"))
  }

  @Test func rejectedRowsGoWhereTheUserSays() throws {
    let desk = try desk(muaraJawa: 5, samboja: 200, rejected: 7)
    #expect(try desk.run(Self.analyze + ["--rejected", "ditolak.csv"]).code == 0)
    #expect(desk.text("ditolak.csv")?.contains("64.02.99,,7,9") == true)
    let inside = try desk.run(Self.analyze + ["--force", "--rejected", "keluar/ditolak.csv"])
    #expect(inside.code == 64)
    #expect(
      inside.errors.contains("--rejected may not lie in the folder of a publication: rejected rows hold counts."))
    #expect(desk.files("keluar")?.contains("ditolak.csv") == false)
  }

  @Test(arguments: ["table", "csv", "json", "markdown"]) func rankingsLeaveTheOfficeToo(_ format: String) throws {
    var outcomes: [Program.Outcome] = []
    for desk in try [
      desk(muaraJawa: 5, samboja: 200, rejected: 7), desk(muaraJawa: 8, samboja: 197, rejected: 3),
    ] {
      let options = ["--format", format, "--publish", "--allow-unmatched", "--lang", "en"]
      outcomes.append(try desk.run(["rank", "peta.shp", "tabel.csv"] + options))
    }
    #expect(outcomes[0].code == 0)
    #expect(outcomes[0].output == outcomes[1].output)
    #expect(outcomes[0].errors == outcomes[1].errors)
    #expect(outcomes[0].output.contains("suppressed"))
    #expect(outcomes[0].errors.contains("counts of 1–9 are suppressed"))
  }

  @Test func filesThatStaySayWhatTheyHold() throws {
    let desk = try desk(muaraJawa: 5, samboja: 200, rejected: 7)
    let outcome = try desk.run(
      "analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--allow-unmatched", "--lang", "id")
    #expect(outcome.output.contains("1 jumlah wilayah dan 0 angka segmen memuat hitungan 1–9"))
    #expect(desk.text("keluar/run.json")?.contains("\"small_units\" : 1") == true)
    #expect(desk.files("keluar")?.contains("rejected.csv") == true)
  }

  @Test(arguments: ["2", "1001", "0"]) func limitsOutOfRangeAreUsageErrors(_ limit: String) throws {
    let desk = try Desk()
    let outcome = try desk.run(
      "analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--publish", "--suppress-below", limit, "--lang", "en")
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains("--suppress-below lies between 3 and 1000."))
    #expect(desk.files("keluar") == nil)
  }

  @Test func whatCannotHideIsNotWritten() throws {
    let desk = try desk(muaraJawa: 5, samboja: 700, rejected: 7)
    desk.folder.write("kode,peserta,potensi\n64.02.14,5,300\n64.02.13,700,700\n", to: "tabel.csv")
    let outcome = try desk.run(Self.analyze)
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("there are too few units to hide counts of 1–9 among others"))
    #expect(desk.files("keluar") == nil)
  }
}
