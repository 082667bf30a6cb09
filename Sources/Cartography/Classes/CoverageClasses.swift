internal import Coverage
package import Diagnostics
package import Reporting

/// The classes of coverage in per cent with their colours and labels: one legend for every map of a run.
///
/// Each unit is in one class, or has no data, or is suppressed. That a unit meets its target is drawn over its class.
package struct CoverageClasses: Sendable {
  package let classification: Classification
  package let colours: [Colour]

  package init(_ percentages: [Double?], method: Classification.Method, target: Double = 100) {
    classification = .percentages(percentages, method: method, target: target)
    colours = Palette.coverage(classification)
  }

  /// Of the units as their layer shows them: where figures are suppressed, no bound can tell them.
  package init(_ results: Results, method: Classification.Method) {
    self.init(
      UnitFigures.coverage.values(of: results.units), method: method, target: results.analysis.target.percent)
  }

  /// The colour of a percentage.
  package func colour(of value: Double) -> Colour { colours[classification.index(of: value)] }

  /// "20 % sampai < 40 %", "20% to <40%"; the last class holds its upper bound.
  package func label(_ index: Int, _ language: Language) -> String {
    classification.label(index, unit: language.percent, language)
  }
}

extension Classification {
  /// "1.000 sampai < 2.000", "1,000 to <2,000"; the last class holds its upper bound.
  ///
  /// - Parameter unit: stands behind each number.
  package func label(_ index: Int, unit: String = "", _ language: Language) -> String {
    let (lower, upper) = (bounds[index], bounds[index + 1])
    func text(_ value: Double) -> String { language.text(value, decimals: decimals) + unit }
    if lower == upper { return text(lower) }
    let isLast = index == count - 1
    return language.text(
      id: "\(text(lower)) sampai \(isLast ? "" : "< ")\(text(upper))",
      en: "\(text(lower)) to \(isLast ? "" : "<")\(text(upper))")
  }
}
