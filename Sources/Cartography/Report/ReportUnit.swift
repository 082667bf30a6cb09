internal import Coverage
internal import GeoJSON
internal import Reporting

/// What the report says of one unit, as the layer shows it: what is withheld there is nil here.
struct ReportUnit: Sendable {
  struct Segment: Sendable {
    let eligible, enrolled, uncovered: Int?
    let coverage: Double?
  }

  let name: String
  let code: String?
  let parent: String?
  let eligible, enrolled, covered, uncovered, surplus, targetGap: Int?
  /// Percentages.
  let coverage, low, high, enrolmentRatio, smoothed: Double?
  let rankByUncovered, rankByCoverage: Int?
  let status: CoverageFigures.Status
  let isOver100: Bool?
  let isColdSpot: Bool?
  let scanCluster, thresholdCluster: Int?
  let methodsAgreeing: Int?
  let neighbours: Int?
  let reach, nearestPoint: Double?
  let segments: [Segment]

  /// Every unit of a run, in the order of the layer.
  static func all(_ results: Results) -> [ReportUnit] {
    let columns = UnitColumns(results.layers.coverage)
    let units = results.analysis.layer.units
    let figures = results.analysis.figures
    let segments = results.analysis.segments
    return units.indices.map { unit in
      func integer(_ name: String) -> Int? { columns.integer(name, unit) }
      func number(_ name: String) -> Double? { columns.number(name, unit) }
      return ReportUnit(
        name: units[unit].name, code: units[unit].code, parent: units[unit].parentName ?? units[unit].parentCode,
        eligible: integer("eligible"), enrolled: integer("enrolled"), covered: integer("covered"),
        uncovered: integer("uncovered"), surplus: integer("surplus"), targetGap: integer("target_gap"),
        coverage: number("coverage_pct"), low: number("coverage_low_pct"), high: number("coverage_high_pct"),
        enrolmentRatio: number("enrolment_ratio_pct"), smoothed: number("coverage_eb_pct"),
        rankByUncovered: integer("rank_uncovered"), rankByCoverage: integer("rank_coverage"),
        status: figures.status[unit], isOver100: columns.boolean("over_100", unit),
        isColdSpot: columns.boolean("cold_spot", unit), scanCluster: integer("scan_cluster"),
        thresholdCluster: integer("threshold_cluster"), methodsAgreeing: integer("methods_agreeing"),
        neighbours: integer("neighbours"), reach: number("reach_pct"), nearestPoint: number("nearest_point_km"),
        segments: segments.map { segment in
          Segment(
            eligible: integer("eligible_\(segment.key)"), enrolled: integer("enrolled_\(segment.key)"),
            uncovered: integer("uncovered_\(segment.key)"), coverage: number("coverage_\(segment.key)_pct"))
        })
    }
  }
}

/// The properties of a layer by name. One that the layer lacks is nil everywhere, as reach is without service points.
private struct UnitColumns {
  private let values: [String: Property.Values]

  init(_ layer: FeatureCollection) {
    values = Dictionary(uniqueKeysWithValues: layer.properties.map { ($0.name, $0.values) })
  }

  func integer(_ name: String, _ unit: Int) -> Int? {
    if case .integer(let column)? = values[name] { return column[unit] }
    return nil
  }

  func number(_ name: String, _ unit: Int) -> Double? {
    switch values[name] {
    case .number(let column, _)?, .unroundedNumber(let column)?: return column[unit]
    default: return nil
    }
  }

  func boolean(_ name: String, _ unit: Int) -> Bool? {
    if case .boolean(let column)? = values[name] { return column[unit] }
    return nil
  }
}
