import Coverage
import Diagnostics
import Glibc

/// The terminal: results to standard output, everything else to standard error.
enum Console {
  /// The language that the user reads: `--lang`, else the locale. Needed before the options are parsed, because the
  /// help is in it too.
  static let language: Language = {
    let arguments = CommandLine.arguments
    for (index, argument) in arguments.enumerated() {
      if argument == "--lang", index + 1 < arguments.count, let stated = Language(rawValue: arguments[index + 1]) {
        return stated
      }
      if argument.hasPrefix("--lang="), let stated = Language(rawValue: String(argument.dropFirst(7))) { return stated }
    }
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      if let value = getenv(name), value.pointee != 0 { return Language(locale: String(cString: value)) }
    }
    return .english
  }()

  static func say(_ indonesian: String, _ english: String) -> String {
    language == .indonesian ? indonesian : english
  }

  /// Whether standard output is a screen, and no file or pipe.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes lines to standard output.
  static func print(_ lines: [String]) { write(lines.map { $0 + "\n" }.joined(), to: STDOUT_FILENO) }

  static func print(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// One message on standard error, after the program's name, as Unix programs say it.
  static func complain(_ text: String) { write("jangkau: \(text)\n", to: STDERR_FILENO) }

  private static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + offset, $0.count - offset) }
      if count < 0 && errno == EINTR { continue }
      // A reader that has gone away (head, a closed pager) is no fault worth a message.
      if count <= 0 { return }
      offset += count
    }
  }
}
