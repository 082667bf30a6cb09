internal import Diagnostics
internal import GEOS
internal import Geometry
internal import Layers
internal import Projections

/// The polygons of a layer, mended and brought to WGS 84, with what was found and measured on the way.
struct BoundaryShapes: Sendable {
  /// WGS 84 longitude and latitude, one feature for each unit.
  let polygons: PolygonBuffer
  /// By unit: the area on the layer's own ellipsoid, and the centroid in WGS 84.
  let measures: [UnitMeasure]
  let findings: [RingFinding]
  /// By record of the file.
  let repairs: [Repair]
  let place: LayerPlace
  /// Whether no published operation leads from the layer's datum to WGS 84.
  let isDatumInexact: Bool

  /// - Parameters:
  ///   - source: the layer.
  ///   - crs: stated by the user.
  ///   - threads: at most so many; the result does not depend on it.
  ///   - units: the records of each unit, asked for once the records are valid; nil where each record is one.
  /// - Throws: `Diagnostic` for polygons that cannot be read, or cannot be what the CRS says, and for a layer without any.
  /// - Complexity: O(vertices), plus the repair of what is invalid.
  init(_ source: any LayerSource, crs stated: String?, threads: Int, units: () throws -> [[Int]]?) throws {
    let reading = try source.polygons(threads: threads)
    var polygons = reading.polygons
    guard polygons.polygonCount > 0 else { throw Diagnostic.noShapes(layer: source.name, records: source.recordCount) }
    place = try LayerPlace(of: source, stated: stated, polygons: &polygons)
    findings = reading.findings
    repairs = try repairInvalidFeatures(in: &polygons, threads: threads)
    if let units = try units() { polygons = try Self.grouped(polygons, units, threads: threads) }
    let geographic = place.crs.baseGeographic
    try CoordinateTransformation(from: place.crs, to: geographic, covering: polygons.bounds)
      .apply(to: &polygons, threads: threads)
    let measures = geographic.ellipsoid.areasAndCentroids(of: polygons, threads: threads)
    let toWGS84 = try CoordinateTransformation(from: geographic, to: .wgs84, covering: polygons.bounds)
    isDatumInexact = !toWGS84.isIdentity && toWGS84.accuracyMetres == nil
    try toWGS84.apply(to: &polygons, threads: threads)
    self.measures = toWGS84.isIdentity ? measures : try Self.moved(measures, by: toWGS84)
    self.polygons = polygons
  }

  /// One feature for each unit, the pieces of several records dissolved into one.
  private static func grouped(_ polygons: PolygonBuffer, _ units: [[Int]], threads: Int) throws -> PolygonBuffer {
    let several = units.filter { $0.count > 1 }
    let dissolved = several.isEmpty ? PolygonBuffer() : try dissolve(several, of: polygons, threads: threads)
    var result = PolygonBuffer()
    result.coordinates.reserveCapacity(polygons.coordinates.count)
    var next = 0
    for records in units {
      if records.count == 1 {
        result.append(featuresOf: polygons, records[0]..<records[0] + 1)
      } else {
        result.append(featuresOf: dissolved, next..<next + 1)
        next += 1
      }
    }
    return result
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

extension Diagnostic {
  static func noShapes(layer: String, records: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "boundaries.shapes.none", ["layer": layer, "records": String(records)],
      id:
        "Peta \(layer) tidak memuat satu pun poligon: \(Language.indonesian.count(records, "rekaman")) tanpa bentuk. Ekspor "
        + "ulang petanya beserta geometrinya.",
      en:
        "The layer \(layer) has not a single polygon: \(Language.english.count(records, "record")) without shape. Export "
        + "the layer again, with its geometries.")
  }
}
