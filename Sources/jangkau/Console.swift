import ArgumentParser
import Coverage
import Diagnostics
import Glibc
import Reporting

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

  /// A text in the user's language.
  static func text(id indonesian: String, en english: String) -> String {
    language.text(id: indonesian, en: english)
  }

  /// Whether standard output is a screen, and no file or pipe.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// What standard output can show.
  static var display: TextDisplay {
    isTerminal ? TextDisplay(width: width, hasBars: true, isUnicode: isUnicode) : .plain
  }

  /// The screen's columns; 80 where it does not tell.
  private static var width: Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 { return Int(size.ws_col) }
    return variable("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? 80
  }

  /// Whether the locale's signs are UTF-8.
  private static var isUnicode: Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first?.lowercased() ?? ""
    return locale.contains("utf-8") || locale.contains("utf8")
  }

  /// nil for one that is not set, or empty.
  private static func variable(_ name: String) -> String? {
    getenv(name).flatMap { $0.pointee == 0 ? nil : String(cString: $0) }
  }

  /// Writes lines to standard output, wrapped to the screen.
  ///
  /// - Parameter isColored: whether the user wants colours; there are none without a screen that has them.
  /// - Throws: `Diagnostic` (inputOutput) where standard output does not take them, as all that print.
  static func print(_ lines: [TextLine], isColored: Bool) throws {
    let display = display
    // https://no-color.org
    let isColored = isColored && isTerminal && variable("NO_COLOR") == nil && variable("TERM") != "dumb"
    func colored(_ text: String, _ code: String) -> String {
      isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
    var text = ""
    for line in lines {
      let safe = line.text.printable(keepsLines: true)
      if !line.bar.isEmpty {
        text += safe + colored(line.bar, "36") + "\n"
        continue
      }
      // Help texts are lines within a line.
      for part in safe.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
        for piece in display.wrapped(part) { text += (line.isHeading ? colored(piece, "1") : piece) + "\n" }
      }
    }
    try printWhole(Array(text.utf8))
  }

  static func print(_ lines: [String]) throws { try print(lines.map { TextLine($0) }, isColored: false) }

  /// Writes bytes to standard output as they are; what would act on a screen is replaced there.
  static func print(_ bytes: [UInt8]) throws {
    try printWhole(
      isTerminal ? Array(String(decoding: bytes, as: UTF8.self).printable(keepsLines: true).utf8) : bytes)
  }

  /// One message on standard error, after the program's name, as Unix programs say it.
  static func complain(_ text: String) {
    // Where not even this can be written, there is nobody to tell.
    _ = write(Array("jangkau: \(text.printable(keepsLines: true))\n".utf8), to: StandardStreams.errors)
  }

  /// What a command has to tell beside its results.
  static func complain(_ notice: Notice, in command: any ParsableCommand.Type) { complain(notice.text(in: command)) }

  /// Tells whether standard output has everything, which some file systems say only when it is closed.
  static func finish() throws {
    if close(STDOUT_FILENO) != 0 && errno != EBADF { throw Diagnostic.outputNotTaken(error: errno) }
  }

  private static func printWhole(_ bytes: [UInt8]) throws {
    let code = write(bytes, to: STDOUT_FILENO)
    // A reader that has gone away (head, a closed pager) is no fault worth a message.
    if code != 0 && code != EPIPE { throw Diagnostic.outputNotTaken(error: code) }
  }

  /// - Returns: 0, or the system's code of what went wrong.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + offset, $0.count - offset) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return count < 0 ? errno : EIO }
      offset += count
    }
    return 0
  }
}

extension Diagnostic {
  fileprivate static func outputNotTaken(error code: Int32) -> Diagnostic {
    let isFull = code == ENOSPC || code == EDQUOT
    let reason = Message.systemError(code)
    return Diagnostic(
      .inputOutput, "output.standard", ["reason": reason.english],
      id: "Keluaran standar tidak dapat ditulis sampai selesai: "
        + (isFull
          ? "ruang penyimpanan habis. Kosongkan ruang di sana; berkas yang tertulis tidak utuh."
          : "\(id: reason). Yang tertulis tidak utuh."),
      en: "Standard output could not be written to its end: "
        + (isFull
          ? "no space is left. Free some space there; the file that was written is not whole."
          : "\(en: reason). What was written is not whole."))
  }
}
