import Foundation
import TestSupport
import Testing

/// What the user hands in is never replaced or removed, not even with --force, and that is said before any work.
@Suite struct OutputFilesTests {
  static let analyze = ["analyze", "peta", "tabel.csv", "--output", "keluar"]

  @Test(arguments: [
    (["aggregate", "peserta.csv", "--boundaries", "peta", "--output", "peta.dbf"], "peta.dbf"),
    (
      ["aggregate", "peserta.csv", "--boundaries", "peta.shp", "--output", "c.csv", "--rejected", "peta.prj"],
      "peta.prj"
    ),
    (["convert", "peta", "peta.shp"], "peta.shp"),
    (["convert", "peta", "h.geojson", "--repair", "--report", "peta.dbf"], "peta.dbf"),
    (["reapportion", "tabel.csv", "--from", "peta", "--to", "peta", "--output", "./tabel.csv"], "./tabel.csv"),
    (
      ["reapportion", "tabel.csv", "--from", "peta", "--to", "peta", "--output", "h.csv", "--points", "titik.csv"]
        + ["--matrix", "titik.csv"], "titik.csv"
    ),
    (Self.analyze + ["--rejected", "tabel.csv"], "tabel.csv"),
    (Self.analyze + ["--rejected", "peta.dbf"], "peta.dbf"),
    (Self.analyze + ["--rejected", "tautan.csv"], "tautan.csv"),
    (Self.analyze + ["--workforce", "potensi.csv", "--rejected", "potensi.csv"], "potensi.csv"),
    (Self.analyze + ["--points", "titik.csv", "--rejected", "titik.csv"], "titik.csv"),
    (["check", "peta", "tabel.csv", "--rejected", "tabel.csv"], "tabel.csv"),
    (["check", "peta", "tabel.csv", "--write-clean", "tabel.csv", "--force"], "tabel.csv"),
    (["rank", "peta", "tabel.csv", "--rejected", "kembar.csv"], "kembar.csv"),
  ])
  func inputsStayAsTheyAre(_ arguments: [String], _ refused: String) throws {
    let desk = try Desk()
    desk.folder.write("kode,status\n64.02.14,aktif\n", to: "peserta.csv")
    desk.folder.write("nama,lon,lat\nA,117.1,0.1\n", to: "titik.csv")
    desk.folder.write("kode,segmen,potensi\n64.02.14,PU,100\n", to: "potensi.csv")
    // Rows that find no unit, so that there is something to write.
    desk.folder.write(Desk.table + "64.02.99,,PU,2025-06,5,7\n", to: "tabel.csv")
    try FileManager.default.createSymbolicLink(atPath: "\(desk.path)/tautan.csv", withDestinationPath: "tabel.csv")
    try FileManager.default.linkItem(atPath: "\(desk.path)/tabel.csv", toPath: "\(desk.path)/kembar.csv")
    let before = desk.files()
    let bytes = before?.map { desk.folder.read($0) }
    let forced = arguments[0] == "check" || arguments[0] == "rank" ? arguments : arguments + ["--force"]
    for (language, text) in [
      ("en", "\(refused) is an input and will not be overwritten. Choose another name for the output."),
      ("id", "\(refused) adalah masukan dan tidak akan ditimpa. Pilih nama lain untuk keluaran."),
    ] {
      let outcome = try desk.run(forced + ["--lang", language])
      #expect(outcome.code == 64)
      #expect(outcome.errors == "jangkau: \(text)\n")
      #expect(outcome.output.isEmpty)
    }
    #expect(desk.files() == before)
    #expect(before?.map { desk.folder.read($0) } == bytes)
  }

  @Test func aLinkToWhatIsNotThereIsNotReplaced() throws {
    let desk = try Desk()
    try FileManager.default.createSymbolicLink(atPath: "\(desk.path)/h.geojson", withDestinationPath: "tiada.geojson")
    let outcome = try desk.run("convert", "peta", "h.geojson", "--lang", "en")
    #expect(outcome.code == 73)
    #expect(outcome.errors.contains("h.geojson is already there and was not overwritten."))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(desk.path)/h.geojson") == "tiada.geojson")
  }

  @Test(arguments: [
    ("ranking.csv", ["analyze", "peta", "keluar/ranking.csv"]),
    ("rejected.csv", ["analyze", "peta", "keluar/rejected.csv"]),
    ("rejected.csv", ["analyze", "peta", "tabel.csv", "--points", "keluar/rejected.csv"]),
    ("run.json", ["analyze", "peta", "tabel.csv", "--workforce", "keluar/run.json"]),
    ("coverage.geojson", ["analyze", "keluar/coverage.geojson", "tabel.csv"]),
    ("coverage.gpkg-wal", ["analyze", "keluar/coverage.gpkg", "tabel.csv"]),
  ])
  func anInputInTheOutputFolderStays(_ name: String, _ arguments: [String]) throws {
    let desk = try Desk()
    try FileManager.default.createDirectory(atPath: "\(desk.path)/keluar", withIntermediateDirectories: false)
    desk.folder.write("milik sendiri", to: "keluar/\(name)")
    if name == "coverage.gpkg-wal" { desk.folder.write("", to: "keluar/coverage.gpkg") }
    let refused = name == "coverage.gpkg-wal" ? "coverage.gpkg" : name
    let outcome = try desk.run(arguments + ["--output", "keluar", "--force", "--lang", "en"])
    #expect(outcome.code == 64)
    #expect(
      outcome.errors
        == "jangkau: keluar/\(refused) is an input, but its name is that of an output in the folder keluar, which would "
        + "replace or remove your file. Move it, give it another name, or choose another folder for the outputs.\n")
    #expect(desk.text("keluar/\(name)") == "milik sendiri")
  }

  @Test func rejectedRowsGoNowhereElseThanSaid() throws {
    let desk = try Desk()
    try FileManager.default.createDirectory(atPath: "\(desk.path)/keluar", withIntermediateDirectories: false)
    let outcome = try desk.run(Self.analyze + ["--force", "--rejected", "keluar/ranking.csv", "--lang", "en"])
    #expect(outcome.code == 64)
    #expect(
      outcome.errors
        == "jangkau: keluar/ranking.csv is named for two outputs, one of them --rejected. Give them different names.\n")
  }

  /// Programs would read them with the new file as if they were its own.
  @Test func whatWasKeptBesideAnOldFileGoesWithIt() throws {
    let desk = try Desk()
    for name in ["h.shp", "h.qix", "h.qpj", "g.gpkg", "g.gpkg-wal"] { desk.folder.write("lama", to: name) }
    let unforced = try desk.run("convert", "peta", "i.gpkg", "--lang", "en")
    #expect(unforced.code == 0)
    #expect(try desk.run("convert", "peta", "h.shp", "--force").code == 0)
    #expect(try desk.run("convert", "peta", "g.gpkg", "--force").code == 0)
    #expect(
      desk.files()?.filter { $0.hasPrefix("h.") || $0.hasPrefix("g.") }
        == ["g.gpkg", "h.cpg", "h.dbf", "h.prj", "h.shp", "h.shx"])
    desk.folder.write("lama", to: "k.qix")
    let refused = try desk.run("convert", "peta", "k.shp", "--lang", "en")
    #expect(refused.code == 73)
    #expect(
      refused.errors
        == "jangkau: k.qix is already there and was not overwritten. Choose another name, or use --force to replace it.\n"
    )
  }

  /// Outputs leave the office; how its folders are called does not.
  @Test func outputsNameFilesAndNotFolders() throws {
    let desk = try Desk()
    let inner = "\(desk.path)/Rahasia Pak Budi"
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: false)
    for name in try #require(desk.files()) where name != "Rahasia Pak Budi" {
      try FileManager.default.moveItem(atPath: "\(desk.path)/\(name)", toPath: "\(inner)/\(name)")
    }
    desk.folder.write("nama,lon,lat\nA,117.1,0.1\n", to: "Rahasia Pak Budi/titik.csv")
    try desk.remove("Rahasia Pak Budi/peta.shx")
    let outcome = try desk.run(
      "analyze", "\(inner)/peta.shp", "\(inner)/tabel.csv", "--points", "\(inner)/titik.csv", "--output", "keluar",
      "--quiet")
    #expect(outcome.code == 0)
    for name in try #require(desk.files("keluar")) where !name.hasSuffix(".qgz") {
      let bytes = try #require(desk.folder.read("keluar/\(name)"))
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(!text.contains("Rahasia") && !text.contains(desk.path), "\(name)")
    }
    #expect(desk.text("keluar/run.json")?.contains("\"points\" : \"titik.csv\"") == true)
  }
}
