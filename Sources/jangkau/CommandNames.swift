import ArgumentParser
import Diagnostics

/// A command as the help shows it.
protocol DescribedCommand: ParsableCommand {
  /// Lines that can be typed as they stand, for the end of its help.
  static var example: Message { get }
  /// What people type for it in either language.
  static var otherNames: [String] { get }
}

/// The commands by the words that people type.
enum CommandNames {
  private static let commands = Jangkau.configuration.subcommands.compactMap { $0 as? any DescribedCommand.Type }

  /// - Parameter arguments: without the program's name.
  /// - Throws: `ValidationError` for a command that there is none of, with the one that was meant.
  static func check(_ arguments: [String]) throws {
    guard let word = word(of: arguments), command(named: word) == nil else { return }
    guard let meant = suggestion(for: word) else {
      throw ValidationError(id: "Perintah tidak dikenal: '\(word)'", en: "Unknown command '\(word)'")
    }
    throw ValidationError(
      id: "Perintah tidak dikenal: '\(word)'. Maksudnya '\(meant)'?",
      en: "Unknown command '\(word)'. Did you mean '\(meant)'?")
  }

  /// The arguments with `help analyze` as `analyze --help`, so that options such as `--lang` may follow.
  static func withoutHelpCommand(_ arguments: [String]) -> [String] {
    arguments.first == "help" ? arguments.dropFirst() + ["--help"] : arguments
  }

  /// The example at the end of the help that the arguments ask for.
  static func example(for arguments: [String]) -> String {
    let command = word(of: arguments).flatMap(command(named:)) ?? Jangkau.self
    return "\(Console.text(id: "CONTOH", en: "EXAMPLE")):\n"
      + command.example[Console.language].split(separator: "\n").map { "  \($0)\n" }.joined()
  }

  /// What stands for a command; nil for options alone.
  private static func word(of arguments: [String]) -> String? {
    arguments.first.flatMap { $0.hasPrefix("-") ? nil : $0 }
  }

  private static func command(named word: String) -> (any DescribedCommand.Type)? {
    commands.first { $0.configuration.commandName == word }
  }

  private static func suggestion(for word: String) -> String? {
    let word = word.lowercased()
    let names = commands.flatMap { command in
      let own = command.configuration.commandName ?? ""
      return ([own] + command.otherNames).map { (other: $0, own: own) }
    }
    return names.min { distance(word, $0.other) < distance(word, $1.other) }
      .flatMap { distance(word, $0.other) <= (word.count < 5 ? 1 : 2) ? $0.own : nil }
  }

  /// How many letters must be put in, taken out or changed to make one word the other.
  private static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (line, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for column in right.indices {
        let substituted = diagonal + (letter == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(substituted, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
