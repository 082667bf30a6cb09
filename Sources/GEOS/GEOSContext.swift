internal import CGEOS
internal import Diagnostics
public import Geometry

/// A GEOS context: one for each worker, never shared between threads, kept alive by the shapes made in it.
///
/// Every fault that GEOS reports is thrown as a `Diagnostic` with the function, GEOS's message, and the record in work.
public final class GEOSContext {
  /// The record (from 1) that the work is about, for the messages of faults; nil where it is about several.
  public var record: Int?

  let handle: GEOSContextHandle_t
  private var lastMessage = ""

  public init() throws {
    guard let handle = GEOS_init_r() else { throw Diagnostic.geos("GEOS_init_r", message: "", record: nil) }
    self.handle = handle
    GEOSContext_setErrorMessageHandler_r(
      handle,
      { text, context in
        guard let text, let context else { return }
        Unmanaged<GEOSContext>.fromOpaque(context).takeUnretainedValue().lastMessage = String(cString: text)
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { GEOS_finish_r(handle) }

  func fault(_ function: String) -> Diagnostic { Diagnostic.geos(function, message: lastMessage, record: record) }

  /// Takes over a geometry that `function` has made.
  func shape(_ pointer: OpaquePointer?, _ function: String) throws -> Shape {
    guard let pointer else { throw fault(function) }
    return Shape(pointer, in: self)
  }

  /// The answer of a predicate, of which 2 means a fault.
  func truth(_ answer: CChar, _ function: String) throws -> Bool {
    guard answer == 0 || answer == 1 else { throw fault(function) }
    return answer == 1
  }
}

extension GEOSContext {
  /// All polygons of a feature as one geometry; an empty one for a null shape. O(vertices), one copy of each ring.
  public func shape(ofFeature feature: Int, in buffer: PolygonBuffer) throws -> Shape {
    let polygons = buffer.polygons(of: feature)
    if polygons.count == 1 { return try shape(ofPolygon: polygons.lowerBound, in: buffer) }
    return try collection(polygons.map { try shape(ofPolygon: $0, in: buffer) })
  }

  /// One polygon with its holes.
  public func shape(ofPolygon polygon: Int, in buffer: PolygonBuffer) throws -> Shape {
    let rings = try buffer.rings(of: polygon).map { try ring(buffer.vertices(of: $0), in: buffer) }
    guard let exterior = rings.first else {
      return try shape(GEOSGeom_createEmptyPolygon_r(handle), "GEOSGeom_createPolygon_r")
    }
    // From here on GEOS owns the rings, even if it fails.
    let shell = exterior.release()
    var holes: [OpaquePointer?] = rings.dropFirst().map { $0.release() }
    let count = UInt32(holes.count)
    return try shape(GEOSGeom_createPolygon_r(handle, shell, &holes, count), "GEOSGeom_createPolygon_r")
  }

  /// A point.
  public func point(x: Double, y: Double) throws -> Shape {
    try shape(GEOSGeom_createPointFromXY_r(handle, x, y), "GEOSGeom_createPointFromXY_r")
  }

  /// The polygons given, as one multipolygon, whether they touch or not.
  ///
  /// - Parameter polygons: single polygons; the collection takes them over, and they must not be used any more.
  public func collection(_ polygons: consuming [Shape]) throws -> Shape {
    var members: [OpaquePointer?] = polygons.map { $0.release() }
    let count = UInt32(members.count)
    let kind = Int32(GEOS_MULTIPOLYGON.rawValue)
    return try shape(GEOSGeom_createCollection_r(handle, kind, &members, count), "GEOSGeom_createCollection_r")
  }

  private func ring(_ vertices: Range<Int>, in buffer: PolygonBuffer) throws -> Shape {
    let sequence = buffer.coordinates.withUnsafeBufferPointer { xy in
      GEOSCoordSeq_copyFromBuffer_r(
        handle, xy.baseAddress.map { $0 + 2 * vertices.lowerBound }, UInt32(vertices.count), 0, 0)
    }
    guard let sequence else { throw fault("GEOSCoordSeq_copyFromBuffer_r") }
    return try shape(GEOSGeom_createLinearRing_r(handle, sequence), "GEOSGeom_createLinearRing_r")
  }
}

extension Diagnostic {
  static func geos(_ function: String, message: String, record: Int?) -> Diagnostic {
    let reason = message.isEmpty ? "" : ": \(message)"
    return Diagnostic(
      .internalFault, "geometry.operation.failed",
      ["function": function, "message": message, "record": record.map(String.init) ?? ""],
      id: """
        Operasi geometri gagal\(record.map { " pada rekaman \($0)" } ?? "") (GEOS: \(function)\(reason)). Periksa \
        geometri petanya.
        """,
      en: """
        A geometry operation failed\(record.map { " on record \($0)" } ?? "") (GEOS: \(function)\(reason)). Inspect the \
        layer's geometry.
        """)
  }
}
