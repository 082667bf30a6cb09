import Archives
import Diagnostics
import Spreadsheets
import Testing

/// A workbook of parts written by hand, as each program writes its own.
struct Fixture {
  var parts: [(name: String, text: String)] = []

  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// One sheet, named Data.
  ///
  /// - Parameters:
  ///   - rows: the inside of `sheetData`.
  ///   - before: what stands between `worksheet` and `sheetData`.
  ///   - after: what stands behind it.
  ///   - formats: number formats of styles 0, 1, …: a number that files know, or a code.
  static func sheet(
    _ rows: String, before: String = "", after: String = "", strings: String? = nil, formats: [String] = [],
    workbook: String = ""
  ) -> Fixture {
    var fixture = Fixture()
    fixture.parts = [
      (
        "_rels/.rels",
        rels([("rId1", "officeDocument", "xl/workbook.xml")])
      ),
      (
        "xl/workbook.xml",
        """
        <workbook xmlns="\(main)" xmlns:r="\(relations)">\(workbook)<sheets><sheet name="Data" sheetId="1" \
        r:id="rId1"/></sheets></workbook>
        """
      ),
      (
        "xl/_rels/workbook.xml.rels",
        rels([
          ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml"),
          ("rId3", "styles", "styles.xml"),
        ])
      ),
      (
        "xl/worksheets/sheet1.xml",
        "<worksheet xmlns=\"\(main)\">\(before)<sheetData>\(rows)</sheetData>\(after)</worksheet>"
      ),
    ]
    if let strings { fixture.parts.append(("xl/sharedStrings.xml", "<sst xmlns=\"\(main)\">\(strings)</sst>")) }
    if !formats.isEmpty {
      var own = ""
      var cells = ""
      for (index, format) in formats.enumerated() {
        if let id = Int(format) {
          cells += "<xf numFmtId=\"\(id)\"/>"
        } else {
          own += "<numFmt numFmtId=\"\(200 + index)\" formatCode=\"\(format.replacing("\"", with: "&quot;"))\"/>"
          cells += "<xf numFmtId=\"\(200 + index)\"/>"
        }
      }
      fixture.parts.append(
        (
          "xl/styles.xml",
          """
          <styleSheet xmlns="\(main)"><numFmts>\(own)</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
          <cellXfs>\(cells)</cellXfs></styleSheet>
          """
        ))
    }
    return fixture
  }

  static func rels(_ list: [(id: String, kind: String, target: String)]) -> String {
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      + list.map { "<Relationship Id=\"\($0.id)\" Type=\"\(relations)/\($0.kind)\" Target=\"\($0.target)\"/>" }.joined()
      + "</Relationships>"
  }

  func with(_ name: String, _ text: String) -> Fixture {
    var copy = self
    copy.parts = parts.filter { $0.name != name } + [(name, text)]
    return copy
  }

  func without(_ name: String) -> Fixture {
    var copy = self
    copy.parts = parts.filter { $0.name != name }
    return copy
  }

  func bytes() throws -> [UInt8] {
    var archive = ZipWriter()
    for part in parts { archive.add(part.text, as: part.name) }
    return try archive.bytes()
  }

  func workbook() throws -> Workbook { try Workbook(try bytes(), name: "buku.xlsx") }

  func worksheet(_ name: String? = nil) throws -> Worksheet {
    let workbook = try workbook()
    return try workbook.worksheet(try workbook.sheet(named: name))
  }

  /// The values of a sheet by cell.
  func values() throws -> [String: Worksheet.Value] {
    Dictionary(uniqueKeysWithValues: try worksheet().cells.map { ($0.reference.description, $0.value) })
  }
}

/// Checks kind and both texts of the fault that `body` throws.
func expectFault<T>(
  _ kind: Diagnostic.Kind = .badInput, id: String, en: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> T
) {
  let fault = #expect(throws: Diagnostic.self, sourceLocation: sourceLocation) { _ = try body() }
  #expect(fault?.kind == kind, sourceLocation: sourceLocation)
  #expect(fault?.message.indonesian == id, sourceLocation: sourceLocation)
  #expect(fault?.message.english == en, sourceLocation: sourceLocation)
}
