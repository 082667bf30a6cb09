import Diagnostics

extension ShapefileReader {
  /// Reads the point of every record, the Z and M variants as XY, in the file's own coordinate reference system; nil
  /// for a null shape.
  ///
  /// - Throws: bad input for shapes of another type (several points in one record among them), a layer without
  ///   records, a record that is truncated or corrupt, and coordinates that are not finite numbers.
  /// - Complexity: O(records).
  public func points() throws -> [(x: Double, y: Double)?] {
    guard ShapeKind.isPoint(index.shapeType) else {
      throw Diagnostic.wrongLayerType(path, type: index.shapeType, wanted: "Point")
    }
    guard recordCount > 0 else { throw Diagnostic.emptyLayer(path) }
    guard let file = FileWindow(path: path) else { throw Diagnostic.cannotRead(path) }
    return try (0..<recordCount).map { record in
      let content = try index.content(of: record, in: file, parts)
      let type = content.littleEndianInt32(at: 0)
      if type == 0 { return nil }
      guard ShapeKind.isPoint(type) else {
        throw Diagnostic.wrongRecordType(path, record: record, type: type, wanted: "Point")
      }
      guard content.count >= 20 else { throw Diagnostic.corruptRecord(path, record: record) }
      let (x, y) = (content.littleEndianDouble(at: 4), content.littleEndianDouble(at: 12))
      guard x.isFinite, y.isFinite else { throw Diagnostic.notFinite(path, record: record) }
      return (x, y)
    }
  }
}
