internal import Coverage
internal import GeoJSON

/// `coverage.geojson`: every unit, once, in the order of the boundary file. **A new property of a unit is a new line
/// here.**
enum CoverageLayer {
  /// Percentages and statistics keep enough decimals to be compared with other programs.
  static let rateDecimals = 10
  static let statisticDecimals = 12

  static func collection(_ analysis: Analysis, _ spatial: SpatialAnalysis, _ reach: Reach?) -> FeatureCollection {
    let layer = analysis.layer
    let figures = analysis.figures
    let units = layer.units
    func counts<Value>(_ value: (CoverageFigures.Counts) -> Value) -> [Value?] { figures.units.map { $0.map(value) } }
    func percent(_ values: [Double?]) -> Property.Values {
      .number(values.map { $0.map { 100 * $0 } }, decimals: rateDecimals)
    }

    var properties = [
      Property("code", .text(units.map(\.code))),
      Property("name", .text(units.map(\.name))),
      Property("level", .text(units.map { _ in layer.level.rawValue })),
      Property("parent_code", .text(units.map(\.parentCode))),
      Property("parent_name", .text(units.map(\.parentName))),
      Property("eligible", .integer(figures.partialEligible)),
      Property("enrolled", .integer(figures.partialEnrolled)),
      Property("covered", .integer(counts(\.covered))),
      Property("uncovered", .integer(counts(\.uncovered))),
      Property("surplus", .integer(counts(\.surplus))),
      Property("coverage_pct", percent(figures.units.map { $0?.coverage })),
      Property("coverage_low_pct", percent(figures.intervals.map { $0?.lower })),
      Property("coverage_high_pct", percent(figures.intervals.map { $0?.upper })),
      Property("enrolment_ratio_pct", percent(figures.units.map { $0?.enrolmentRatio })),
      Property("coverage_eb_pct", percent(figures.smoothed)),
      Property("target_gap", .integer(counts(\.targetGap))),
      Property("rank_uncovered", .integer(figures.rankByUncovered)),
      Property("rank_coverage", .integer(figures.rankByCoverage)),
      Property("status", .text(figures.status.map(\.rawValue))),
      Property("over_100", .boolean(figures.isOver100)),
      Property("area_km2", .number(units.map(\.areaSquareKilometres), decimals: 6)),
      Property("centroid_lon", .number(units.map { $0.centroid?.longitude }, decimals: 8)),
      Property("centroid_lat", .number(units.map { $0.centroid?.latitude }, decimals: 8)),
    ]
    properties += spatialProperties(spatial)
    let unknown = [Double?](repeating: nil, count: units.count)
    properties += [
      Property("reach_pct", .number(reach?.percents ?? unknown, decimals: rateDecimals)),
      Property("nearest_point_km", .number(reach?.nearestKilometres ?? unknown, decimals: 6)),
    ]
    properties += segmentProperties(analysis)
    // In every feature, because QGIS shows no other place where a file may say what it is.
    properties += analysis.caveats.map { caveat in Property(caveat.name, .text(units.map { _ in caveat.text })) }
    return FeatureCollection(
      polygons: layer.polygons, ids: units.map { $0.code.map { .text($0) } }, properties: properties,
      members: [.init("name", "coverage")])
  }

  private static func spatialProperties(_ spatial: SpatialAnalysis) -> [Property] {
    let moran = spatial.localMoran
    let getis = spatial.getisOrd
    func number(_ values: [Double?]) -> Property.Values { .number(values, decimals: statisticDecimals) }
    return [
      Property("neighbours", .integer((0..<spatial.weights.unitCount).map { spatial.weights.cardinality(of: $0) })),
      Property("lag_coverage_pct", .number(spatial.lags.map { $0.map { 100 * $0 } }, decimals: rateDecimals)),
      Property("local_moran_i", number(moran.statistics)),
      Property("local_moran_quadrant", .text(moran.quadrants.map { $0?.rawValue })),
      Property("local_moran_p", number(moran.pValues)),
      Property("local_moran_q", number(moran.qValues)),
      Property("local_moran_p_floor", number(moran.pFloors)),
      Property("gi_star_z", number(getis.zValues)),
      Property("gi_star_p", number(getis.pValues)),
      Property("gi_star_q", number(getis.qValues)),
      Property("gi_star_p_floor", number(getis.pFloors)),
      Property("cold_spot", .boolean(spatial.isColdSpot)),
      Property("scan_cluster", .integer(spatial.scanCluster)),
      Property(
        "cluster_certainty",
        number(spatial.scan?.certainty ?? [Double?](repeating: nil, count: spatial.scanCluster.count))),
      Property("threshold_cluster", .integer(spatial.thresholdCluster)),
      Property("methods_agreeing", .integer(spatial.methodsAgreeing)),
    ]
  }

  /// `eligible_S`, `enrolled_S`, `uncovered_S` and `coverage_S_pct` for each segment S.
  private static func segmentProperties(_ analysis: Analysis) -> [Property] {
    analysis.join.segments.enumerated().flatMap { index, segment in
      let figures = analysis.figures.segments[index]
      return [
        Property("eligible_\(segment.key)", .integer(analysis.join.eligible[index])),
        Property("enrolled_\(segment.key)", .integer(analysis.join.enrolled[index])),
        Property("uncovered_\(segment.key)", .integer(figures.map { $0?.uncovered })),
        Property(
          "coverage_\(segment.key)_pct",
          .number(figures.map { $0?.coverage.map { 100 * $0 } }, decimals: rateDecimals)),
      ]
    }
  }
}
