import Foundation
import Testing

/// `reapportion`, as a user runs it.
@Suite struct ReapportionCommandTests {
  /// The desk's four kecamatan, and the same with one that is called otherwise, or without one.
  private func desk() throws -> Desk {
    let desk = try Desk()
    try desk.layer(
      "baru", ["64.02.14", "64.07.09", "64.02.20", "64.08.08"], ["Muara Jawa", "Muara Lawa", "Baru", "Kombeng"])
    try desk.layer("kurang", ["64.02.14", "64.07.09"], ["Muara Jawa", "Muara Lawa"])
    return desk
  }

  private static let arguments = [
    "reapportion", "tabel.csv", "--from", "peta", "--to", "baru", "--output", "hasil.csv",
  ]

  private static let result = """
    periode,kode_kemendagri,nama,kabupaten_kota,segmen,peserta_aktif,potensi,dasar
    2025-06,64.02.14,Muara Jawa,Kabupaten Kutai Kartanegara,PU,69528,79691,utuh
    2025-06,64.02.14,Muara Jawa,Kabupaten Kutai Kartanegara,BPU,77074,51086,utuh
    2025-06,64.07.09,Muara Lawa,Kabupaten Kutai Barat,PU,40,100,utuh
    2025-06,64.07.09,Muara Lawa,Kabupaten Kutai Barat,BPU,0,20,utuh
    2025-06,64.02.20,Baru,Kabupaten Kutai Kartanegara,PU,60,60,utuh
    2025-06,64.02.20,Baru,Kabupaten Kutai Kartanegara,BPU,,75,utuh
    2025-06,64.08.08,Kombeng,Kabupaten Kutai Timur,PU,,,tanpa_data
    2025-06,64.08.08,Kombeng,Kabupaten Kutai Timur,BPU,,,tanpa_data

    """

  @Test func countsAreWrittenAndExplained() throws {
    let desk = try desk()
    let outcome = try desk.run(
      Self.arguments + ["--matrix", "matriks.csv", "--period", "2025-06", "--lang", "en"])
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    #expect(desk.text("hasil.csv")?.replacing("\r\n", with: "\n") == Self.result)
    #expect(desk.text("matriks.csv")?.hasPrefix("from_code,from_name,to_code,to_name,intersection_km2,") == true)
    for line in [
      "Rows       : 6 read = 6 used + 0 rejected", "Enrolled   : 146,702 read = 146,702 carried",
      "Eligible   : 131,032 read = 131,032 carried", "Units      : 4 new = 4 whole + 0 estimated + 0 without a source",
      "Written to hasil.csv, matriks.csv",
    ] {
      #expect(outcome.output.split(separator: "\n").contains(Substring(line)), "\(line)")
    }
    #expect(desk.files()?.contains { $0.hasPrefix(".jangkau") } == false)
    // The result is a table like any other.
    let analysis = try desk.run("rank", "baru", "hasil.csv", "--format", "csv")
    #expect(analysis.code == 0)
    #expect(analysis.output.contains("64.02.14"))
  }

  @Test func outputsAreNotOverwritten() throws {
    let desk = try desk()
    desk.folder.write("punya saya", to: "hasil.csv")
    let outcome = try desk.run(Self.arguments + ["--lang", "en"])
    #expect(outcome.code == 73)
    #expect(
      outcome.errors == "jangkau: hasil.csv is already there and was not overwritten. Choose another name, or use "
        + "--force to replace it.\n")
    #expect(desk.text("hasil.csv") == "punya saya")
    #expect(try desk.run(Self.arguments + ["--force", "--quiet"]).code == 0)
    #expect(desk.text("hasil.csv")?.hasPrefix("periode,") == true)
    // An input is never an output, even by force or under another name.
    for name in ["tabel.csv", "./tabel.csv", "peta.dbf", "./baru.shp"] {
      let outcome = try desk.run(
        "reapportion", "tabel.csv", "--from", "peta", "--to", "baru", "--output", name, "--force")
      #expect(outcome.code == 64)
      #expect(desk.text("tabel.csv") == Desk.table)
    }
    #expect(try desk.run(Self.arguments + ["--matrix", "hasil.csv", "--force"]).code == 64)
    #expect(
      try desk.run("reapportion", "tabel.csv", "--from", "peta", "--to", "baru", "--output", "tiada/hasil.csv").code
        == 73)
  }

  @Test(arguments: [
    ["reapportion"], ["reapportion", "tabel.csv"], ["reapportion", "tabel.csv", "--from", "peta", "--output", "x.csv"],
    arguments + ["--weight-field", "a", "--points", "b"], arguments + ["--points-weight", "a"],
    arguments + ["--min-share", "50"], arguments + ["--same-units", "49"], arguments + ["--same-units", "banyak"],
    arguments + ["--min-cover", "0"], arguments + ["--workforce", "tabel.csv"],
  ]) func wrongUsage(_ arguments: [String]) throws {
    let desk = try desk()
    let before = desk.files()
    let outcome = try desk.run(arguments)
    #expect(outcome.code == 64)
    #expect(outcome.output.isEmpty)
    #expect(desk.files() == before)
  }

  @Test(arguments: [
    (["--to", "tiada"], 66), (["--from", "tiada"], 66), (["--points", "tiada.csv"], 66), (["--period", "1999"], 65),
    (["--to", "kurang"], 65), (["--weight-field", "jiwa"], 65), (["--to-crs", "EPSG:32650"], 65),
  ]) func badInputs(_ change: [String], _ code: Int) throws {
    let desk = try desk()
    let before = desk.files()
    var arguments = Self.arguments
    if let place = arguments.firstIndex(of: change[0]) {
      arguments[place + 1] = change[1]
    } else {
      arguments += change
    }
    let outcome = try desk.run(arguments)
    #expect(outcome.code == Int32(code), "\(outcome.errors)")
    #expect(outcome.errors.hasPrefix("jangkau: "))
    #expect(outcome.output.isEmpty)
    #expect(desk.files() == before)
  }

  @Test func rejectedRowsAreSaved() throws {
    let desk = try desk()
    desk.folder.write(Desk.table + "64.02.99,Entah,PU,2025-06,5,6\n", to: "tabel.csv")
    let stopped = try desk.run(Self.arguments + ["--rejected", "tolak.csv", "--lang", "en"])
    #expect(stopped.code == 65)
    #expect(stopped.errors.hasPrefix("jangkau: 1 row found no unit of the map (5 participants, 6 eligible workers)"))
    #expect(desk.text("tolak.csv")?.contains("64.02.99") == true)
    #expect(desk.text("hasil.csv") == nil)
    let allowed = try desk.run(Self.arguments + ["--allow-unmatched", "--lang", "en"])
    #expect(allowed.code == 0)
    #expect(allowed.output.contains("Enrolled   : 146,708 read = 146,703 carried + 5 rejected"))
    #expect(allowed.output.contains("“64.02.99 Entah”"))
  }

  @Test func helpInBothLanguages() throws {
    let desk = try desk()
    let english = try desk.run("reapportion", "--help", environment: ["LANG": "en_US.UTF-8"])
    #expect(english.code == 0)
    #expect(english.output.contains("--same-units <auto|PCT>"))
    let indonesian = try desk.run("reapportion", "--help", environment: ["LANG": "id_ID.UTF-8"])
    #expect(indonesian.code == 0)
    #expect(indonesian.output.contains("PEMBAGIAN:"))
    for word in ["OVERVIEW", "USAGE", "OPTIONS", "ARGUMENTS", "default:", " the ", "Show "] {
      #expect(!indonesian.output.contains(word), "\(word)")
    }
  }
}
