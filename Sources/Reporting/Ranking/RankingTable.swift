public import Coverage
internal import Diagnostics
internal import GeoJSON
internal import Tables

/// The ranking as rows: `ranking.csv`, `ranking.xlsx`, and what `rank` prints. Its columns are the figures that the
/// catalogue has for it, under the names of `coverage.geojson`.
public struct RankingTable: Sendable {
  /// Units in rank order.
  let order: [Int]
  let ranking: Ranking
  let results: UnitResults

  var analysis: Analysis { results.analysis }

  init(
    _ analysis: Analysis, by ranking: Ranking, top: Int? = nil, reach: Reach? = nil, spatial: SpatialAnalysis? = nil
  ) {
    results = UnitResults(analysis, spatial, reach)
    self.ranking = ranking
    order = Array(ranking.order(analysis.figures).prefix(top ?? .max))
  }

  /// Ranks first. Figures that the run was not asked for are left out.
  var columns: [FigureColumn] { unitColumns + segmentColumns + noteColumns }

  var unitColumns: [FigureColumn] {
    let ranks: [any FigureOf<UnitResults>] = [UnitFigures.rankByUncovered, UnitFigures.rankByCoverage]
    let names = Set(ranks.map(\.description.name))
    let others = UnitFigures.all.filter {
      $0.description.places.contains(.ranking) && !names.contains($0.description.name)
    }
    return (ranks + others).compactMap { $0.column(of: results) }
  }

  var segmentColumns: [FigureColumn] { SegmentFigures.columns(of: analysis, in: .ranking) }
  var noteColumns: [FigureColumn] { NoteFigures.columns(of: analysis, count: results.count) }

  /// - Parameters:
  ///   - analysis: the units and their figures.
  ///   - ranking: the order of the rows.
  ///   - top: only so many of the first.
  ///   - reach: adds its columns, where service points were given.
  public static func csv(_ analysis: Analysis, by ranking: Ranking, top: Int? = nil, reach: Reach? = nil) -> [UInt8] {
    RankingTable(analysis, by: ranking, top: top, reach: reach).csv
  }

  public static func json(_ analysis: Analysis, by ranking: Ranking, top: Int? = nil) -> [UInt8] {
    RankingTable(analysis, by: ranking, top: top).json
  }

  private var csv: [UInt8] {
    var writer = CSVWriter()
    let columns = columns
    writer.row(columns.map(\.description.name))
    let values = columns.map(\.values)
    for unit in order {
      for column in values { column.append(unit, to: &writer) }
      writer.endRow()
    }
    return writer.bytes
  }

  /// An array of objects, a line each, with null where there is no figure.
  private var json: [UInt8] {
    let columns = columns
    let names = columns.map { JSONText.quoted($0.description.name) }
    let lines = order.map { unit in
      let members = zip(names, columns).map { name, column in
        let text = column.values.text(unit)
        return "\(name): \(text.map { column.description.kind == .text ? JSONText.quoted($0) : $0 } ?? "null")"
      }
      return "  {\(members.joined(separator: ", "))}"
    }
    return Array("[\n\(lines.joined(separator: ",\n"))\n]\n".utf8)
  }
}

extension Property.Values {
  /// A value in a table that spreadsheets and programs read: numbers with two decimals and a point, no sign of what they
  /// are measured in; nil where there is none.
  func text(_ row: Int) -> String? {
    switch self {
    case .text(let values): values[row]
    case .integer(let values): values[row].map { String($0) }
    case .number(let values, _), .unroundedNumber(let values): values[row].flatMap(Self.text)
    case .boolean(let values): values[row].map { $0 ? "true" : "false" }
    }
  }

  /// Adds that text to a row, without making it where it has two decimals.
  func append(_ row: Int, to writer: inout CSVWriter) {
    switch self {
    case .integer(let values): writer.append(values[row])
    case .number(let values, _), .unroundedNumber(let values):
      guard let number = values[row], Self.hundredths(number).magnitude < 0x1p53 else {
        return writer.append(text(row))
      }
      writer.append(hundredths: Int(Self.hundredths(number)))
    case .text, .boolean: writer.append(text(row))
    }
  }

  /// nil for what is no number.
  private static func text(_ number: Double) -> String? {
    guard number.isFinite else { return nil }
    let hundredths = hundredths(number)
    // Larger numbers have no hundredths that could be trusted.
    guard hundredths.magnitude < 0x1p53 else {
      return number.magnitude < 0x1p126 ? String(Int128(number.rounded())) + ".00" : number.description
    }
    let (units, rest) = Int(hundredths.magnitude).quotientAndRemainder(dividingBy: 100)
    return (hundredths < 0 ? "-" : "") + String(units) + (rest < 10 ? ".0" : ".") + String(rest)
  }

  /// Rounded half away from zero.
  static func hundredths(_ number: Double) -> Double { (number * 100).rounded(.toNearestOrAwayFromZero) }
}
