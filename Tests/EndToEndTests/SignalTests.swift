import Foundation
import TestSupport
import Testing

/// Whatever ends the program: nothing of what it has in memory gets out, and nothing unfinished stays.
@Suite struct SignalTests {
  /// Waits for a table that comes through a pipe, with its outputs begun.
  private struct Waiting {
    let desk: Desk
    let process: Process
    private let errors = TemporaryFolder()

    init(_ arguments: [String], nohup: Bool = false) throws {
      desk = try Desk()
      try desk.remove("tabel.csv")
      #expect(mkfifo("\(desk.path)/tabel.csv", 0o600) == 0)
      process = Program.process(arguments, in: desk.path)
      if nohup {
        process.arguments = ["-c", "trap '' HUP; exec \"$0\" \"$@\"", Program.path] + arguments
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
      }
      errors.write("", to: "err")
      process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(errors.path)/err"))
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      for _ in 0..<1_000 where desk.files()?.contains(where: { $0.hasPrefix(".jangkau") }) != true {
        usleep(10_000)
        if !process.isRunning { break }
      }
      usleep(20_000)
    }

    func end(_ signal: Int32) -> String {
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      return String(decoding: errors.read("err") ?? [], as: UTF8.self)
    }

    /// Lets the program go on with no table.
    func goOn() {
      let writer = open("\(desk.path)/tabel.csv", O_WRONLY)
      close(writer)
      process.waitUntilExit()
    }
  }

  static let arguments = ["analyze", "peta.shp", "tabel.csv", "--output", "keluar"]

  @Test(arguments: [SIGSEGV, SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGTRAP, SIGSYS])
  func aFaultIsOneLineAndNothingElse(_ signal: Int32) throws {
    for (language, text) in [
      (
        "en",
        "a fault of the program (signal \(signal)). What was not finished is discarded, and no data are shown. Please "
          + "report the command and the version, without the data."
      ),
      (
        "id",
        "kesalahan di dalam program (sinyal \(signal)). Yang belum selesai ditulis dibuang, dan tidak ada data yang "
          + "ditampilkan. Laporkan perintahnya beserta versi program, tanpa datanya."
      ),
    ] {
      let run = try Waiting(Self.arguments + ["--lang", language])
      #expect(run.desk.files()?.contains { $0.hasPrefix(".jangkau") } == true)
      #expect(run.end(signal) == "jangkau: \(text)\n")
      #expect(run.process.terminationReason == .exit)
      #expect(run.process.terminationStatus == 70)
      #expect(run.desk.files()?.contains { $0.hasPrefix(".jangkau") || $0 == "keluar" } == false)
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGVTALRM, SIGPROF])
  func anEndIsQuietAndLeavesNothing(_ signal: Int32) throws {
    let run = try Waiting(Self.arguments)
    #expect(run.end(signal) == "")
    #expect(run.process.terminationReason == .exit)
    #expect(run.process.terminationStatus == 128 + signal)
    #expect(run.desk.files()?.contains { $0.hasPrefix(".jangkau") || $0 == "keluar" } == false)
  }

  @Test func whoAskedForNoHangUpGetsNone() throws {
    let run = try Waiting(Self.arguments, nohup: true)
    kill(run.process.processIdentifier, SIGHUP)
    usleep(50_000)
    #expect(run.process.isRunning)
    run.goOn()
    #expect(run.process.terminationStatus == 65)
  }

  /// The same run again, after one that could not clear up.
  @Test func theNextRunRemovesWhatAKilledOneLeft() throws {
    let run = try Waiting(Self.arguments)
    #expect(run.end(SIGKILL) == "")
    #expect(run.desk.files()?.contains { $0.hasPrefix(".jangkau") } == true)
    try run.desk.remove("tabel.csv")
    run.desk.folder.write(Desk.table, to: "tabel.csv")
    #expect(try run.desk.run(Self.arguments).code == 0)
    #expect(run.desk.files()?.contains { $0.hasPrefix(".jangkau") } == false)
    #expect(run.desk.files("keluar")?.contains { $0.hasPrefix(".") } == false)
  }

  @Test func aRunBesideALivingOneLeavesIt() throws {
    let run = try Waiting(Self.arguments)
    run.desk.folder.write(Desk.table, to: "lain.csv")
    #expect(try run.desk.run("analyze", "peta.shp", "lain.csv", "--output", "lain").code == 0)
    #expect(run.desk.files()?.count { $0.hasPrefix(".jangkau") } == 1)
    _ = run.end(SIGTERM)
    #expect(run.desk.files()?.contains { $0.hasPrefix(".jangkau") } == false)
  }
}
