internal import Coverage
internal import Diagnostics
internal import Reporting

/// Text that QGIS writes into the map.
struct StyleLabel {
  /// Where a label stands; QGIS leaves out those that would lie over others.
  enum Placement {
    case atMiddle
    /// Below the marker that stands in the area's middle.
    case belowMarker
    /// Wherever there is room in the area.
    case inside
    case besidePoint
  }

  var description: String
  /// An expression.
  var expression: String
  /// Which features have it; all, where it is empty.
  var filter = ""
  /// Denominators of the scales at which it begins and ends to be shown; 0 for no limit.
  var farthest = 0
  var nearest = 0
  var size = 8.0
  var isBold = false
  var colour = Palette.Accent.darkest
  /// 0 to 10.
  var priority = 5
  var placement = Placement.atMiddle

  /// Names where there is room for them, and a figure below the names where there is more.
  ///
  /// - Parameters:
  ///   - figure: an expression of text, null where a unit has none.
  ///   - title: of the figure.
  ///   - hasStars: whether units that meet their target have a star in their middle.
  static func units(
    _ names: UnitNames, _ figure: String, _ title: Message, hasStars: Bool, _ scales: LabelScales,
    _ language: Language
  ) -> [StyleLabel] {
    let both = #"\#(names.expression) || coalesce('\n' || \#(figure), '')"#
    let kinds = [
      (
        Message(id: "Nama dan \(title.indonesian)", en: "Name and \(title.english)"), both, far: scales.figures,
        near: 0, size: 8.0
      ),
      (Message(id: "Nama", en: "Name"), names.expression, far: scales.names, near: scales.figures, size: 7),
    ]
    let isMet = "coalesce(\(UnitFigures.status.field), '') = \(StyleRules.quoted(CoverageFigures.Status.targetMet))"
    let places: [(filter: String, placement: Placement)] =
      hasStars ? [(isMet, .belowMarker), ("NOT (\(isMet))", .atMiddle)] : [("", .atMiddle)]
    return kinds.flatMap { description, expression, far, near, size in
      places.map { filter, placement in
        StyleLabel(
          description: description[language], expression: expression, filter: filter, farthest: far, nearest: near,
          size: size, placement: placement)
      }
    }
  }

  static func coverage(_ names: UnitNames, _ scales: LabelScales, _ language: Language) -> [StyleLabel] {
    let number = FieldExpression.number(UnitFigures.coverage, decimals: 1, unit: language.percent, language)
    return units(names, number, Message(id: "cakupan", en: "coverage"), hasStars: true, scales, language)
  }

  static func uncovered(_ names: UnitNames, _ scales: LabelScales, _ language: Language) -> [StyleLabel] {
    let title = Message(id: "belum terlindungi", en: "uncovered")
    return units(
      names, FieldExpression.number(UnitFigures.uncovered, language), title, hasStars: false, scales, language)
  }

  /// Names of parents, which yield to those of units only where a unit fills the screen.
  static func parents(count: Int, _ scales: LabelScales, _ language: Language) -> [StyleLabel] {
    [
      StyleLabel(
        description: Message(id: "Nama wilayah induk", en: "Name of parent")[language],
        // A city keeps its word: people call a regency by its name alone.
        expression: "wordwrap(regexp_replace(\(ParentSumFigures.name.field), "
          + "'^(Kabupaten|KABUPATEN|Kab[.]?|KAB[.]) ', ''), 16)",
        nearest: scales.parents,
        size: count > 30 ? 7 : 10, isBold: true, priority: 8, placement: .inside)
    ]
  }

  /// Names of service points, without the words that all of them begin with.
  ///
  /// - Parameter names: of all points.
  static func services(_ names: [String?], _ scales: LabelScales, _ language: Language) -> [StyleLabel] {
    let field = ServicePointFigures.name.field
    let shared = SharedWords.beginning(names.compactMap(\.self)).utf16.count
    let name = "coalesce(\(shared > 0 ? "substr(\(field), \(shared + 1))" : field), '')"
    return [
      StyleLabel(
        description: ServicePointFigures.name.title[language],
        expression: "wordwrap(\(name), 18)", farthest: 2 * scales.names,
        size: 7.5, colour: Colour(0x034e7b), priority: 7, placement: .besidePoint)
    ]
  }

  /// The numbers that the sentences about clusters go by: of the strongest always, of the others where there is room.
  static func clusters(_ scales: LabelScales, _ language: Language) -> [StyleLabel] {
    let word = Message(id: "Kantong", en: "Cluster")[language]
    let label = StyleLabel(
      description: MapSymbol.scanCluster.label[language], expression: "'\(word) ' || \(ClusterFigures.order.field)",
      size: 9, isBold: true, colour: MapSymbol.scanCluster.outline?.colour ?? Palette.Accent.darkest)
    var (first, others) = (label, label)
    let isScan = StyleRules.isOne(ClusterFigures.method, Cluster.Method.scan)
    first.filter = "\(isScan) AND \(ClusterFigures.order.field) <= \(MapDrawing.mostClusters)"
    first.priority = 10
    others.filter = "\(isScan) AND \(ClusterFigures.order.field) > \(MapDrawing.mostClusters)"
    others.farthest = scales.figures
    return [first, others]
  }

  /// For the template `qgis-style`.
  func values(index: Int) -> [String: Any] {
    let place: (placement: Int, quadrant: Int, down: Double) =
      switch placement {
      case .atMiddle: (1, 4, 0)
      case .belowMarker: (1, 7, 1.4)
      case .inside: (4, 4, 0)
      case .besidePoint: (6, 4, 0)
      }
    return [
      "index": index, "description": description, "expression": expression, "filter": filter, "farthest": farthest,
      "nearest": nearest, "size": size, "weight": isBold ? 75 : 50, "colour": colour.qgis, "priority": priority,
      "placement": place.placement, "quadrant": place.quadrant, "down": place.down,
    ]
  }
}

/// What maps call units: their names, with that of the parent where the layer has the name more than once.
struct UnitNames {
  /// An expression of text in several lines.
  let expression: String

  /// More names than that make a style slow to read; then every unit has its parent's.
  private static let mostListed = 1000

  init(_ names: [String], hasParents: Bool) {
    let counts = names.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    let repeated = counts.filter { $0.value > 1 }.map(\.key).sorted()
    let field = UnitFigures.name.field
    let name = "wordwrap(CASE WHEN length(\(field)) > 40 THEN left(\(field), 39) || '…' ELSE \(field) END, 14)"
    guard hasParents, !repeated.isEmpty else {
      expression = name
      return
    }
    let parent = #"coalesce('\n(' || wordwrap(\#(UnitFigures.parentName.field), 14) || ')', '')"#
    if repeated.count > Self.mostListed {
      expression = "\(name) || \(parent)"
    } else {
      let list = repeated.map(FieldExpression.quoted).joined(separator: ", ")
      expression = "\(name) || CASE WHEN \(field) IN (\(list)) THEN \(parent) ELSE '' END"
    }
  }
}
