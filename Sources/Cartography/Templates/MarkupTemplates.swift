internal import Diagnostics
internal import Mustache

/// Templates of XML and HTML that may use each other by name; every text that goes into them is escaped, unless its
/// tag has three braces.
///
/// The values are dictionaries and arrays of `String`, `Bool` and numbers, for nothing in a template reckons.
struct MarkupTemplates: Sendable {
  private let library: MustacheLibrary

  private static let contentType: String = {
    MustacheContentTypes.register(MarkupText(), named: "MARKUP")
    return "{{% CONTENT_TYPE:MARKUP}}"
  }()

  /// - Parameter sources: by name, as the package embeds them.
  /// - Throws: `Diagnostic` (internalFault) for a template that is none.
  init(_ sources: [String: [UInt8]]) throws {
    var library = MustacheLibrary()
    for (name, bytes) in sources {
      do {
        try library.register(Self.contentType + String(decoding: bytes, as: UTF8.self), named: name)
      } catch {
        throw Diagnostic.brokenTemplate(name, reason: "\(error)")
      }
    }
    self.library = library
  }

  /// - Precondition: there is a template of that name.
  func text(_ name: String, _ values: [String: Any]) -> String {
    guard let text = library.render(values, withTemplate: name) else {
      preconditionFailure("there is no template \(name)")
    }
    return text
  }
}

extension Diagnostic {
  static func brokenTemplate(_ name: String, reason: String) -> Diagnostic {
    Diagnostic(
      .internalFault, "template.broken", ["template": name, "reason": reason],
      id: "Templat \(name) yang ikut dalam program rusak (\(reason)). Ini kesalahan program; mohon laporkan.",
      en:
        "The template \(name) that comes with the program is broken (\(reason)). This is a fault of the program; please "
        + "report it.")
  }
}
