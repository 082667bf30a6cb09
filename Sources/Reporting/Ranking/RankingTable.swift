public import Coverage
internal import Diagnostics
internal import GeoJSON
internal import Tables

/// The ranking as rows: `ranking.csv`, `ranking.xlsx`, and what `rank` prints.
public struct RankingTable: Sendable {
  /// A column: its name in files, what it means, and its values by unit.
  struct ColumnOfUnits {
    enum Kind { case text, integer, decimal }

    let name: String
    let kind: Kind
    let meaning: Message
    let text: (Int) -> String?

    init(
      _ name: String, _ kind: Kind, id: String, en: String, text: @escaping (Int) -> String?
    ) {
      self.name = name
      self.kind = kind
      meaning = Message(id: id, en: en)
      self.text = text
    }
  }

  /// Units in rank order.
  let order: [Int]
  let ranking: Ranking
  let analysis: Analysis
  private let reach: Reach?

  init(_ analysis: Analysis, by ranking: Ranking, top: Int? = nil, reach: Reach? = nil) {
    self.analysis = analysis
    self.reach = reach
    self.ranking = ranking
    order = Array(ranking.order(analysis.figures).prefix(top ?? .max))
  }

  /// Names are those of `coverage.geojson`; percentages have two decimals, a point and no sign, so that spreadsheets
  /// and programs read them as numbers.
  var columns: [ColumnOfUnits] {
    // In every row, because rows are copied out of tables.
    unitColumns + reachColumns + segmentColumns
      + analysis.caveats.map { caveat in
        ColumnOfUnits(caveat.name, .text, id: "catatan", en: "note") { _ in caveat.text }
      }
  }

  private var unitColumns: [ColumnOfUnits] {
    let figures = analysis.figures
    let units = analysis.layer.units
    func integer(_ value: @escaping (CoverageFigures.Counts) -> Int) -> (Int) -> String? {
      { figures.units[$0].map { String(value($0)) } }
    }
    func percent(_ value: @escaping (Int) -> Double?) -> (Int) -> String? {
      { value($0).map { Self.decimals(100 * $0) } }
    }
    return [
      ColumnOfUnits(
        "rank_uncovered", .integer, id: "peringkat menurut pekerja belum terlindungi, terbanyak dahulu",
        en: "rank by uncovered workers, most first"
      ) { figures.rankByUncovered[$0].map(String.init) },
      ColumnOfUnits(
        "rank_coverage", .integer, id: "peringkat menurut cakupan, terendah dahulu",
        en: "rank by coverage, lowest first"
      ) { figures.rankByCoverage[$0].map(String.init) },
      ColumnOfUnits("code", .text, id: "kode wilayah pada peta", en: "code of the unit in the map") { units[$0].code },
      ColumnOfUnits("name", .text, id: "nama wilayah", en: "name of the unit") { units[$0].name },
      ColumnOfUnits("parent_code", .text, id: "kode wilayah induk", en: "code of the unit above") {
        units[$0].parentCode
      },
      ColumnOfUnits("parent_name", .text, id: "nama wilayah induk", en: "name of the unit above") {
        units[$0].parentName
      },
      ColumnOfUnits(
        "eligible", .integer, id: "potensi: pekerja yang seharusnya terlindungi",
        en: "workers who should be covered (the denominator)"
      ) { figures.partialEligible[$0].map(String.init) },
      ColumnOfUnits("enrolled", .integer, id: "peserta aktif", en: "active participants") {
        figures.partialEnrolled[$0].map(String.init)
      },
      ColumnOfUnits(
        "covered", .integer, id: "terlindungi: peserta aktif, paling banyak sebesar potensi di setiap segmen",
        en: "active participants, at most the eligible workers of each segment", text: integer(\.covered)),
      ColumnOfUnits(
        "uncovered", .integer, id: "belum terlindungi: potensi dikurangi yang terlindungi",
        en: "eligible workers who are not covered", text: integer(\.uncovered)),
      ColumnOfUnits(
        "surplus", .integer, id: "peserta aktif melebihi potensi; tidak menutupi kesenjangan di tempat lain",
        en: "active participants beyond the eligible workers; covers no gap elsewhere", text: integer(\.surplus)),
      ColumnOfUnits(
        "coverage_pct", .decimal, id: "cakupan dalam persen: terlindungi / potensi",
        en: "coverage in per cent: covered / eligible", text: percent { figures.units[$0]?.coverage }),
      ColumnOfUnits(
        "coverage_low_pct", .decimal, id: "batas bawah selang kepercayaan 95 % (Wilson)",
        en: "lower end of the 95 % interval (Wilson)", text: percent { figures.intervals[$0]?.lower }),
      ColumnOfUnits(
        "coverage_high_pct", .decimal, id: "batas atas selang kepercayaan 95 % (Wilson)",
        en: "upper end of the 95 % interval (Wilson)", text: percent { figures.intervals[$0]?.upper }),
      ColumnOfUnits(
        "enrolment_ratio_pct", .decimal, id: "peserta aktif / potensi dalam persen; bisa melebihi 100",
        en: "active participants / eligible workers in per cent; may exceed 100",
        text: percent { figures.units[$0]?.enrolmentRatio }),
      ColumnOfUnits(
        "coverage_eb_pct", .decimal, id: "cakupan yang dihaluskan (empirical Bayes), untuk wilayah kecil",
        en: "smoothed coverage (empirical Bayes), for small units", text: percent { figures.smoothed[$0] }),
      ColumnOfUnits(
        "target_gap", .integer, id: "pekerja yang masih harus didaftarkan untuk mencapai target",
        en: "workers still to enrol to reach the target", text: integer(\.targetGap)),
      ColumnOfUnits(
        "status", .text,
        id:
          "target_met (target tercapai), under_target (di bawah target), no_data (tanpa data), suppressed (disembunyikan)",
        en: "target_met, under_target, no_data or suppressed"
      ) { figures.status[$0].rawValue },
    ]
  }

  private var reachColumns: [ColumnOfUnits] {
    guard let reach else { return [] }
    let (percents, kilometres) = (reach.percents, reach.nearestKilometres)
    return [
      ColumnOfUnits(
        "reach_pct", .decimal, id: "bagian luas wilayah yang terjangkau titik layanan, dalam persen",
        en: "share of the area within reach of a service point, in per cent"
      ) { percents[$0].map(Self.decimals) },
      ColumnOfUnits(
        "nearest_point_km", .decimal,
        id: "jarak dari titik tengah wilayah ke titik layanan terdekat, dalam kilometer",
        en: "kilometres from the unit's centre to the nearest service point"
      ) { kilometres[$0].map(Self.decimals) },
    ]
  }

  private var segmentColumns: [ColumnOfUnits] {
    analysis.join.segments.enumerated().flatMap { index, segment in
      let counts = analysis.figures.segments[index]
      let key = segment.key
      let label = segment.label
      let join = analysis.join
      return [
        ColumnOfUnits("eligible_\(key)", .integer, id: "potensi segmen \(label)", en: "eligible workers in \(label)") {
          join.eligible[index][$0].map(String.init)
        },
        ColumnOfUnits("enrolled_\(key)", .integer, id: "peserta aktif \(label)", en: "active participants in \(label)")
        {
          join.enrolled[index][$0].map(String.init)
        },
        ColumnOfUnits(
          "uncovered_\(key)", .integer, id: "belum terlindungi di segmen \(label)", en: "uncovered workers in \(label)"
        ) { counts[$0].map { String($0.uncovered) } },
        ColumnOfUnits(
          "coverage_\(key)_pct", .decimal, id: "cakupan segmen \(label) dalam persen",
          en: "coverage in \(label), in per cent"
        ) { counts[$0]?.coverage.map { Self.decimals(100 * $0) } },
      ]
    }
  }

  /// Two decimals with a point.
  static func decimals(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded(.toNearestOrAwayFromZero))
    let fraction = hundredths % 100
    return String(hundredths / 100) + (fraction < 10 ? ".0" : ".") + String(fraction)
  }

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
    writer.row(columns.map(\.name))
    for unit in order { writer.row(columns.map { $0.text(unit) }) }
    return writer.bytes
  }

  /// An array of objects, a line each, with null where there is no figure.
  private var json: [UInt8] {
    let columns = columns
    let lines = order.map { unit in
      let members = columns.map { column in
        let value = column.text(unit).map { column.kind == .text ? JSONText.quoted($0) : $0 } ?? "null"
        return "\(JSONText.quoted(column.name)): \(value)"
      }
      return "  {\(members.joined(separator: ", "))}"
    }
    return Array("[\n\(lines.joined(separator: ",\n"))\n]\n".utf8)
  }
}
