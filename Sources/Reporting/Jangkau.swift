internal import GEOS
internal import Parallel
internal import Projections
internal import Shapefile

/// The program as a whole.
public enum Jangkau {
  public static let version = "0.1.0"

  /// Versions of the libraries whose results the outputs rest on.
  package static let libraries = [
    "GEOS": GEOSLibrary.version, "PROJ": PROJLibrary.version, "shapelib": ShapelibLibrary.version,
  ]

  /// The threads that are used unless the user says otherwise: one for each core that the process may use.
  public static var availableThreads: Int { Parallel.availableThreads }
}
