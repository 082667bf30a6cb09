public import Geometry

/// The polygons of a shapefile, and what was not right with their rings.
public struct PolygonReading: Sendable {
  public let polygons: PolygonBuffer
  /// In the order of records and rings; a ring may have several.
  public let findings: [RingFinding]
}
