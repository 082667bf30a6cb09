import Foundation
import Glibc
import TestSupport
import Testing

/// Clusters as a user asks for them: the same bytes for any threads and order of options, progress for people only, and
/// nothing left behind by an interrupt.
@Suite struct SpatialRunTests {
  private static let files = ["coverage.geojson", "clusters.geojson", "ranking.csv", "run.json"]

  @Test func bytesDoNotDependOnThreadsOrOrder() throws {
    let desk = TemporaryFolder()
    let options = [
      ["--weights", "knn:4"], ["--permutations", "499"], ["--replications", "199"], ["--alpha", "0.1"],
      ["--seed", "7"], ["--threshold", "45"], ["--snap", "5"], ["--scan-max-share", "0.3"], ["--rates", "poisson"],
    ]
    let orders = [(1, options), (2, options.reversed()), (5, Array(options[4...] + options[..<4]))]
    var expected: [String: [UInt8]] = [:]
    for (threads, order) in orders {
      let arguments =
        ["analyze", "--output", "keluar\(threads)"] + order.flatMap { $0 } + ["--threads", "\(threads)", "--sample"]
      let outcome = try Program.run(arguments, in: desk.path, environment: ["JANGKAU_SHAPES": Self.shapes])
      #expect(outcome.code == 0, "\(outcome.errors)")
      for file in Self.files {
        let bytes = try #require(desk.read("keluar\(threads)/\(file)"))
        #expect(expected[file, default: bytes] == bytes, "\(file), \(threads) threads")
        expected[file] = bytes
      }
    }
  }

  @Test func anotherSeedIsAnotherDraw() throws {
    let desk = TemporaryFolder()
    for seed in ["1", "2"] {
      let outcome = try Program.run(
        ["analyze", "--sample", "--output", seed, "--seed", seed, "--permutations", "199", "--replications", "0"],
        in: desk.path, environment: ["JANGKAU_SHAPES": Self.shapes])
      #expect(outcome.code == 0)
    }
    #expect(desk.read("1/coverage.geojson") != desk.read("2/coverage.geojson"))
    #expect(desk.read("1/ranking.csv") == desk.read("2/ranking.csv"))
  }

  // MARK: Progress

  /// A scan that takes minutes, so that it can be met at work.
  private static let long = [
    "analyze", "--sample", "--output", "keluar", "--permutations", "99", "--replications", "1000000", "--lang", "en",
  ]

  @Test(arguments: [SIGINT, SIGTERM]) func anInterruptedScanLeavesNothing(_ signal: Int32) throws {
    let desk = TemporaryFolder()
    let terminal = try Terminal()
    let process = Program.process(Self.long, in: desk.path, environment: ["JANGKAU_SHAPES": Self.shapes])
    process.standardError = terminal.handle
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let shown = terminal.read { $0.contains("scan: ") }
    #expect(shown.contains("\r\u{1B}[Kscan: "))
    #expect(try !FileManager.default.contentsOfDirectory(atPath: desk.path).isEmpty)
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 128 + signal)
    #expect(try FileManager.default.contentsOfDirectory(atPath: desk.path).isEmpty)
  }

  @Test(arguments: [["--quiet"], []]) func progressIsForTerminalsOnly(_ quiet: [String]) throws {
    let desk = TemporaryFolder()
    let terminal = try Terminal()
    let captured = TemporaryFolder()
    captured.write("", to: "err")
    let process = Program.process(Self.long + quiet, in: desk.path, environment: ["JANGKAU_SHAPES": Self.shapes])
    // Quiet on a terminal, or loud into a file: nothing is shown in either case.
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(captured.path)/err"))
    process.standardError = quiet.isEmpty ? file : terminal.handle
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let shown = terminal.read(seconds: 4) { !$0.isEmpty }
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(shown.isEmpty)
    #expect(captured.read("err") == [])
  }

  private static let shapes = PackageFolder.path + "/shapes"
}
