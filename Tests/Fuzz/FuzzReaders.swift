internal import Diagnostics
internal import Foundation

/// Feeds damaged files to the readers, and damaged files and odd command lines to the program, for a while:
/// `fuzz-readers TARGET SECONDS SEED FOLDER`. scripts/fuzz runs it for every target.
///
/// A reader may refuse a file by a `Diagnostic`, or read it. It may not trap, hang, or take all memory: then this program
/// dies, and FOLDER/TARGET.input holds the bytes that did it. What the program may not do says `Attempt.fault`; each input
/// that made it do so is kept as FOLDER/TARGET.N.input, and this program goes on.
@main enum FuzzReaders {
  /// What reading one small file may take, in seconds.
  private static let timeLimit: UInt32 = 20
  /// After so many findings there is enough to be mended.
  private static let findingsLimit = 20

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let target = FuzzTarget(rawValue: arguments[1]), let seconds = Int(arguments[2]),
      let seed = UInt64(arguments[3])
    else {
      let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")
      print("usage: fuzz-readers \(names) SECONDS SEED FOLDER")
      exit(64)
    }
    if seconds == 0 { replay(target, arguments[4]) }
    let folder = URL(fileURLWithPath: arguments[4]).path
    var mutator = Mutator(seed: seed, words: target.words)
    let next = try target.inputs(in: folder)
    let end = time(nil) + seconds
    var (inputs, taken, findings) = (0, 0, 0)
    while time(nil) < end, findings < findingsLimit {
      let input = next(&mutator)
      write(input, to: "\(folder)/\(target.rawValue).input")
      alarm(timeLimit + Program.timeLimit)
      switch target.answer(to: input, in: folder) {
      case .taken: taken += 1
      case .refused: break
      case .fault(let fault):
        findings += 1
        let kept = "\(folder)/\(target.rawValue).\(findings).input"
        write(input, to: kept)
        print("\(kept): \(fault)")
        fflush(nil)
      }
      alarm(0)
      inputs += 1
    }
    print(
      "\(target.rawValue): seed \(seed), \(inputs) inputs, \(taken) of them taken, \(findings) findings, the others refused "
        + "with a message")
    exit(findings == 0 ? 0 : 1)
  }

  /// Reads one input again, that a finding can be looked at: SECONDS is 0 and FOLDER the file. What the program was given
  /// and what it wrote stays in a new folder.
  private static func replay(_ target: FuzzTarget, _ path: String) -> Never {
    let root = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((root + "/fuzz-readers-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { exit(73) }
    let folder = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    print("in \(folder)")
    print(target.answer(to: read(path), in: folder))
    exit(0)
  }

  static func read(_ path: String) -> [UInt8] { FileTree.read(Array(path.utf8)) }

  static func write(_ bytes: [UInt8], to path: String) {
    guard let stream = fopen(path, "wb") else {
      print("cannot write \(path)")
      exit(73)
    }
    _ = fwrite(bytes, 1, bytes.count, stream)
    fclose(stream)
  }
}
