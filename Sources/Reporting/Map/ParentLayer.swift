internal import Boundaries
internal import Coverage
internal import GEOS
internal import Geometry

/// `parents.geojson`: the level above the units, each parent dissolved of its units, with `ParentSumFigures`. Slivers between
/// units of a parent that are no unit are no holes in it. Without features where no unit has a parent.
enum ParentLayer {
  static func layer(_ analysis: Analysis, decimals: Int, threads: Int) throws -> MapLayer {
    let results = ParentResults(analysis: analysis)
    let columns =
      ParentSumFigures.all.map { $0.filledColumn(of: results) } + SegmentFigures.parentColumns(of: analysis)
      + NoteFigures.columns(of: analysis, count: results.count)
    let parents = analysis.parents.parents
    let groups = parents.map(\.units)
    let layer = analysis.layer.polygons
    var polygons = try dissolve(groups, of: layer, threads: threads).fillingHoles(from: layer, members: groups)
    try roundToGrid(&polygons, decimals: decimals, threads: threads)
    return MapLayer("parents", .polygons(polygons), ids: parents.map { $0.code.map { .text($0) } }, columns)
  }
}
