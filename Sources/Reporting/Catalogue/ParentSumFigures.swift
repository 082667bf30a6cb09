internal import Areas
internal import Boundaries
package import Coverage
internal import Diagnostics

/// The figures of a parent, in the order of `parents.geojson`: sums over its units. **A new figure of parents is an entry
/// here**, named in `all`, or for each segment in `ofSegments`.
package enum ParentSumFigures {
  package static let all: [any FigureOf<ParentResults>] = [
    code, name, level, unitCount, unitsWithData, eligible, enrolled, covered, uncovered, surplus, coverage, targetGap,
    rankByUncovered,
  ]

  package static let code = Figure<ParentResults, String>(
    "code", title: UnitFigures.code.title,
    meaning: Message(id: "kode wilayah induk", en: "code of the unit above")
  ) { $0.parents.map(\.code) }

  package static let name = Figure<ParentResults, String>(
    "name", title: UnitFigures.name.title,
    meaning: Message(id: "nama wilayah induk, atau kodenya", en: "name of the unit above, or its code")
  ) { $0.parents.map(\.name) }

  package static let level = Figure<ParentResults, String>(
    "level", title: UnitFigures.level.title,
    meaning: Message(
      id: "tingkat wilayah induk: provinsi, kabkota, atau kecamatan; kosong bila tidak diketahui",
      en: "level of the unit above: provinsi, kabkota or kecamatan; null where it is not known"),
    codes: AdministrativeLevel.codes
  ) { results in results.parents.map { _ in results.analysis.layer.level.parent?.rawValue } }

  package static let unitCount = Figure<ParentResults, Int>(
    "units", title: Message(id: "Jumlah wilayah", en: "Units"),
    meaning: Message(id: "jumlah wilayah di dalamnya", en: "number of units in it")
  ) { $0.parents.map(\.units.count) }

  package static let unitsWithData = Figure<ParentResults, Int>(
    "units_with_data", title: Message(id: "Wilayah yang punya data", en: "Units with data"),
    meaning: Message(
      id: "jumlah wilayah yang lengkap angkanya; hanya itu yang dijumlahkan",
      en: "number of units whose figures are complete; the sums are over these alone")
  ) { $0.parents.map(\.unitsWithData) }

  package static let eligible = Figure<ParentResults, Int>(
    "eligible", title: UnitFigures.eligible.title, meaning: UnitFigures.eligible.description.meaning
  ) { $0.counts(\.eligible) }

  package static let enrolled = Figure<ParentResults, Int>(
    "enrolled", title: UnitFigures.enrolled.title, meaning: UnitFigures.enrolled.description.meaning
  ) { $0.counts(\.enrolled) }

  package static let covered = Figure<ParentResults, Int>(
    "covered", title: UnitFigures.covered.title,
    meaning: Message(
      id: "terlindungi: jumlah yang terlindungi di setiap wilayah",
      en: "covered: the sum of those who are covered in each unit")
  ) { $0.counts(\.covered) }

  package static let uncovered = Figure<ParentResults, Int>(
    "uncovered", title: UnitFigures.uncovered.title, meaning: UnitFigures.uncovered.description.meaning
  ) { $0.counts(\.uncovered) }

  package static let surplus = Figure<ParentResults, Int>(
    "surplus", title: UnitFigures.surplus.title, meaning: UnitFigures.surplus.description.meaning
  ) { $0.counts(\.surplus) }

  package static let coverage = Figure<ParentResults, Double>(
    "coverage_pct", .percent, title: UnitFigures.coverage.title, meaning: UnitFigures.coverage.description.meaning
  ) { $0.counts { $0.coverage.map { 100 * $0 } } }

  package static let targetGap = Figure<ParentResults, Int>(
    "target_gap", title: UnitFigures.targetGap.title,
    meaning: Message(
      id: "pekerja yang masih harus didaftarkan agar setiap wilayah dan segmen di dalamnya mencapai target",
      en: "workers still to enrol for each of its units and segments to reach the target")
  ) { $0.counts(\.targetGap) }

  package static let rankByUncovered = Figure<ParentResults, Int>(
    "rank_uncovered", title: UnitFigures.rankByUncovered.title, meaning: UnitFigures.rankByUncovered.description.meaning
  ) { results in
    // Ties share the better rank, as those of units do.
    var ranks = [Int?](repeating: nil, count: results.count)
    var last: (uncovered: Int, rank: Int)?
    for (position, parent) in results.analysis.parents.ranked.enumerated() {
      guard let uncovered = results.parents[parent].counts?.uncovered else { break }
      let rank = last?.uncovered == uncovered ? last?.rank : position + 1
      ranks[parent] = rank
      last = rank.map { (uncovered, $0) }
    }
    return ranks
  }

  // MARK: Segments

  /// Of each segment, behind those above; named as those of units are.
  static let ofSegments: [any FigureOf<ParentSegmentResults>] = [
    count(SegmentFigures.eligible, \.eligible), count(SegmentFigures.enrolled, \.enrolled),
    count(SegmentFigures.uncovered, \.uncovered),
    Figure<ParentSegmentResults, Double>(
      SegmentFigures.coverage.name, .percent, title: SegmentFigures.coverage.title,
      meaning: SegmentFigures.coverage.description.meaning
    ) { $0.counts { $0.coverage.map { 100 * $0 } } },
  ]

  private static func count(
    _ figure: Figure<SegmentResults, Int>, _ value: @escaping @Sendable (CoverageFigures.Counts) -> Int
  ) -> Figure<ParentSegmentResults, Int> {
    Figure(figure.name, title: figure.title, meaning: figure.description.meaning) { $0.counts(value) }
  }
}

/// What the figures of parents are read from. What is withheld from a publication is in none of it.
package struct ParentResults: FigureSubject {
  let analysis: Analysis

  package init(analysis: Analysis) { self.analysis = analysis }

  package var count: Int { parents.count }

  fileprivate var parents: [ParentFigures.Parent] { analysis.parents.parents }

  fileprivate func counts<Value>(_ value: (CoverageFigures.Counts) -> Value?) -> [Value?] {
    parents.map { $0.counts.flatMap(value) }
  }
}

/// What the figures of one segment are read from, for each parent.
struct ParentSegmentResults: FigureSubject {
  let analysis: Analysis
  /// Its position among the segments of the table.
  let index: Int

  var count: Int { analysis.parents.parents.count }

  fileprivate func counts<Value>(_ value: (CoverageFigures.Counts) -> Value?) -> [Value?] {
    analysis.parents.parents.map { $0.segments[index].flatMap(value) }
  }
}
