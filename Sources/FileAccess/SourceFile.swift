/// A file to read: one on disk, or one that was unpacked from an archive into memory.
public struct SourceFile: Sendable {
  /// How messages name it; for a file on disk, where it is.
  public let path: String
  /// The whole contents; nil for a file on disk.
  public let memory: MemoryFile?

  public init(path: String, memory: MemoryFile? = nil) {
    self.path = path
    self.memory = memory
  }

  /// The path's last component.
  public var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// Bytes in memory that any number of threads read and nobody changes.
public final class MemoryFile: @unchecked Sendable {
  /// Valid as long as the file is.
  public let bytes: UnsafeRawBufferPointer

  /// Takes over memory that was allocated, of which the first `count` bytes are the file.
  fileprivate init(_ memory: UnsafeMutableRawBufferPointer, count: Int) {
    bytes = UnsafeRawBufferPointer(rebasing: memory[..<count])
  }

  deinit { bytes.baseAddress.map { UnsafeMutableRawPointer(mutating: $0).deallocate() } }
}

/// Bytes that become a file in memory, block by block.
public struct MemoryFileBuilder: ~Copyable {
  private var memory: UnsafeMutableRawBufferPointer
  private var count = 0

  /// - Parameter capacity: how many bytes are expected; more are taken too.
  public init(capacity: Int) {
    memory = .allocate(byteCount: max(1, capacity), alignment: 16)
  }

  deinit { memory.deallocate() }

  public mutating func append(_ block: UnsafeRawBufferPointer) {
    guard let start = block.baseAddress else { return }
    if memory.count - count < block.count {
      let larger = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(2 * memory.count, count + block.count), alignment: 16)
      larger.baseAddress!.copyMemory(from: memory.baseAddress!, byteCount: count)
      memory.deallocate()
      memory = larger
    }
    (memory.baseAddress! + count).copyMemory(from: start, byteCount: block.count)
    count += block.count
  }

  /// The file; the builder is empty afterwards.
  public consuming func finish() -> MemoryFile {
    let file = MemoryFile(memory, count: count)
    discard self
    return file
  }
}
