internal import Archives
internal import Diagnostics
internal import Foundation

/// A run of the program: files, and a command line that is entered in the folder where they lie in `in/`.
struct Attempt {
  /// After the program's name; bytes, for not all that can be typed is text.
  var arguments: [[UInt8]]
  /// By name, in `in/`.
  var files: [(name: String, bytes: [UInt8])]

  init(_ arguments: [[UInt8]], files: [(name: String, bytes: [UInt8])]) {
    self.arguments = arguments
    self.files = files
  }

  // MARK: As one file

  private static let argumentsName = "arguments"

  /// A zip archive of the files and, each ended by a zero, the arguments.
  var packed: [UInt8] {
    var writer = ZipWriter()
    writer.add(arguments.flatMap { $0 + [0] }, as: Self.argumentsName, isCompressed: false)
    for file in files { writer.add(file.bytes, as: file.name, isCompressed: false) }
    return (try? writer.bytes()) ?? []
  }

  init?(packed: [UInt8]) {
    guard let reader = try? ZipReader(packed, name: "attempt") else { return nil }
    (arguments, files) = ([], [])
    for entry in reader.entries {
      guard let bytes = try? reader.contents(of: entry, limit: 1 << 26) else { return nil }
      if entry.name == Self.argumentsName {
        arguments = bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast().map(Array.init)
      } else {
        files.append((entry.name, bytes))
      }
    }
  }

  /// The command line as it could be typed, but for what is no text.
  var commandLine: String {
    let words = arguments.map { argument in
      let text = String(decoding: argument.prefix(100), as: UTF8.self) + (argument.count > 100 ? "…" : "")
      return text.allSatisfy { $0.isLetter || $0.isNumber || "-_./=".contains($0) } && !text.isEmpty
        ? text : "'\(text)'"
    }
    return (["jangkau"] + words).joined(separator: " ")
  }

  // MARK: The run

  /// Runs the program in FOLDER/desk, where the folder `out` holds results of before.
  func run(in folder: String) -> FuzzTarget.Answer {
    let desk = FileTree("\(folder)/desk")
    desk.remove()
    for path in ["", "/in", "/out", "/out/old"] { mkdir("\(folder)/desk\(path)", 0o755) }
    for file in files { FuzzReaders.write(file.bytes, to: "\(folder)/desk/in/\(file.name)") }
    for name in ["old.csv", "old/coverage.geojson", "old/notes.txt"] {
      FuzzReaders.write(Array("of before\n".utf8), to: "\(folder)/desk/out/\(name)")
    }
    let before = desk.contents()
    let outcome = Program.run(arguments, in: "\(folder)/desk", capturing: folder)
    let faults = faults(of: outcome, before, desk.contents())
    guard faults.isEmpty else {
      return .fault(
        "\(faults.joined(separator: "; ")): \(commandLine)\n  "
          + String(decoding: outcome.errors.prefix(600), as: UTF8.self))
    }
    return outcome.end == .code(0) ? .taken : .refused
  }

  /// What the program did that it may not, whatever it was given.
  private func faults(of outcome: Program.Outcome, _ before: FileTree.Contents, _ after: FileTree.Contents) -> [String]
  {
    var faults: [String] = []
    var isDone = false
    switch outcome.end {
    case .killed(let signal): faults.append("killed by signal \(signal)")
    case .tooLate: faults.append("not done within \(Program.timeLimit) s")
    case .code(0): isDone = true
    case .code(let code):
      let kind = Diagnostic.Kind(rawValue: code)
      if kind == nil || kind == .internalFault { faults.append("exit code \(code)") }
      // An audit that finds something has its report instead.
      if outcome.errors.isEmpty && outcome.output.isEmpty { faults.append("exit code \(code) without a word") }
    }
    if let errors = String(validating: outcome.errors, as: UTF8.self) {
      faults += Self.traces.filter { errors.contains($0) }.map { "the errors say “\($0)”" }
    } else {
      faults.append("the errors are no text")
    }
    faults += self.faults(inFiles: before, after, isDone: isDone)
    if isDone, arguments.first == Array("analyze".utf8), !asksForHelp {
      let isThere = after.contains { path, bytes in
        path.suffix(16).elementsEqual("coverage.geojson".utf8) && bytes != before[path]
      }
      if !isThere { faults.append("no coverage.geojson") }
    }
    return faults
  }

  /// What a crash leaves on standard error.
  private static let traces = [
    "Fatal error", "Stack dump", "Sanitizer", "terminate called", ".swift:", "Assertion", "malloc()", "Backtrace",
  ]

  private func faults(inFiles before: FileTree.Contents, _ after: FileTree.Contents, isDone: Bool) -> [String] {
    var faults: [String] = []
    // What could not be used is told by a run that fails, and the table as it was understood by an audit with findings.
    let rejected = valuesOf("--rejected")
    let understood = valuesOf("--write-clean")
    for path in Set(before.keys).union(after.keys).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let name = String(decoding: path, as: UTF8.self)
      let (old, new) = (before[path], after[path])
      if name.contains(".jangkau-") { faults.append("\(name) is left") }
      guard old != new, !rejected.contains(path) else { continue }
      guard let new else {
        faults.append("\(name) is gone")
        continue
      }
      if old != nil && name.hasPrefix("in/") && !mayBeReplaced(path) { faults.append("\(name), an input, was changed") }
      if old != nil && !isForced { faults.append("\(name) was replaced without --force") }
      if !isDone && !understood.contains(path) { faults.append("\(name) was written by a run that failed") }
      if new.isEmpty && path.last != UInt8(ascii: "/") { faults.append("\(name) is empty") }
      if name.hasSuffix("json"), (try? JSONSerialization.jsonObject(with: Data(new))) == nil {
        faults.append("\(name) is no JSON")
      }
    }
    return faults
  }

  /// Whether a file of `in/` is handed in to nothing, and named as an output that may replace it.
  private func mayBeReplaced(_ path: [UInt8]) -> Bool {
    let outputs = ["--report", "--write-clean", "--matrix", "--output", "-o"]
    let mentions = arguments.count { $0.count >= path.count && $0.suffix(path.count).elementsEqual(path) }
    let asOutput = outputs.reduce(0) { sum, option in sum + valuesOf(option).count { $0 == path } }
    return isForced && asOutput > 0 && mentions == asOutput && path.suffix(4).elementsEqual(".csv".utf8)
  }

  private var isForced: Bool { arguments.contains(Array("--force".utf8)) }
  private var asksForHelp: Bool {
    ["-h", "--help", "--version"].contains { arguments.contains(Array($0.utf8)) }
  }

  /// The paths, as `FileTree` has them, that an option was given.
  private func valuesOf(_ option: String) -> [[UInt8]] {
    let option = Array(option.utf8)
    var values: [[UInt8]] = []
    for (index, argument) in arguments.enumerated() {
      if argument == option, index + 1 < arguments.count { values.append(arguments[index + 1]) }
      if argument.starts(with: option + [UInt8(ascii: "=")]) { values.append(Array(argument[(option.count + 1)...])) }
    }
    return values
  }
}
