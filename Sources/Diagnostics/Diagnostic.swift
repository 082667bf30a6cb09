/// A fault that ends the work, told once: what is wrong, where, and what to do about it.
///
/// Every module throws this one type, so that the command prints one message and exits with one code. Factories
/// stand beside the code that throws them, as extensions of `Diagnostic`.
public struct Diagnostic: Error, Sendable, Hashable {
  /// Whose fault it is; the raw value is the exit code of the command (`sysexits.h`).
  public enum Kind: Int32, Sendable {
    /// Wrong usage of the command or of a library call.
    case usage = 64
    /// An input is bad.
    case badInput = 65
    /// An input is not there.
    case missingInput = 66
    /// A fault of the program itself.
    case internalFault = 70
    /// An output cannot be written.
    case cannotCreate = 73
    /// Reading or writing failed midway.
    case inputOutput = 74
  }

  public let kind: Kind
  /// What is told, with its stable code and its arguments.
  public let notice: Notice

  public var code: String { notice.code }
  public var arguments: [String: String] { notice.arguments }
  public var message: Message { notice.message }

  public init(_ kind: Kind, _ notice: Notice) {
    self.kind = kind
    self.notice = notice
  }

  /// A fault with what programs know it by, `table.column.missing`, never reused for another; the values that its text
  /// names, as they are; and the text in both languages.
  public init(
    _ kind: Kind, _ code: String, _ arguments: [String: String] = [:], id indonesian: String, en english: String
  ) {
    self.init(kind, Notice(code, arguments, id: indonesian, en: english))
  }

  public init(_ kind: Kind, _ code: String, _ arguments: [String: String] = [:], _ message: Message) {
    self.init(kind, Notice(code, arguments, message))
  }
}

extension Diagnostic: CustomStringConvertible {
  public var description: String { message.english }
}
