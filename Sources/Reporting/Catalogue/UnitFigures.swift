internal import Areas
internal import Boundaries
internal import Coverage
internal import Diagnostics
internal import SpatialStatistics
internal import SpatialWeights

/// The figures of a unit, in the order of `coverage.geojson`. **A new figure is an entry here**, named in `all`; every output
/// that its `places` name has it then.
package enum UnitFigures {
  package static let all: [any FigureOf<UnitResults>] = [
    code, name, level, parentCode, parentName,
    eligible, enrolled, covered, uncovered, uncoveredShare, surplus,
    coverage, coverageLow, coverageHigh, enrolmentRatio, smoothedCoverage,
    targetGap, rankByUncovered, rankByCoverage, status, isOver100,
    area, centroidLongitude, centroidLatitude,
    neighbours, lagCoverage,
    localMoran, localMoranQuadrant, localMoranP, localMoranQ, localMoranPFloor,
    giStarZ, giStarP, giStarQ, giStarPFloor, coldSpot,
    scanCluster, clusterCertainty, thresholdCluster,
    methodsAgreeing,
    reach, nearestPointDistance,
  ]

  /// Statistics keep enough decimals to be compared with other programs.
  private static let statisticDecimals = 12
  private static let degreeDecimals = 8

  // MARK: Names

  package static let code = Figure<UnitResults, String>(
    "code", title: Message(id: "Kode wilayah", en: "Area code"), heading: Message(id: "Kode", en: "Code"),
    meaning: Message(id: "kode wilayah pada peta", en: "code of the unit in the map"), in: [.map, .ranking, .screen]
  ) { $0.units(\.code) }

  package static let name = Figure<UnitResults, String>(
    "name", title: Message(id: "Wilayah", en: "Unit"), meaning: Message(id: "nama wilayah", en: "name of the unit"),
    in: [.map, .ranking, .screen]
  ) { $0.units(\.name) }

  package static let level = Figure<UnitResults, String>(
    "level", title: Message(id: "Tingkat", en: "Level"),
    meaning: Message(
      id: "tingkat wilayah: provinsi, kabkota, kecamatan, desa, atau unit (wilayah lain)",
      en: "level of the unit: provinsi, kabkota, kecamatan, desa or unit (any other area)"),
    codes: AdministrativeLevel.codes
  ) { results in results.units { _ in results.analysis.layer.level.rawValue } }

  package static let parentCode = Figure<UnitResults, String>(
    "parent_code", title: Message(id: "Kode wilayah induk", en: "Code of parent"),
    meaning: Message(id: "kode wilayah induk", en: "code of the unit above"), in: [.map, .ranking]
  ) { $0.units(\.parentCode) }

  package static let parentName = Figure<UnitResults, String>(
    "parent_name", title: Message(id: "Wilayah induk", en: "Parent"),
    meaning: Message(id: "nama wilayah induk", en: "name of the unit above"), in: [.map, .ranking]
  ) { $0.units(\.parentName) }

  // MARK: Counts and coverage

  package static let eligible = Figure<UnitResults, Int>(
    "eligible", title: Message(id: "Potensi pekerja", en: "Eligible workers"),
    heading: Message(id: "Potensi", en: "Eligible"),
    meaning: Message(
      id: "potensi: pekerja yang seharusnya terlindungi", en: "workers who should be covered (the denominator)"),
    in: [.map, .ranking, .screen, .report]
  ) { $0.analysis.figures.partialEligible }

  package static let enrolled = Figure<UnitResults, Int>(
    "enrolled", title: Message(id: "Peserta aktif", en: "Active participants"),
    meaning: Message(id: "peserta aktif", en: "active participants"), in: [.map, .ranking, .report]
  ) { $0.analysis.figures.partialEnrolled }

  package static let covered = Figure<UnitResults, Int>(
    "covered", title: Message(id: "Terlindungi", en: "Covered"),
    meaning: Message(
      id: "terlindungi: peserta aktif, paling banyak sebesar potensi di setiap segmen",
      en: "active participants, at most the eligible workers of each segment"),
    in: [.map, .ranking, .screen, .report]
  ) { $0.counts(\.covered) }

  package static let uncovered = Figure<UnitResults, Int>(
    "uncovered", title: Message(id: "Belum terlindungi", en: "Uncovered"),
    heading: Message(id: "Belum", en: "Uncovered"),
    meaning: Message(
      id: "belum terlindungi: potensi dikurangi yang terlindungi", en: "eligible workers who are not covered"),
    in: [.map, .ranking, .screen, .report]
  ) { $0.counts(\.uncovered) }

  package static let uncoveredShare = Figure<UnitResults, Double>(
    "uncovered_share_pct", .percent,
    title: Message(id: "Bagian dari semua yang belum terlindungi", en: "Share of all uncovered"),
    meaning: Message(
      id: "bagian wilayah itu dari semua pekerja yang belum terlindungi, dalam persen",
      en: "the unit's share of all uncovered workers, in per cent"),
    in: [.map, .ranking, .report]
  ) { results in
    let all = Double(results.analysis.figures.total.uncovered)
    return results.percents(\.analysis.figures.units) { counts in
      counts.eligible > 0 && all > 0 ? Double(counts.uncovered) / all : nil
    }
  }

  package static let surplus = Figure<UnitResults, Int>(
    "surplus", title: Message(id: "Kelebihan peserta", en: "Surplus"),
    meaning: Message(
      id: "peserta aktif melebihi potensi; tidak menutupi kesenjangan di tempat lain",
      en: "active participants beyond the eligible workers; covers no gap elsewhere"),
    in: [.map, .ranking]
  ) { $0.counts(\.surplus) }

  package static let coverage = Figure<UnitResults, Double>(
    "coverage_pct", .percent, title: Message(id: "Cakupan", en: "Coverage"),
    meaning: Message(
      id: "cakupan dalam persen: terlindungi / potensi", en: "coverage in per cent: covered / eligible"),
    in: [.map, .ranking, .screen, .report]
  ) { $0.percents(\.analysis.figures.units) { $0.coverage } }

  package static let coverageLow = Figure<UnitResults, Double>(
    "coverage_low_pct", .percent,
    title: Message(id: "Cakupan, batas bawah 95 %", en: "Coverage, lower bound 95%"),
    meaning: Message(
      id: "batas bawah selang kepercayaan 95 % (Wilson)", en: "lower end of the 95 % interval (Wilson)"),
    in: [.map, .ranking, .report]
  ) { $0.percents(\.analysis.figures.intervals) { $0.lower } }

  package static let coverageHigh = Figure<UnitResults, Double>(
    "coverage_high_pct", .percent,
    title: Message(id: "Cakupan, batas atas 95 %", en: "Coverage, upper bound 95%"),
    meaning: Message(
      id: "batas atas selang kepercayaan 95 % (Wilson)", en: "upper end of the 95 % interval (Wilson)"),
    in: [.map, .ranking, .report]
  ) { $0.percents(\.analysis.figures.intervals) { $0.upper } }

  package static let enrolmentRatio = Figure<UnitResults, Double>(
    "enrolment_ratio_pct", .percent, title: Message(id: "Rasio peserta", en: "Enrolment ratio"),
    meaning: Message(
      id: "peserta aktif / potensi dalam persen; bisa melebihi 100",
      en: "active participants / eligible workers in per cent; may exceed 100"),
    in: [.map, .ranking, .report]
  ) { $0.percents(\.analysis.figures.units) { $0.enrolmentRatio } }

  package static let smoothedCoverage = Figure<UnitResults, Double>(
    "coverage_eb_pct", .percent, title: Message(id: "Cakupan dihaluskan", en: "Smoothed coverage"),
    meaning: Message(
      id: "cakupan yang dihaluskan (empirical Bayes), untuk wilayah kecil",
      en: "smoothed coverage (empirical Bayes), for small units"),
    in: [.map, .ranking, .report]
  ) { $0.percents(\.analysis.figures.smoothed) { $0 } }

  package static let targetGap = Figure<UnitResults, Int>(
    "target_gap", title: Message(id: "Kekurangan ke target", en: "Gap to target"),
    meaning: Message(
      id: "pekerja yang masih harus didaftarkan untuk mencapai target",
      en: "workers still to enrol to reach the target"),
    in: [.map, .ranking, .report]
  ) { $0.counts(\.targetGap) }

  package static let rankByUncovered = Figure<UnitResults, Int>(
    "rank_uncovered", title: Message(id: "Peringkat menurut belum terlindungi", en: "Rank by uncovered"),
    heading: Message(id: "No", en: "No"),
    meaning: Message(
      id: "peringkat menurut pekerja belum terlindungi, terbanyak dahulu", en: "rank by uncovered workers, most first"),
    in: [.map, .ranking, .screen, .report]
  ) { $0.analysis.figures.rankByUncovered }

  package static let rankByCoverage = Figure<UnitResults, Int>(
    "rank_coverage", title: Message(id: "Peringkat menurut cakupan", en: "Rank by coverage"),
    heading: Message(id: "No", en: "No"),
    meaning: Message(id: "peringkat menurut cakupan, terendah dahulu", en: "rank by coverage, lowest first"),
    in: [.map, .ranking, .screen, .report]
  ) { $0.analysis.figures.rankByCoverage }

  package static let status = Figure<UnitResults, String>(
    "status", title: Message(id: "Status", en: "Status"),
    meaning: Message(
      id:
        "target_met (target tercapai), under_target (di bawah target), no_data (tanpa data), suppressed (disembunyikan)",
      en: "target_met, under_target, no_data or suppressed"),
    codes: CoverageFigures.Status.codes, in: [.map, .ranking, .report]
  ) { $0.analysis.figures.status.map(\.rawValue) }

  package static let isOver100 = Figure<UnitResults, Bool>(
    "over_100", title: Message(id: "Ada segmen di atas 100 %", en: "Some segment above 100%"),
    meaning: Message(
      id: "apakah ada segmen yang peserta aktifnya melebihi potensi",
      en: "whether some segment has more active participants than eligible workers"),
    in: [.map, .report]
  ) { $0.analysis.figures.isOver100 }

  // MARK: Place

  package static let area = Figure<UnitResults, Double>(
    "area_km2", .squareKilometres, title: Message(id: "Luas", en: "Area"),
    meaning: Message(id: "luas geodesik wilayah", en: "geodesic area of the unit")
  ) { $0.units(\.areaSquareKilometres) }

  package static let centroidLongitude = Figure<UnitResults, Double>(
    "centroid_lon", decimals: degreeDecimals, title: Message(id: "Bujur titik tengah", en: "Longitude of centroid"),
    meaning: Message(
      id: "bujur titik tengah wilayah, dalam derajat (WGS 84)",
      en: "longitude of the unit's centroid in degrees (WGS 84)")
  ) { $0.units { $0.centroid?.longitude } }

  package static let centroidLatitude = Figure<UnitResults, Double>(
    "centroid_lat", decimals: degreeDecimals, title: Message(id: "Lintang titik tengah", en: "Latitude of centroid"),
    meaning: Message(
      id: "lintang titik tengah wilayah, dalam derajat (WGS 84)",
      en: "latitude of the unit's centroid in degrees (WGS 84)")
  ) { $0.units { $0.centroid?.latitude } }

  // MARK: Neighbours and clusters

  package static let neighbours = Figure<UnitResults, Int>(
    "neighbours", title: Message(id: "Jumlah tetangga", en: "Neighbours"),
    meaning: Message(id: "jumlah wilayah tetangga; 0 bila tidak ada", en: "number of neighbours; 0 for an isolate")
  ) { results in
    results.spatial.map { spatial in
      (0..<spatial.weights.unitCount).map { spatial.weights.cardinality(of: $0) }
    }
  }

  package static let lagCoverage = Figure<UnitResults, Double>(
    "lag_coverage_pct", .percent,
    title: Message(id: "Cakupan rata-rata tetangga", en: "Mean coverage of neighbours"),
    meaning: Message(
      id: "rata-rata cakupan tetangga yang punya data", en: "mean coverage of the neighbours that have data")
  ) { $0.spatial?.association.lags.map { $0.map { 100 * $0 } } }

  package static let localMoran = Figure<UnitResults, Double>(
    "local_moran_i", decimals: statisticDecimals, title: Message(id: "Moran lokal: I", en: "Local Moran: I"),
    meaning: Message(
      id: "statistik Moran lokal dari cakupan: positif bila wilayah dan tetangganya mirip",
      en: "local Moran statistic of coverage: positive where the unit and its neighbours are alike")
  ) { $0.spatial?.association.localMoran.statistics }

  package static let localMoranQuadrant = Figure<UnitResults, String>(
    "local_moran_quadrant", title: Message(id: "Moran lokal: kuadran", en: "Local Moran: quadrant"),
    meaning: Message(
      id: "HH, LL, LH, atau HL: wilayah lalu tetangganya, tinggi (H) atau rendah (L)",
      en: "HH, LL, LH or HL: the unit and then its neighbours, high (H) or low (L)")
  ) { $0.spatial?.association.localMoran.quadrants.map { $0?.rawValue } }

  package static let localMoranP = Figure<UnitResults, Double>(
    "local_moran_p", decimals: statisticDecimals, title: Message(id: "Moran lokal: p", en: "Local Moran: p"),
    meaning: Message(
      id: "nilai p dua sisi Moran lokal, dari permutasi", en: "two-sided p-value of local Moran, by permutation")
  ) { $0.spatial?.association.localMoran.pValues }

  package static let localMoranQ = Figure<UnitResults, Double>(
    "local_moran_q", decimals: statisticDecimals, title: Message(id: "Moran lokal: q", en: "Local Moran: q"),
    meaning: Message(
      id: "nilai p itu setelah dikoreksi karena banyak wilayah diuji (tingkat temuan palsu)",
      en: "that p-value corrected for testing many units (false discovery rate)")
  ) { $0.spatial?.association.localMoran.qValues }

  package static let localMoranPFloor = Figure<UnitResults, Double>(
    "local_moran_p_floor", decimals: statisticDecimals,
    title: Message(id: "Moran lokal: p terkecil", en: "Local Moran: smallest p"),
    meaning: Message(
      id: "nilai p terkecil yang dapat dicapai wilayah itu", en: "the smallest p-value that the unit could reach")
  ) { $0.spatial?.association.localMoran.pFloors }

  package static let giStarZ = Figure<UnitResults, Double>(
    "gi_star_z", decimals: statisticDecimals, title: Message(id: "Gi*: z", en: "Gi*: z"),
    meaning: Message(
      id: "Getis-Ord Gi* dari cakupan: negatif bila wilayah dan sekitarnya rendah",
      en: "Getis-Ord Gi* of coverage: negative where the unit and what is around are low")
  ) { $0.spatial?.association.getisOrd.zValues }

  package static let giStarP = Figure<UnitResults, Double>(
    "gi_star_p", decimals: statisticDecimals, title: Message(id: "Gi*: p", en: "Gi*: p"),
    meaning: Message(
      id: "nilai p Gi* ke arah rendah, dari permutasi", en: "p-value of Gi* towards low coverage, by permutation")
  ) { $0.spatial?.association.getisOrd.pValues }

  package static let giStarQ = Figure<UnitResults, Double>(
    "gi_star_q", decimals: statisticDecimals, title: Message(id: "Gi*: q", en: "Gi*: q"),
    meaning: Message(
      id: "nilai p itu setelah dikoreksi karena banyak wilayah diuji (tingkat temuan palsu)",
      en: "that p-value corrected for testing many units (false discovery rate)")
  ) { $0.spatial?.association.getisOrd.qValues }

  package static let giStarPFloor = Figure<UnitResults, Double>(
    "gi_star_p_floor", decimals: statisticDecimals, title: Message(id: "Gi*: p terkecil", en: "Gi*: smallest p"),
    meaning: Message(
      id: "nilai p terkecil yang dapat dicapai wilayah itu", en: "the smallest p-value that the unit could reach")
  ) { $0.spatial?.association.getisOrd.pFloors }

  package static let coldSpot = Figure<UnitResults, Bool>(
    "cold_spot", title: Message(id: "Titik dingin", en: "Cold spot"),
    meaning: Message(
      id: "apakah Gi* rendah dan q-nya paling besar --alpha", en: "whether Gi* is low and its q at most --alpha"),
    in: [.map, .report]
  ) { $0.spatial?.association.isColdSpot }

  package static let scanCluster = Figure<UnitResults, Int>(
    "scan_cluster", title: Message(id: "Nomor kantong cakupan rendah", en: "Number of low-coverage cluster"),
    meaning: Message(
      id: "nomor klaster pemindaian yang memuat wilayah itu di clusters.geojson",
      en: "id in clusters.geojson of the scan cluster that the unit is in"),
    in: [.map, .report]
  ) { $0.spatial?.scanCluster }

  package static let clusterCertainty = Figure<UnitResults, Double>(
    "cluster_certainty", decimals: statisticDecimals,
    title: Message(id: "Kepastian termasuk kantong (0–1)", en: "Certainty of being in the cluster (0–1)"),
    meaning: Message(
      id: "seberapa pasti wilayah itu termasuk klaster pemindaian yang memuatnya atau di sampingnya, 0 sampai 1; tidak "
        + "ada untuk --scan-shape flexible",
      en: "how sure it is that the unit belongs to the scan cluster that it is in or beside, 0 to 1; none with "
        + "--scan-shape flexible"),
    in: [.map, .report]
  ) { $0.spatial.map { $0.scan?.certainty ?? Array(repeating: nil, count: $0.scanCluster.count) } }

  package static let thresholdCluster = Figure<UnitResults, Int>(
    "threshold_cluster", title: Message(id: "Nomor kelompok di bawah ambang", en: "Number of below-threshold group"),
    meaning: Message(
      id: "nomor kelompok di bawah ambang yang memuat wilayah itu di clusters.geojson",
      en: "id in clusters.geojson of the below-threshold group that the unit is in"),
    in: [.map, .report]
  ) { $0.spatial?.thresholdCluster }

  package static let methodsAgreeing = Figure<UnitResults, Int>(
    "methods_agreeing", title: Message(id: "Metode yang sepakat (0–3)", en: "Methods agreeing (0–3)"),
    meaning: Message(
      id: "berapa dari tiga metode (titik dingin, kuadran rendah-rendah, klaster pemindaian) yang menunjuk wilayah itu",
      en: "how many of three methods (cold spot, low-low quadrant, scan cluster) name the unit")
  ) { $0.spatial?.methodsAgreeing }

  // MARK: Reach

  package static let reach = Figure<UnitResults, Double>(
    "reach_pct", .percent, title: Message(id: "Bagian luas terjangkau", en: "Area within reach"),
    meaning: Message(
      id: "bagian luas wilayah yang terjangkau titik layanan, dalam persen",
      en: "share of the area within reach of a service point, in per cent"),
    in: [.map, .ranking, .report]
  ) { $0.reach?.percents }

  package static let nearestPointDistance = Figure<UnitResults, Double>(
    "nearest_point_km", .kilometres, title: Message(id: "Jarak ke titik layanan", en: "Distance to service point"),
    meaning: Message(
      id: "jarak dari titik tengah wilayah ke titik layanan terdekat, dalam kilometer",
      en: "kilometres from the unit's centre to the nearest service point"),
    in: [.map, .ranking, .report]
  ) { $0.reach?.nearestKilometres }
}

/// What the figures of units are read from. What is withheld from a publication is in none of it.
package struct UnitResults: FigureSubject {
  let analysis: Analysis
  /// nil for a ranking alone.
  let spatial: SpatialAnalysis?
  /// nil where no service points were given.
  let reach: Reach?

  init(_ analysis: Analysis, _ spatial: SpatialAnalysis? = nil, _ reach: Reach? = nil) {
    self.analysis = analysis
    self.spatial = spatial
    self.reach = reach
  }

  package var count: Int { analysis.layer.units.count }

  fileprivate func units<Value>(_ value: (BoundaryLayer.Unit) -> Value?) -> [Value?] { analysis.layer.units.map(value) }

  fileprivate func counts<Value>(_ value: (CoverageFigures.Counts) -> Value?) -> [Value?] {
    analysis.figures.units.map { $0.flatMap(value) }
  }

  /// Shares, 0 to 1, as percentages.
  fileprivate func percents<Element>(
    _ elements: KeyPath<UnitResults, [Element?]>, _ share: (Element) -> Double?
  ) -> [Double?] {
    self[keyPath: elements].map { $0.flatMap(share).map { 100 * $0 } }
  }
}
