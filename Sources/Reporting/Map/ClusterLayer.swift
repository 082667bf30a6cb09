internal import Boundaries
internal import Coverage
internal import GEOS
internal import GeoJSON
internal import Geometry

/// `clusters.geojson`: every under-covered cluster as one dissolved polygon. **A new property of a cluster is a new line
/// here.**
enum ClusterLayer {
  static func collection(
    _ analysis: Analysis, _ spatial: SpatialAnalysis, decimals: Int, threads: Int
  ) throws -> FeatureCollection {
    let clusters = spatial.clusters
    let units = analysis.layer.units
    let tau = spatial.variation.flatMap { $0.variance > 0 ? $0.standardDeviation : nil }
    func percent(_ value: (Cluster) -> Double?) -> Property.Values {
      .number(clusters.map { value($0).map { 100 * $0 } }, decimals: CoverageLayer.rateDecimals)
    }
    func number(_ value: (Cluster) -> Double?) -> Property.Values {
      .number(clusters.map(value), decimals: CoverageLayer.rateDecimals)
    }
    func joined(_ text: (BoundaryLayer.Unit) -> String) -> Property.Values {
      .text(clusters.map { $0.units.map { text(units[$0]) }.joined(separator: "; ") })
    }
    var properties = [
      Property("id", .integer(clusters.map(\.number))),
      Property("method", .text(clusters.map(\.method.rawValue))),
      Property("order", .integer(clusters.map(\.order))),
      Property("units", .integer(clusters.map(\.units.count))),
      Property("unit_codes", joined { $0.code ?? "" }),
      Property("unit_names", joined(\.name)),
      Property(
        "core_units",
        .text(clusters.map { $0.core.map { $0.map { units[$0].code ?? "" }.joined(separator: "; ") } })),
      Property("eligible", .integer(clusters.map(\.counts.eligible))),
      Property("covered", .integer(clusters.map(\.counts.covered))),
      Property("uncovered", .integer(clusters.map(\.counts.uncovered))),
      Property("coverage_pct", percent(\.counts.coverage)),
      Property("outside_coverage_pct", percent(\.outsideCoverage)),
      Property("difference_points", percent(\.difference)),
      Property("difference_tau", number { cluster in tau.flatMap { tau in cluster.difference.map { $0 / tau } } }),
      Property("relative_risk", number(\.relativeRisk)),
      Property("llr", number { $0.scan?.logLikelihoodRatio }),
      Property("p_value", number { $0.scan?.pValue }),
      // What clusters are ordered by: the ratio, for an ellipse times its penalty.
      Property("test_statistic", number { $0.scan?.testStatistic }),
      Property("radius_km", .number(clusters.map { $0.scan?.radius }, decimals: 6)),
      Property("shape", number { $0.scan?.shape }),
      Property("angle", number { $0.scan?.angle }),
      Property("significant", .boolean(clusters.map(\.isSignificant))),
      Property("summary_id", .text(clusters.map(\.summary.indonesian))),
      Property("summary_en", .text(clusters.map(\.summary.english))),
    ]
    properties += analysis.caveats.map { caveat in Property(caveat.name, .text(clusters.map { _ in caveat.text })) }
    // A boundary that nearly touches itself may cross itself once its coordinates are rounded.
    var polygons = try dissolve(clusters.map(\.units), of: analysis.layer.polygons, threads: threads)
    try roundToGrid(&polygons, decimals: decimals, threads: threads)
    return FeatureCollection(
      polygons: polygons, ids: clusters.map { .integer($0.number) }, properties: properties,
      members: [.init("name", "clusters")])
  }
}
