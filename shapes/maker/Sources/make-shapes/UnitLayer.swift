internal import Geometry
internal import Layers

/// A layer of administrative units, ready to be written as a shapefile.
enum UnitLayer {
  /// WGS 84 longitude and latitude, as shapefiles write it.
  private static let wgs84 =
    #"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],"#
    + #"PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#

  /// - Parameters:
  ///   - polygons: of each unit, polygons of rings, the exterior first, not closed.
  ///   - parentNames: by code.
  static func make(
    name: String, units: [AdministrativeUnit], polygons: [[[[GridPosition]]]], parentNames: [String: String]
  ) -> Layer {
    var buffer = PolygonBuffer()
    for unit in polygons {
      buffer.append(
        feature: unit.map { polygon in
          polygon.map { ring in (ring + ring.prefix(1)).map { ($0.longitude, $0.latitude) } }
        })
    }
    var attributes = AttributeTable(rowCount: units.count)
    func append(_ name: String, width: Int, _ values: [String?]) {
      attributes.append(Field(name: name, kind: .text, width: width), .text(values))
    }
    append("KODE", width: 8, units.map(\.code))
    append("KODE_BPS", width: 7, units.map(\.bpsCode))
    append("NAMA", width: 40, units.map(\.name))
    append("KODE_INDUK", width: 5, units.map(\.parentCode))
    append("NAMA_INDUK", width: 40, units.map { parentNames[$0.parentCode] })
    append("KETERANGAN", width: 40, units.map { _ in "skematik, bukan batas resmi" })
    return Layer(name: name, polygons: buffer, attributes: attributes, crsDefinition: wgs84)
  }
}
