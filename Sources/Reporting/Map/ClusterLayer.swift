internal import Boundaries
internal import Coverage
internal import GEOS
internal import Geometry

/// `clusters.geojson`: every under-covered cluster as one dissolved polygon, with `ClusterFigures`. Slivers between members
/// that are no unit are no holes in it.
enum ClusterLayer {
  static func layer(
    _ analysis: Analysis, _ spatial: SpatialAnalysis, decimals: Int, threads: Int
  ) throws -> MapLayer {
    let clusters = spatial.clusters
    let results = ClusterResults(analysis, spatial)
    let columns =
      ClusterFigures.all.map { $0.filledColumn(of: results) } + NoteFigures.columns(of: analysis, count: results.count)
    let groups = clusters.map(\.units)
    let layer = analysis.layer.polygons
    // A boundary that nearly touches itself may cross itself once its coordinates are rounded.
    var polygons = try dissolve(groups, of: layer, threads: threads).fillingHoles(from: layer, members: groups)
    try roundToGrid(&polygons, decimals: decimals, threads: threads)
    return MapLayer("clusters", .polygons(polygons), ids: clusters.map { .integer($0.number) }, columns)
  }
}
