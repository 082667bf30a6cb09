package import Diagnostics

// What is told of the file of a table, whoever reads it.

extension Diagnostic {
  package static func sheetOfNoWorkbook(_ sheet: String, option: String) -> Diagnostic {
    Diagnostic(
      .usage, "table.sheet.unexpected", ["sheet": sheet, "option": option],
      id:
        "\(option) “\(sheet)” hanya berlaku untuk buku kerja (.xlsx atau .ods), padahal tabelnya bukan. Hapus opsi itu.",
      en: "\(option) “\(sheet)” is for workbooks (.xlsx or .ods), and the table is none. Leave the option out.")
  }
}

extension Diagnostic {
  package static func separatorOfWorkbook(_ table: String) -> Diagnostic {
    Diagnostic(
      .usage, "table.separator.unexpected", ["table": table],
      id: "--separator hanya berlaku untuk teks berkolom (CSV), padahal \(table) buku kerja. Hapus opsi itu.",
      en: "--separator is for delimited text (CSV), and \(table) is a workbook. Leave the option out.")
  }
}

extension Notice {
  package static func encodingAssumed(_ encoding: String, table: String) -> Notice {
    Notice(
      "table.encoding.assumed", ["table": table, "encoding": encoding],
      id: "Tabel \(table): teksnya bukan UTF-8 dan dibaca sebagai \(encoding). Bila hurufnya keliru, sebutkan "
        + "--table-encoding.",
      en: "Table \(table): its text is not UTF-8 and was read as \(encoding). If letters are wrong, state "
        + "--table-encoding.")
  }
}
