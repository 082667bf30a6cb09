import Diagnostics
import Tables
import TestSupport
import Testing

@Suite struct DelimitedTableTests {
  @Test func readsQuotedCellsAndTrims() throws {
    let read = try table("kode, nama \n\"64.01\", \"Paser, \"\"Tana\"\"\"\n  64.02\u{A0},\"Kutai\nBarat\"\n")
    #expect(read.header == ["kode", "nama"])
    #expect(read.cells == [["64.01", "Paser, \"Tana\""], ["64.02", "Kutai\nBarat"]])
    #expect(read.raw[1] == ["  64.02\u{A0}", "Kutai\nBarat"])
    #expect(read.name == "t.csv")
    #expect(read.headerLine == 1)
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func countsLines(end: String) throws {
    let read = try table(["", "a;b", "1;\"x\(end)y\"", " ; ", "", "2;z"].joined(separator: end))
    #expect(read.headerLine == 2)
    #expect(read.rowCount == 2)
    #expect((0..<2).map(read.lineNumber) == [3, 7])
    #expect(read.blankLineCount == 2)
  }

  @Test(
    arguments: [
      ("kode;nama;luas\n1;Samarinda;1.234,5\n2;Paser;2.345,6\n", ";"),
      ("nama;luas\nSamarinda;1.234,5\nPaser;1,5\n", ";"),
      ("a,b\n1,2\n", ","), ("a\tb\nx, y\tz; w\n", "\t"), ("a|b\n1|2\n", "|"),
      ("a,b\n\"1;2\",\"x;y\"\n", ","),
      ("Kode;Nama, Kecamatan;Jumlah\n1;Sambutan;2\n", ";"),
      ("Kode;Nama, Kecamatan;Jumlah;Catatan\n1;Sambutan;2,5;\n2;Palaran;3,5;\n", ";"),
      ("a;;\n1;2,5;\n", ";"),
      ("nama\nKutai, Timur\n", ";"), ("nama\nPaser\n", ","),
    ] as [(String, Character)])
  func findsTheSeparator(text: String, separator: Character) throws {
    #expect(try table(text).separator == separator)
  }

  @Test func obeysTheStatedSeparatorAndExcels() throws {
    #expect(try table("a;b,c\n1;2,3\n4;5,6\n", separator: ",").header == ["a;b", "c"])
    let excel = try table("sep=|\r\na|b;c\r\n1|2;3\r\n")
    #expect(excel.header == ["a", "b;c"])
    #expect(excel.lineNumber(0) == 3)
  }

  @Test func keepsHeadersAsTheyAre() throws {
    let read = try table("Kode,kode,,b,,\n1,2,3,4,,\n")
    #expect(read.header == ["Kode", "kode", "", "b"])
    #expect(read.columns(named: "KODE") == [0, 1])
    #expect(read.columns(named: "x").isEmpty)
    #expect(try table("a,b,\n1,2,3\n").header == ["a", "b", ""])
  }

  @Test func ignoresBlankCellsBeyondTheHeader() throws {
    #expect(try table("a,b\n1,2,, \n3,4\n").cells == [["1", "2"], ["3", "4"]])
  }

  @Test func handsOutBytes() throws {
    let read = try table("a,b\n1,\" x\"\"y \"\n")
    #expect(read.withCellBytes(0, 1) { Array($0) } == Array("x\"y".utf8))
  }

  @Test func startsAtTheStatedHeaderLine() throws {
    let text = "REKAPITULASI PESERTA\r\nPer Juni 2025\r\n\r\nKode;Nama;Peserta\r\n6401;Paser;12\r\n"
    let read = try table(text, headerLine: 4)
    #expect(read.header == ["Kode", "Nama", "Peserta"])
    #expect(read.lineNumber(0) == 5)
    expectFault(
      id: """
        t.csv, baris 1: baris ini tampaknya judul laporan, dan nama kolom tampaknya ada di baris 4. \
        Hapus baris di atasnya, atau sebutkan baris nama kolomnya (4).
        """,
      en: """
        t.csv, line 1: this looks like a title, and line 4 looks like the header. \
        Delete the lines above it, or state the line of the header (4).
        """
    ) { try table(text) }
    expectFault(
      id: """
        t.csv, baris 1: baris ini tampaknya judul laporan, dan nama kolom tampaknya ada di baris 2. \
        Hapus baris di atasnya, atau sebutkan baris nama kolomnya (2).
        """,
      en: """
        t.csv, line 1: this looks like a title, and line 2 looks like the header. \
        Delete the lines above it, or state the line of the header (2).
        """
    ) { try table("REKAP 2025;;\nKode;Nama;Peserta\n1;Paser;2\n") }
    // Names alone below a record with figures are another record.
    #expect(throws: Diagnostic.self) { try table("a,b\n1,2,3\nx,y,z\n4,5,6\n") }
    expectFault(
      .usage, id: "t.csv: baris 3 yang disebut sebagai nama kolom tidak ada atau kosong. Sebutkan baris lain.",
      en: "t.csv: line 3, stated as the header, is not there or is blank. State another line."
    ) { try table(text, headerLine: 3) }
  }

  @Test func refusesRowsOfAnotherWidth() {
    expectFault(
      id: """
        t.csv, baris 3 ("1,2,3,4"): ada 4 sel, padahal nama kolom ada 3. \
        Beri tanda kutip pada sel yang memuat pemisah kolom.
        """,
      en: """
        t.csv, line 3 ("1,2,3,4"): the row has 4 cells, the header 3. \
        Put quotes around a cell that holds the separator.
        """
    ) { try table("a,b,c\n1,2,3\n1,2,3,4\n") }
    expectFault(
      id: """
        t.csv, baris 3 ("1,2"): ada 2 sel, padahal nama kolom ada 3. 2 baris lain juga begitu. \
        Lengkapi pemisah kolomnya, juga untuk sel kosong di akhir baris.
        """,
      en: """
        t.csv, line 3 ("1,2"): the row has 2 cells, the header 3. So have 2 other rows. \
        Add the missing separators, for empty cells at the end of a row too.
        """
    ) { try table("a,b,c\n1,2,3\n1,2\n1,2,3\n1,2\n1\n") }
    expectFault(
      id: """
        t.csv, baris 3 ("Sumber: BPS"): ada 1 sel, padahal nama kolom ada 2. 1 baris lain juga begitu. \
        Hapus baris ini bila hanya catatan; bila data, lengkapi pemisah kolomnya.
        """,
      en: """
        t.csv, line 3 ("Sumber: BPS"): the row has 1 cell, the header 2. So has 1 other row. \
        Delete the line if it is only a note; if it is data, add the missing separators.
        """
    ) { try table("a,b\n1,2\nSumber: BPS\n2\n") }
  }

  @Test func refusesBrokenQuotes() {
    expectFault(
      id: "t.csv, baris 2: tanda kutip (\") dibuka tetapi tidak pernah ditutup. Tutup atau hapus tanda itu.",
      en: "t.csv, line 2: a quote (\") is opened and never closed. Close or delete it."
    ) { try table("a,b\n1,\"2\n3,4\n") }
    expectFault(
      id: """
        t.csv, baris 2: ada teks di belakang tanda kutip penutup. Gandakan tanda kutip di dalam sel (\"\"), atau hapus.
        """,
      en: """
        t.csv, line 2: there is text after a closing quote. Double the quotes inside the cell (\"\"), or delete them.
        """
    ) { try table("a,b\n1,\"PT\" Maju\n") }
  }

  @Test(arguments: ["", "\u{FEFF}", "\n \r\n\t"]) func refusesEmptyFiles(text: String) {
    let en = "t.csv: the table is empty. It needs a header row and data rows."
    expectFault(
      id: "t.csv: tabel kosong. Isilah dengan satu baris nama kolom dan baris-baris data.", en: en
    ) { try table(text) }
  }

  @Test func refusesAHeaderAlone() {
    expectFault(
      id: "t.csv: hanya ada nama kolom (baris 1), tanpa baris data. Periksa ekspor tabelnya.",
      en: "t.csv: there is a header (line 1) and no data row. Check the export of the table."
    ) { try table("a;b\n;\n") }
  }

  @Test func refusesSeparatorsItCannotUseOrDecide() {
    expectFault(
      .usage, id: "\"x\" tidak dapat menjadi pemisah kolom. Gunakan koma, titik koma, tab atau \"|\".",
      en: "\"x\" cannot separate columns. Use a comma, a semicolon, a tab or \"|\"."
    ) { try table("a\n1\n", separator: "x") }
    expectFault(
      id: "t.csv: pemisah kolom tidak dapat dipastikan: \",\" dan \";\" sama cocoknya. Sebutkan pemisahnya.",
      en: "t.csv: the separator cannot be decided: \",\" and \";\" fit equally well. State the separator."
    ) { try table("a,b;c\n1,2;3\n") }
  }

  @Test func refusesFilesItCannotOpen() {
    expectFault(
      .missingInput, id: "/no/such.csv: berkas tidak ada. Periksa nama dan foldernya.",
      en: "/no/such.csv: there is no such file. Check its name and folder."
    ) { try DelimitedTable(path: "/no/such.csv") }
    expectFault(
      .missingInput, id: "/tmp: ini folder, bukan berkas. Sebutkan berkas tabel di dalamnya.",
      en: "/tmp: this is a folder, not a file. Name the table in it."
    ) { try DelimitedTable(path: "/tmp") }
  }

  @Test func readsFromAFile() throws {
    let folder = TemporaryFolder()
    let path = folder.write("a,b\n1,2\n", to: "peserta.csv")
    let read = try DelimitedTable(path: path)
    #expect(read.name == "peserta.csv")
    #expect(read.cells == [["1", "2"]])
  }

  @Test func neverCrashesOnBytes() {
    var random = FixedGenerator(state: 7)
    let alphabet = Array("a1,.;\t|\"\"'=-\r\n\n\n é\u{A0}sep=".utf8) + [0xFF, 0xFE, 0xC2, 0x00]
    var read = 0
    for round in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        round % 4 == 0 ? UInt8.random(in: 0...255, using: &random) : alphabet.randomElement(using: &random)!
      }
      guard let table = try? DelimitedTable(bytes: bytes, name: "f") else { continue }
      read += 1
      for row in 0..<table.rowCount {
        #expect(table.rawRow(row).count == table.header.count)
        #expect(table.lineNumber(row) > table.headerLine)
      }
      for column in table.header.indices {
        _ = table.cells
        if let counts = try? table.counts(inColumn: column) { #expect(counts.values.count == table.rowCount) }
        if let numbers = try? table.numbers(inColumn: column) { #expect(numbers.count == table.rowCount) }
      }
    }
    #expect(read > 1000)
  }
}
