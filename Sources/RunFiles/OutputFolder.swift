package import Diagnostics
@preconcurrency internal import Dispatch
internal import Glibc
internal import Parallel

/// A folder of outputs that appear whole or not at all.
///
/// Files are written into a hidden folder beside the wanted one and moved into place together at the end. A folder
/// that is not there yet appears by one rename; into one that is, each file is renamed while interrupts wait. A run
/// that fails, or is interrupted, leaves the wanted folder as it was.
public final class OutputFolder: Sendable {
  /// The names that Jangkau gives its outputs. **A new output's name goes here**, so that it is neither overwritten
  /// unasked nor left behind from an earlier run.
  static let names = [
    "coverage.geojson", "clusters.geojson", "gaps.geojson", "ranking.csv", "ranking.xlsx", "rejected.csv", "run.json",
    "coverage.qml", "clusters.qml", "gaps.qml", "coverage.gpkg", "jangkau.qgz", "report.html",
    "map.svg",
    // SQLite keeps these beside a GeoPackage that is open in QGIS. Beside a new file they would be played into it.
    "coverage.gpkg-wal", "coverage.gpkg-shm",
  ]

  let path: String
  private let staging: StagingFolder

  /// Prepares the staging folder.
  ///
  /// - Parameters:
  ///   - path: of the folder, which need not be there yet.
  ///   - replacing: whether outputs of an earlier run may be replaced.
  /// - Throws: `Diagnostic` (cannotCreate) where outputs are already there, or the folder cannot be written.
  public init(_ path: String, replacing: Bool) throws {
    var path = path
    while path.utf8.count > 1 && path.hasSuffix("/") { path.removeLast() }
    self.path = path
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists {
      guard status.st_mode & S_IFMT == S_IFDIR else { throw Diagnostic.outputIsNoFolder(path) }
      guard access(path, W_OK | X_OK) == 0 else { throw Diagnostic.cannotWrite(path, reason: Self.reason()) }
      if !replacing, let present = Self.names.first(where: { access("\(path)/\($0)", F_OK) == 0 }) {
        throw Diagnostic.outputExists("\(path)/\(present)")
      }
    }
    // The nearest folder that is there: a sibling on the same file system, so that renaming is moving.
    var parent = Self.parent(of: path)
    while stat(parent, &status) != 0 && parent != "/" && parent != "." { parent = Self.parent(of: parent) }
    if exists && access(parent, W_OK | X_OK) != 0 { parent = path }
    staging = try StagingFolder(in: parent, for: path)
  }

  /// Where to write an output until all are done.
  package func stagedPath(_ name: String) -> String {
    precondition(Self.names.contains(name), "\(name) is no known output")
    return "\(staging.path)/\(name)"
  }

  /// Writes a whole output.
  package func write(_ bytes: [UInt8], to name: String) throws { try WholeFile.fill(stagedPath(name), with: bytes) }

  /// Moves all outputs into place, and removes outputs of an earlier run that this one does not have.
  package func commit() throws {
    try Interrupts.shared.uninterrupted {
      if access(path, F_OK) != 0 {
        try makeParents()
        guard rename(staging.path, path) == 0 else { throw Diagnostic.cannotWrite(path, reason: Self.reason()) }
        return
      }
      for name in Self.names {
        let staged = "\(staging.path)/\(name)"
        if access(staged, F_OK) == 0 {
          guard rename(staged, "\(path)/\(name)") == 0 else {
            throw Diagnostic.cannotWrite("\(path)/\(name)", reason: Self.reason())
          }
        } else {
          unlink("\(path)/\(name)")
        }
      }
    }
  }

  private func makeParents() throws {
    var made = ""
    for part in Self.parent(of: path).split(separator: "/", omittingEmptySubsequences: false) {
      made +=
        made.isEmpty && !part.isEmpty ? String(part) : part.isEmpty ? "/" : (made.hasSuffix("/") ? "" : "/") + part
      if access(made, F_OK) != 0, mkdir(made, 0o777) != 0, errno != EEXIST {
        throw Diagnostic.cannotWrite(made, reason: Self.reason())
      }
    }
  }

  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  package static func reason() -> String { String(cString: strerror(errno)) }
}

/// A hidden folder for what is not finished, removed with all that is in it when the value goes.
package final class StagingFolder: Sendable {
  package let path: String

  /// - Parameter target: what is to be written, for the message.
  package init(in parent: String, for target: String) throws {
    var template = Array("\(parent)/.jangkau-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Diagnostic.cannotWrite(target, reason: OutputFolder.reason()) }
    path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    let mask = umask(0)
    umask(mask)
    chmod(path, 0o777 & ~mask)
    Interrupts.shared.watch(path)
  }

  deinit { Interrupts.shared.release(path) }

  /// Moves files out of the folder, under their own names, while interrupts wait.
  package func move(_ names: [String], to folder: String) throws {
    try Interrupts.shared.uninterrupted {
      for name in names where rename("\(path)/\(name)", "\(folder)/\(name)") != 0 {
        throw Diagnostic.cannotWrite("\(folder)/\(name)", reason: OutputFolder.reason())
      }
    }
  }
}

/// One file that appears whole or not at all.
package enum WholeFile {
  package static func write(_ bytes: [UInt8], to path: String) throws { try write([(path, bytes)]) }

  /// Several files, of which none is moved into place before all are written.
  package static func write(_ files: [(path: String, bytes: [UInt8])]) throws {
    let staged = try files.map { path, bytes in
      let folder = OutputFolder.parent(of: path)
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let staging = try StagingFolder(in: folder, for: path)
      try fill("\(staging.path)/\(name)", with: bytes)
      return (staging: staging, name: name, folder: folder)
    }
    for file in staged { try file.staging.move([file.name], to: file.folder) }
  }

  /// Writes a file in place, for one that is staged already.
  package static func fill(_ path: String, with bytes: [UInt8]) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Diagnostic.cannotWrite(path, reason: OutputFolder.reason()) }
    defer { close(descriptor) }
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + offset, $0.count - offset) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Diagnostic.writingFailed(path, reason: OutputFolder.reason()) }
      offset += count
    }
  }
}

/// Removes what is half-written when the user interrupts.
///
/// Interrupts arrive on a queue of their own, not in a signal handler, so that files may be removed safely.
private final class Interrupts: Sendable {
  static let shared = Interrupts()

  private let paths = Guarded<[String]>([])
  private let sources: [any DispatchSourceSignal]

  private init() {
    let queue = DispatchQueue(label: "jangkau.interrupts")
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      signal(number, SIG_IGN)
      return source
    }
    for (source, number) in zip(sources, [SIGINT, SIGTERM, SIGHUP]) {
      source.setEventHandler {
        Interrupts.shared.paths.withLock { paths in
          for path in paths { Self.remove(path) }
          _exit(128 + number)
        }
      }
      source.resume()
    }
  }

  func watch(_ path: String) { paths.withLock { $0.append(path) } }

  func release(_ path: String) {
    paths.withLock { paths in
      guard let index = paths.firstIndex(of: path) else { return }
      paths.remove(at: index)
      Self.remove(path)
    }
  }

  /// Runs `body` while interrupts wait.
  func uninterrupted(_ body: () throws -> Void) throws { try paths.withLock { _ in try body() } }

  /// A file, or a folder with the files in it.
  private static func remove(_ path: String) {
    if unlink(path) == 0 { return }
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { unlink("\(path)/\(name)") }
      }
      closedir(folder)
      rmdir(path)
    }
  }
}

extension Diagnostic {
  static func outputExists(_ path: String) -> Diagnostic {
    Diagnostic(
      .cannotCreate,
      id: "\(path) sudah ada dan tidak ditimpa. Pilih folder lain, atau pakai --force untuk menggantinya.",
      en: "\(path) is already there and was not overwritten. Choose another folder, or use --force to replace it.")
  }

  static func outputIsNoFolder(_ path: String) -> Diagnostic {
    Diagnostic(
      .cannotCreate, id: "\(path) adalah berkas, bukan folder. Pilih nama lain untuk --output.",
      en: "\(path) is a file, not a folder. Choose another name for --output.")
  }

  package static func cannotWrite(_ path: String, reason: String) -> Diagnostic {
    Diagnostic(
      .cannotCreate, id: "\(path) tidak dapat ditulis: \(reason). Pilih tempat lain yang dapat ditulisi.",
      en: "\(path) cannot be written: \(reason). Choose a place that can be written.")
  }

  package static func writingFailed(_ path: String, reason: String) -> Diagnostic {
    Diagnostic(
      .inputOutput, id: "Penulisan \(path) gagal di tengah jalan: \(reason).", en: "Writing \(path) failed: \(reason).")
  }
}
