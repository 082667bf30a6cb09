package import Coverage
internal import Diagnostics

extension Summary {
  /// What is out of reach of the service points.
  package func reach(_ reach: Reach, _ analysis: Analysis) -> [String] {
    let totals = Reach.Totals(reach, analysis.layer)
    let points = totals.points
    let share = totals.outOfReachPct.map { language.text($0, decimals: 1) + " %" } ?? "–"
    var lines = [
      row(
        language.text(id: "Jangkauan", en: "Reach"),
        language.text(
          id: "\(share) luas wilayah (\(id: totals.areaOutOfReachKm2, decimals: 0) km²) lebih dari "
            + "\(id: totals.reachKm, significant: 3) km dari \(id: points) titik layanan",
          en: "\(share) of the area (\(en: totals.areaOutOfReachKm2, decimals: 0) km²) is further than "
            + "\(en: totals.reachKm, significant: 3) km from "
            + (points == 1 ? "the service point" : "all \(en: points) service points"))),
      row(
        "",
        language.text(
          id:
            "taksiran \(id: totals.uncoveredEstimate) pekerja belum terlindungi di sana, bila tersebar merata menurut "
            + "luas",
          en:
            "an estimated \(en: totals.uncoveredEstimate, "uncovered worker lives", "uncovered workers live") there, if "
            + "spread evenly over the area")),
    ]
    if let furthest = totals.furthest, let kilometres = totals.furthestKm,
      let nearest = reach.units[furthest].nearestPoint
    {
      let name = analysis.titles[furthest]
      let point = reach.points.title(nearest)[language]
      lines.append(
        row(
          "",
          language.text(id: "terjauh: ", en: "furthest: ") + name + ", "
            + language.text(kilometres, decimals: 1)
            + language.text(id: " km dari titik terdekat, \(point)", en: " km from the nearest point, \(point)")))
    }
    return lines
  }
}
