internal import Coverage
internal import Diagnostics
internal import GeoJSON
internal import Geometry
internal import Reporting

/// A layer of the run with all that QGIS is told about showing it on its own: the style of its file, and of its table in the
/// GeoPackage.
struct StyledLayer {
  let layer: MapLayer
  /// For people, in the legend.
  let title: String
  /// What a feature is, and what is counted.
  let abstract: String
  var rules: [StyleRule]
  var labels: [StyleLabel]
  /// Whether features are drawn in the order of a field, an expression of which the largest are the first.
  var drawnFirst: String?
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
    let (language, layers) = (analysis.language, results.layers)
    let (texts, scales) = (MapTexts(analysis), LabelScales(analysis))
    func layer(
      _ layer: MapLayer, _ title: String, _ rules: [StyleRule], _ labels: [StyleLabel], display: String, tip: String
    ) -> StyledLayer {
      StyledLayer(
        layer: layer, title: title, abstract: texts.abstract(of: layer, in: layers), rules: rules, labels: labels,
        display: display, tip: tip, language: language)
    }
    let parents = texts.levelName(analysis.layer.level.parent)
    let parentTitle = Message(id: "Batas \(parents)", en: "Borders of \(parents)")[language]
    return [
      layer(
        layers.coverage, Titles.coverage[language], StyleRules.coverage(classes, scales, language),
        StyleLabel.coverage(UnitNames(analysis), scales, language), display: UnitFigures.name.field,
        tip: MapTips.coverage(language)),
      layer(
        layers.gaps, Titles.gaps[language], StyleRules.gaps(language), [], display: GapFigures.kind.words,
        tip: MapTips.gaps(language)),
      layer(
        layers.parents, parentTitle, StyleRules.parents(parentTitle, scales),
        StyleLabel.parents(count: analysis.parents.parents.count, scales, language),
        display: ParentSumFigures.name.field, tip: MapTips.parents(language)),
      layer(
        layers.clusters, Titles.clusters[language], StyleRules.clusters(language),
        StyleLabel.clusters(scales, language),
        display: "\(ClusterFigures.method.words) || ' ' || \(ClusterFigures.order.field)",
        tip: MapTips.clusters(language)),
      layer(
        layers.services, Titles.services[language], StyleRules.services(language),
        StyleLabel.services(results.gaps.reach?.points.points.map(\.name) ?? [], scales, language),
        display: ServicePointFigures.name.field,
        tip: MapTips.services(language)),
    ]
  }

  private enum Titles {
    static let coverage = Message(id: "Cakupan kepesertaan (%)", en: "Membership coverage (%)")
    static let gaps = Message(id: "Kesenjangan dan cacat batas", en: "Gaps and boundary defects")
    static let clusters = Message(id: "Klaster cakupan rendah", en: "Low-coverage clusters")
    static let services = Message(id: "Titik layanan", en: "Service points")
  }

  /// Whether its features are points.
  var isOfPoints: Bool {
    if case .points = layer.collection.geometries { return true }
    return false
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
          "index": index, "label": rule.label, "filter": rule.filter, "symbol": rule.symbol.values(name: String(index)),
        ] as [String: Any]
      },
      "hasLabels": !labels.isEmpty, "labels": labels.enumerated().map { $1.values(index: $0) },
      "coded": coded, "aliases": aliases, "display": display, "tip": tip,
      "drawnFirst": drawnFirst ?? "", "isOrdered": drawnFirst != nil, "geometryType": isOfPoints ? 0 : 2,
    ]
  }
}

extension UnitNames {
  init(_ analysis: Analysis) {
    self.init(analysis.layer.units.map(\.name), hasParents: !analysis.parents.parents.isEmpty)
  }
}
