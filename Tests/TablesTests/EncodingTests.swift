import Diagnostics
import Tables
import TestSupport
import Testing
import TextEncodings

@Suite struct EncodingTests {
  private static let text = "nama;n\nPérú \u{1F30F};1\n"

  private func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
  }

  @Test func findsTheEncoding() throws {
    let cases: [([UInt8], TextEncoding, DelimitedTable.EncodingSource)] = [
      (Array(Self.text.utf8), .utf8, .validUTF8),
      ([0xEF, 0xBB, 0xBF] + Array(Self.text.utf8), .utf8, .byteOrderMark),
      ([0xFF, 0xFE] + utf16(Self.text, isBigEndian: false), .utf16LittleEndian, .byteOrderMark),
      ([0xFE, 0xFF] + utf16(Self.text, isBigEndian: true), .utf16BigEndian, .byteOrderMark),
    ]
    for (bytes, encoding, source) in cases {
      let read = try DelimitedTable(bytes: bytes, name: "t.csv")
      #expect(read.header == ["nama", "n"])
      #expect(read.cells == [["Pérú \u{1F30F}", "1"]])
      #expect(read.encoding == encoding)
      #expect(read.encodingSource == source)
    }
    let windows = try DelimitedTable(bytes: Array("nama;n\nCaf".utf8) + [0xE9, 0x97, 0x3B, 0x31], name: "t.csv")
    #expect(windows.cells == [["Café—", "1"]])
    #expect(windows.encoding == .windows1252)
    #expect(windows.encodingSource == .assumed)
  }

  @Test func obeysTheStatedEncoding() throws {
    let bytes = Array("a;b\n".utf8) + [0xC3, 0xA9, 0x3B, 0x31]
    let latin = try DelimitedTable(bytes: bytes, name: "t.csv", encoding: "latin1")
    #expect(latin.cells == [["Ã©", "1"]])
    #expect(latin.encodingSource == .stated)
    let wide = try DelimitedTable(
      bytes: utf16(Self.text, isBigEndian: false), name: "t.csv", encoding: "UTF-16LE")
    #expect(wide.cells == [["Pérú \u{1F30F}", "1"]])
  }

  @Test func namesTheLineThatCannotBeDecoded() {
    let advice = (
      id: "Simpan ulang tabel sebagai CSV (UTF-8), atau sebutkan pengodeannya.",
      en: "Save the table again as CSV (UTF-8), or state its encoding."
    )
    // 0x81 is no letter in Windows-1252 either.
    expectFault(
      id: "t.csv, baris 3: teks tidak dapat dibaca sebagai CP1252. \(advice.id)",
      en: "t.csv, line 3: the text cannot be read as CP1252. \(advice.en)"
    ) { try DelimitedTable(bytes: Array("a;b\n1;2\n".utf8) + [0x81, 0x3B, 0x31], name: "t.csv") }
    expectFault(
      id: "t.csv, baris 2: teks tidak dapat dibaca sebagai UTF-8. \(advice.id)",
      en: "t.csv, line 2: the text cannot be read as UTF-8. \(advice.en)"
    ) { try DelimitedTable(bytes: Array("a;b\r\n".utf8) + [0xE9, 0x3B, 0x31], name: "t.csv", encoding: "utf8") }
    expectFault(
      id: "t.csv, baris 2: teks tidak dapat dibaca sebagai UTF-16LE. \(advice.id)",
      en: "t.csv, line 2: the text cannot be read as UTF-16LE. \(advice.en)"
    ) {
      try DelimitedTable(
        bytes: [0xFF, 0xFE] + utf16("a;b\n1;", isBigEndian: false) + [0x00, 0xD8, 0x31, 0x00], name: "t.csv")
    }
    let nul = (
      id: """
      t.csv, baris 2: ada bita NUL, jadi ini bukan teks biasa (mungkin UTF-16 tanpa BOM, atau berkas rusak). \
      Simpan ulang tabel sebagai CSV (UTF-8).
      """,
      en: """
      t.csv, line 2: there is a NUL byte, so this is no plain text (UTF-16 without a byte order mark, perhaps, \
      or a damaged file). Save the table again as CSV (UTF-8).
      """
    )
    expectFault(id: nul.id, en: nul.en) { try table("a;b\n1;\0\n") }
    expectFault(
      .usage, id: "Pengodean teks \"klingon\" tidak dikenal. Contoh yang dikenal: UTF-8, UTF-16LE, CP1252.",
      en: "There is no text encoding \"klingon\". Known ones are, for example, UTF-8, UTF-16LE and CP1252."
    ) { try DelimitedTable(bytes: Array("a\n1\n".utf8), name: "t.csv", encoding: "klingon") }
  }

  @Test func namesFilesThatAreNoText() {
    let save = (
      id: "Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx, .ods atau CSV (UTF-8).",
      en: "Open it in Excel or LibreOffice and save it as .xlsx, .ods or CSV (UTF-8)."
    )
    let cases: [([UInt8], String, String, (id: String, en: String))] = [
      ([0xD0, 0xCF, 0x11, 0xE0], "buku kerja Excel lama (.xls)", "an old Excel workbook (.xls)", save),
      (
        [0xD0, 0xCF, 0x11, 0xE0] + Array("..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0".utf8),
        "buku kerja dengan kata sandi", "a workbook with a password",
        (
          "Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx tanpa kata sandi.",
          "Open it in Excel or LibreOffice and save it as .xlsx without a password."
        )
      ),
      (
        [0x1F, 0x8B], "arsip terkompresi", "a compressed archive",
        ("Ekstrak dahulu dan sebutkan tabelnya.", "Unpack it first and name the table.")
      ),
      (
        Array("%PDF-1.4".utf8), "dokumen PDF", "a PDF document",
        ("Mintalah tabelnya dalam bentuk .xlsx atau CSV (UTF-8).", "Ask for the table as .xlsx or CSV (UTF-8).")
      ),
      (
        Array("\n<HTML><table>".utf8), "halaman web (HTML; kadang bernama .xls)",
        "a web page (HTML; some are named .xls)",
        save
      ),
      (
        Array("<?xml version=\"1.0\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">".utf8),
        "lembar kerja XML Excel 2003", "an Excel 2003 XML spreadsheet", save
      ),
      (
        [3, 124, 6, 30, 1, 0, 0, 0, 65, 0, 9, 0] + [UInt8](repeating: 0, count: 30), "tabel dBASE (.dbf)",
        "a dBASE table (.dbf)", save
      ),
      (
        [0x89, 0x50, 0x4E, 0x47], "gambar", "an image",
        ("Mintalah tabelnya dalam bentuk .xlsx atau CSV (UTF-8).", "Ask for the table as .xlsx or CSV (UTF-8).")
      ),
      (
        [0, 0, 0x27, 0x0A, 0, 0], "peta (shapefile)", "a map layer (shapefile)",
        (
          "Periksa urutan berkasnya: di sini diperlukan tabel (.csv, .xlsx atau .ods).",
          "Check the order of the files: a table (.csv, .xlsx or .ods) is needed here."
        )
      ),
    ]
    for (bytes, id, en, advice) in cases {
      expectFault(
        id: "t.csv: ini \(id), yang tidak dapat dibaca sebagai tabel. \(advice.id)",
        en: "t.csv: this is \(en), which cannot be read as a table. \(advice.en)"
      ) {
        try DelimitedTable(bytes: bytes, name: "t.csv")
      }
    }
  }

  @Test(arguments: [
    "[{\"kode\":\"64.01\"}]", " {\n \"data\": []}", "[[\"kode\",1]]", "[\"a\"]", "{}", "\u{FEFF}[\n{\"a\":1}]",
  ]) func jsonIsNamed(_ text: String) {
    let fault = #expect(throws: Diagnostic.self) { try table(text) }
    #expect(fault?.code == "table.format.json")
    #expect(
      fault?.message.english
        == "t.csv: this is a JSON file, which cannot be read as a table. Open it in Excel (Data > Get Data) and save it as "
        + ".xlsx or CSV (UTF-8), or ask for the table in that form.")
  }

  @Test func bracketsAloneAreNoJSON() throws {
    #expect(try table("[kode];{n}\n1;2\n").header == ["[kode]", "{n}"])
  }
}
