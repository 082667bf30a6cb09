public import Diagnostics
public import FileAccess
public import Layers
public import TextEncodings

/// A shapefile whose parts belong together: .shp and .dbf, with .shx, .prj and .cpg where they exist.
///
/// Opening reads the headers, the index and, once, the marks and text of the .dbf. Nothing is ever created, repaired
/// or cut to the shorter of two parts: what does not fit is an error that says so. Only an index can be done without, as
/// the .shp shows the same by itself.
public struct ShapefileReader: LayerSource {
  /// The base name without folder and extension.
  public let name: String
  /// The path of the .shp.
  public let path: String
  /// Every part that exists, in the order .shp, .shx, .dbf, .prj, .cpg; the archive, where they come from one.
  public let files: [String]
  /// Records in the file, null shapes included.
  public let recordCount: Int
  /// The fields as the header of the .dbf lists them. Names keep their case, and may repeat.
  public let fields: [Field]
  /// What the .prj says.
  public let referenceSystem: ReferenceSystemStatement
  /// The encoding of names and text in the .dbf.
  public let encoding: TextEncoding
  public let encodingSource: EncodingSource
  public let notices: [Notice]

  let parts: ShapefileParts
  let index: ShapeIndex
  /// Positions of fields whose values are bytes and not characters.
  let binaryFields: Set<Int>

  /// Opens a shapefile.
  ///
  /// - Parameters:
  ///   - path: with or without the extension, which may be in any case, as may those of the other parts.
  ///   - encoding: the label of the encoding of the .dbf's text, which overrides what the files say.
  /// - Throws: missing input, naming the part; wrong usage for an encoding that the system does not know; bad input
  ///   for a file that is no shapefile, is truncated or corrupt, for parts that do not belong together, for records
  ///   marked as deleted, and for a .cpg that names no known encoding.
  /// - Complexity: O(records), and O(bytes of the .dbf) to read them once.
  public init(path: String, encoding: String? = nil) throws {
    let parts = try ShapefileParts(path: path)
    try self.init(parts, files: parts.all.map(\.path), encoding: encoding)
  }

  /// Opens a shapefile whose parts come from an archive.
  ///
  /// - Parameters:
  ///   - name: of the layer.
  ///   - archive: its path, which is all that was read.
  ///   - parts: the files by extension, `shp`, `dbf` and the others.
  ///   - encoding: as of `init(path:encoding:)`.
  /// - Throws: as `init(path:encoding:)`.
  public init(name: String, archive: String, parts: [String: SourceFile], encoding: String? = nil) throws {
    guard let shp = parts["shp"] else { throw Diagnostic.noShapefile(archive) }
    try self.init(ShapefileParts(name: name, shp: shp) { parts[$0] }, files: [archive], encoding: encoding)
  }

  private init(_ parts: ShapefileParts, files: [String], encoding: String?) throws {
    let wanted = try encoding.map { label in
      guard let encoding = TextEncoding(label: label) else { throw Diagnostic.unknownEncoding(label) }
      return encoding
    }
    self.parts = parts
    name = parts.name
    path = parts.shp.path
    self.files = files
    let table = try AttributeFile(parts.dbf)
    index = try ShapeIndex(parts, recordCount: table.recordCount)
    guard table.recordCount == index.entries.count else {
      throw Diagnostic.countsDiffer(parts.shp.path, index.entries.count, parts.dbf.path, table.recordCount)
    }
    recordCount = table.recordCount
    if let definition = try ShapefileParts.text(of: parts.prj) {
      referenceSystem = .stated(definition, place: ".prj")
    } else {
      referenceSystem = parts.prj == nil ? .absent : .blank(place: ".prj")
    }
    var notices: [Notice] = []
    if let fault = index.fault { notices.append(.indexNotUsed(parts, fault)) }
    (self.encoding, encodingSource) = try Self.encoding(of: table, parts, wanted: wanted, &notices)
    self.notices = notices
    binaryFields = Set(table.fields.indices.filter { table.fields[$0].isBinary })
    let nameEncoding = self.encoding
    fields = try table.fields.enumerated().map { position, field in
      guard let name = field.name.withUnsafeBytes({ nameEncoding.decode($0) }) else {
        throw Diagnostic.fieldNameNotDecodable(parts.dbf.path, field: position, nameEncoding)
      }
      return Field(name: name, kind: field.kind, width: field.width)
    }
  }

  public var encodingName: String { encoding.name }

  /// The text of the .prj; nil where it is missing or blank.
  public var crsDefinition: String? { referenceSystem.definition }

  /// The encoding of the text, as it is stated or as the text itself shows.
  ///
  /// Programs that write UTF-8 often leave a language driver or a .cpg that says otherwise. Text beyond ASCII that is
  /// valid UTF-8 throughout is UTF-8: in the code pages of the West the same bytes would be rows of signs like `Ã©`.
  private static func encoding(
    of table: AttributeFile, _ parts: ShapefileParts, wanted: TextEncoding?, _ notices: inout [Notice]
  ) throws -> (TextEncoding, EncodingSource) {
    var stated: (encoding: TextEncoding, source: EncodingSource, label: String)?
    if let cpg = parts.cpg, let label = try ShapefileParts.text(of: cpg) {
      if let encoding = TextEncoding(label: label) {
        stated = (encoding, .cpg, label)
      } else if wanted == nil {
        throw Diagnostic.unknownCodePage(cpg.path, label)
      }
    } else if let encoding = LanguageDriver.encoding(table.languageDriver) {
      stated = (encoding, .languageDriver, encoding.name)
    }
    let isKnown = wanted != nil || stated?.encoding == .utf8
    let text = try TextSurvey(table, reading: !isKnown)
    if let wanted { return (wanted, .option) }
    guard let stated else { return (text.isUTF8 ? .utf8 : .windows1252, .assumed) }
    if !isKnown && text.isUTF8 && !text.isASCII {
      notices.append(.utf8DespiteStatement(parts, stated: stated.label, isDriver: stated.source == .languageDriver))
      return (.utf8, .text)
    }
    return (stated.encoding, stated.source)
  }
}

/// What one walk through the records of a .dbf tells of them.
private struct TextSurvey {
  private(set) var isUTF8 = true
  private(set) var isASCII = true

  /// - Parameter reading: whether text is looked at, and not the marks alone.
  /// - Throws: bad input for records marked as deleted.
  init(_ table: AttributeFile, reading: Bool) throws {
    let texts = reading ? table.fields.filter { $0.kind == .text && !$0.isBinary } : []
    if reading { for field in table.fields { field.name.withUnsafeBytes { look(at: $0) } } }
    var deleted: [Int] = []
    for number in 0..<table.recordCount {
      let record = try table.record(number)
      if AttributeFile.isDeleted(record) { deleted.append(number) }
      if isUTF8 { for field in texts { look(at: AttributeFile.value(field, of: record)) } }
    }
    guard deleted.isEmpty else { throw Diagnostic.deletedRecords(table.file.path, deleted) }
  }

  private mutating func look(at bytes: UnsafeRawBufferPointer) {
    if bytes.allSatisfy({ $0 < 0x80 }) { return }
    isASCII = false
    if TextEncoding.utf8.decode(bytes) == nil { isUTF8 = false }
  }
}

extension Notice {
  static func indexNotUsed(_ parts: ShapefileParts, _ fault: ShapeIndex.Fault) -> Notice {
    switch fault {
    case .missing:
      Notice(
        "shapefile.index.missing", ["file": parts.name],
        id: "\(parts.name): berkas .shx tidak ada, jadi rekaman dibaca menurut urutannya dalam .shp.",
        en: "\(parts.name): there is no .shx, so the records were read in their order in the .shp.")
    case .disagrees:
      Notice(
        "shapefile.index.disagrees", ["file": parts.name],
        id:
          "\(parts.name): berkas .shx rusak atau berasal dari versi lain .shp ini, jadi tidak dipakai; rekaman dibaca "
          + "menurut urutannya dalam .shp. Periksa apakah .dbf memang pasangannya.",
        en: "\(parts.name): the .shx is damaged or that of another version of this .shp, and was not used; the records "
          + "were read in their order in the .shp. Check that the .dbf belongs to it.")
    }
  }

  static func utf8DespiteStatement(_ parts: ShapefileParts, stated: String, isDriver: Bool) -> Notice {
    let place = isDriver ? ".dbf" : ".cpg"
    return Notice(
      "shapefile.encoding.utf8", ["file": parts.name, "stated": stated, "place": place],
      id: "\(parts.name): \(place) menyebut pengodean teks \(stated), tetapi isinya UTF-8 dan dibaca demikian. Bila "
        + "keliru, sebutkan pengodeannya.",
      en:
        "\(parts.name): the \(place) states the text encoding \(stated), but the text is UTF-8 and was read so. State "
        + "the encoding if that is wrong.")
  }
}
