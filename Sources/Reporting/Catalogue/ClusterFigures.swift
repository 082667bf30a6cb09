internal import Boundaries
internal import Coverage
internal import Diagnostics
internal import SpatialStatistics

/// The figures of a cluster, in the order of `clusters.geojson`. **A new figure of clusters is an entry here**, named in
/// `all`.
package enum ClusterFigures {
  package static let all: [any FigureOf<ClusterResults>] = [
    id, method, order, unitCount, unitCodes, unitNames, coreUnits, eligible, covered, uncovered, coverage,
    outsideCoverage, differenceInPoints, differenceInTau, relativeRisk, logLikelihoodRatio, pValue, testStatistic,
    radius, shape, angle, isSignificant, summaryInIndonesian, summaryInEnglish,
  ]

  private static let statisticDecimals = 10

  package static let id = Figure<ClusterResults, Int>(
    "id", title: Message(id: "Nomor", en: "Number"),
    meaning: Message(id: "nomor klaster, mulai dari 1", en: "number of the cluster, from 1")
  ) { $0.clusters.map(\.number) }

  package static let method = Figure<ClusterResults, String>(
    "method", title: Message(id: "Metode", en: "Method"),
    meaning: Message(
      id: "cara klaster ditemukan: scan (pemindaian), cold_spot (titik dingin), threshold (di bawah ambang, tanpa uji)",
      en: "how the cluster was found: scan, cold_spot or threshold (not tested)"),
    codes: Cluster.Method.codes
  ) { $0.clusters.map(\.method.rawValue) }

  package static let order = Figure<ClusterResults, Int>(
    "order", title: Message(id: "Urutan", en: "Order"),
    meaning: Message(
      id: "urutan di antara klaster dengan metode yang sama", en: "place among the clusters of its method")
  ) { $0.clusters.map(\.order) }

  package static let unitCount = Figure<ClusterResults, Int>(
    "units", title: Message(id: "Jumlah wilayah", en: "Units"),
    meaning: Message(id: "jumlah wilayah di dalamnya", en: "number of units in it")
  ) { $0.clusters.map(\.units.count) }

  package static let unitCodes = Figure<ClusterResults, String>(
    "unit_codes", title: Message(id: "Kode wilayah", en: "Codes of units"),
    meaning: Message(id: "kode wilayahnya, dipisahkan “; ”", en: "codes of its units, with “; ” between them")
  ) { $0.joined { $0.code ?? "" } }

  package static let unitNames = Figure<ClusterResults, String>(
    "unit_names", title: Message(id: "Nama wilayah", en: "Names of units"),
    meaning: Message(id: "nama wilayahnya, dipisahkan “; ”", en: "names of its units, with “; ” between them")
  ) { $0.joined(\.name) }

  package static let coreUnits = Figure<ClusterResults, String>(
    "core_units", title: Message(id: "Kode wilayah inti", en: "Codes of core units"),
    meaning: Message(
      id: "kode wilayah yang kepastiannya sedikitnya 0,9 (cluster_certainty), dipisahkan “; ”",
      en: "codes of the units of which it is sure by at least 0.9 (cluster_certainty), with “; ” between them")
  ) { results in results.clusters.map { $0.core.map { results.joined($0) { $0.code ?? "" } } } }

  package static let eligible = Figure<ClusterResults, Int>(
    "eligible", title: UnitFigures.eligible.title, meaning: UnitFigures.eligible.description.meaning
  ) { $0.clusters.map(\.counts.eligible) }

  package static let covered = Figure<ClusterResults, Int>(
    "covered", title: UnitFigures.covered.title, meaning: UnitFigures.covered.description.meaning
  ) { $0.clusters.map(\.counts.covered) }

  package static let uncovered = Figure<ClusterResults, Int>(
    "uncovered", title: UnitFigures.uncovered.title, meaning: UnitFigures.uncovered.description.meaning
  ) { $0.clusters.map(\.counts.uncovered) }

  package static let coverage = Figure<ClusterResults, Double>(
    "coverage_pct", .percent, title: UnitFigures.coverage.title, meaning: UnitFigures.coverage.description.meaning
  ) { $0.percents(\.counts.coverage) }

  package static let outsideCoverage = Figure<ClusterResults, Double>(
    "outside_coverage_pct", .percent, title: Message(id: "Cakupan di luar", en: "Coverage outside"),
    meaning: Message(
      id: "cakupan semua wilayah lain yang punya data", en: "coverage of all other units that have data")
  ) { $0.percents(\.outsideCoverage) }

  package static let differenceInPoints = Figure<ClusterResults, Double>(
    "difference_points", decimals: statisticDecimals,
    title: Message(id: "Selisih dari luar (poin)", en: "Difference from outside (points)"),
    meaning: Message(
      id: "berapa poin cakupan di dalam lebih rendah daripada di luar",
      en: "by how many points coverage inside is lower than outside")
  ) { $0.percents(\.difference) }

  package static let differenceInTau = Figure<ClusterResults, Double>(
    "difference_tau", decimals: statisticDecimals,
    title: Message(id: "Selisih dalam variasi antarwilayah (τ)", en: "Difference in variation between units (τ)"),
    meaning: Message(
      id: "selisih itu dibagi variasi cakupan antarwilayah di luar kebetulan (τ); kosong bila tidak ada variasi",
      en: "that difference over what coverage varies between units beyond chance (τ); null where it does not vary")
  ) { results in
    results.clusters.map { cluster in
      results.tau.flatMap { tau in cluster.difference.map { $0 / tau } }
    }
  }

  package static let relativeRisk = Figure<ClusterResults, Double>(
    "relative_risk", decimals: statisticDecimals,
    title: Message(id: "Risiko relatif belum terlindungi", en: "Relative risk of being uncovered"),
    meaning: Message(
      id: "bagian yang belum terlindungi di dalam, dibagi bagian itu di luar",
      en: "share of the uncovered inside over that outside")
  ) { $0.clusters.map(\.relativeRisk) }

  package static let logLikelihoodRatio = Figure<ClusterResults, Double>(
    "llr", decimals: statisticDecimals, title: Message(id: "Rasio log-kemungkinan", en: "Log-likelihood ratio"),
    meaning: Message(
      id: "rasio log-kemungkinan statistik pemindaian", en: "log-likelihood ratio of the scan statistic")
  ) { $0.clusters.map { $0.scan?.logLikelihoodRatio } }

  package static let pValue = Figure<ClusterResults, Double>(
    "p_value", decimals: statisticDecimals, title: Message(id: "Nilai p", en: "p-value"),
    meaning: Message(
      id: "nilai p klaster pemindaian, dari ulangan peta acak",
      en: "p-value of a scan cluster, from replicates of chance")
  ) { $0.clusters.map { $0.scan?.pValue } }

  package static let testStatistic = Figure<ClusterResults, Double>(
    "test_statistic", decimals: statisticDecimals, title: Message(id: "Statistik uji", en: "Test statistic"),
    meaning: Message(
      id: "yang mengurutkan klaster pemindaian: llr, untuk elips dikalikan penaltinya",
      en: "what scan clusters are ordered by: llr, for an ellipse times its penalty")
  ) { $0.clusters.map { $0.scan?.testStatistic } }

  package static let radius = Figure<ClusterResults, Double>(
    "radius_km", .kilometres, title: Message(id: "Radius", en: "Radius"),
    meaning: Message(
      id:
        "radius klaster pemindaian, dari pusatnya ke titik tengah wilayah terjauh; untuk elips setengah sumbu panjang",
      en: "radius of a scan cluster, from its centre to the furthest unit's centroid; half the long axis of an ellipse")
  ) { $0.clusters.map { $0.scan?.radius } }

  package static let shape = Figure<ClusterResults, Double>(
    "shape", decimals: statisticDecimals, title: Message(id: "Perbandingan sumbu", en: "Long over short axis"),
    meaning: Message(
      id: "sumbu panjang dibagi sumbu pendek klaster pemindaian; 1 untuk lingkaran",
      en: "long over short axis of a scan cluster; 1 for a circle")
  ) { $0.clusters.map { $0.scan?.shape } }

  package static let angle = Figure<ClusterResults, Double>(
    "angle", decimals: statisticDecimals, title: Message(id: "Arah sumbu panjang", en: "Direction of long axis"),
    meaning: Message(
      id: "arah sumbu panjang elips, dalam derajat dari timur ke arah utara",
      en: "direction of the long axis of an ellipse, in degrees from east towards north")
  ) { $0.clusters.map { $0.scan?.angle } }

  package static let isSignificant = Figure<ClusterResults, Bool>(
    "significant", title: Message(id: "Signifikan", en: "Significant"),
    meaning: Message(
      id: "apakah signifikan; kosong bila metodenya tanpa uji",
      en: "whether it is significant; null where nothing was tested")
  ) { $0.clusters.map(\.isSignificant) }

  package static let summaryInIndonesian = Figure<ClusterResults, String>(
    "summary_id", title: Message(id: "Ringkasan (Indonesia)", en: "Summary (Indonesian)"),
    meaning: Message(id: "satu kalimat dalam bahasa Indonesia", en: "a sentence in Indonesian")
  ) { $0.clusters.map(\.summary.indonesian) }

  package static let summaryInEnglish = Figure<ClusterResults, String>(
    "summary_en", title: Message(id: "Ringkasan (Inggris)", en: "Summary (English)"),
    meaning: Message(id: "satu kalimat dalam bahasa Inggris", en: "a sentence in English")
  ) { $0.clusters.map(\.summary.english) }
}

/// What the figures of clusters are read from.
package struct ClusterResults: FigureSubject {
  let analysis: Analysis
  let clusters: [Cluster]
  /// What coverage varies between units beyond chance, from 0 to 1; nil where it does not vary.
  let tau: Double?

  init(_ analysis: Analysis, _ spatial: SpatialAnalysis) {
    self.analysis = analysis
    clusters = spatial.clusters
    tau = spatial.variation.flatMap { $0.variance > 0 ? $0.standardDeviation : nil }
  }

  package var count: Int { clusters.count }

  fileprivate func joined(_ text: (BoundaryLayer.Unit) -> String) -> [String?] {
    clusters.map { joined($0.units, text) }
  }

  fileprivate func joined(_ units: [Int], _ text: (BoundaryLayer.Unit) -> String) -> String {
    units.map { text(analysis.layer.units[$0]) }.joined(separator: "; ")
  }

  /// Shares, 0 to 1, as percentages.
  fileprivate func percents(_ share: (Cluster) -> Double?) -> [Double?] { clusters.map { share($0).map { 100 * $0 } } }
}
