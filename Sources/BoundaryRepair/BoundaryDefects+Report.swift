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
        ? say("Lubang, tidak masuk wilayah mana pun", "Holes, which belong to no unit")
        : say("Tumpang tindih, masuk lebih dari satu wilayah", "Overlaps, which belong to several units")
      var lines = ["\(title): \(size(sum))."]
      if slivers.count > 0 {
        let limit = number(defects.minimumAreaSquareKilometres)
        lines.append(
          say(
            "- \(size(slivers)) di antaranya masing-masing di bawah \(limit) km² dan tidak didaftar",
            "- \(size(slivers)) of them smaller than \(limit) km² each, not listed"))
      }
      let listed = defects.listed(kind)
      for defect in listed.prefix(5) {
        let names = defect.units.map {
          [layer.units[$0].code, layer.units[$0].name].compactMap { $0 }.joined(separator: " ")
        }
        let place = "\(language.text(defect.longitude, decimals: 5)); \(language.text(defect.latitude, decimals: 5))"
        lines.append(
          "- \(names.prefix(4).joined(separator: ", "))\(names.count > 4 ? ", …" : ""): "
            + say(
              "\(area(defect.areaSquareKilometres)) km² di \(place)",
              "\(area(defect.areaSquareKilometres)) km² at \(place)"))
      }
      if listed.count > 5 {
        let rest = language.text(listed.count - 5)
        lines.append(say("- … dan \(rest) lainnya", "- … and \(rest) more"))
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

extension Message {
  static func defects(_ defects: BoundaryDefects) -> Message? {
    if defects.holes.count + defects.overlaps.count == 0 { return nil }
    func parts(_ language: Language) -> (holes: String, overlaps: String, slivers: String, limit: String) {
      let slivers = defects.sliverHoles.areaSquareKilometres + defects.sliverOverlaps.areaSquareKilometres
      func size(_ sum: BoundaryDefects.Sum) -> String {
        "\(language.text(sum.count)) (\(language.text(sum.areaSquareKilometres, decimals: 2)) km²)"
      }
      let count = defects.sliverHoles.count + defects.sliverOverlaps.count
      return (
        size(defects.holes), size(defects.overlaps),
        "\(language.text(count)) (\(language.text(slivers, decimals: 2)) km²)",
        language.text(defects.minimumAreaSquareKilometres, significant: 2)
      )
    }
    let (id, en) = (parts(.indonesian), parts(.english))
    return Message(
      id: "Batas peta tidak rapi: lubang yang tidak masuk wilayah mana pun \(id.holes), tumpang tindih \(id.overlaps). "
        + "Yang lebih kecil dari \(id.limit) km², yaitu \(id.slivers), hanya dijumlahkan di sini; lainnya ada di "
        + "gaps.geojson. jangkau convert --repair menghapus tumpang tindih dan celah sempit.",
      en:
        "The boundaries are flawed: holes, which belong to no unit, \(en.holes), overlaps \(en.overlaps). Those smaller "
        + "than \(en.limit) km², \(en.slivers), are only summed here; the others are in gaps.geojson. "
        + "jangkau convert --repair removes overlaps and narrow gaps.")
  }

  static func defectsNotSought(vertices: Int) -> Message {
    Message(
      id: "Lubang dan tumpang tindih batas tidak dicari, karena batas yang tidak cocok terlalu panjang "
        + "(\(Language.indonesian.text(vertices)) titik). jangkau check mencarinya.",
      en: "Holes and overlaps of the boundaries were not looked for, because those that do not match are too long "
        + "(\(Language.english.text(vertices)) vertices). jangkau check looks for them.")
  }
}
