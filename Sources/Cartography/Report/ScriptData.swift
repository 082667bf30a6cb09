/// JSON that stands in a `<script>` element of an HTML document: nothing in it can end the element or begin a comment, and
/// line separators, which old scripts take for line ends, are escaped.
enum ScriptData {
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "<", ">", "&", "'", "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}", "\u{fffe}", "\u{ffff}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  static func text(_ value: String?) -> String { value.map(quoted) ?? "null" }
  static func text(_ value: Int?) -> String { value.map { String($0) } ?? "null" }
  static func text(_ value: Bool?) -> String { value.map { $0 ? "1" : "0" } ?? "null" }

  /// Two decimals, which is what the report shows at most.
  static func text(_ value: Double?) -> String {
    guard let value, value.isFinite, abs(value) < 1e12 else { return "null" }
    let hundredths = Int((value * 100).rounded(.toNearestOrAwayFromZero))
    if hundredths % 100 == 0 { return String(hundredths / 100) }
    let sign = hundredths < 0 ? "-" : ""
    let magnitude = hundredths.magnitude
    let fraction = magnitude % 100
    let digits = fraction % 10 == 0 ? String(fraction / 10) : (fraction < 10 ? "0" : "") + String(fraction)
    return "\(sign)\(magnitude / 100).\(digits)"
  }

  static func list(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }
}
