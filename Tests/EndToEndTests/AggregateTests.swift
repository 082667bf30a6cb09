import Foundation
import Geometry
import TestSupport
import Testing

/// `aggregate` as a user runs it, and what of it reaches `analyze`.
@Suite struct AggregateTests {
  static let records = """
    nik,no_peserta,nama,alamat,tanggal_lahir,upah,kode_desa,segmen,status,periode
    6471010101900001,1,Budi,Jl. Mawar 1,1990-01-01,3500000,64.02.14.2001,PU,aktif,2025-06
    6471010101900002,2,"Sari, S.E.","Jl. Melati
    RT 2",1991-01-01,3600000,64.02.14.2002,PU,aktif,2025-06
    6471010101900002,2,Sari,Jl. Melati,1991-01-01,3600000,64.07.09.2001,PU,aktif,2025-06
    6471010101900003,3,Tono,Jl. Anggrek,1992-01-01,,64.07.09.2001,BPU,Aktif,2025-06
    6471010101900004,4,Wati,Jl. Kenanga,1993-01-01,,64.07.09.2001,BPU,tidak aktif,2025-06

    """

  @Test func theTableOfCountsIsReadByAnalyze() throws {
    let desk = try Desk()
    desk.folder.write(Self.records, to: "peserta.csv")
    let outcome = try desk.run(
      "aggregate", "peserta.csv", "--boundaries", "peta.shp", "--output", "hitung.csv", "--lang", "en")
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(
      outcome.output.contains("Records    : 5 read = 3 counted + 1 inactive + 1 double + 0 rejected\n"))
    #expect(outcome.output.contains("1 participant with doubles names different units; the first record counts\n"))
    #expect(outcome.output.hasSuffix("Written to hitung.csv\n"))
    #expect(
      desk.text("hitung.csv") == """
        kode_kemendagri,nama,kabupaten,segmen,periode,peserta_aktif\r
        64.02.14,Muara Jawa,Kabupaten Kutai Kartanegara,PU,2025-06,2\r
        64.07.09,Muara Lawa,Kabupaten Kutai Barat,BPU,2025-06,1\r

        """)
    desk.folder.write(
      "kode,segmen,potensi\n64.02.14,PU,10\n64.02.14,BPU,10\n64.07.09,PU,10\n64.07.09,BPU,10\n", to: "potensi.csv")
    // Each unit lacks a segment: nothing would be left to map.
    let lacking = try desk.run("check", "peta.shp", "hitung.csv", "--workforce", "potensi.csv", "--lang", "en")
    #expect(lacking.code == 65)
    #expect(lacking.output.hasSuffix("\nNot ready: no unit has all of its counts.\n"))
    let refused = try desk.run("rank", "peta.shp", "hitung.csv", "--workforce", "potensi.csv", "--lang", "en")
    #expect(refused.code == 65)
    #expect(refused.errors.hasPrefix("jangkau: No unit has all of its counts in hitung.csv, potensi.csv: "))
    #expect(
      try desk.run(
        "aggregate", "peserta.csv", "--boundaries", "peta.shp", "--output", "hitung.csv", "--complete", "--force"
      ).code == 0)
    let analysis = try desk.run(
      "analyze", "peta.shp", "hitung.csv", "--workforce", "potensi.csv", "--output", "keluar", "--lang", "en")
    #expect(analysis.code == 0)
    #expect(analysis.output.contains("Enrolled   : 3 read = 3 used + 0 incomplete + 0 rejected\n"))
  }

  @Test func existingFilesAndInputsAreNotReplaced() throws {
    let desk = try Desk()
    desk.folder.write(Self.records, to: "peserta.csv")
    desk.folder.write("lama", to: "hitung.csv")
    let call = ["aggregate", "peserta.csv", "--boundaries", "peta", "--lang", "en"]
    var outcome = try desk.run(call + ["--output", "hitung.csv"])
    #expect(outcome.code == 73 && desk.text("hitung.csv") == "lama")
    outcome = try desk.run(call + ["--output", "peserta.csv", "--force"])
    #expect(outcome.code == 64 && desk.text("peserta.csv") == Self.records)
    outcome = try desk.run(call + ["--output", "hitung.csv", "--rejected", "hitung.csv", "--force"])
    #expect(outcome.code == 64 && desk.text("hitung.csv") == "lama")
    outcome = try desk.run(call + ["--output", "tiada/hitung.csv"])
    #expect(outcome.code == 73)
    outcome = try desk.run(call + ["--output", "hitung.csv", "--force", "--quiet"])
    #expect(outcome.code == 0 && outcome.output == "" && outcome.errors == "")
    #expect(try desk.run("aggregate", "tiada.csv", "--boundaries", "peta", "--output", "x.csv").code == 66)
    #expect(try desk.run("aggregate", "peserta.csv", "--output", "x.csv").code == 64)
  }

  @Test func rejectedRecordsStopTheWorkAndAreNamedByLine() throws {
    let desk = try Desk()
    desk.folder.write(Self.records + "1,9,x,x,x,x,99.99,PU,aktif,2025-06\n1,9,x\n", to: "peserta.csv")
    let call = [
      "aggregate", "peserta.csv", "--boundaries", "peta", "--output", "hitung.csv", "--rejected", "tolak.csv",
    ]
    let files = try #require(desk.files())
    var outcome = try desk.run(call + ["--lang", "en"])
    #expect(outcome.code == 65)
    #expect(
      outcome.errors
        == "jangkau: Table peserta.csv: 2 records were rejected, so nothing was written. wrong number of cells, or wrong "
        + "quotes 1 (line 9); the code is of a level above the map's units 1 (line 8). Their lines are in tolak.csv. "
        + "Correct them, or go on without them with --allow-unmatched.\n")
    #expect(outcome.output.contains("Records    : 7 read = 3 counted + 1 inactive + 1 double + 2 rejected\n"))
    #expect(desk.files() == (files + ["tolak.csv"]).sorted())
    #expect(desk.text("tolak.csv") == "line,reason\r\n8,other_level\r\n9,broken_line\r\n")
    outcome = try desk.run(call + ["--lang", "id", "--allow-unmatched"])
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("Rekaman    : 7 dibaca = 3 dihitung + 1 tidak aktif + 1 ganda + 2 ditolak\n"))
    #expect(desk.files() == (files + ["tolak.csv", "hitung.csv"]).sorted())
  }

  @Test func standardInputAndUnitsWithoutParticipants() throws {
    let desk = try Desk()
    desk.folder.write(Self.records, to: "peserta.csv")
    let process = Program.process(
      ["aggregate", "-", "--boundaries", "peta", "--output", "hitung.csv", "--complete"], in: desk.path)
    process.standardInput = FileHandle(forReadingAtPath: "\(desk.path)/peserta.csv")
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let text = try #require(desk.text("hitung.csv"))
    #expect(text.contains("64.02.13,Samboja,Kabupaten Kutai Kartanegara,PU,2025-06,0\r\n"))
    #expect(text.split(separator: "\r\n").count == 1 + 4 * 2)
  }

  // MARK: Personal data

  /// Marks that stand in every cell of a person, and that nothing may ever show.
  static let secrets = ["6471019876543210", "RAHASIANAMA", "RAHASIAALAMAT", "1987-06-05", "98765432", "RAHASIATEMPAT"]

  struct Leak: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    var arguments: [String] = []
    var testDescription: String { name }
  }

  private static let header =
    "nik,nama,alamat,tanggal_lahir,upah,kode_desa,desa,kecamatan,kabupaten,lon,lat,segmen,status,periode\n"
  private static let person = "6471019876543210,RAHASIANAMA,RAHASIAALAMAT,1987-06-05,98765432,"
  private static let good = person + "64.02.14.2001,,,,,,PU,aktif,2025-06\n"

  static let leaks: [Leak] = [
    Leak(name: "counted", text: header + good),
    Leak(
      name: "rejected for every reason",
      text: header + good
        + [
          "RAHASIATEMPAT,,,,,,PU,aktif,2025-06", "64.02,,,,,,PU,aktif,2025-06",
          ",RAHASIATEMPAT,RAHASIATEMPAT,,,,PU,aktif,2025-06",
          ",,Muara Jawa,RAHASIATEMPAT,,,PU,aktif,2025-06", "64.02.14.2001,,Samboja,,,,PU,aktif,2025-06",
          ",,,,RAHASIATEMPAT,98765432,PU,aktif,2025-06", ",,,,0.98765432,117.1,PU,aktif,2025-06",
          ",,,,117.98765432,44,PU,aktif,2025-06", ",,,,987.65432,44,PU,aktif,2025-06", ",,,,,,PU,aktif,2025-06",
          "64.02.14.2001,,,,,,RAHASIANAMA,aktif,2025-06", "64.02.14.2001,,,,,,PU,RAHASIANAMA,2025-06",
          "64.02.14.2001,,,,,,PU,aktif,RAHASIANAMA", "64.02.14.2001,RAHASIATEMPAT",
          "\"x\"RAHASIATEMPAT,,,,,,PU,aktif,2025-06",
        ].map { person + $0 + "\n" }.joined(), arguments: ["--allow-unmatched"]),
    Leak(name: "rejected and stopped", text: header + good + person + "RAHASIATEMPAT,,,,,,RAHASIANAMA,aktif,x\n"),
    Leak(name: "unclosed quote", text: header + good + "\"" + person + ",,,\n" + good),
    Leak(name: "swallowed lines", text: header + "\"" + person + "\n\"RAHASIANAMA\"x" + good),
    Leak(name: "NUL", text: header + good + person + "\u{0}\n"),
    Leak(name: "no header", text: good + good),
    Leak(name: "no header, column named", text: good + good, arguments: ["--code-column", "kode"]),
    Leak(name: "no header, names alone", text: "RAHASIANAMA,RAHASIAALAMAT,aktif,PU\nRAHASIANAMA,x,aktif,PU\n"),
    Leak(
      name: "no header, status named", text: "RAHASIANAMA,RAHASIAALAMAT,aktif,nama\nx,x,aktif,PU\n",
      arguments: ["--status-column", "zz"]),
    Leak(name: "NIK for a code", text: header + good, arguments: ["--code-column", "nik"]),
    Leak(name: "name for a segment", text: header + good, arguments: ["--segment-column", "nama"]),
    Leak(name: "birth date for a period", text: header + good, arguments: ["--period-column", "alamat"]),
    Leak(name: "address for a code", text: header + good, arguments: ["--code-column", "alamat"]),
    Leak(
      name: "name for a village", text: header + good,
      arguments: ["--district-column", "nama", "--code-column", "upah"]),
    Leak(name: "title above", text: "RAHASIANAMA\n" + header + good),
    Leak(name: "two separators", text: "RAHASIANAMA,RAHASIAALAMAT;x\n1,2;3\n4,5;6\n"),
    Leak(name: "header alone", text: header),
    Leak(
      name: "UTM", text: header + person + ",,,,98765432,98765432,PU,aktif,2025-06\n",
      arguments: ["--points-crs", "EPSG:32750"]),
    Leak(name: "output cannot be written", text: header + good, arguments: ["--rejected", "tiada/tolak.csv"]),
  ]

  @Test(arguments: leaks, ["id", "en"])
  func nothingPersonalIsShown(leak: Leak, language: String) throws {
    let desk = try Desk()
    desk.folder.write(leak.text, to: "peserta.csv")
    let before = try #require(desk.files())
    var arguments = ["aggregate", "peserta.csv", "--boundaries", "peta", "--output", "hitung.csv", "--lang", language]
    if !leak.arguments.contains("--rejected") { arguments += ["--rejected", "tolak.csv"] }
    let outcome = try desk.run(arguments + leak.arguments)
    #expect([0, 65, 73].contains(outcome.code), "\(outcome.errors)")
    #expect((outcome.code == 0) == (desk.text("hitung.csv") != nil))
    var shown = outcome.output + outcome.errors
    for name in try #require(desk.files()) where !before.contains(name) { shown += desk.text(name) ?? "" }
    for secret in Self.secrets { #expect(!shown.contains(secret), "\(shown)") }
    // Nor digits of one that a message may have rounded or grouped.
    for part in ["98765", "9.876", "9,876", "RAHASIA", "rahasia"] { #expect(!shown.contains(part), "\(shown)") }
  }
}
