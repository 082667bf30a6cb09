public import Coverage

extension Summary {
  /// What is out of reach of the service points.
  public func reach(_ reach: Reach, _ analysis: Analysis) -> [String] {
    let totals = Reach.Totals(reach, analysis.layer)
    let distance = language.text(totals.reachKm, significant: 3) + " km"
    let count = language.text(totals.points)
    let share = totals.outOfReachPct.map { language.text($0, decimals: 1) + " %" } ?? "–"
    let area = language.text(totals.areaOutOfReachKm2, decimals: 0) + " km²"
    let estimate = language.text(totals.uncoveredEstimate)
    var lines = [
      row(
        say("Jangkauan", "Reach"),
        say(
          "\(share) luas wilayah (\(area)) lebih dari \(distance) dari \(count) titik layanan",
          "\(share) of the area (\(area)) is further than \(distance) from all \(count) service points")),
      row(
        "",
        say(
          "perkiraan \(estimate) pekerja belum terlindungi di sana, bila tersebar merata menurut luas",
          "an estimated \(estimate) uncovered workers live there, if spread evenly over the area")),
    ]
    if let furthest = totals.furthest, let kilometres = totals.furthestKm,
      let nearest = reach.units[furthest].nearestPoint
    {
      let name = analysis.layer.units[furthest].name
      let point = reach.points.title(nearest)[language]
      lines.append(
        row(
          "",
          say("terjauh: ", "furthest: ") + name + ", "
            + language.text(kilometres, decimals: 1)
            + say(" km dari titik terdekat, \(point)", " km from the nearest point, \(point)")))
    }
    return lines
  }
}
