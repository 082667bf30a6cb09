import ArgumentParser

/// `auto`, or a value of an enumeration that is stated.
enum AutoOr<Value: RawRepresentable & CaseIterable & Sendable>: ExpressibleByArgument, CustomStringConvertible, Sendable
where Value.RawValue == String {
  case auto
  case value(Value)

  init?(argument: String) {
    if argument == "auto" {
      self = .auto
    } else if let value = Value(rawValue: argument) {
      self = .value(value)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] { ["auto"] + Value.allCases.map(\.rawValue) }

  /// nil where it is to be found.
  var stated: Value? { if case .value(let value) = self { value } else { nil } }

  var description: String { stated?.rawValue ?? "auto" }
}
