import CShapelib
import FileAccess
import Glibc
import Parallel

/// What shapelib is given in place of the C library's files, console and number parser.
///
/// - Its messages are kept for the error that follows instead of being printed.
/// - What is read is one file, on disk or in memory, and can only be read: whatever else shapelib may look for, or think
///   of creating or repairing, it cannot.
/// - Numbers do not depend on the locale.
enum ShapelibHooks {
  /// The last message for each thread, as shapelib gives its hook no context.
  private static let messages = Guarded<[pthread_t: String]>([:])

  /// The file that each thread is opening, as shapelib gives its hook no context.
  private static let opened = Guarded<[pthread_t: SourceFile]>([:])

  /// Runs a call of shapelib's that opens a .dbf, and gives it that file.
  static func opening<Result>(_ file: SourceFile, _ call: () -> Result) -> Result {
    opened.withLock { $0[pthread_self()] = file }
    defer { opened.withLock { $0[pthread_self()] = nil } }
    return call()
  }

  /// The hooks for reading a .dbf, within `opening`.
  static func reading() -> SAHooks {
    var hooks = writing()
    hooks.FOpen = { name, access in
      guard let name, let access, access[0] == UInt8(ascii: "r"), strchr(access, CInt(UInt8(ascii: "+"))) == nil,
        String(cString: name).hasSuffix(".dbf"),
        let source = ShapelibHooks.opened.withLock({ $0[pthread_self()] }), let file = FileWindow(source)
      else { return nil }
      return Unmanaged.passRetained(file).toOpaque().assumingMemoryBound(to: CInt.self)
    }
    hooks.FRead = { target, size, count, handle in
      guard let target, let handle, size > 0 else { return 0 }
      let file = ShapelibHooks.window(handle)
      let whole = min(Int(count), max(0, file.size - file.position) / Int(size))
      guard whole > 0, let bytes = file.bytes(at: file.position, count: whole * Int(size)) else { return 0 }
      target.copyMemory(from: bytes.baseAddress!, byteCount: bytes.count)
      file.position += bytes.count
      return SAOffset(whole)
    }
    hooks.FWrite = { _, _, _, _ in 0 }
    hooks.FSeek = { handle, offset, whence in
      guard let handle else { return SAOffset.max }
      let file = ShapelibHooks.window(handle)
      // Offsets are unsigned in shapelib's interface and negative only when seeking back from elsewhere.
      let distance = Int(bitPattern: offset)
      switch whence {
      case SEEK_SET: file.position = distance
      case SEEK_CUR: file.position = file.position &+ distance
      default: file.position = file.size &+ distance
      }
      if file.position < 0 {
        file.position = 0
        return SAOffset.max
      }
      return 0
    }
    hooks.FTell = { handle in handle.map { SAOffset(ShapelibHooks.window($0).position) } ?? 0 }
    hooks.FFlush = { _ in 0 }
    hooks.FClose = { handle in
      if let handle { Unmanaged<FileWindow>.fromOpaque(handle).release() }
      return 0
    }
    hooks.Remove = { _ in -1 }
    return hooks
  }

  /// The hooks for writing: the C library's files, our messages and numbers.
  static func writing() -> SAHooks {
    var hooks = SAHooks()
    SASetupDefaultHooks(&hooks)
    hooks.Error = { message in
      guard let message else { return }
      let text = String(cString: message)
      ShapelibHooks.messages.withLock { $0[pthread_self()] = text }
    }
    hooks.Atof = { text in text.flatMap { Double(String(cString: $0)) } ?? 0 }
    return hooks
  }

  /// What shapelib said last on this thread, which is thereby forgotten; nil if it said nothing.
  static func takeMessage() -> String? {
    messages.withLock { $0.removeValue(forKey: pthread_self()) }
  }

  private static func window(_ handle: SAFile) -> FileWindow {
    Unmanaged<FileWindow>.fromOpaque(handle).takeUnretainedValue()
  }
}
