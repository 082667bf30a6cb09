internal import Diagnostics
internal import Glibc

/// Files that appear together, each in its folder, all of them or none.
package final class StagedFiles {
  private var folders: [(identity: FileIdentity, staging: StagingFolder, names: [String], removed: [String])] = []

  package init() {}

  /// Writes a file, which waits until all are done.
  ///
  /// - Parameter body: writes the file to the path that it is given.
  package func write(_ path: String, by body: (_ staged: String) throws -> Void) throws {
    let staged = try stage(path)
    do {
      try body(staged)
    } catch let fault as Diagnostic {
      let place = path.dropLast(FilePath.name(of: path).count)
      throw fault.naming(String(place), insteadOf: "\(FilePath.folder(of: staged))/")
    }
  }

  /// Where a file is written until all are done.
  ///
  /// - Throws: `Diagnostic` where nothing can be written in its folder.
  package func stage(_ path: String) throws -> String {
    let name = FilePath.name(of: path)
    let position = try folder(of: path)
    folders[position].names.append(name)
    return folders[position].staging.path(of: name)
  }

  /// Takes a file away that would be read with the new ones.
  package func remove(_ path: String) throws {
    let position = try folder(of: path)
    folders[position].removed.append(FilePath.name(of: path))
  }

  private func folder(of path: String) throws -> Int {
    let folder = FilePath.folder(of: path)
    let identity = FileIdentity(folder)
    if let position = folders.firstIndex(where: { $0.identity == identity }) { return position }
    folders.append((identity, try StagingFolder(in: folder, for: path), [], []))
    return folders.count - 1
  }

  /// Moves all files into place.
  ///
  /// - Throws: `Diagnostic` where one cannot be; all is as it was then.
  package func commit() throws {
    try Interruption.uninterrupted {
      // Always in one order, so that two runs never wait for each other.
      let locks = folders.map(\.staging.parent).sorted().map { StagingFolder.lock($0) }
      defer { for lock in locks where lock >= 0 { close(lock) } }
      for folder in folders { StagingFolder.clearLeftovers(inLocked: folder.staging.parent) }
      var moved: [StagingFolder] = []
      do {
        for folder in folders {
          try folder.staging.move(folder.names, removing: folder.removed)
          moved.append(folder.staging)
        }
      } catch {
        for staging in moved { staging.undo() }
        throw error
      }
      for staging in moved { staging.settle() }
    }
  }
}

extension Diagnostic {
  /// The same fault of a file that waits in a hidden folder, told of the place where it was to stand.
  func naming(_ place: String, insteadOf staged: String) -> Diagnostic {
    func told(_ text: String) -> String { text.replacing(staged, with: place) }
    let message = Message(id: told(notice.message.indonesian), en: told(notice.message.english))
    return Diagnostic(kind, Notice(code, arguments.mapValues(told), message))
  }
}
