public import Diagnostics

/// A layer that has been opened: what it has is known, and its contents are read when they are asked for.
///
/// Shapes and attributes are side by side, record by record, whatever the format: a record without shape keeps its
/// place in both.
public protocol LayerSource: Sendable {
  /// What people call the layer: the file's name without folder and extension, or the name of the layer within a file
  /// of several.
  var name: String { get }
  /// The path of the file, or of its main part.
  var path: String { get }
  /// Every file that was read.
  var files: [String] { get }
  /// Records, those without shape included.
  var recordCount: Int { get }
  /// As the file lists them. Names keep their case, and may repeat.
  var fields: [Field] { get }
  var referenceSystem: ReferenceSystemStatement { get }
  /// The name of the encoding of text, as `UTF-8`.
  var encodingName: String { get }
  var encodingSource: EncodingSource { get }
  /// What a reader must know of how the file was opened.
  var notices: [Notice] { get }

  /// The polygons of every record as x and y, in the layer's own coordinate reference system.
  ///
  /// - Throws: bad input for shapes of another type, a layer without records, and whatever cannot be read.
  func polygons(threads: Int) throws -> PolygonReading
  /// The points of every record of a layer of points or of multipoints; none for a record without shape.
  ///
  /// - Throws: as `polygons`.
  func pointSets() throws -> [[(x: Double, y: Double)]]
  /// Fields of every record, by their positions in `fields` and in the order wanted; all where nil.
  ///
  /// - Throws: bad input for a value that cannot be read.
  func attributes(_ fieldIndices: [Int]?, threads: Int) throws -> AttributeTable
}

extension LayerSource {
  /// All fields of every record.
  public func attributes(threads: Int = 1) throws -> AttributeTable { try attributes(nil, threads: threads) }
}
