internal import Diagnostics

/// Files that people hand in as a table and that are none, told by their first bytes. Zip archives are told apart when
/// they are opened as workbooks.
enum ForeignFormat: String {
  case oldExcel = "xls"
  case encryptedWorkbook = "encrypted"
  case oldOffice = "ole2"
  case archive
  case pdf
  case webPage = "html"
  case excelXML = "excel-xml"
  case openDocumentXML = "fods"
  case kml
  case xml
  case json
  case image
  case richText = "rtf"
  case database
  case dbase
  case shapefile
  case statistics

  /// Nil where the bytes belong to no such file.
  ///
  /// - Parameter file: all of it, or its beginning.
  init?(_ file: [UInt8]) {
    let head = file.prefix(4096)
    func starts(_ bytes: [UInt8]) -> Bool { head.starts(with: bytes) }
    func starts(_ text: String) -> Bool { head.starts(with: text.utf8) }
    let archives: [[UInt8]] = [
      [0x1F, 0x8B], Array("BZh".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x37, 0x7A, 0xBC, 0xAF], Array("Rar!".utf8),
      [0x28, 0xB5, 0x2F, 0xFD],
    ]
    let images: [[UInt8]] = [
      [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), [0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A],
    ]
    if starts([0xD0, 0xCF, 0x11, 0xE0]) {
      self = Self.compound(file)
    } else if archives.contains(where: starts) {
      self = .archive
    } else if images.contains(where: starts) || (starts("RIFF") && head.dropFirst(8).starts(with: "WEBP".utf8)) {
      self = .image
    } else if starts("%PDF") {
      self = .pdf
    } else if starts("{\\rtf") {
      self = .richText
    } else if starts("SQLite format 3") || starts([0, 1, 0, 0] + Array("Standard ".utf8)) {
      self = .database
    } else if starts([0, 0, 0x27, 0x0A]) {
      self = .shapefile
    } else if Self.isDBase(Array(head)) {
      self = .dbase
    } else if starts("$FL2") || starts("$FL3") || starts("<stata_dta>") || starts("PAR1") {
      self = .statistics
    } else {
      guard let format = Self.markup(head) else { return nil }
      self = format
    }
  }

  /// The kinds of OLE2 containers, told by the names of their streams.
  private static func compound(_ file: [UInt8]) -> ForeignFormat {
    func holds(_ name: String) -> Bool {
      let wanted: [UInt8] = name.utf8.flatMap { (byte: UInt8) -> [UInt8] in [byte, 0] }
      return file.withUnsafeBufferPointer { bytes in
        var position = 0
        // Names stand at even places of the directory.
        while position + wanted.count <= bytes.count {
          if bytes[position] == wanted[0], bytes[position...].starts(with: wanted) { return true }
          position += 2
        }
        return false
      }
    }
    // A workbook with a password lies in a container like that of old Excel files.
    if holds("EncryptedPackage") { return .encryptedWorkbook }
    return holds("WordDocument") || holds("PowerPoint Document") ? .oldOffice : .oldExcel
  }

  /// The header of a .dbf: its version, a date, and the lengths of header and records.
  private static func isDBase(_ head: [UInt8]) -> Bool {
    guard head.count >= 33, [0x03, 0x30, 0x83, 0x8B, 0xF5].contains(head[0]), (1...12).contains(head[2]),
      (1...31).contains(head[3])
    else { return false }
    let header = Int(head[8]) | Int(head[9]) << 8
    return header > 32 && (header % 32 == 1 || header % 32 == 2 || head[0] == 0x30)
  }

  private static func markup(_ head: ArraySlice<UInt8>) -> ForeignFormat? {
    let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head
    let text = start.drop { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }.map {
      $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0
    }
    func starts(_ word: String) -> Bool { text.starts(with: word.utf8) }
    if ["<!doctype html", "<html", "<table", "<body", "<head", "<meta"].contains(where: starts) { return .webPage }
    // A page saved with its pictures.
    if starts("mime-version:") { return .webPage }
    if starts("<kml") { return .kml }
    if starts("<?xml") || starts("<!--") {
      let all = String(decoding: text, as: UTF8.self)
      if all.contains("<html") { return .webPage }
      if all.contains("urn:schemas-microsoft-com:office:spreadsheet") { return .excelXML }
      if all.contains("opendocument:xmlns:office") { return .openDocumentXML }
      if all.contains("<kml") { return .kml }
      return starts("<?xml") ? .xml : .webPage
    }
    let solid = text.lazy.filter { $0 != 0x20 && !($0 >= 0x09 && $0 <= 0x0D) }.prefix(2).map { $0 }
    switch (solid.first, solid.last) {
    case (UInt8(ascii: "{"), UInt8(ascii: "\"")), (UInt8(ascii: "{"), UInt8(ascii: "}")): return .json
    case (UInt8(ascii: "["), UInt8(ascii: "{")), (UInt8(ascii: "["), UInt8(ascii: "[")),
      (UInt8(ascii: "["), UInt8(ascii: "\"")):
      return .json
    default: return nil
    }
  }

  var what: Message {
    switch self {
    case .oldExcel: Message(id: "buku kerja Excel lama (.xls)", en: "an old Excel workbook (.xls)")
    case .encryptedWorkbook: Message(id: "buku kerja dengan kata sandi", en: "a workbook with a password")
    case .oldOffice: Message(id: "dokumen Office lama (.doc atau .ppt)", en: "an old Office document (.doc or .ppt)")
    case .archive: Message(id: "arsip terkompresi", en: "a compressed archive")
    case .pdf: Message(id: "dokumen PDF", en: "a PDF document")
    case .webPage:
      Message(
        id: "halaman web (HTML; kadang bernama .xls)", en: "a web page (HTML; some are named .xls)")
    case .excelXML: Message(id: "lembar kerja XML Excel 2003", en: "an Excel 2003 XML spreadsheet")
    case .openDocumentXML:
      Message(id: "lembar kerja OpenDocument datar (.fods)", en: "a flat OpenDocument file (.fods)")
    case .kml: Message(id: "peta Google Earth (KML)", en: "a Google Earth map (KML)")
    case .xml: Message(id: "berkas XML", en: "an XML file")
    case .json: Message(id: "berkas JSON", en: "a JSON file")
    case .image: Message(id: "gambar", en: "an image")
    case .richText: Message(id: "dokumen RTF", en: "a rich text document (RTF)")
    case .database:
      Message(id: "basis data (SQLite, GeoPackage atau Access)", en: "a database (SQLite, GeoPackage or Access)")
    case .dbase: Message(id: "tabel dBASE (.dbf)", en: "a dBASE table (.dbf)")
    case .shapefile: Message(id: "peta (shapefile)", en: "a map layer (shapefile)")
    case .statistics: Message(id: "berkas program statistik", en: "a file of a statistics program")
    }
  }

  var advice: Message {
    switch self {
    case .oldExcel, .webPage, .excelXML, .openDocumentXML, .dbase:
      Message(
        id: "Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx, .ods atau CSV (UTF-8).",
        en: "Open it in Excel or LibreOffice and save it as .xlsx, .ods or CSV (UTF-8).")
    case .encryptedWorkbook:
      Message(
        id: "Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx tanpa kata sandi.",
        en: "Open it in Excel or LibreOffice and save it as .xlsx without a password.")
    case .oldOffice, .richText:
      Message(
        id: "Salin tabelnya ke lembar kerja, lalu simpan sebagai .xlsx atau CSV (UTF-8).",
        en: "Copy its table into a worksheet and save that as .xlsx or CSV (UTF-8).")
    case .archive: Message(id: "Ekstrak dahulu dan sebutkan tabelnya.", en: "Unpack it first and name the table.")
    case .pdf, .image:
      Message(
        id: "Mintalah tabelnya dalam bentuk .xlsx atau CSV (UTF-8).", en: "Ask for the table as .xlsx or CSV (UTF-8).")
    case .xml, .json:
      Message(
        id: "Buka di Excel (Data > Get Data), lalu simpan sebagai .xlsx atau CSV (UTF-8); atau mintalah tabelnya dalam "
          + "bentuk itu.",
        en: "Open it in Excel (Data > Get Data) and save it as .xlsx or CSV (UTF-8), or ask for the table in that form."
      )
    case .kml, .shapefile:
      Message(
        id: "Periksa urutan berkasnya: di sini diperlukan tabel (.csv, .xlsx atau .ods).",
        en: "Check the order of the files: a table (.csv, .xlsx or .ods) is needed here.")
    case .database, .statistics:
      Message(
        id: "Ekspor tabelnya sebagai .xlsx atau CSV (UTF-8).", en: "Export its table as .xlsx or CSV (UTF-8).")
    }
  }
}

extension Diagnostic {
  static func foreignFormat(_ name: String, _ format: ForeignFormat) -> Diagnostic {
    Diagnostic(
      .badInput, "table.format.\(format.rawValue)", ["file": name],
      id: "\(name): ini \(format.what.indonesian), yang tidak dapat dibaca sebagai tabel. \(format.advice.indonesian)",
      en: "\(name): this is \(format.what.english), which cannot be read as a table. \(format.advice.english)")
  }
}
