import ArgumentParser
import Diagnostics
import Glibc
import Reporting
import RunFiles

@main
enum Main {
  private static let arguments = CommandNames.withoutHelpCommand(Array(CommandLine.arguments.dropFirst()))

  static func main() {
    StandardStreams.prepare()
    Interruption.takeOver(errors: StandardStreams.errors) { signal in
      "jangkau: \(Message.fault(signal: signal)[Console.language])\n"
    }
    let code = attempt {
      try StandardStreams.requireHandles()
      try CommandNames.check(arguments)
      var command = try Jangkau.parseAsRoot(arguments)
      do {
        try command.run()
      } catch let diagnostic as Diagnostic {
        Console.complain(diagnostic.notice, in: type(of: command))
        throw ExitCode(diagnostic.kind.rawValue)
      }
    }
    let closing = attempt { try Console.finish() }
    exit(closing == 0 ? code : closing)
  }

  /// The exit code of some work, after its message.
  private static func attempt(_ work: () throws -> Void) -> Int32 {
    do {
      try work()
      return 0
    } catch let diagnostic as Diagnostic {
      Console.complain(diagnostic.message[Console.language])
      return diagnostic.kind.rawValue
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      let text = Jangkau.fullMessage(for: error)
      let told = UsageText.translate(text, to: Console.language)
      if Jangkau.exitCode(for: error) == .success {
        return attempt {
          try Console.print([UsageText.isHelp(text) ? told + "\n" + CommandNames.example(for: arguments) : told])
        }
      }
      Console.complain(told)
      return Diagnostic.Kind.usage.rawValue
    }
  }
}

extension Message {
  fileprivate static func fault(signal: Int32) -> Message {
    Message(
      id: "kesalahan di dalam program (sinyal \(signal)). Yang belum selesai ditulis dibuang, dan tidak ada data yang "
        + "ditampilkan. Laporkan perintahnya beserta versi program, tanpa datanya.",
      en:
        "a fault of the program (signal \(signal)). What was not finished is discarded, and no data are shown. Please "
        + "report the command and the version, without the data.")
  }
}

struct Jangkau: DescribedCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "jangkau",
      abstract: Console.text(
        id: "Analisis cakupan kepesertaan per wilayah: dari peta batas wilayah dan tabel kepesertaan menjadi peta dan "
          + "peringkat.",
        en: "Coverage analysis by area: from boundaries and a table of counts to a map and a ranking."),
      version: "jangkau \(Reporting.Jangkau.version)",
      subcommands: [
        AnalyzeCommand.self, RankCommand.self, CheckCommand.self, ConvertCommand.self, AggregateCommand.self,
        ReapportionCommand.self,
      ])
  }
  static let example = Message(
    id: """
      jangkau analyze --sample --output keluaran
      jangkau check batas_kecamatan.shp kepesertaan.csv
      jangkau analyze batas_kecamatan.shp kepesertaan.csv --output keluaran
      """,
    en: """
      jangkau analyze --sample --output output
      jangkau check districts.shp enrolment.csv
      jangkau analyze districts.shp enrolment.csv --output output
      """)
  static let otherNames: [String] = []
}
