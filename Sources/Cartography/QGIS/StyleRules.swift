internal import Coverage
internal import Diagnostics
internal import Reporting

/// One line of a legend in QGIS: which features it is for and how they are drawn.
struct StyleRule {
  var label: String
  /// An expression of QGIS.
  var filter: String
  var symbol: QGISSymbol
}

/// The rules by which QGIS draws the layers of a run, each table of the GeoPackage whole.
///
/// A graduated renderer would leave out what has no value. Of the rules of a layer, all but those marked as drawn over the
/// others divide its features: each is drawn by exactly one, whatever is null.
enum StyleRules {
  ///
  /// - Parameter scales: where borders of units become thin.
  static func coverage(_ classes: CoverageClasses, _ scales: LabelScales, _ language: Language) -> [StyleRule] {
    let bounds = classes.classification.bounds
    let count = classes.classification.count
    let (coverage, status) = (UnitFigures.coverage.field, UnitFigures.status.field)
    let suppressed = quoted(CoverageFigures.Status.suppressed)
    let noCoverage = "\(coverage) IS NULL AND "
    var rules = (0..<count).map { index in
      // The outermost classes are open, so that a value that somebody edits stays on the map.
      var conditions = ["\(coverage) IS NOT NULL"]
      if index > 0 { conditions.append("\(coverage) >= \(bounds[index])") }
      if index + 1 < count { conditions.append("\(coverage) < \(bounds[index + 1])") }
      return StyleRule(
        label: classes.label(index, language), filter: conditions.joined(separator: " AND "),
        symbol: QGISSymbol(
          MapSymbol(fill: classes.colours[index], outline: MapSymbol.boundary, label: Message(id: "", en: "")),
          thinBeyond: scales.outlines))
    }
    let noData = noCoverage + "coalesce(\(status), '') <> \(suppressed)"
    rules.append(rule(.noData, noData, thinBeyond: scales.outlines, language))
    rules.append(rule(.suppressed, noCoverage + "\(status) = \(suppressed)", thinBeyond: scales.outlines, language))
    // Over the class of the unit.
    rules.append(
      rule(.targetMet, isOne(UnitFigures.status, CoverageFigures.Status.targetMet), level: 1, language))
    return rules
  }

  static func parents(_ title: String, _ scales: LabelScales) -> [StyleRule] {
    [StyleRule(label: title, filter: "", symbol: .parentBorder(thinBeyond: scales.parentBorders))]
  }

  static func services(_ language: Language) -> [StyleRule] {
    [StyleRule(label: ServicePointFigures.name.title[language], filter: "", symbol: .servicePoint)]
  }

  // MARK: What the project shows of a table beside its own style

  /// Workers who are not covered as circles, which compare units of any size.
  ///
  /// - Parameter largest: the most of any unit.
  static func uncovered(largest: Int, _ scales: LabelScales, _ language: Language) -> [StyleRule] {
    let (uncovered, status) = (UnitFigures.uncovered.field, UnitFigures.status.field)
    let suppressed = quoted(CoverageFigures.Status.suppressed)
    let circle = Message(
      id: "Belum terlindungi: luas lingkaran sebanding, terbesar \(id: largest) pekerja",
      en: "Uncovered: areas of circles are proportional, the largest is \(en: largest, "worker")")
    let none = Message(id: "Semua terlindungi", en: "All covered")
    return [
      StyleRule(
        label: circle[language], filter: "\(uncovered) > 0",
        symbol: .circle(of: uncovered, largest: largest, thinBeyond: scales.outlines)),
      StyleRule(
        label: none[language], filter: "\(uncovered) = 0",
        symbol: QGISSymbol(.greyUnit, thinBeyond: scales.outlines)),
      rule(
        .noData, "\(uncovered) IS NULL AND coalesce(\(status), '') <> \(suppressed)", thinBeyond: scales.outlines,
        language),
      rule(
        .suppressed, "\(uncovered) IS NULL AND \(status) = \(suppressed)", thinBeyond: scales.outlines, language),
    ]
  }

  /// Everything but the parent of an atlas's page; nothing elsewhere.
  static func veil(_ title: String) -> [StyleRule] {
    [StyleRule(label: title, filter: "coalesce($id <> @atlas_featureid, false)", symbol: .veil)]
  }

  static func clusters(_ language: Language) -> [StyleRule] {
    func isMethod(_ method: Cluster.Method) -> String { isOne(ClusterFigures.method, method) }
    let significant = "coalesce(\(ClusterFigures.isSignificant.field), false)"
    return [
      rule(.scanCluster, "\(isMethod(.scan)) AND \(significant) = true", level: 1, language),
      rule(.weakScanCluster, "\(isMethod(.scan)) AND \(significant) = false", level: 1, language),
      rule(.coldSpot, isMethod(.coldSpot), language),
      rule(.thresholdCluster, isMethod(.threshold), level: 2, language),
    ]
  }

  static func gaps(_ language: Language) -> [StyleRule] {
    func isKind(_ kind: Gap.Kind) -> String { isOne(GapFigures.kind, kind) }
    return [
      rule(.noData, isKind(.noData), language), rule(.outOfReach, isKind(.outOfReach), language),
      rule(.boundaryHole, isKind(.boundaryHole), level: 1, language),
      rule(.boundaryOverlap, isKind(.boundaryOverlap), level: 1, language),
    ]
  }

  /// Whether a field holds one of its codes.
  static func isOne<Subject>(
    _ figure: Figure<Subject, String>, _ code: some RawRepresentable<String>
  ) -> String {
    "\(figure.field) = \(quoted(code))"
  }

  static func quoted(_ code: some RawRepresentable<String>) -> String { "'\(code.rawValue)'" }

  private static func rule(
    _ symbol: MapSymbol, _ filter: String, level: Int = 0, thinBeyond farthest: Int? = nil, _ language: Language
  ) -> StyleRule {
    StyleRule(
      label: symbol.label[language], filter: filter, symbol: QGISSymbol(symbol, level: level, thinBeyond: farthest))
  }
}
