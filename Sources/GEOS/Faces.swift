internal import CGEOS
public import Geometry

/// The faces into which lines divide the plane, but for the unbounded one.
public struct Faces: Sendable {
  /// One polygon each, as a feature of its own. Where two faces meet, their edges match vertex for vertex.
  public let polygons: PolygonBuffer
  /// A point inside each.
  public let points: [SIMD2<Double>]
}

extension GEOSContext {
  /// Cuts lines wherever they meet or cross, and finds the faces between them.
  ///
  /// Lines that end freely, and lines with the same face on both sides, bound no face.
  ///
  /// - Parameters:
  ///   - linework: lines in any order; parts that several have in common count once.
  ///   - grid: the cell size of the grid on which all vertices of the faces lie (Hobby's snap rounding, 1999: a line that
  ///     passes within half a cell of a vertex gets that vertex); nil to keep coordinates as exact as doubles allow.
  /// - Returns: the faces by the places of their points, from west to east.
  /// - Throws: `internalFault` where GEOS fails.
  /// - Complexity: O((v + k) log v) for v vertices and k crossings.
  public func faces(of linework: Linework, grid: Double? = nil) throws -> Faces {
    if linework.lineCount == 0 { return Faces(polygons: PolygonBuffer(), points: []) }
    let noded = try noded(linework, grid: grid)
    var lines: [OpaquePointer?] = [noded.pointer]
    let collection = try shape(GEOSPolygonize_r(handle, &lines, 1), "GEOSPolygonize_r")
    let count = GEOSGetNumGeometries_r(handle, collection.pointer)
    var found: [(point: SIMD2<Double>, face: OpaquePointer)] = []
    for index in 0..<count {
      guard let face = GEOSGetGeometryN_r(handle, collection.pointer, index) else {
        throw fault("GEOSGetGeometryN_r")
      }
      let point = try shape(GEOSPointOnSurface_r(handle, face), "GEOSPointOnSurface_r")
      var place = SIMD2(0.0, 0.0)
      guard GEOSGeomGetX_r(handle, point.pointer, &place.x) == 1, GEOSGeomGetY_r(handle, point.pointer, &place.y) == 1
      else { throw fault("GEOSGeomGetX_r") }
      found.append((place, face))
    }
    found.sort { ($0.point.x, $0.point.y) < ($1.point.x, $1.point.y) }
    var polygons = PolygonBuffer()
    for (_, face) in found { try collection.append(member: face, to: &polygons) }
    return Faces(polygons: polygons, points: found.map(\.point))
  }

  private func noded(_ linework: Linework, grid: Double?) throws -> Shape {
    // The union with one of the lines nodes all of them in a single pass.
    let first = try line(linework, 0)
    var lines: [OpaquePointer?] = []
    for index in 0..<linework.lineCount { lines.append(try line(linework, index).release()) }
    let count = UInt32(lines.count)
    let all = try shape(
      GEOSGeom_createCollection_r(handle, Int32(GEOS_MULTILINESTRING.rawValue), &lines, count),
      "GEOSGeom_createCollection_r")
    guard let grid else { return try all.union(first) }
    return try shape(GEOSUnionPrec_r(handle, all.pointer, first.pointer, grid), "GEOSUnionPrec_r")
  }

  private func line(_ linework: Linework, _ index: Int) throws -> Shape {
    let vertices = linework.offsets[index]..<linework.offsets[index + 1]
    let sequence = linework.coordinates.withUnsafeBufferPointer { xy in
      GEOSCoordSeq_copyFromBuffer_r(
        handle, xy.baseAddress.map { $0 + 2 * vertices.lowerBound }, UInt32(vertices.count), 0, 0)
    }
    guard let sequence else { throw fault("GEOSCoordSeq_copyFromBuffer_r") }
    return try shape(GEOSGeom_createLineString_r(handle, sequence), "GEOSGeom_createLineString_r")
  }
}
