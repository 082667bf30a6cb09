import Areas
import ArgumentParser
import TableReading

/// How a table's text and codes are written: the same options for every command that reads one.
struct TableTextOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      id: "Sistem kode pada tabel; auto: ditentukan untuk seluruh kolom.",
      en: "Code system of the table; auto: decided for the whole column.", .typed("auto|kemendagri|bps")))
  var codeSystem: AutoOr<CodeSystem> = .auto
  @Option(
    help: ArgumentHelp(
      id: "Lembar buku kerja (.xlsx atau .ods); bila tidak disebut, yang pertama terlihat.",
      en: "Sheet of a workbook (.xlsx or .ods); the first visible one if not stated.", .name))
  var sheet: String?
  @Option(
    help: ArgumentHelp(
      id: "Nomor baris kepala kolom, bila ada judul di atasnya.",
      en: "Line of the column headers, where a title stands above.", .typed("N")))
  var headerLine: Int?
  @Option(
    help: ArgumentHelp(
      id: "Pemisah kolom tabel, misalnya ';' atau tab.",
      en: "Sign between the columns of the table, for example ';' or tab.", .sign))
  var separator: String?
  @Option(
    help: ArgumentHelp(
      id: "Pengodean teks tabel, misalnya CP1252.", en: "Encoding of the table, for example CP1252.", .name))
  var tableEncoding: String?

  mutating func validate() throws {
    if let headerLine, headerLine < 1 {
      throw ValidationError(id: "--header-line dihitung dari 1.", en: "--header-line counts from 1.")
    }
    if let separator, separator != "tab", separator != "\\t", separator.count != 1 {
      throw ValidationError(id: "--separator adalah satu tanda, atau tab.", en: "--separator is one sign, or tab.")
    }
  }

  var format: TableFormat {
    TableFormat(
      separator: separator.flatMap { ["tab", "\\t"].contains($0) ? "\t" : $0.first }, encoding: tableEncoding,
      headerLine: headerLine, sheet: sheet)
  }
}
