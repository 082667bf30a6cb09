internal import Coverage
internal import Diagnostics
internal import Reporting

/// The map of the report: one drawing whose classes of CSS say what each unit is in each of the views.
struct ReportMap {
  /// What the map can show.
  enum View: String, CaseIterable {
    case coverage
    case uncovered
    case cold
    case clusters
    case reach

    /// The one that shows the clusters of a method.
    init(_ method: Cluster.Method) { self = method == .coldSpot ? .cold : .clusters }
  }

  private static let millimetre = 56.0

  let drawing: MapDrawing
  let units: [ReportUnit]
  let clusters: [Cluster]
  let coverage: CoverageClasses
  let uncovered: Classification
  let language: Language

  init(
    drawing: MapDrawing, units: [ReportUnit], clusters: [Cluster], coverage: CoverageClasses, uncovered: Classification,
    language: Language
  ) {
    self.drawing = drawing
    self.units = units
    self.clusters = clusters
    self.coverage = coverage
    self.uncovered = uncovered
    self.language = language
    reachClasses = CoverageClasses(units.map(\.reach), method: .fixed)
  }

  var hasReach: Bool { units.contains { $0.reach != nil } }
  var views: [View] { View.allCases.filter { $0 != .reach || hasReach } }
  private let reachClasses: CoverageClasses
  private var uncoveredColours: [Colour] { Palette.uncovered.colours(uncovered.count) }

  // MARK: Units

  func classes(_ unit: ReportUnit) -> String {
    var names: [String] = []
    switch unit.status {
    case .suppressed: names.append("x")
    default: if unit.coverage == nil { names.append("n") }
    }
    if let value = unit.coverage { names.append("c\(coverage.classification.index(of: value))") }
    if let value = unit.uncovered { names.append("u\(uncovered.index(of: Double(value)))") }
    if unit.isColdSpot == true { names.append("k") }
    if unit.isColdSpot == nil && unit.coverage != nil { names.append("i") }
    if unit.scanCluster != nil { names.append(unit.thresholdCluster == nil ? "s" : "b") }
    if unit.scanCluster == nil && unit.thresholdCluster != nil { names.append("t") }
    if let value = unit.reach { names.append("r\(reachClasses.classification.index(of: value))") }
    return names.joined(separator: " ")
  }

  /// The drawing as an element of HTML.
  func svg(title: String, description: String) -> String {
    let (width, height) = (max(1, drawing.grid.width), max(1, drawing.grid.height))
    // Half a stroke stands out over the edges.
    var svg =
      "<svg class=\"map\" viewBox=\"-40 -40 \(width + 80) \(height + 80)\" role=\"img\" aria-labelledby=\"mt md\">"
      + "<title id=\"mt\">\(MarkupText.escaped(title))</title><desc id=\"md\">\(MarkupText.escaped(description))</desc>"
    svg += "<defs>" + MapSymbol.noData.svgPattern("p-none", millimetre: Self.millimetre)
    svg += MapSymbol.suppressed.svgPattern("p-withheld", millimetre: Self.millimetre)
    svg += Self.coldSpot.svgPattern("p-cold", millimetre: Self.millimetre)
    svg += Self.threshold.svgPattern("p-low", millimetre: Self.millimetre)
    svg += Self.scanAndThreshold.svgPattern("p-both", millimetre: Self.millimetre)
    svg += Self.alone.svgPattern("p-alone", millimetre: Self.millimetre)
    svg += MapSymbol.outOfReach.svgPattern("p-reach", millimetre: Self.millimetre) + "</defs>"
    svg += "<g id=\"units\">"
    for (index, unit) in units.enumerated() {
      guard let path = drawing.paths[index] else { continue }
      svg += "<path id=\"u\(index)\" class=\"\(classes(unit))\" d=\"\(path)\"/>\n"
    }
    svg += "</g><g class=\"lines\" aria-hidden=\"true\">"
    svg += "<path class=\"parents\" d=\"\(drawing.parentBorders)\"/></g>"
    svg += "<g class=\"overlays\" aria-hidden=\"true\">"
    if hasReach { svg += "<path class=\"v reach far\" d=\"\(drawing.outOfReach)\"/>" }
    for (cluster, outline) in zip(clusters, drawing.clusterOutlines) where !outline.isEmpty {
      svg += "<path class=\"v \(View(cluster.method).rawValue)\" d=\"\(outline)\"/>"
    }
    svg += labels() + "</g></svg>"
    return svg
  }

  /// Figures where there is room for them, so that colours are not the only thing that tells.
  private func labels() -> String {
    var text = "<g class=\"labels\">"
    func label(_ view: View, _ unit: Int, _ words: String, isDark: Bool) {
      guard let place = drawing.labels[unit], place.width > Double(words.count) * 80 + 60 else { return }
      text += "<text class=\"v \(view.rawValue)\(isDark ? " d" : "")\" x=\"\(Int(place.x))\" y=\"\(Int(place.y))\">"
      text += "\(words)</text>"
    }
    for (index, unit) in units.enumerated() {
      if let value = unit.coverage {
        let isDark = coverage.classification.index(of: value) >= 3
        label(.coverage, index, language.text(value, decimals: 0), isDark: isDark)
      }
      if let value = unit.uncovered {
        label(.uncovered, index, language.text(value), isDark: uncovered.index(of: Double(value)) >= 3)
      }
      if let value = unit.reach {
        let isDark = reachClasses.classification.index(of: value) >= 3
        label(.reach, index, language.text(value, decimals: 0), isDark: isDark)
      }
    }
    for cluster in clusters where cluster.method == .scan && cluster.order <= Report.mostClusters {
      let widest = cluster.units.max { (drawing.labels[$0]?.width ?? 0) < (drawing.labels[$1]?.width ?? 0) }
      if let widest, let place = drawing.labels[widest] {
        text += "<text class=\"v clusters number\" x=\"\(Int(place.x))\" y=\"\(Int(place.y))\">\(cluster.order)</text>"
      }
    }
    return text + "</g>"
  }

  // MARK: Colours

  /// Over the units of a map that shows nothing else.
  private static var coldSpot: MapSymbol {
    var symbol = MapSymbol.coldSpot
    symbol.fill = Colour(0xcbc9e2)
    return symbol
  }

  private static let scanFill = Colour(0xfdd0a2)
  private static let threshold = MapSymbol(
    fill: Colour(0xf4f4f1), hatch: .init(angles: [45], colour: Colour(0x525252), spacing: 1.8, width: 0.22),
    label: MapSymbol.thresholdCluster.label)

  private static var scanAndThreshold: MapSymbol {
    var symbol = threshold
    symbol.fill = scanFill
    return symbol
  }

  private static let alone = MapSymbol(
    fill: Colour(0xffffff), hatch: .init(angles: [0], colour: Colour(0x969696), spacing: 1.6, width: 0.2),
    label: Message(id: "Tanpa tetangga yang punya data", en: "No neighbour with data"))

  /// The rules of CSS that colour the views.
  var styles: String {
    var css = views.map { "[data-view=\($0.rawValue)] .v.\($0.rawValue)" }.joined(separator: ",") + "{display:revert}"
    func rule(_ view: View, _ name: String, _ fill: String) {
      css += "[data-view=\(view.rawValue)] #units .\(name){fill:\(fill)}"
    }
    for (index, colour) in coverage.colours.enumerated() { rule(.coverage, "c\(index)", colour.hex) }
    for (index, colour) in uncoveredColours.enumerated() { rule(.uncovered, "u\(index)", colour.hex) }
    if hasReach {
      for (index, colour) in Self.reachColours(reachClasses.classification.count).enumerated() {
        rule(.reach, "r\(index)", colour.hex)
      }
    }
    rule(.cold, "k", "url(#p-cold)")
    rule(.cold, "i", "url(#p-alone)")
    rule(.clusters, "s", Self.scanFill.hex)
    rule(.clusters, "b", "url(#p-both)")
    rule(.clusters, "t", "url(#p-low)")
    for view in views {
      rule(view, "n", "url(#p-none)")
      rule(view, "x", "url(#p-withheld)")
    }
    return css
  }

  private static func reachColours(_ count: Int) -> [Colour] { Palette.reach.colours(count) }

  // MARK: Legends

  /// A legend for each view: swatches with their meaning and how many units have it.
  func legends(_ texts: ReportTexts) -> [[String: Any]] {
    views.map { view in
      ["view": view.rawValue, "title": texts[view.rawValue + "Legend"], "entries": entries(view, texts)]
    }
  }

  private func entries(_ view: View, _ texts: ReportTexts) -> [[String: Any]] {
    var entries: [[String: Any]] = []
    func entry(_ fill: String, _ label: String, count: Int?, kind: String = "") {
      if count == 0 { return }
      entries.append([
        "fill": fill, "label": label, "count": count.map { language.text($0) } ?? "", "hasCount": count != nil,
        "kind": kind,
      ])
    }
    let known = units.filter { $0.coverage != nil }
    switch view {
    case .coverage:
      for (index, colour) in coverage.colours.enumerated() {
        let count = known.count { coverage.classification.index(of: $0.coverage ?? 0) == index }
        entry(colour.hex, coverage.label(index, language), count: count)
      }
    case .uncovered:
      for (index, colour) in uncoveredColours.enumerated() {
        let count = units.count { $0.uncovered.map { uncovered.index(of: Double($0)) == index } ?? false }
        entry(colour.hex, uncovered.label(index, language), count: count)
      }
    case .cold:
      entry("url(#p-cold)", MapSymbol.coldSpot.label[language], count: known.count { $0.isColdSpot == true })
      entry("#f4f4f1", texts["notCold"], count: known.count { $0.isColdSpot == false })
      entry("url(#p-alone)", Self.alone.label[language], count: known.count { $0.isColdSpot == nil })
    case .clusters:
      let scan = MapSymbol.scanCluster.label[language]
      entry(
        Self.scanFill.hex, scan, count: known.count { $0.scanCluster != nil && $0.thresholdCluster == nil },
        kind: "scan")
      entry(
        "url(#p-both)", texts["scanAndThreshold"],
        count: known.count { $0.scanCluster != nil && $0.thresholdCluster != nil }, kind: "scan")
      entry(
        "url(#p-low)", MapSymbol.thresholdCluster.label[language],
        count: known.count { $0.scanCluster == nil && $0.thresholdCluster != nil })
      entry("#f4f4f1", texts["inNoCluster"], count: known.count { $0.scanCluster == nil && $0.thresholdCluster == nil })
    case .reach:
      let classes = reachClasses
      for (index, colour) in Self.reachColours(classes.classification.count).enumerated() {
        let count = units.count { $0.reach.map { classes.classification.index(of: $0) == index } ?? false }
        entry(colour.hex, classes.label(index, language), count: count)
      }
      entry("url(#p-reach)", MapSymbol.outOfReach.label[language], count: nil)
    }
    entry(
      "url(#p-none)", MapSymbol.noData.label[language],
      count: units.count { $0.coverage == nil && $0.status != .suppressed })
    entry(
      "url(#p-withheld)", MapSymbol.suppressed.label[language], count: units.count { $0.status == .suppressed })
    return entries
  }
}
