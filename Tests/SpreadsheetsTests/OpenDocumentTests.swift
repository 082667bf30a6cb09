import Archives
import Diagnostics
import Spreadsheets
import TestSupport
import Testing

/// An OpenDocument spreadsheet written by hand.
struct OpenDocumentFixture {
  /// What stands in `office:spreadsheet`.
  var sheets: String
  /// What stands in `office:automatic-styles`.
  var styles = ""
  var type = "application/vnd.oasis.opendocument.spreadsheet"
  var manifest = ""

  /// One sheet, named Data, of these columns and rows.
  init(_ rows: String, columns: String = "", styles: String = "") {
    sheets = "<table:table table:name=\"Data\">\(columns)\(rows)</table:table>"
    self.styles = styles
  }

  private static let namespaces =
    ["office", "table", "text", "style", "datastyle", "drawing"].map { name in
      let prefix = ["datastyle": "number", "drawing": "draw"][name] ?? name
      return "xmlns:\(prefix)=\"urn:oasis:names:tc:opendocument:xmlns:\(name):1.0\""
    }.joined(separator: " ")
    + " xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\""

  func bytes() throws -> [UInt8] {
    var archive = ZipWriter()
    archive.add(Array(type.utf8), as: "mimetype", isCompressed: false)
    archive.add(
      "<office:document-content \(Self.namespaces)><office:automatic-styles>\(styles)</office:automatic-styles>"
        + "<office:body><office:spreadsheet>\(sheets)</office:spreadsheet></office:body></office:document-content>",
      as: "content.xml")
    archive.add("<manifest>\(manifest)</manifest>", as: "META-INF/manifest.xml")
    return try archive.bytes()
  }

  func workbook() throws -> Workbook { try Workbook(try bytes(), name: "buku.ods") }

  func worksheet(_ name: String? = nil) throws -> Worksheet {
    let workbook = try workbook()
    return try workbook.worksheet(try workbook.sheet(named: name))
  }

  func values() throws -> [String: Worksheet.Value] {
    Dictionary(uniqueKeysWithValues: try worksheet().cells.map { ($0.reference.description, $0.value) })
  }
}

/// Cells as LibreOffice, odfpy and Excel write them.
private func cell(_ attributes: String, _ text: String? = nil) -> String {
  "<table:table-cell \(attributes)>" + (text.map { "<text:p>\($0)</text:p>" } ?? "") + "</table:table-cell>"
}

private func row(_ cells: String..., attributes: String = "") -> String {
  "<table:table-row \(attributes)>" + cells.joined() + "</table:table-row>"
}

private let string = "office:value-type=\"string\" calcext:value-type=\"string\""

@Suite struct OpenDocumentTests {
  @Test func cellsOfEveryType() throws {
    let values = try OpenDocumentFixture(
      row(
        cell(string, "kode"),
        cell("office:value-type=\"float\" office:value=\"12\" calcext:value-type=\"float\"", "12"),
        cell("calcext:value-type=\"float\" office:value-type=\"float\" office:value=\"64.099999999999994\"", "64,1"),
        cell("office:value-type=\"currency\" office:currency=\"IDR\" office:value=\"1500\"", "Rp1.500"),
        cell("office:value-type=\"percentage\" office:value=\"0.855\"", "85,5%"),
        cell("office:value-type=\"boolean\" office:boolean-value=\"true\"", "BENAR"),
        cell("office:value-type=\"time\" office:time-value=\"PT64H02M01.5S\"", "64:02:01"),
        cell("office:value-type=\"date\" office:date-value=\"2025-06-30\"", "30/06/25"),
        cell("office:value-type=\"date\" office:date-value=\"2025-06-30T13:45:00\"", "30/06/25 13.45"),
        cell("office:value-type=\"string\" office:string-value=\"penuh\"", "pendek"), cell("", "tanpa jenis"), cell(""))
    )
    .values()
    #expect(
      values == [
        "A1": .text("kode"), "B1": .number(12), "C1": .number(64.1), "D1": .number(1500), "E1": .percentage(0.855),
        "F1": .boolean(true), "G1": .time("64:02:01"), "H1": .date("2025-06-30"), "I1": .date("2025-06-30 13:45:00"),
        "J1": .text("penuh"), "K1": .text("tanpa jenis"),
      ])
  }

  @Test func textsOfSeveralParts() throws {
    let values = try OpenDocumentFixture(
      row(
        "<table:table-cell \(string)><text:p>Kutai<text:s text:c=\"2\"/>Kartanegara</text:p><text:p>a<text:tab/>b"
          + "<text:line-break/>c</text:p></table:table-cell>",
        "<table:table-cell \(string)><office:annotation><text:p>catatan</text:p></office:annotation>"
          + "<text:p><text:span>Mahakam</text:span> <text:a>Ulu</text:a></text:p></table:table-cell>",
        "<table:table-cell \(string)><draw:frame><text:p>gambar</text:p></draw:frame><text:p>isi</text:p>"
          + "</table:table-cell>",
        "<table:table-cell><office:annotation><text:p>catatan saja</text:p></office:annotation></table:table-cell>")
    ).values()
    #expect(
      values == ["A1": .text("Kutai  Kartanegara\na\tb\nc"), "B1": .text("Mahakam Ulu"), "C1": .text("isi")])
  }

  @Test func raisedDigitsStayRaised() throws {
    let styles = ["super 58%", "33% 58%", "sub 58%", "-33% 58%"].enumerated().map { index, position in
      "<style:style style:name=\"T\(index)\" style:family=\"text\"><style:text-properties style:text-position=\""
        + "\(position)\"/></style:style>"
    }.joined()
    let cells = (0..<4).map { index in
      "<table:table-cell \(string)><text:p>37<text:span text:style-name=\"T\(index)\">1</text:span>5</text:p></table:table-cell>"
    }
    let values = try OpenDocumentFixture(row(cells.joined()), styles: styles).values()
    #expect(values == ["A1": .text("37¹5"), "B1": .text("37¹5"), "C1": .text("3715"), "D1": .text("3715")])
  }

  @Test func formatsThatMultiply() throws {
    let float = "office:value-type=\"float\" office:value=\"37\""
    let values = try OpenDocumentFixture(row(cell(float, "37 ribu"), cell(float, "37 orang"), cell(float, "37")))
      .values()
    #expect(values == ["A1": .text("37 ribu"), "B1": .number(37), "C1": .number(37)])
  }

  /// The last rows and columns of a sheet are one element that is repeated a million times.
  @Test func repeatsAreBounded() throws {
    let number = "office:value-type=\"float\" office:value=\"7\""
    let sheet = try OpenDocumentFixture(
      row(cell("table:number-columns-repeated=\"2\" \(number)", "7"), cell("table:number-columns-repeated=\"16382\""))
        + row(
          cell(string, "x"), cell("table:number-columns-repeated=\"2\""), cell(number, "7"),
          attributes: "table:number-rows-repeated=\"3\"")
        + row(cell("table:number-columns-repeated=\"16384\""), attributes: "table:number-rows-repeated=\"1048572\"")
        + row(
          cell("table:number-columns-repeated=\"16384\" table:style-name=\"ce9\""),
          attributes: "table:number-rows-repeated=\"99999999\"")
    ).worksheet()
    #expect(
      sheet.cells.map(\.reference.description) == ["A1", "B1", "A2", "D2", "A3", "D3", "A4", "D4"])
    #expect(sheet.cells.last?.value == .number(7))
    for rows in [
      row(cell("table:number-columns-repeated=\"16384\" \(number)"), attributes: "table:number-rows-repeated=\"2000\""),
      row(cell("table:number-columns-repeated=\"16385\" \(number)"), cell(number)),
      row(cell(number), attributes: "table:number-rows-repeated=\"1048575\"") + row(cell(number)) + row(cell(number)),
    ] {
      let fault = #expect(throws: Diagnostic.self) { try OpenDocumentFixture(rows).worksheet() }
      #expect(fault?.code == "workbook.limit.cells")
      #expect(
        fault?.message.english
          == "buku.ods, sheet “Data”: more than 20,000,000 cells are filled or merged, which is more than is taken. Copy "
          + "the table alone into a new workbook.")
    }
  }

  @Test func mergedCellsAndWhatPeopleDoNotSee() throws {
    let sheet = try OpenDocumentFixture(
      row(
        cell("table:number-columns-spanned=\"2\" table:number-rows-spanned=\"3\" \(string)", "Paser"),
        "<table:covered-table-cell \(string)><text:p>tertutup</text:p></table:covered-table-cell>", cell(string, "c"))
        + row(
          "<table:covered-table-cell table:number-columns-repeated=\"2\"/>", cell(string, "d"),
          attributes: "table:visibility=\"filter\"")
        + "<table:table-row-group>"
        + row(
          "<table:covered-table-cell table:number-columns-repeated=\"2\"/>", cell(string, "e"),
          attributes: "table:visibility=\"collapse\" table:number-rows-repeated=\"2\"") + "</table:table-row-group>",
      columns:
        "<table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:visibility=\"collapse\"/>"
    ).worksheet()
    #expect(sheet.cells.map(\.value) == [.text("Paser"), .text("c"), .text("d"), .text("e"), .text("e")])
    #expect(sheet.mergedRanges == [CellRange("A1:B3")])
    #expect(sheet.hiddenRows == [2, 3, 4])
    #expect(sheet.hiddenColumns == [2])
  }

  /// Formats of dates tell how much of a date is meant: a month, or its first day.
  @Test func datesAsTheyAreShown() throws {
    let styles = """
      <number:date-style style:name="N1"><number:month number:textual="true"/><number:text> </number:text><number:year/>\
      </number:date-style><number:date-style style:name="N2"><number:year/></number:date-style>\
      <number:date-style style:name="N3"><number:day/><number:month/><number:year/></number:date-style>\
      <style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>\
      <style:style style:name="ce2" style:family="table-cell" style:data-style-name="N2"/>\
      <style:style style:name="ce3" style:family="table-cell" style:data-style-name="N3"/>
      """
    func date(_ attributes: String) -> String {
      cell("office:value-type=\"date\" office:date-value=\"2025-12-01\" \(attributes)", "?")
    }
    let values = try OpenDocumentFixture(
      row(
        date("table:style-name=\"ce1\""), date("table:style-name=\"ce2\""), date("table:style-name=\"ce3\""), date(""),
        date("")),
      columns: "<table:table-column table:number-columns-repeated=\"4\"/><table:table-column "
        + "table:default-cell-style-name=\"ce1\"/>", styles: styles
    ).values()
    #expect(
      values == [
        "A1": .date("2025-12"), "B1": .date("2025"), "C1": .date("2025-12-01"), "D1": .date("2025-12-01"),
        "E1": .date("2025-12"),
      ])
  }

  @Test func formulasKeepTheirSavedResults() throws {
    let sheet = try OpenDocumentFixture(
      row(
        cell("table:formula=\"of:=1+1\" office:value-type=\"float\" office:value=\"2\"", "2"),
        cell("table:formula=\"of:=1+1\""), cell("table:formula=\"of:=1+1\" office:value-type=\"float\""),
        cell(
          "table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"",
          "#DIV/0!"),
        cell("table:formula=\"of:=1/0\" office:value-type=\"float\" office:value=\"0\"", "#DIV/0!"),
        cell("table:formula=\"of:=&quot;&quot;\" \(string)"))
    ).worksheet()
    #expect(
      sheet.cells.map(\.value) == [.number(2), .uncomputed, .uncomputed, .error("#DIV/0!"), .error("#DIV/0!")])
    #expect(sheet.cells.allSatisfy { $0.isFormula })
  }

  @Test func sheetsOfADocument() throws {
    var fixture = OpenDocumentFixture(
      "",
      styles:
        "<style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>"
    )
    let filled = row(cell(string, "isi"))
    fixture.sheets = """
      <table:tracked-changes><table:deletion><table:table-cell \(string)><text:p>lama</text:p></table:table-cell>\
      </table:deletion></table:tracked-changes>\
      <table:table table:name="rahasia" table:style-name="ta1">\(filled)</table:table>\
      <table:table table:name="Peserta &amp; potensi">\(filled)<table:table-row><table:table-cell><table:table \
      table:is-sub-table="true">\(filled)</table:table></table:table-cell></table:table-row></table:table>\
      <table:table table:name="'file:///lain.ods'#Data"><table:table-source/>\(filled)</table:table>\
      <table:dde-links><table:dde-link><table:table>\(filled)</table:table></table:dde-link></table:dde-links>
      """
    let workbook = try fixture.workbook()
    #expect(workbook.sheets.map(\.name) == ["rahasia", "Peserta & potensi"])
    #expect(workbook.sheets.map(\.isHidden) == [true, false])
    #expect(try fixture.worksheet().cells.map(\.reference.description) == ["A1"])
    #expect(try fixture.worksheet().name == "Peserta & potensi")
    expectFault(
      id: "buku.ods: tidak ada lembar “Data”. Lembar yang ada: “rahasia”, “Peserta & potensi”.",
      en: "buku.ods: there is no sheet “Data”. Its sheets are: “rahasia”, “Peserta & potensi”."
    ) { try fixture.worksheet("Data") }
  }

  @Test func whatIsNoSpreadsheet() throws {
    var text = OpenDocumentFixture("")
    text.type = "application/vnd.oasis.opendocument.text"
    expectFault(
      id:
        "buku.ods: ini dokumen Office lain, yang tidak dapat dibaca sebagai tabel. Salin tabelnya ke lembar kerja, lalu "
        + "simpan sebagai .xlsx atau CSV (UTF-8).",
      en: "buku.ods: this is another kind of Office document, which cannot be read as a table. Copy its table into a "
        + "worksheet and save that as .xlsx or CSV (UTF-8)."
    ) { try text.workbook() }
    var locked = OpenDocumentFixture("")
    locked.manifest = "<manifest:encryption-data/>"
    expectFault(
      id: "buku.ods: ini buku kerja dengan kata sandi, yang tidak dapat dibaca sebagai tabel. Buka di Excel atau "
        + "LibreOffice, lalu simpan sebagai .xlsx atau .ods tanpa kata sandi.",
      en:
        "buku.ods: this is a workbook with a password, which cannot be read as a table. Open it in Excel or LibreOffice "
        + "and save it as .xlsx or .ods without a password."
    ) { try locked.workbook() }
    expectFault(
      id: "buku.ods: buku kerja tidak punya lembar berisi sel. Simpan tabelnya di sebuah lembar kerja.",
      en: "buku.ods: the workbook has no sheet of cells. Put the table on a worksheet."
    ) {
      var empty = OpenDocumentFixture("")
      empty.sheets = ""
      return try empty.workbook()
    }
  }

  @Test(arguments: [
    ("office:value-type=\"float\" office:value=\"1,5\"", "number 1,5 in Data A1"),
    ("office:value-type=\"float\" office:value=\"NaN\"", "number NaN in Data A1"),
    ("office:value-type=\"date\" office:date-value=\"30.6.2025\"", "date 30.6.2025 in Data A1"),
    ("office:value-type=\"time\" office:time-value=\"64:02\"", "time 64:02 in Data A1"),
    (
      "office:value-type=\"time\" office:time-value=\"PT99999999999999999999H\"",
      "time PT99999999999999999999H in Data A1"
    ),
    ("office:value-type=\"lain\"", "value type lain in Data A1"),
  ]) func damageIsSaid(_ attributes: String, _ reason: String) {
    let fault = #expect(throws: Diagnostic.self) { try OpenDocumentFixture(row(cell(attributes))).worksheet() }
    #expect(fault?.code == "workbook.part.broken")
    #expect(fault?.message.english.contains("(\(reason))") == true, "\(fault?.message.english ?? "")")
  }

  /// Whatever byte of the contents is changed: an error or some cells, never a crash.
  @Test func anyChangedByteIsHarmless() throws {
    let fixture = OpenDocumentFixture(
      row(
        cell("table:number-columns-repeated=\"2\" table:number-columns-spanned=\"3\" \(string)", "a"),
        attributes: "table:number-rows-repeated=\"2\" table:visibility=\"filter\""),
      columns: "<table:table-column table:number-columns-repeated=\"3\" table:visibility=\"collapse\"/>")
    let contents = Array(fixture.sheets.utf8)
    for place in contents.indices {
      for byte in [UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "<"), UInt8(ascii: "/")] {
        var changed = contents
        changed[place] = byte
        var other = fixture
        other.sheets = String(decoding: changed, as: UTF8.self)
        _ = try? other.worksheet().cells.count
      }
    }
  }
}
