internal import Archives
internal import FileAccess
internal import Glibc

/// What a file is, by its contents rather than its extension: the formats that are read, and those that people take for
/// them.
public enum FileKind: String, Sendable, Hashable {
  case shapefile, geoPackage, json, archive
  // Layers that are not read.
  case kml, kmz, gml, gpx, fileGeodatabase, mapInfo, mapInfoInterchange, dxf, dwg, flatGeobuf, geoParquet, spatialite
  case esriCoverage, raster, qgisProject, qgisStyle, featureSequence, tableWithShapes
  // Tables.
  case text, workbook, oldWorkbook, openDocument, html
  // Others.
  case folder, gzip, otherArchive, pdf, wordProcessor, image, xml, unknown

  /// Whether layers of units come so.
  public var isLayer: Bool {
    switch self {
    case .shapefile, .geoPackage, .json, .archive, .kml, .kmz, .gml, .fileGeodatabase, .mapInfo, .mapInfoInterchange,
      .dxf,
      .flatGeobuf, .geoParquet, .spatialite, .esriCoverage:
      true
    default: false
    }
  }

  /// Whether tables of counts come so.
  public var isTable: Bool {
    switch self {
    case .text, .workbook, .oldWorkbook, .openDocument, .html: true
    default: false
    }
  }

  /// What the file or folder of that path is; nil where there is none, or it cannot be read.
  public init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    if status.st_mode & S_IFMT == S_IFDIR {
      let names = Folder.names(path)
      let isGeodatabase = names.contains { $0.lowercased().hasSuffix(".gdbtable") }
      self = isGeodatabase ? .fileGeodatabase : .folder
      return
    }
    guard let window = FileWindow(path: path, window: 4096),
      let bytes = window.bytes(at: 0, count: min(window.size, 4096))
    else { return nil }
    self = Self.kind(bytes, path: path)
  }

  private static func kind(_ bytes: UnsafeRawBufferPointer, path: String) -> FileKind {
    func begins(_ magic: [UInt8]) -> Bool { bytes.starts(with: magic) }
    func begins(_ magic: String) -> Bool { bytes.starts(with: magic.utf8) }
    let lower = path.lowercased()
    if begins([0x00, 0x00, 0x27, 0x0A]) { return .shapefile }
    if begins("SQLite format 3\0") { return .geoPackage }
    if begins([0x50, 0x4B, 0x03, 0x04]) || begins([0x50, 0x4B, 0x05, 0x06]) { return archive(path) }
    if begins([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) { return .oldWorkbook }
    if begins("%PDF") { return .pdf }
    if begins([0x66, 0x67, 0x62, 0x03]) { return .flatGeobuf }
    if begins("PAR1") { return .geoParquet }
    if begins("AC10") { return .dwg }
    if begins("AutoCAD Binary DXF") { return .dxf }
    if begins([0x1F, 0x8B]) { return .gzip }
    if begins("Rar!") || begins([0x37, 0x7A, 0xBC, 0xAF]) { return .otherArchive }
    if begins("II*\0") || begins([0x4D, 0x4D, 0x00, 0x2A]) { return .raster }
    if begins([0x89, 0x50, 0x4E, 0x47]) || begins([0xFF, 0xD8, 0xFF]) { return .image }
    if bytes.first == 0x1E { return .featureSequence }
    var text = String(decoding: bytes, as: UTF8.self)
    if begins([0xFF, 0xFE]) || begins([0xFE, 0xFF]) { return .text }
    if text.first == "\u{FEFF}" { text.removeFirst() }
    let start = text.drop { $0.isWhitespace || $0.isNewline }
    switch start.first {
    case "{": return .json
    case "[": return .json
    case "<": return markup(start.lowercased())
    default: break
    }
    let head = start.prefix(40).lowercased()
    if head.hasPrefix("!table") { return .mapInfo }
    if head.hasPrefix("version") && lower.hasSuffix(".mif") { return .mapInfoInterchange }
    if head.hasPrefix("exp  0") { return .esriCoverage }
    if head.hasPrefix("0") && head.drop(while: { $0 == "0" || $0.isWhitespace || $0.isNewline }).hasPrefix("section") {
      return .dxf
    }
    if bytes.contains(0) || bytes.isEmpty { return .unknown }
    let upper = text.prefix(4096).uppercased()
    let hasShapes = upper.contains("POLYGON ((") || upper.contains("POLYGON((") || upper.hasPrefix("WKT,")
    return hasShapes ? .tableWithShapes : .text
  }

  private static func markup(_ text: String) -> FileKind {
    if text.contains("<kml") { return .kml }
    if text.contains("<gpx") { return .gpx }
    if text.contains("opengis.net/gml") || text.contains("<gml:") { return .gml }
    if text.contains("doctype qgis") || text.contains("<qgis") {
      return text.contains("projectname") ? .qgisProject : .qgisStyle
    }
    if text.contains("<html") || text.contains("<table") || text.contains("schemas-microsoft-com:office:spreadsheet") {
      return .html
    }
    return .xml
  }

  /// Office documents and other formats are zip archives too.
  private static func archive(_ path: String) -> FileKind {
    guard let names = try? ZipReader(path: path).entries.map({ $0.name.lowercased() }) else { return .archive }
    if names.contains("xl/workbook.xml") || names.contains("xl/workbook.bin") { return .workbook }
    if names.contains("word/document.xml") { return .wordProcessor }
    if names.contains("content.xml") && names.contains("mimetype") { return .openDocument }
    if names.contains(where: { $0.hasSuffix(".qgs") }) { return .qgisProject }
    if names.contains("doc.kml") { return .kmz }
    return .archive
  }
}

/// What lies in a folder.
enum Folder {
  /// The names of its entries, in byte order, without hidden ones.
  static func names(_ path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      // The entry ends with its name, before the array of the structure does: it must not be copied whole.
      let start = UnsafeRawPointer(entry) + MemoryLayout<dirent>.offset(of: \.d_name)!
      let name = String(cString: start.assumingMemoryBound(to: CChar.self))
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
