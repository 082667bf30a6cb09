internal import Diagnostics

/// Zip archives that are no workbook that can be read.
enum ForeignPackage {
  case encrypted, binaryWorkbook, numbers, otherDocument, zippedLayer, mapDocument
  /// Some other archive, and the one table in it.
  case archive(table: String?)

  /// nil for a workbook.
  init?(_ package: OfficePackage, main: String) throws {
    if main.lowercased().hasSuffix(".bin") || package.hasPart("xl/workbook.bin") {
      self = .binaryWorkbook
    } else if package.hasPart("index.zip") || package.hasParts(in: "index") {
      self = .numbers
    } else if package.hasParts(in: "word") || package.hasParts(in: "ppt") {
      self = .otherDocument
    } else if package.hasPart(main) {
      return nil
    } else if package.names.contains(where: { $0.hasSuffix(".shp") || $0.hasSuffix(".gpkg") }) {
      self = .zippedLayer
    } else if package.names.contains(where: { $0.hasSuffix(".kml") }) {
      self = .mapDocument
    } else {
      let tables = package.names.filter { name in
        [".csv", ".tsv", ".txt", ".xlsx", ".ods"].contains { name.hasSuffix($0) } && !name.hasPrefix("__macosx/")
      }
      self = .archive(table: tables.count == 1 ? tables[0] : nil)
    }
  }

  var what: Message {
    switch self {
    case .encrypted: Message(id: "buku kerja dengan kata sandi", en: "a workbook with a password")
    case .binaryWorkbook: Message(id: "buku kerja biner Excel (.xlsb)", en: "a binary Excel workbook (.xlsb)")
    case .numbers: Message(id: "dokumen Apple Numbers (.numbers)", en: "an Apple Numbers document (.numbers)")
    case .otherDocument: Message(id: "dokumen Office lain", en: "another kind of Office document")
    case .zippedLayer: Message(id: "arsip peta (shapefile atau GeoPackage)", en: "an archive of a map layer")
    case .mapDocument: Message(id: "peta Google Earth (KMZ)", en: "a Google Earth map (KMZ)")
    case .archive: Message(id: "arsip terkompresi", en: "a compressed archive")
    }
  }

  var advice: Message {
    switch self {
    case .encrypted:
      Message(
        id: "Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx atau .ods tanpa kata sandi.",
        en: "Open it in Excel or LibreOffice and save it as .xlsx or .ods without a password.")
    case .binaryWorkbook:
      Message(
        id: "Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx atau CSV (UTF-8).",
        en: "Open it in Excel or LibreOffice and save it as .xlsx or CSV (UTF-8).")
    case .numbers:
      Message(
        id: "Buka di Numbers, lalu pilih File > Export To > Excel (.xlsx) atau CSV.",
        en: "Open it in Numbers and choose File > Export To > Excel (.xlsx) or CSV.")
    case .otherDocument:
      Message(
        id: "Salin tabelnya ke lembar kerja, lalu simpan sebagai .xlsx atau CSV (UTF-8).",
        en: "Copy its table into a worksheet and save that as .xlsx or CSV (UTF-8).")
    case .zippedLayer, .mapDocument:
      Message(
        id: "Periksa urutan berkasnya: di sini diperlukan tabel (.csv, .xlsx atau .ods).",
        en: "Check the order of the files: a table (.csv, .xlsx or .ods) is needed here.")
    case .archive(nil): Message(id: "Ekstrak dahulu dan sebutkan tabelnya.", en: "Unpack it first and name the table.")
    case .archive(let table?):
      Message(id: "Ekstrak dahulu dan sebutkan “\(table)”.", en: "Unpack it first and name “\(table)”.")
    }
  }
}

extension Diagnostic {
  static func foreignPackage(_ name: String, _ kind: ForeignPackage) -> Diagnostic {
    Diagnostic(
      .badInput, "table.format.package", ["file": name],
      id: "\(name): ini \(kind.what.indonesian), yang tidak dapat dibaca sebagai tabel. \(kind.advice.indonesian)",
      en: "\(name): this is \(kind.what.english), which cannot be read as a table. \(kind.advice.english)")
  }

  static func missingPart(_ name: String, part: String) -> Diagnostic {
    Diagnostic(
      .badInput, "workbook.part.missing", ["workbook": name, "part": part],
      id: "\(name): bagian \(part) tidak ada di dalam buku kerja. Buka di Excel atau LibreOffice, lalu simpan "
        + "ulang.",
      en: "\(name): the part \(part) is missing from the workbook. Open it in Excel or LibreOffice and save it again.")
  }

  /// - Parameter line: of the part's XML, where it is known.
  static func brokenPart(_ name: String, part: String, line: Int?, reason: String) -> Diagnostic {
    let baris = line.map { ", baris \($0)" } ?? ""
    let place = line.map { ", line \($0)" } ?? ""
    return Diagnostic(
      .badInput, "workbook.part.broken", ["workbook": name, "part": part, "reason": reason],
      id:
        "\(name), \(part)\(baris): isi buku kerja rusak (\(reason)). Buka di Excel atau LibreOffice, lalu simpan ulang.",
      en:
        "\(name), \(part)\(place): the workbook's contents are damaged (\(reason)). Open it in Excel or LibreOffice and "
        + "save it again.")
  }

  static func noWorksheet(_ name: String) -> Diagnostic {
    Diagnostic(
      .badInput, "workbook.empty", ["workbook": name],
      id: "\(name): buku kerja tidak punya lembar berisi sel. Simpan tabelnya di sebuah lembar kerja.",
      en: "\(name): the workbook has no sheet of cells. Put the table on a worksheet.")
  }

  static func noSuchSheet(_ wanted: String, in name: String, sheets: [String]) -> Diagnostic {
    let list = sheets.map { "“\($0)”" }.joined(separator: ", ")
    return Diagnostic(
      .badInput, "workbook.sheet.missing", ["workbook": name, "sheet": wanted],
      id: "\(name): tidak ada lembar “\(wanted)”. Lembar yang ada: \(list).",
      en: "\(name): there is no sheet “\(wanted)”. Its sheets are: \(list).")
  }
}
