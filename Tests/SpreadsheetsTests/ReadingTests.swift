import Archives
import Diagnostics
import Spreadsheets
import TestSupport
import Testing

@Suite struct ReadingTests {
  @Test func cellsOfEveryType() throws {
    let values = try Fixture.sheet(
      """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>\
      <c r="D1" t="s"><v>3</v></c></row>
      <row r="3"><c r="A3"><v>12</v></c><c r="B3" t="n"><v>1.5E+05</v></c><c r="C3"><v>64.099999999999994</v></c>\
      <c r="D3" t="b"><v>1</v></c><c r="E3" t="e"><v>#N/A</v></c><c r="F3" t="inlineStr"><is><t>Kukar</t></is></c>\
      <c r="G3" t="str"><f>A1</f><v>hasil</v></c><c r="H3" t="d"><v>2025-06-30</v></c><c r="I3" s="7"/><c r="J3"/>\
      <c r="AA3"><v>-3</v></c></row>
      """,
      strings: """
        <si><t>kode</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">peserta </t></r><r><t>aktif</t></r></si>\
        <si><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh><phoneticPr fontId="1"/></si>\
        <si><t>a_x000D_b_x005F_x0041_</t></si>
        """
    ).values()
    #expect(
      values == [
        "A1": .text("kode"), "B1": .text("peserta aktif"), "C1": .text("東京"), "D1": .text("a\rb_x0041_"),
        "A3": .number(12), "B3": .number(150_000), "C3": .number(64.1), "D3": .boolean(true), "E3": .error("#N/A"),
        "F3": .text("Kukar"), "G3": .text("hasil"), "H3": .date("2025-06-30"), "AA3": .number(-3),
      ])
  }

  /// A raised 1 behind 37153 marks a footnote and is no part of the figure.
  @Test func raisedDigitsStayRaised() throws {
    let run =
      "<r><t>37153</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1,2)</t></r><r><rPr><vertAlign "
      + "val=\"subscript\"/></rPr><t>3</t></r><r><t>4</t></r>"
    let values = try Fixture.sheet(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is>\(run)</is></c></row>",
      strings: "<si>\(run)</si>"
    ).values()
    #expect(values == ["A1": .text("37153¹,²)34"), "B1": .text("37153¹,²)34")])
  }

  /// A format that shows 37 as `37 ribu` says that the figure is of thousands.
  @Test(arguments: [
    ("0\" ribu\"", Worksheet.Value.text("37 ribu")), ("0\"000\"", .text("37000")), ("#,##0\" orang\"", .number(37)),
    ("#,##0,", .number(37)), ("#,##0,\" ribu\"", .number(37)), ("0\\ \\r\\b", .text("37 rb")),
  ]) func formatsThatMultiply(_ format: String, _ expected: Worksheet.Value) throws {
    let values = try Fixture.sheet(
      "<row r=\"1\"><c r=\"A1\" s=\"0\"><v>37</v></c></row>", formats: [format]
    ).values()
    #expect(values == ["A1": expected])
  }

  /// Google Sheets and streaming writers leave references out; another writes them in lower case.
  @Test func cellsWithoutReferencesFollowEachOther() throws {
    let sheet = try Fixture.sheet(
      "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r=\"4\"><c r=\"c4\"><v>5</v></c><c><v>6</v></c></row><row><c><v>7</v></c></row>"
    ).worksheet()
    #expect(sheet.cells.map(\.reference.description) == ["A1", "C1", "C4", "D4", "A5"])
  }

  @Test func prefixesAndStrictNamespaces() throws {
    let strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    let prefixed = Fixture.sheet("").with(
      "xl/worksheets/sheet1.xml",
      """
      <x:worksheet xmlns:x="\(strict)" xmlns:f="urn:lain"><x:sheetData><x:row r="1"><x:c r="A1"><f:v>9</f:v>\
      <x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>
      """)
    #expect(try prefixed.values() == ["A1": .number(1)])
  }

  @Test(arguments: [
    ("14", 45838.0, Worksheet.Value.date("2025-06-30")), ("22", 45838.5, .date("2025-06-30 12:00:00")),
    ("17", 45809, .date("2025-06")), ("mmm-yy", 45809, .date("2025-06")), ("yyyy", 45809, .date("2025")),
    ("[$-421]dd mmmm yyyy;@", 45838, .date("2025-06-30")), ("dd/mm/yyyy hh:mm", 45838.25, .date("2025-06-30 06:00:00")),
    ("46", 2.6680671296296295, .time("64:02:01")), ("[h]:mm:ss", 2.6680671296296295, .time("64:02:01")),
    ("hh:mm:ss", 0.5, .time("12:00:00")), ("10", 0.855, .percentage(0.855)), ("0.0%", 0.5, .percentage(0.5)),
    ("#,##0", 1234, .number(1234)), ("General", 1, .number(1)), ("\"hari\" 0", 3, .number(3)),
    ("0\\d", 3, .number(3)), ("[Red]0;[Blue]-0;\"d\"", 3, .number(3)), ("_(* #,##0_)", 5, .number(5)),
    ("0.00E+00", 5, .number(5)), ("49", 5, .number(5)), ("dd/mm/yyyy", -5, .number(-5)),
    ("14", 59, .date("1900-02-28")), ("14", 61, .date("1900-03-01")), ("14", 1, .date("1900-01-01")),
    ("14", 45_351, .date("2024-02-29")), ("14", 2_958_465, .date("9999-12-31")),
  ]) func formatsTellWhatANumberMeans(_ format: String, _ number: Double, _ value: Worksheet.Value) throws {
    let fixture = Fixture.sheet(
      "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>\(number)</v></c></row>", formats: ["0", format])
    #expect(try fixture.values() == ["A1": value])
  }

  @Test func datesSince1904() throws {
    let fixture = Fixture.sheet(
      "<row r=\"1\"><c r=\"A1\" s=\"0\"><v>44376</v></c></row>", formats: ["14"],
      workbook: "<workbookPr date1904=\"1\"/>")
    #expect(try fixture.values() == ["A1": .date("2025-06-30")])
  }

  @Test func formulasKeepTheirSavedResults() throws {
    let rows = """
      <row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>SUM(A1)</f></c><c r="C1"><f>SUM(A1)</f><v/></c>\
      <c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="str"><f t="shared" si="0"/><v>x</v></c></row>
      """
    let sheet = try Fixture.sheet(rows).worksheet()
    #expect(sheet.cells.map(\.value) == [.number(2), .uncomputed, .uncomputed, .text("x")])
    #expect(sheet.cells.allSatisfy { $0.isFormula })
    // The program that wrote the file computed nothing and left zeros.
    let uncomputed = try Fixture.sheet(rows, workbook: "<calcPr calcId=\"1\" fullCalcOnLoad=\"1\"/>").values()
    #expect(uncomputed["A1"] == .uncomputed)
  }

  @Test func whatPeopleDoNotSee() throws {
    let sheet = try Fixture.sheet(
      "<row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>1</v></c></row><row r=\"3\"><c r=\"A3\"><v>1</v></c></row>",
      before: "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"5\" width=\"9\"/></cols>",
      after: "<mergeCells count=\"1\"><mergeCell ref=\"A2:B3\"/></mergeCells>"
    ).worksheet()
    #expect(sheet.hiddenRows == [2])
    #expect(sheet.hiddenColumns == [1, 2])
    #expect(sheet.mergedRanges == [CellRange("A2:B3")])
  }

  @Test func sheetsAndTheirTargets() throws {
    var fixture = Fixture.sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")
    fixture.parts.append(
      (
        "xl/Lembar/Dua.xml",
        "<worksheet xmlns=\"\(Fixture.main)\"><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>"
      ))
    fixture = fixture.with(
      "xl/workbook.xml",
      """
      <workbook xmlns="\(Fixture.main)" xmlns:r="\(Fixture.relations)"><sheets>\
      <sheet name="Sembunyi" sheetId="7" state="hidden" r:id="rId1"/><sheet name="Grafik" sheetId="3" r:id="rId9"/>\
      <sheet name="Peserta &amp; potensi" sheetId="2" r:id="rId2"/></sheets></workbook>
      """
    ).with(
      "xl/_rels/workbook.xml.rels",
      Fixture.rels([
        ("rId9", "chartsheet", "chartsheets/sheet1.xml"), ("rId2", "worksheet", "/xl/lembar/dua.xml"),
        ("rId1", "worksheet", "./x/../worksheets/sheet1.xml"),
      ]))
    let workbook = try fixture.workbook()
    #expect(workbook.sheets.map(\.name) == ["Sembunyi", "Peserta & potensi"])
    #expect(workbook.sheets.map(\.isHidden) == [true, false])
    #expect(try fixture.worksheet().cells.map(\.value) == [.number(2)])
    #expect(try fixture.worksheet("sembunyi").cells.map(\.value) == [.number(1)])
    expectFault(
      id: "buku.xlsx: tidak ada lembar “Data”. Lembar yang ada: “Sembunyi”, “Peserta & potensi”.",
      en: "buku.xlsx: there is no sheet “Data”. Its sheets are: “Sembunyi”, “Peserta & potensi”."
    ) { try fixture.worksheet("Data") }
  }

  // MARK: What is refused

  @Test func documentTypesAreRefused() throws {
    let bomb = """
      <!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
      <worksheet xmlns="\(Fixture.main)"><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>
      """
    expectFault(
      id:
        "buku.xlsx, xl/worksheets/sheet1.xml, baris 1: isi buku kerja rusak (document type declaration). Buka di Excel "
        + "atau LibreOffice, lalu simpan ulang.",
      en:
        "buku.xlsx, xl/worksheets/sheet1.xml, line 1: the workbook's contents are damaged (document type declaration). "
        + "Open it in Excel or LibreOffice and save it again."
    ) { try Fixture.sheet("").with("xl/worksheets/sheet1.xml", bomb).worksheet() }
  }

  @Test(arguments: [
    ("<row r=\"1\"><c r=\"A1\"><v>1</v></c>", "mismatched tag"),
    ("<row r=\"2\"/><row r=\"2\"/>", "row 2 after row 2"),
    ("<row r=\"1048577\"/>", "row 1048577 after row 0"),
    ("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>", "cell A1 after column 2 of row 1"),
    ("<row r=\"1\"><c r=\"A2\"/></row>", "cell A2 after column 0 of row 1"),
    ("<row r=\"1\"><c r=\"XFE1\"/></row>", "cell XFE1 after column 0 of row 1"),
    ("<row r=\"1\"><c r=\"A1\"><v>1,5</v></c></row>", "number 1,5 in A1"),
    ("<row r=\"1\"><c r=\"A1\"><v>NaN</v></c></row>", "number NaN in A1"),
    ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", "string 0 in A1"),
    ("<row r=\"1\"><c r=\"A1\" t=\"z\"><v>0</v></c></row>", "cell type z"),
  ]) func damageIsSaid(_ rows: String, _ reason: String) {
    let fault = #expect(throws: Diagnostic.self) { try Fixture.sheet(rows).worksheet() }
    #expect(fault?.kind == .badInput)
    #expect(fault?.message.english.contains("(\(reason))") == true, "\(fault?.message.english ?? "")")
  }

  @Test func otherFilesInAnArchive() throws {
    let save = (
      id: "Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx atau CSV (UTF-8).",
      en: "Open it in Excel or LibreOffice and save it as .xlsx or CSV (UTF-8)."
    )
    let cases: [(String, String, String, String, (id: String, en: String))] = [
      ("xl/workbook.bin", "", "buku kerja biner Excel (.xlsb)", "a binary Excel workbook (.xlsb)", save),
      (
        "word/document.xml", "", "dokumen Office lain", "another kind of Office document",
        (
          "Salin tabelnya ke lembar kerja, lalu simpan sebagai .xlsx atau CSV (UTF-8).",
          "Copy its table into a worksheet and save that as .xlsx or CSV (UTF-8)."
        )
      ),
      (
        "data.bin.txt.zip", "", "arsip terkompresi", "a compressed archive",
        ("Ekstrak dahulu dan sebutkan tabelnya.", "Unpack it first and name the table.")
      ),
      (
        "Data/data.csv", "", "arsip terkompresi", "a compressed archive",
        ("Ekstrak dahulu dan sebutkan “data/data.csv”.", "Unpack it first and name “data/data.csv”.")
      ),
      (
        "Index/Document.iwa", "", "dokumen Apple Numbers (.numbers)", "an Apple Numbers document (.numbers)",
        (
          "Buka di Numbers, lalu pilih File > Export To > Excel (.xlsx) atau CSV.",
          "Open it in Numbers and choose File > Export To > Excel (.xlsx) or CSV."
        )
      ),
      (
        "kaltim.shp", "", "arsip peta (shapefile atau GeoPackage)", "an archive of a map layer",
        (
          "Periksa urutan berkasnya: di sini diperlukan tabel (.csv, .xlsx atau .ods).",
          "Check the order of the files: a table (.csv, .xlsx or .ods) is needed here."
        )
      ),
    ]
    for (part, text, id, en, advice) in cases {
      var archive = ZipWriter()
      archive.add(text, as: part)
      let bytes = try archive.bytes()
      expectFault(
        id: "buku.xlsx: ini \(id), yang tidak dapat dibaca sebagai tabel. \(advice.id)",
        en: "buku.xlsx: this is \(en), which cannot be read as a table. \(advice.en)"
      ) { try Workbook(bytes, name: "buku.xlsx") }
    }
    expectFault(
      id:
        "buku.xlsx: bagian xl/worksheets/sheet1.xml tidak ada di dalam buku kerja. Buka di Excel atau LibreOffice, lalu "
        + "simpan ulang.",
      en:
        "buku.xlsx: the part xl/worksheets/sheet1.xml is missing from the workbook. Open it in Excel or LibreOffice and "
        + "save it again."
    ) { try Fixture.sheet("").without("xl/worksheets/sheet1.xml").worksheet() }
    expectFault(
      id: "buku.xlsx: buku kerja tidak punya lembar berisi sel. Simpan tabelnya di sebuah lembar kerja.",
      en: "buku.xlsx: the workbook has no sheet of cells. Put the table on a worksheet."
    ) { try Fixture.sheet("").with("xl/workbook.xml", "<workbook xmlns=\"\(Fixture.main)\"/>").workbook() }
  }

  /// Whatever byte is flipped: an error or the same cells, never a crash.
  @Test func anyFlippedByteIsHarmless() throws {
    let fixture = Fixture.sheet(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"0\"><v>12</v></c></row>",
      strings: "<si><t>a</t></si>",
      formats: ["14"])
    let whole = try fixture.bytes()
    let cells = try fixture.worksheet().cells
    for place in whole.indices {
      var bytes = whole
      bytes[place] ^= 0x41
      guard let workbook = try? Workbook(bytes, name: "buku.xlsx") else { continue }
      if let sheet = try? workbook.worksheet(workbook.sheets[0]) {
        // The names of parts have no checksum: without styles or strings, cells may lack a format.
        #expect(sheet.cells.count == cells.count, "byte \(place)")
      }
    }
  }

  @Test func references() {
    for (text, row, column) in [
      ("A1", 1, 0), ("Z9", 9, 25), ("AA10", 10, 26), ("$B$12", 12, 1), ("XFD1048576", 1_048_576, 16_383),
    ] {
      let reference = CellReference(text)
      #expect(reference == CellReference(row: row, column: column))
      #expect(reference?.description == text.filter { $0 != "$" })
    }
    for text in ["", "A", "1", "1A", "A0", "A1B", "XFE1", "A1048577", "A-1", "Ä1"] {
      #expect(CellReference(text) == nil)
    }
  }
}
