internal import Boundaries
internal import BoundaryRepair
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
