import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import RunFiles

/// What was handed in is known however it is named.
@Suite struct HandedInFilesTests {
  private let desk = TemporaryFolder()

  private func path(_ name: String) -> String { "\(desk.path)/\(name)" }

  @Test func partsOfAShapefileCountHoweverTheyAreSpelt() {
    for name in ["peta.SHP", "peta.dbf", "PETA.Prj", "peta.shp.xml", "peta.qix", "peta.csv", "petak.dbf"] {
      desk.write("x", to: name)
    }
    for given in ["peta.SHP", "peta", "peta.dbf"] {
      let inputs = HandedInFiles([path(given)])
      for part in ["peta.SHP", "peta.dbf", "PETA.Prj", "peta.shp.xml", "peta.qix"] {
        #expect(inputs.contains(path(part)), "\(given): \(part)")
      }
      #expect(!inputs.contains(path("peta.csv")))
      #expect(!inputs.contains(path("petak.dbf")))
    }
  }

  @Test func linksLeadToTheSameFile() throws {
    desk.write("x", to: "tabel.csv")
    try FileManager.default.createSymbolicLink(atPath: path("tautan"), withDestinationPath: "tabel.csv")
    try FileManager.default.linkItem(atPath: path("tabel.csv"), toPath: path("kembar.csv"))
    try FileManager.default.createSymbolicLink(atPath: path("sini"), withDestinationPath: ".")
    let inputs = HandedInFiles([path("tautan"), nil, "-"])
    for name in ["tabel.csv", "tautan", "kembar.csv", "sini/tabel.csv", "./tabel.csv"] {
      #expect(inputs.contains(path(name)), "\(name)")
    }
    #expect(!inputs.contains(path("lain.csv")))
    #expect(!inputs.contains("-"))
  }

  @Test func aGeoPackageHasItsJournals() {
    desk.write("x", to: "peta.gpkg")
    let inputs = HandedInFiles([path("peta.gpkg")])
    for name in ["peta.gpkg", "peta.gpkg-wal", "peta.gpkg-shm", "peta.gpkg-journal"] {
      #expect(inputs.contains(path(name)))
    }
    #expect(!inputs.contains(path("peta.shp")))
  }

  @Test func aFolderMayNotReplaceIt() throws {
    desk.write("x", to: "rejected.csv")
    desk.write("x", to: "tabel.csv")
    #expect(throws: Never.self) { try HandedInFiles([path("tabel.csv")]).spare(inFolder: desk.path) }
    let error = #expect(throws: Diagnostic.self) {
      try HandedInFiles([path("rejected.csv")]).spare(inFolder: desk.path + "/")
    }
    let fault = try #require(error)
    #expect(fault.kind == .usage)
    #expect(fault.code == "output.folder.input")
    #expect(
      fault.message.english
        == "\(path("rejected.csv")) is an input, but its name is that of an output in the folder \(desk.path), which would "
        + "replace or remove your file. Move it, give it another name, or choose another folder for the outputs.")
    #expect(
      fault.message.indonesian
        == "\(path("rejected.csv")) adalah masukan, tetapi nama itu dipakai keluaran di folder \(desk.path), sehingga "
        + "berkas Anda akan ditimpa atau dihapus. Pindahkan berkas itu, ganti namanya, atau pilih folder lain untuk "
        + "keluaran.")
  }

  @Test func devicesAndOutputsNamedTwiceAreRefused() throws {
    let files = OutputFiles(sparing: HandedInFiles([]))
    func code(_ outputs: [String], rejected: String? = nil, folder: String? = nil) -> String? {
      do {
        try files.check(outputs.map { ("--output", $0) }, rejected: rejected, folder: folder, replacing: true)
        return nil
      } catch { return (error as? Diagnostic)?.code }
    }
    #expect(code([path("a.csv"), path("b.csv")]) == nil)
    #expect(code(["/dev/null"]) == "output.irregular")
    #expect(code([path("a.csv"), path("./a.csv")]) == "output.doubled")
    #expect(code([], rejected: path("ranking.csv"), folder: desk.path) == "output.doubled")
    #expect(code([], rejected: path("ditolak.csv"), folder: desk.path) == nil)
    #expect(code([desk.path]) == "output.folder")
  }

  @Test func whatLiesInAFolderIsToldWithoutItsLinks() throws {
    try FileManager.default.createDirectory(atPath: path("a/b"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: path("c"), withDestinationPath: "a/b")
    #expect(FilePath.lies(path("a/x"), in: path("a")))
    #expect(FilePath.lies(path("c/x"), in: path("a/")))
    #expect(FilePath.lies(path("a/../a/b/x"), in: path("c")))
    #expect(!FilePath.lies(path("ab"), in: path("a")))
    #expect(!FilePath.lies(path("x"), in: path("a")))
  }
}
