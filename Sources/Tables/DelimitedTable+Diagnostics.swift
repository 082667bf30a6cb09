internal import Diagnostics

extension Diagnostic {
  static func emptyTable(_ name: String) -> Diagnostic {
    Diagnostic(
      .badInput, "table.empty", ["table": name],
      id: "\(name): tabel kosong. Isilah dengan satu baris nama kolom dan baris-baris data.",
      en: "\(name): the table is empty. It needs a header row and data rows.")
  }

  static func headerWithoutRows(_ name: String, line: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "table.rows.none", ["table": name, "line": String(line)],
      id: "\(name): hanya ada nama kolom (baris \(line)), tanpa baris data. Periksa ekspor tabelnya.",
      en: "\(name): there is a header (line \(line)) and no data row. Check the export of the table.")
  }

  static func noSuchHeaderLine(_ name: String, line: Int) -> Diagnostic {
    Diagnostic(
      .usage, "table.header.line", ["table": name, "line": String(line)],
      id: "\(name): baris \(line) yang disebut sebagai nama kolom tidak ada atau kosong. Sebutkan baris lain.",
      en: "\(name): line \(line), stated as the header, is not there or is blank. State another line.")
  }

  static func unterminatedQuote(_ name: String, line: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "table.quote.open", ["table": name, "line": String(line)],
      id: "\(name), baris \(line): tanda kutip (\") dibuka tetapi tidak pernah ditutup. Tutup atau hapus tanda itu.",
      en: "\(name), line \(line): a quote (\") is opened and never closed. Close or delete it.")
  }

  static func textAfterQuote(_ name: String, line: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "table.quote.text", ["table": name, "line": String(line)],
      id: """
        \(name), baris \(line): ada teks di belakang tanda kutip penutup. \
        Gandakan tanda kutip di dalam sel (\"\"), atau hapus.
        """,
      en: """
        \(name), line \(line): there is text after a closing quote. Double the quotes inside the cell (\"\"), or \
        delete them.
        """)
  }

  static func rowWidth(
    _ name: String, line: Int, text: String, cells: Int, header: Int, others: Int
  ) -> Diagnostic {
    let rest: Message
    switch others {
    case 0: rest = Message(id: "", en: "")
    case 1: rest = Message(id: " 1 baris lain juga begitu.", en: " So has 1 other row.")
    default:
      rest = Message(
        id: " \(Language.indonesian.text(others)) baris lain juga begitu.",
        en: " So have \(Language.english.text(others)) other rows.")
    }
    let advice: Message
    if cells > header {
      advice = Message(
        id: "Beri tanda kutip pada sel yang memuat pemisah kolom.",
        en: "Put quotes around a cell that holds the separator.")
    } else if cells == 1 {
      advice = Message(
        id: "Hapus baris ini bila hanya catatan; bila data, lengkapi pemisah kolomnya.",
        en: "Delete the line if it is only a note; if it is data, add the missing separators.")
    } else {
      advice = Message(
        id: "Lengkapi pemisah kolomnya, juga untuk sel kosong di akhir baris.",
        en: "Add the missing separators, for empty cells at the end of a row too.")
    }
    return Diagnostic(
      .badInput, "table.row.width",
      [
        "table": name, "line": String(line), "cells": String(cells), "header": String(header), "others": String(others),
      ],
      id: """
        \(name), baris \(line) ("\(text)"): ada \(cells) sel, padahal nama kolom ada \(header).\(rest.indonesian) \
        \(advice.indonesian)
        """,
      en: """
        \(name), line \(line) ("\(text)"): the row has \(cells) cell\(cells == 1 ? "" : "s"), the header \(header).\
        \(rest.english) \(advice.english)
        """)
  }
}
