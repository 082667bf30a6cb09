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

  /// nil for a descriptor that is none.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self = .file(device: UInt(status.st_dev), inode: UInt(status.st_ino))
  }
}
