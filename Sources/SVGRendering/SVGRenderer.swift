internal import Diagnostics
internal import Glibc

/// Draws SVG as a picture (PNG) and as a page (PDF), by librsvg and cairo.
///
/// The libraries are looked for when something is to be drawn, and not linked: the program starts without loading them, is
/// built without their headers, and does its main job on a computer that does not have them.
package final class SVGRenderer: Sendable {
  /// nil where librsvg or cairo is not installed.
  package static let shared = SVGRenderer()

  /// Pixels to a unit of the drawing, so that letters stay sharp on paper.
  private static let scale = 2.0

  private typealias Handle = OpaquePointer
  private struct Rectangle {
    var x, y, width, height: Double
  }

  private typealias NewHandleFunction = @convention(c) (UnsafePointer<UInt8>, Int, UnsafeMutableRawPointer?) -> Handle?
  private typealias RenderDocumentFunction =
    @convention(c) (Handle, Handle, UnsafeRawPointer, UnsafeMutableRawPointer?) -> Int32
  private typealias UnrefFunction = @convention(c) (Handle) -> Void
  private typealias NewImageFunction = @convention(c) (Int32, Int32, Int32) -> Handle?
  private typealias Write = @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32) -> Int32
  private typealias NewPageFunction = @convention(c) (Write, UnsafeMutableRawPointer, Double, Double) -> Handle?
  private typealias SetMetadataFunction = @convention(c) (Handle, Int32, UnsafePointer<CChar>) -> Void
  private typealias NewContextFunction = @convention(c) (Handle) -> Handle?
  private typealias WriteImageFunction = @convention(c) (Handle, Write, UnsafeMutableRawPointer) -> Int32
  private typealias FinishFunction = @convention(c) (Handle) -> Void
  private typealias StatusFunction = @convention(c) (Handle) -> Int32
  private typealias DestroyContextFunction = @convention(c) (Handle) -> Void
  private typealias DestroySurfaceFunction = @convention(c) (Handle) -> Void

  private let newHandle: NewHandleFunction
  private let renderDocument: RenderDocumentFunction
  private let unref: UnrefFunction
  private let newImage: NewImageFunction
  private let newPage: NewPageFunction
  private let setMetadata: SetMetadataFunction
  private let newContext: NewContextFunction
  private let writeImage: WriteImageFunction
  private let finish: FinishFunction
  private let status: StatusFunction
  private let destroyContext: DestroyContextFunction
  private let destroySurface: DestroySurfaceFunction

  private init?() {
    // The names that their interfaces have had since 2003 and 2009.
    guard let drawing = dlopen("libcairo.so.2", RTLD_NOW | RTLD_LOCAL),
      let objects = dlopen("libgobject-2.0.so.0", RTLD_NOW | RTLD_LOCAL),
      let documents = dlopen("librsvg-2.so.2", RTLD_NOW | RTLD_LOCAL)
    else { return nil }
    func function<Function>(_ library: UnsafeMutableRawPointer, _ name: String, _: Function.Type) -> Function? {
      dlsym(library, name).map { unsafeBitCast($0, to: Function.self) }
    }
    guard
      let newHandle = function(documents, "rsvg_handle_new_from_data", NewHandleFunction.self),
      // Since librsvg 2.46.
      let renderDocument = function(documents, "rsvg_handle_render_document", RenderDocumentFunction.self),
      let unref = function(objects, "g_object_unref", UnrefFunction.self),
      let newImage = function(drawing, "cairo_image_surface_create", NewImageFunction.self),
      let newPage = function(drawing, "cairo_pdf_surface_create_for_stream", NewPageFunction.self),
      let setMetadata = function(drawing, "cairo_pdf_surface_set_metadata", SetMetadataFunction.self),
      let newContext = function(drawing, "cairo_create", NewContextFunction.self),
      let writeImage = function(drawing, "cairo_surface_write_to_png_stream", WriteImageFunction.self),
      let finish = function(drawing, "cairo_surface_finish", FinishFunction.self),
      let status = function(drawing, "cairo_surface_status", StatusFunction.self),
      let destroyContext = function(drawing, "cairo_destroy", DestroyContextFunction.self),
      let destroySurface = function(drawing, "cairo_surface_destroy", DestroySurfaceFunction.self)
    else { return nil }
    self.newHandle = newHandle
    self.renderDocument = renderDocument
    self.unref = unref
    self.newImage = newImage
    self.newPage = newPage
    self.setMetadata = setMetadata
    self.newContext = newContext
    self.writeImage = writeImage
    self.finish = finish
    self.status = status
    self.destroyContext = destroyContext
    self.destroySurface = destroySurface
  }

  /// Takes what cairo writes.
  private final class Output {
    var bytes: [UInt8] = []

    static let append: Write = { output, data, count in
      guard let output, let data else { return 0 }
      Unmanaged<Output>.fromOpaque(output).takeUnretainedValue().bytes
        .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
      return 0
    }

    var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
  }

  /// A picture in PNG, four pixels to each of the drawing's.
  ///
  /// - Parameters:
  ///   - svg: a whole document.
  ///   - width: of the drawing, in pixels.
  ///   - height: likewise.
  /// - Throws: `Diagnostic` (internalFault) where the document cannot be drawn or there is no memory for it.
  package func png(_ svg: [UInt8], width: Double, height: Double) throws -> [UInt8] {
    let (wide, high) = (Self.scale * width, Self.scale * height)
    // 0 is ARGB of 32 bits.
    guard let columns = Int32(exactly: wide.rounded()), let rows = Int32(exactly: high.rounded()),
      let surface = newImage(0, columns, rows)
    else { throw Diagnostic.cannotDraw }
    defer { destroySurface(surface) }
    try draw(svg, on: surface, width: wide, height: high)
    let output = Output()
    let written = withExtendedLifetime(output) { writeImage(surface, Output.append, output.pointer) }
    guard written == 0 else { throw Diagnostic.cannotDraw }
    return output.bytes
  }

  /// A page in PDF, whose text can be searched and copied.
  ///
  /// - Parameters:
  ///   - svg: a whole document.
  ///   - width: of the page on paper, in points of 1/72 inch.
  ///   - height: likewise.
  /// - Throws: `Diagnostic` (internalFault) where the document cannot be drawn or there is no memory for it.
  package func pdf(_ svg: [UInt8], width: Double, height: Double) throws -> [UInt8] {
    let output = Output()
    return try withExtendedLifetime(output) {
      guard let surface = newPage(Output.append, output.pointer, width, height) else { throw Diagnostic.cannotDraw }
      defer { destroySurface(surface) }
      // 5 is the date of its creation: the same inputs give the same bytes, and only `run.json` knows the time.
      setMetadata(surface, 5, "1980-01-01T00:00:00Z")
      try draw(svg, on: surface, width: width, height: height)
      finish(surface)
      guard status(surface) == 0 else { throw Diagnostic.cannotDraw }
      return output.bytes
    }
  }

  private func draw(_ svg: [UInt8], on surface: Handle, width: Double, height: Double) throws {
    guard
      let handle = svg.withUnsafeBufferPointer({ bytes in bytes.baseAddress.flatMap { newHandle($0, bytes.count, nil) }
      })
    else { throw Diagnostic.cannotDraw }
    defer { unref(handle) }
    guard let context = newContext(surface) else { throw Diagnostic.cannotDraw }
    defer { destroyContext(context) }
    var viewport = Rectangle(x: 0, y: 0, width: width, height: height)
    let isDrawn = withUnsafeBytes(of: &viewport) { bytes in
      bytes.baseAddress.map { renderDocument(handle, context, $0, nil) != 0 } ?? false
    }
    guard isDrawn, status(surface) == 0 else { throw Diagnostic.cannotDraw }
  }
}

extension Diagnostic {
  fileprivate static let cannotDraw = Diagnostic(
    .internalFault, "rendering.failed",
    id: "Gambar peta tidak dapat dibuat (librsvg, cairo). Mungkin memori kurang; tutup program lain, lalu ulangi.",
    en:
      "The picture of the map could not be drawn (librsvg, cairo). Memory may be short; close other programs and run again."
  )
}
