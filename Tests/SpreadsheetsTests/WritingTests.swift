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
}
