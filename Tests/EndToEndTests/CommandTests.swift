import Foundation
import Testing

/// What the program says of itself, and how it takes its arguments.
@Suite struct CommandTests {
  @Test(arguments: [
    ["analyze"], ["analyze", "peta.shp", "tabel.csv"], ["analyze", "peta.shp", "--output", "keluar"],
    ["analyze", "--sample", "peta.shp", "--output", "keluar"],
    ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--tujuan", "3"],
    ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--target", "0"],
    ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--target", "101"],
    ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--target", "nan"],
    ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--precision", "16"],
    ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--threads", "0"],
    ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--code-system", "pos"],
    ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--lang", "fr"],
    ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--dbf-encoding", "klingon"],
    ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--table-encoding", "klingon"],
    ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--separator", "ab"],
    ["rank", "peta.shp", "tabel.csv", "--top", "0"], ["rank", "peta.shp", "tabel.csv", "--format", "xml"],
    ["check"], ["convert", "peta.shp"], ["tebak"],
  ]) func wrongUsage(_ arguments: [String]) throws {
    let desk = try Desk()
    let before = desk.files()
    for language in ["en", "id"] {
      let outcome = try desk.run(arguments, environment: ["LC_ALL": language == "id" ? "id_ID.UTF-8" : "C"])
      #expect(outcome.code == 64)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.hasPrefix("jangkau: "))
      #expect(!outcome.errors.contains("Fatal error"))
    }
    #expect(desk.files() == before)
  }

  @Test func usageIsToldInTheUsersLanguage() throws {
    let desk = try Desk()
    #expect(
      try desk.run("analyze", "--output", "x").errors == """
        jangkau: Error: Name the boundaries and the table (BOUNDARIES ENROLMENT), or use --sample.
        Usage: jangkau analyze [<options>] [<BOUNDARIES>] [<ENROLMENT>] --output <DIR>
          See 'jangkau analyze --help' for more information.

        """)
    #expect(
      try desk.run("analyze", "--output", "x", "--lang=id").errors == """
        jangkau: Kesalahan: Sebutkan peta dan tabelnya (PETA TABEL), atau pakai --sample.
        Pemakaian: jangkau analyze [<opsi>] [<PETA>] [<TABEL>] --output <FOLDER>
          Lihat 'jangkau analyze --help' untuk keterangan lebih lanjut.

        """)
  }

  @Test func version() throws {
    let outcome = try Desk().run("--version")
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.wholeMatch(of: /jangkau \d+\.\d+\.\d+\n/) != nil)
  }

  @Test(arguments: [
    [], ["--help"], ["-h"], ["help"], ["help", "analyze"], ["analyze", "--help"], ["rank", "--help"],
    ["check", "--help"], ["convert", "--help"],
  ]) func help(_ arguments: [String]) throws {
    let desk = try Desk()
    let english = try desk.run(arguments, environment: ["LANG": "en_US.UTF-8"])
    #expect(english.code == 0)
    #expect(english.errors.isEmpty)
    #expect(english.output.hasPrefix("OVERVIEW: "))
    #expect(english.output.contains("USAGE: jangkau"))
    let indonesian = try desk.run(arguments, environment: ["LANG": "id_ID.UTF-8"])
    #expect(indonesian.code == 0)
    #expect(indonesian.output.hasPrefix("RINGKASAN: "))
    #expect(indonesian.output.contains("PEMAKAIAN: jangkau"))
    // Nothing is left in the other language.
    for word in ["OVERVIEW", "USAGE", "OPTIONS", "ARGUMENTS", "default:", " the ", "Show "] {
      #expect(!indonesian.output.contains(word), "\(word)")
    }
  }

  @Test func helpTakesALanguage() throws {
    let desk = try Desk()
    let english = ["LANG": "en_US.UTF-8"]
    #expect(
      try desk.run(["help", "analyze", "--lang", "id"], environment: english).output
        == desk.run(["analyze", "--help", "--lang", "id"], environment: english).output)
  }

  @Test(arguments: [
    (
      ["rank", "peta.shp", "t.csv", "--workforce-sheet", "x"], "--workforce-sheet is a sheet of the --workforce table."
    ),
    (["check", "peta.shp", "t.csv", "--write-clean", "bersih.txt"], "--write-clean writes .xlsx or .csv."),
    (["check", "peta.shp", "--workforce", "t.csv"], "--workforce has an effect with a table only."),
    (["check", "peta.shp", "--ignore-column", "x"], "--ignore-column has an effect with a table only."),
    (["check", "peta.shp", "--target", "90"], "--target has an effect with a table only."),
    (["check", "peta.shp", "--rejected", "x.csv"], "--rejected has an effect with a table only."),
  ]) func optionsThatSayNothing(_ arguments: [String], _ message: String) throws {
    let outcome = try Desk().run(arguments + ["--lang", "en"])
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains(message))
  }

  @Test(arguments: [("bash", "complete "), ("zsh", "#compdef jangkau"), ("fish", "complete -c 'jangkau'")])
  func completionScripts(_ shell: String, _ mark: String) throws {
    let outcome = try Desk().run("--generate-completion-script", shell)
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.contains(mark))
    #expect(outcome.output.contains("allow-unmatched"))
  }

  @Test func languageIsOfTheLocaleUnlessStated() throws {
    let desk = try Desk()
    #expect(
      try desk.run("rank", "peta.shp", "tabel.csv", environment: ["LANG": "id_ID.UTF-8"]).output.hasPrefix("Peringkat"))
    #expect(
      try desk.run("rank", "peta.shp", "tabel.csv", environment: ["LC_ALL": "C", "LANG": "id_ID"]).output.hasPrefix(
        "Ranking"))
    #expect(try desk.run("rank", "peta.shp", "tabel.csv", "--lang", "id").output.hasPrefix("Peringkat"))
    #expect(
      try desk.run("rank", "peta.shp", "tabel.csv", "--lang", "en", environment: ["LANG": "id_ID"]).output.hasPrefix(
        "Ranking"))
  }

  // MARK: rank

  @Test func rankAsATable() throws {
    let outcome = try Desk().run("rank", "peta.shp", "tabel.csv", "--lang", "id")
    #expect(outcome.code == 0)
    #expect(
      outcome.output == """
        Peringkat menurut pekerja belum terlindungi
        No  Kode      Wilayah     Potensi  Terlindungi   Belum         Cakupan
         1  64.02.14  Muara Jawa  130.777      120.614  10.163          92,2 %
         2  64.07.09  Muara Lawa      120           40      80          33,3 %
         –  64.02.13  Samboja         135            –       –  tidak ada data
         –  64.08.08  Kombeng           –            –       –  tidak ada data

        """)
    // What a careful reader must know goes beside it.
    #expect(
      outcome.errors.split(separator: "\n").map { $0.prefix(48) } == [
        "jangkau: Tabel tabel.csv: “peserta” dibaca sebag", "jangkau: Tabel tabel.csv: dipakai periode 2025-0",
        "jangkau: 1 wilayah tidak lengkap angkanya di sal", "jangkau: 1 wilayah punya segmen dengan peserta m",
      ])
    #expect(try Desk().run("rank", "peta.shp", "tabel.csv", "--quiet").errors.isEmpty)
  }

  @Test func rankInItsOtherFormats() throws {
    let desk = try Desk()
    let markdown = try desk.run(
      "rank", "peta.shp", "tabel.csv", "--format", "markdown", "--by", "coverage", "--top", "1")
    #expect(
      markdown.output == """
        | No | Code | Unit | Eligible | Covered | Uncovered | Coverage |
        |---:|:---|:---|---:|---:|---:|---:|
        | 1 | 64.07.09 | Muara Lawa | 120 | 40 | 80 | 33.3 % |

        """)
    let csv = try desk.run("rank", "peta.shp", "tabel.csv", "--format", "csv")
    #expect(try desk.run("analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--quiet").code == 0)
    #expect(csv.output == desk.text("keluar/ranking.csv"))
    let json = try desk.run("rank", "peta.shp", "tabel.csv", "--format", "json", "--by", "coverage")
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(rows.map { $0["name"] as? String } == ["Muara Lawa", "Muara Jawa", "Samboja", "Kombeng"])
    #expect(rows[0]["rank_coverage"] as? Int == 1)
    #expect(rows[0]["coverage_pct"] as? Double == 33.33)
    #expect(rows[0]["code"] as? String == "64.07.09")
    #expect(rows[2]["covered"] is NSNull)
    #expect(rows[2]["eligible"] as? Int == 135)
  }

  // MARK: check

  @Test func check() throws {
    let desk = try Desk()
    let good = try desk.run("check", "peta.shp", "tabel.csv")
    #expect(good.output.contains("1 unit has a segment with more participants than eligible workers: Muara Jawa."))
    #expect(good.code == 0)
    #expect(good.errors.isEmpty)
    #expect(good.output.contains("Rows       : 6 read = 4 used + 2 incomplete + 0 rejected\n"))
    #expect(good.output.contains("Units      : 4 = 2 with data + 1 incomplete + 1 without\n"))
    #expect(good.output.hasSuffix("Ready for analyze.\n"))
    #expect(try desk.run("check", "peta", "--lang", "id").output.hasSuffix("\nSiap dianalisis.\n"))

    desk.folder.write("kode,peserta,potensi\n64.02.14,1,2\n64.02.99,3,4\n", to: "buruk.csv")
    let bad = try desk.run("check", "peta.shp", "buruk.csv", "--rejected", "ditolak.csv")
    #expect(bad.code == 65)
    #expect(bad.errors.isEmpty)
    #expect(bad.output.contains("- buruk.csv, line 3: “64.02.99” – no unit of the map has this code"))
    #expect(bad.output.hasSuffix("Not ready: analyze would stop because of the rejected rows.\n"))
    #expect(desk.text("ditolak.csv")?.contains("buruk.csv,3,unknown_code,") == true)
    #expect(try desk.run("check", "peta.shp", "buruk.csv", "--allow-unmatched").code == 0)
  }

  @Test func checkAsJSON() throws {
    let desk = try Desk()
    desk.folder.write("kode,peserta,potensi\n64.02.14,1,2\n64.02.99,3,4\n", to: "buruk.csv")
    let bad = try desk.run("check", "peta.shp", "buruk.csv", "--format", "json")
    #expect(bad.code == 65)
    #expect(bad.errors.isEmpty)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(bad.output.utf8)) as? [String: Any])
    #expect(report["ready"] as? Bool == false)
    let rejected = try #require(report["rejected"] as? [[String: Any]])
    #expect(rejected.count == 1)
    #expect(rejected[0]["line"] as? Int == 3)
    #expect(rejected[0]["reason"] as? String == "unknown_code")
    let ledger = try #require((report["ledger"] as? [[String: Any]])?.first)
    #expect((ledger["read"] as? [String: Int])?["rows"] == 2)
    let good = try desk.run("check", "peta.shp", "--format", "json")
    #expect(good.code == 0)
    let boundaries = try #require(
      (try JSONSerialization.jsonObject(with: Data(good.output.utf8)) as? [String: Any])?["boundaries"]
        as? [String: Any])
    #expect(boundaries["units"] as? Int == 4)
    #expect(boundaries["level"] as? String == "kecamatan")
  }
}
