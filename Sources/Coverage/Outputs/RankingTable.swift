internal import GeoJSON
internal import Tables

/// The ranking as rows: `ranking.csv`, and what `rank` prints.
public struct RankingTable: Sendable {
  /// A column: its name in files, and its values by unit.
  struct ColumnOfUnits {
    let name: String
    /// Whether JSON writes the values as text; the others are numbers.
    var isText = false
    let text: (Int) -> String?
  }

  /// Units in rank order.
  let order: [Int]
  private let analysis: Analysis
  private let reach: Reach?

  init(_ analysis: Analysis, by ranking: Ranking, top: Int? = nil, reach: Reach? = nil) {
    self.analysis = analysis
    self.reach = reach
    order = Array(ranking.order(analysis.figures).prefix(top ?? .max))
  }

  /// Names are those of `coverage.geojson`; percentages have two decimals, a point and no sign, so that spreadsheets
  /// and programs read them as numbers.
  var columns: [ColumnOfUnits] {
    let figures = analysis.figures
    let units = analysis.layer.units
    func integer(_ value: @escaping (CoverageFigures.Counts) -> Int) -> (Int) -> String? {
      { figures.units[$0].map { String(value($0)) } }
    }
    func percent(_ value: @escaping (Int) -> Double?) -> (Int) -> String? {
      { value($0).map { Self.decimals(100 * $0) } }
    }
    var columns = [
      ColumnOfUnits(name: "rank_uncovered") { figures.rankByUncovered[$0].map(String.init) },
      ColumnOfUnits(name: "rank_coverage") { figures.rankByCoverage[$0].map(String.init) },
      ColumnOfUnits(name: "code", isText: true) { units[$0].code },
      ColumnOfUnits(name: "name", isText: true) { units[$0].name },
      ColumnOfUnits(name: "parent_code", isText: true) { units[$0].parentCode },
      ColumnOfUnits(name: "parent_name", isText: true) { units[$0].parentName },
      ColumnOfUnits(name: "eligible") { figures.partialEligible[$0].map(String.init) },
      ColumnOfUnits(name: "enrolled") { figures.partialEnrolled[$0].map(String.init) },
      ColumnOfUnits(name: "covered", text: integer(\.covered)),
      ColumnOfUnits(name: "uncovered", text: integer(\.uncovered)),
      ColumnOfUnits(name: "surplus", text: integer(\.surplus)),
      ColumnOfUnits(name: "coverage_pct", text: percent { figures.units[$0]?.coverage }),
      ColumnOfUnits(name: "coverage_low_pct", text: percent { figures.intervals[$0]?.lower }),
      ColumnOfUnits(name: "coverage_high_pct", text: percent { figures.intervals[$0]?.upper }),
      ColumnOfUnits(name: "enrolment_ratio_pct", text: percent { figures.units[$0]?.enrolmentRatio }),
      ColumnOfUnits(name: "coverage_eb_pct", text: percent { figures.smoothed[$0] }),
      ColumnOfUnits(name: "target_gap", text: integer(\.targetGap)),
      ColumnOfUnits(name: "status", isText: true) { figures.status[$0].rawValue },
    ]
    if let reach {
      let (percents, kilometres) = (reach.percents, reach.nearestKilometres)
      columns += [
        ColumnOfUnits(name: "reach_pct") { percents[$0].map(Self.decimals) },
        ColumnOfUnits(name: "nearest_point_km") { kilometres[$0].map(Self.decimals) },
      ]
    }
    for (index, segment) in analysis.join.segments.enumerated() {
      let counts = figures.segments[index]
      columns += [
        ColumnOfUnits(name: "eligible_\(segment.key)") { analysis.join.eligible[index][$0].map(String.init) },
        ColumnOfUnits(name: "enrolled_\(segment.key)") { analysis.join.enrolled[index][$0].map(String.init) },
        ColumnOfUnits(name: "uncovered_\(segment.key)") { counts[$0].map { String($0.uncovered) } },
        ColumnOfUnits(name: "coverage_\(segment.key)_pct") { counts[$0]?.coverage.map { Self.decimals(100 * $0) } },
      ]
    }
    // In every row, because rows are copied out of tables.
    columns += analysis.caveats.map { caveat in ColumnOfUnits(name: caveat.name, isText: true) { _ in caveat.text } }
    return columns
  }

  /// Two decimals with a point.
  static func decimals(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded(.toNearestOrAwayFromZero))
    let fraction = hundredths % 100
    return String(hundredths / 100) + (fraction < 10 ? ".0" : ".") + String(fraction)
  }

  /// - Parameter reach: adds its columns, where service points were given.
  public static func csv(_ analysis: Analysis, by ranking: Ranking, top: Int? = nil, reach: Reach? = nil) -> [UInt8] {
    RankingTable(analysis, by: ranking, top: top, reach: reach).csv
  }

  public static func json(_ analysis: Analysis, by ranking: Ranking, top: Int? = nil) -> [UInt8] {
    RankingTable(analysis, by: ranking, top: top).json
  }

  private var csv: [UInt8] {
    var writer = CSVWriter()
    let columns = columns
    writer.row(columns.map(\.name))
    for unit in order { writer.row(columns.map { $0.text(unit) }) }
    return writer.bytes
  }

  /// An array of objects, a line each, with null where there is no figure.
  private var json: [UInt8] {
    let columns = columns
    let lines = order.map { unit in
      let members = columns.map { column in
        let value = column.text(unit).map { column.isText ? JSONText.quoted($0) : $0 } ?? "null"
        return "\(JSONText.quoted(column.name)): \(value)"
      }
      return "  {\(members.joined(separator: ", "))}"
    }
    return Array("[\n\(lines.joined(separator: ",\n"))\n]\n".utf8)
  }
}
