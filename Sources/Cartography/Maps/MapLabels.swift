internal import Coverage
internal import Diagnostics
internal import Reporting

/// The words and signs on a map, each with the magnification from which on it is seen: numbers of clusters, names of
/// regions and service points, and of each unit its name and figures.
struct MapLabels {
  struct Text {
    let lines: [String]
    let x, y: Double
    /// The position in `LabelLayout.magnifications`.
    let level: Int
  }

  /// Of type, in pixels.
  static let regionSize = 13.0, serviceSize = 11.0, figureSize = 11.0, nameSize = 10.5
  static let badgeRadius = 9.0
  static let serviceRadius = 4.5

  /// By the order of the cluster.
  let clusters: [(order: Int, text: Text)]
  let regions: [Text]
  /// The name begins to the right of the sign.
  let services: [Text?]
  /// By unit.
  let coverage: [Text?]
  let uncovered: [Text?]
  let names: [Text?]
  /// The boxes of all labels that are seen at a magnification, for tests.
  let layouts: (coverage: LabelLayout, uncovered: LabelLayout)

  init(
    _ drawing: MapDrawing, _ units: [ReportUnit], _ found: [Cluster], circles: CircleScale, _ language: Language
  ) {
    let pixel = MapDrawing.pixel
    var layout = LabelLayout(pixel: pixel, width: drawing.grid.width, height: drawing.grid.height)
    // Signs come first: names make way for them.
    let services = drawing.services.enumerated().map { index, service in
      LabelLayout.Label.centred(
        x: service.place.x, y: service.place.y, width: 2 * Self.serviceRadius + 1,
        height: 2 * Self.serviceRadius + 1, owner: -1 - index)
    }
    // They are there at all magnifications, even over each other.
    for label in services { layout.stand(label) }
    for inset in drawing.insets {
      layout.stand(LabelLayout.Label(x: inset.x, y: inset.y, left: 14, right: 0, above: 13, below: 2))
    }
    clusters = found.filter { $0.method == .scan && $0.order <= MapDrawing.mostClusters }.compactMap { cluster in
      let shapes = Set(cluster.units.compactMap { drawing.shapeOfUnit[$0] })
      let members = shapes.filter { drawing.anchors[$0] != nil }.sorted {
        (drawing.rooms[$0].width * drawing.rooms[$0].height, $1) > (
          drawing.rooms[$1].width * drawing.rooms[$1].height, $0
        )
      }
      let choices = members.prefix(12).compactMap { drawing.anchors[$0] }.map {
        LabelLayout.Label.centred(
          x: $0.x, y: $0.y, width: 2 * Self.badgeRadius + 2, height: 2 * Self.badgeRadius + 2)
      }
      return layout.add(anyOf: choices).map { found in
        let place = choices[found.choice]
        return (cluster.order, Text(lines: ["\(cluster.order)"], x: place.x, y: place.y, level: found.level))
      }
    }
    let weights = drawing.regions.names.indices.map { region in
      units.indices.reduce(0) {
        $0 + (drawing.regions.ofUnit[$1] == region ? drawing.rooms[$1].width * drawing.rooms[$1].height : 0)
      }
    }
    // Large regions have room for their names elsewhere; small ones have not.
    let order = drawing.regions.names.indices.sorted { (weights[$0], $0) < (weights[$1], $1) }
    var texts = [Text?](repeating: nil, count: order.count)
    for region in order {
      guard let place = drawing.regionPlaces[region].first else { continue }
      let lines = TextWidth.lines(drawing.regions.names[region], from: 11)
      let width = (lines.map { TextWidth.of($0, size: Self.regionSize) }.max() ?? 0) * 1.05 + 4
      let height = Double(lines.count) * Self.regionSize * 1.15 + 3
      let shifts: [(Double, Double)] = [
        (0, 0), (0.35, 0), (-0.35, 0), (0, -0.75), (0, 0.75), (0.62, 0), (-0.62, 0), (0.45, -0.75), (-0.45, -0.75),
        (0.45, 0.75), (-0.45, 0.75),
      ]
      // Where the name lies within the region, and then so near that it still touches the best of these places: within the
      // region or at sea, for a name over another region would be that one's.
      let inside = drawing.regionPlaces[region].filter { $0.width >= 0.9 * width * pixel }.prefix(16).map {
        ($0.x, $0.y)
      }
      let beside = shifts.map { dx, dy in (place.x + dx * width * pixel, place.y + dy * height * pixel) }.filter {
        guard let unit = drawing.unit(atX: $0.0, y: $0.1) else { return true }
        return drawing.regions.ofUnit[unit] == region
      }
      let choices = (inside + beside).map {
        LabelLayout.Label.centred(x: $0.0, y: $0.1, width: width, height: height)
      }
      if let found = layout.add(anyOf: choices) {
        texts[region] = Text(lines: lines, x: choices[found.choice].x, y: choices[found.choice].y, level: found.level)
      }
    }
    regions = texts.compactMap { $0 }
    let named = zip(drawing.services, services).map { service, sign in
      var label = sign
      label.right = Self.serviceRadius + 3 + TextWidth.of(service.name, size: Self.serviceSize)
      label.above = Self.serviceSize * 0.6
      label.below = Self.serviceSize * 0.6
      return label
    }
    self.services = zip(layout.add(named), drawing.services).map { level, service in
      level.flatMap { level in
        service.name.isEmpty
          ? nil : Text(lines: [service.name], x: service.place.x, y: service.place.y, level: level)
      }
    }

    // Figures of each view, and names, which are in all views, beside both.
    func figures(
      _ layout: inout LabelLayout, _ text: (ReportUnit) -> String?, circles: ((ReportUnit) -> Double)? = nil
    ) -> [Text?] {
      let words = units.map(text)
      let shown = units.indices.filter { words[$0] != nil && drawing.anchors[$0] != nil }.sorted {
        (units[$0].rankByUncovered ?? .max, $0) < (units[$1].rankByUncovered ?? .max, $1)
      }
      let labels = shown.map { unit -> LabelLayout.Label in
        let (place, word) = (drawing.anchors[unit] ?? MapDrawing.Point(x: 0, y: 0), words[unit] ?? "")
        let width = TextWidth.of(word, size: Self.figureSize) + 2
        var label = LabelLayout.Label.centred(
          x: place.x, y: place.y, width: width, height: Self.figureSize * 1.1,
          room: circles == nil ? drawing.rooms[unit] : nil, owner: unit)
        // The number of a small circle would hide it.
        if let circles, 2.4 * circles(units[unit]) < width { label.least = LabelLayout.near }
        return label
      }
      var texts = [Text?](repeating: nil, count: units.count)
      for (index, level) in layout.add(labels).enumerated() {
        guard let level, let word = words[shown[index]] else { continue }
        texts[shown[index]] = Text(lines: [word], x: labels[index].x, y: labels[index].y, level: level)
      }
      return texts
    }
    var first = layout
    coverage = figures(&first, { $0.coverage.map { language.text($0, decimals: 0) } })
    var second = layout
    uncovered = figures(
      &second, { $0.uncovered.map { language.text($0) } }, circles: { circles.radius($0.uncovered ?? 0) })
    let shown = units.indices.filter { drawing.anchors[$0] != nil && !drawing.regions.areUnits }.sorted {
      (units[$0].rankByUncovered ?? .max, $0) < (units[$1].rankByUncovered ?? .max, $1)
    }
    let labels = shown.map { unit -> LabelLayout.Label in
      let place = drawing.anchors[unit] ?? MapDrawing.Point(x: 0, y: 0)
      let width = TextWidth.of(units[unit].name, size: Self.nameSize) + 2
      // Below the figure, whose line it holds.
      return LabelLayout.Label(
        x: place.x, y: place.y, left: width / 2, right: width / 2, above: Self.figureSize * 0.6,
        below: Self.figureSize * 0.6 + Self.nameSize * 1.15,
        room: (drawing.rooms[unit].width * 1.15, .infinity), owner: unit)
    }
    let (one, other) = (first.add(labels), second.add(labels))
    var names = [Text?](repeating: nil, count: units.count)
    for (index, unit) in shown.enumerated() {
      guard let one = one[index], let other = other[index] else { continue }
      names[unit] = Text(lines: [units[unit].name], x: labels[index].x, y: labels[index].y, level: max(one, other))
    }
    self.names = names
    layouts = (first, second)
  }
}
