internal import Diagnostics

extension Diagnostic {
  static func scanCountsDiffer(_ what: String, _ count: Int, _ units: Int) -> Diagnostic {
    Diagnostic(
      .internalFault, "scan.arrays.differ", ["what": what, "count": "\(count)", "units": "\(units)"],
      id:
        "Statistik pemindaian menerima \(count) nilai \(what) untuk \(units) unit. Berikan satu nilai untuk tiap unit.",
      en: "The scan statistic was given \(count) values of \(what) for \(units) units. Give one value for each unit.")
  }

  static func scanBadUnit(_ unit: Int, eligible: Int, covered: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "scan.counts.impossible",
      ["unit": "\(unit + 1)", "eligible": "\(eligible)", "covered": "\(covered)"],
      id:
        "Unit ke-\(unit + 1): \(covered) peserta dari \(eligible) pekerja yang memenuhi syarat. Untuk statistik "
        + "pemindaian, peserta harus 0 atau lebih dan tidak melebihi pekerja yang memenuhi syarat.",
      en:
        "Unit \(unit + 1): \(covered) covered of \(eligible) eligible. For the scan statistic, covered must be 0 or "
        + "more and not above eligible.")
  }

  static func scanBadValue(_ unit: Int, value: Double, weight: Double, size: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "scan.value.impossible",
      ["unit": "\(unit + 1)", "value": "\(value)", "weight": "\(weight)", "size": "\(size)"],
      id:
        "Unit ke-\(unit + 1): nilai \(value), bobot \(weight), ukuran \(size). Untuk statistik pemindaian, nilai harus "
        + "berhingga, bobot di atas 0, dan ukuran 1 atau lebih.",
      en:
        "Unit \(unit + 1): value \(value), weight \(weight), size \(size). For the scan statistic, values must be "
        + "finite, weights above 0 and sizes 1 or more.")
  }

  static func scanBadPlace(_ unit: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "scan.place.invalid", ["unit": "\(unit + 1)"],
      id: "Unit ke-\(unit + 1) tidak mempunyai titik pusat yang sah. Perbaiki geometri unit itu atau keluarkan dari "
        + "statistik pemindaian.",
      en: "Unit \(unit + 1) has no valid centroid. Repair its geometry or leave it out of the scan statistic.")
  }

  static func scanTooManyEligible(_ eligible: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "scan.eligible.excessive", ["eligible": "\(eligible)"],
      id:
        "Jumlah pekerja yang memenuhi syarat \(eligible) melebihi batas statistik pemindaian, yaitu 2.147.483.647. "
        + "Periksa satuan kolom itu, pakai model overdispersed yang tidak dibatasi demikian, atau lewatkan pemindaian.",
      en:
        "The total of \(eligible) eligible workers is above what the scan statistic can hold, 2,147,483,647. Check the "
        + "unit of that column, take the overdispersed model, which has no such limit, or leave the scan out.")
  }

  static func scanSizesTooLarge(_ unit: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "scan.sizes.excessive", ["unit": "\(unit + 1)"],
      id: "Pada unit ke-\(unit + 1) jumlah ukuran unit melampaui 9.223.372.036.854.775.807. Periksa satuan kolom itu.",
      en: "At unit \(unit + 1) the sum of the units' sizes exceeds 9,223,372,036,854,775,807. Check the unit of that "
        + "column.")
  }

  static func scanBadSetting(_ name: String, _ value: String, id: String, en: String) -> Diagnostic {
    Diagnostic(
      .usage, "scan.setting.invalid", ["name": name, "value": value],
      id: "Nilai \(name) untuk statistik pemindaian adalah \(value). Berikan \(id).",
      en: "The scan statistic's \(name) is \(value). Give \(en).")
  }

  static let scanFlexibleCounts = Diagnostic(
    .usage, "scan.flexible.counts",
    id: "Bentuk lentur memerlukan model overdispersed, karena anggotanya dipilih menurut residual antarwilayah.",
    en: "The flexible shape needs the overdispersed model, because its members are chosen by residuals between units.")

  static let scanFlexibleNeighbours = Diagnostic(
    .usage, "scan.flexible.neighbours",
    id: "Bentuk lentur memerlukan daftar tetangga untuk unit yang sama banyaknya.",
    en: "The flexible shape needs the neighbours of as many units.")
}
