internal import Archives
internal import Diagnostics
internal import Spreadsheets

/// Small tables as offices write them, to be damaged.
enum TableSeeds {
  static let texts = [
    """
    REKAPITULASI CAKUPAN KEPESERTAAN;;;;
    TAHUN 2025;;;;

    No;Kabupaten/Kota;Kecamatan;Potensi (orang);Peserta Aktif
    1;Kabupaten Paser;Batu Sopang;8.552;4.286
    2;;Tanjung Harapan;6.652;2.952
    ;JUMLAH;;15.204;7.238
    Sumber: BPJS Ketenagakerjaan;;;;
    """,
    """
    Kode,Kecamatan,PU,,BPU,
    ,,Potensi,Aktif,Potensi,Aktif
    64.01.01,Batu Sopang,4276,2734,4276,1552
    64.01.02,"Tanjung Harapan",3326,1844,3326,1108
    """,
    "kode\tnama\tpeserta_aktif_2024\tpeserta_aktif_2025\tpotensi\n640101.0\tPaser\t1,234\t2,345\t10,000\n",
  ]

  /// A table of one row for each participant, of nobody.
  static let records = """
    no_peserta;nama;kode_desa;desa;kecamatan;kabupaten;lon;lat;segmen;status;periode
    9900000000000001;A;64.01.01.2001;;Batu Sopang;Kabupaten Paser;116.1;-1.8;PU;aktif;2025-06
    9900000000000002;B;64.01.01;;Batu Sopang;Kabupaten Paser;;;PU;aktif;2025-06
    9900000000000002;B;64.01.01;;Batu Sopang;Kabupaten Paser;;;PU;aktif;2025-06
    9900000000000003;C;;;Tanjung Harapan;Kabupaten Paser;;;BPU;nonaktif;2025-06
    9900000000000004;D;;;;;117,15;-0,5;BPU;AKTIF;2025-06

    """

  /// The cells of each of the tables above.
  private static let rows: [[[String]]] = texts.map { text in
    let separator: Character = text.contains("\t") ? "\t" : text.contains(";") ? ";" : ","
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
  }

  static func workbooks() throws -> [[UInt8]] { try rows.map(workbook) }

  static func workbook(_ rows: [[String]]) throws -> [UInt8] {
    let cells = rows.map { row in
      row.map { cell -> WorkbookWriter.Cell in Int(cell).map { .integer($0) } ?? .text(cell) }
    }
    return try WorkbookWriter([.init(name: "Data", columnWidths: [], rows: cells, isTable: false)]).bytes()
  }

  /// The same as LibreOffice writes them, with a hidden sheet, a merged cell, an annotation, and a date.
  static func openDocuments() throws -> [[UInt8]] { try rows.map(openDocument) }

  static func openDocument(_ rows: [[String]]) throws -> [UInt8] {
    let sheet = rows.map { row in
      "<table:table-row>\(row.map(cell).joined())<table:table-cell table:number-columns-repeated=\"1014\"/></table:table-row>"
    }
    let namespaces = ["office", "table", "text", "style"].map {
      "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\""
    }
    var archive = ZipWriter()
    archive.add(
      Array("application/vnd.oasis.opendocument.spreadsheet".utf8), as: "mimetype", isCompressed: false)
    archive.add(
      """
      <office:document-content \(namespaces.joined(separator: " "))><office:automatic-styles>
      <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
      </office:automatic-styles><office:body><office:spreadsheet>
      <table:table table:name="Data"><table:table-column table:number-columns-repeated="16384"/>\(sheet.joined())
      <table:table-row><table:table-cell office:value-type="date" office:date-value="2025-06-30"><text:p>30/06/25</text:p>
      </table:table-cell><table:table-cell office:value-type="percentage" office:value="0.855"/>
      <table:table-cell table:number-columns-spanned="2" office:value-type="string"><office:annotation><text:p>a</text:p>
      </office:annotation><text:p>Kutai<text:s text:c="2"/>Barat</text:p></table:table-cell><table:covered-table-cell/>
      </table:table-row><table:table-row table:number-rows-repeated="1048500"><table:table-cell/></table:table-row>
      </table:table><table:table table:name="Lama" table:style-name="ta2"><table:table-row/></table:table>
      </office:spreadsheet></office:body></office:document-content>
      """, as: "content.xml")
    archive.add("<manifest/>", as: "META-INF/manifest.xml")
    return try archive.bytes()
  }

  private static func cell(_ text: String) -> String {
    if text.isEmpty { return "<table:table-cell/>" }
    let isNumber = Int(text) != nil
    return "<table:table-cell office:value-type=\"\(isNumber ? "float\" office:value=\"\(text)" : "string")\"><text:p>"
      + "\(text)</text:p></table:table-cell>"
  }
}
