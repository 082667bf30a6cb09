internal import Boundaries
public import BoundaryRepair
public import Diagnostics

/// Where nobody reaches, where nothing is known, and where the map is broken.
public struct SpatialGaps: Sendable {
  package let list: GapList
  /// nil where looking for them would have taken too long.
  package let defects: BoundaryDefects?
  private let defectNotice: Message?

  public var gaps: [Gap] { list.gaps }
  /// nil where no service points were given.
  public let reach: Reach?

  /// - Parameters:
  ///   - analysis: the units and their figures.
  ///   - reach: what the service points reach, where there are any.
  ///   - minimumDefectSquareKilometres: holes and overlaps of the boundaries that are smaller are summed, not listed.
  ///   - threads: at most so many; the result does not depend on it.
  /// - Throws: `internalFault` where GEOS fails.
  public init(
    _ analysis: Analysis, reach: Reach? = nil,
    minimumDefectSquareKilometres: Double = BoundaryDefects.defaultMinimumArea, threads: Int
  ) throws {
    let layer = analysis.layer
    self.reach = reach
    var list = reach?.gaps ?? GapList()
    for (index, unit) in layer.units.enumerated() where analysis.figures.status[index] == .noData {
      list.append(
        Gap(
          .noData, unitCodes: [unit.code ?? unit.name], areaSquareKilometres: unit.areaSquareKilometres,
          sharePercent: unit.areaSquareKilometres > 0 ? 100 : nil),
        featureOf: layer.polygons, index)
    }
    let search = try BoundaryDefectSearch(layer, threads: threads)
    if search.suspectVertexCount <= Self.mostVerticesForDefects {
      let found = try BoundaryDefects(
        search, minimumAreaSquareKilometres: minimumDefectSquareKilometres, threads: threads)
      list.append(found, of: layer)
      defects = found
      defectNotice = .defects(found)
    } else {
      defects = nil
      defectNotice = .defectsNotSought(vertices: search.suspectVertexCount)
    }
    self.list = list
  }

  /// Boundaries that do not match are cut at their crossings, some 50,000 vertices a second where they are many: `check`
  /// takes that time for any layer.
  private static let mostVerticesForDefects = 250_000

  /// What a careful reader must know about the gaps.
  public func notices(_ analysis: Analysis) -> [Message] {
    (reach?.notices(analysis) ?? []) + [defectNotice].compactMap { $0 }
  }
}

extension GapList {
  /// Holes and overlaps of the boundaries.
  fileprivate mutating func append(_ defects: BoundaryDefects, of layer: BoundaryLayer) {
    for (feature, defect) in defects.listed.enumerated() {
      append(
        Gap(
          defect.kind == .hole ? .boundaryHole : .boundaryOverlap,
          unitCodes: defect.units.map { layer.units[$0].code ?? layer.units[$0].name },
          areaSquareKilometres: defect.areaSquareKilometres),
        featureOf: defects.polygons, feature)
    }
  }
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
