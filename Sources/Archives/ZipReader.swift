internal import CZip
internal import Diagnostics

/// Reads a zip archive, through libzip.
///
/// An archive may come from anybody: how much an entry may unpack to is the caller's to say, entries with a password
/// are refused, and every entry's checksum is compared. Stays on one thread.
public final class ZipReader {
  /// One file of the archive.
  public struct Entry: Sendable, Hashable {
    /// Its path within the archive, with `/` between folders; that of a folder ends with `/`.
    public let name: String
    /// Bytes once unpacked, as the archive has it; what is really there may be more.
    public let size: Int
    let index: UInt64
    let isEncrypted: Bool
  }

  /// In the order of the archive.
  public let entries: [Entry]
  /// What messages call the archive.
  public let name: String
  private let archive: OpaquePointer

  /// Opens an archive from a file.
  ///
  /// - Throws: `Diagnostic`: missingInput where there is no such file, inputOutput where it cannot be read, badInput
  ///   where it is no archive, an empty or a damaged one.
  public convenience init(path: String) throws {
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
      throw Diagnostic.cannotOpenArchive(path, ZipFault(code: code))
    }
    try self.init(archive, name: path)
  }

  /// Opens an archive from bytes.
  ///
  /// - Parameters:
  ///   - bytes: the whole archive.
  ///   - name: what messages call the archive.
  /// - Throws: `Diagnostic` (badInput) where they are no archive, an empty or a damaged one.
  public convenience init(_ bytes: [UInt8], name: String) throws {
    var error = zip_error_t()
    zip_error_init(&error)
    guard let source = ZipMemory.source(of: bytes, &error) else {
      throw Diagnostic.cannotOpenArchive(name, ZipFault(taking: &error))
    }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      throw Diagnostic.cannotOpenArchive(name, ZipFault(taking: &error))
    }
    try self.init(archive, name: name)
  }

  private init(_ archive: OpaquePointer, name: String) throws {
    self.archive = archive
    self.name = name
    var entries: [Entry] = []
    var names: Set<String> = []
    for index in 0..<UInt64(max(0, zip_get_num_entries(archive, 0))) {
      var status = zip_stat_t()
      guard zip_stat_index(archive, index, 0, &status) == 0, let text = status.name else {
        throw Diagnostic.damagedArchive(name, entry: nil, ZipFault(zip_get_error(archive)))
      }
      let entry = Entry(
        name: String(cString: text), size: Int(clamping: status.size), index: index,
        isEncrypted: status.encryption_method != UInt16(ZIP_EM_NONE))
      // Programs differ in which of two they take, so neither can be trusted.
      guard names.insert(entry.name).inserted else { throw Diagnostic.doubledEntry(name, entry: entry.name) }
      entries.append(entry)
    }
    // libzip takes an empty file for an empty archive.
    if entries.isEmpty { throw Diagnostic.damagedArchive(name, entry: nil, ZipFault(code: ZIP_ER_NOZIP)) }
    self.entries = entries
  }

  deinit { zip_discard(archive) }

  /// The entry of that name, to the letter; nil if there is none.
  public func entry(named name: String) -> Entry? { entries.first { $0.name == name } }

  /// All bytes of an entry.
  ///
  /// - Parameters:
  ///   - entry: one of this archive.
  ///   - limit: how many bytes it may unpack to; a small archive can hold an entry of any size.
  /// - Throws: `Diagnostic` (badInput) where the entry is larger, damaged, or has a password.
  public func contents(of entry: Entry, limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(entry.size, limit))
    try forEachBlock(of: entry, limit: limit) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// Passes an entry's bytes on while it is unpacked, a block at a time.
  ///
  /// - Parameters:
  ///   - entry: one of this archive.
  ///   - limit: as of `contents(of:limit:)`. Blocks before the one that goes beyond it have been passed on then, as have
  ///     those before damage that shows only at the entry's end.
  ///   - body: given each block in turn.
  /// - Throws: `Diagnostic` (badInput) where the entry is larger, damaged, or has a password; what `body` throws.
  public func forEachBlock(
    of entry: Entry, limit: Int, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    if entry.isEncrypted { throw Diagnostic.encryptedEntry(name, entry: entry.name) }
    if entry.size > limit { throw Diagnostic.largeEntry(name, entry: entry.name, limit: limit) }
    guard let file = zip_fopen_index(archive, entry.index, 0) else {
      throw Diagnostic.damagedArchive(name, entry: entry.name, ZipFault(zip_get_error(archive)))
    }
    defer { zip_fclose(file) }
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { block.deallocate() }
    var total = 0
    while true {
      let count = Int(zip_fread(file, block.baseAddress!, UInt64(block.count)))
      if count < 0 {
        throw Diagnostic.damagedArchive(name, entry: entry.name, ZipFault(zip_file_get_error(file)))
      }
      if count == 0 { return }
      total += count
      if total > limit { throw Diagnostic.largeEntry(name, entry: entry.name, limit: limit) }
      try body(UnsafeRawBufferPointer(rebasing: block[..<count]))
    }
  }
}
