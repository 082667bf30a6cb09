internal import Coverage
internal import Diagnostics
internal import Reporting

/// The first screen beside the map: what is found, where most is to be done, how sure that is, and what is missing.
extension Report {
  private var total: CoverageFigures.Counts { results.analysis.figures.total }
  /// So many groups stand beside the map.
  private static let mostRanked = 10
  /// So many rows has a table of groups.
  private static let mostGroups = 60

  // MARK: Beside the map

  var overview: [String: Any] {
    var values: [String: Any] = [
      "headline": headline, "sureness": sureness, "briefSegments": briefSegments,
      "segmentNames": results.analysis.segmentLabels.enumerated().map { ["index": "\($0)", "name": $1] },
      "hasGroups": !levels.isEmpty, "groupsTitle": levels.first?.level.plural[language] ?? "",
      "groupTables": groupTables,
      "hasChoice": levels.contains { $0.groups.count > 1 },
      "groupLevels": levels.enumerated().filter { $1.groups.count > 1 }.map { depth, level in
        [
          "title": level.level.plural[language],
          "groups": level.groups.enumerated().map { ["value": "\(depth).\($0)", "name": $1.name] },
        ] as [String: Any]
      },
    ]
    values.merge(ranked) { one, _ in one }
    return values
  }

  private var headline: [[String: Any]] {
    // With a target of 100 % it is the number of the uncovered.
    guard total.eligible > 0, total.targetGap != total.uncovered else { return [] }
    let target = results.analysis.target.percent
    let goal = language.text(target, decimals: target == target.rounded() ? 0 : 1) + language.percent
    return [
      [
        "value": count(total.targetGap),
        "label": language.text(
          id: "pekerja lagi agar tiap \(levelName) mencapai target \(goal)",
          en: "more workers bring each \(levelName) to the target of \(goal)"),
      ]
    ]
  }

  /// The regions by uncovered workers, or the units where there are none above them.
  private var ranked: [String: Any] {
    func row(_ name: String, _ counts: (uncovered: Int, coverage: Double?), value: String?, unit: Int?) -> [String: Any]
    {
      let share = total.uncovered > 0 ? 100 * Double(counts.uncovered) / Double(total.uncovered) : 0
      return [
        "name": MapRegions.short(name), "uncovered": count(counts.uncovered), "coverage": percent(counts.coverage),
        "share": ScriptData.text(share), "value": value ?? false, "unit": unit.map { "\($0)" } ?? false,
      ]
    }
    if let level = levels.first, level.groups.count > 1 {
      let known = level.ranked.filter { level.groups[$0].counts != nil }
      let rows = known.prefix(Self.mostRanked).map { index in
        let counts = level.groups[index].counts ?? .zero
        return row(
          level.groups[index].name, (counts.uncovered, counts.coverage.map { 100 * $0 }), value: "0.\(index)", unit: nil
        )
      }
      let rest = known.count - rows.count
      return [
        "hasRanked": true, "ranked": Array(rows),
        "rankedTitle": language.text(
          id: "Belum terlindungi per \(level.level.label(language))",
          en: "Uncovered workers by \(level.level.label(language))"),
        "rankedRest": rest > 0
          ? [language.text(id: "… dan \(count(rest)) lagi di bawah.", en: "… and \(count(rest)) more below.")] : [],
      ]
    }
    let shown = script.order.filter { units[$0].rankByUncovered != nil }.prefix(Self.mostRanked)
    return [
      "hasRanked": !shown.isEmpty, "rankedRest": [String](),
      "rankedTitle": language.text(
        id: "Belum terlindungi per \(levelName)", en: "Uncovered workers by \(levelName)"),
      "ranked": shown.map {
        row(units[$0].title, (units[$0].uncovered ?? 0, units[$0].coverage), value: nil, unit: $0)
      },
    ]
  }

  private var briefSegments: [[String: Any]] {
    zip(results.analysis.segmentLabels, results.analysis.figures.segmentTotals).sorted {
      $0.1.uncovered > $1.1.uncovered
    }.map { label, counts in
      let share = total.uncovered > 0 ? 100 * Double(counts.uncovered) / Double(total.uncovered) : 0
      return [
        "label": label, "uncovered": count(counts.uncovered), "coverage": percent(counts.coverage.map { 100 * $0 }),
        "share": ScriptData.text(share),
      ]
    }
  }

  /// Coverage if there were so many times as many eligible workers in every unit and segment, and the uncovered then. In a
  /// publication of the sums alone, because the units' own counts are not all known.
  private func scaled(by factor: Double) -> (share: Double, uncovered: Int)? {
    let figures = results.analysis.figures
    var (covered, eligible) = (0.0, 0.0)
    if results.analysis.disclosure.isPublication {
      covered = min(Double(total.covered), factor * Double(total.eligible))
      eligible = factor * Double(total.eligible)
    } else {
      for unit in figures.units.indices where figures.units[unit] != nil {
        for segment in figures.segments {
          guard let counts = segment[unit] else { continue }
          covered += min(Double(counts.enrolled), factor * Double(counts.eligible))
          eligible += factor * Double(counts.eligible)
        }
      }
    }
    guard eligible > 0, let uncovered = Int(exactly: (eligible - covered).rounded()) else { return nil }
    return (100 * covered / eligible, uncovered)
  }

  private var sureness: [String] {
    var facts: [String] = []
    if let more = scaled(by: 1.1), let less = scaled(by: 0.9) {
      facts.append(
        language.text(
          id: "Potensi adalah taksiran. Bila sebenarnya 10 % lebih besar, cakupan \(percent(more.share)) dan "
            + "\(count(more.uncovered)) belum terlindungi; bila 10 % lebih kecil, \(percent(less.share)) dan "
            + "\(count(less.uncovered)).",
          en: "Eligible workers are an estimate. Were they 10% more, coverage would be \(percent(more.share)) with "
            + "\(count(more.uncovered)) uncovered; were they 10% fewer, \(percent(less.share)) and "
            + "\(count(less.uncovered))."))
    }
    if results.spatial.options.replications > 0 {
      let scans = results.spatial.clusters.count { $0.method == .scan }
      facts.append(
        scans == 0
          ? language.text(
            id: "Tidak ada kantong cakupan rendah yang lebih kuat daripada kebetulan.",
            en: "No cluster of low coverage is stronger than chance.")
          : language.text(
            id: "\(count(scans)) kantong cakupan rendah lebih kuat daripada kebetulan (garis biru bernomor).",
            en:
              "\(en: scans, "cluster") of low coverage \(scans == 1 ? "is" : "are") stronger than chance (numbered, blue lines)."
          ))
    }
    if let reach = results.gaps.reach {
      let totals = Reach.Totals(reach, results.analysis.layer)
      let kilometres = language.text(totals.reachKm, significant: 3)
      facts.append(
        language.text(
          id:
            "Taksiran \(count(totals.uncoveredEstimate)) yang belum terlindungi tinggal lebih dari \(kilometres) km dari "
            + "titik layanan, bila tersebar merata menurut luas wilayahnya.",
          en:
            "An estimated \(count(totals.uncoveredEstimate)) of the uncovered live further than \(kilometres) km from a "
            + "service point, if spread evenly over the area of their units."))
    }
    let without = units.filter { $0.coverage == nil && $0.status != .suppressed }
    let names = language.list(without.prefix(4).map(\.title))
    facts.append(
      without.isEmpty
        ? language.text(
          id: "Tidak ada \(levelName) tanpa data (\(count(units.count)) di peta).",
          en: "No unit lacks data (\(count(units.count)) on the map).")
        : language.text(
          id: "\(count(without.count)) dari \(count(units.count)) wilayah tanpa data: \(names)"
            + (without.count > 4 ? ", dan lain-lain." : "."),
          en: "\(count(without.count)) of \(count(units.count)) units lack data: \(names)"
            + (without.count > 4 ? " and others." : ".")))
    let withheld = units.count { $0.status == .suppressed }
    if withheld > 0 {
      facts.append(
        language.text(
          id: "\(count(withheld)) wilayah disembunyikan karena hitungannya kecil.",
          en: "\(en: withheld, "unit") suppressed, because of small counts."))
    }
    let rejected = results.analysis.join.rejections.count
    if rejected > 0 {
      facts.append(
        language.text(
          id: "\(count(rejected)) baris tabel ditolak; sebabnya di bawah.",
          en: "\(en: rejected, "row") of the tables rejected; the reasons are below."))
    }
    return facts
  }

  // MARK: Groups

  private var groupTables: [[String: Any]] {
    levels.map { level in
      let shown = level.ranked.prefix(Self.mostGroups)
      let rest = level.groups.count - shown.count
      let segments = hasSegments ? results.analysis.segmentLabels : []
      return [
        "title": level.level.plural[language], "isOnly": levels.count == 1, "isLong": shown.count > 30,
        "nameHeading": UnitFigures.name.title[language],
        "headings": [
          language.text(id: "Wilayah dengan data", en: "Units with data"), UnitFigures.eligible.title[language],
          UnitFigures.covered.title[language], UnitFigures.uncovered.title[language],
          UnitFigures.coverage.title[language],
        ] + segments.map { language.text(id: "Belum: \($0)", en: "Uncovered: \($0)") },
        "rows": shown.map { index in
          let group = level.groups[index]
          let coverage = group.counts?.coverage.map { 100 * $0 }
          return [
            "name": group.name,
            "counts": [
              language.text(
                id: "\(count(group.unitsWithData)) dari \(count(group.units.count))",
                en: "\(count(group.unitsWithData)) of \(count(group.units.count))"),
              count(group.counts?.eligible), count(group.counts?.covered), count(group.counts?.uncovered),
            ],
            "coverage": percent(coverage), "share": ScriptData.text(coverage ?? 0),
            "segments": segments.indices.map { count(group.segments[$0]?.uncovered) },
          ] as [String: Any]
        },
        "rest": rest > 0
          ? [
            language.text(
              id: "… dan \(count(rest)) lagi di parents.geojson.", en: "… and \(count(rest)) more in parents.geojson.")
          ] : [],
      ]
    }
  }

  /// Of the long table, on paper.
  var rankingRest: [String] {
    guard units.count > Self.mostPrinted else { return [] }
    return [
      language.text(
        id: "Dicetak \(Self.mostPrinted) baris pertama dari \(count(units.count)); semuanya ada di ranking.xlsx.",
        en: "Printed: the first \(Self.mostPrinted) rows of \(count(units.count)); all are in ranking.xlsx.")
    ]
  }

  /// Where only the first rows are in the page.
  var rankingWithoutScript: [String] {
    guard units.count > Self.mostRows else { return [] }
    if results.showsParents {
      return [
        language.text(
          id: "Yang tampil \(Self.mostRows) baris pertama dari \(count(units.count)); semuanya ada di ranking.xlsx.",
          en: "Shown: the first \(Self.mostRows) rows of \(count(units.count)); all are in ranking.xlsx.")
      ]
    }
    return [
      language.text(
        id: "Tanpa JavaScript hanya \(Self.mostRows) baris pertama yang tampil; semuanya ada di ranking.xlsx.",
        en: "Without JavaScript only the first \(Self.mostRows) rows are shown; all are in ranking.xlsx.")
    ]
  }
}
