import ArgumentParser
import Diagnostics
import Glibc
import Reporting
import RunFiles

@main
enum Main {
  static func main() {
    StandardStreams.prepare()
    Interruption.takeOver(errors: StandardStreams.errors) { signal in
      "jangkau: \(Message.fault(signal: signal)[Console.language])\n"
    }
    let code = attempt {
      try StandardStreams.requireHandles()
      var command = try Jangkau.parseAsRoot()
      try command.run()
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
      let text = UsageText.translate(Jangkau.fullMessage(for: error), to: Console.language)
      if Jangkau.exitCode(for: error) == .success { return attempt { try Console.print([text]) } }
      Console.complain(text)
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
