public import Geometry
public import Layers

/// One layer of a GeoPackage: polygons or points with their attributes, as they will stand in a table of its own.
public struct FeatureTable: Sendable {
  /// The table's name, which is also the layer's in GDAL and QGIS. Names that SQLite or GeoPackage keep for
  /// themselves (`sqlite_…`, `gpkg_…`, `rtree_…`) are written with `layer_` before them.
  public let name: String
  /// What people read; unique within the file.
  public let title: String
  public let description: String
  public let geometries: FeatureGeometries
  public let attributes: AttributeTable
  public let spatialReference: SpatialReference
  /// How QGIS shows the layer when it is opened.
  public let style: LayerStyle?

  /// - Parameters:
  ///   - name: of the table; one that GeoPackage or SQLite keep for themselves gets `layer_` in front, and an empty one
  ///     becomes `layer`.
  ///   - title: for people; the name, where it is nil.
  ///   - description: for people.
  ///   - geometries: in the spatial reference system given.
  ///   - attributes: one row for each feature.
  ///   - spatialReference: of the geometries.
  ///   - style: how QGIS draws the layer; its own choice, where it is nil.
  /// - Precondition: one row of attributes for each feature.
  public init(
    name: String, title: String? = nil, description: String = "", _ geometries: FeatureGeometries,
    attributes: AttributeTable, spatialReference: SpatialReference = .wgs84, style: LayerStyle? = nil
  ) {
    precondition(geometries.featureCount == attributes.rowCount, "one row of attributes for each feature")
    self.name = Self.allowedName(name)
    self.title = title ?? name
    self.description = description
    self.geometries = geometries
    self.attributes = attributes
    self.spatialReference = spatialReference
    self.style = style
  }

  /// The same, of polygons.
  public init(
    name: String, title: String? = nil, description: String = "", polygons: PolygonBuffer,
    attributes: AttributeTable, spatialReference: SpatialReference = .wgs84, style: LayerStyle? = nil
  ) {
    self.init(
      name: name, title: title, description: description, .polygons(polygons), attributes: attributes,
      spatialReference: spatialReference, style: style)
  }

  private static func allowedName(_ name: String) -> String {
    let lower = name.lowercased()
    let isReserved = ["sqlite_", "gpkg_", "rtree_"].contains { lower.hasPrefix($0) } || lower == "layer_styles"
    return name.isEmpty ? "layer" : isReserved ? "layer_" + name : name
  }
}

/// A QGIS style that travels inside the GeoPackage (its table `layer_styles`), as the layer's default.
public struct LayerStyle: Sendable, Hashable {
  public let name: String
  /// The whole QML document.
  public let qml: String

  public init(name: String, qml: String) {
    self.name = name
    self.qml = qml
  }
}

/// A row of `gpkg_spatial_ref_sys`: the coordinate reference system of a layer.
public struct SpatialReference: Sendable, Hashable {
  /// The number that tables and geometries refer to.
  public let id: Int32
  public let name: String
  public let organization: String
  public let organizationID: Int
  /// Well-known text (OGC 01-009).
  public let definition: String
  public let description: String

  public init(
    id: Int32, name: String, organization: String, organizationID: Int, definition: String, description: String
  ) {
    self.id = id
    self.name = name
    self.organization = organization
    self.organizationID = organizationID
    self.definition = definition
    self.description = description
  }

  /// EPSG:4326 with coordinates in the order longitude, latitude, as GeoPackage always has them.
  public static let wgs84 = SpatialReference(
    id: 4326, name: "WGS 84", organization: "EPSG", organizationID: 4326,
    definition: #"GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],"#
      + #"AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],"#
      + #"UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],"#
      + #"AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]"#,
    description: "longitude and latitude in degrees on the WGS 84 ellipsoid")

  static let undefinedCartesian = SpatialReference(
    id: -1, name: "Undefined Cartesian", organization: "NONE", organizationID: -1, definition: "undefined",
    description: "undefined Cartesian coordinate reference system")
  static let undefinedGeographic = SpatialReference(
    id: 0, name: "Undefined geographic", organization: "NONE", organizationID: 0, definition: "undefined",
    description: "undefined geographic coordinate reference system")
}
