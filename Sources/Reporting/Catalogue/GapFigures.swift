internal import Coverage
internal import Diagnostics

/// The figures of a gap, in the order of `gaps.geojson`. **A new figure of gaps is an entry here**, named in `all`.
package enum GapFigures {
  package static let all: [any FigureOf<GapResults>] = [kind, unitCodes, area, share, uncoveredEstimate]

  package static let kind = Figure<GapResults, String>(
    "kind", title: Message(id: "Jenis", en: "Kind"),
    meaning: Message(
      id:
        "out_of_reach (di luar jangkauan), no_data (tanpa data), boundary_hole (lubang batas), boundary_overlap (batas "
        + "tumpang tindih)",
      en: "out_of_reach, no_data, boundary_hole or boundary_overlap"),
    codes: Gap.Kind.codes
  ) { $0.gaps.map(\.kind.rawValue) }

  package static let unitCodes = Figure<GapResults, String>(
    "unit_codes", title: ClusterFigures.unitCodes.title,
    meaning: Message(
      id: "kode wilayah tempatnya atau yang disentuhnya, dipisahkan “; ”; nama bila tanpa kode",
      en: "codes of the units that it lies in or touches, with “; ” between them; the name of a unit without code")
  ) { $0.gaps.map { $0.unitCodes.joined(separator: "; ") } }

  package static let area = Figure<GapResults, Double>(
    "area_km2", .squareKilometres, title: UnitFigures.area.title,
    meaning: Message(id: "luas geodesik", en: "geodesic area")
  ) { $0.gaps.map(\.areaSquareKilometres) }

  package static let share = Figure<GapResults, Double>(
    "share_pct", .percent, title: Message(id: "Bagian luas wilayah", en: "Share of the unit's area"),
    meaning: Message(
      id: "bagiannya dari luas wilayah; kosong bila tidak terletak di satu wilayah",
      en: "its share of the unit's area; null for what lies in no single unit")
  ) { $0.gaps.map(\.sharePercent) }

  package static let uncoveredEstimate = Figure<GapResults, Int>(
    "uncovered_estimate", title: Message(id: "Taksiran belum terlindungi", en: "Estimate of uncovered"),
    meaning: Message(
      id: "taksiran pekerja belum terlindungi di situ, bila tersebar merata di wilayahnya",
      en: "estimate of the uncovered workers there, if they are spread evenly over the unit")
  ) { $0.gaps.map(\.uncoveredEstimate) }
}

/// What the figures of gaps are read from.
package struct GapResults: FigureSubject {
  let gaps: [Gap]

  package var count: Int { gaps.count }
}
