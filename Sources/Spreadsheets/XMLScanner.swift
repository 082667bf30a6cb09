internal import CExpat
internal import Glibc

/// What takes the events of an XML document.
protocol XMLHandler: AnyObject {
  /// - Parameter name: without namespace; empty for elements of a foreign one.
  func start(_ name: String, _ attributes: XMLAttributes) throws
  func end(_ name: String) throws
  /// A piece of text, as UTF-8. One text may come in several pieces.
  func text(_ utf8: UnsafeBufferPointer<UInt8>)
}

/// The attributes of an element while it starts, by name without namespace.
struct XMLAttributes {
  fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  subscript(name: StaticString) -> String? { pointer(name).map { String(cString: $0) } }

  /// - Parameter name: with its namespace, and `|` between them, for attributes whose local name is in two namespaces.
  subscript(exactly name: StaticString) -> String? {
    guard var pair = pairs else { return nil }
    let wanted = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    while let key = pair[0] {
      if strcmp(key, wanted) == 0 { return pair[1].map { String(cString: $0) } }
      pair += 2
    }
    return nil
  }

  func integer(_ name: StaticString) -> Int? { self[name].flatMap { Int($0) } }

  /// `1` and `true`, as XML Schema writes them.
  func isTrue(_ name: StaticString) -> Bool { self[name].map { $0 == "1" || $0 == "true" } ?? false }

  private func pointer(_ name: StaticString) -> UnsafePointer<CChar>? {
    guard var pair = pairs else { return nil }
    let wanted = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    while let key = pair[0] {
      if strcmp(XMLScanner.local(key), wanted) == 0 { return pair[1] }
      pair += 2
    }
    return nil
  }
}

/// An XML document that is not well-formed, or is refused.
struct XMLFault: Error {
  let line: Int
  /// In English, as Expat says it.
  let reason: String
}

/// Reads XML piece by piece, through Expat: memory does not grow with the document, and nothing outside it is opened.
///
/// A document type is refused at once, as the standard of office documents does (ECMA-376 part 2), so that no entity
/// can be declared, and none can grow.
final class XMLScanner {
  private let parser: OpaquePointer
  private let handler: any XMLHandler
  private let namespaces: [String]
  private var failure: (any Error)?
  private var depth = 0
  /// Bytes that were handed to the parser.
  private var fed = 0

  /// How deep elements may lie in each other. Expat keeps each open one.
  private static let depthLimit = 256
  /// How long a tag or a comment may be. Expat looks at an unfinished one from its beginning again and again.
  private static let tagLimit = 1 << 22

  /// Between a namespace and a name. No address of a namespace has it.
  private static let separator = CChar(bitPattern: UInt8(ascii: "|"))
  /// Those of Excel's workbooks and of packages.
  static let officeOpen = [
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
  ]

  /// - Parameter namespaces: whose elements are named to the handler, as are those of none.
  init(_ handler: any XMLHandler, namespaces: [String] = XMLScanner.officeOpen) {
    self.handler = handler
    self.namespaces = namespaces
    guard let parser = XML_ParserCreateNS(nil, Self.separator) else { preconditionFailure("no memory for Expat") }
    self.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { scanner, name, attributes in
        XMLScanner.with(scanner) {
          $0.depth += 1
          if $0.depth > XMLScanner.depthLimit { throw $0.fault("elements nested too deeply") }
          try $0.handler.start($0.known(name!), XMLAttributes(pairs: attributes))
        }
      },
      { scanner, name in
        XMLScanner.with(scanner) {
          $0.depth -= 1
          try $0.handler.end($0.known(name!))
        }
      })
    XML_SetCharacterDataHandler(parser) { scanner, text, count in
      text!.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { bytes in
        XMLScanner.with(scanner) { $0.handler.text(UnsafeBufferPointer(start: bytes, count: Int(count))) }
      }
    }
    XML_SetStartDoctypeDeclHandler(parser) { scanner, _, _, _, _ in
      XMLScanner.with(scanner) { throw $0.fault("document type declaration") }
    }
  }

  deinit { XML_ParserFree(parser) }

  /// - Throws: `XMLFault`, and what the handler throws.
  func feed(_ bytes: UnsafeRawBufferPointer, isLast: Bool = false) throws {
    let text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    let status = XML_Parse(parser, text, Int32(bytes.count), isLast ? 1 : 0)
    if let failure { throw failure }
    guard status == XML_STATUS_OK else {
      throw fault(String(cString: XML_ErrorString(XML_GetErrorCode(parser))))
    }
    fed += bytes.count
    if !isLast && fed - Int(XML_GetCurrentByteIndex(parser)) > Self.tagLimit { throw fault("tag too long") }
  }

  private func fault(_ reason: String) -> XMLFault {
    XMLFault(line: Int(XML_GetCurrentLineNumber(parser)), reason: reason)
  }

  private static func with(_ pointer: UnsafeMutableRawPointer?, _ body: (XMLScanner) throws -> Void) {
    let scanner = Unmanaged<XMLScanner>.fromOpaque(pointer!).takeUnretainedValue()
    // Events of what was parsed already still come after a stop.
    if scanner.failure != nil { return }
    do {
      try body(scanner)
    } catch {
      scanner.failure = error
      XML_StopParser(scanner.parser, 0)
    }
  }

  fileprivate static func local(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
    strrchr(name, Int32(separator)).map { UnsafePointer($0) + 1 } ?? name
  }

  private func known(_ name: UnsafePointer<CChar>) -> String {
    let local = Self.local(name)
    let length = local - name - 1
    if length < 0 { return String(cString: local) }
    let isKnown = namespaces.contains { $0.utf8.count == length && strncmp($0, name, length) == 0 }
    return isKnown ? String(cString: local) : ""
  }
}

/// Calls closures at each element; for small documents.
final class XMLElements: XMLHandler {
  private let onStart: (String, XMLAttributes) throws -> Void
  private let onEnd: (String) -> Void

  init(_ onStart: @escaping (String, XMLAttributes) throws -> Void, end: @escaping (String) -> Void = { _ in }) {
    self.onStart = onStart
    onEnd = end
  }

  func start(_ name: String, _ attributes: XMLAttributes) throws { try onStart(name, attributes) }
  func end(_ name: String) { onEnd(name) }
  func text(_ utf8: UnsafeBufferPointer<UInt8>) {}
}
