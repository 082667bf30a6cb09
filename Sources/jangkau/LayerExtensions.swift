/// The extensions that completion offers for maps.
enum LayerExtensions {
  static let all = ["shp", "SHP", "zip", "shz", "gpkg", "geojson", "json"]
}
