internal import Diagnostics
internal import Glibc

/// A hidden folder for what is not finished, in the folder where it shall stand, removed with all that is in it when the
/// value goes.
///
/// It is locked as long as its run lives, so that a later run into the same place can tell what a dead one has left, and
/// removes it (`StagingFolder+Leftovers.swift`). Nobody else may look into it.
///
///     .jangkau-1a2b3c4d-Xk29fQ/   eight digits of the machine, six of the run
///       new/                      what the run writes
///       old/                      what stood there, while files change places
///       moving                    which files are changing places; there only while they do
package final class StagingFolder: Sendable {
  /// Where the folder is.
  let parent: String
  /// Where files are written until they move.
  package let newFiles: String
  private let path: String
  private let lock: Int32

  /// - Parameters:
  ///   - parent: the folder where the files shall stand, or whose folder they become.
  ///   - target: what is to be written, for the message.
  /// - Throws: `Diagnostic` where nothing can be made there.
  package init(in parent: String, for target: String) throws {
    Self.clearLeftovers(in: parent)
    self.parent = parent
    var made: (path: String, lock: Int32)?
    while made == nil { made = try Self.make(in: parent, for: target) }
    (path, lock) = made ?? (parent, -1)
    newFiles = "\(path)/new"
    Interruption.watch(path)
  }

  deinit {
    Interruption.release(path)
    close(lock)
  }

  /// A locked folder; nil where another run took it for a dead one's between its making and its locking.
  private static func make(in parent: String, for target: String) throws -> (path: String, lock: Int32)? {
    var template = Array("\(parent)/\(prefix)\(machineMark)-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Diagnostic.cannotWrite(target, error: errno) }
    let path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    let lock = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if lock < 0 {
      let code = errno
      if code == ENOENT { return nil }
      rmdir(path)
      throw Diagnostic.cannotWrite(target, error: code)
    }
    // Where a file system has no locks, nothing is taken for a leftover either.
    let isTaken = flock(lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
    if isTaken || FileIdentity(path) != FileIdentity(descriptor: lock) {
      close(lock)
      return nil
    }
    guard mkdir("\(path)/new", 0o777) == 0 else {
      let code = errno
      rmdir(path)
      close(lock)
      throw Diagnostic.cannotWrite(target, error: code)
    }
    return (path, lock)
  }

  /// Where a file of that name is written until it moves.
  package func path(of name: String) -> String { "\(newFiles)/\(name)" }

  // MARK: Changing places

  /// Moves new files into the folder around this one, in place of those that stand there. `settle` or `undo` follows.
  ///
  /// A run that is killed before `settle` is undone by the next into the same folder.
  ///
  /// - Parameters:
  ///   - names: of files that have been written.
  ///   - removed: names that are taken away.
  /// - Throws: `Diagnostic` where a file cannot be replaced; all is as it was then.
  func move(_ names: [String], removing removed: [String]) throws {
    var status = stat()
    var old: Set<String> = []
    for name in names + removed where lstat("\(parent)/\(name)", &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { throw Diagnostic.folderInTheWay("\(parent)/\(name)") }
      old.insert(name)
    }
    let absent = removed.filter { !old.contains($0) }
    do {
      guard mkdir("\(path)/old", 0o700) == 0 else { throw Diagnostic.cannotWrite("\(parent)", error: errno) }
      try Moving(names: names + removed.filter { old.contains($0) }, old: old).write(in: path)
      for name in names + removed where !absent.contains(name) {
        let target = "\(parent)/\(name)"
        // A second name keeps what stands there in its place until the new file takes it.
        if old.contains(name), link(target, "\(path)/old/\(name)") != 0, rename(target, "\(path)/old/\(name)") != 0 {
          throw Diagnostic.cannotWrite(target, error: errno)
        }
        if names.contains(name) {
          guard rename(self.path(of: name), target) == 0 else { throw Diagnostic.cannotWrite(target, error: errno) }
        } else if unlink(target) != 0 && errno != ENOENT {
          throw Diagnostic.cannotWrite(target, error: errno)
        }
      }
    } catch {
      undo()
      throw error
    }
  }

  /// Makes the move last.
  func settle() { unlink("\(path)/\(Moving.name)") }

  /// Puts everything back as it was before `move`.
  func undo() { Self.undoMove(of: path, in: parent) }

  /// Keeps two runs from moving files in one folder at a time. The lock goes with the descriptor.
  static func lock(_ folder: String) -> Int32 {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    while descriptor >= 0 && flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
    return descriptor
  }
}

extension Diagnostic {
  static func folderInTheWay(_ path: String) -> Diagnostic {
    Diagnostic(
      .cannotCreate, "output.folder.way", ["file": path],
      id: "\(path) adalah folder, padahal keluaran bernama itu. Pindahkan folder itu, atau pilih tempat lain.",
      en: "\(path) is a folder, and an output has that name. Move the folder, or choose another place.")
  }
}
