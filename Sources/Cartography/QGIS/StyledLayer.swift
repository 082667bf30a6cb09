internal import Coverage
internal import Diagnostics
internal import GeoJSON
internal import Reporting

/// One of the three layers with all that QGIS is told about showing it.
struct StyledLayer {
  let layer: MapLayer
  /// For people, in the legend.
  let title: String
  fileprivate let rules: [StyleRule]
  fileprivate let labels: [StyleLabel]
  /// An expression for the one line that stands for a feature.
  fileprivate let display: String
  /// HTML with expressions, for the map tip.
  fileprivate let tip: String
  private let language: Language

  /// Of its file, and of its table in the GeoPackage.
  var name: String { layer.name }

  /// The layers of a run, as they lie over each other: the lowest first.
  static func layers(of results: Results, _ classes: CoverageClasses) -> [StyledLayer] {
    let analysis = results.analysis
    let language = analysis.language
    let areas = analysis.layer.units.map(\.areaSquareKilometres).filter { $0 > 0 }
    let meanArea = areas.reduce(0, +) / Double(max(1, areas.count))
    return [
      StyledLayer(
        layer: results.layers.coverage, title: Titles.coverage[language], rules: StyleRules.coverage(classes, language),
        labels: StyleLabel.units(meanSquareKilometres: meanArea, language), display: UnitFigures.name.field,
        tip: MapTips.coverage(language), language: language),
      StyledLayer(
        layer: results.layers.gaps, title: Titles.gaps[language], rules: StyleRules.gaps(language), labels: [],
        display: GapFigures.kind.words, tip: MapTips.gaps(language), language: language),
      StyledLayer(
        layer: results.layers.clusters, title: Titles.clusters[language], rules: StyleRules.clusters(language),
        labels: StyleLabel.clusters(meanSquareKilometres: meanArea, language),
        display: "\(ClusterFigures.method.words) || ' ' || \(ClusterFigures.order.field)",
        tip: MapTips.clusters(language), language: language),
    ]
  }

  private enum Titles {
    static let coverage = Message(id: "Cakupan kepesertaan (%)", en: "Membership coverage (%)")
    static let gaps = Message(id: "Kesenjangan dan cacat batas", en: "Gaps and boundary defects")
    static let clusters = Message(id: "Klaster cakupan rendah", en: "Low-coverage clusters")
  }

  /// For the template `qgis-style`.
  var values: [String: Any] {
    let coded = layer.fields.filter { !$0.codes.isEmpty }.map { field -> [String: Any] in
      ["field": field.name, "values": field.codes.map { ["label": $0.label[language], "code": $0.value] }]
    }
    let aliases = layer.fields.enumerated().map { index, field -> [String: Any] in
      ["index": index, "field": field.name, "alias": field.alias[language]]
    }
    return [
      "rules": rules.enumerated().map { index, rule in
        [
          "index": index, "label": rule.label, "filter": rule.filter,
          "symbol": QGISSymbol(rule.symbol, level: rule.level).values(name: String(index)),
        ] as [String: Any]
      },
      "hasLabels": !labels.isEmpty, "labels": labels.enumerated().map { $1.values(index: $0) },
      "coded": coded, "aliases": aliases, "display": display, "tip": tip,
    ]
  }
}

/// Text that QGIS writes into the map.
struct StyleLabel {
  var description: String
  /// An expression.
  var expression: String
  /// Which features have it; all, where it is empty.
  var filter = ""
  /// Denominators of the scales at which it begins and ends to be shown; 0 for no limit.
  var farthest = 0
  var nearest = 0
  var size = 8
  var isBold = false
  var colour = Palette.Accent.darkest
  /// 0 to 10.
  var priority = 5
  /// Below the marker that stands in the area, instead of at the area's middle.
  var isBelowMarker = false

  /// Names where there is room for them, and coverage below the names where there is more.
  static func units(meanSquareKilometres area: Double, _ language: Language) -> [StyleLabel] {
    let near = near(area)
    let far = 2 * near
    let field = UnitFigures.name.field
    let name = "wordwrap(CASE WHEN length(\(field)) > 40 THEN left(\(field), 39) || '…' ELSE \(field) END, 14)"
    let number = "format_number(\(UnitFigures.coverage.field), 1, '\(language.rawValue)')"
    let percent = #"coalesce('\n' || \#(number) || '\#(language.percent)', '')"#
    let scales = [
      (Message(id: "Nama dan cakupan", en: "Name and coverage"), "\(name) || \(percent)", far: near, near: 0, size: 8),
      (Message(id: "Nama", en: "Name"), name, far: far, near: near, size: 7),
    ]
    let isMet = "coalesce(\(UnitFigures.status.field), '') = \(StyleRules.quoted(CoverageFigures.Status.targetMet))"
    return scales.flatMap { description, expression, far, near, size in
      [(isMet, true), ("NOT (\(isMet))", false)].map { filter, isBelowMarker in
        StyleLabel(
          description: description[language], expression: expression, filter: filter, farthest: far, nearest: near,
          size: size, isBelowMarker: isBelowMarker)
      }
    }
  }

  /// The numbers that the sentences about clusters go by: of the first ten always, of the others where there is room.
  static func clusters(meanSquareKilometres area: Double, _ language: Language) -> [StyleLabel] {
    let word = Message(id: "Kantong", en: "Cluster")[language]
    let label = StyleLabel(
      description: MapSymbol.scanCluster.label[language], expression: "'\(word) ' || \(ClusterFigures.order.field)",
      size: 9, isBold: true,
      colour: Colour(0x7f2704))
    var (first, others) = (label, label)
    let isScan = StyleRules.isOne(ClusterFigures.method, Cluster.Method.scan)
    first.filter = "\(isScan) AND \(ClusterFigures.order.field) <= 10"
    first.priority = 10
    others.filter = "\(isScan) AND \(ClusterFigures.order.field) > 10"
    others.farthest = near(area)
    return [first, others]
  }

  /// The scale from which on a unit has room for two or three lines.
  private static func near(_ meanSquareKilometres: Double) -> Int {
    roundScale(meanSquareKilometres.squareRoot() * 1000 / 0.018)
  }

  /// Down to two digits of which the second is 0 or 5.
  private static func roundScale(_ denominator: Double) -> Int {
    var step = 1.0
    while denominator / step >= 20 { step *= 10 }
    return max(1, Int((denominator / step * 2).rounded(.down) * step / 2))
  }

  func values(index: Int) -> [String: Any] {
    [
      "index": index, "description": description, "expression": expression, "filter": filter, "farthest": farthest,
      "nearest": nearest, "size": size, "weight": isBold ? 75 : 50, "colour": colour.qgis, "priority": priority,
      "quadrant": isBelowMarker ? 7 : 4, "down": isBelowMarker ? 1.4 : 0,
    ]
  }
}

/// What QGIS shows where the pointer rests. Values are escaped, because the tip is HTML.
private enum MapTips {
  static func coverage(_ language: Language) -> String {
    """
    <b>[% \(escaped(UnitFigures.name.field)) %]</b> [% \(escaped(UnitFigures.code.field)) %]<br>
    \(number(UnitFigures.coverage, decimals: 1, unit: language.percent, language))<br>
    \(number(UnitFigures.uncovered, language))<br>
    \(number(UnitFigures.eligible, language))<br>
    [% \(escaped(UnitFigures.status.words)) %]
    """
  }

  static func clusters(_ language: Language) -> String {
    let summary = language == .indonesian ? ClusterFigures.summaryInIndonesian : ClusterFigures.summaryInEnglish
    return "[% \(escaped(summary.field)) %]"
  }

  static func gaps(_ language: Language) -> String {
    """
    <b>[% \(escaped(GapFigures.kind.words)) %]</b><br>
    [% \(escaped(GapFigures.unitCodes.field)) %]<br>
    \(number(GapFigures.area, decimals: 2, unit: " km²", language))
    """
  }

  private static func number<Subject, Value>(
    _ figure: Figure<Subject, Value>, decimals: Int = 0, unit: String = "", _ language: Language
  ) -> String {
    let text = "format_number(\(figure.field), \(decimals), '\(language.rawValue)') || '\(unit)'"
    return "\(figure.description.alias[language]): [% coalesce(\(text), '–') %]"
  }

  private static func escaped(_ expression: String) -> String {
    "replace(coalesce(\(expression), ''), map('&', '&amp;', '<', '&lt;'))"
  }
}
