internal import Boundaries
package import Diagnostics

extension Reapportionment {
  /// What a careful reader must know of the shares, in the order of its weight.
  package var findings: [Message] {
    var messages: [Message] = []
    let basis = basis
    if basis.contains(where: { $0 != .whole && $0 != .none }) { messages.append(.spread(method)) }
    if table.isIllustrative || from.isSchematic || to.isSchematic { messages.append(.notOfficial) }
    if matrix.isDecidedByAgreement { messages.append(drawnApart) }
    if let message = sameCodes { messages.append(message) }
    let without = to.units.indices.filter { basis[$0] == .none }
    if !without.isEmpty {
      messages.append(.withoutSource(without.map { (title(to.units[$0]), matrix.covered[$0]) }))
    }
    if let message = incomplete { messages.append(message) }
    let isUnchanged = Set(matrix.unchanged.compactMap { $0 })
    let partly = to.units.indices.filter {
      basis[$0] != .none && matrix.covered[$0] < Self.notableCover && !isUnchanged.contains($0)
    }
    if !partly.isEmpty {
      messages.append(
        .partlyCovered(Self.leastFirst(partly, by: matrix.covered).map { (title(to.units[$0]), matrix.covered[$0]) }))
    }
    let outside = from.units.indices.filter {
      !matrix.isPlaceless($0) && matrix.inside[$0] < Self.notableCover && matrix.unchanged[$0] == nil
    }
    if !outside.isEmpty {
      messages.append(
        .partlyOutside(
          Self.leastFirst(outside, by: matrix.inside).map { (title(from.units[$0]), 1 - matrix.inside[$0]) }))
    }
    if !ledger.placeless.isEmpty {
      messages.append(.placeless(ledger.placelessUnits.map { title(from.units[$0]) }, ledger.total.placeless))
    }
    let slivers = matrix.entries.filter { $0.use == .sliver }
    if !slivers.isEmpty {
      messages.append(.slivers(slivers.count, squareKilometres: slivers.reduce(0) { $0 + $1.areaSquareMetres } / 1e6))
    }
    if !matrix.withoutWeight.isEmpty {
      messages.append(.withoutWeight(matrix.withoutWeight.map { title(from.units[$0]) }, method))
    }
    return messages
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
  private var drawnApart: Message {
    let least = matrix.entries.filter { matrix.unchanged[$0.from] == $0.to }
      .min { (min($0.shareOfOld, $0.shareOfNew), $0.from) < (min($1.shareOfOld, $1.shareOfNew), $1.from) }
    return .drawnApart(
      matrix.agreement, whole: matrix.unchanged.count { $0 != nil }, from: matrix.sameUnits,
      least: least.map { (title(from.units[$0.from]), min($0.shareOfOld, $0.shareOfNew)) })
  }

  /// Units of the same code on both sides that were not carried whole: changed units, or maps drawn apart.
  private var sameCodes: Message? {
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
  private var incomplete: Message? {
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

extension Message {
  private static func list(_ names: [String]) -> String {
    names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
  }

  private static func list(_ units: [(String, Double)], _ language: Language) -> String {
    list(units.map { "\($0.0) \(language.text(100 * $0.1, decimals: 1)) %" })
  }

  static func spread(_ method: Reapportionment.Method) -> Message {
    switch method {
    case .area:
      Message(
        id: "Pembagian menurut luas menganggap pekerja tersebar merata di setiap wilayah lama, padahal permukiman "
          + "mengumpul. Angka berdasar “perkiraan_luas” adalah perkiraan; --points atau --weight-field lebih tepat.",
        en: "Sharing by area takes workers to be spread evenly over each old unit, though people live in settlements. "
          + "Figures with the basis “perkiraan_luas” are estimates; --points or --weight-field does better.")
    case .field(let field):
      Message(
        id: "Pekerja dibagi menurut “\(field)” wilayah baru, yang dianggap tersebar merata di dalamnya. Angka berdasar "
          + "“perkiraan_bobot” adalah perkiraan.",
        en:
          "Workers were shared out by “\(field)” of the new units, taken to be spread evenly in each. Figures with the "
          + "basis “perkiraan_bobot” are estimates.")
    case .points:
      Message(
        id: "Pekerja dibagi menurut bobot titik di setiap irisan. Angka berdasar “perkiraan_titik” adalah perkiraan.",
        en: "Workers were shared out by the weights of the points in each overlap. Figures with the basis "
          + "“perkiraan_titik” are estimates.")
    }
  }

  static let notOfficial = Message(
    id: "Tabel atau petanya ilustrasi atau skematik, bukan data resmi; begitu pula hasilnya.",
    en: "The table is illustrative or a map schematic, not official; so is the result.")

  static func drawnApart(
    _ agreement: DrawingAgreement, whole: Int, from threshold: Double, least: (unit: String, share: Double)?
  ) -> Message {
    func text(_ language: Language) -> String {
      func percent(_ share: Double) -> String { language.text(100 * share, decimals: 1) + " %" }
      let (median, outline) = (percent(agreement.medianInCommon), percent(agreement.outlineDifference))
      let limit = language.text(100 * threshold, decimals: 0)
      switch language {
      case .indonesian:
        return "Kedua peta digambar terpisah: wilayah berkode sama bermedian \(median) luas bersama, dan garis luarnya "
          + "berbeda \(outline). \(whole) wilayah berkode sama dengan paling sedikit \(limit) % luas bersama dialihkan "
          + "utuh" + (least.map { " (paling sedikit \($0.unit), \(percent($0.share)))" } ?? "")
          + "; --same-units 100 membagi semuanya menurut luas saja."
      case .english:
        return
          "The maps were drawn apart: units of the same code have a median of \(median) of their area in common, and "
          + "the outlines differ by \(outline). \(whole) units of the same code with at least \(limit) % in common "
          + "were "
          + "carried whole" + (least.map { " (least: \($0.unit), \(percent($0.share)))" } ?? "")
          + "; --same-units 100 shares all of them by area alone."
      }
    }
    return Message(id: text(.indonesian), en: text(.english))
  }

  static func sameCodesApart(_ units: [(String, Double)], whole: Int, threshold: Double) -> Message {
    let isAdvised = threshold > 0.5
    return Message(
      id: "Wilayah berkode sama yang hanya sebagian dialihkan ke kodenya sendiri: \(units.count) – "
        + "\(list(units, .indonesian)); \(whole) dialihkan utuh."
        + (isAdvised
          ? " Bila wilayah itu tidak berubah dan hanya digambar berbeda, pakai --same-units dengan angka lebih kecil, "
            + "misalnya 50." : ""),
      en: "Units of the same code on both maps that go to their own code only in part: \(units.count) – "
        + "\(list(units, .english)); \(whole) go whole."
        + (isAdvised
          ? " If these units have not changed and were only drawn apart, use --same-units with a smaller number, "
            + "such as "
            + "50." : ""))
  }

  static func withoutSource(_ units: [(String, Double)]) -> Message {
    Message(
      id:
        "Wilayah baru tanpa angka karena tidak ada sumbernya: \(units.count) (dengan bagian luas yang tercakup peta "
        + "lama) – "
        + "\(list(units, .indonesian)).",
      en:
        "New units without a figure, for want of a source: \(units.count) (with the share of their area that the old "
        + "map covers) – "
        + "\(list(units, .english)).")
  }

  static func incompleteSources(_ units: [String], sources: [String]) -> Message {
    Message(
      id:
        "Wilayah baru yang tidak lengkap angkanya karena sumbernya tidak punya angka di suatu periode, segmen, atau "
        + "kolom: \(units.count) – \(list(units)). Sumber tanpa angka: \(list(sources)). Angka yang kosong tidak "
        + "dihitung nol.",
      en:
        "New units that lack figures, because a source lacks a count in some period, segment or column: "
        + "\(units.count) – "
        + "\(list(units)). Sources without a count: \(list(sources)). A missing count is not taken for zero.")
  }

  static func partlyCovered(_ units: [(String, Double)]) -> Message {
    Message(
      id:
        "Wilayah baru yang hanya sebagian tercakup peta lama: \(units.count) – \(list(units, .indonesian)). Pekerja "
        + "di bagian "
        + "lain tidak ada di sumbernya.",
      en: "New units that the old map covers only in part: \(units.count) – \(list(units, .english)). Workers of the "
        + "rest are in no source.")
  }

  static func partlyOutside(_ units: [(String, Double)]) -> Message {
    Message(
      id:
        "Wilayah lama yang sebagian di luar peta baru: \(units.count) – \(list(units, .indonesian)). Seluruh "
        + "pekerjanya "
        + "dibagi di bagian yang di dalam.",
      en:
        "Old units that lie partly outside of the new map: \(units.count) – \(list(units, .english)). All their "
        + "workers were "
        + "shared out over the part inside.")
  }

  static func placeless(_ units: [String], _ counts: CarriedLedger.Counts) -> Message {
    Message(
      id: "Wilayah lama tanpa tempat di peta baru, tidak dialihkan: \(units.count) – \(list(units)) "
        + "(\(Language.indonesian.text(counts.enrolled)) peserta, \(Language.indonesian.text(counts.eligible)) "
        + "potensi).",
      en: "Old units without a place in the new map, not carried: \(units.count) – \(list(units)) "
        + "(\(Language.english.text(counts.enrolled)) participants, \(Language.english.text(counts.eligible)) "
        + "eligible)."
    )
  }

  static func slivers(_ count: Int, squareKilometres: Double) -> Message {
    Message(
      id:
        "\(Language.indonesian.text(count)) irisan (\(Language.indonesian.text(squareKilometres, decimals: 1)) km²) di "
        + "bawah --min-share dianggap selisih gambar; bagiannya jatuh ke irisan lain wilayah lama yang sama.",
      en:
        "\(Language.english.text(count)) overlaps (\(Language.english.text(squareKilometres, decimals: 1)) km²) below "
        + "--min-share were taken for differences of drawing; their share went to the old unit's other overlaps.")
  }

  static func withoutWeight(_ units: [String], _ method: Reapportionment.Method) -> Message {
    let isPoints = if case .points = method { true } else { false }
    return Message(
      id:
        "Wilayah lama yang \(isPoints ? "tidak memuat titik" : "berbobot nol") dan dibagi menurut luas: "
        + "\(units.count) – "
        + "\(list(units)).",
      en:
        "Old units that \(isPoints ? "hold no point" : "have a weight of zero"), shared out by area: \(units.count) – "
        + "\(list(units)).")
  }

  static func pointsOutside(_ outside: Int, of points: WeightPoints) -> Message {
    Message(
      id: "\(points.name): \(Language.indonesian.text(outside)) dari "
        + "\(Language.indonesian.text(points.points.count)) titik berada di luar salah satu peta dan tidak dipakai.",
      en:
        "\(points.name): \(Language.english.text(outside)) of \(Language.english.text(points.points.count)) points lie "
        + "outside of one of the maps and were not used.")
  }
}
