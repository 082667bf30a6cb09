internal import Coverage
internal import Enrolment
internal import Geometry

/// `services.geojson`: the service points of the run, in the order of their file, with `ServicePointFigures`. Without
/// features where none were given.
enum ServiceLayer {
  static func layer(_ analysis: Analysis, _ reach: Reach?) -> MapLayer {
    let results = ServicePointResults(analysis: analysis, reach: reach)
    let columns =
      ServicePointFigures.all.map { $0.filledColumn(of: results) }
      + NoteFigures.columns(of: analysis, count: results.count)
    var points = PointBuffer()
    for point in reach?.points.points ?? [] { points.append(x: point.longitude, y: point.latitude) }
    return MapLayer("services", .points(points), columns)
  }
}
