public import Diagnostics

/// A layer of a format whose shapes and attributes stand together, read in one go.
public struct LoadedLayer: LayerSource {
  /// The shapes of all records, which are of one kind.
  public enum Shapes: Sendable {
    case polygons(PolygonReading)
    case points([[(x: Double, y: Double)]])

    var recordCount: Int {
      switch self {
      case .polygons(let reading): reading.polygons.featureCount
      case .points(let sets): sets.count
      }
    }
  }

  public let name: String
  public let path: String
  public let files: [String]
  public let shapes: Shapes
  public let table: AttributeTable
  public let referenceSystem: ReferenceSystemStatement
  public let notices: [Notice]

  /// - Parameters:
  ///   - name: of the layer.
  ///   - path: of the file, as messages name it.
  ///   - files: what was read; the path where nil.
  ///   - shapes: one for each record.
  ///   - table: one row for each record.
  ///   - referenceSystem: what the file says of it.
  ///   - notices: what a reader must know.
  public init(
    name: String, path: String, files: [String]? = nil, shapes: Shapes, table: AttributeTable,
    referenceSystem: ReferenceSystemStatement, notices: [Notice] = []
  ) {
    precondition(shapes.recordCount == table.rowCount, "one row of attributes for each record")
    self.name = name
    self.path = path
    self.files = files ?? [path]
    self.shapes = shapes
    self.table = table
    self.referenceSystem = referenceSystem
    self.notices = notices
  }

  public var recordCount: Int { table.rowCount }
  public var fields: [Field] { table.fields }
  public var encodingName: String { "UTF-8" }
  public var encodingSource: EncodingSource { .format }

  public func polygons(threads: Int) throws -> PolygonReading {
    guard recordCount > 0 else { throw Diagnostic.layerWithoutRecords(path) }
    guard case .polygons(let reading) = shapes else {
      throw Diagnostic.layerOfOtherShapes(path, layer: name, has: "Point", wanted: "Polygon")
    }
    return reading
  }

  public func pointSets() throws -> [[(x: Double, y: Double)]] {
    guard recordCount > 0 else { throw Diagnostic.layerWithoutRecords(path) }
    guard case .points(let sets) = shapes else {
      throw Diagnostic.layerOfOtherShapes(path, layer: name, has: "Polygon", wanted: "Point")
    }
    return sets
  }

  public func attributes(_ fieldIndices: [Int]?, threads: Int) throws -> AttributeTable {
    guard let fieldIndices else { return table }
    var chosen = AttributeTable(rowCount: table.rowCount)
    for index in fieldIndices { chosen.append(table.fields[index], table.columns[index]) }
    return chosen
  }
}

extension Diagnostic {
  /// - Parameters:
  ///   - path: of the file.
  ///   - layer: its name, which is not said where it is the file's.
  ///   - has: the type of its shapes, under the format's own name.
  ///   - wanted: likewise.
  package static func layerOfOtherShapes(_ path: String, layer: String, has: String, wanted: String) -> Diagnostic {
    Diagnostic(
      .badInput, "layer.shapes.other", ["file": path, "layer": layer, "type": has, "wanted": wanted],
      id: "\(path): peta “\(layer)” berisi \(has), padahal yang diperlukan \(wanted). Pilih peta yang sesuai.",
      en: "\(path): the layer “\(layer)” holds \(has) shapes, and \(wanted) is needed. Choose another layer.")
  }

  package static func layerWithoutRecords(_ path: String) -> Diagnostic {
    Diagnostic(
      .badInput, "layer.empty", ["file": path],
      id: "\(path): peta kosong, tidak ada satu pun rekaman. Pilih peta yang berisi.",
      en: "\(path): the layer is empty, it has no records. Choose a layer that has some.")
  }
}
