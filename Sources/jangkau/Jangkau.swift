import ArgumentParser
import Diagnostics
import Glibc
import Reporting

@main
enum Main {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      try CommandNames.check(arguments)
      var command = try Jangkau.parseAsRoot()
      do {
        try command.run()
      } catch let diagnostic as Diagnostic {
        Console.complain(diagnostic.notice, in: type(of: command))
        exit(diagnostic.kind.rawValue)
      }
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {
      let text = Jangkau.fullMessage(for: error)
      let told = UsageText.translate(text, to: Console.language)
      if Jangkau.exitCode(for: error) == .success {
        Console.print([UsageText.isHelp(text) ? told + "\n" + CommandNames.example(for: arguments) : told])
        exit(0)
      }
      Console.complain(told)
      exit(Diagnostic.Kind.usage.rawValue)
    }
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
