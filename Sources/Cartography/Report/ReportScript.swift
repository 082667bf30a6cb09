internal import Coverage
internal import Diagnostics
internal import GeoJSON
internal import Reporting

/// What the script of the report is given: the units' figures by position, and where it finds what it shows.
///
/// The script knows no figure by name. The panel that tells of one unit has a line for each figure that the catalogue has
/// for the report, in the form of its type and measure.
struct ReportScript {
  /// Where in a unit's values its labels are; the figures follow, and then the segments.
  enum Position {
    static let name = 0
    static let code = 1
    static let parent = 2
    static let firstFigure = 3
  }

  /// In the order in which the table sorts by them.
  static let statuses: [CoverageFigures.Status] = [.underTarget, .targetMet, .suppressed, .noData]

  private let results: Results
  private let units: [ReportUnit]
  private let map: ReportMap
  private let levels: [ReportGroup.Level]
  private let texts: ReportTexts
  private let columns: [FigureColumn]

  init(
    _ results: Results, _ units: [ReportUnit], _ map: ReportMap, _ levels: [ReportGroup.Level], _ texts: ReportTexts
  ) {
    self.results = results
    self.units = units
    self.map = map
    self.levels = levels
    self.texts = texts
    columns = UnitFigures.all.filter { $0.description.places.contains(.report) }.map {
      $0.filledColumn(of: results.units)
    }
  }

  private var language: Language { texts.language }

  /// Units in rank order, those without a rank last.
  var order: [Int] {
    let ranked = units.enumerated().map { (rank: $1.rankByUncovered ?? .max, unit: $0) }
    return ranked.sorted { $0 < $1 }.map(\.unit)
  }

  /// Where in a unit's values a figure is, which the catalogue must have for the report.
  func position<Value>(of figure: Figure<UnitResults, Value>) -> Int {
    guard let index = columns.firstIndex(where: { $0.description.name == figure.name }) else {
      preconditionFailure("the catalogue does not have \(figure.name) for the report")
    }
    return Position.firstFigure + index
  }

  // MARK: The panel

  /// A line of the panel. Where a value is missing there is none, but for what can be told of a unit with coverage only.
  private struct Line {
    let label: String
    /// How the script shows the value.
    let form: String
    let position: Int
    /// The upper end, where the line tells an interval.
    var upper: Int?
    /// The position of what must be true for the line to be shown.
    var condition: Int?

    var json: String {
      var members = "\"label\":\(ScriptData.quoted(label)),\"form\":\(ScriptData.quoted(form)),\"at\":\(position)"
      if let upper { members += ",\"to\":\(upper)" }
      if let condition { members += ",\"only\":\(condition)" }
      return "{\(members)}"
    }
  }

  private var lines: [Line] {
    columns.enumerated().compactMap { index, column in
      let figure = column.description
      var line = Line(
        label: figure.title[language], form: Self.form(figure), position: Position.firstFigure + index)
      switch figure.name {
      case UnitFigures.status.name, UnitFigures.isOver100.name:
        // They are the first line together.
        return nil
      case UnitFigures.coverageLow.name:
        line = Line(
          label: texts["interval"], form: line.form, position: line.position,
          upper: position(of: UnitFigures.coverageHigh))
      case UnitFigures.coverageHigh.name: return nil
      case UnitFigures.enrolmentRatio.name:
        // Elsewhere it is the coverage.
        line.condition = position(of: UnitFigures.isOver100)
      default: break
      }
      return line
    }
  }

  private static func form(_ figure: FigureDescription) -> String {
    switch (figure.kind, figure.measure) {
    case (.integer, _):
      [UnitFigures.scanCluster.name, UnitFigures.thresholdCluster.name].contains(figure.name) ? "cluster" : "count"
    case (.number, .percent?): "percent"
    case (.number, .kilometres?): "kilometres"
    case (.number, .squareKilometres?): "squareKilometres"
    case (.number, nil): "number"
    case (.boolean, _): "yesOrNo"
    case (.text, _): "text"
    }
  }

  // MARK: The data

  /// The texts that the script uses.
  private static let scriptTexts = [
    "mapUnits", "over100", "scanCluster", "yes", "no", "filterCount", "wheelHint", "back",
  ]

  /// The figures that the script itself goes by.
  private var places: [(role: String, position: Int)] {
    [
      ("name", Position.name), ("code", Position.code), ("parent", Position.parent),
      ("status", position(of: UnitFigures.status)), ("over", position(of: UnitFigures.isOver100)),
      ("share", position(of: UnitFigures.coverage)), ("gap", position(of: UnitFigures.uncovered)),
      ("eligible", position(of: UnitFigures.eligible)), ("covered", position(of: UnitFigures.covered)),
      ("rank", position(of: UnitFigures.rankByUncovered)), ("low", position(of: UnitFigures.coverageLow)),
      ("high", position(of: UnitFigures.coverageHigh)),
      ("cold", position(of: UnitFigures.coldSpot)), ("scan", position(of: UnitFigures.scanCluster)),
      ("segments", Position.firstFigure + columns.count), ("place", Position.firstFigure + columns.count + 1),
    ]
  }

  private typealias JSON = ScriptData

  private var labels: [(role: String, label: Message)] {
    [
      ("status", UnitFigures.status.title), ("share", UnitFigures.coverage.title),
      ("gap", UnitFigures.uncovered.title), ("cold", UnitFigures.coldSpot.title),
    ]
  }

  /// The first position of each class but the lowest, so that the script classes as the map does.
  private var bounds: [String] { map.coverage.classification.bounds.dropFirst().dropLast().map { "\($0)" } }

  /// Where a unit's labels stand, and from which magnification on: of coverage, of uncovered workers, of its name.
  private func place(_ unit: Int) -> String {
    guard let place = map.drawing.anchors[unit] else { return "null" }
    let labels = [map.labels.coverage[unit], map.labels.uncovered[unit], map.labels.names[unit]]
    return JSON.list(
      [JSON.text(place.x.rounded()), JSON.text(place.y.rounded())] + labels.map { JSON.text($0?.level) })
  }

  /// - Parameter table: the columns of the table of units.
  func data(table: String) -> String {
    func object(_ members: [(String, String)]) -> String {
      "{\(members.map { "\(JSON.quoted($0)):\($1)" }.joined(separator: ","))}"
    }
    let clusters = results.spatial.clusters.map { cluster in
      (
        String(cluster.number),
        "{\"view\":\(JSON.quoted(ReportMap.View(cluster.method).rawValue)),\"order\":\(cluster.order),"
          + "\"units\":\(JSON.list(cluster.units.map { String($0) }))}"
      )
    }
    // Eligible and uncovered workers of each segment of each unit.
    let segments = results.analysis.segmentLabels.indices.map { index in
      let subject = SegmentResults(analysis: results.analysis, index: index)
      return (SegmentFigures.eligible.values(of: subject), SegmentFigures.uncovered.values(of: subject))
    }
    let rows = units.indices.map { unit in
      JSON.list(
        [JSON.quoted(units[unit].name), JSON.text(units[unit].code), JSON.text(units[unit].parent)]
          + columns.map { $0.values.json(unit) }
          + [JSON.list(segments.map { JSON.list([JSON.text($0[unit]), JSON.text($1[unit])]) }), place(unit)])
    }
    let groups = levels.enumerated().map { depth, level in
      // The last level are the parents, which each unit names itself.
      JSON.list(
        level.groups.map { group in
          "{\"name\":\(JSON.quoted(group.name))"
            + (depth + 1 < levels.count ? ",\"units\":\(JSON.list(group.units.map { String($0) }))" : "") + "}"
        })
    }
    let statuses = Self.statuses.map {
      JSON.list([JSON.quoted($0.rawValue), JSON.quoted($0.label[language])])
    }
    let members = [
      ("language", JSON.quoted(language.rawValue)),
      ("texts", object(Self.scriptTexts.map { ($0, JSON.quoted(texts[$0])) })),
      ("at", object(places.map { ($0, String($1)) })),
      ("labels", object(labels.map { ($0, JSON.quoted($1[language])) })), ("lines", JSON.list(lines.map(\.json))),
      ("statuses", JSON.list(statuses)), ("order", JSON.list(order.map { String($0) })),
      ("segments", JSON.list(results.analysis.segmentLabels.map(JSON.quoted))), ("clusters", object(clusters)),
      ("groups", JSON.list(groups)), ("bounds", JSON.list(bounds)), ("table", table),
      ("dark", JSON.list(map.coverage.colours.map { $0.isDark ? "1" : "0" })),
      ("magnifications", JSON.list(LabelLayout.magnifications.map { "\($0)" })), ("whole", "\(LabelLayout.whole)"),
      ("pixel", "\(MapDrawing.pixel)"),
      ("insets", JSON.list(map.drawing.insets.map { JSON.list(map.drawing.units(in: $0).map { String($0) }) })),
      ("circle", JSON.list([JSON.text(map.scale.largest), JSON.text(map.scale.most)])),
      ("units", "[\n\(rows.joined(separator: ",\n"))\n]"),
    ]
    return object(members)
  }
}

extension Property.Values {
  /// The value of one unit as the script reads it.
  fileprivate func json(_ unit: Int) -> String {
    switch self {
    case .text(let values): ScriptData.text(values[unit])
    case .integer(let values): ScriptData.text(values[unit])
    case .number(let values, _), .unroundedNumber(let values): ScriptData.text(values[unit])
    case .boolean(let values): ScriptData.text(values[unit])
    }
  }
}
