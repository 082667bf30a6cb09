internal import CGEOS

/// A geometry with an index of its segments, for many questions about it. It keeps its base and stays on its thread.
public final class PreparedShape {
  private let base: Shape
  private let pointer: OpaquePointer

  /// - Parameter base: the geometry to ask about, kept as long as this value.
  public init(_ base: Shape) throws {
    guard let pointer = GEOSPrepare_r(base.context.handle, base.pointer) else {
      throw base.context.fault("GEOSPrepare_r")
    }
    self.base = base
    self.pointer = pointer
  }

  deinit { GEOSPreparedGeom_destroy_r(base.context.handle, pointer) }

  /// Whether the two share a point, boundaries included.
  public func intersects(_ other: Shape) throws -> Bool {
    try base.context.truth(
      GEOSPreparedIntersects_r(base.context.handle, pointer, other.pointer), "GEOSPreparedIntersects_r")
  }

  /// Whether no point of the other lies outside, and their interiors share one.
  public func contains(_ other: Shape) throws -> Bool {
    try base.context.truth(
      GEOSPreparedContains_r(base.context.handle, pointer, other.pointer), "GEOSPreparedContains_r")
  }
}
