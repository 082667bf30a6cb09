internal import Parallel

/// The program as a whole.
public enum Jangkau {
  public static let version = "0.1.0"

  /// The threads that are used unless the user says otherwise: one for each core that the process may use.
  public static var availableThreads: Int { Parallel.availableThreads }
}
