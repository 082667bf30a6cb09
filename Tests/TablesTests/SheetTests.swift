import Archives
import Diagnostics
import Spreadsheets
import Tables
import TestSupport
import Testing

/// Tables that come as sheets of a workbook.
@Suite struct SheetTests {
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  /// A workbook whose sheet "Data" has these cells; texts are strings in place, numbers stand as they are, with a style
  /// behind a bar (`45838|1`): 1 a date, 2 hours, 3 a percentage. A formula stands behind `=`.
  static func workbook(
    _ rows: [Int: [String: String]], merged: [String] = [], hiddenRows: Set<Int> = [], hiddenColumns: String = "",
    sheets: String = ""
  ) throws -> [UInt8] {
    var data = ""
    for (row, cells) in rows.sorted(by: { $0.key < $1.key }) {
      data += "<row r=\"\(row)\"\(hiddenRows.contains(row) ? " hidden=\"1\"" : "")>"
      for (letters, cell) in cells.sorted(by: { ($0.key.count, $0.key) < ($1.key.count, $1.key) }) {
        let parts = cell.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let style = parts.count > 1 ? " s=\"\(parts[1])\"" : ""
        let place = "<c r=\"\(letters)\(row)\"\(style)"
        if cell.hasPrefix("=") {
          data += "\(place)><f>\(cell.dropFirst())</f></c>"
        } else if Double(parts[0]) != nil {
          data += "\(place)><v>\(parts[0])</v></c>"
        } else {
          data += "\(place) t=\"inlineStr\"><is><t>\(cell.replacing("'", with: ""))</t></is></c>"
        }
      }
      data += "</row>"
    }
    var archive = ZipWriter()
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    func rels(_ list: String) -> String {
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(list)</Relationships>"
    }
    archive.add(
      rels("<Relationship Id=\"r1\" Type=\"\(relations)/officeDocument\" Target=\"xl/workbook.xml\"/>"),
      as: "_rels/.rels")
    archive.add(
      "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relations)\"><sheets><sheet name=\"Data\" r:id=\"r1\"/>\(sheets)</sheets></workbook>",
      as: "xl/workbook.xml")
    archive.add(
      rels(
        "<Relationship Id=\"r1\" Type=\"\(relations)/worksheet\" Target=\"s.xml\"/>"
          + "<Relationship Id=\"r2\" Type=\"\(relations)/styles\" Target=\"styles.xml\"/>"),
      as: "xl/_rels/workbook.xml.rels")
    archive.add(
      "<styleSheet xmlns=\"\(main)\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"46\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>",
      as: "xl/styles.xml")
    let columns = hiddenColumns.isEmpty ? "" : "<cols>\(hiddenColumns)</cols>"
    let merges = merged.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
    archive.add(
      "<worksheet xmlns=\"\(main)\">\(columns)<sheetData>\(data)</sheetData><mergeCells>\(merges)</mergeCells></worksheet>",
      as: "xl/s.xml")
    return try archive.bytes()
  }

  static func table(
    _ rows: [Int: [String: String]], merged: [String] = [], hiddenRows: Set<Int> = [], hiddenColumns: String = "",
    headerLine: Int? = nil, sheet: String? = nil, sheets: String = ""
  ) throws -> DelimitedTable {
    try DelimitedTable(
      bytes: try workbook(
        rows, merged: merged, hiddenRows: hiddenRows, hiddenColumns: hiddenColumns, sheets: sheets), name: "t.xlsx",
      headerLine: headerLine, sheet: sheet)
  }

  static func column(_ cells: [String]) throws -> DelimitedTable {
    var rows = [1: ["A": "n"]]
    for (index, cell) in cells.enumerated() { rows[index + 2] = ["A": cell, "B": "x"] }
    rows[1]?["B"] = "k"
    return try table(rows)
  }

  @Test func aSheetIsATable() throws {
    let table = try Self.table([
      2: ["B": " kode ", "C": "nama", "D": "peserta"],
      3: ["B": "64.02.01", "C": "Muara \"Muntai\"; a,b", "D": "12"],
      6: ["B": "640202", "C": "\"Loa Kulu\"", "D": "10.0"],
      7: ["C": " "],
    ])
    #expect(table.name == "t.xlsx [Data]")
    #expect(table.sheet == "Data")
    #expect(table.header == ["", "kode", "nama", "peserta"])
    #expect(table.headerLine == 2)
    #expect(table.rowCount == 2)
    #expect(table.blankLineCount == 2)
    #expect(table.cells == [["", "64.02.01", "Muara \"Muntai\"; a,b", "12"], ["", "640202", "\"Loa Kulu\"", "10"]])
    #expect(table.lineNumber(1) == 6)
    #expect(table.place(1, 3) == Message(id: "sel D6", en: "cell D6"))
    #expect(table.place(1) == Message(id: "baris 6", en: "row 6"))
    #expect(try table.counts(inColumn: 3).values == [12, 10])
    try table.requireCodes(inColumn: 1)
    #expect(table.notices.isEmpty)
    #expect(table.encodingSource == .workbook)
  }

  @Test func typedNumbersNeedNoConvention() throws {
    // 1.234 in a cell of numbers is a fraction; in a cell of text it is one thousand two hundred thirty-four.
    #expect(
      try Self.column(["1234", "12345678", "-0", "1.5E+3"]).counts(inColumn: 0).values == [1234, 12_345_678, 0, 1500])
    let mixed = try Self.column(["12345", "'1.234", "'5.000", "'-", "7"])
    #expect(try mixed.counts(inColumn: 0).values == [12345, 1234, 5000, nil, 7])
    #expect(try mixed.counts(inColumn: 0).convention == .dotThousands)
    expectFault(
      id:
        "t.xlsx [Data], kolom \"n\": 1 sel bukan bilangan bulat yang dapat dipakai: sel A3: \"1.234\" (pecahan). Jumlah "
        + "harus bulat. Bila tandanya pemisah ribuan, nol di belakangnya mungkin hilang (12.500 menjadi 12.5).",
      en:
        "t.xlsx [Data], column \"n\": 1 cell is no usable whole number: cell A3: \"1.234\" (a fraction). A count is whole. "
        + "If the mark was for thousands, zeros may have been lost (12.500 became 12.5)."
    ) { try Self.column(["12", "1.234"]).counts(inColumn: 0) }
    #expect(try Self.column(["117.123", "-0.5", "1E-7", "12"]).numbers(inColumn: 0) == [117.123, -0.5, 1e-7, 12])
  }

  @Test func cellsThatAreNoCounts() throws {
    let table = try Self.column(["45838|1", "2.5|2", "0.85|3", "1E+16", "-3", "12"])
    expectFault(
      id:
        "t.xlsx [Data], kolom \"n\": 5 sel bukan bilangan bulat yang dapat dipakai: sel A2: \"2025-06-30\" (tanggal atau "
        + "jam), sel A3: \"60:00:00\" (tanggal atau jam), sel A4: \"85%\" (persentase), sel A5: \"1e+16\" (terlalu besar), "
        + "sel A6: \"-3\" (negatif). Ubah format selnya menjadi Number, lalu ketik ulang angkanya.",
      en:
        "t.xlsx [Data], column \"n\": 5 cells are no usable whole numbers: cell A2: \"2025-06-30\" (a date or a time), "
        + "cell A3: \"60:00:00\" (a date or a time), cell A4: \"85%\" (a percentage), cell A5: \"1e+16\" (too large), "
        + "cell A6: \"-3\" (negative). Change the cell format to Number and type the figure again."
    ) { try table.counts(inColumn: 0) }
  }

  @Test func codesThatASpreadsheetChanged() throws {
    expectFault(
      id:
        "t.xlsx [Data], kolom \"n\": 3 sel sudah diubah oleh aplikasi lembar kerja: sel A3: \"64.1\" (angka pecahan; nol "
        + "di belakangnya mungkin hilang), sel A4: \"64:02:01\" (jam), sel A5: \"2025-06-30\" (tanggal). Ubah format kolom "
        + "itu menjadi Text, lalu ketik ulang isinya; atau pakai CSV dari sumber datanya.",
      en:
        "t.xlsx [Data], column \"n\": 3 cells were changed by a spreadsheet: cell A3: \"64.1\" (a fraction; zeros at its "
        + "end may be lost), cell A4: \"64:02:01\" (a time), cell A5: \"2025-06-30\" (a date). Change the column's format "
        + "to Text and type the cells again, or use CSV from where the data come from."
    ) {
      try Self.column(["640201", "64.1", "2.6680671296296295|2", "45838|1", "'64.02", "6402012001"])
        .requireCodes(inColumn: 0)
    }
    expectFault(
      id:
        "t.csv, kolom \"kode\": 2 sel sudah diubah oleh aplikasi lembar kerja: baris 3: \"6,402E+09\" (notasi ilmiah; "
        + "digitnya hilang), baris 4: \"64:02:01\" (jam). Ambil kodenya dari tabel asal, dengan kolom berformat Text "
        + "sebelum diisi.",
      en:
        "t.csv, column \"kode\": 2 cells were changed by a spreadsheet: line 3: \"6,402E+09\" (scientific notation; digits "
        + "are lost), line 4: \"64:02:01\" (a time). Take the codes from the original table, with the column formatted as "
        + "Text before it is filled."
    ) {
      try DelimitedTable(
        bytes: Array("kode;n\n64.02.01;1\n6,402E+09;1\n64:02:01;1\nID64E2;1\n12E5;1\n".utf8), name: "t.csv"
      )
      .requireCodes(inColumn: 0)
    }
    expectFault(
      id:
        "t.xlsx [Data], kolom \"n\": 1 sel sudah diubah oleh aplikasi lembar kerja: sel A3: \"2025.1\" (angka pecahan; nol "
        + "di belakangnya mungkin hilang). Ubah format kolom itu menjadi Text, lalu ketik ulang isinya; atau pakai CSV dari "
        + "sumber datanya.",
      en:
        "t.xlsx [Data], column \"n\": 1 cell was changed by a spreadsheet: cell A3: \"2025.1\" (a fraction; zeros at its "
        + "end may be lost). Change the column's format to Text and type the cells again, or use CSV from where the data "
        + "come from."
    ) { try Self.column(["2025", "2025.1", "45838|1"]).requirePeriods(inColumn: 0) }
  }

  @Test func titlesAboveTheHeader() throws {
    let rows: [Int: [String: String]] = [
      1: ["A": "Laporan kepesertaan"], 3: ["A": "kode", "B": "nama", "C": "peserta"],
      4: ["A": "64.02.01", "B": "Muara Muntai", "C": "1"], 5: ["A": "64.02.02", "B": "Loa Kulu", "C": "2"],
    ]
    expectFault(
      id:
        "t.xlsx [Data], baris 1: baris ini tampaknya judul laporan, dan nama kolom tampaknya ada di baris 3. Hapus baris "
        + "di atasnya, atau sebutkan baris nama kolomnya (3).",
      en:
        "t.xlsx [Data], line 1: this looks like a title, and line 3 looks like the header. Delete the lines above it, or "
        + "state the line of the header (3)."
    ) { try Self.table(rows) }
    #expect(try Self.table(rows, headerLine: 3).rowCount == 2)
    expectFault(
      .usage, id: "t.xlsx [Data]: baris 2 yang disebut sebagai nama kolom tidak ada atau kosong. Sebutkan baris lain.",
      en: "t.xlsx [Data]: line 2, stated as the header, is not there or is blank. State another line."
    ) { try Self.table(rows, headerLine: 2) }
    expectFault(
      id: "t.xlsx [Data]: tabel kosong. Isilah dengan satu baris nama kolom dan baris-baris data.",
      en: "t.xlsx [Data]: the table is empty. It needs a header row and data rows."
    ) { try Self.table([:]) }
    expectFault(
      id: "t.xlsx [Data]: hanya ada nama kolom (baris 1), tanpa baris data. Periksa ekspor tabelnya.",
      en: "t.xlsx [Data]: there is a header (line 1) and no data row. Check the export of the table."
    ) { try Self.table([1: ["A": "kode"]]) }
  }

  @Test func cellsMergedDownwards() throws {
    let rows: [Int: [String: String]] = [
      1: ["A": "kabupaten", "B": "kode", "C": "peserta"], 2: ["A": "Paser", "B": "64.01.01", "C": "5"],
      3: ["B": "64.01.02", "C": "6"], 4: ["B": "64.01.03"], 5: ["A": "Berau", "B": "64.03.01", "C": "7"],
    ]
    let table = try Self.table(rows, merged: ["A2:A4", "A1:A1"])
    #expect((0..<4).map { table.cell($0, 0) } == ["Paser", "Paser", "Paser", "Berau"])
    #expect(try table.counts(inColumn: 2).values == [5, 6, nil, 7])
    #expect(
      table.notices.map(\.message.english) == [
        "t.xlsx [Data]: 1 group of cells is merged downwards (the first at A2); what they hold counts for each of "
          + "their rows."
      ])
    expectFault(
      id:
        "t.xlsx [Data], kolom \"peserta\": 2 sel bukan bilangan bulat yang dapat dipakai: sel C3: \"6\" (satu angka untuk "
        + "beberapa baris), sel C4: \"6\" (satu angka untuk beberapa baris). Batalkan penggabungan selnya (Unmerge) dan isi "
        + "angka setiap baris.",
      en:
        "t.xlsx [Data], column \"peserta\": 2 cells are no usable whole numbers: cell C3: \"6\" (one figure for several "
        + "rows), cell C4: \"6\" (one figure for several rows). Unmerge the cells and give each row its figure."
    ) { try Self.table(rows, merged: ["C3:C4"]).counts(inColumn: 2) }
    // A header of two rows.
    let double: [Int: [String: String]] = [
      1: ["A": "kode", "B": "Peserta"], 2: ["B": "peserta_pu", "C": "peserta_bpu"],
      3: ["A": "64.01.01", "B": "1", "C": "2"],
    ]
    #expect(
      try Self.table(double, merged: ["A1:A2", "B1:C1"], headerLine: 2).header == ["kode", "peserta_pu", "peserta_bpu"])
  }

  @Test func whatPeopleDoNotSeeIsSaid() throws {
    let table = try Self.table(
      [
        1: ["A": "kode", "B": "peserta"], 2: ["A": "64.01.01", "B": "5", "D": "catatan"],
        3: ["A": "64.01.02", "B": "6"],
      ], hiddenRows: [3, 9], hiddenColumns: "<col min=\"1\" max=\"1\" hidden=\"1\"/>",
      sheets: "<sheet name=\"Lain\" r:id=\"r1\"/>")
    #expect(
      table.notices.map(\.message.indonesian) == [
        "t.xlsx [Data]: lembar lain di buku kerja itu tidak dibaca untuk tabel ini: “Lain”. Pilih lembar dengan --sheet.",
        "t.xlsx [Data]: baris yang tersembunyi (disaring atau disembunyikan) ikut dibaca: 3.",
        "t.xlsx [Data]: kolom yang tersembunyi ikut dibaca: A.", "t.xlsx [Data]: kolom tanpa nama tidak dibaca: D.",
      ])
    #expect(table.rowCount == 2)
    #expect(table.rawRow(0) == ["64.01.01", "5", "", "catatan"])
  }

  @Test func formulasWithoutAResultAreRefused() throws {
    expectFault(
      id:
        "t.xlsx [Data]: berkas tidak menyimpan hasil rumus di sel B3. Buka di Excel atau LibreOffice, lalu simpan ulang.",
      en:
        "t.xlsx [Data]: the file does not hold the results of the formulas in B3. Open it in Excel or LibreOffice and "
        + "save it again."
    ) {
      try Self.table([
        1: ["A": "kode", "B": "peserta"], 2: ["A": "64.01.01", "B": "5"], 3: ["A": "64.01.02", "B": "=B2+1"],
      ])
    }
    // Above the header they do no harm.
    #expect(
      try Self.table(
        [1: ["A": "=NOW()"], 2: ["A": "kode", "B": "peserta"], 3: ["A": "64.01.01", "B": "5"]], headerLine: 2
      ).rowCount == 1)
  }

  /// A table that was written as CSV, opened in a spreadsheet and saved as a workbook.
  @Test func apostrophesAgainstFormulasAreTakenAway() throws {
    let bytes = try WorkbookWriter([
      .init(
        name: "a", columnWidths: [], rows: [[.text("nama"), .text("n")], [.text("'=1+1"), .integer(1)]], isTable: true)
    ]).bytes()
    #expect(try DelimitedTable(bytes: bytes, name: "t.xlsx").cell(0, 0) == "=1+1")
  }

  /// A formula's noise is no fraction; a fraction that somebody means is.
  @Test func noiseOfFormulasIsWhole() throws {
    let typed = try Self.column(["1999.9999999998", "6000.0000009", "-0.0000001", "2.9999999999999996", "7"])
    #expect(try typed.counts(inColumn: 0).values == [2000, 6000, 0, 3, 7])
    let fault = #expect(throws: Diagnostic.self) { try Self.column(["12.00001", "3"]).counts(inColumn: 0) }
    #expect(fault?.message.english.contains("cell A2: \"12.00001\" (a fraction)") == true)
    let text = try TablesTests.column(["1999.9999999998", "12.00000004", "7", "0.99999999"])
    #expect(try text.counts(inColumn: 1).values == [2000, 12, 7, 1])
    #expect(try TablesTests.column(["1.999,9999999998", "1.234,0"]).counts(inColumn: 1).values == [2000, 1234])
    for cell in ["12.00001", "12.0000010", "12.999998", "12.5000000", "0.00001"] {
      #expect(throws: Diagnostic.self, "\(cell)") { try TablesTests.column([cell, "1234.0"]).counts(inColumn: 1) }
    }
  }

  @Test func cellsFarAwayTakeNoMemoryAndAreRefused() throws {
    var rows: [Int: [String: String]] = [1: ["A": "kode", "B": "n"]]
    for row in 2...500 { rows[row] = ["A": "64.01", "B": "1"] }
    rows[300]?["XFD"] = "1"
    expectFault(
      id:
        "t.xlsx [Data], sel XFD300: ada isi di belakang kolom ke-1.024, lebih lebar daripada tabel yang diterima. Hapus "
        + "isi itu, atau salin tabelnya saja ke berkas baru.",
      en:
        "t.xlsx [Data], cell XFD300: something stands beyond column 1,024, and no table that wide is taken. Delete it, or "
        + "copy the table alone into a new file."
    ) { try Self.table(rows) }
    // Blank text there is nothing.
    rows[300]?["XFD"] = " "
    #expect(try Self.table(rows).rowCount == 499)
    let wide = "a;b\n1;2\n" + "3;4" + String(repeating: ";", count: 3_000)
    #expect(try TablesTests.table(wide + "\n").rowCount == 2)
    expectFault(
      id:
        "t.csv, baris 3: ada isi di belakang kolom ke-1.024, lebih lebar daripada tabel yang diterima. Hapus isi itu, "
        + "atau salin tabelnya saja ke berkas baru.",
      en:
        "t.csv, line 3: something stands beyond column 1,024, and no table that wide is taken. Delete it, or copy the "
        + "table alone into a new file."
    ) { try TablesTests.table(wide + "x\n") }
  }

  /// Every cell of a sheet in a few bytes.
  @Test func mergedCellsOfAWholeSheet() throws {
    var rows: [Int: [String: String]] = [1: ["A": "kode", "B": "n"]]
    for row in 2...50 { rows[row] = ["A": "64.01", "B": "1"] }
    let table = try Self.table(rows, merged: ["C1:XFD1048576", "D2:E1048576", "A2:A2"])
    #expect(table.header == ["kode", "n"])
    #expect(table.rowCount == 49)
  }

  @Test func gridsTellWhatIsMerged() throws {
    let bytes = try Self.workbook(
      [
        1: ["A": "Laporan"], 3: ["A": "Kabupaten", "B": "Peserta", "D": "Potensi"],
        4: ["B": "PU", "C": "BPU", "D": "PU"],
        5: ["A": "Paser", "B": "1", "C": "2", "D": "3|1"], 6: ["B": "4", "C": "5"],
      ], merged: ["A1:E1", "A3:A4", "B3:C3", "D3:E3", "A5:A6"])
    let file = try TableFile(bytes: bytes, name: "t.xlsx")
    #expect(file.sheets == ["Data"])
    let grid = try file.grid()
    #expect(grid.rowCount == 5)
    #expect(grid.width == 4)
    #expect((0..<5).map { grid.lineNumber($0) } == [1, 3, 4, 5, 6])
    #expect(grid.mergedAcross.map(\.line) == [1, 3, 3])
    #expect(grid.mergedAcross.map(\.columns) == [0...4, 1...2, 3...4])
    #expect(grid.cell(2, 0) == "Kabupaten")
    #expect(grid.isMergedDown(2, 0) && grid.isMergedDown(3, 0) && !grid.isMergedDown(3, 1))
    #expect(grid.cell(1, 2).isEmpty && grid.isBlank(1, 2))
    #expect((0..<4).map { grid.look(3, $0) } == [.other, .number, .number, .other])
    #expect(grid.kind(3, 3) == .date)
    let table = try DelimitedTable(grid, header: ["kab", "pu", "bpu", "x"], headerLine: 3, rows: [3, 4])
    #expect(table.cells == [["Paser", "1", "2", "1900-01-03"], ["Paser", "4", "5", ""]])
    #expect(table.lineNumber(1) == 6)
    expectFault(
      id: "t.xlsx [Data], sel D5: ada isi (“1900-01-03”) di luar kolom yang bernama. Hapus, atau beri nama kolomnya.",
      en:
        "t.xlsx [Data], cell D5: something stands (“1900-01-03”) beside the named columns. Delete it, or name its column."
    ) { try DelimitedTable(grid, header: ["kab", "pu", "bpu"], headerLine: 3, rows: [3, 4]) }
  }

  @Test func openDocumentsAreTablesToo() throws {
    var archive = ZipWriter()
    let names = ["office", "table", "text"].map { "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\"" }
    func row(_ cells: [String]) -> String {
      "<table:table-row>"
        + cells.map { cell in
          Double(cell) == nil
            ? "<table:table-cell office:value-type=\"string\"><text:p>\(cell)</text:p></table:table-cell>"
            : "<table:table-cell office:value-type=\"float\" office:value=\"\(cell)\"/>"
        }.joined() + "</table:table-row>"
    }
    archive.add("application/vnd.oasis.opendocument.spreadsheet", as: "mimetype")
    archive.add(
      "<office:document \(names.joined(separator: " "))><office:body><office:spreadsheet><table:table table:name=\"Satu\">"
        + row(["kode", "peserta"]) + row(["64.01.01", "1999.9999999998"]) + row(["64.01.02", "3"])
        + "</table:table></office:spreadsheet></office:body></office:document>", as: "content.xml")
    let table = try DelimitedTable(bytes: try archive.bytes(), name: "t.ods")
    #expect(table.name == "t.ods [Satu]")
    #expect(table.encodingSource == .workbook)
    #expect(try table.counts(inColumn: 1).values == [2000, 3])
    #expect(table.place(1, 1).english == "cell B3")
  }

  /// A spreadsheet keeps 15 digits of a number: the last ones of an identity number become zeros, and people become one.
  @Test func identifiersThatASpreadsheetCut() throws {
    let table = try Self.column(["'6402010101900001", "6402010101900000", "12345", "1.5"])
    let fault = #expect(throws: Diagnostic.self) { try table.requireIdentifiers(inColumn: 0) }
    #expect(
      fault?.message.english
        == "t.xlsx [Data], column \"n\": 2 cells were changed by a spreadsheet: cell A3 (a number of more than 15 digits; the "
        + "last ones are lost), cell A5 (a fraction; zeros at its end may be lost). Change the column's format to Text and "
        + "type the cells again, or use CSV from where the data come from.")
  }
}
