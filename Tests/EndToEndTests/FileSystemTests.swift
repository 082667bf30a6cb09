import Foundation
import TestSupport
import Testing

/// A name space in which anybody may mount.
private enum MountSpace {
  /// Runs a shell script that may mount, with the program in `$0`.
  static func script(_ text: String, in folder: String) throws -> (code: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    process.arguments = ["--user", "--map-root-user", "--mount", "/bin/bash", "-c", text, Program.path]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let output = TemporaryFolder()
    output.write("", to: "out")
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(output.path)/out"))
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output.read("out") ?? [], as: UTF8.self))
  }

  static let canMount: Bool = {
    let folder = TemporaryFolder()
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/unshare") else { return false }
    return (try? script("mkdir m && mount -t tmpfs none m", in: folder.path))?.code == 0
  }()
}

/// Folders on other file systems, and full ones, in a name space of its own where the system allows that.
@Suite(.enabled(if: MountSpace.canMount, "the system lets nobody mount here")) struct FileSystemTests {
  private static let run = "\"$0\" analyze peta tabel.csv --quiet --lang en --permutations 9 --replications 0 --output"

  @Test func aMountPointAndALinkToAnotherFileSystemWork() throws {
    let desk = try Desk()
    let outcome = try MountSpace.script(
      """
      mkdir m && mount -t tmpfs none m && \(Self.run) m && \(Self.run) m --force \
      && mkdir m/a && ln -s m/a l && \(Self.run) l && ls -A m l/
      """, in: desk.path)
    #expect(outcome.code == 0)
    for name in ["coverage.geojson", "run.json"] {
      #expect(outcome.text.split(separator: "\n").count { $0 == name } == 2, "\(name)")
    }
    #expect(!outcome.text.contains(".jangkau"))
  }

  /// Whichever file is the first that has no room, it is space that is missing, and what stood there stays.
  @Test(arguments: [
    "\"$0\" convert peta m/h.shp --force --lang en", "\"$0\" convert peta m/h.geojson --force --lang en",
    "\"$0\" rank peta tabel.csv --quiet --format json --lang en > m/h.json", "\(Self.run) m --force",
  ])
  func aFullDiskIsAFullDisk(_ command: String) throws {
    let desk = try Desk()
    let outcome = try MountSpace.script(
      """
      mkdir m && mount -t tmpfs -o size=16k none m && echo old > m/ranking.csv && echo old > m/h.shp \
      && echo old > m/h.geojson && dd if=/dev/zero of=m/full bs=4096 count=2 2>/dev/null
      dd if=/dev/zero of=m/full2 bs=512 2>/dev/null; \(command); code=$?; rm m/full2; ls -A m; cat m/h.shp m/ranking.csv; exit $code
      """, in: desk.path)
    #expect(outcome.code == 74, "\(outcome.text)")
    #expect(outcome.text.hasPrefix("jangkau: "))
    #expect(!outcome.text.contains(".jangkau-"), "\(outcome.text)")
    #expect(outcome.text.hasSuffix("old\nold\n"))
  }
}
