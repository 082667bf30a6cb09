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
  func notices(_ analysis: Analysis) -> [Notice] {
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

extension Notice {
  static func pointsOutside(_ titles: [Message], file: String) -> Notice {
    let (id, en) = (titles.map(\.indonesian), titles.map(\.english))
    return Notice(
      "points.outside", ["file": file, "count": String(titles.count), "points": en.joined(separator: "; ")],
      id: "\(file): \(id: titles.count) titik layanan di luar semua wilayah, tetap dipakai: \(id: id).",
      en: "\(file): \(en: titles.count, "service point lies", "service points lie") outside every unit, and "
        + "\(titles.count == 1 ? "is" : "are") used: \(en: en).")
  }

  static func pointsFarAway(_ titles: [Message], kilometres: Int, file: String) -> Notice {
    let (id, en) = (titles.map(\.indonesian), titles.map(\.english))
    return Notice(
      "points.far",
      [
        "file": file, "count": String(titles.count), "points": en.joined(separator: "; "),
        "kilometres": String(kilometres),
      ],
      id: "\(file): \(id: titles.count) titik layanan lebih dari \(id: kilometres) km dari peta; periksa koordinatnya: "
        + "\(id: id).",
      en: "\(file): \(en: titles.count, "service point is", "service points are") more than \(en: kilometres) km away "
        + "from the map; check the coordinates: \(en: en).")
  }
}

extension Summary {
  /// What is out of reach of the service points.
  public func reach(_ reach: Reach, _ analysis: Analysis) -> [String] {
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
      let name = analysis.layer.units[furthest].name
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
