internal import Mustache

/// Escapes text for XML and HTML, in elements and in quoted attributes.
///
/// Mustache's own escaping compares characters as people see them, so that a quotation mark with a combining accent
/// behind it is another character to it and ends an attribute all the same. This goes by Unicode scalar. What XML 1.0
/// cannot hold (control characters, U+FFFE, U+FFFF) is left out, and line breaks and tabs are kept in attributes.
struct MarkupText: MustacheContentType {
  func escapeText(_ text: String) -> String { Self.escaped(text) }

  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&#34;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      case "\n": escaped.append(contentsOf: "&#10;".unicodeScalars)
      case "\r": escaped.append(contentsOf: "&#13;".unicodeScalars)
      case "\t": escaped.append(contentsOf: "&#9;".unicodeScalars)
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{fffe}", "\u{ffff}": continue
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
