public import Geometry

/// The polygons of a layer, and what was not right with their rings in the file.
public struct PolygonReading: Sendable {
  public let polygons: PolygonBuffer
  /// In the order of records and rings; a ring may have several.
  public let findings: [RingFinding]

  public init(polygons: PolygonBuffer, findings: [RingFinding]) {
    self.polygons = polygons
    self.findings = findings
  }
}
