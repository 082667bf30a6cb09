internal import Glibc

/// Paths, and what stands behind them.
package enum FilePath {
  /// The folder that a path lies in; `.` where it names none.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path's last component.
  package static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// A folder's path without what a shell's completion adds.
  static func withoutSlash(_ path: String) -> String {
    var path = path
    while path.utf8.count > 1 && path.hasSuffix("/") { path.removeLast() }
    return path
  }
}

extension FilePath {
  /// Whether a path, which need not be there, lies in a folder that is, or in one of the folders in it.
  package static func lies(_ path: String, in folder: String) -> Bool {
    guard let inner = withoutLinks(Self.folder(of: path)), let outer = withoutLinks(folder) else { return false }
    return inner == outer || inner.hasPrefix(outer == "/" ? outer : outer + "/")
  }

  private static func withoutLinks(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The names in a folder but for `.` and `..`; nil where it cannot be read.
  static func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      // The entry ends with its name, before the array of the structure does: it must not be copied whole.
      let start = UnsafeRawPointer(entry) + MemoryLayout<dirent>.offset(of: \.d_name)!
      let name = String(cString: start.assumingMemoryBound(to: CChar.self))
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// The bytes of a small file; nil where it cannot be read.
  static func contents(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &block, block.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += block[..<count]
    }
  }
}
