import CShapelib
import Diagnostics
import FileAccess
import Glibc
public import Layers

/// Writes layers as shapefiles: .shp, .shx, .dbf, .cpg (UTF-8), and .prj where the layer's reference system is known.
///
/// The same layer gives the same bytes. The date in the header of the .dbf is that of `SOURCE_DATE_EPOCH` (UTC) where
/// the environment sets it, and 2000-01-01 otherwise.
///
/// What the format cannot hold: names of more than ten bytes are cut (see `fieldNames(for:)`), and empty text reads
/// back as nil. Fields are widened where their values need it; text of more than 254 bytes is an error.
public enum ShapefileWriter {
  /// Writes polygons, exteriors clockwise and holes counter-clockwise as the format asks; features without polygons
  /// become null shapes.
  ///
  /// - Parameters:
  ///   - layer: in whatever reference system its definition states; coordinates are written as they are.
  ///   - path: with or without `.shp`. Files that are there are replaced, and a .prj is removed if the layer has no
  ///     definition, so that it cannot be taken for this layer's.
  /// - Returns: the paths of the files written.
  /// - Throws: cannot-create if a file cannot be opened, input/output if writing fails, bad input for text that is too
  ///   long for a field and for layers too large for the format.
  /// - Complexity: O(vertices + values).
  @discardableResult public static func write(_ layer: Layer, to path: String) throws -> [String] {
    let buffer = layer.polygons
    return try write(
      shapeType: SHPT_POLYGON, count: buffer.featureCount, attributes: layer.attributes,
      crsDefinition: layer.crsDefinition, to: path
    ) { feature in
      let rings = buffer.rings(ofFeature: feature)
      if rings.isEmpty { return nil }
      let origin = buffer.ringOffsets[rings.lowerBound]
      var x: [Double] = []
      var y: [Double] = []
      for ring in rings {
        // Backwards: the buffer's exteriors are counter-clockwise. A closed ring keeps its first vertex.
        for vertex in buffer.vertices(of: ring).reversed() {
          x.append(buffer.coordinates[2 * vertex])
          y.append(buffer.coordinates[2 * vertex + 1])
        }
      }
      let starts = rings.map { CInt(buffer.ringOffsets[$0] - origin) }
      return SHPCreateObject(
        SHPT_POLYGON, -1, CInt(starts.count), starts, nil, CInt(x.count), x, y, nil, nil)
    }
  }

  /// Writes points; nil becomes a null shape.
  ///
  /// - Throws: as `write(_:to:)`.
  @discardableResult public static func write(
    points: [(x: Double, y: Double)?], attributes: AttributeTable, crsDefinition: String?, to path: String
  ) throws -> [String] {
    precondition(points.count == attributes.rowCount, "one row of attributes for each point")
    return try write(
      shapeType: SHPT_POINT, count: points.count, attributes: attributes, crsDefinition: crsDefinition, to: path
    ) { record in
      points[record].map { point in
        withUnsafePointer(to: point.x) { x in
          withUnsafePointer(to: point.y) { y in SHPCreateSimpleObject(SHPT_POINT, 1, x, y, nil) }
        }
      }
    }
  }

  /// Writes all parts; `shape` makes the object of each record, nil for a null shape.
  private static func write(
    shapeType: CInt, count: Int, attributes: AttributeTable, crsDefinition: String?, to path: String,
    shape: (Int) -> UnsafeMutablePointer<SHPObject>?
  ) throws -> [String] {
    let base = path.lowercased().hasSuffix(".shp") ? String(path.dropLast(4)) : path
    let (shp, shx, dbf) = (base + ".shp", base + ".shx", base + ".dbf")
    var hooks = ShapelibHooks.writing()
    _ = ShapelibHooks.takeMessage()
    errno = 0
    guard let handle = SHPCreateLL(shp, shapeType, &hooks) else {
      throw Diagnostic.cannotWrite(shp, error: errno == 0 ? EIO : errno)
    }
    do {
      defer { SHPClose(handle) }
      for record in 0..<count {
        let object = shape(record) ?? SHPCreateObject(SHPT_NULL, -1, 0, nil, nil, 0, nil, nil, nil, nil)
        defer { SHPDestroyObject(object) }
        guard SHPWriteObject(handle, -1, object) == CInt(record) else {
          throw Diagnostic.incompletelyWritten(shp)
        }
      }
    }
    // Closing writes the headers and tells of nothing but through its messages; a full disk shows in the sizes.
    if ShapelibHooks.takeMessage() != nil { throw Diagnostic.incompletelyWritten(shp) }
    try checkSize(of: shp)
    try checkSize(of: shx)
    try AttributeWriter(attributes).write(to: dbf)
    try write("UTF-8", to: base + ".cpg")
    var files = [shp, shx, dbf, base + ".cpg"]
    if let crsDefinition {
      try write(crsDefinition, to: base + ".prj")
      files.append(base + ".prj")
    } else {
      unlink(base + ".prj")
    }
    return files
  }

  private static func checkSize(of path: String) throws {
    guard let file = FileWindow(path: path, window: 100), let header = file.bytes(at: 0, count: 100),
      2 * header.bigEndianInt32(at: 24) == file.size
    else { throw Diagnostic.incompletelyWritten(path) }
  }

  private static func write(_ text: String, to path: String) throws {
    guard let stream = fopen(path, "wb") else { throw Diagnostic.cannotWrite(path, error: errno) }
    let bytes = Array(text.utf8)
    let written = fwrite(bytes, 1, bytes.count, stream)
    guard fclose(stream) == 0, written == bytes.count else { throw Diagnostic.incompletelyWritten(path) }
  }
}

extension Diagnostic {
  static func incompletelyWritten(_ path: String) -> Diagnostic {
    Diagnostic(
      .inputOutput, "shapefile.write", ["file": path],
      id: "\(path): penulisan gagal. Periksa ruang kosong di disk.",
      en: "\(path): writing failed. Check the free space on the disk.")
  }

  static func textTooLong(_ path: String, record: Int, field: String, bytes: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "dbf.text.long", ["file": path, "record": String(record + 1), "field": field, "bytes": String(bytes)],
      id: "\(path), rekaman \(record + 1), kolom \(field): teksnya \(bytes) byte, sedangkan DBF menampung paling "
        + "banyak 254. Persingkat teksnya atau pilih format lain (.geojson, .gpkg).",
      en: "\(path), record \(record + 1), field \(field): its text has \(bytes) bytes, and a DBF holds 254 at most. "
        + "Shorten it or choose another format (.geojson, .gpkg).")
  }

  static func tooManyFields(_ path: String, _ count: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "dbf.fields.many", ["file": path, "count": String(count)],
      id:
        "\(path): \(count) kolom terlalu banyak atau terlalu lebar untuk DBF. Kurangi kolomnya atau pilih format lain "
        + "(.geojson, .gpkg).",
      en: "\(path): \(count) fields are too many or too wide for a DBF. Use fewer, or choose another format "
        + "(.geojson, .gpkg).")
  }
}
