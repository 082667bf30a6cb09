internal import Diagnostics
internal import GEOS
internal import Geometry
internal import Projections
internal import Shapefile

/// The polygons of a layer, mended and brought to WGS 84, with what was found and measured on the way.
struct BoundaryShapes: Sendable {
  /// WGS 84 longitude and latitude.
  let polygons: PolygonBuffer
  /// By feature: the area on the layer's own ellipsoid, and the centroid in WGS 84.
  let measures: [UnitMeasure]
  let findings: [RingFinding]
  let repairs: [Repair]
  /// Whether no published operation leads from the layer's datum to WGS 84.
  let isDatumInexact: Bool

  /// - Throws: `Diagnostic` for polygons that cannot be read, or cannot be what the CRS says.
  /// - Complexity: O(vertices), plus the repair of what is invalid.
  init(_ reader: ShapefileReader, crs: CoordinateReferenceSystem, threads: Int) throws {
    let reading = try reader.polygons(threads: threads)
    var polygons = reading.polygons
    try crs.checkPlausible(polygons)
    findings = reading.findings
    repairs = try repairInvalidFeatures(in: &polygons, threads: threads)
    let geographic = crs.baseGeographic
    try CoordinateTransformation(from: crs, to: geographic, covering: polygons.bounds)
      .apply(to: &polygons, threads: threads)
    let measures = geographic.ellipsoid.areasAndCentroids(of: polygons, threads: threads)
    let toWGS84 = try CoordinateTransformation(from: geographic, to: .wgs84, covering: polygons.bounds)
    isDatumInexact = !toWGS84.isIdentity && toWGS84.accuracyMetres == nil
    try toWGS84.apply(to: &polygons, threads: threads)
    self.measures = toWGS84.isIdentity ? measures : try Self.moved(measures, by: toWGS84)
    self.polygons = polygons
  }

  /// The measures with their centroids transformed.
  private static func moved(
    _ measures: [UnitMeasure], by transformation: CoordinateTransformation
  ) throws -> [UnitMeasure] {
    var points: [Double] = measures.flatMap { measure -> [Double] in
      [measure.centroid?.longitude ?? 0, measure.centroid?.latitude ?? 0]
    }
    try transformation.apply(to: &points)
    return measures.enumerated().map { index, measure in
      UnitMeasure(
        areaSquareMetres: measure.areaSquareMetres,
        centroid: measure.centroid == nil ? nil : (longitude: points[2 * index], latitude: points[2 * index + 1]))
    }
  }
}
