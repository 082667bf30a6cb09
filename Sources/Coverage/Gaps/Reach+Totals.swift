internal import Diagnostics

extension Reach {
  /// What is said of the whole map: in `run.json`, and in the summary.
  struct Totals: Encodable, Sendable {
    let reachKm: Double
    let points: Int
    let pointsOutsideUnits: Int
    let areaKm2: Double
    let areaOutOfReachKm2: Double
    /// nil where no unit has an area.
    let outOfReachPct: Double?
    /// Units of which no part is within reach, and those of which some part is not.
    let unitsOutOfReach: Int
    let unitsPartlyOutOfReach: Int
    /// The sum of the units' estimates, which are of units with data alone.
    let uncoveredEstimate: Int
    /// The unit whose centroid is furthest from every point, by its position; the first of equals.
    let furthest: Int?
    let furthestUnit: String?
    let furthestKm: Double?

    enum CodingKeys: String, CodingKey {
      case reachKm, points, pointsOutsideUnits, areaKm2, areaOutOfReachKm2, outOfReachPct, unitsOutOfReach
      case unitsPartlyOutOfReach, uncoveredEstimate, furthestUnit, furthestKm
    }

    init(_ reach: Reach, _ layer: BoundaryLayer) {
      reachKm = reach.kilometres
      points = reach.points.points.count
      pointsOutsideUnits = reach.pointsOutside.count
      let areas = layer.units.map(\.areaSquareKilometres)
      let shares = reach.units.map(\.shareOut)
      let (area, out) = zip(areas, shares).reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.0 * ($1.1 ?? 0)) }
      areaKm2 = area
      areaOutOfReachKm2 = out
      outOfReachPct = area > 0 ? 100 * out / area : nil
      unitsOutOfReach = shares.count { $0 == 1 }
      unitsPartlyOutOfReach = shares.count { $0.map { $0 > 0 && $0 < 1 } ?? false }
      uncoveredEstimate = reach.units.reduce(0) { $0 + ($1.uncoveredEstimate ?? 0) }
      let distances = reach.units.map { $0.nearestMetres ?? -1 }
      furthest = distances.max().flatMap { $0 >= 0 ? distances.firstIndex(of: $0) : nil }
      furthestUnit = furthest.map { layer.units[$0].code ?? layer.units[$0].name }
      furthestKm = furthest.map { distances[$0] / 1000 }
    }
  }

  /// What a careful reader must know.
  func notices(_ analysis: Analysis) -> [Message] {
    var notices = points.notices
    if !pointsOutside.isEmpty { notices.append(.pointsOutside(pointsOutside.map(points.title), file: points.name)) }
    if !pointsFarAway.isEmpty {
      notices.append(
        .pointsFarAway(
          pointsFarAway.map(points.title), kilometres: Int(Self.implausibleMetres / 1000), file: points.name))
    }
    return notices
  }
}

extension Message {
  private static func list(_ titles: [Message], _ language: Language) -> String {
    titles.prefix(6).map { $0[language] }.joined(separator: ", ") + (titles.count > 6 ? ", …" : "")
  }

  static func pointsOutside(_ titles: [Message], file: String) -> Message {
    let id = Language.indonesian.text(titles.count)
    let en = Language.english.text(titles.count)
    return Message(
      id: "\(file): \(id) titik layanan di luar semua wilayah, tetap dipakai: \(list(titles, .indonesian)).",
      en: titles.count == 1
        ? "\(file): 1 service point lies outside every unit, and is used: \(list(titles, .english))."
        : "\(file): \(en) service points lie outside every unit, and are used: \(list(titles, .english)).")
  }

  static func pointsFarAway(_ titles: [Message], kilometres: Int, file: String) -> Message {
    let id = Language.indonesian.text(titles.count)
    let en = Language.english.text(titles.count)
    return Message(
      id: "\(file): \(id) titik layanan lebih dari \(Language.indonesian.text(kilometres)) km dari peta; periksa "
        + "koordinatnya: \(list(titles, .indonesian)).",
      en: "\(file): \(en) service point\(titles.count == 1 ? " is" : "s are") more than "
        + "\(Language.english.text(kilometres)) km away from the map; check the coordinates: \(list(titles, .english))."
    )
  }
}

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
