import Foundation
import TestSupport
import Testing

/// What the program says of its commands, in both languages.
@Suite struct HelpTests {
  /// The empty name is the program's own help.
  static let commands = ["", "analyze", "rank", "check", "convert", "aggregate", "reapportion"]
  private static let golden = PackageFolder.path + "/Tests/EndToEndTests/Golden/help/"

  private static func help(of command: String, in language: String) throws -> String {
    let arguments = (command.isEmpty ? [] : [command]) + ["--help"]
    let outcome = try Desk().run(arguments, environment: ["LC_ALL": language == "id" ? "id_ID.UTF-8" : "C"])
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    return outcome.output
  }

  /// `JANGKAU_WRITE_GOLDEN=1 swift test --filter HelpTests` writes the files anew, for the difference to be read.
  @Test(arguments: commands, ["id", "en"]) func isAsRecorded(_ command: String, _ language: String) throws {
    let help = try Self.help(of: command, in: language)
    let file = Self.golden + (command.isEmpty ? "jangkau" : command) + ".\(language).txt"
    if ProcessInfo.processInfo.environment["JANGKAU_WRITE_GOLDEN"] != nil {
      try FileManager.default.createDirectory(atPath: Self.golden, withIntermediateDirectories: true)
      try Data(help.utf8).write(to: URL(fileURLWithPath: file))
    }
    #expect(help == Files.read(file).map { String(decoding: $0, as: UTF8.self) })
  }

  @Test func everyCommandIsRecorded() throws {
    let help = try Self.help(of: "", in: "en")
    let list = try #require(help.components(separatedBy: "SUBCOMMANDS:\n").last?.components(separatedBy: "\n\n").first)
    let names = list.split(separator: "\n").compactMap { $0.wholeMatch(of: #/ {2}([a-z]+) +.*/#).map { String($0.1) } }
    #expect(names == Array(Self.commands.dropFirst()))
  }

  /// An option, an argument or a file that is only in one language is a slip.
  @Test(arguments: commands) func bothLanguagesTellTheSame(_ command: String) throws {
    let (indonesian, english) = (try Self.help(of: command, in: "id"), try Self.help(of: command, in: "en"))
    func options(_ help: String) -> [String] { help.matches(of: /--[a-z-]*[a-z]/).map { String($0.output) }.sorted() }
    #expect(Set(options(indonesian)) == Set(options(english)))
    let words = indonesian.matches(of: /<([A-Z_|]+)>/).map { String($0.1) }
    for english in ["BOUNDARIES", "ENROLMENT", "RECORDS", "COUNTS", "FILE", "DIR", "OUT", "COLUMN", "FIELD", "NAME"] {
      #expect(!words.contains(english))
    }
    for english in ["METRES", "PERIOD", "PCT", "VALUE", "CHAR", "OLD_BOUNDARIES", "auto|PCT"] {
      #expect(!words.contains(english))
    }
  }

  /// What stands there can be typed: it is understood, and fails for want of the files alone.
  @Test(arguments: commands, ["id", "en"]) func endsWithAnExample(_ command: String, _ language: String) throws {
    let help = try Self.help(of: command, in: language)
    let title = language == "id" ? "\nCONTOH:\n" : "\nEXAMPLE:\n"
    let parts = help.components(separatedBy: title)
    #expect(parts.count == 2)
    let lines = try #require(parts.last).replacing("\\\n", with: "").split(separator: "\n")
    #expect(!lines.isEmpty)
    for line in lines where !line.contains("--sample") {
      let words = line.split(separator: " ").map(String.init)
      #expect(words.first == "jangkau")
      let desk = try Desk()
      let outcome = try desk.run(Array(words.dropFirst()), environment: ["LC_ALL": "C"])
      #expect(outcome.code == 66, "\(line): \(outcome.errors)")
    }
  }

  @Test func analyzeNamesEveryOutput() throws {
    let desk = try Desk()
    desk.folder.write(Desk.table + "64.02.99,Tiada,PU,2025-06,5,7\n", to: "tabel.csv")
    #expect(try desk.run("analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--allow-unmatched").code == 0)
    let files = try #require(desk.files("keluar"))
    #expect(files.count > 10)
    for language in ["id", "en"] {
      let help = try Self.help(of: "analyze", in: language)
      for file in files { #expect(help.contains(file), "\(file)") }
    }
  }

  @Test(arguments: [
    (["analyse"], "analyze"), (["analisis"], "analyze"), (["help", "analisis"], "analyze"),
    (["anlyze", "a", "b"], "analyze"),
    (["Analyze"], "analyze"), (["cek", "peta.shp"], "check"), (["periksa"], "check"), (["peringkat"], "rank"),
    (["konversi"], "convert"), (["agregasi"], "aggregate"), (["reaportion"], "reapportion"),
    (["help", "chek"], "check"),
  ]) func aCommandThatThereIsNoneOfSuggestsTheOneMeant(_ arguments: [String], _ meant: String) throws {
    let desk = try Desk()
    let word = arguments[0] == "help" ? arguments[1] : arguments[0]
    let english = try desk.run(arguments, environment: ["LC_ALL": "C"])
    #expect(english.code == 64)
    #expect(english.output.isEmpty)
    #expect(english.errors.hasPrefix("jangkau: Error: Unknown command '\(word)'. Did you mean '\(meant)'?\n"))
    let indonesian = try desk.run(arguments, environment: ["LC_ALL": "id_ID.UTF-8"])
    #expect(
      indonesian.errors.hasPrefix("jangkau: Kesalahan: Perintah tidak dikenal: '\(word)'. Maksudnya '\(meant)'?\n"))
  }

  @Test func aWordLikeNoCommandSuggestsNone() throws {
    #expect(
      try Desk().run(["matahari"], environment: ["LC_ALL": "C"]).errors.hasPrefix(
        "jangkau: Error: Unknown command 'matahari'\n"))
  }
}
