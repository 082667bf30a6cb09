internal import Glibc

/// The reference data that lies beside a developer's checkout and never in a user's clone. Tests that need it are
/// enabled only where it is:
///
///     @Test(.enabled(if: SharedData.isAvailable, SharedData.reason))
public enum SharedData {
  public static let reason = "needs the reference data in ../shared, which is not part of the project"

  /// The folder, without a slash at its end; `JANGKAU_SHARED` overrides the place beside the checkout.
  public static let folder: String = {
    if let path = getenv("JANGKAU_SHARED") { return String(cString: path) }
    return PackageFolder.path + "/../shared"
  }()

  public static var isAvailable: Bool { access(folder + "/boundaries", R_OK) == 0 }

  /// The path of a file, for example `boundaries/indonesia_kecamatan.shp`.
  public static func path(_ relative: String) -> String { folder + "/" + relative }
}

/// The checkout itself.
public enum PackageFolder {
  /// Without a slash at its end.
  public static let path: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()
}
