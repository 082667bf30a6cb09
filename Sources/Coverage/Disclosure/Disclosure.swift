internal import Diagnostics

/// What a run withholds, or the small counts that its files contain.
public struct Disclosure: Sendable, Equatable {
  public let rule: SmallCountRule
  /// Whether the figures may leave the office: whether what is small has been withheld.
  public let isPublication: Bool
  /// Units with a small count of enrolled or uncovered workers, and segments of units; nil in a publication.
  public let smallUnits: Int?
  public let smallSegmentCells: Int?
  /// Units of which neither totals nor segments are published, and units of which only the totals are.
  public let withheldUnits: Int
  public let unitsWithoutSegments: Int
  /// Units that lack a count; what they have is not published either.
  let withheldIncompleteUnits: Int
  /// Parents whose own totals must not be published in full, by code and name.
  public let sharedParents: [String]
  /// Whether rows that found no unit are in no file of the publication.
  let withholdsRejectedRows: Bool

  /// Of files that stay in the office.
  init(counting figures: CoverageFigures, hasSegments: Bool, rule: SmallCountRule) {
    self.rule = rule
    let small = rule.count(in: figures)
    isPublication = false
    smallUnits = small.units
    smallSegmentCells = hasSegments ? small.segmentCells : 0
    withheldUnits = 0
    unitsWithoutSegments = 0
    withheldIncompleteUnits = 0
    sharedParents = []
    withholdsRejectedRows = false
  }

  init(_ control: DisclosureControl, _ figures: CoverageFigures, rule: SmallCountRule, rejectedRows: Bool) {
    self.rule = rule
    let withholding = control.withholding
    isPublication = true
    smallUnits = nil
    smallSegmentCells = nil
    withheldUnits = withholding.totals.count { $0 }
    unitsWithoutSegments = figures.units.indices.count { unit in
      figures.units[unit] != nil && !withholding.totals[unit] && withholding.cells.contains { $0[unit] }
    }
    withheldIncompleteUnits = figures.incompleteUnits.count
    sharedParents = control.sharedParents
    withholdsRejectedRows = rejectedRows
  }

  /// What a careful reader of a publication must know; empty for files that stay in the office.
  var notices: [Notice] {
    guard isPublication else { return [] }
    var notices: [Notice] = []
    if withheldUnits + unitsWithoutSegments > 0 {
      notices.append(.withheld(units: withheldUnits, segments: unitsWithoutSegments, limit: rule.limit))
    }
    if withheldIncompleteUnits > 0 { notices.append(.incompleteWithheld(withheldIncompleteUnits)) }
    if !sharedParents.isEmpty { notices.append(.sharedParents(sharedParents)) }
    if withholdsRejectedRows { notices.append(.rejectedRowsWithheld) }
    return notices
  }
}

extension Notice {
  fileprivate static func withheld(units: Int, segments: Int, limit: Int) -> Notice {
    Notice(
      "disclosure.withheld",
      ["units": String(units), "units_without_segments": String(segments), "limit": String(limit)],
      id: "Untuk publikasi, hitungan 1–\(limit - 1) disembunyikan, berikut hitungan lain yang akan membukanya lewat "
        + "pengurangan: \(id: units) wilayah tanpa angka (status suppressed; tidak ikut dalam statistik, peringkat, dan "
        + "klaster), \(id: segments) wilayah tanpa rincian segmen. Jumlah seluruh wilayah tetap memuat semuanya.",
      en:
        "For publication, counts of 1–\(limit - 1) are suppressed, and others that would give them away by subtraction: "
        + "\(en: units, "unit") without figures (status suppressed; no part of statistics, ranking and clusters), "
        + "\(en: segments, "unit") without segments. Totals over all units include them.")
  }

  fileprivate static func incompleteWithheld(_ units: Int) -> Notice {
    Notice(
      "disclosure.incomplete-withheld", ["units": String(units)],
      id:
        "Peserta pada \(id: units) wilayah yang tidak lengkap angkanya tidak ikut dipublikasikan. Jangan publikasikan "
        + "jumlah yang memuatnya.",
      en:
        "Enrolled workers of \(en: units, "unit that lacks", "units that lack") a count are not published. Publish no "
        + "sum that includes them.")
  }

  fileprivate static func sharedParents(_ names: [String]) -> Notice {
    let titles = names.map { $0.isEmpty ? "–" : $0 }
    return Notice(
      "disclosure.parents.unprotected", ["parents": titles.joined(separator: "; ")],
      id: "Wilayah induk berikut terlalu sedikit wilayahnya untuk melindungi hitungan kecil sendiri-sendiri: "
        + "\(id: titles, limit: 12). Jangan publikasikan jumlah tiap induk itu dari tabel ini tanpa menyembunyikannya pula.",
      en: "These parents have too few units to protect small counts each by itself: \(en: titles, limit: 12). Do not "
        + "publish the totals of each of them from this table without suppressing there too.")
  }

  fileprivate static let rejectedRowsWithheld = Notice(
    "disclosure.rejected-rows.withheld",
    id: "Baris yang ditolak memuat angka, maka rejected.csv tidak ditulis ke folder publikasi; --rejected BERKAS "
      + "menyimpannya di tempat lain.",
    en:
      "Rejected rows hold counts, so rejected.csv is not written to the folder of a publication; --rejected FILE saves "
      + "them elsewhere.")
}
