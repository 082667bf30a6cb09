public import Diagnostics

extension Summary {
  /// Both layers, the ledger, what was shared out how, and what a careful reader must know.
  public func reapportionment(_ result: Reapportionment) -> [String] {
    var lines = [say("Batas lama:", "Old boundaries:")] + layer(result.from)
    lines += [say("Batas baru:", "New boundaries:")] + layer(result.to)
    lines += [say("Angka:", "Counts:")] + table(result) + figures(result)
    let notices = notices(result.findings + result.notices)
    return notices.isEmpty ? lines : lines + [""] + notices
  }

  private func table(_ result: Reapportionment) -> [String] {
    let ledger = result.ledger
    let use = ColumnUse(result.table)
    let periods = result.periods.compactMap(\.period)
    let suffix =
      periods.isEmpty ? "" : say("; periode ", "; periods ") + periods.prefix(6).joined(separator: ", ")
    var lines = [
      row(say("Tabel", "Table"), result.table.table.name + suffix + (periods.count > 6 ? ", …" : "")),
      row("", say("kolom: ", "columns: ") + use.used.joined(separator: ", ")),
    ]
    if !use.unused.isEmpty {
      lines.append(row("", say("kolom tidak dipakai: ", "columns not used: ") + use.unused.joined(separator: ", ")))
    }
    let read = language.text(ledger.rowsUsed + ledger.rowsRejected)
    let (used, rejected) = (language.text(ledger.rowsUsed), language.text(ledger.rowsRejected))
    lines.append(
      row(
        say("Baris", "Rows"),
        say(
          "\(read) dibaca = \(used) dipakai + \(rejected) ditolak", "\(read) read = \(used) used + \(rejected) rejected"
        )
      ))
    func account(_ label: String, _ value: KeyPath<CarriedLedger.Counts, Int>) {
      lines.append(row(label, balance(ledger.total, rejected: ledger.rejected[keyPath: value], value)))
      for (segment, account) in ledger.segments where ledger.segments.count > 1 {
        lines.append(row("", "\(segment): " + balance(account, rejected: nil, value)))
      }
    }
    if result.hasEnrolled { account(say("Peserta", "Enrolled"), \.enrolled) }
    if result.hasEligible { account(say("Potensi", "Eligible"), \.eligible) }
    return lines
  }

  /// `100 read = 90 carried + 10 rejected`; terms that are nothing are left out, but for the first.
  ///
  /// - Parameter rejected: nil where rejected rows are not told apart, as by segment.
  private func balance(
    _ account: CarriedLedger.Account, rejected: Int?, _ value: KeyPath<CarriedLedger.Counts, Int>
  ) -> String {
    let read = language.text(account.used[keyPath: value] + (rejected ?? 0))
    var text =
      rejected == nil
      ? say("\(read) dipakai", "\(read) used") : say("\(read) dibaca", "\(read) read")
    let carried = language.text(account.carried[keyPath: value])
    text += " = " + say("\(carried) dialihkan", "\(carried) carried")
    let rest: [(Int, String)] = [
      (account.withheld[keyPath: value], say("di wilayah baru tanpa angka", "in new units without a figure")),
      (account.placeless[keyPath: value], say("tanpa tempat", "without a place")),
      (rejected ?? 0, say("ditolak", "rejected")),
    ]
    for (count, label) in rest where count > 0 { text += " + \(language.text(count)) \(label)" }
    return text
  }

  private func figures(_ result: Reapportionment) -> [String] {
    let basis = result.basis
    let whole = language.text(basis.count { $0 == .whole })
    let none = language.text(basis.count { $0 == .none })
    let estimated = language.text(basis.count { $0 != .whole && $0 != .none })
    let all = language.text(basis.count)
    let entries = result.matrix.entries
    let used = language.text(entries.count { $0.use == .used })
    return [
      row(
        say("Wilayah", "Units"),
        say(
          "\(all) baru = \(whole) utuh + \(estimated) perkiraan + \(none) tanpa sumber",
          "\(all) new = \(whole) whole + \(estimated) estimated + \(none) without a source")),
      row(
        say("Irisan", "Overlaps"),
        say(
          "\(language.text(entries.count)), dipakai \(used)", "\(language.text(entries.count)), of which \(used) used")),
    ]
  }
}

extension Reapportionment {
  /// What a careful reader must know of the shares, in the order of its weight.
  var findings: [Message] {
    var messages: [Message] = []
    let basis = basis
    if basis.contains(where: { $0 != .whole && $0 != .none }) { messages.append(.spread(method)) }
    if table.isIllustrative || from.isSchematic || to.isSchematic { messages.append(.notOfficial) }
    if let message = sameCodes { messages.append(message) }
    let without = to.units.indices.filter { basis[$0] == .none }
    if !without.isEmpty {
      messages.append(.withoutSource(without.map { (title(to.units[$0]), matrix.covered[$0]) }))
    }
    if let message = incomplete { messages.append(message) }
    let partly = to.units.indices.filter { basis[$0] != .none && matrix.covered[$0] < Self.notableCover }
    if !partly.isEmpty {
      messages.append(
        .partlyCovered(Self.leastFirst(partly, by: matrix.covered).map { (title(to.units[$0]), matrix.covered[$0]) }))
    }
    let outside = from.units.indices.filter { !matrix.isPlaceless($0) && matrix.inside[$0] < Self.notableCover }
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
      apart.map { (title(from.units[$0.unit]), $0.share) }, whole: matrix.unchanged.count { $0 != nil })
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

  static func sameCodesApart(_ units: [(String, Double)], whole: Int) -> Message {
    Message(
      id: "\(units.count) wilayah berkode sama di kedua peta hanya sebagian dialihkan ke kodenya sendiri "
        + "(\(list(units, .indonesian))); \(whole) dialihkan utuh. Bila wilayah itu tidak berubah dan hanya digambar "
        + "berbeda, pakai --same-units dengan angka lebih kecil, misalnya 50.",
      en: "\(units.count) units of the same code on both maps go to their own code only in part "
        + "(\(list(units, .english))); \(whole) go whole. If these units have not changed and were only drawn apart, "
        + "use --same-units with a smaller number, such as 50.")
  }

  static func withoutSource(_ units: [(String, Double)]) -> Message {
    Message(
      id: "\(units.count) wilayah baru tanpa angka karena tidak ada sumbernya (bagian luas yang tercakup peta lama): "
        + "\(list(units, .indonesian)).",
      en: "\(units.count) new units have no figure, for want of a source (share of the area that the old map covers): "
        + "\(list(units, .english)).")
  }

  static func incompleteSources(_ units: [String], sources: [String]) -> Message {
    Message(
      id:
        "\(units.count) wilayah baru tidak lengkap angkanya karena sumbernya tidak punya angka di suatu periode, segmen, "
        + "atau kolom: \(list(units)). Sumber tanpa angka: \(list(sources)). Angka yang kosong tidak dihitung nol.",
      en:
        "\(units.count) new units lack figures, because their sources lack a count in some period, segment or column: "
        + "\(list(units)). Sources without a count: \(list(sources)). A missing count is not taken for zero.")
  }

  static func partlyCovered(_ units: [(String, Double)]) -> Message {
    Message(
      id:
        "\(units.count) wilayah baru hanya sebagian tercakup peta lama: \(list(units, .indonesian)). Pekerja di bagian "
        + "lain tidak ada di sumbernya.",
      en: "\(units.count) new units are covered only in part by the old map: \(list(units, .english)). Workers of the "
        + "rest are in no source.")
  }

  static func partlyOutside(_ units: [(String, Double)]) -> Message {
    Message(
      id: "\(units.count) wilayah lama sebagian di luar peta baru: \(list(units, .indonesian)). Seluruh pekerjanya "
        + "dibagi di bagian yang di dalam.",
      en:
        "\(units.count) old units lie partly outside of the new map: \(list(units, .english)). All their workers were "
        + "shared out over the part inside.")
  }

  static func placeless(_ units: [String], _ counts: CarriedLedger.Counts) -> Message {
    Message(
      id: "\(units.count) wilayah lama tidak punya tempat di peta baru dan tidak dialihkan: \(list(units)) "
        + "(\(Language.indonesian.text(counts.enrolled)) peserta, \(Language.indonesian.text(counts.eligible)) potensi).",
      en: "\(units.count) old units have no place in the new map and were not carried: \(list(units)) "
        + "(\(Language.english.text(counts.enrolled)) participants, \(Language.english.text(counts.eligible)) eligible)."
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
      id: "\(units.count) wilayah lama \(isPoints ? "tidak memuat titik" : "berbobot nol"), jadi dibagi menurut luas: "
        + "\(list(units)).",
      en:
        "\(units.count) old units \(isPoints ? "hold no point" : "have a weight of zero") and were shared out by area: "
        + "\(list(units)).")
  }

  static func pointsOutside(_ outside: Int, placeless: Int, of points: WeightPoints) -> Message {
    Message(
      id: "\(points.name): \(Language.indonesian.text(outside)) dari "
        + "\(Language.indonesian.text(points.points.count)) titik berada di luar salah satu peta dan tidak dipakai; "
        + "\(Language.indonesian.text(placeless)) baris tanpa koordinat.",
      en:
        "\(points.name): \(Language.english.text(outside)) of \(Language.english.text(points.points.count)) points lie "
        + "outside of one of the maps and were not used; \(Language.english.text(placeless)) records have no coordinates."
    )
  }
}
