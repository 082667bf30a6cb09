internal import Glibc

/// All that lies in a folder. Names are bytes, for not all of them are text.
struct FileTree {
  /// The bytes of each file by its path from the folder; paths of folders end with a slash and have none.
  typealias Contents = [[UInt8]: [UInt8]]

  private let path: [UInt8]

  init(_ path: String) { self.path = Array(path.utf8) }

  func contents() -> Contents {
    var found: Contents = [:]
    walk([]) { name, isFolder in
      found[isFolder ? name + [UInt8(ascii: "/")] : name] = isFolder ? [] : Self.read(path + [UInt8(ascii: "/")] + name)
    }
    return found
  }

  func remove() {
    walk([]) { name, isFolder in
      Self.withPath(path + [UInt8(ascii: "/")] + name) { _ = isFolder ? rmdir($0) : unlink($0) }
    }
    Self.withPath(path) { _ = rmdir($0) }
  }

  /// What lies in a folder comes before the folder.
  private func walk(_ folder: [UInt8], _ body: ([UInt8], _ isFolder: Bool) -> Void) {
    guard let stream = Self.withPath(path + [UInt8(ascii: "/")] + folder, { opendir($0) }) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let start = UnsafeRawPointer(entry) + MemoryLayout<dirent>.offset(of: \.d_name)!
      let length = strlen(start.assumingMemoryBound(to: CChar.self))
      let name = Array(UnsafeRawBufferPointer(start: start, count: length))
      if name == Array(".".utf8) || name == Array("..".utf8) { continue }
      let below = folder.isEmpty ? name : folder + [UInt8(ascii: "/")] + name
      let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
      if isFolder { walk(below, body) }
      body(below, isFolder)
    }
  }

  static func read(_ path: [UInt8]) -> [UInt8] {
    guard let stream = withPath(path, { fopen($0, "rb") }) else { return [] }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&block, 1, block.count, stream)
      if count == 0 { return bytes }
      bytes.append(contentsOf: block[..<count])
    }
  }

  private static func withPath<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (path.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { body($0.baseAddress!) }
  }
}
