internal import Diagnostics

/// One line of a legend in QGIS: which features it is for and how they are drawn.
struct StyleRule {
  var label: String
  /// An expression of QGIS.
  var filter: String
  var symbol: MapSymbol
  /// Drawn over everything of a lower level.
  var level = 0
}

/// The rules by which QGIS draws the three layers.
///
/// A graduated renderer would leave out what has no value. Of the rules of a layer, all but those marked as drawn over the
/// others divide its features: each is drawn by exactly one, whatever is null.
enum StyleRules {
  static func coverage(_ classes: CoverageClasses, _ language: Language) -> [StyleRule] {
    let bounds = classes.classification.bounds
    let count = classes.classification.count
    let noCoverage = #""coverage_pct" IS NULL AND "#
    var rules = (0..<count).map { index in
      // The outermost classes are open, so that a value that somebody edits stays on the map.
      var conditions: [String] = [#""coverage_pct" IS NOT NULL"#]
      if index > 0 { conditions.append(#""coverage_pct" >= \#(bounds[index])"#) }
      if index + 1 < count { conditions.append(#""coverage_pct" < \#(bounds[index + 1])"#) }
      return StyleRule(
        label: classes.label(index, language), filter: conditions.joined(separator: " AND "),
        symbol: MapSymbol(
          fill: classes.colours[index], outline: MapSymbol.boundary, label: Message(id: "", en: "")))
    }
    rules.append(rule(.noData, noCoverage + #"coalesce("status", '') <> 'suppressed'"#, language))
    rules.append(rule(.suppressed, noCoverage + #""status" = 'suppressed'"#, language))
    // Over the class of the unit.
    rules.append(rule(.targetMet, #""status" = 'target_met'"#, level: 1, language))
    return rules
  }

  static func clusters(_ language: Language) -> [StyleRule] {
    [
      rule(.scanCluster, #""method" = 'scan' AND coalesce("significant", false) = true"#, level: 1, language),
      rule(.weakScanCluster, #""method" = 'scan' AND coalesce("significant", false) = false"#, level: 1, language),
      rule(.coldSpot, #""method" = 'cold_spot'"#, language),
      rule(.thresholdCluster, #""method" = 'threshold'"#, level: 2, language),
    ]
  }

  static func gaps(_ language: Language) -> [StyleRule] {
    [
      rule(.noData, #""kind" = 'no_data'"#, language), rule(.outOfReach, #""kind" = 'out_of_reach'"#, language),
      rule(.boundaryHole, #""kind" = 'boundary_hole'"#, level: 1, language),
      rule(.boundaryOverlap, #""kind" = 'boundary_overlap'"#, level: 1, language),
    ]
  }

  private static func rule(
    _ symbol: MapSymbol, _ filter: String, level: Int = 0, _ language: Language
  ) -> StyleRule {
    StyleRule(label: symbol.label[language], filter: filter, symbol: symbol, level: level)
  }
}
