package import Boundaries
internal import Diagnostics

extension Reach {
  /// What is said of the whole map: in `run.json`, and in the summary.
  package struct Totals: Encodable, Sendable {
    package let reachKm: Double
    package let points: Int
    let pointsOutsideUnits: Int
    let areaKm2: Double
    package let areaOutOfReachKm2: Double
    /// nil where no unit has an area.
    package let outOfReachPct: Double?
    /// Units of which no part is within reach, and those of which some part is not.
    let unitsOutOfReach: Int
    let unitsPartlyOutOfReach: Int
    /// The sum of the units' estimates, which are of units with data alone.
    package let uncoveredEstimate: Int
    /// The unit whose centroid is furthest from every point, by its position; the first of equals.
    package let furthest: Int?
    let furthestUnit: String?
    package let furthestKm: Double?

    enum CodingKeys: String, CodingKey {
      case reachKm, points, pointsOutsideUnits, areaKm2, areaOutOfReachKm2, outOfReachPct, unitsOutOfReach
      case unitsPartlyOutOfReach, uncoveredEstimate, furthestUnit, furthestKm
    }

    package init(_ reach: Reach, _ layer: BoundaryLayer) {
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

  /// The notices.
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
