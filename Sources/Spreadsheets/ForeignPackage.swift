internal import Diagnostics

/// Zip archives that are no workbook of this format.
enum ForeignPackage {
  case openDocument, binaryWorkbook, otherDocument, archive

  /// nil for a workbook.
  init?(_ package: OfficePackage, main: String) throws {
    if try package.text("mimetype", limit: 1 << 10)?.contains("opendocument") == true {
      self = .openDocument
    } else if main.lowercased().hasSuffix(".bin") || package.hasPart("xl/workbook.bin") {
      self = .binaryWorkbook
    } else if package.hasParts(in: "word") || package.hasParts(in: "ppt") {
      self = .otherDocument
    } else if !package.hasPart(main) {
      self = .archive
    } else {
      return nil
    }
  }

  var what: Message {
    switch self {
    case .openDocument:
      Message(id: "dokumen LibreOffice (OpenDocument)", en: "a LibreOffice (OpenDocument) document")
    case .binaryWorkbook: Message(id: "buku kerja biner Excel (.xlsb)", en: "a binary Excel workbook (.xlsb)")
    case .otherDocument: Message(id: "dokumen Office lain", en: "another kind of Office document")
    case .archive: Message(id: "arsip terkompresi", en: "a compressed archive")
    }
  }

  var advice: Message {
    switch self {
    case .openDocument, .binaryWorkbook:
      Message(
        id: "Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx atau CSV (UTF-8).",
        en: "Open it in Excel or LibreOffice and save it as .xlsx or CSV (UTF-8).")
    case .otherDocument:
      Message(
        id: "Salin tabelnya ke lembar kerja, lalu simpan sebagai .xlsx atau CSV (UTF-8).",
        en: "Copy its table into a worksheet and save that as .xlsx or CSV (UTF-8).")
    case .archive: Message(id: "Ekstrak dahulu dan sebutkan tabelnya.", en: "Unpack it first and name the table.")
    }
  }
}

extension Diagnostic {
  static func foreignPackage(_ name: String, _ kind: ForeignPackage) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "\(name): ini \(kind.what.indonesian), yang tidak dapat dibaca sebagai tabel. \(kind.advice.indonesian)",
      en: "\(name): this is \(kind.what.english), which cannot be read as a table. \(kind.advice.english)")
  }

  static func missingPart(_ name: String, part: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "\(name): bagian \(part) tidak ada di dalam buku kerja. Buka di Excel atau LibreOffice, lalu simpan "
        + "ulang.",
      en: "\(name): the part \(part) is missing from the workbook. Open it in Excel or LibreOffice and save it again.")
  }

  /// - Parameter line: of the part's XML, where it is known.
  static func brokenPart(_ name: String, part: String, line: Int?, reason: String) -> Diagnostic {
    let baris = line.map { ", baris \($0)" } ?? ""
    let place = line.map { ", line \($0)" } ?? ""
    return Diagnostic(
      .badInput,
      id:
        "\(name), \(part)\(baris): isi buku kerja rusak (\(reason)). Buka di Excel atau LibreOffice, lalu simpan ulang.",
      en:
        "\(name), \(part)\(place): the workbook's contents are damaged (\(reason)). Open it in Excel or LibreOffice and "
        + "save it again.")
  }

  static func noWorksheet(_ name: String) -> Diagnostic {
    Diagnostic(
      .badInput, id: "\(name): buku kerja tidak punya lembar berisi sel. Simpan tabelnya di sebuah lembar kerja.",
      en: "\(name): the workbook has no sheet of cells. Put the table on a worksheet.")
  }

  static func noSuchSheet(_ wanted: String, in name: String, sheets: [String]) -> Diagnostic {
    let list = sheets.map { "“\($0)”" }.joined(separator: ", ")
    return Diagnostic(
      .badInput, id: "\(name): tidak ada lembar “\(wanted)”. Lembar yang ada: \(list).",
      en: "\(name): there is no sheet “\(wanted)”. Its sheets are: \(list).")
  }
}
