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
