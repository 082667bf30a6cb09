internal import Diagnostics
internal import Glibc

/// A folder of outputs that appear whole or not at all.
///
/// Files are written into a hidden folder and take their places together at the end. A folder that is not there yet
/// appears by one rename; into one that is, files move while interrupts wait, and one that cannot be replaced brings all
/// others back. A run that fails, or is interrupted, leaves the wanted folder as it was; one that is killed while files
/// move is undone by the next into the same folder. Files of other names stay.
public final class OutputFolder: Sendable {
  /// The names that Jangkau gives its outputs. **A new output's name goes here**, so that it is neither overwritten
  /// unasked nor left behind from an earlier run.
  static let names = [
    "coverage.geojson", "clusters.geojson", "gaps.geojson", "parents.geojson", "services.geojson", "ranking.csv",
    "ranking.xlsx", "rejected.csv", "run.json", "coverage.qml", "clusters.qml", "gaps.qml", "parents.qml",
    "services.qml", "coverage.gpkg", "jangkau.qgz", "report.html", "map.svg", "map.png", "map.pdf",
    // SQLite keeps these beside a GeoPackage that is open in QGIS. Beside a new file they would be played into it.
    "coverage.gpkg-wal", "coverage.gpkg-shm", "coverage.gpkg-journal",
  ]

  /// Without links.
  private let path: String
  private let replaces: Bool
  /// In the folder itself where it is there, for only that is sure to be on the same file system.
  private let staging: StagingFolder

  /// Prepares the hidden folder.
  ///
  /// - Parameters:
  ///   - path: of the folder, which need not be there yet.
  ///   - replacing: whether outputs of an earlier run may be replaced.
  /// - Throws: `Diagnostic` (cannotCreate) where outputs are already there, one of their names is that of a folder, or the
  ///   folder cannot be written.
  public init(_ path: String, replacing: Bool) throws {
    let path = FilePath.withoutSlash(path)
    self.path = path
    replaces = replacing
    var status = stat()
    if stat(path, &status) == 0 {
      try Self.check(path, replacing: replacing)
      // What a dead run has left that was to make this folder.
      StagingFolder.clearLeftovers(in: FilePath.folder(of: path))
      staging = try StagingFolder(in: path, for: path)
    } else {
      // The nearest folder that is there, so that renaming is moving.
      var parent = FilePath.folder(of: path)
      while stat(parent, &status) != 0 && parent != "/" && parent != "." { parent = FilePath.folder(of: parent) }
      staging = try StagingFolder(in: parent, for: path)
    }
  }

  /// - Throws: `Diagnostic` where a folder that is there cannot take the outputs.
  private static func check(_ path: String, replacing: Bool) throws {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw Diagnostic.outputIsNoFolder(path)
    }
    guard access(path, W_OK | X_OK) == 0 else { throw Diagnostic.cannotWrite(path, error: errno) }
    for name in names where lstat("\(path)/\(name)", &status) == 0 {
      if !replacing { throw Diagnostic.outputExists("\(path)/\(name)") }
      if status.st_mode & S_IFMT == S_IFDIR { throw Diagnostic.folderInTheWay("\(path)/\(name)") }
    }
  }

  /// Writes an output, which waits until all are done.
  ///
  /// - Parameter body: writes the file to the path that it is given.
  package func write(_ name: String, by body: (_ path: String) throws -> Void) throws {
    precondition(Self.names.contains(name), "\(name) is no known output")
    do {
      try body(staging.path(of: name))
    } catch let fault as Diagnostic {
      throw fault.naming("\(path)/", insteadOf: "\(staging.newFiles)/")
    }
  }

  /// Writes a whole output.
  package func write(_ bytes: [UInt8], to name: String) throws {
    try write(name) { try WholeFile.fill($0, with: bytes) }
  }

  /// Moves all outputs into place, and removes outputs of an earlier run that this one does not have.
  ///
  /// - Parameter inputs: what must not be replaced, however it came to lie there.
  /// - Throws: `Diagnostic` where that cannot be; all is as it was then.
  package func commit(sparing inputs: HandedInFiles) throws {
    try inputs.spare(inFolder: path)
    if try appear() { return }
    let staging = try stagingInside()
    try Interruption.uninterrupted {
      let lock = StagingFolder.lock(path)
      defer { if lock >= 0 { close(lock) } }
      StagingFolder.clearLeftovers(inLocked: path)
      try Self.check(path, replacing: replaces)
      let names = (FilePath.names(in: staging.newFiles) ?? []).sorted()
      try staging.move(names, removing: Self.names.filter { !names.contains($0) })
      staging.settle()
    }
  }

  /// Makes the folder, with all that is in it; false where it is there.
  private func appear() throws -> Bool {
    guard access(path, F_OK) != 0 else { return false }
    var isMade = false
    try Interruption.uninterrupted {
      try makeParents()
      isMade = rename(staging.newFiles, path) == 0
      let code = errno
      if !isMade && access(path, F_OK) != 0 { throw Diagnostic.cannotWrite(path, error: code) }
    }
    return isMade
  }

  /// The hidden folder in the wanted one. Where another run has made that meanwhile, it takes over what is written.
  private func stagingInside() throws -> StagingFolder {
    if FileIdentity(staging.parent) == FileIdentity(path) { return staging }
    let inside = try StagingFolder(in: path, for: path)
    for name in FilePath.names(in: staging.newFiles) ?? []
    where rename(staging.path(of: name), inside.path(of: name)) != 0 {
      throw Diagnostic.cannotWrite("\(path)/\(name)", error: errno)
    }
    return inside
  }

  private func makeParents() throws {
    var made = ""
    for part in FilePath.folder(of: path).split(separator: "/", omittingEmptySubsequences: false) {
      made +=
        made.isEmpty && !part.isEmpty ? String(part) : part.isEmpty ? "/" : (made.hasSuffix("/") ? "" : "/") + part
      if access(made, F_OK) != 0, mkdir(made, 0o777) != 0, errno != EEXIST {
        throw Diagnostic.cannotWrite(made, error: errno)
      }
    }
  }
}

extension Diagnostic {
  static func outputExists(_ path: String) -> Diagnostic {
    Diagnostic(
      .cannotCreate, "output.folder.exists", ["file": path],
      id: "\(path) sudah ada dan tidak ditimpa. Pilih folder lain, atau pakai --force untuk menggantinya.",
      en: "\(path) is already there and was not overwritten. Choose another folder, or use --force to replace it.")
  }

  static func outputIsNoFolder(_ path: String) -> Diagnostic {
    Diagnostic(
      .cannotCreate, "output.folder.file", ["file": path],
      id: "\(path) adalah berkas, bukan folder. Pilih nama lain untuk --output.",
      en: "\(path) is a file, not a folder. Choose another name for --output.")
  }
}
