package import Geometry

/// A place where cover or the map is missing, one feature of `gaps.geojson`.
public struct Gap: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Part of a unit, further from every service point than the reach.
    case outOfReach = "out_of_reach"
    /// A unit without a usable row.
    case noData = "no_data"
    /// Land between units that belongs to none.
    case boundaryHole = "boundary_hole"
    /// Land that belongs to two units.
    case boundaryOverlap = "boundary_overlap"
  }

  public let kind: Kind
  /// Codes of the units it lies in or touches; the name stands for a unit without code.
  public let unitCodes: [String]
  /// Geodesic.
  public let areaSquareKilometres: Double
  /// The share of its unit's area, 0 to 100; nil for what lies in no single unit.
  public let sharePercent: Double?
  /// The unit's uncovered workers times the share; nil where they are not known.
  public let uncoveredEstimate: Int?

  package init(
    _ kind: Kind, unitCodes: [String], areaSquareKilometres: Double, sharePercent: Double? = nil,
    uncoveredEstimate: Int? = nil
  ) {
    self.kind = kind
    self.unitCodes = unitCodes
    self.areaSquareKilometres = areaSquareKilometres
    self.sharePercent = sharePercent
    self.uncoveredEstimate = uncoveredEstimate
  }
}

/// Gaps with their polygons: feature g of `polygons` is gap g, in WGS 84.
package struct GapList: Sendable {
  package private(set) var gaps: [Gap] = []
  package private(set) var polygons = PolygonBuffer()

  mutating func append(_ gap: Gap, featureOf buffer: PolygonBuffer, _ feature: Int) {
    gaps.append(gap)
    polygons.append(featuresOf: buffer, feature..<feature + 1)
  }
}
