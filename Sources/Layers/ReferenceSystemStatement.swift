/// What a file says of its coordinate reference system.
public enum ReferenceSystemStatement: Sendable, Hashable {
  /// A definition: WKT, or authority and code such as `EPSG:9470`. `place` is where it stands, in words of the format
  /// that need no translation: `.prj`, `crs`, `gpkg_spatial_ref_sys`.
  case stated(String, place: String)
  /// Nothing, and the format has a system for that case.
  case implied(String)
  /// There is a place for it, which is blank or says that it is unknown.
  case blank(place: String)
  /// There is no place for it: a shapefile without .prj.
  case absent

  /// The definition, stated or implied; nil where there is none.
  public var definition: String? {
    switch self {
    case .stated(let text, _), .implied(let text): text
    case .blank, .absent: nil
    }
  }
}
