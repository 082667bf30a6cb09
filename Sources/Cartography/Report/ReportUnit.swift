internal import Boundaries
internal import Coverage
internal import Reporting

/// What the map and the texts of the report go by, of one unit; what is withheld from a publication is nil. Whatever else the
/// report says of units comes from the catalogue as it is.
struct ReportUnit: Sendable {
  let name: String
  let code: String?
  let parent: String?
  let status: CoverageFigures.Status
  let uncovered: Int?
  /// Percentages.
  let coverage, reach: Double?
  let rankByUncovered, rankByCoverage: Int?
  let isColdSpot: Bool?
  let scanCluster, thresholdCluster: Int?

  /// Every unit of a run, in the order of the layer.
  static func all(_ results: Results) -> [ReportUnit] {
    let units = results.analysis.layer.units
    let figures = results.analysis.figures
    let uncovered = UnitFigures.uncovered.values(of: results.units)
    let coverage = UnitFigures.coverage.values(of: results.units)
    let reach = UnitFigures.reach.values(of: results.units)
    let spatial = results.spatial
    return units.indices.map { unit in
      ReportUnit(
        name: units[unit].name, code: units[unit].code, parent: units[unit].parentName ?? units[unit].parentCode,
        status: figures.status[unit], uncovered: uncovered[unit], coverage: coverage[unit], reach: reach[unit],
        rankByUncovered: figures.rankByUncovered[unit], rankByCoverage: figures.rankByCoverage[unit],
        isColdSpot: spatial.association.isColdSpot[unit], scanCluster: spatial.scanCluster[unit],
        thresholdCluster: spatial.thresholdCluster[unit])
    }
  }
}
