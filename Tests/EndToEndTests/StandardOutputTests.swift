import Foundation
import TestSupport
import Testing

/// What is printed counts as any other output.
@Suite struct StandardOutputTests {
  /// Runs the program with a shell's redirection.
  private func run(_ desk: Desk, _ arguments: String, _ redirection: String) throws -> (code: Int32, errors: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "\"$0\" \(arguments) 2>errors \(redirection)", Program.path]
    process.currentDirectoryURL = URL(fileURLWithPath: desk.path)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, desk.text("errors") ?? "")
  }

  @Test(arguments: [
    "rank peta tabel.csv --allow-unmatched --quiet --format csv", "rank peta tabel.csv --quiet --format json",
    "rank peta tabel.csv --quiet --format markdown", "rank peta tabel.csv --quiet --format table",
    "rank peta tabel.csv --quiet --format xlsx", "check peta tabel.csv", "check peta tabel.csv --format json",
    "convert peta h.geojson", "analyze peta tabel.csv --output keluar", "--help", "rank --help", "--version",
  ])
  func aFullDiskIsToldOfAndACloseIsNot(_ arguments: String) throws {
    let desk = try Desk()
    let full = try run(desk, arguments + " --lang en", ">/dev/full")
    #expect(full.code == 74)
    #expect(
      full.errors
        == "jangkau: Standard output could not be written to its end: no space is left. Free some space there; the file "
        + "that was written is not whole.\n")
    for name in ["h.geojson", "keluar"] where desk.files()?.contains(name) == true { try desk.remove(name) }
    let indonesian = try run(desk, arguments + " --lang id", ">/dev/full")
    #expect(
      indonesian.errors
        == "jangkau: Keluaran standar tidak dapat ditulis sampai selesai: ruang penyimpanan habis. Kosongkan ruang di sana; "
        + "berkas yang tertulis tidak utuh.\n")
    for name in ["h.geojson", "keluar"] where desk.files()?.contains(name) == true { try desk.remove(name) }
    // The reader has gone before anything is written.
    let closed = try run(desk, arguments + " --lang en", "| true; exit ${PIPESTATUS[0]}")
    #expect(closed.errors == "")
    #expect(closed.code == 0)
  }

  @Test func nothingTakesTheNumberOfAStreamThatIsClosed() throws {
    let desk = try Desk()
    let outcome = try run(desk, "analyze peta tabel.csv --output keluar --lang en", ">&-")
    #expect(outcome.code == 74)
    #expect(
      outcome.errors
        == "jangkau: Standard output could not be written to its end: Bad file descriptor. What was written is not whole.\n"
    )
    #expect(try run(desk, "analyze peta tabel.csv --output lain", "").code == 0)
    for name in try #require(desk.files("lain")) where name != "run.json" && name != "coverage.gpkg" {
      #expect(desk.text("keluar/\(name)") == desk.text("lain/\(name)"), "\(name)")
    }
  }

  @Test func tooFewHandlesAreTheSystemsFault() throws {
    let desk = try Desk()
    for limit in [7, 10, 20] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments = [
        "-c", "ulimit -n \(limit); exec \"$0\" analyze peta tabel.csv --output keluar --lang en 2>errors", Program.path,
      ]
      process.currentDirectoryURL = URL(fileURLWithPath: desk.path)
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 74)
      #expect(
        desk.text("errors")?.hasPrefix("jangkau: The system allows too few open files. Raise the limit to at") == true)
    }
    #expect(desk.files()?.contains { $0 == "keluar" || $0.hasPrefix(".") } == false)
  }

  /// `aggregate` speaks before it writes: that nobody listens must not cost the table.
  @Test func aReaderThatLeavesDoesNotStopTheWork() throws {
    let desk = try Desk()
    desk.folder.write("kode,status\n64.02.14,aktif\n", to: "peserta.csv")
    let outcome = try run(
      desk, "aggregate peserta.csv --boundaries peta --output hitung.csv", "| true; exit ${PIPESTATUS[0]}")
    #expect(outcome.code == 0)
    #expect(desk.text("hitung.csv")?.contains("64.02.14") == true)
  }
}
