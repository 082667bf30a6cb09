internal import Boundaries
package import Diagnostics

extension Reapportionment {
  /// Notices of the shares, in the order of its weight.
  package var findings: [Notice] {
    var notices: [Notice] = []
    let basis = basis
    if basis.contains(where: { $0 != .whole && $0 != .none }) { notices.append(.spread(method)) }
    if table.isIllustrative || from.isSchematic || to.isSchematic { notices.append(.notOfficial) }
    if matrix.isDecidedByAgreement { notices.append(drawnApart) }
    if let notice = sameCodes { notices.append(notice) }
    let without = to.units.indices.filter { basis[$0] == .none }
    if !without.isEmpty {
      notices.append(.withoutSource(without.map { (title(to.units[$0]), matrix.covered[$0]) }))
    }
    if let notice = incomplete { notices.append(notice) }
    let isUnchanged = Set(matrix.unchanged.compactMap { $0 })
    let partly = to.units.indices.filter {
      basis[$0] != .none && matrix.covered[$0] < Self.notableCover && !isUnchanged.contains($0)
    }
    if !partly.isEmpty {
      notices.append(
        .partlyCovered(Self.leastFirst(partly, by: matrix.covered).map { (title(to.units[$0]), matrix.covered[$0]) }))
    }
    let outside = from.units.indices.filter {
      !matrix.isPlaceless($0) && matrix.inside[$0] < Self.notableCover && matrix.unchanged[$0] == nil
    }
    if !outside.isEmpty {
      notices.append(
        .partlyOutside(
          Self.leastFirst(outside, by: matrix.inside).map { (title(from.units[$0]), 1 - matrix.inside[$0]) }))
    }
    if !ledger.placeless.isEmpty {
      notices.append(.placeless(ledger.placelessUnits.map { title(from.units[$0]) }, ledger.total.placeless))
    }
    let slivers = matrix.entries.filter { $0.use == .sliver }
    if !slivers.isEmpty {
      notices.append(.slivers(slivers.count, squareKilometres: slivers.reduce(0) { $0 + $1.areaSquareMetres } / 1e6))
    }
    if !matrix.withoutWeight.isEmpty {
      notices.append(.withoutWeight(matrix.withoutWeight.map { title(from.units[$0]) }, method))
    }
    return notices
  }

  /// The cover below which a unit is named.
  private static let notableCover = 0.95

  private static func leastFirst(_ units: [Int], by share: [Double]) -> [Int] {
    units.sorted { (share[$0], $0) < (share[$1], $1) }
  }

  private func title(_ unit: BoundaryLayer.Unit) -> String {
    [unit.code, unit.name == unit.code ? nil : unit.name].compactMap { $0 }.joined(separator: " ")
  }

  /// What was made of layers that were drawn apart.
  private var drawnApart: Notice {
    let least = matrix.entries.filter { matrix.unchanged[$0.from] == $0.to }
      .min { (min($0.shareOfOld, $0.shareOfNew), $0.from) < (min($1.shareOfOld, $1.shareOfNew), $1.from) }
    return .drawnApart(
      matrix.agreement, whole: matrix.unchanged.count { $0 != nil }, from: matrix.sameUnits,
      least: least.map { (title(from.units[$0.from]), min($0.shareOfOld, $0.shareOfNew)) })
  }

  /// Units of the same code on both sides that were not carried whole: changed units, or maps drawn apart.
  private var sameCodes: Notice? {
    var apart: [(unit: Int, share: Double)] = []
    for old in from.units.indices {
      guard let new = counterparts.newOfOld[old] else { continue }
      let own = matrix.entries[matrix.rows[old]].first { $0.to == new }
      let parts = matrix.entries[matrix.rows[old]].reduce(0) { $0 + $1.parts }
      let share = parts == 0 ? 1 : Double(own?.parts ?? 0) / Double(parts)
      if share < 1 { apart.append((old, share)) }
    }
    if apart.isEmpty { return nil }
    apart.sort { ($0.share, $0.unit) < ($1.share, $1.unit) }
    return .sameCodesApart(
      apart.map { (title(from.units[$0.unit]), $0.share) }, whole: matrix.unchanged.count { $0 != nil },
      threshold: matrix.sameUnits)
  }

  /// New units that lack a count because an old unit lacks it.
  private var incomplete: Notice? {
    var missing: Set<Int> = []
    for period in periods {
      let columns = (hasEnrolled ? period.join.enrolled : []) + (hasEligible ? period.join.eligible : [])
      for column in columns {
        for (old, count) in column.enumerated() where count == nil && !matrix.isPlaceless(old) { missing.insert(old) }
      }
    }
    if missing.isEmpty { return nil }
    let broken = Set(missing.flatMap { matrix.givers($0).map(\.to) }).sorted()
    return .incompleteSources(
      broken.map { title(to.units[$0]) }, sources: missing.sorted().map { title(from.units[$0]) })
  }
}

extension Notice {
  /// Units with a share each, as `Anggana 12,5 %`.
  private static func titles(_ units: [(String, Double)], _ language: Language) -> [String] {
    units.map { "\($0.0) \(language.text(100 * $0.1, decimals: 1)) %" }
  }

  private static func arguments(_ units: [(String, Double)]) -> [String: String] {
    ["count": String(units.count), "units": units.map(\.0).joined(separator: "; ")]
  }

  private static func arguments(_ units: [String]) -> [String: String] {
    ["count": String(units.count), "units": units.joined(separator: "; ")]
  }

  static func spread(_ method: Reapportionment.Method) -> Notice {
    switch method {
    case .area:
      Notice(
        "reapportion.spread.area",
        id: "Pembagian menurut luas menganggap pekerja tersebar merata di setiap wilayah lama, padahal permukiman "
          + "mengumpul. Angka berdasar “perkiraan_luas” adalah taksiran; --points atau --weight-field lebih tepat.",
        en: "Sharing by area takes workers to be spread evenly over each old unit, though people live in settlements. "
          + "Figures with the basis “perkiraan_luas” are estimates; --points or --weight-field does better.")
    case .field(let field):
      Notice(
        "reapportion.spread.field", ["field": field],
        id: "Pekerja dibagi menurut “\(field)” wilayah baru, yang dianggap tersebar merata di dalamnya. Angka berdasar "
          + "“perkiraan_bobot” adalah taksiran.",
        en:
          "Workers were shared out by “\(field)” of the new units, taken to be spread evenly in each. Figures with the "
          + "basis “perkiraan_bobot” are estimates.")
    case .points:
      Notice(
        "reapportion.spread.points",
        id: "Pekerja dibagi menurut bobot titik di setiap irisan. Angka berdasar “perkiraan_titik” adalah taksiran.",
        en: "Workers were shared out by the weights of the points in each overlap. Figures with the basis "
          + "“perkiraan_titik” are estimates.")
    }
  }

  static let notOfficial = Notice(
    "reapportion.not-official",
    id: "Tabel atau petanya ilustrasi atau skematik, bukan data resmi; begitu pula hasilnya.",
    en: "The table is illustrative or a map schematic, not official; so is the result.")

  static func drawnApart(
    _ agreement: DrawingAgreement, whole: Int, from threshold: Double, least: (unit: String, share: Double)?
  ) -> Notice {
    let (median, outline) = (100 * agreement.medianInCommon, 100 * agreement.outlineDifference)
    let (limit, leastShare) = (100 * threshold, 100 * (least?.share ?? 0))
    return Notice(
      "reapportion.maps.drawn-apart",
      [
        "median_in_common": String(agreement.medianInCommon), "outline_difference": String(agreement.outlineDifference),
        "whole": String(whole), "threshold": String(threshold), "least": least?.unit ?? "",
      ],
      id: "Kedua peta digambar terpisah: wilayah berkode sama bermedian \(id: median, decimals: 1) % luas bersama, dan "
        + "garis luarnya berbeda \(id: outline, decimals: 1) %. \(id: whole) wilayah berkode sama dengan paling sedikit "
        + "\(id: limit, decimals: 0) % luas bersama dialihkan utuh"
        + (least.map { " (paling sedikit \($0.unit), \(id: leastShare, decimals: 1) %)" } ?? "")
        + "; --same-units 100 membagi semuanya menurut luas saja.",
      en:
        "The maps were drawn apart: units of the same code have a median of \(en: median, decimals: 1) % of their area "
        + "in common, and the outlines differ by \(en: outline, decimals: 1) %. \(en: whole, "unit") of the same code with "
        + "at least \(en: limit, decimals: 0) % in common \(whole == 1 ? "was" : "were") carried whole"
        + (least.map { " (least: \($0.unit), \(en: leastShare, decimals: 1) %)" } ?? "")
        + "; --same-units 100 shares all of them by area alone.")
  }

  static func sameCodesApart(_ units: [(String, Double)], whole: Int, threshold: Double) -> Notice {
    Notice(
      "reapportion.codes.apart", arguments(units).merging(["whole": String(whole)]) { one, _ in one },
      Message { language in
        let text = language.text(
          id: "Wilayah berkode sama yang hanya sebagian dialihkan ke kodenya sendiri: \(id: units.count) – "
            + "\(id: titles(units, .indonesian)); \(id: whole) dialihkan utuh.",
          en: "Units of the same code on both maps that go to their own code only in part: \(en: units.count) – "
            + "\(en: titles(units, .english)); \(en: whole) \(whole == 1 ? "goes" : "go") whole.")
        if threshold <= 0.5 { return text }
        return text
          + language.text(
            id:
              " Bila wilayah itu tidak berubah dan hanya digambar berbeda, pakai --same-units dengan angka lebih kecil, "
              + "misalnya 50.",
            en:
              " If these units have not changed and were only drawn apart, use --same-units with a smaller number, such "
              + "as 50.")
      })
  }

  static func withoutSource(_ units: [(String, Double)]) -> Notice {
    Notice(
      "reapportion.new.without-source", arguments(units),
      id:
        "Wilayah baru tanpa angka karena tidak ada sumbernya: \(id: units.count) (dengan bagian luas yang tercakup peta "
        + "lama) – \(id: titles(units, .indonesian)).",
      en: "New units without a figure, for want of a source: \(en: units.count) (with the share of their area that the "
        + "old map covers) – \(en: titles(units, .english)).")
  }

  static func incompleteSources(_ units: [String], sources: [String]) -> Notice {
    Notice(
      "reapportion.new.incomplete",
      arguments(units).merging(["sources": sources.joined(separator: "; ")]) { one, _ in one },
      id: "Wilayah baru yang tidak lengkap angkanya karena sumbernya tidak punya angka di suatu periode, segmen, atau "
        + "kolom: \(id: units.count) – \(id: units). Sumber tanpa angka: \(id: sources). Angka yang kosong tidak dihitung "
        + "nol.",
      en: "New units that lack figures, because a source lacks a count in some period, segment or column: "
        + "\(en: units.count) – \(en: units). Sources without a count: \(en: sources). A missing count is not taken for "
        + "zero.")
  }

  static func partlyCovered(_ units: [(String, Double)]) -> Notice {
    Notice(
      "reapportion.new.partly-covered", arguments(units),
      id:
        "Wilayah baru yang hanya sebagian tercakup peta lama: \(id: units.count) – \(id: titles(units, .indonesian)). "
        + "Pekerja di bagian lain tidak ada di sumbernya.",
      en:
        "New units that the old map covers only in part: \(en: units.count) – \(en: titles(units, .english)). Workers "
        + "of the rest are in no source.")
  }

  static func partlyOutside(_ units: [(String, Double)]) -> Notice {
    Notice(
      "reapportion.old.partly-outside", arguments(units),
      id:
        "Wilayah lama yang sebagian di luar peta baru: \(id: units.count) – \(id: titles(units, .indonesian)). Seluruh "
        + "pekerjanya dibagi di bagian yang di dalam.",
      en: "Old units that lie partly outside of the new map: \(en: units.count) – \(en: titles(units, .english)). All "
        + "their workers were shared out over the part inside.")
  }

  static func placeless(_ units: [String], _ counts: CarriedLedger.Counts) -> Notice {
    Notice(
      "reapportion.old.placeless",
      arguments(units).merging(["enrolled": String(counts.enrolled), "eligible": String(counts.eligible)]) { one, _ in
        one
      },
      id: "Wilayah lama tanpa tempat di peta baru, tidak dialihkan: \(id: units.count) – \(id: units) "
        + "(\(id: counts.enrolled) peserta, \(id: counts.eligible) potensi).",
      en: "Old units without a place in the new map, not carried: \(en: units.count) – \(en: units) "
        + "(\(en: counts.enrolled, "participant"), \(en: counts.eligible) eligible).")
  }

  static func slivers(_ count: Int, squareKilometres: Double) -> Notice {
    Notice(
      "reapportion.slivers", ["count": String(count), "square_km": String(squareKilometres)],
      id:
        "\(id: count) irisan (\(id: squareKilometres, decimals: 1) km²) di bawah --min-share dianggap selisih gambar; "
        + "bagiannya jatuh ke irisan lain wilayah lama yang sama.",
      en: "\(en: count, "overlap") (\(en: squareKilometres, decimals: 1) km²) below --min-share "
        + "\(count == 1 ? "was taken for a difference" : "were taken for differences") of drawing; "
        + "\(count == 1 ? "its" : "their") share went to the old unit's other overlaps.")
  }

  static func withoutWeight(_ units: [String], _ method: Reapportionment.Method) -> Notice {
    let isPoints = if case .points = method { true } else { false }
    return Notice(
      "reapportion.old.without-weight", arguments(units),
      id: "Wilayah lama yang \(isPoints ? "tidak memuat titik" : "berbobot nol") dan dibagi menurut luas: "
        + "\(id: units.count) – \(id: units).",
      en: "Old units that \(isPoints ? "hold no point" : "have a weight of zero"), shared out by area: "
        + "\(en: units.count) – \(en: units).")
  }

  static func pointsOutside(_ outside: Int, of points: WeightPoints) -> Notice {
    Notice(
      "reapportion.points.outside",
      ["file": points.name, "count": String(outside), "points": String(points.points.count)],
      id:
        "\(points.name): \(id: outside) dari \(id: points.points.count) titik berada di luar salah satu peta dan tidak "
        + "dipakai.",
      en:
        "\(points.name): \(en: outside) of \(en: points.points.count, "point") \(outside == 1 ? "lies" : "lie") outside "
        + "of one of the maps and \(outside == 1 ? "was" : "were") not used.")
  }
}
