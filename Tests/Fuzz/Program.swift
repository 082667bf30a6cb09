internal import Foundation

/// The program, in a process of its own. It inherits the limits of this one, that of its memory among them.
enum Program {
  /// What a run on small files may take, in seconds. A debug build on a busy machine is slow.
  static let timeLimit: UInt32 = 60

  enum End: Equatable {
    case code(Int32)
    case killed(signal: Int32)
    case tooLate
  }

  struct Outcome {
    let end: End
    let output: [UInt8]
    let errors: [UInt8]
  }

  /// `JANGKAU` in the environment, or the one that was built with this program.
  static let path: String = {
    if let path = getenv("JANGKAU") { return String(cString: path) }
    let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return own.deletingLastPathComponent().appendingPathComponent("jangkau").path
  }()

  /// - Parameters:
  ///   - folder: where the command is entered.
  ///   - captured: where its outputs go.
  static func run(_ arguments: [[UInt8]], in folder: String, capturing captured: String) -> Outcome {
    let (output, errors) = ("\(captured)/output", "\(captured)/errors")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    // The child starts where this program is.
    let here = open(".", O_RDONLY | O_DIRECTORY)
    chdir(folder)
    defer {
      fchdir(here)
      close(here)
    }
    var words: [UnsafeMutablePointer<CChar>?] = ([Array(path.utf8)] + arguments).map { word in
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: word.count + 1)
      for (index, byte) in word.enumerated() { copy[index] = CChar(bitPattern: byte) }
      copy[word.count] = 0
      return copy
    }
    words.append(nil)
    defer { for word in words { word?.deallocate() } }
    // What --sample takes.
    setenv("JANGKAU_SHAPES", FuzzTarget.shapes, 1)
    var process = pid_t()
    guard posix_spawn(&process, path, &actions, nil, words, environ) == 0 else {
      print("cannot run \(path): scripts/fuzz builds it, or name it in the environment variable JANGKAU")
      exit(66)
    }
    let end = wait(for: process)
    fchdir(here)
    return Outcome(end: end, output: FuzzReaders.read(output), errors: FuzzReaders.read(errors))
  }

  private static func wait(for process: pid_t) -> End {
    var status: Int32 = 0
    let limit = time(nil) + Int(timeLimit)
    while waitpid(process, &status, WNOHANG) == 0 {
      if time(nil) > limit {
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
        return .tooLate
      }
      usleep(1000)
    }
    // As WIFSIGNALED and WEXITSTATUS have it.
    return status & 0x7F == 0 ? .code(status >> 8 & 0xFF) : .killed(signal: status & 0x7F)
  }

  /// What the program says of its commands and options, for programs.
  static func help(in folder: String) throws -> ProgramHelp {
    let outcome = run([Array("--experimental-dump-help".utf8)], in: folder, capturing: folder)
    return try JSONDecoder().decode(ProgramHelp.self, from: Data(outcome.output))
  }
}

/// What `--experimental-dump-help` tells of commands and their arguments.
struct ProgramHelp: Decodable {
  let command: Command

  struct Command: Decodable {
    let commandName: String
    let subcommands: [Command]?
    let arguments: [Argument]?
  }

  struct Argument: Decodable {
    let kind: String
    let isOptional: Bool
    let names: [Name]?
    /// The placeholder: `FILE`, `queen|rook|knn:K|distance:KM`.
    let valueName: String?
    let allValues: [String]?
    let completionKind: Completion?

    struct Name: Decodable {
      let kind: String
      let name: String

      var written: String { (kind == "long" ? "--" : "-") + name }
    }
  }

  struct Completion: Decodable {
    let file: Files?

    struct Files: Decodable {
      let extensions: [String]
    }
  }
}
