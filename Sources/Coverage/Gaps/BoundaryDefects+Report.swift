internal import Diagnostics

extension BoundaryDefects {
  /// What `run.json` and `check --format json` say of them.
  struct Record: Encodable {
    struct Total: Encodable {
      let count: Int
      let areaKm2: Double
      let sliverCount: Int
      let sliverAreaKm2: Double

      init(_ all: Sum, slivers: Sum) {
        count = all.count
        areaKm2 = all.areaSquareKilometres
        sliverCount = slivers.count
        sliverAreaKm2 = slivers.areaSquareKilometres
      }
    }

    let minGapAreaKm2: Double
    let holes: Total
    let overlaps: Total

    init(_ defects: BoundaryDefects) {
      minGapAreaKm2 = defects.minimumAreaSquareKilometres
      holes = Total(defects.holes, slivers: defects.sliverHoles)
      overlaps = Total(defects.overlaps, slivers: defects.sliverOverlaps)
    }
  }

  /// One that is not a sliver.
  struct Item: Encodable {
    let kind: String
    let unitCodes: [String]
    let areaKm2: Double
    let longitude: Double
    let latitude: Double

    init(_ defect: Defect, _ layer: BoundaryLayer) {
      kind = defect.kind.rawValue
      unitCodes = defect.units.map { layer.units[$0].code ?? layer.units[$0].name }
      areaKm2 = defect.areaSquareKilometres
      longitude = defect.longitude
      latitude = defect.latitude
    }
  }

  func items(of layer: BoundaryLayer) -> [Item] { listed.map { Item($0, layer) } }
}

extension Summary {
  /// Holes and overlaps, the largest first; nothing for a layer without any.
  func defects(_ defects: BoundaryDefects, of layer: BoundaryLayer) -> [String] {
    BoundaryDefects.Kind.allCases.flatMap { kind -> [String] in
      let sum = defects.sum(of: kind)
      if sum.count == 0 { return [] }
      let slivers = defects.slivers(of: kind)
      let title =
        kind == .hole
        ? language.text(id: "Lubang, tidak masuk wilayah mana pun", en: "Holes, which belong to no unit")
        : language.text(
          id: "Tumpang tindih, masuk lebih dari satu wilayah", en: "Overlaps, which belong to several units")
      var lines = ["\(title): \(size(sum))."]
      if slivers.count > 0 {
        let limit = number(defects.minimumAreaSquareKilometres)
        lines.append(
          language.text(
            id: "- \(size(slivers)) di antaranya masing-masing di bawah \(limit) km² dan tidak didaftar",
            en: "- \(size(slivers)) of them smaller than \(limit) km² each, not listed"))
      }
      let listed = defects.listed(kind)
      for defect in listed.prefix(5) {
        let names = defect.units.map {
          [layer.units[$0].code, layer.units[$0].name].compactMap { $0 }.joined(separator: " ")
        }
        let area = area(defect.areaSquareKilometres)
        let place = Language.coordinates(latitude: defect.latitude, longitude: defect.longitude)
        lines.append(
          "- \(language.list(names, limit: 4)): "
            + language.text(id: "\(area) km² di \(place)", en: "\(area) km² at \(place)"))
      }
      if listed.count > 5 {
        lines.append(
          language.text(id: "- … dan \(id: listed.count - 5) lainnya", en: "- … and \(en: listed.count - 5) more"))
      }
      return lines
    }
  }

  private func size(_ sum: BoundaryDefects.Sum) -> String {
    "\(language.text(sum.count)) (\(area(sum.areaSquareKilometres)) km²)"
  }

  private func area(_ squareKilometres: Double) -> String {
    squareKilometres >= 0.1 || squareKilometres == 0
      ? language.text(squareKilometres, decimals: 2) : number(squareKilometres)
  }

  private func number(_ value: Double) -> String { language.text(value, significant: 2) }
}

extension Notice {
  /// nil for boundaries without any.
  static func defects(_ defects: BoundaryDefects) -> Notice? {
    let (holes, overlaps) = (defects.holes, defects.overlaps)
    if holes.count + overlaps.count == 0 { return nil }
    let slivers = (
      count: defects.sliverHoles.count + defects.sliverOverlaps.count,
      area: defects.sliverHoles.areaSquareKilometres + defects.sliverOverlaps.areaSquareKilometres
    )
    let limit = defects.minimumAreaSquareKilometres
    return Notice(
      "boundaries.defects",
      [
        "holes": String(holes.count), "holes_km2": String(holes.areaSquareKilometres),
        "overlaps": String(overlaps.count), "overlaps_km2": String(overlaps.areaSquareKilometres),
        "slivers": String(slivers.count), "slivers_km2": String(slivers.area), "limit_km2": String(limit),
      ],
      id: "Batas peta tidak rapi: \(id: holes.count) lubang yang tidak masuk wilayah mana pun "
        + "(\(id: holes.areaSquareKilometres, decimals: 2) km²), \(id: overlaps.count) tumpang tindih "
        + "(\(id: overlaps.areaSquareKilometres, decimals: 2) km²). Yang lebih kecil dari "
        + "\(id: limit, significant: 2) km², yaitu \(id: slivers.count) (\(id: slivers.area, decimals: 2) km²), hanya "
        + "dijumlahkan di sini; lainnya ada di gaps.geojson. jangkau convert --repair menghapus tumpang tindih dan celah "
        + "sempit.",
      en: "The boundaries are flawed: \(en: holes.count, "hole") "
        + "(\(en: holes.areaSquareKilometres, decimals: 2) km²), which \(holes.count == 1 ? "belongs" : "belong") to no "
        + "unit, \(en: overlaps.count, "overlap") (\(en: overlaps.areaSquareKilometres, decimals: 2) km²). Those smaller "
        + "than \(en: limit, significant: 2) km², \(en: slivers.count) (\(en: slivers.area, decimals: 2) km²), are only "
        + "summed here; the others are in gaps.geojson. jangkau convert --repair removes overlaps and narrow gaps.")
  }

  static func defectsNotSought(vertices: Int) -> Notice {
    Notice(
      "boundaries.defects.not-sought", ["vertices": String(vertices)],
      id:
        "Lubang dan tumpang tindih batas tidak dicari, karena batas yang tidak cocok terlalu panjang (\(id: vertices) "
        + "titik). jangkau check mencarinya.",
      en: "Holes and overlaps of the boundaries were not looked for, because those that do not match are too long "
        + "(\(en: vertices, "vertex", "vertices")). jangkau check looks for them.")
  }
}
