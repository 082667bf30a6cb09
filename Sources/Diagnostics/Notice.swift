/// Something that a reader of the results must know, with an identity of its own: nothing is decided, and nothing is
/// counted, by comparing its sentences.
public struct Notice: Sendable, Hashable {
  /// What programs know it by: lower-case words with dots, from the general to the particular, as in
  /// `table.column.missing`. A code is never reused for something else.
  public let code: String
  /// The values that the text names, as they are, for programs. Files are named without their folders: outputs leave the
  /// office, and carry them.
  public let arguments: [String: String]
  /// The text, in both languages.
  public let message: Message

  public init(_ code: String, _ arguments: [String: String] = [:], _ message: Message) {
    self.code = code
    self.arguments = arguments
    self.message = message
  }

  public init(_ code: String, _ arguments: [String: String] = [:], id indonesian: String, en english: String) {
    self.init(code, arguments, Message(id: indonesian, en: english))
  }

  public subscript(language: Language) -> String { message[language] }
  public var indonesian: String { message.indonesian }
  public var english: String { message.english }
}
