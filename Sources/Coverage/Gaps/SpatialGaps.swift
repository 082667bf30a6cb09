public import Diagnostics

/// Where nobody reaches, where nothing is known, and where the map is broken.
public struct SpatialGaps: Sendable {
  let list: GapList

  public var gaps: [Gap] { list.gaps }
  /// nil where no service points were given.
  public let reach: Reach?

  public init(_ analysis: Analysis, reach: Reach? = nil) throws {
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
    self.list = list
  }

  /// What a careful reader must know about the gaps.
  public func notices(_ analysis: Analysis) -> [Message] { reach?.notices(analysis) ?? [] }
}
