import Glibc

/// A file read through one moving window, so that walking it from start to end costs few system calls and little
/// memory, and nothing of it stays mapped: a file that shrinks while it is read gives nil and not a bus error.
///
/// Belongs to one thread.
final class FileWindow {
  let size: Int
  var position = 0
  private let descriptor: CInt
  private var buffer: UnsafeMutableRawBufferPointer
  private var windowStart = 0
  private var windowCount = 0

  /// Nil if the file cannot be opened for reading, or is a folder.
  init?(path: String, window: Int = 1 << 18) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      return nil
    }
    size = Int(status.st_size)
    buffer = .allocate(byteCount: max(1, min(window, size)), alignment: 16)
  }

  deinit {
    close(descriptor)
    buffer.deallocate()
  }

  /// `count` bytes from `offset`, valid until the next call; nil where the file does not have them.
  func bytes(at offset: Int, count: Int) -> UnsafeRawBufferPointer? {
    guard offset >= 0, count >= 0, offset <= size - count else { return nil }
    if offset < windowStart || offset + count > windowStart + windowCount {
      if count > buffer.count {
        buffer.deallocate()
        buffer = .allocate(byteCount: count, alignment: 16)
      }
      windowStart = offset
      windowCount = 0
      let wanted = min(buffer.count, size - offset)
      while windowCount < wanted {
        let got = pread(descriptor, buffer.baseAddress! + windowCount, wanted - windowCount, offset + windowCount)
        if got < 0 && errno == EINTR { continue }
        if got <= 0 { break }
        windowCount += got
      }
      if windowCount < count { return nil }
    }
    return UnsafeRawBufferPointer(rebasing: buffer[(offset - windowStart)..<(offset - windowStart + count)])
  }
}

extension UnsafeRawBufferPointer {
  func littleEndianInt32(at offset: Int) -> Int {
    Int(Int32(littleEndian: loadUnaligned(fromByteOffset: offset, as: Int32.self)))
  }

  func bigEndianInt32(at offset: Int) -> Int {
    Int(Int32(bigEndian: loadUnaligned(fromByteOffset: offset, as: Int32.self)))
  }

  func littleEndianDouble(at offset: Int) -> Double {
    Double(bitPattern: UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
  }
}
