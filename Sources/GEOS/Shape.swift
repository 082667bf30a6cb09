internal import CGEOS
public import Geometry

/// A geometry of GEOS, freed with the value. Not sendable: it belongs to the thread of its context.
public final class Shape {
  public let context: GEOSContext
  /// Nil once another geometry has taken it over.
  private var owned: OpaquePointer?

  init(_ pointer: OpaquePointer, in context: GEOSContext) {
    owned = pointer
    self.context = context
  }

  deinit { if let owned { GEOSGeom_destroy_r(context.handle, owned) } }

  var pointer: OpaquePointer {
    guard let owned else { preconditionFailure("a shape is not used after another has taken it over") }
    return owned
  }

  /// Gives the geometry up to a call that takes it over. GEOS frees what it takes over even when the call fails.
  func release() -> OpaquePointer {
    let pointer = pointer
    owned = nil
    return pointer
  }

  /// Whether it has no point.
  public var isEmpty: Bool {
    get throws { try context.truth(GEOSisEmpty_r(context.handle, pointer), "GEOSisEmpty_r") }
  }

  /// The planar area in square units of its coordinates; 0 for lines and points.
  public var area: Double {
    get throws {
      var area = 0.0
      guard GEOSArea_r(context.handle, pointer, &area) == 1 else { throw context.fault("GEOSArea_r") }
      return area
    }
  }

  /// Appends its polygonal parts as one feature, wound as the buffer's invariants say; lines and points among its parts
  /// are left out. Without polygonal parts it appends a null shape.
  ///
  /// - Returns: how many polygons were appended.
  @discardableResult public func append(to buffer: inout PolygonBuffer) throws -> Int {
    try append(member: pointer, to: &buffer)
  }

  /// The same for this geometry or one of its members.
  @discardableResult func append(member: OpaquePointer, to buffer: inout PolygonBuffer) throws -> Int {
    let first = buffer.polygonCount
    try appendPolygons(of: member, to: &buffer)
    buffer.featureOffsets.append(buffer.polygonCount)
    buffer.restoreWinding(ofPolygons: first..<buffer.polygonCount)
    return buffer.polygonCount - first
  }

  private func appendPolygons(of geometry: OpaquePointer, to buffer: inout PolygonBuffer) throws {
    let handle = context.handle
    switch GEOSGeomTypeId_r(handle, geometry) {
    case Int32(GEOS_POLYGON.rawValue):
      guard try !context.truth(GEOSisEmpty_r(handle, geometry), "GEOSisEmpty_r") else { return }
      guard let exterior = GEOSGetExteriorRing_r(handle, geometry) else { throw context.fault("GEOSGetExteriorRing_r") }
      try appendRing(exterior, to: &buffer)
      for hole in 0..<GEOSGetNumInteriorRings_r(handle, geometry) {
        guard let ring = GEOSGetInteriorRingN_r(handle, geometry, hole) else {
          throw context.fault("GEOSGetInteriorRingN_r")
        }
        try appendRing(ring, to: &buffer)
      }
      buffer.polygonOffsets.append(buffer.ringCount)
    case Int32(GEOS_MULTIPOLYGON.rawValue), Int32(GEOS_GEOMETRYCOLLECTION.rawValue):
      for part in 0..<GEOSGetNumGeometries_r(handle, geometry) {
        guard let member = GEOSGetGeometryN_r(handle, geometry, part) else { throw context.fault("GEOSGetGeometryN_r") }
        try appendPolygons(of: member, to: &buffer)
      }
    case -1:
      throw context.fault("GEOSGeomTypeId_r")
    default:
      return
    }
  }

  private func appendRing(_ ring: OpaquePointer, to buffer: inout PolygonBuffer) throws {
    let handle = context.handle
    var count: UInt32 = 0
    guard let sequence = GEOSGeom_getCoordSeq_r(handle, ring), GEOSCoordSeq_getSize_r(handle, sequence, &count) == 1
    else {
      throw context.fault("GEOSGeom_getCoordSeq_r")
    }
    let start = buffer.coordinates.count
    buffer.coordinates.append(contentsOf: repeatElement(0, count: 2 * Int(count)))
    let done = buffer.coordinates.withUnsafeMutableBufferPointer { xy in
      xy.baseAddress.map { GEOSCoordSeq_copyToBuffer_r(handle, sequence, $0 + start, 0, 0) } ?? 1
    }
    guard done == 1 else { throw context.fault("GEOSCoordSeq_copyToBuffer_r") }
    buffer.ringOffsets.append(buffer.coordinates.count / 2)
  }
}
