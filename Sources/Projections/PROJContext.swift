internal import CPROJ

/// A PROJ context: one for each worker, never shared between threads. It never reaches for the network, and keeps the
/// last message instead of printing it.
final class PROJContext {
  let handle: OpaquePointer
  private(set) var lastMessage = ""

  init() {
    handle = proj_context_create()
    proj_context_set_enable_network(handle, 0)
    proj_log_level(handle, PJ_LOG_ERROR)
    proj_log_func(handle, Unmanaged.passUnretained(self).toOpaque()) { context, _, text in
      guard let context, let text else { return }
      Unmanaged<PROJContext>.fromOpaque(context).takeUnretainedValue().lastMessage = String(cString: text)
    }
  }

  deinit { proj_context_destroy(handle) }

  /// Takes over an object that PROJ has made; nil where it made none.
  func object(_ pointer: OpaquePointer?) -> PROJObject? { pointer.map { PROJObject($0, in: self) } }
}

/// An object of PROJ (a reference system, a coordinate operation), freed with the value, which keeps its context.
final class PROJObject {
  let pointer: OpaquePointer
  let context: PROJContext

  fileprivate init(_ pointer: OpaquePointer, in context: PROJContext) {
    self.pointer = pointer
    self.context = context
  }

  deinit { proj_destroy(pointer) }

  var name: String { proj_get_name(pointer).map { String(cString: $0) } ?? "" }

  /// The object as WKT 2:2019 on one line; nil where WKT cannot express it.
  var wkt2: String? {
    withCStrings(["MULTILINE=NO"]) {
      proj_as_wkt(context.handle, pointer, PJ_WKT2_2019, $0).map { String(cString: $0) }
    }
  }
}

/// Calls `body` with a null-terminated list of C strings, as PROJ takes options.
func withCStrings<Result>(
  _ strings: [StaticString], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
  var list: [UnsafePointer<CChar>?] = strings.map { UnsafeRawPointer($0.utf8Start).assumingMemoryBound(to: CChar.self) }
  list.append(nil)
  return body(list)
}
