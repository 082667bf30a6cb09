public import Geometry

/// Polygons with their attributes, feature by feature, in one coordinate reference system.
public struct Layer: Sendable {
  /// The file's name without folder and extension.
  public var name: String
  public var polygons: PolygonBuffer
  public var attributes: AttributeTable
  /// The definition of the coordinate reference system as the file gives it (WKT); nil where the file is silent.
  public var crsDefinition: String?

  public init(
    name: String, polygons: PolygonBuffer, attributes: AttributeTable, crsDefinition: String?
  ) {
    precondition(polygons.featureCount == attributes.rowCount, "one row of attributes for each feature")
    self.name = name
    self.polygons = polygons
    self.attributes = attributes
    self.crsDefinition = crsDefinition
  }
}
