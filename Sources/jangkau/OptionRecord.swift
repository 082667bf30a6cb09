import ArgumentParser
import RunFiles

/// What `run.json` keeps of a command's options, read from their declarations: every option and flag by its name, with the
/// value that was in force. An option that is declared is recorded, unless it stands in `ways`.
struct OptionRecord {
  /// Options that say where results go and how they are told, but not what they are.
  static let ways: Set = ["output", "force", "rejected", "threads", "quiet", "no_color"]
  /// Options that name files, of which a folder's name is the user's own business.
  private static let files: Set = ["points", "workforce"]

  private(set) var texts: [String: String] = [:]

  /// - Parameters:
  ///   - command: a command, or a group of its options, parsed.
  ///   - resolved: values that were in force where the option was not stated, or nothing for what had no part.
  init(of command: any ParsableArguments, resolved: [String: String?] = [:]) {
    add(command)
    for (name, value) in resolved { texts[name] = value }
  }

  private mutating func add(_ arguments: Any) {
    for child in Mirror(reflecting: arguments).children {
      if let group = child.value as? any RecordedGroup {
        add(group.arguments)
      } else if let option = child.value as? any RecordedOption, let label = child.label {
        // `_codeField`, as the wrapper is called that the property `codeField` stands for.
        let name = label.dropFirst().reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
        if Self.ways.contains(name) { continue }
        texts[name] = Self.text(option.value).map { Self.files.contains(name) ? FilePath.name(of: $0) : $0 }
      }
    }
  }

  /// nil for an option that was not stated.
  private static func text(_ value: Any) -> String? {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.flatMap { text($0.value) }
    case .collection:
      let parts = mirror.children.compactMap { text($0.value) }
      return parts.isEmpty ? nil : parts.joined(separator: "; ")
    default: return (value as? any RawRepresentable).map { "\($0.rawValue)" } ?? "\(value)"
    }
  }
}

private protocol RecordedOption { var value: Any { get } }
private protocol RecordedGroup { var arguments: Any { get } }

extension Option: RecordedOption { fileprivate var value: Any { wrappedValue } }
extension Flag: RecordedOption { fileprivate var value: Any { wrappedValue } }
extension OptionGroup: RecordedGroup { fileprivate var arguments: Any { wrappedValue } }
