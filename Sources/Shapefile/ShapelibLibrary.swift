internal import Glibc

/// The shapelib that the program runs with.
public enum ShapelibLibrary {
  /// The library's file name with its interface version, for example `libshp.so.2.1.0`: shapelib keeps no version of
  /// its own that a program could ask for, so the system's list of loaded files tells.
  public static let version: String = {
    guard let maps = fopen("/proc/self/maps", "r") else { return "unknown" }
    defer { fclose(maps) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, maps) > 0 {
      guard let text = line.map({ String(cString: $0) }), let slash = text.lastIndex(of: "/") else { continue }
      let name = text[text.index(after: slash)...]
      if name.hasPrefix("libshp.") { return String(name.dropLast()) }
    }
    return "linked into the program"
  }()
}
