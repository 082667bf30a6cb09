internal import Diagnostics
internal import Reporting

/// Expressions of QGIS over the fields of a layer.
enum FieldExpression {
  /// A number as the language writes it; null where there is none.
  static func number<Subject, Value>(
    _ figure: Figure<Subject, Value>, decimals: Int = 0, unit: String = "", _ language: Language
  ) -> String {
    let text = "format_number(\(figure.field), \(decimals), '\(language.rawValue)')"
    return unit.isEmpty ? text : "\(text) || '\(unit)'"
  }

  static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "''") + "'"
  }
}

extension Figure {
  /// The field in an expression of QGIS.
  var field: String { "\"\(name)\"" }

  /// The words for its codes.
  var words: String { "represent_value(\(field))" }
}
