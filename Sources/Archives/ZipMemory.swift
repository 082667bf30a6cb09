internal import CZip
internal import Diagnostics
internal import Glibc

/// Bytes that libzip reads when it comes to it, and frees.
enum ZipMemory {
  /// A source with a copy of the bytes; nil, and `error` filled, where there is no memory for it.
  static func source(of bytes: [UInt8], _ error: inout zip_error_t) -> OpaquePointer? {
    // libzip frees with `free` what it owns.
    guard let copy = malloc(max(1, bytes.count)) else {
      zip_error_set(&error, ZIP_ER_MEMORY, ENOMEM)
      return nil
    }
    bytes.withUnsafeBytes { if let start = $0.baseAddress { memcpy(copy, start, $0.count) } }
    guard let source = zip_source_buffer_create(copy, UInt64(bytes.count), 1, &error) else {
      free(copy)
      return nil
    }
    return source
  }
}

/// What libzip says of a fault.
struct ZipFault {
  let code: Int32
  /// Zero where the fault is not of the system.
  let systemCode: Int32
  /// In English.
  let text: String

  init(_ error: UnsafeMutablePointer<zip_error_t>) {
    code = zip_error_code_zip(error)
    systemCode = zip_error_system_type(error) == ZIP_ET_SYS ? zip_error_code_system(error) : 0
    text = String(cString: zip_error_strerror(error))
  }

  /// Why a file could not be read.
  var reason: Message {
    systemCode == 0 ? Message(id: "libzip: \(text)", en: "libzip: \(text)") : .systemError(systemCode)
  }

  init(code: Int32) {
    var error = zip_error_t()
    zip_error_init_with_code(&error, code)
    self.init(taking: &error)
  }

  /// Frees what the error holds.
  init(taking error: inout zip_error_t) {
    self.init(&error)
    zip_error_fini(&error)
  }
}
