internal import Glibc

/// Which file a path means, however it is written and through whatever links it leads.
enum FileIdentity: Hashable, Sendable {
  case file(device: UInt, inode: UInt)
  /// One that is not there yet: its name in a folder that is.
  case place(device: UInt, inode: UInt, name: String)
  /// One whose folder is not there either.
  case path(String)

  init(_ path: String) {
    var status = stat()
    if stat(path, &status) == 0 {
      self = .file(device: UInt(status.st_dev), inode: UInt(status.st_ino))
    } else if stat(FilePath.folder(of: path), &status) == 0 {
      self = .place(device: UInt(status.st_dev), inode: UInt(status.st_ino), name: FilePath.name(of: path))
    } else {
      self = .path(path)
    }
  }
}

/// The two halves of a path.
package enum FilePath {
  /// The folder that a path lies in; `.` where it names none.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path's last component.
  package static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
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
}
