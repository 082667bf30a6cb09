/// The languages in which Jangkau speaks to people. File, field and option names are never translated.
public enum Language: String, Sendable, CaseIterable {
  case indonesian = "id"
  case english = "en"

  /// The language that a POSIX locale name (`id_ID.UTF-8`, `en_US`, `C`) asks for; English when it names neither.
  public init(locale: String) {
    let lower = locale.lowercased()
    let isIndonesian =
      lower == "id" || lower == "in" || lower == "indonesian" || lower.hasPrefix("id_")
      || lower.hasPrefix("id-") || lower.hasPrefix("id.") || lower.hasPrefix("in_")
    self = isIndonesian ? .indonesian : .english
  }
}

extension Language {
  /// The text that is of this language. Both are written side by side, so that a reader of the source, and whoever
  /// reads `scripts/messages`, sees one with the other.
  public func text(id indonesian: @autoclosure () -> String, en english: @autoclosure () -> String) -> String {
    switch self {
    case .indonesian: indonesian()
    case .english: english()
    }
  }
}
