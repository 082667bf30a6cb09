internal import CZip
internal import Diagnostics
internal import Glibc

/// Makes a zip archive, through libzip. **The same entries in the same order give the same bytes**: every entry has the
/// same time, noon of 1 January 1980, whatever the clock and the time zone, and the same permissions.
///
/// The archive is made in memory.
public struct ZipWriter: Sendable {
  private var entries: [(name: String, bytes: [UInt8], isCompressed: Bool)] = []

  public init() {}

  /// zlib's quickest: the XML of workbooks repeats itself so much that searching longer takes ten times as long for little.
  private static let level: UInt32 = 1

  /// Adds a file behind those that are there.
  ///
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - name: its path within the archive, with `/` between folders; no other entry has it.
  ///   - isCompressed: whether it is deflated; what is compressed already (a picture) gains nothing.
  public mutating func add(_ bytes: [UInt8], as name: String, isCompressed: Bool = true) {
    precondition(!name.isEmpty && !entries.contains { $0.name == name }, "an entry needs a name of its own")
    entries.append((name, bytes, isCompressed))
  }

  public mutating func add(_ text: String, as name: String) { add(Array(text.utf8), as: name) }

  /// The whole archive, which must have an entry.
  /// - Throws: `Diagnostic` (internalFault) where libzip fails, as without memory.
  public func bytes() throws -> [UInt8] {
    precondition(!entries.isEmpty, "an archive needs an entry")
    var error = zip_error_t()
    zip_error_init(&error)
    guard let target = zip_source_buffer_create(nil, 0, 0, &error) else {
      throw Diagnostic.cannotMakeArchive(ZipFault(taking: &error))
    }
    defer { zip_source_free(target) }
    // The archive takes one reference; the other is for reading what it has written.
    zip_source_keep(target)
    guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
      zip_source_free(target)
      throw Diagnostic.cannotMakeArchive(ZipFault(taking: &error))
    }
    do {
      for entry in entries { try Self.add(entry.name, entry.bytes, entry.isCompressed, to: archive) }
      guard zip_close(archive) == 0 else { throw Diagnostic.cannotMakeArchive(ZipFault(zip_get_error(archive))) }
    } catch {
      zip_discard(archive)
      throw error
    }
    return try Self.read(target)
  }

  private static func add(_ name: String, _ bytes: [UInt8], _ isCompressed: Bool, to archive: OpaquePointer) throws {
    var error = zip_error_t()
    zip_error_init(&error)
    guard let source = ZipMemory.source(of: bytes, &error) else {
      throw Diagnostic.cannotMakeArchive(ZipFault(taking: &error))
    }
    let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    if index < 0 { zip_source_free(source) }
    // Noon, because some time zones skip midnight of that day, and libzip reckons in local time.
    let noon: UInt16 = 12 << 11
    let firstOfJanuary1980: UInt16 = 1 << 5 | 1
    let method = isCompressed ? ZIP_CM_DEFLATE : ZIP_CM_STORE
    guard index >= 0, zip_set_file_compression(archive, UInt64(index), method, Self.level) == 0,
      zip_file_set_dostime(archive, UInt64(index), noon, firstOfJanuary1980, 0) == 0
    else { throw Diagnostic.cannotMakeArchive(ZipFault(zip_get_error(archive))) }
  }

  private static func read(_ source: OpaquePointer) throws -> [UInt8] {
    func fault() -> Diagnostic { .cannotMakeArchive(ZipFault(zip_source_error(source))) }
    var status = zip_stat_t()
    guard zip_source_stat(source, &status) == 0, zip_source_open(source) == 0 else { throw fault() }
    defer { zip_source_close(source) }
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.size)) { buffer, filled in
      while filled < buffer.count {
        let count = zip_source_read(source, buffer.baseAddress! + filled, UInt64(buffer.count - filled))
        if count <= 0 { return }
        filled += Int(count)
      }
      isWhole = true
    }
    guard isWhole else { throw fault() }
    return bytes
  }
}
