import Diagnostics
public import Layers
public import TextEncodings

/// A shapefile whose parts belong together: .shp, .shx and .dbf, with .prj and .cpg where they exist.
///
/// Opening reads the headers, the index and, once, the marks and text of the .dbf. Nothing is ever created, repaired
/// or cut to the shorter of two parts: what does not fit is an error that says so.
public struct ShapefileReader: Sendable {
  /// The base name without folder and extension.
  public let name: String
  /// The path of the .shp.
  public let path: String
  /// Every part that exists, in the order .shp, .shx, .dbf, .prj, .cpg.
  public let files: [String]
  /// Records in the file, null shapes included.
  public let recordCount: Int
  /// The fields as the header of the .dbf lists them. Names keep their case, and may repeat.
  public let fields: [Field]
  /// The text of the .prj; nil where it is missing or blank.
  public let crsDefinition: String?
  /// The encoding of names and text in the .dbf.
  public let encoding: TextEncoding
  public let encodingSource: EncodingSource

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
    let wanted = try encoding.map { label in
      guard let encoding = TextEncoding(label: label) else { throw Diagnostic.unknownEncoding(label) }
      return encoding
    }
    parts = try ShapefileParts(path: path)
    name = parts.name
    self.path = parts.shp
    files = parts.all
    index = try ShapeIndex(parts)
    let table = try AttributeFile(path: parts.dbf)
    guard table.recordCount == index.entries.count else {
      throw Diagnostic.countsDiffer(parts.shp, index.entries.count, parts.dbf, table.recordCount)
    }
    recordCount = table.recordCount
    crsDefinition = try ShapefileParts.text(of: parts.prj)
    let stated = try Self.statedEncoding(parts, table, wanted: wanted)
    let isUTF8 = try Self.checkRecords(table, isEncodingKnown: stated != nil)
    (self.encoding, encodingSource) = stated ?? (isUTF8 ? .utf8 : .windows1252, .assumed)
    binaryFields = Set(table.fields.indices.filter { table.fields[$0].isBinary })
    let nameEncoding = self.encoding
    fields = try table.fields.enumerated().map { position, field in
      guard let name = field.name.withUnsafeBytes({ nameEncoding.decode($0) }) else {
        throw Diagnostic.fieldNameNotDecodable(table.path, field: position, nameEncoding)
      }
      return Field(name: name, kind: field.kind, width: field.width)
    }
  }

  private static func statedEncoding(
    _ parts: ShapefileParts, _ table: AttributeFile, wanted: TextEncoding?
  ) throws -> (TextEncoding, EncodingSource)? {
    if let wanted { return (wanted, .option) }
    if let path = parts.cpg, let label = try ShapefileParts.text(of: path) {
      guard let encoding = TextEncoding(label: label) else { throw Diagnostic.unknownCodePage(path, label) }
      return (encoding, .cpg)
    }
    return LanguageDriver.encoding(table.languageDriver).map { ($0, .languageDriver) }
  }

  /// Refuses records marked as deleted, and answers whether names and text are valid UTF-8, if that is to be known.
  private static func checkRecords(_ table: AttributeFile, isEncodingKnown: Bool) throws -> Bool {
    var isUTF8 = isEncodingKnown || table.fields.allSatisfy { String(validating: $0.name, as: UTF8.self) != nil }
    let texts = table.fields.filter { $0.kind == .text && !$0.isBinary }
    var deleted: [Int] = []
    for number in 0..<table.recordCount {
      let record = try table.record(number)
      if AttributeFile.isDeleted(record) { deleted.append(number) }
      if !isEncodingKnown && isUTF8 {
        isUTF8 = texts.allSatisfy {
          let value = AttributeFile.value($0, of: record)
          return value.allSatisfy { $0 < 0x80 } || TextEncoding.utf8.decode(value) != nil
        }
      }
    }
    guard deleted.isEmpty else { throw Diagnostic.deletedRecords(table.path, deleted) }
    return isUTF8
  }
}
