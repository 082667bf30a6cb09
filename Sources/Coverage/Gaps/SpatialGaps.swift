public import Diagnostics

/// Where nobody reaches, where nothing is known, and where the map is broken.
public struct SpatialGaps: Sendable {
  let list: GapList
  /// nil where looking for them would have taken too long.
  let defects: BoundaryDefects?
  private let defectNotice: Notice?

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
    let search = try BoundaryDefectSearch(layer.polygons, threads: threads)
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
