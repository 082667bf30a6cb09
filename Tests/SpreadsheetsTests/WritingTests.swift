import Archives
import Spreadsheets
import Testing

@Suite struct WritingTests {
  static let awkward = [
    "Muara <Jawa> & \"Sanga\" 'Sanga'", "=cmd|'/c calc'!A1", "+1", "-2+3", "@SUM(A1)", "\u{202E}kiri\u{200F}",
    "baris\nbaru\ttab",
    "a\u{1}b\r\u{FFFE}", "_x0041_", "é 漢字 😀", " di tepi ", String(repeating: "x", count: 200), "64.02.01", "007",
    "]]>",
  ]

  static func workbook() throws -> [UInt8] {
    try WorkbookWriter([
      .init(
        name: "Peringkat & <data>", columnWidths: [10, 30],
        rows: [[.text("name"), .text("eligible"), .text("pct")]]
          + awkward.map { [.text($0), .integer(1234), .decimal(86.73)] } + [
            [.text("kosong"), .boolean(true), .decimal(0)]
          ],
        isTable: true),
      .init(name: "Keterangan", columnWidths: [], rows: [[.text("catatan"), .text("isi")]], isTable: false),
    ]).bytes()
  }

  @Test func whatIsWrittenIsRead() throws {
    let workbook = try Workbook(Self.workbook(), name: "a.xlsx")
    #expect(workbook.sheets.map(\.name) == ["Peringkat & <data>", "Keterangan"])
    let sheet = try workbook.worksheet(workbook.sheets[0])
    let names = sheet.cells.filter { $0.column == 0 }.map(\.value)
    #expect(names == (["name"] + Self.awkward + ["kosong"]).map { .text($0) })
    let counts = sheet.cells.filter { $0.column == 1 }.map(\.value)
    #expect(counts == [.text("eligible")] + Self.awkward.map { _ in .number(1234) } + [.boolean(true)])
    #expect(sheet.cells.last?.value == .number(0))
    #expect(sheet.cells.allSatisfy { !$0.isFormula })
    #expect(try workbook.worksheet(workbook.sheets[1]).cells.map(\.value) == [.text("catatan"), .text("isi")])
  }

  @Test func theXMLIsWhatSpreadsheetsExpect() throws {
    let bytes = try Self.workbook()
    #expect(try Self.workbook() == bytes)
    let archive = try ZipReader(bytes, name: "a.xlsx")
    #expect(
      archive.entries.map(\.name) == [
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
      ])
    let entry = try #require(archive.entry(named: "xl/worksheets/sheet1.xml"))
    let text = String(decoding: try archive.contents(of: entry, limit: 1 << 20), as: UTF8.self)
    #expect(text.contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"))
    #expect(text.contains("<autoFilter ref=\"A1:C17\"/>"))
    #expect(text.contains("<col min=\"2\" max=\"2\" width=\"30.0\" customWidth=\"1\"/>"))
    #expect(
      text.contains("<c r=\"A3\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=cmd|'/c calc'!A1</t></is></c>"))
    #expect(text.contains("<c r=\"B3\" s=\"2\"><v>1234</v></c><c r=\"C3\" s=\"3\"><v>86.73</v></c>"))
    #expect(text.contains("a_x0001_b_x000D__xFFFE_") && text.contains("_x005F_x0041_"))
    #expect(!text.contains("<f>"))
  }

  @Test func textBeyondTheFormatsLimitIsCut() throws {
    let long = String(repeating: "é", count: 40_000)
    let bytes = try WorkbookWriter([
      .init(name: "a", columnWidths: [], rows: [[.text(long)]], isTable: false)
    ]).bytes()
    let workbook = try Workbook(bytes, name: "a.xlsx")
    let cell = try #require(try workbook.worksheet(workbook.sheets[0]).cells.first)
    #expect(cell.value == .text(String(repeating: "é", count: 32_766) + "…"))
  }

  /// The styles of a workbook of plain rows, which other outputs have had from the beginning.
  @Test func plainRowsHaveTheStylesThatTheyAlwaysHad() throws {
    let styles = try Self.part("xl/styles.xml", of: Self.workbook())
    let fonts = """
      <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/>\
      <name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2">
      """
    #expect(styles.contains(fonts))
    let cells = """
      <cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
      <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
      <xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
      <xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
      <xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>\
      <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">\
      <alignment vertical="top" wrapText="1"/></xf></cellXfs>
      """
    #expect(styles.contains(cells))
    #expect(try !Self.part("xl/workbook.xml", of: Self.workbook()).contains("definedName"))
  }

  // MARK: Sheets written cell by cell

  private static func part(_ name: String, of bytes: [UInt8]) throws -> String {
    let archive = try ZipReader(bytes, name: "a.xlsx")
    let entry = try #require(archive.entry(named: name))
    return String(decoding: try archive.contents(of: entry, limit: 1 << 20), as: UTF8.self)
  }

  /// A title, a header over two rows, and their sum.
  private static func table() throws -> [UInt8] {
    var book = WorkbookWriter()
    let text = book.style(CellStyle(.text))
    let whole = book.style(CellStyle(.whole))
    var filled = CellStyle(.decimals(1))
    filled.fill = "DDEBF7"
    filled.isBold = true
    filled.lineAbove = "7F7F7F"
    let total = book.style(filled)
    #expect(book.style(filled) == total)
    var sheet = SheetWriter(name: "Tom's & <co>")
    sheet.startRow(height: 21)
    sheet.append("=1+1", text)
    sheet.endRow()
    sheet.startRow()
    for heading in ["nama", "n", "%"] { sheet.append(heading, text) }
    sheet.endRow()
    for (name, count) in [("a", 1_048_576), ("b", -7)] {
      sheet.startRow()
      sheet.append(name, text)
      sheet.append(count, whole)
      sheet.append(hundredths: count == -7 ? -750 : 5, whole)
      sheet.appendEmpty(text)
      sheet.append(true, whole)
      sheet.endRow()
    }
    sheet.startRow()
    sheet.appendEmpty(total)
    sheet.append(formula: "SUBTOTAL(109,B3:B4)", .whole(1_048_569), total)
    sheet.append(formula: "IF(B3<>0,B4/B3,\"\")", .number(-6.67572021484375e-06), total)
    sheet.append(formula: "IF(B3>0,\"\",1)", .blank, total)
    sheet.endRow()
    let range = { CellRange($0)! }
    sheet.layout.columnWidths = [10, 12.5]
    sheet.layout.frozenRows = 2
    sheet.layout.frozenColumns = 1
    sheet.layout.filter = range("A2:C4")
    sheet.layout.bars = [
      .init(range("B3:B4"), colour: "F8CBAD"), .init(range("C3:C4"), colour: "9DC3E6", largest: 100),
    ]
    var printing = SheetLayout.Printing(pageWords: ("Halaman ", " dari "))
    printing.area = range("A1:C5")
    printing.titleRows = 2...2
    printing.footerLeft = "A & B"
    sheet.layout.printing = printing
    book.add(sheet)
    var other = SheetWriter(name: "Lain")
    other.layout.frozenColumns = 1
    book.add(other)
    return try book.bytes()
  }

  @Test func formulasStandWithTheirValues() throws {
    let bytes = try Self.table()
    #expect(try Self.table() == bytes)
    let workbook = try Workbook(bytes, name: "a.xlsx")
    #expect(workbook.sheets.map(\.name) == ["Tom's & <co>", "Lain"])
    let cells = try workbook.worksheet(workbook.sheets[0]).cells
    #expect(cells.first?.value == .text("=1+1"))
    #expect(
      cells.filter { $0.row == 3 }.map(\.value) == [.text("a"), .number(1_048_576), .number(0.05), .boolean(true)])
    #expect(cells.filter { $0.row == 4 }.map(\.value) == [.text("b"), .number(-7), .number(-7.5), .boolean(true)])
    // No text is no content to a reader.
    #expect(cells.filter { $0.row == 5 }.map(\.value) == [.number(1_048_569), .number(-6.67572021484375e-06)])
    #expect(cells.filter(\.isFormula).map(\.row) == [5, 5])
    let text = try Self.part("xl/worksheets/sheet1.xml", of: bytes)
    let sum = """
      <row r="5"><c r="A5" s="6"/><c r="B5" s="6"><f>SUBTOTAL(109,B3:B4)</f><v>1048569</v></c>\
      <c r="C5" s="6"><f>IF(B3&lt;&gt;0,B4/B3,&quot;&quot;)</f><v>-6.67572021484375e-06</v></c>\
      <c r="D5" s="6" t="str"><f>IF(B3&gt;0,&quot;&quot;,1)</f><v></v></c></row>
      """
    #expect(text.contains(sum))
    #expect(text.contains("<row r=\"1\" ht=\"21.0\" customHeight=\"1\"><c r=\"A1\" s=\"1\" t=\"inlineStr\">"))
    // A cell that shows nothing is none.
    #expect(text.contains("<c r=\"C3\" s=\"2\"><v>0.05</v></c><c r=\"E3\" s=\"2\" t=\"b\"><v>1</v></c></row>"))
  }

  /// Excel takes a sheet for damaged whose elements are in another order.
  @Test func theLayoutStandsWhereTheFormatWantsIt() throws {
    let bytes = try Self.table()
    let text = try Self.part("xl/worksheets/sheet1.xml", of: bytes)
    let order = [
      "<sheetPr>", "<dimension ref=\"A1:E5\"/>", "<sheetViews>", "<sheetFormatPr", "<cols>", "<sheetData>",
      "<autoFilter ref=\"A2:C4\"/>", "<conditionalFormatting sqref=\"B3:B4\">",
      "<conditionalFormatting sqref=\"C3:C4\">",
      "<pageMargins", "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/>",
      "<headerFooter><oddFooter>&amp;LA &amp;&amp; B&amp;C&amp;RHalaman &amp;P dari &amp;N</oddFooter></headerFooter>",
      "<ignoredErrors><ignoredError sqref=\"A1:E5\" numberStoredAsText=\"1\"/></ignoredErrors>",
      "<extLst><ext xmlns:x14=", "</worksheet>",
    ]
    var rest = text[...]
    for element in order {
      let place = try #require(rest.firstRange(of: element), "\(element)")
      rest = rest[place.upperBound...]
    }
    #expect(rest.isEmpty)
    #expect(
      text.contains(
        "<pane xSplit=\"1\" ySplit=\"2\" topLeftCell=\"B3\" activePane=\"bottomRight\" state=\"frozen\"/>"))
    #expect(text.contains("<cfvo type=\"num\" val=\"0\"/><cfvo type=\"max\"/><color rgb=\"FFF8CBAD\"/>"))
    #expect(text.contains("<cfvo type=\"num\" val=\"0\"/><cfvo type=\"num\" val=\"100\"/><color rgb=\"FF9DC3E6\"/>"))
    // Each rule has its extension.
    let ids = text.matches(of: /<x14:id>(\{[0-9A-F-]{36}\})<\/x14:id>/).map { String($0.1) }
    #expect(Set(ids).count == 2)
    #expect(text.matches(of: /<x14:cfRule type="dataBar" id="([^"]*)">/).map { String($0.1) } == ids)
    let other = try Self.part("xl/worksheets/sheet2.xml", of: bytes)
    #expect(other.contains("<pane xSplit=\"1\" topLeftCell=\"B1\" activePane=\"topRight\" state=\"frozen\"/>"))
    #expect(!other.contains("tabSelected") && !other.contains("pageSetup"))
    let workbook = try Self.part("xl/workbook.xml", of: bytes)
    let sheet = "'Tom''s &amp; &lt;co&gt;'!"
    let names = """
      </sheets><definedNames>\
      <definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">\(sheet)$A$2:$C$4</definedName>\
      <definedName name="_xlnm.Print_Area" localSheetId="0">\(sheet)$A$1:$C$5</definedName>\
      <definedName name="_xlnm.Print_Titles" localSheetId="0">\(sheet)$2:$2</definedName></definedNames></workbook>
      """
    #expect(workbook.contains(names))
    let styles = try Self.part("xl/styles.xml", of: bytes)
    #expect(styles.contains("<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"0.0\"/></numFmts><fonts"))
    let total = """
      <xf numFmtId="164" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" \
      applyFill="1" applyBorder="1"/></cellXfs>
      """
    #expect(styles.contains(total))
    #expect(styles.contains("<top style=\"thin\"><color rgb=\"FF7F7F7F\"/></top><bottom/>"))
  }
}
