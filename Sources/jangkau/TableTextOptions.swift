import Areas
import ArgumentParser
import Coverage
import Enrolment

/// How a table's text and codes are written: the same options for every command that reads one.
struct TableTextOptions: ParsableArguments {
  @Option(
    help: Self.help(
      "Sistem kode pada tabel; auto: ditentukan untuk seluruh kolom.",
      "Code system of the table; auto: decided for the whole column.", value: "auto|kemendagri|bps"))
  var codeSystem: CodeSystemChoice = .auto
  @Option(
    help: Self.help(
      "Lembar buku kerja (.xlsx atau .ods); bila tidak disebut, yang pertama terlihat.",
      "Sheet of a workbook (.xlsx or .ods); the first visible one if not stated.", value: "NAME"))
  var sheet: String?
  @Option(
    help: Self.help(
      "Nomor baris kepala kolom, bila ada judul di atasnya.", "Line of the column headers, where a title stands above.",
      value: "N"))
  var headerLine: Int?
  @Option(
    help: Self.help(
      "Pemisah kolom tabel, misalnya ';' atau tab.", "Sign between the columns of the table, for example ';' or tab.",
      value: "CHAR"))
  var separator: String?
  @Option(
    help: Self.help(
      "Penyandian teks tabel, misalnya CP1252.", "Encoding of the table, for example CP1252.", value: "NAME"))
  var tableEncoding: String?

  mutating func validate() throws {
    if let headerLine, headerLine < 1 {
      throw ValidationError(Console.say("--header-line dihitung dari 1.", "--header-line counts from 1."))
    }
    if let separator, separator != "tab", separator != "\\t", separator.count != 1 {
      throw ValidationError(
        Console.say("--separator adalah satu tanda, atau tab.", "--separator is one sign, or tab."))
    }
  }

  /// nil where it is to be decided for the whole column.
  var statedCodeSystem: CodeSystem? { CodeSystem(rawValue: codeSystem.rawValue) }

  func apply(to format: inout TableFormat) {
    format.sheet = sheet
    format.headerLine = headerLine
    format.separator = separator.flatMap { ["tab", "\\t"].contains($0) ? "\t" : $0.first }
    format.encoding = tableEncoding
  }

  private static func help(_ indonesian: String, _ english: String, value: String) -> ArgumentHelp {
    ArgumentHelp(Console.say(indonesian, english), valueName: value)
  }
}
