internal import Diagnostics
internal import Glibc

extension StagingFolder {
  static let prefix = ".jangkau-"

  /// Eight digits that tell this machine from others, whose locks may not be seen on a share: of its identity
  /// (machine-id(5), which must not be shown as it is), or else of its start.
  static let machineMark: String = {
    let identity = ["/etc/machine-id", "/proc/sys/kernel/random/boot_id"].lazy
      .compactMap { FilePath.contents(of: $0) }.first { $0.count >= 32 }
    let digest = try? Checksum.hexadecimal(Checksum.sha256(of: Array("jangkau".utf8) + (identity ?? [])))
    return digest.map { String($0.prefix(8)) } ?? "00000000"
  }()

  /// Whether it is a name that `init` gives on this machine.
  private static func isStaging(_ name: String) -> Bool {
    name.hasPrefix("\(prefix)\(machineMark)-") && name.utf8.count == prefix.utf8.count + machineMark.utf8.count + 7
  }

  /// Undoes and removes what runs have left that died in a folder. What a living run has is left alone.
  static func clearLeftovers(in folder: String) {
    guard let names = FilePath.names(in: folder), names.contains(where: isStaging) else { return }
    let guardian = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if guardian >= 0 { close(guardian) } }
    // Whoever is moving files now clears up too.
    if guardian >= 0 && flock(guardian, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK { return }
    clearLeftovers(inLocked: folder)
  }

  /// The same, for one who has the folder's lock.
  static func clearLeftovers(inLocked folder: String) {
    for name in FilePath.names(in: folder) ?? [] where isStaging(name) {
      let path = "\(folder)/\(name)"
      let lock = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard lock >= 0 else { continue }
      defer { close(lock) }
      var status = stat()
      guard fstat(lock, &status) == 0, status.st_uid == geteuid() else { continue }
      guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { continue }
      undoMove(of: path, in: folder)
      remove(path)
    }
  }

  /// Puts back what was changing places when a run ended; nothing where none was.
  static func undoMove(of path: String, in folder: String) {
    guard let moving = Moving(in: path) else { return }
    for name in moving.names {
      if moving.old.contains(name) {
        // Where the old file still stands there, both are names of one file and nothing happens.
        rename("\(path)/old/\(name)", "\(folder)/\(name)")
      } else {
        unlink("\(folder)/\(name)")
      }
    }
    unlink("\(path)/\(Moving.name)")
  }

  /// Removes a hidden folder and what a run puts into it. Links are not followed.
  static func remove(_ path: String) {
    for part in ["new", "old"] {
      for name in FilePath.names(in: "\(path)/\(part)") ?? [] { unlink("\(path)/\(part)/\(name)") }
      rmdir("\(path)/\(part)")
    }
    for name in FilePath.names(in: path) ?? [] { unlink("\(path)/\(name)") }
    rmdir(path)
  }
}

/// The note of which files are changing places, for the run that finds it.
struct Moving {
  static let name = "moving"

  /// All that are moved or taken away.
  let names: [String]
  /// Those of which another stood there before.
  let old: Set<String>

  init(names: [String], old: Set<String>) {
    self.names = names
    self.old = old
  }

  /// - Parameter path: of the hidden folder. Nil where there is no whole note.
  init?(in path: String) {
    guard let bytes = FilePath.contents(of: "\(path)/\(Self.name)") else { return nil }
    var (names, old): ([String], Set<String>) = ([], [])
    for entry in bytes.split(separator: 0) {
      let name = String(decoding: entry.dropFirst(), as: UTF8.self)
      names.append(name)
      if entry.first == UInt8(ascii: "+") { old.insert(name) }
    }
    self.init(names: names, old: old)
  }

  /// Writes the note, which is there whole or not at all.
  func write(in path: String) throws {
    let bytes = names.flatMap { [UInt8(ascii: old.contains($0) ? "+" : "-")] + Array($0.utf8) + [0] }
    try WholeFile.fill("\(path)/\(Self.name).part", with: bytes)
    guard rename("\(path)/\(Self.name).part", "\(path)/\(Self.name)") == 0 else {
      throw Diagnostic.cannotWrite(path, error: errno)
    }
  }
}
