internal import Glibc

/// A file read through one moving window, so that walking it from start to end costs few system calls and little
/// memory, and nothing of it stays mapped: a file that shrinks while it is read gives nil and not a bus error.
///
/// Belongs to one thread.
public final class FileWindow {
  public let size: Int
  /// For those who read in order; nothing here moves it.
  public var position = 0
  /// Of the open file; nil where it is in memory.
  private let descriptor: CInt?
  private let memory: MemoryFile?
  private var buffer: UnsafeMutableRawBufferPointer
  private var windowStart = 0
  private var windowCount = 0

  /// Nil if the file cannot be opened for reading, or is a folder.
  ///
  /// - Parameters:
  ///   - file: what to read.
  ///   - window: how many bytes are fetched at a time.
  public init?(_ file: SourceFile, window: Int = 1 << 18) {
    if let memory = file.memory {
      self.memory = memory
      descriptor = nil
      size = memory.bytes.count
      buffer = .init(start: nil, count: 0)
      return
    }
    let opened = open(file.path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { return nil }
    var status = stat()
    guard fstat(opened, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      close(opened)
      return nil
    }
    memory = nil
    descriptor = opened
    size = Int(status.st_size)
    buffer = .allocate(byteCount: max(1, min(window, size)), alignment: 16)
  }

  public convenience init?(path: String, window: Int = 1 << 18) { self.init(SourceFile(path: path), window: window) }

  deinit {
    if let descriptor {
      close(descriptor)
      buffer.deallocate()
    }
  }

  /// `count` bytes from `offset`, valid until the next call; nil where the file does not have them.
  public func bytes(at offset: Int, count: Int) -> UnsafeRawBufferPointer? {
    guard offset >= 0, count >= 0, offset <= size - count else { return nil }
    if let memory { return UnsafeRawBufferPointer(rebasing: memory.bytes[offset..<offset + count]) }
    if offset < windowStart || offset + count > windowStart + windowCount {
      if count > buffer.count {
        buffer.deallocate()
        buffer = .allocate(byteCount: count, alignment: 16)
      }
      windowStart = offset
      windowCount = read(
        at: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, size - offset)]))
      if windowCount < count { return nil }
    }
    return UnsafeRawBufferPointer(rebasing: buffer[(offset - windowStart)..<(offset - windowStart + count)])
  }

  /// Copies bytes from `offset` into memory of the caller's, as many as it holds and the file has; fewer where the file
  /// has shrunk or cannot be read.
  public func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) -> Int {
    guard offset >= 0, offset < size else { return 0 }
    let wanted = min(target.count, size - offset)
    if let memory {
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory.bytes[offset..<offset + wanted]))
      return wanted
    }
    var count = 0
    while let descriptor, count < wanted {
      let got = pread(descriptor, target.baseAddress! + count, wanted - count, offset + count)
      if got < 0 && errno == EINTR { continue }
      if got <= 0 { break }
      count += got
    }
    return count
  }
}

extension UnsafeRawBufferPointer {
  @inlinable public func littleEndianInt32(at offset: Int) -> Int {
    Int(Int32(littleEndian: loadUnaligned(fromByteOffset: offset, as: Int32.self)))
  }

  @inlinable public func bigEndianInt32(at offset: Int) -> Int {
    Int(Int32(bigEndian: loadUnaligned(fromByteOffset: offset, as: Int32.self)))
  }

  @inlinable public func littleEndianDouble(at offset: Int) -> Double {
    Double(bitPattern: UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
  }
}
