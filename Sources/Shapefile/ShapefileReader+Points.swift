import Diagnostics
import FileAccess

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
    guard let file = FileWindow(parts.shp) else { throw Diagnostic.cannotRead(path) }
    return try (0..<recordCount).map { record in
      let content = try index.content(of: record, in: file, parts)
      let type = content.littleEndianInt32(at: 0)
      if type == 0 { return nil }
      guard ShapeKind.isPoint(type) else {
        throw Diagnostic.wrongRecordType(path, record: record, type: type, wanted: "Point")
      }
      return try point(content, at: 4, record)
    }
  }

  /// Reads the points of every record of a layer of points or of multipoints, the Z and M variants as XY, in the file's
  /// own coordinate reference system; none for a null shape.
  ///
  /// - Throws: bad input for shapes of another type, a layer without records, a record that is truncated or corrupt, and
  ///   coordinates that are not finite numbers.
  /// - Complexity: O(points).
  public func pointSets() throws -> [[(x: Double, y: Double)]] {
    guard ShapeKind.isMultiPoint(index.shapeType) else { return try points().map { $0.map { [$0] } ?? [] } }
    guard recordCount > 0 else { throw Diagnostic.emptyLayer(path) }
    guard let file = FileWindow(parts.shp) else { throw Diagnostic.cannotRead(path) }
    return try (0..<recordCount).map { record in
      let content = try index.content(of: record, in: file, parts)
      let type = content.littleEndianInt32(at: 0)
      if type == 0 { return [] }
      guard ShapeKind.isMultiPoint(type) else {
        throw Diagnostic.wrongRecordType(path, record: record, type: type, wanted: "MultiPoint")
      }
      // Type, box, count; then x and y of each. A count is at most 2³¹, so that nothing overflows.
      guard content.count >= 40 else { throw Diagnostic.corruptRecord(path, record: record) }
      let count = content.littleEndianInt32(at: 36)
      guard count >= 0, 40 + 16 * count <= content.count else { throw Diagnostic.corruptRecord(path, record: record) }
      return try (0..<count).map { try point(content, at: 40 + 16 * $0, record) }
    }
  }

  private func point(_ content: UnsafeRawBufferPointer, at offset: Int, _ record: Int) throws -> (x: Double, y: Double)
  {
    guard content.count >= offset + 16 else { throw Diagnostic.corruptRecord(path, record: record) }
    let (x, y) = (content.littleEndianDouble(at: offset), content.littleEndianDouble(at: offset + 8))
    guard x.isFinite, y.isFinite else { throw Diagnostic.notFinite(path, record: record) }
    return (x, y)
  }
}
