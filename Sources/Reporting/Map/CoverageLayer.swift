internal import Boundaries
internal import Coverage
internal import GeoJSON

/// `coverage.geojson`: every unit, once, in the order of the boundary file, with the figures that `UnitFigures` and
/// `SegmentFigures` have for maps.
enum CoverageLayer {
  static func layer(_ results: UnitResults) -> MapLayer {
    let analysis = results.analysis
    let units = analysis.layer.units
    let columns =
      UnitFigures.all.filter { $0.description.places.contains(.map) }.map { $0.filledColumn(of: results) }
      + SegmentFigures.columns(of: analysis, in: .map) + NoteFigures.columns(of: analysis, count: units.count)
    return MapLayer(
      "coverage", .polygons(analysis.layer.polygons), ids: units.map { $0.code.map { .text($0) } }, columns)
  }
}
