package import Coverage
internal import Diagnostics
internal import Enrolment

/// The figures of a unit's workers in one segment, which stand behind those of the unit. **A new figure of segments is an
/// entry here**, named in `all`.
///
/// `_S` in a name, and `{S}` in what is said of it, stand for the segment.
package enum SegmentFigures {
  package static let all: [any FigureOf<SegmentResults>] = [eligible, enrolled, uncovered, coverage]

  package static let eligible = Figure<SegmentResults, Int>(
    "eligible_S", title: UnitFigures.eligible.title,
    meaning: Message(id: "potensi segmen {S}", en: "eligible workers in {S}"), in: [.map, .ranking]
  ) { $0.analysis.join.eligible[$0.index] }

  package static let enrolled = Figure<SegmentResults, Int>(
    "enrolled_S", title: UnitFigures.enrolled.title,
    meaning: Message(id: "peserta aktif {S}", en: "active participants in {S}"), in: [.map, .ranking]
  ) { $0.analysis.join.enrolled[$0.index] }

  package static let uncovered = Figure<SegmentResults, Int>(
    "uncovered_S", title: UnitFigures.uncovered.title,
    meaning: Message(id: "belum terlindungi di segmen {S}", en: "uncovered workers in {S}"),
    in: [.map, .ranking, .report]
  ) { $0.counts.map { $0?.uncovered } }

  package static let coverage = Figure<SegmentResults, Double>(
    "coverage_S_pct", .percent, title: UnitFigures.coverage.title,
    meaning: Message(id: "cakupan segmen {S} dalam persen", en: "coverage in {S}, in per cent"),
    in: [.map, .ranking, .report]
  ) { $0.counts.map { $0?.coverage.map { 100 * $0 } } }

  /// A segment as the names of its figures have it.
  package struct Segment: Sendable {
    /// What stands for it in names: lower case, `_` for other signs.
    package let suffix: String
    /// As the table names it.
    package let label: String
  }

  /// The segments of a table, in its order.
  static func segments(of join: Join) -> [Segment] {
    zip(suffixes(join.segments.map(\.key)), join.segments).map { Segment(suffix: $0, label: $1.label) }
  }

  /// What stands for each segment, so that no name is given twice: a segment "eb" would take `coverage_eb_pct` from the
  /// units.
  static func suffixes(_ keys: [String]) -> [String] {
    var taken = Set(UnitFigures.all.map(\.description.name))
    return keys.map { key in
      var suffix = key
      func names() -> [String] { all.map { $0.description.name(suffix: suffix) } }
      while !taken.isDisjoint(with: names()) { suffix = "segment_" + suffix }
      taken.formUnion(names())
      return suffix
    }
  }

  /// Every figure of every segment that appears in a place.
  static func columns(of analysis: Analysis, in place: FigureDescription.Places) -> [FigureColumn] {
    columns(all.filter { $0.description.places.contains(place) }, of: analysis) { index in
      SegmentResults(analysis: analysis, index: index)
    }
  }

  /// The same of the parents of units.
  static func parentColumns(of analysis: Analysis) -> [FigureColumn] {
    columns(ParentSumFigures.ofSegments, of: analysis) { ParentSegmentResults(analysis: analysis, index: $0) }
  }

  private static func columns<Subject>(
    _ figures: [any FigureOf<Subject>], of analysis: Analysis, _ subject: (_ segment: Int) -> Subject
  ) -> [FigureColumn] {
    segments(of: analysis.join).enumerated().flatMap { index, segment in
      figures.map { figure in
        let column = figure.filledColumn(of: subject(index))
        return FigureColumn(column.description.of(segment), column.values)
      }
    }
  }
}

/// What the figures of one segment are read from, for each unit.
package struct SegmentResults: FigureSubject {
  let analysis: Analysis
  /// Its position among the segments of the table.
  let index: Int

  package init(analysis: Analysis, index: Int) {
    self.analysis = analysis
    self.index = index
  }

  package var count: Int { analysis.layer.units.count }

  fileprivate var counts: [CoverageFigures.Counts?] { analysis.figures.segments[index] }
}

extension FigureDescription {
  fileprivate func name(suffix: String) -> String { name.replacing("_S", with: "_" + suffix) }

  /// Of that segment.
  fileprivate func of(_ segment: SegmentFigures.Segment) -> FigureDescription {
    FigureDescription(
      name: name(suffix: segment.suffix), kind: kind, measure: measure, title: title, heading: heading,
      meaning: Message(
        id: meaning.indonesian.replacing("{S}", with: segment.label),
        en: meaning.english.replacing("{S}", with: segment.label)),
      codes: codes, places: places, segment: segment.label)
  }
}
