internal import CPROJ

/// The PROJ library that the program runs with.
public enum PROJLibrary {
  /// Its version, for example `9.1.1`.
  public static var version: String {
    let info = proj_info()
    return "\(info.major).\(info.minor).\(info.patch)"
  }
}
