internal import CGEOS

/// The GEOS library that the program runs with.
public enum GEOSLibrary {
  /// Its version, for example `3.11.1`; the version of its C interface, which GEOS appends, is left out.
  public static var version: String {
    guard let text = GEOSversion() else { return "" }
    return String(String(cString: text).prefix { $0 != "-" })
  }
}
