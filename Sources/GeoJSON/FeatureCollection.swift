public import Geometry

/// The identifier of a feature, a string or a whole number.
public enum FeatureID: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  case text(String)
  case integer(Int)

  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
}

/// Polygons or points in WGS 84 longitude/latitude (degrees) with identifiers and properties, ready to be written.
public struct FeatureCollection: Sendable {
  /// A member of the collection itself that RFC 7946 does not know (§6.1), such as `name` or `description`.
  public struct Member: Sendable, Hashable {
    public let name: String
    public let text: String

    /// - Precondition: the name is none of those that GeoJSON gives a meaning to.
    public init(_ name: String, _ text: String) {
      precondition(!Self.reserved.contains(name), "\(name) has a meaning of its own in GeoJSON")
      self.name = name
      self.text = text
    }

    private static let reserved: Set<String> = [
      "type", "bbox", "features", "coordinates", "geometries", "geometry", "properties", "crs",
    ]
  }

  public let geometries: FeatureGeometries
  /// One for each feature, nil where one has none; empty where no feature has any.
  public let ids: [FeatureID?]
  public let properties: [Property]
  /// Written before the features, in this order.
  public let members: [Member]

  /// - Precondition: one identifier (or none at all) and one value of each property for each feature; no property
  ///   name twice.
  public init(
    _ geometries: FeatureGeometries, ids: [FeatureID?] = [], properties: [Property], members: [Member] = []
  ) {
    let count = geometries.featureCount
    precondition(ids.isEmpty || ids.count == count, "one identifier for each feature")
    for property in properties {
      precondition(property.values.count == count, "property \(property.name) needs one value for each feature")
    }
    precondition(Set(properties.map(\.name)).count == properties.count, "property names must be unique")
    precondition(Set(members.map(\.name)).count == members.count, "member names must be unique")
    self.geometries = geometries
    self.ids = ids
    self.properties = properties
    self.members = members
  }

  /// The same, of polygons.
  public init(
    polygons: PolygonBuffer, ids: [FeatureID?] = [], properties: [Property], members: [Member] = []
  ) {
    self.init(.polygons(polygons), ids: ids, properties: properties, members: members)
  }

  /// The polygons; none for a collection of points.
  public var polygons: PolygonBuffer {
    if case .polygons(let polygons) = geometries { return polygons }
    return PolygonBuffer()
  }
}
