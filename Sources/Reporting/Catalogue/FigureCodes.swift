package import Areas
package import Coverage
package import Diagnostics
package import RunFiles

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
  /// One unit of it, as a heading.
  package var singular: Message {
    switch self {
    case .province: Message(id: "Provinsi", en: "Province")
    case .regency: Message(id: "Kabupaten/kota", en: "Regency/city")
    case .district: Message(id: "Kecamatan", en: "District")
    case .village: Message(id: "Desa/kelurahan", en: "Village")
    case .unit: Message(id: "Wilayah", en: "Unit")
    }
  }

  /// Several of it, as a heading.
  package var plural: Message {
    switch self {
    case .province: Message(id: "Provinsi", en: "Provinces")
    case .regency: Message(id: "Kabupaten dan kota", en: "Regencies and cities")
    case .district: Message(id: "Kecamatan", en: "Districts")
    case .village: Message(id: "Desa dan kelurahan", en: "Villages")
    case .unit: Message(id: "Wilayah", en: "Units")
    }
  }

  static var codes: [FigureDescription.Code] { allCases.map { .init(value: $0.rawValue, label: $0.singular) } }
}

/// Of a level above, which may not be known.
extension AdministrativeLevel? {
  package var singular: Message { self?.singular ?? Message(id: "Wilayah induk", en: "Parent") }
  package var plural: Message { self?.plural ?? Message(id: "Wilayah induk", en: "Parents") }

  /// One of it, within a sentence.
  package func label(_ language: Language) -> String {
    self?.label(language, count: 1) ?? language.text(id: "wilayah induk", en: "parent")
  }
}

extension InputFile.Role {
  package var label: Message {
    switch self {
    case .boundaries: Message(id: "Peta", en: "Map")
    case .enrolment: Message(id: "Tabel kepesertaan", en: "Table of enrolment")
    case .workforce: Message(id: "Tabel potensi", en: "Table of eligible workers")
    case .points: Message(id: "Titik layanan", en: "Service points")
    }
  }
}
