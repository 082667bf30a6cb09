internal import Diagnostics

/// What the attribute tables of QGIS call the properties of the layers. **A new property gets a line here**, or is shown
/// under its own name.
struct FieldNames {
  private let segments: [(key: String, label: String)]

  init(segments: [(key: String, label: String)]) { self.segments = segments }

  /// nil for a property that has no name for people.
  func name(of property: String, _ language: Language) -> String? {
    if let known = Self.known[property] { return known[language] }
    for segment in segments {
      let patterns = ["eligible_\(segment.key)", "enrolled_\(segment.key)", "uncovered_\(segment.key)"]
      let figure: Message? =
        switch property {
        case patterns[0]: Self.known["eligible"]
        case patterns[1]: Self.known["enrolled"]
        case patterns[2]: Self.known["uncovered"]
        case "coverage_\(segment.key)_pct": Self.known["coverage_pct"]
        default: nil
        }
      if let figure { return "\(figure[language]) – \(segment.label)" }
    }
    return nil
  }

  /// The words for what a property holds, where it holds one of a few codes.
  static func values(of property: String, _ language: Language) -> [(code: String, label: String)] {
    (codes[property] ?? []).map { ($0.0, $0.1[language]) }
  }

  private static let known: [String: Message] = [
    // coverage
    "code": Message(id: "Kode wilayah", en: "Area code"),
    "name": Message(id: "Wilayah", en: "Unit"),
    "level": Message(id: "Tingkat", en: "Level"),
    "parent_code": Message(id: "Kode wilayah induk", en: "Code of parent"),
    "parent_name": Message(id: "Wilayah induk", en: "Parent"),
    "eligible": Message(id: "Potensi pekerja", en: "Eligible workers"),
    "enrolled": Message(id: "Peserta aktif", en: "Active participants"),
    "covered": Message(id: "Terlindungi", en: "Covered"),
    "uncovered": Message(id: "Belum terlindungi", en: "Uncovered"),
    "surplus": Message(id: "Kelebihan peserta", en: "Surplus"),
    "coverage_pct": Message(id: "Cakupan (%)", en: "Coverage (%)"),
    "coverage_low_pct": Message(id: "Cakupan, batas bawah 95 % (%)", en: "Coverage, lower bound 95% (%)"),
    "coverage_high_pct": Message(id: "Cakupan, batas atas 95 % (%)", en: "Coverage, upper bound 95% (%)"),
    "enrolment_ratio_pct": Message(id: "Rasio peserta (%)", en: "Enrolment ratio (%)"),
    "coverage_eb_pct": Message(id: "Cakupan dihaluskan (%)", en: "Smoothed coverage (%)"),
    "target_gap": Message(id: "Kekurangan ke target", en: "Gap to target"),
    "rank_uncovered": Message(id: "Peringkat menurut belum terlindungi", en: "Rank by uncovered"),
    "rank_coverage": Message(id: "Peringkat menurut cakupan", en: "Rank by coverage"),
    "status": Message(id: "Status", en: "Status"),
    "over_100": Message(id: "Ada segmen di atas 100 %", en: "Some segment above 100%"),
    "area_km2": Message(id: "Luas (km²)", en: "Area (km²)"),
    "centroid_lon": Message(id: "Bujur titik tengah", en: "Longitude of centroid"),
    "centroid_lat": Message(id: "Lintang titik tengah", en: "Latitude of centroid"),
    "neighbours": Message(id: "Jumlah tetangga", en: "Neighbours"),
    "lag_coverage_pct": Message(id: "Cakupan rata-rata tetangga (%)", en: "Mean coverage of neighbours (%)"),
    "local_moran_i": Message(id: "Moran lokal: I", en: "Local Moran: I"),
    "local_moran_quadrant": Message(id: "Moran lokal: kuadran", en: "Local Moran: quadrant"),
    "local_moran_p": Message(id: "Moran lokal: p", en: "Local Moran: p"),
    "local_moran_q": Message(id: "Moran lokal: q", en: "Local Moran: q"),
    "local_moran_p_floor": Message(id: "Moran lokal: p terkecil", en: "Local Moran: smallest p"),
    "gi_star_z": Message(id: "Gi*: z", en: "Gi*: z"),
    "gi_star_p": Message(id: "Gi*: p", en: "Gi*: p"),
    "gi_star_q": Message(id: "Gi*: q", en: "Gi*: q"),
    "gi_star_p_floor": Message(id: "Gi*: p terkecil", en: "Gi*: smallest p"),
    "cold_spot": Message(id: "Titik dingin", en: "Cold spot"),
    "scan_cluster": Message(id: "Nomor kantong cakupan rendah", en: "Number of low-coverage cluster"),
    "cluster_certainty": Message(
      id: "Kepastian termasuk kantong cakupan rendah (0–1)",
      en: "Certainty of belonging to a low-coverage cluster (0–1)"),
    "threshold_cluster": Message(id: "Nomor kelompok di bawah ambang", en: "Number of below-threshold group"),
    "methods_agreeing": Message(id: "Metode yang sepakat (0–3)", en: "Methods agreeing (0–3)"),
    "reach_pct": Message(id: "Bagian luas terjangkau (%)", en: "Area within reach (%)"),
    "nearest_point_km": Message(id: "Jarak ke titik layanan (km)", en: "Distance to service point (km)"),
    "data_note": Message(id: "Catatan data", en: "Note on data"),
    "boundary_note": Message(id: "Catatan batas", en: "Note on boundaries"),
    // clusters
    "id": Message(id: "Nomor", en: "Number"),
    "method": Message(id: "Metode", en: "Method"),
    "order": Message(id: "Urutan", en: "Order"),
    "units": Message(id: "Jumlah wilayah", en: "Units"),
    "unit_codes": Message(id: "Kode wilayah", en: "Codes of units"),
    "unit_names": Message(id: "Nama wilayah", en: "Names of units"),
    "outside_coverage_pct": Message(id: "Cakupan di luar (%)", en: "Coverage outside (%)"),
    "core_units": Message(id: "Kode wilayah inti", en: "Codes of core units"),
    "difference_points": Message(id: "Selisih dari luar (poin)", en: "Difference from outside (points)"),
    "difference_tau": Message(
      id: "Selisih dalam variasi antarwilayah (τ)", en: "Difference in variation between units (τ)"),
    "relative_risk": Message(id: "Risiko relatif belum terlindungi", en: "Relative risk of being uncovered"),
    "llr": Message(id: "Rasio log-kemungkinan", en: "Log-likelihood ratio"),
    "p_value": Message(id: "Nilai p", en: "p-value"),
    "test_statistic": Message(id: "Statistik uji", en: "Test statistic"),
    "shape": Message(id: "Perbandingan sumbu", en: "Major over minor axis"),
    "angle": Message(id: "Arah sumbu panjang (° dari timur)", en: "Direction of major axis (° from east)"),
    "radius_km": Message(id: "Radius (km)", en: "Radius (km)"),
    "significant": Message(id: "Signifikan", en: "Significant"),
    "summary_id": Message(id: "Ringkasan (Indonesia)", en: "Summary (Indonesian)"),
    "summary_en": Message(id: "Ringkasan (Inggris)", en: "Summary (English)"),
    // gaps
    "kind": Message(id: "Jenis", en: "Kind"),
    "share_pct": Message(id: "Bagian luas wilayah (%)", en: "Share of the unit's area (%)"),
    "uncovered_estimate": Message(id: "Perkiraan belum terlindungi", en: "Estimate of uncovered"),
  ]

  private static let codes: [String: [(String, Message)]] = [
    "status": [
      ("target_met", MapSymbol.targetMet.label),
      ("under_target", Message(id: "Di bawah target", en: "Under target")),
      ("no_data", MapSymbol.noData.label), ("suppressed", MapSymbol.suppressed.label),
    ],
    "level": [
      ("provinsi", Message(id: "Provinsi", en: "Province")),
      ("kabkota", Message(id: "Kabupaten/kota", en: "Regency/city")),
      ("kecamatan", Message(id: "Kecamatan", en: "District")),
      ("desa", Message(id: "Desa/kelurahan", en: "Village")), ("unit", Message(id: "Wilayah", en: "Unit")),
    ],
    "method": [
      ("scan", Message(id: "Kantong cakupan rendah (pemindaian)", en: "Low-coverage cluster (scan)")),
      ("cold_spot", MapSymbol.coldSpot.label), ("threshold", MapSymbol.thresholdCluster.label),
    ],
    "kind": [
      ("out_of_reach", MapSymbol.outOfReach.label), ("no_data", MapSymbol.noData.label),
      ("boundary_hole", MapSymbol.boundaryHole.label), ("boundary_overlap", MapSymbol.boundaryOverlap.label),
    ],
  ]
}
