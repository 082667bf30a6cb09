import ArgumentParser
import Diagnostics
import Glibc
import Reporting

@main
enum Main {
  static func main() {
    do {
      var command = try Jangkau.parseAsRoot()
      try command.run()
    } catch let diagnostic as Diagnostic {
      Console.complain(diagnostic.message[Console.language])
      exit(diagnostic.kind.rawValue)
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {
      let text = UsageText.translate(Jangkau.fullMessage(for: error), to: Console.language)
      if Jangkau.exitCode(for: error) == .success {
        Console.print([text])
        exit(0)
      }
      Console.complain(text)
      exit(Diagnostic.Kind.usage.rawValue)
    }
  }
}

struct Jangkau: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "jangkau",
      abstract: Console.say(
        "Analisis cakupan per wilayah: dari batas wilayah dan tabel kepesertaan menjadi peta dan peringkat.",
        "Coverage analysis by area: from boundaries and a table of counts to a map and a ranking."),
      discussion: Console.say(
        """
        Coba dengan data contoh yang ikut dalam program:
          jangkau analyze --sample --output keluaran

        Dengan data sendiri:
          jangkau check batas_kecamatan.shp kepesertaan.csv
          jangkau analyze batas_kecamatan.shp kepesertaan.csv --output keluaran
        """,
        """
        Try it on the sample that comes with the program:
          jangkau analyze --sample --output output

        With data of your own:
          jangkau check districts.shp enrolment.csv
          jangkau analyze districts.shp enrolment.csv --output output
        """),
      version: "jangkau \(Reporting.Jangkau.version)",
      subcommands: [
        AnalyzeCommand.self, RankCommand.self, CheckCommand.self, ConvertCommand.self, AggregateCommand.self,
        ReapportionCommand.self,
      ])
  }
}
