internal import Boundaries
internal import Coverage
internal import Diagnostics

/// The title of a map and what it shows, in a sentence: the same in the report, on the map for documents and in QGIS.
struct MapFinding {
  private let analysis: Analysis
  private let levels: [ReportGroup.Level]
  private let language: Language

  /// - Parameter levels: what the units are added up to, coarsest first.
  init(_ analysis: Analysis, levels: [ReportGroup.Level]) {
    self.analysis = analysis
    self.levels = levels
    language = analysis.language
  }

  init(_ analysis: Analysis) { self.init(analysis, levels: ReportGroup.levels(analysis, MapRegions(analysis))) }

  // MARK: Title

  /// "Cakupan kepesertaan per kecamatan, Kalimantan Timur, 2025-12".
  var title: String {
    ([language.text(id: "Cakupan kepesertaan per \(levelName)", en: "Coverage of workers by \(levelName)")]
      + [place, analysis.join.period].compactMap { $0 }).joined(separator: ", ")
  }

  /// What the figures are of: the part that the map is limited to, the province, or a few regions; nil where the map has
  /// many, whose names would be a list.
  var place: String? {
    if let area = analysis.layer.area { return language.list(area.titles, limit: 3) }
    let above = UnitParents(analysis.layer)
    if above.levels.contains(.province), !analysis.layer.units.isEmpty {
      let provinces = Set(analysis.layer.units.indices.map { above.of($0, .province) })
      if provinces.count == 1, provinces.first != .some(nil) {
        let name = above.title(0, .province)
        if name.contains(where: \.isLetter) { return name }
      }
    }
    let names = levels.first?.groups.map(\.name) ?? []
    return (1...3).contains(names.count) ? language.list(names) : nil
  }

  /// One unit of the layer's level.
  var levelName: String { analysis.layer.level.label(language, count: 1) }

  // MARK: Sentence

  /// How many workers are not covered, where the largest number of them is, and where coverage is lowest. In a publication nothing is
  /// called the most or the lowest where what is withheld may be more or less.
  var sentence: String {
    let total = analysis.figures.total
    guard total.eligible > 0 else {
      return language.text(id: "Tidak ada wilayah yang angkanya lengkap.", en: "No unit has complete figures.")
    }
    let (eligible, uncovered) = (language.text(total.eligible), language.text(total.uncovered))
    let place = place.map { language.text(id: " di \($0)", en: " in \($0)") } ?? ""
    if total.uncovered == 0 {
      return language.text(
        id: "Semua \(eligible) pekerja\(place) terlindungi.", en: "All \(eligible) workers\(place) are covered.")
    }
    return language.text(
      id: "\(uncovered) dari \(eligible) pekerja\(place) belum terlindungi (cakupan \(percent(total.coverage)))",
      en: "\(uncovered) of \(eligible) workers\(place) are not covered (coverage \(percent(total.coverage)))")
      + most + lowest + "."
  }

  private func percent(_ share: Double?, decimals: Int = 1) -> String {
    share.map { language.text(100 * $0, decimals: decimals) + language.percent } ?? "–"
  }

  /// Marks of direction in a name must not turn the sentence round.
  private func quoted(_ name: String) -> String { "\u{2068}\(name)\u{2069}" }

  /// "A, B dan C".
  private func joined(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + language.text(id: " dan ", en: " and ") + last
  }

  private var hasWithheldUnits: Bool { analysis.figures.status.contains(.suppressed) }

  /// Units by uncovered workers, most first.
  private var ranked: [Int] {
    let ranks = analysis.figures.rankByUncovered
    return ranks.indices.filter { ranks[$0] != nil && analysis.figures.units[$0]?.uncovered ?? 0 > 0 }.sorted {
      (ranks[$0] ?? 0, $0) < (ranks[$1] ?? 0, $1)
    }
  }

  private var most: String {
    if let level = levels.first, level.groups.count > 1 {
      guard !level.groups.contains(where: \.isWithheld), let first = level.ranked.first,
        let counts = level.groups[first].counts, counts.uncovered > 0
      else { return "" }
      let group = level.groups[first]
      let part = percent(Double(counts.uncovered) / Double(analysis.figures.total.uncovered), decimals: 0)
      var text = language.text(
        id: ". Terbanyak di \(quoted(group.name)): \(language.text(counts.uncovered)), \(part) dari semuanya",
        en: ". The largest number is in \(quoted(group.name)): \(language.text(counts.uncovered)), \(part) of all")
      let members = Set(group.units)
      let names = ranked.filter(members.contains).prefix(2).map { quoted(analysis.layer.units[$0].name) }
      if !names.isEmpty && !hasWithheldUnits {
        text += language.text(id: ", terutama di \(joined(names))", en: ", above all in \(joined(names))")
      }
      return text
    }
    let names = ranked.prefix(3).map { quoted(analysis.titles[$0]) }
    if names.isEmpty || hasWithheldUnits { return "" }
    return language.text(id: ", terbanyak di \(joined(names))", en: ", the largest numbers in \(joined(names))")
  }

  private var lowest: String {
    let ranks = analysis.figures.rankByCoverage
    guard !hasWithheldUnits, ranks.count(where: { $0 != nil }) > 1, let first = ranks.firstIndex(of: 1) else {
      return ""
    }
    let (name, share) = (quoted(analysis.titles[first]), percent(analysis.figures.units[first]?.coverage))
    return language.text(
      id: ". Cakupan terendah di \(name) (\(share))", en: ". Coverage is lowest in \(name) (\(share))")
  }
}
