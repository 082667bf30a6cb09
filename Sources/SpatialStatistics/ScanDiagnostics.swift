internal import Diagnostics

extension Diagnostic {
  static func scanCountsDiffer(_ what: String, _ count: Int, _ units: Int) -> Diagnostic {
    Diagnostic(
      .internalFault,
      id: "Statistik scan menerima \(count) nilai \(what) untuk \(units) unit. Berikan satu nilai untuk tiap unit.",
      en: "The scan statistic was given \(count) values of \(what) for \(units) units. Give one value for each unit.")
  }

  static func scanBadUnit(_ unit: Int, eligible: Int, covered: Int) -> Diagnostic {
    Diagnostic(
      .badInput,
      id:
        "Unit ke-\(unit + 1): \(covered) peserta dari \(eligible) pekerja yang memenuhi syarat. Untuk statistik scan, "
        + "peserta harus 0 atau lebih dan tidak melebihi pekerja yang memenuhi syarat.",
      en:
        "Unit \(unit + 1): \(covered) covered of \(eligible) eligible. For the scan statistic, covered must be 0 or "
        + "more and not above eligible.")
  }

  static func scanBadPlace(_ unit: Int) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "Unit ke-\(unit + 1) tidak mempunyai titik pusat yang sah. Perbaiki geometri unit itu atau keluarkan dari "
        + "statistik scan.",
      en: "Unit \(unit + 1) has no valid centroid. Repair its geometry or leave it out of the scan statistic.")
  }

  static func scanTooManyEligible(_ eligible: Int) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "Jumlah pekerja yang memenuhi syarat \(eligible) melebihi batas statistik scan, yaitu 2.147.483.647. Periksa "
        + "satuan kolom itu.",
      en:
        "The total of \(eligible) eligible workers is above what the scan statistic can hold, 2,147,483,647. Check the "
        + "unit of that column.")
  }

  static func scanBadSetting(_ name: String, _ value: String, id: String, en: String) -> Diagnostic {
    Diagnostic(
      .usage, id: "Nilai \(name) untuk statistik scan adalah \(value). Berikan \(id).",
      en: "The scan statistic's \(name) is \(value). Give \(en).")
  }
}
