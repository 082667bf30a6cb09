internal import Diagnostics
internal import Glibc

/// Reads damaged files for a while: `fuzz-readers TARGET SECONDS SEED FOLDER`. scripts/fuzz runs it for every target.
///
/// A reader may refuse a file by a `Diagnostic`, or read it. It may not trap, hang, or take all memory: then this program
/// dies, and FOLDER/TARGET.input holds the bytes that did it.
@main enum FuzzReaders {
  /// What reading one small file may take, in seconds.
  static let timeLimit: UInt32 = 20

  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let target = FuzzTarget(rawValue: arguments[1]), let seconds = Int(arguments[2]),
      let seed = UInt64(arguments[3])
    else {
      let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")
      print("usage: fuzz-readers \(names) SECONDS SEED FOLDER")
      exit(64)
    }
    if seconds == 0 { replay(target, arguments[4]) }
    let folder = arguments[4]
    let seeds = target.seeds()
    precondition(!seeds.isEmpty, "no seed for \(target.rawValue)")
    var mutator = Mutator(seed: seed, words: target.words)
    let end = time(nil) + seconds
    var (runs, accepted) = (0, 0)
    while time(nil) < end {
      let input = target.input(mutating: seeds, by: &mutator)
      write(input, to: "\(folder)/\(target.rawValue).input")
      alarm(timeLimit)
      if target.reads(input, in: folder) { accepted += 1 }
      alarm(0)
      runs += 1
    }
    print("\(target.rawValue): \(runs) inputs, \(accepted) of them read, the others refused with a message")
  }

  /// Reads one input again, that a finding can be looked at: SECONDS is 0 and FOLDER the file.
  private static func replay(_ target: FuzzTarget, _ path: String) -> Never {
    let root = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((root + "/fuzz-readers-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { exit(73) }
    let folder = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    print(target.reads(read(path), in: folder) ? "read" : "refused")
    exit(0)
  }

  static func read(_ path: String) -> [UInt8] {
    guard let stream = fopen(path, "rb") else { return [] }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&block, 1, block.count, stream)
      if count == 0 { return bytes }
      bytes.append(contentsOf: block[..<count])
    }
  }

  static func write(_ bytes: [UInt8], to path: String) {
    guard let stream = fopen(path, "wb") else {
      print("cannot write \(path)")
      exit(73)
    }
    _ = fwrite(bytes, 1, bytes.count, stream)
    fclose(stream)
  }
}
