import Archives
import Diagnostics
import Spreadsheets
import Testing

/// Small files that unpack to much.
@Suite struct LimitTests {
  private func fault(_ fixture: Fixture) -> Diagnostic? { #expect(throws: Diagnostic.self) { try fixture.worksheet() } }

  @Test func theLastColumnOfEveryRowIsOneCell() throws {
    let rows = (1...2_000).map { "<row r=\"\($0)\"><c r=\"XFD\($0)\"><v>1</v></c></row>" }.joined()
    let sheet = try Fixture.sheet(rows).worksheet()
    #expect(sheet.entries.count == 2_000)
    #expect(sheet.bytes.count == 2_000)
  }

  @Test func oneTextServesAllCellsThatShareIt() throws {
    let long = String(repeating: "panjang ", count: 4_000)
    let rows = (1...500).map { "<row r=\"\($0)\"><c r=\"A\($0)\" t=\"s\"><v>0</v></c></row>" }.joined()
    let sheet = try Fixture.sheet(rows, strings: "<si><t>\(long)</t></si>").worksheet()
    #expect(sheet.bytes.count == long.utf8.count)
    #expect(sheet.cells.allSatisfy { $0.value == .text(long) })
  }

  @Test func aCellHoldsNoBook() {
    let long = String(repeating: "x", count: SheetLimits.cellText + 1)
    #expect(
      fault(.sheet("<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>\(long)</t></is></c></row>"))?.message
        == Message(
          id:
            "buku.xlsx, lembar “Data”, sel B3: teksnya terlalu panjang untuk sebuah tabel. Hapus atau ringkas isinya.",
          en: "buku.xlsx, sheet “Data”, cell B3: its text is too long for a table. Delete or shorten it."))
    #expect(fault(.sheet("", strings: "<si><t>\(long)</t></si>"))?.code == "workbook.limit.texts")
  }

  @Test func elementsAreNotNestedWithoutEnd() {
    let deep = String(repeating: "<x>", count: 300) + String(repeating: "</x>", count: 300)
    #expect(fault(.sheet(deep))?.message.english.contains("(elements nested too deeply)") == true)
  }

  /// Expat looks at an unfinished tag from its beginning with each block: such a file would take hours.
  @Test func tagsHaveAnEnd() {
    let comment = "<!--" + String(repeating: "x", count: 6 << 20) + "-->"
    #expect(fault(.sheet(comment))?.message.english.contains("(tag too long)") == true)
  }
}
