internal import Diagnostics

/// What is wrong with a geometry of a GeoPackage.
enum GeometryFault: Error, Equatable {
  /// Not the header that the standard asks for, an unknown version, or well-known binary that does not fit its length.
  case damaged
  /// Extended by a program in its own way.
  case extended
  case notFinite
  /// A type that is not read, under its name.
  case type(String)
  /// Polygons and points in one table: this type, and the one of the first record that has any.
  case mixed(String, first: String)
  /// In another reference system than its table, by their numbers.
  case otherReference(Int, table: Int)

  var code: String {
    switch self {
    case .damaged: "damaged"
    case .extended: "extended"
    case .notFinite: "infinite"
    case .type: "type"
    case .mixed: "mixed"
    case .otherReference: "reference"
    }
  }

  var text: Message {
    switch self {
    case .damaged:
      Message(
        id: "geometrinya rusak. Ekspor ulang petanya", en: "its geometry is damaged. Export the layer again")
    case .extended:
      Message(
        id: "geometrinya dalam bentuk khusus suatu program. Ekspor ulang petanya dari program itu",
        en: "its geometry is in a form of one program's own. Export the layer again from that program")
    case .notFinite:
      Message(
        id: "koordinatnya memuat bukan bilangan (NaN atau tak hingga). Perbaiki geometrinya",
        en: "it has a coordinate that is not a finite number (NaN or infinity). Repair its geometry")
    case .type(let name) where Self.curved.contains(name):
      Message(
        id:
          "geometrinya \(name), yang bergaris lengkung. Ubah dahulu menjadi MultiPolygon (QGIS: Convert geometry type; "
          + "ogr2ogr: -nlt CONVERT_TO_LINEAR -nlt MULTIPOLYGON)",
        en: "its geometry is a \(name), which has curves. Make it a MultiPolygon first (QGIS: Convert geometry type; "
          + "ogr2ogr: -nlt CONVERT_TO_LINEAR -nlt MULTIPOLYGON)")
    case .type(let name):
      Message(
        id: "geometrinya \(name), padahal peta wilayah berisi Polygon atau MultiPolygon (dan peta titik Point atau "
          + "MultiPoint). Ekspor ulang petanya dengan satu jenis geometri",
        en: "its geometry is a \(name), where a layer of units has Polygon or MultiPolygon (and one of points Point or "
          + "MultiPoint). Export the layer again with one type of geometry")
    case .mixed(let name, let first):
      Message(
        id:
          "geometrinya \(name), sedangkan rekaman sebelumnya \(first). Ekspor ulang petanya dengan satu jenis geometri",
        en:
          "its geometry is a \(name), and that of records before it \(first). Export the layer again with one type of "
          + "geometry")
    case .otherReference(let own, let table):
      Message(
        id: "sistem koordinat geometrinya (\(own)) bukan yang disebut tabelnya (\(table)). Ekspor ulang petanya",
        en:
          "its geometry is in another reference system (\(own)) than its table states (\(table)). Export the layer again"
      )
    }
  }

  private static let curved: Set<String> = [
    "CircularString", "CompoundCurve", "CurvePolygon", "MultiCurve", "MultiSurface",
  ]
}
