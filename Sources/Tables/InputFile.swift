internal import Diagnostics
internal import Glibc

enum InputFile {
  /// All bytes of a file.
  static func read(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? Diagnostic.noSuchTable(path) : .unreadableTable(path, String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw Diagnostic.unreadableTable(path, String(cString: strerror(errno)))
    }
    if status.st_mode & S_IFMT == S_IFDIR { throw Diagnostic.tableIsFolder(path) }
    // A pipe has no size: what it holds is known only when it ends.
    var capacity = max(Int(status.st_size) + 1, 1 << 16)
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
      if failure != 0 { throw Diagnostic.unreadableTable(path, String(cString: strerror(failure))) }
      if result.isEmpty { result = chunk } else { result += chunk }
      if isAtEnd { return result }
      capacity *= 2
    }
  }
}

extension Diagnostic {
  static func noSuchTable(_ path: String) -> Diagnostic {
    Diagnostic(
      .missingInput, id: "\(path): berkas tidak ada. Periksa nama dan foldernya.",
      en: "\(path): there is no such file. Check its name and folder.")
  }

  static func tableIsFolder(_ path: String) -> Diagnostic {
    Diagnostic(
      .missingInput, id: "\(path): ini folder, bukan berkas. Sebutkan berkas tabel di dalamnya.",
      en: "\(path): this is a folder, not a file. Name the table in it.")
  }

  static func unreadableTable(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .inputOutput, id: "\(path): berkas tidak dapat dibaca (\(reason)). Periksa hak aksesnya.",
      en: "\(path): the file cannot be read (\(reason)). Check its permissions.")
  }
}
