internal import Coverage
internal import Diagnostics
internal import Reporting

/// The map of the report: one drawing whose classes of CSS say what each unit is in each of the views.
///
/// Lines, letters and circles keep their size on the screen while the map is magnified: they are measured in `--px`, the
/// units of the drawing in a pixel, which the script keeps true.
struct ReportMap {
  /// What the map can show.
  enum View: String, CaseIterable {
    case coverage
    case uncovered
    case clusters
    case cold
    case reach

    /// The one that shows the clusters of a method.
    init(_ method: Cluster.Method) { self = method == .coldSpot ? .cold : .clusters }
  }

  private static let millimetre = 56.0
  /// Half a stroke stands out over the edges.
  static let margin = 40

  let drawing: MapDrawing
  let units: [ReportUnit]
  let clusters: [Cluster]
  let coverage: CoverageClasses
  let scale: CircleScale
  let labels: MapLabels
  let language: Language
  private let reachClasses: Classification
  private let reachColours: [Colour]

  init(
    drawing: MapDrawing, units: [ReportUnit], clusters: [Cluster], coverage: CoverageClasses, language: Language
  ) {
    self.drawing = drawing
    self.units = units
    self.clusters = clusters
    self.coverage = coverage
    self.language = language
    let scale = CircleScale(units.compactMap(\.uncovered))
    self.scale = scale
    labels = MapLabels(drawing, units, clusters, circles: scale, language)
    reachClasses = .percentages(units.map(\.reach), method: .fixed)
    reachColours = Palette.reach(reachClasses)
  }

  var hasReach: Bool { units.contains { $0.reach != nil } }
  var views: [View] { View.allCases.filter { $0 != .reach || hasReach } }
  /// As the map is seen at first.
  var viewBox: String {
    "\(-Self.margin) \(-Self.margin) \(max(1, drawing.grid.width) + 2 * Self.margin) "
      + "\(max(1, drawing.grid.height) + 2 * Self.margin)"
  }
  /// Its width for a height of 1.
  var aspect: Double {
    Double(max(1, drawing.grid.width) + 2 * Self.margin) / Double(max(1, drawing.grid.height) + 2 * Self.margin)
  }

  // MARK: Units

  func classes(_ unit: ReportUnit) -> String {
    var names: [String] = []
    switch unit.status {
    case .suppressed: names.append("x")
    default: if unit.coverage == nil { names.append("n") }
    }
    if let value = unit.coverage { names.append("c\(coverage.classification.index(of: value))") }
    if unit.isColdSpot == true { names.append("k") }
    if unit.isColdSpot == nil && unit.coverage != nil { names.append("i") }
    if unit.scanCluster != nil { names.append(unit.isCore == false ? "f" : "s") }
    if unit.scanCluster == nil && unit.thresholdCluster != nil { names.append("t") }
    if let value = unit.reach { names.append("r\(reachClasses.index(of: value))") }
    return names.joined(separator: " ")
  }

  /// The drawing as an element of HTML.
  func svg(title: String, description: String) -> String {
    var svg =
      "<svg class=\"map\" viewBox=\"\(viewBox)\" data-m=\"\(LabelLayout.whole)\" role=\"img\" aria-labelledby=\"mt md\" "
      + "style=\"--aspect:\(ScriptData.text(aspect))\">"
      + "<title id=\"mt\">\(MarkupText.escaped(title))</title><desc id=\"md\">\(MarkupText.escaped(description))</desc>"
    svg += "<defs>" + MapSymbol.noData.svgPattern("p-none", millimetre: Self.millimetre)
    svg += MapSymbol.suppressed.svgPattern("p-withheld", millimetre: Self.millimetre)
    svg += Self.coldSpot.svgPattern("p-cold", millimetre: Self.millimetre)
    svg += Self.threshold.svgPattern("p-low", millimetre: Self.millimetre)
    svg += Self.alone.svgPattern("p-alone", millimetre: Self.millimetre)
    svg += MapSymbol.outOfReach.svgPattern("p-reach", millimetre: Self.millimetre) + "</defs>"
    svg += "<g id=\"units\">"
    for (index, unit) in units.enumerated() {
      guard let path = drawing.paths[index] else { continue }
      svg += "<path id=\"u\(index)\" class=\"\(classes(unit))\" d=\"\(path)\"/>\n"
    }
    svg += "</g><g class=\"lines\" aria-hidden=\"true\">"
    if !drawing.parentBorders.isEmpty { svg += "<path class=\"parents\" d=\"\(drawing.parentBorders)\"/>" }
    svg += "<path class=\"regions\" d=\"\(drawing.regionBorders)\"/></g>"
    svg += "<g class=\"overlays\" aria-hidden=\"true\">"
    if hasReach { svg += "<path class=\"v reach far\" d=\"\(drawing.outOfReach)\"/>" }
    for (cluster, outline) in zip(clusters, drawing.clusterOutlines) where !outline.isEmpty {
      let views = cluster.method == .scan ? "coverage uncovered clusters" : "cold"
      svg +=
        "<path class=\"v \(views) ring under\" d=\"\(outline)\"/><path class=\"v \(views) ring\" d=\"\(outline)\"/>"
    }
    svg +=
      circles() + insetFrames() + signs() + texts()
      + "</g><g id=\"seen\" class=\"labels\" aria-hidden=\"true\"></g></svg>"
    return svg
  }

  // MARK: Circles

  /// The largest first, so that small ones lie over them.
  private func circles() -> String {
    var svg = "<g id=\"circles\" class=\"circles v uncovered\">"
    let shown = units.indices.filter { units[$0].uncovered != nil && drawing.anchors[$0] != nil }
    for unit in shown.sorted(by: { (-(units[$0].uncovered ?? 0), $0) < (-(units[$1].uncovered ?? 0), $1) }) {
      guard let place = drawing.anchors[unit], let value = units[unit].uncovered else { continue }
      let size = ScriptData.text(scale.radius(value))
      svg +=
        "<circle id=\"o\(unit)\" cx=\"\(ScriptData.text(place.x.rounded()))\" cy=\"\(ScriptData.text(place.y.rounded()))\" "
      svg += "r=\"\(ScriptData.text(scale.radius(value) * MapDrawing.pixel))\" style=\"--r:\(size)\"/>\n"
    }
    return svg + "</g>"
  }

  /// Circles of round numbers, one within the other.
  private var circleLegend: String {
    let samples = scale.samples
    guard let first = samples.first else { return "" }
    let height = 2 * scale.radius(first) + 12
    var svg =
      "<svg class=\"circle-key\" width=\"150\" height=\"\(ScriptData.text(height))\" aria-hidden=\"true\">"
    for value in samples {
      let r = scale.radius(value)
      let top = height - 2 - 2 * r
      svg += "<circle cx=\"30\" cy=\"\(ScriptData.text(height - 2 - r))\" r=\"\(ScriptData.text(r))\"/>"
      svg += "<path d=\"M30 \(ScriptData.text(top))H66\"/>"
      svg += "<text x=\"70\" y=\"\(ScriptData.text(top + 4))\">\(language.text(value))</text>"
    }
    return svg + "</svg>"
  }

  // MARK: Names and signs

  static func letter(_ inset: Int) -> String {
    String(UnicodeScalar(UInt8(ascii: "A") + UInt8(truncatingIfNeeded: inset)))
  }

  private func insetFrames() -> String {
    drawing.insets.map { inset in
      let (x, y, side) = (
        ScriptData.text(inset.x.rounded()), ScriptData.text(inset.y.rounded()), ScriptData.text(inset.side.rounded())
      )
      return "<rect class=\"frame\" x=\"\(x)\" y=\"\(y)\" width=\"\(side)\" height=\"\(side)\"/>"
    }.joined()
  }

  private func signs() -> String {
    var svg = "<g class=\"signs\">"
    for (place, name) in drawing.services {
      let size = ScriptData.text(MapLabels.serviceRadius * MapDrawing.pixel)
      svg +=
        "<circle class=\"service\" cx=\"\(ScriptData.text(place.x.rounded()))\" cy=\"\(ScriptData.text(place.y.rounded()))\" r=\"\(size)\">"
      svg += "<title>\(MarkupText.escaped(name))</title></circle>"
    }
    return svg + "</g>"
  }

  /// Those that the map as a whole has room for; the script adds the others where the map is magnified.
  private func texts() -> String {
    var text = "<g class=\"labels\">"
    func tag(_ label: MapLabels.Text, _ style: String, x: Double? = nil) -> String {
      let place = ScriptData.text((x ?? label.x).rounded())
      let first = "<text class=\"\(style) z\(label.level)\" x=\"\(place)\" y=\"\(ScriptData.text(label.y.rounded()))\""
      if label.lines.count == 1 { return first + ">\(MarkupText.escaped(label.lines[0]))</text>" }
      let spans = label.lines.enumerated().map { index, line in
        "<tspan x=\"\(place)\" dy=\"\(index == 0 ? "-.55em" : "1.1em")\">\(MarkupText.escaped(line))</tspan>"
      }
      return first + ">" + spans.joined() + "</text>"
    }
    for unit in units.indices {
      if let label = labels.coverage[unit], label.level <= LabelLayout.whole, let value = units[unit].coverage {
        text += tag(label, "v coverage figure\(coverage.colour(of: value).isDark ? " d" : "") l\(unit)")
      }
      if let label = labels.uncovered[unit], label.level <= LabelLayout.whole {
        text += tag(label, "v uncovered figure l\(unit)")
      }
      if let label = labels.names[unit], label.level <= LabelLayout.whole { text += tag(label, "name l\(unit)") }
    }
    for label in labels.regions { text += tag(label, "region") }
    for label in labels.services.compactMap({ $0 }) { text += tag(label, "town") }
    for (_, label) in labels.clusters {
      let size = ScriptData.text(MapLabels.badgeRadius * MapDrawing.pixel)
      text +=
        "<g class=\"v coverage uncovered clusters z\(label.level)\"><circle class=\"badge\" cx=\"\(ScriptData.text(label.x.rounded()))\" "
      text += "cy=\"\(ScriptData.text(label.y.rounded()))\" r=\"\(size)\"/>" + tag(label, "number") + "</g>"
    }
    for (index, inset) in drawing.insets.enumerated() {
      text +=
        "<text class=\"letter\" x=\"\(ScriptData.text(inset.x.rounded()))\" y=\"\(ScriptData.text(inset.y.rounded()))\">\(Self.letter(index))</text>"
    }
    return text + "</g>"
  }

  /// The insets beside the map, for the template.
  var insets: [[String: Any]] {
    drawing.insets.enumerated().map { index, inset in
      let (x, y, side) = (ScriptData.text(inset.x), ScriptData.text(inset.y), ScriptData.text(inset.side))
      return [
        "letter": Self.letter(index), "viewBox": "\(x) \(y) \(side) \(side)",
        "pixel": ScriptData.text(inset.side / 150),
      ]
    }
  }

  // MARK: Colours

  /// Over the units of a map that shows nothing else.
  private static var coldSpot: MapSymbol {
    var symbol = MapSymbol.coldSpot
    symbol.fill = Colour(0xcbc9e2)
    return symbol
  }

  private static let core = Colour(0x6baed6)
  private static let fringe = Colour(0xc6dbef)
  private static let threshold = MapSymbol(
    fill: Colour(0xf4f4f1), hatch: .init(angles: [45], colour: Colour(0x525252), spacing: 1.8, width: 0.22),
    label: MapSymbol.thresholdCluster.label)

  private static let alone = MapSymbol(
    fill: Colour(0xffffff), hatch: .init(angles: [0], colour: Colour(0x969696), spacing: 1.6, width: 0.2),
    label: Message(id: "Tanpa tetangga yang punya data", en: "No neighbour with data"))

  /// The rules of CSS that colour the views.
  var styles: String {
    var css = views.map { "[data-view=\($0.rawValue)] .v.\($0.rawValue)" }.joined(separator: ",") + "{display:revert}"
    func rule(_ view: View, _ name: String, _ fill: String) {
      css += "[data-view=\(view.rawValue)] :is(#units,.inset) .\(name){fill:\(fill)}"
    }
    for (index, colour) in coverage.colours.enumerated() { rule(.coverage, "c\(index)", colour.hex) }
    for (index, colour) in reachColours.enumerated() where hasReach { rule(.reach, "r\(index)", colour.hex) }
    rule(.cold, "k", "url(#p-cold)")
    rule(.cold, "i", "url(#p-alone)")
    rule(.clusters, "s", Self.core.hex)
    rule(.clusters, "f", Self.fringe.hex)
    rule(.clusters, "t", "url(#p-low)")
    for view in views {
      rule(view, "n", "url(#p-none)")
      rule(view, "x", "url(#p-withheld)")
    }
    // A label is not seen below its magnification.
    for level in LabelLayout.magnifications.indices.dropLast() {
      let hidden = (level + 1..<LabelLayout.magnifications.count).map { "[data-m=\"\(level)\"] .z\($0)" }
      css += hidden.joined(separator: ",") + "{display:none!important}"
    }
    return css
  }

  // MARK: Legends

  /// A legend for each view: swatches with their meaning and how many units have it.
  func legends(_ texts: ReportTexts) -> [[String: Any]] {
    views.map { view in
      [
        "view": view.rawValue, "title": texts[view.rawValue + "Legend"], "entries": entries(view, texts),
        "circles": view == .uncovered ? circleLegend : "",
      ]
    }
  }

  private func entries(_ view: View, _ texts: ReportTexts) -> [[String: Any]] {
    var entries: [[String: Any]] = []
    // The script counts again, by the class, what a filter leaves.
    func entry(_ fill: String, _ label: String, count: Int?, style: String = "", kind: String = "") {
      if count == 0 && !style.hasPrefix("c") { return }
      entries.append([
        "fill": fill, "label": label, "count": count.map { language.text($0) } ?? "", "hasCount": count != nil,
        "kind": kind, "class": style, "isClass": !style.isEmpty,
      ])
    }
    let known = units.filter { $0.coverage != nil }
    let hasScan = clusters.contains { $0.method == .scan }
    func ring() {
      if hasScan { entry("#fff", MapSymbol.scanCluster.label[language], count: nil, kind: "scan") }
    }
    switch view {
    case .coverage:
      for (index, colour) in coverage.colours.enumerated() {
        let count = known.count { coverage.classification.index(of: $0.coverage ?? 0) == index }
        entry(colour.hex, coverage.label(index, language), count: count, style: "c\(index)")
      }
      ring()
    case .uncovered: ring()
    case .cold:
      entry(
        "url(#p-cold)", MapSymbol.coldSpot.label[language], count: known.count { $0.isColdSpot == true }, style: "k")
      entry("#f4f4f1", texts["notCold"], count: known.count { $0.isColdSpot == false })
      entry("url(#p-alone)", Self.alone.label[language], count: known.count { $0.isColdSpot == nil }, style: "i")
    case .clusters:
      let hasCertainty = units.contains { $0.isCore != nil }
      entry(
        Self.core.hex, hasCertainty ? texts["coreUnits"] : MapSymbol.scanCluster.label[language],
        count: known.count { $0.scanCluster != nil && $0.isCore != false }, style: "s", kind: "scan")
      entry(
        Self.fringe.hex, texts["fringeUnits"], count: known.count { $0.scanCluster != nil && $0.isCore == false },
        style: "f", kind: "scan")
      entry(
        "url(#p-low)", MapSymbol.thresholdCluster.label[language],
        count: known.count { $0.scanCluster == nil && $0.thresholdCluster != nil }, style: "t")
      entry("#f4f4f1", texts["inNoCluster"], count: known.count { $0.scanCluster == nil && $0.thresholdCluster == nil })
    case .reach:
      for (index, colour) in reachColours.enumerated() {
        let count = units.count { $0.reach.map { reachClasses.index(of: $0) == index } ?? false }
        entry(colour.hex, reachClasses.label(index, unit: language.percent, language), count: count, style: "r\(index)")
      }
      entry("url(#p-reach)", MapSymbol.outOfReach.label[language], count: nil)
    }
    entry(
      "url(#p-none)", MapSymbol.noData.label[language],
      count: units.count { $0.coverage == nil && $0.status != .suppressed }, style: "n")
    entry(
      "url(#p-withheld)", MapSymbol.suppressed.label[language], count: units.count { $0.status == .suppressed },
      style: "x")
    if !drawing.services.isEmpty {
      entries.append([
        "fill": "#fff", "label": texts["serviceSign"], "count": "", "hasCount": false, "kind": "point",
        "isClass": false,
      ])
    }
    return entries
  }
}
