internal import Boundaries
internal import Coverage
internal import Reporting

/// What the map and the texts of the report go by, of one unit; what is withheld from a publication is nil. Whatever else the
/// report says of units comes from the catalogue as it is.
struct ReportUnit: Sendable {
  let name: String
  let code: String?
  /// The position of its parent in `ParentFigures`.
  let parent: Int?
  /// Its name, and its parent's where the map has several units of that name.
  let title: String
  let status: CoverageFigures.Status
  let uncovered: Int?
  /// Percentages.
  let coverage, reach: Double?
  let rankByUncovered, rankByCoverage: Int?
  let isColdSpot: Bool?
  let scanCluster, thresholdCluster: Int?
  /// Whether its scan cluster is sure of it; nil where it is in none, and where nothing is known of it.
  let isCore: Bool?

  /// The parents, which a map shows in the place of too many units.
  static func parents(_ results: Results) -> [ReportUnit] {
    let parents = results.analysis.parents
    var ranks = [Int?](repeating: nil, count: parents.parents.count)
    for (rank, parent) in parents.ranked.enumerated() where parents.parents[parent].counts != nil {
      ranks[parent] = rank + 1
    }
    return parents.parents.enumerated().map { index, parent in
      let coverage = parent.counts?.coverage
      return ReportUnit(
        name: parent.name, code: parent.code, parent: nil, title: parent.name,
        status: parent.isWithheld
          ? .suppressed : coverage == nil ? .noData : parent.counts?.targetGap == 0 ? .targetMet : .underTarget,
        uncovered: parent.counts?.uncovered, coverage: coverage.map { 100 * $0 }, reach: nil,
        rankByUncovered: ranks[index],
        rankByCoverage: nil, isColdSpot: nil, scanCluster: nil, thresholdCluster: nil, isCore: nil)
    }
  }

  /// Every unit of a run, in the order of the layer.
  static func all(_ results: Results) -> [ReportUnit] {
    let units = results.analysis.layer.units
    let figures = results.analysis.figures
    let parents = results.analysis.parents
    let uncovered = UnitFigures.uncovered.values(of: results.units)
    let coverage = UnitFigures.coverage.values(of: results.units)
    let reach = UnitFigures.reach.values(of: results.units)
    let spatial = results.spatial
    var core = [Bool?](repeating: nil, count: units.count)
    for cluster in spatial.clusters {
      guard let members = cluster.core else { continue }
      for unit in cluster.units { core[unit] = false }
      for unit in members { core[unit] = true }
    }
    return units.indices.map { unit in
      ReportUnit(
        name: units[unit].name, code: units[unit].code, parent: parents.ofUnit[unit],
        title: results.analysis.titles[unit],
        status: figures.status[unit], uncovered: uncovered[unit], coverage: coverage[unit], reach: reach[unit],
        rankByUncovered: figures.rankByUncovered[unit], rankByCoverage: figures.rankByCoverage[unit],
        isColdSpot: spatial.association.isColdSpot[unit], scanCluster: spatial.scanCluster[unit],
        thresholdCluster: spatial.thresholdCluster[unit], isCore: core[unit])
    }
  }
}
