internal import Areas
package import Coverage
package import Diagnostics

// The words for the codes that files hold, the same in attribute tables, legends and the report.

extension CoverageFigures.Status {
  package var label: Message {
    switch self {
    case .targetMet: Message(id: "Target tercapai", en: "Target met")
    case .underTarget: Message(id: "Di bawah target", en: "Under target")
    case .noData: Message(id: "Tidak ada data", en: "No data")
    case .suppressed: Message(id: "Disembunyikan (jumlah kecil)", en: "Suppressed (small count)")
    }
  }

  static var codes: [FigureDescription.Code] { allCases.map { .init(value: $0.rawValue, label: $0.label) } }
}

extension Cluster.Method {
  package var label: Message {
    switch self {
    case .scan: Message(id: "Kantong cakupan rendah (pemindaian)", en: "Low-coverage cluster (scan)")
    case .coldSpot: Message(id: "Titik dingin (Gi*)", en: "Cold spot (Gi*)")
    case .threshold: Message(id: "Kelompok di bawah ambang (tanpa uji)", en: "Below-threshold group (not tested)")
    }
  }

  static var codes: [FigureDescription.Code] { allCases.map { .init(value: $0.rawValue, label: $0.label) } }
}

extension Gap.Kind {
  package var label: Message {
    switch self {
    case .outOfReach: Message(id: "Di luar jangkauan layanan", en: "Out of reach of service")
    case .noData: CoverageFigures.Status.noData.label
    case .boundaryHole:
      Message(id: "Lubang batas (tidak termasuk wilayah mana pun)", en: "Boundary hole (belongs to no unit)")
    case .boundaryOverlap:
      Message(id: "Batas tumpang tindih (dua wilayah)", en: "Boundary overlap (belongs to two units)")
    }
  }

  static var codes: [FigureDescription.Code] { allCases.map { .init(value: $0.rawValue, label: $0.label) } }
}

extension AdministrativeLevel {
  /// One unit of it.
  var singular: Message {
    switch self {
    case .province: Message(id: "Provinsi", en: "Province")
    case .regency: Message(id: "Kabupaten/kota", en: "Regency/city")
    case .district: Message(id: "Kecamatan", en: "District")
    case .village: Message(id: "Desa/kelurahan", en: "Village")
    case .unit: Message(id: "Wilayah", en: "Unit")
    }
  }

  static var codes: [FigureDescription.Code] { allCases.map { .init(value: $0.rawValue, label: $0.singular) } }
}
