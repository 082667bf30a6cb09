import TestSupport
import Testing

/// What the user hands in is never replaced, not even with --force.
@Suite struct OutputFilesTests {
  @Test(arguments: [
    (["aggregate", "peserta.csv", "--boundaries", "peta", "--output", "peta.dbf"], "peta.dbf"),
    (
      ["aggregate", "peserta.csv", "--boundaries", "peta.shp", "--output", "c.csv", "--rejected", "peta.prj"],
      "peta.prj"
    ),
    (["convert", "peta", "peta.shp"], "peta.shp"),
    (["reapportion", "tabel.csv", "--from", "peta", "--to", "peta", "--output", "./tabel.csv"], "./tabel.csv"),
  ])
  func inputsStayAsTheyAre(_ arguments: [String], _ refused: String) throws {
    let desk = try Desk()
    _ = desk.folder.write("kode,status\n64.02.14,aktif\n", to: "peserta.csv")
    let before = desk.folder.read(refused)
    #expect(before != nil)
    let outcome = try desk.run(arguments + ["--force", "--lang", "en"])
    #expect(outcome.code == 64)
    #expect(
      outcome.errors
        == "jangkau: \(refused) is an input and will not be overwritten. Choose another name for the output.\n")
    #expect(desk.folder.read(refused) == before)
  }
}
