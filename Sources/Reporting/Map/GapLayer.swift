internal import Coverage
internal import GEOS
internal import GeoJSON
internal import Geometry

/// `gaps.geojson`: what is out of reach, units without data, holes and overlaps of the boundaries. **A new property of a
/// gap is a new line here.**
enum GapLayer {
  static func collection(
    _ analysis: Analysis, _ gaps: SpatialGaps, decimals: Int, threads: Int
  ) throws -> FeatureCollection {
    let list = gaps.list.gaps
    let properties =
      [
        Property("kind", .text(list.map(\.kind.rawValue))),
        Property("unit_codes", .text(list.map { $0.unitCodes.joined(separator: "; ") })),
        Property("area_km2", .number(list.map(\.areaSquareKilometres), decimals: 6)),
        Property("share_pct", .number(list.map(\.sharePercent), decimals: CoverageLayer.rateDecimals)),
        Property("uncovered_estimate", .integer(list.map(\.uncoveredEstimate))),
      ] + analysis.caveats.map { caveat in Property(caveat.name, .text(list.map { _ in caveat.text })) }
    var polygons = gaps.list.polygons
    try roundToGrid(&polygons, decimals: decimals, threads: threads)
    return FeatureCollection(polygons: polygons, properties: properties, members: [.init("name", "gaps")])
  }
}
