internal import CGEOS
public import Geometry

extension Shape {
  /// The points of either.
  public func union(_ other: Shape) throws -> Shape {
    try context.shape(GEOSUnion_r(context.handle, pointer, other.pointer), "GEOSUnion_r")
  }

  /// The points of both.
  public func intersection(_ other: Shape) throws -> Shape {
    try context.shape(GEOSIntersection_r(context.handle, pointer, other.pointer), "GEOSIntersection_r")
  }

  /// The points of this one that are not the other's.
  public func difference(_ other: Shape) throws -> Shape {
    try context.shape(GEOSDifference_r(context.handle, pointer, other.pointer), "GEOSDifference_r")
  }

  /// The points of exactly one of the two.
  public func symmetricDifference(_ other: Shape) throws -> Shape {
    try context.shape(GEOSSymDifference_r(context.handle, pointer, other.pointer), "GEOSSymDifference_r")
  }

  /// The points that lie in a box, found much faster than by ``intersection(_:)``. Where the geometry touches the box's
  /// sides or itself, the answer may be invalid (see ``invalidity``).
  public func clipped(to box: Box) throws -> Shape {
    try context.shape(
      GEOSClipByRect_r(context.handle, pointer, box.minX, box.minY, box.maxX, box.maxY), "GEOSClipByRect_r")
  }

  /// All parts of a collection dissolved into one; works for parts that overlap.
  public func unaryUnion() throws -> Shape {
    try context.shape(GEOSUnaryUnion_r(context.handle, pointer), "GEOSUnaryUnion_r")
  }

  /// The parts of a collection dissolved by leaving out the edges that two of them share: much faster than
  /// ``unaryUnion()``, and right only where parts do not overlap and shared edges match vertex for vertex.
  public func coverageUnion() throws -> Shape {
    try context.shape(GEOSCoverageUnion_r(context.handle, pointer), "GEOSCoverageUnion_r")
  }

  /// All points within a distance, corners rounded.
  ///
  /// - Parameters:
  ///   - distance: in the units of the coordinates.
  ///   - quadrantSegments: how many segments stand for a quarter of a circle; with 8 the radius is short by at most
  ///     0.5 %.
  public func buffer(distance: Double, quadrantSegments: Int = 8) throws -> Shape {
    try context.shape(GEOSBuffer_r(context.handle, pointer, distance, Int32(quadrantSegments)), "GEOSBuffer_r")
  }
}
