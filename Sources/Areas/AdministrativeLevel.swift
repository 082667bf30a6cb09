public import Diagnostics

/// The level of an administrative unit; the raw value is what `coverage.geojson` prints.
public enum AdministrativeLevel: String, Sendable, CaseIterable, Comparable {
  case province = "provinsi"
  case regency = "kabkota"
  case district = "kecamatan"
  case village = "desa"
  /// Any polygon that is none of these: a layer from elsewhere, or a working area.
  case unit

  /// Coarser levels come first.
  private var depth: Int {
    switch self {
    case .province: 0
    case .regency: 1
    case .district: 2
    case .village: 3
    case .unit: 4
    }
  }

  public static func < (left: AdministrativeLevel, right: AdministrativeLevel) -> Bool { left.depth < right.depth }

  /// How many digits a code of this level has in a code system; nil where there are no codes.
  package func digits(in system: CodeSystem) -> Int? {
    switch (self, system) {
    case (.province, _): 2
    case (.regency, _): 4
    case (.district, .kemendagri): 6
    case (.district, .bps): 7
    case (.village, _): 10
    case (.unit, _): nil
    }
  }

  /// The level that a code of so many digits has; both systems' lengths are told apart by it alone.
  init?(codeDigits: Int) {
    switch codeDigits {
    case 2: self = .province
    case 4: self = .regency
    case 6, 7: self = .district
    case 10: self = .village
    default: return nil
    }
  }

  /// The level above; nil for a province and for a unit outside the hierarchy.
  package var parent: AdministrativeLevel? {
    switch self {
    case .province, .unit: nil
    case .regency: .province
    case .district: .regency
    case .village: .district
    }
  }
}

extension AdministrativeLevel {
  /// As people call it, in the plural.
  public func label(_ language: Language) -> String { label(language, count: 2) }

  /// As people call so many of it.
  public func label(_ language: Language, count: Int) -> String {
    switch self {
    case .province: language.text(id: "provinsi", en: count == 1 ? "province" : "provinces")
    case .regency: language.text(id: "kabupaten/kota", en: count == 1 ? "regency or city" : "regencies and cities")
    case .district:
      language.text(id: "kecamatan", en: count == 1 ? "district (kecamatan)" : "districts (kecamatan)")
    case .village: language.text(id: "desa/kelurahan", en: count == 1 ? "village" : "villages")
    case .unit: language.text(id: "wilayah", en: count == 1 ? "unit" : "units")
    }
  }

  /// The level below; nil for a village and for a unit outside the hierarchy.
  package init?(below level: AdministrativeLevel) {
    switch level {
    case .province: self = .regency
    case .regency: self = .district
    case .district: self = .village
    case .village, .unit: return nil
    }
  }
}
