internal import Coverage
internal import GEOS
internal import Geometry

/// `gaps.geojson`: what is out of reach, units without data, holes and overlaps of the boundaries, with `GapFigures`.
enum GapLayer {
  static func layer(
    _ analysis: Analysis, _ gaps: SpatialGaps, decimals: Int, threads: Int
  ) throws -> MapLayer {
    let results = GapResults(gaps: gaps.list.gaps)
    let columns =
      GapFigures.all.map { $0.filledColumn(of: results) } + NoteFigures.columns(of: analysis, count: results.count)
    var polygons = gaps.list.polygons
    try roundToGrid(&polygons, decimals: decimals, threads: threads)
    return MapLayer("gaps", .polygons(polygons), columns)
  }
}
