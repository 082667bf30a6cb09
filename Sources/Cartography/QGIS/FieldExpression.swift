internal import Reporting

extension Figure {
  /// The field in an expression of QGIS.
  var field: String { "\"\(name)\"" }

  /// The words for its codes.
  var words: String { "represent_value(\(field))" }
}
