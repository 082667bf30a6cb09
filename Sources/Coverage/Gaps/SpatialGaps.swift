internal import Boundaries
public import BoundaryRepair
public import Diagnostics
public import Geometry

/// Where nobody reaches, where nothing is known, and where the map is broken.
public struct SpatialGaps: Sendable {
  package let list: GapList
  /// nil where looking for them would have taken too long.
  public let defects: BoundaryDefects?
  private let defectNotice: Notice?

  public var gaps: [Gap] { list.gaps }
  /// Feature g is the area of gap g, in WGS 84.
  public var polygons: PolygonBuffer { list.polygons }
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

  /// Notices of the gaps.
  public func notices(_ analysis: Analysis) -> [Notice] {
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
