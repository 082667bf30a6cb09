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
  public let message: Message

  public init(_ kind: Kind, id indonesian: String, en english: String) {
    self.kind = kind
    self.message = Message(id: indonesian, en: english)
  }
}

extension Diagnostic: CustomStringConvertible {
  public var description: String { message.english }
}
