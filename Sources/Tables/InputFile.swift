internal import Diagnostics
internal import Glibc

enum InputFile {
  /// How many bytes a table may have that is held in memory whole; a hundred times as many as one of all villages of
  /// Indonesia. What never ends, such as `/dev/zero`, ends here.
  static let limit = 1 << 30

  /// All bytes of a file.
  /// - Throws: `Diagnostic` where there is no such file, where it cannot be read or is larger than `limit`.
  static func read(_ path: String, limit: Int = InputFile.limit) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? Diagnostic.noFile(path) : .cannotReadFile(path, .systemError(errno))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw Diagnostic.cannotReadFile(path, .systemError(errno))
    }
    if status.st_mode & S_IFMT == S_IFDIR { throw Diagnostic.tableIsFolder(path) }
    if Int(status.st_size) > limit { throw Diagnostic.tableTooLarge(path, limit: limit) }
    // A pipe has no size: what it holds is known only when it ends.
    var capacity = min(max(Int(status.st_size) + 1, 1 << 16), limit + 1)
    var result: [UInt8] = []
    while true {
      var failure: Int32 = 0
      var isAtEnd = false
      let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
        while filled < buffer.count {
          let count = Glibc.read(descriptor, buffer.baseAddress! + filled, buffer.count - filled)
          if count < 0 && errno == EINTR { continue }
          if count < 0 { failure = errno }
          if count <= 0 {
            isAtEnd = true
            break
          }
          filled += count
        }
      }
      if failure != 0 { throw Diagnostic.cannotReadFile(path, .systemError(failure)) }
      if result.isEmpty { result = chunk } else { result += chunk }
      if result.count > limit { throw Diagnostic.tableTooLarge(path, limit: limit) }
      // Text has no such bytes, and what is made of them alone has no end.
      if result.count >= 1 << 16, result.prefix(1 << 16).allSatisfy({ $0 == 0 }) {
        throw Diagnostic.nulByte(path, line: 1)
      }
      if isAtEnd { return result }
      capacity = min(capacity * 2, limit + 1 - result.count)
    }
  }
}

extension Diagnostic {
  static func tableIsFolder(_ path: String) -> Diagnostic {
    Diagnostic(
      .missingInput, "table.folder", ["file": path],
      id: "\(path): ini folder, bukan berkas. Sebutkan berkas tabel di dalamnya.",
      en: "\(path): this is a folder, not a file. Name the table in it.")
  }

  static func tableTooLarge(_ path: String, limit: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "table.limit.size", ["file": path, "limit": String(limit)],
      id:
        "\(path): berkas ini lebih dari \(limit >> 20) MB, lebih besar daripada tabel yang diterima. Periksa berkas yang "
        + "dimaksud.",
      en:
        "\(path): this is more than \(limit >> 20) MB, which is more than a table may have. Check which file is meant.")
  }
}
