/// One thing to tell a person, in each language.
public struct Message: Sendable, Hashable {
  public let indonesian: String
  public let english: String

  public init(id indonesian: String, en english: String) {
    self.indonesian = indonesian
    self.english = english
  }

  /// What is put together from parts, written once for each language.
  ///
  /// - Parameter text: writes it in a language; the parts are `language.text(id:en:)`.
  public init(_ text: (Language) throws -> String) rethrows {
    try self.init(id: text(.indonesian), en: text(.english))
  }

  public subscript(language: Language) -> String { language.text(id: indonesian, en: english) }
}
