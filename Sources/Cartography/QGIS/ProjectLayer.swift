internal import Coverage
internal import Diagnostics
internal import Reporting

/// A layer as the project shows it: a table of the GeoPackage, or some rows of it, with a style for one purpose.
struct ProjectLayer {
  let id: String
  let title: String
  fileprivate(set) var table: StyledLayer
  /// A condition in SQL on the rows; empty for all of them.
  let subset: String

  /// - Parameters:
  ///   - name: ends the identifier, of which QGIS wants more than ten characters.
  ///   - title: for people; the table's, where it is nil.
  init(_ name: String, title: String? = nil, _ table: StyledLayer, subset: String = "") {
    id = "jangkau_layer_\(name)"
    self.title = title ?? table.title
    self.table = table
    self.subset = subset
  }

  private var source: String {
    "./coverage.gpkg|layername=\(table.name)" + (subset.isEmpty ? "" : "|subset=\(subset)")
  }

  /// For the templates `qgis-project` and `qgis-layout`, without the style.
  var reference: [String: Any] { ["id": id, "title": title, "source": source] }

  /// For the template `qgis-project`.
  var values: [String: Any] {
    table.values.merging(reference) { $1 }.merging([
      "abstract": table.abstract, "geometry": table.isOfPoints ? "Point" : "Polygon",
      "wkbType": table.isOfPoints ? "Point" : "MultiPolygon",
    ]) { $1 }
  }
}

/// The layers of the project as its tree lists them, the topmost first: what is seen at its opening, groups of all else,
/// which are off, and the map of coverage beneath.
struct ProjectTree {
  struct Group {
    let title: String
    let layers: [ProjectLayer]
  }

  /// Over all groups.
  let overlays: [ProjectLayer]
  let groups: [Group]
  let coverage: ProjectLayer
  /// Of the parents, whom an atlas turns over; nil where there are none.
  let parents: ProjectLayer?
  /// What hides other parents on a page of the atlas.
  let veil: ProjectLayer?

  /// What is seen when the project opens, and in the layouts.
  var visible: [ProjectLayer] { overlays + [coverage] }

  /// All layers, the topmost first.
  var layers: [ProjectLayer] { overlays + groups.flatMap(\.layers) + [coverage] }

  init(_ results: Results, _ tables: [StyledLayer]) {
    let analysis = results.analysis
    let (language, scales) = (analysis.language, LabelScales(analysis))
    func table(_ layer: MapLayer) -> StyledLayer { tables.first { $0.name == layer.name }! }
    func say(_ indonesian: String, _ english: String) -> String { language.text(id: indonesian, en: english) }
    let (clusters, gaps) = (table(results.layers.clusters), table(results.layers.gaps))

    /// Of a table with several kinds of features, those that a condition names, with the rules of their symbols.
    func kind(
      _ name: String, _ whole: StyledLayer, _ symbols: MapSymbol..., where condition: String, title: String? = nil,
      hasLabels: Bool = false
    ) -> ProjectLayer {
      var part = whole
      part.rules = whole.rules.filter { rule in symbols.contains { $0.label[language] == rule.label } }
      if !hasLabels { part.labels = [] }
      return ProjectLayer(name, title: title ?? part.rules[0].label, part, subset: condition)
    }
    func isMethod(_ method: Cluster.Method) -> String { StyleRules.isOne(ClusterFigures.method, method) }
    func isKind(_ kind: Gap.Kind) -> String { StyleRules.isOne(GapFigures.kind, kind) }

    coverage = ProjectLayer("coverage", table(results.layers.coverage))
    parents = analysis.parents.parents.isEmpty ? nil : ProjectLayer("parents", table(results.layers.parents))
    // More would hide the map; the others are in a group.
    let strongest = MapDrawing.mostClusters
    var top = kind(
      "clusters", clusters, .scanCluster,
      where: "\(isMethod(.scan)) AND \(ClusterFigures.isSignificant.field) = 1 "
        + "AND \(ClusterFigures.order.field) <= \(strongest)",
      title: say(
        "Kantong cakupan rendah (\(strongest) terkuat)", "Low-coverage clusters (the \(strongest) strongest)"),
      hasLabels: true)
    top.table.rules = top.table.rules.map { rule in
      var rule = rule
      rule.symbol = rule.symbol.generalised(beyond: scales.figures)
      return rule
    }
    let services = results.gaps.reach.map { _ in ProjectLayer("services", table(results.layers.services)) }
    overlays = [services, top, parents].compactMap(\.self)

    var circles = table(results.layers.coverage)
    let largest = UnitFigures.uncovered.values(of: results.units).compactMap(\.self).max() ?? 0
    circles.rules = StyleRules.uncovered(largest: largest, scales, language)
    circles.labels = StyleLabel.uncovered(UnitNames(analysis), scales, language)
    circles.drawnFirst = UnitFigures.uncovered.field
    veil = parents.map { parents in
      var veil = parents.table
      let title = say("Redupkan wilayah induk lain", "Fade other parents")
      veil.rules = StyleRules.veil(title)
      veil.labels = []
      return ProjectLayer("veil", title: title, veil)
    }

    var groups = [
      Group(
        title: say("Pekerja belum terlindungi", "Uncovered workers"),
        layers: [
          ProjectLayer(
            "uncovered", title: say("Pekerja belum terlindungi (lingkaran)", "Uncovered workers (circles)"), circles)
        ]),
      Group(
        title: say("Klaster lain", "Other clusters"),
        layers: [
          kind("cold_spots", clusters, .coldSpot, where: isMethod(.coldSpot)),
          kind("threshold", clusters, .thresholdCluster, where: isMethod(.threshold)),
          kind(
            "scan", clusters, .scanCluster, .weakScanCluster, where: isMethod(.scan),
            title: say("Semua kantong pemindaian", "All clusters of the scan"), hasLabels: true),
        ]),
    ]
    if results.gaps.reach != nil {
      groups.append(
        Group(
          title: say("Jangkauan layanan", "Reach of service"),
          layers: [kind("reach", gaps, .outOfReach, where: isKind(.outOfReach))]))
    }
    groups.append(
      Group(
        title: say("Periksa batas", "Check the boundaries"),
        layers: [
          kind("holes", gaps, .boundaryHole, where: isKind(.boundaryHole)),
          kind("overlaps", gaps, .boundaryOverlap, where: isKind(.boundaryOverlap)),
          kind("no_data", gaps, .noData, where: isKind(.noData)),
        ]))
    if let veil { groups.append(Group(title: "Atlas", layers: [veil])) }
    self.groups = groups
  }

  /// For the template `qgis-project`: what stands before, in and behind the groups.
  var values: [String: Any] {
    [
      "overlays": overlays.map(\.reference), "coverage": coverage.reference,
      "groups": groups.map {
        ["title": $0.title, "layers": $0.layers.map(\.reference)] as [String: Any]
      },
    ]
  }
}
