import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import RunFiles

/// All old or all new, whatever goes wrong, and nothing else left.
@Suite struct OutputFolderTests {
  private let desk = TemporaryFolder()

  private func path(_ name: String) -> String { "\(desk.path)/\(name)" }

  private func names(_ folder: String = "out") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []).sorted()
  }

  private func text(_ name: String) -> String? { desk.read(name).map { String(decoding: $0, as: UTF8.self) } }

  private func fill(_ folder: OutputFolder, _ files: [String: String]) throws {
    for (name, text) in files { try folder.write(Array(text.utf8), to: name) }
  }

  /// A folder of an earlier run, with a file of the user's in it.
  private func earlier() throws {
    try FileManager.default.createDirectory(atPath: path("out/sub"), withIntermediateDirectories: true)
    for name in ["coverage.geojson", "ranking.csv", "rejected.csv", "catatan.txt"] {
      desk.write("old", to: "out/\(name)")
    }
  }

  @Test func aNewFolderAppearsWhole() throws {
    do {
      let folder = try OutputFolder(path("a/b/out"), replacing: false)
      try fill(folder, ["run.json": "new"])
      #expect(!FileManager.default.fileExists(atPath: path("a")))
      try folder.commit(sparing: HandedInFiles([]))
      #expect(names("a/b/out") == ["run.json"])
    }
    #expect(names("a/b") == ["out"])
    #expect(names(".") == ["a"])
  }

  @Test func anEarlierRunIsReplacedAndOtherFilesStay() throws {
    try earlier()
    do {
      let folder = try OutputFolder(path("out"), replacing: true)
      try fill(folder, ["coverage.geojson": "new", "run.json": "new"])
      try folder.commit(sparing: HandedInFiles([]))
    }
    #expect(names() == ["catatan.txt", "coverage.geojson", "run.json", "sub"])
    #expect(text("out/coverage.geojson") == "new")
    #expect(text("out/catatan.txt") == "old")
    #expect(names(".") == ["out"])
  }

  @Test func aFolderInTheWayIsSaidBeforeTheWork() throws {
    try earlier()
    try FileManager.default.createDirectory(atPath: path("out/run.json"), withIntermediateDirectories: false)
    let error = #expect(throws: Diagnostic.self) { try OutputFolder(path("out"), replacing: true) }
    #expect(error?.kind == .cannotCreate)
    #expect(
      error?.message.english
        == "\(path("out/run.json")) is a folder, and an output has that name. Move the folder, or choose another place."
    )
    #expect(names(".") == ["out"])
  }

  /// One that comes into the way while the run works.
  @Test func allAreBroughtBackWhereOneCannotBeReplaced() throws {
    try earlier()
    do {
      let folder = try OutputFolder(path("out"), replacing: true)
      try fill(folder, ["coverage.geojson": "new", "map.svg": "new", "run.json": "new"])
      try FileManager.default.createDirectory(atPath: path("out/run.json"), withIntermediateDirectories: false)
      #expect(throws: Diagnostic.self) { try folder.commit(sparing: HandedInFiles([])) }
    }
    try FileManager.default.removeItem(atPath: path("out/run.json"))
    #expect(names() == ["catatan.txt", "coverage.geojson", "ranking.csv", "rejected.csv", "sub"])
    #expect(names().filter { $0 != "sub" }.allSatisfy { text("out/\($0)") == "old" })
  }

  @Test func movedFilesComeBackWithTheirFolder() throws {
    desk.write("old", to: "a.csv")
    let staged = StagedFiles()
    for name in ["a.csv", "b.csv"] { try WholeFile.fill(staged.stage(path(name)), with: Array("new".utf8)) }
    // The second was never written.
    _ = try staged.stage(path("c.csv"))
    #expect(throws: Diagnostic.self) { try staged.commit() }
    #expect(text("a.csv") == "old")
    #expect(text("b.csv") == nil)
  }

  /// Every state that a kill can leave while files change places, one after the other.
  @Test func theNextRunUndoesWhatAKilledOneHadBegun() throws {
    let new = ["coverage.geojson", "map.svg", "run.json"]
    for steps in 0...5 {
      let desk = TemporaryFolder()
      let out = "\(desk.path)/out"
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: false)
      for name in ["coverage.geojson", "rejected.csv"] { desk.write("old", to: "out/\(name)") }
      let dead = "\(out)/\(StagingFolder.prefix)\(StagingFolder.machineMark)-dEaD01"
      for part in ["new", "old"] {
        try FileManager.default.createDirectory(atPath: "\(dead)/\(part)", withIntermediateDirectories: true)
      }
      for name in new { desk.write("new", to: "out/\(FilePath.name(of: dead))/new/\(name)") }
      try Moving(names: new + ["rejected.csv"], old: ["coverage.geojson", "rejected.csv"]).write(in: dead)
      if steps > 0 { #expect(link("\(out)/coverage.geojson", "\(dead)/old/coverage.geojson") == 0) }
      if steps > 1 { #expect(rename("\(dead)/new/coverage.geojson", "\(out)/coverage.geojson") == 0) }
      if steps > 2 { #expect(rename("\(dead)/new/map.svg", "\(out)/map.svg") == 0) }
      if steps > 3 { #expect(rename("\(dead)/new/run.json", "\(out)/run.json") == 0) }
      if steps > 4 { #expect(rename("\(out)/rejected.csv", "\(dead)/old/rejected.csv") == 0) }
      StagingFolder.clearLeftovers(in: out)
      let left = try FileManager.default.contentsOfDirectory(atPath: out).sorted()
      #expect(left == ["coverage.geojson", "rejected.csv"], "after \(steps) steps")
      #expect(left.allSatisfy { desk.read("out/\($0)") == Array("old".utf8) }, "after \(steps) steps")
    }
  }

  @Test func leftoversOfTheDeadGoAndThoseOfTheLivingStay() throws {
    let living = try StagingFolder(in: desk.path, for: "x")
    let foreign = [".jangkau-XyZ123", ".jangkau-0000000g-XyZ123", ".jangkau-\(StagingFolder.machineMark)-XyZ1234"]
    let dead = ".jangkau-\(StagingFolder.machineMark)-XyZ123"
    for name in foreign + [dead] {
      try FileManager.default.createDirectory(atPath: path("\(name)/new"), withIntermediateDirectories: true)
      desk.write("64.01;7", to: "\(name)/new/rejected.csv")
    }
    // A link of that name is not followed.
    desk.write("x", to: "berkas")
    try FileManager.default.createSymbolicLink(
      atPath: path(".jangkau-\(StagingFolder.machineMark)-abcdef"), withDestinationPath: "/")
    _ = try StagingFolder(in: desk.path, for: "y")
    #expect(FileManager.default.fileExists(atPath: living.newFiles))
    #expect(!names(".").contains(dead))
    for name in foreign { #expect(names(".").contains(name)) }
    #expect(names(".").contains("berkas"))
  }

  @Test func nobodyElseMayLookIntoWhatIsNotFinished() throws {
    let staging = try StagingFolder(in: desk.path, for: "x")
    var status = stat()
    #expect(stat(FilePath.folder(of: staging.newFiles), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
  }

  @Test func aLinkToAFolderWorksAsTheFolder() throws {
    try earlier()
    try FileManager.default.createSymbolicLink(atPath: path("l"), withDestinationPath: "out")
    do {
      let folder = try OutputFolder(path("l/"), replacing: true)
      try fill(folder, ["run.json": "new"])
      try folder.commit(sparing: HandedInFiles([]))
    }
    #expect(names() == ["catatan.txt", "run.json", "sub"])
    #expect(names(".") == ["l", "out"])
  }

  @Test func aFullDiskIsNoPlaceThatCannotBeWritten() {
    #expect(Diagnostic.cannotWrite("a.csv", error: ENOSPC).kind == .inputOutput)
    #expect(
      Diagnostic.cannotWrite("a.csv", error: ENOSPC).message.english
        == "a.csv cannot be written: no space is left. Free some space there, or choose another place.")
    #expect(Diagnostic.cannotWrite("a.csv", error: EMFILE).code == "system.handles")
    #expect(Diagnostic.cannotWrite("a.csv", error: EACCES).kind == .cannotCreate)
  }
}
