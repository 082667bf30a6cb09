internal import Areas
internal import Coverage
internal import Diagnostics

/// Units that the report adds up and can be limited to: the regions that the map names, and the parents where these are
/// others.
struct ReportGroup {
  let name: String
  let units: [Int]
  let unitsWithData: Int
  /// nil where no unit has data, and where the sums are withheld from a publication.
  let counts: CoverageFigures.Counts?
  let segments: [CoverageFigures.Counts?]
  /// Whether its sums are withheld from a publication.
  let isWithheld: Bool

  /// Of one level, in the order of the layer.
  struct Level {
    let level: AdministrativeLevel?
    let groups: [ReportGroup]

    /// By uncovered workers, most first; those without counts last.
    var ranked: [Int] {
      groups.indices.sorted {
        (-(groups[$0].counts?.uncovered ?? -1), $0) < (-(groups[$1].counts?.uncovered ?? -1), $1)
      }
    }

  }

  /// The parents.
  private init(_ parent: ParentFigures.Parent) {
    name = parent.name
    units = parent.units
    unitsWithData = parent.unitsWithData
    counts = parent.counts
    segments = parent.segments
    isWithheld = parent.isWithheld
  }

  /// Parents under one name, of which all are known or none is told.
  private init(_ name: String, of parents: [ParentFigures.Parent], segmentCount: Int) {
    self.name = name
    units = parents.flatMap(\.units).sorted()
    unitsWithData = parents.reduce(0) { $0 + $1.unitsWithData }
    isWithheld = parents.contains(where: \.isWithheld)
    let isWhole = !isWithheld
    func sum(_ counts: [CoverageFigures.Counts?]) -> CoverageFigures.Counts? {
      let known = counts.compactMap { $0 }
      return isWhole && !known.isEmpty ? known.dropFirst().reduce(known[0], +) : nil
    }
    counts = sum(parents.map(\.counts))
    segments = (0..<segmentCount).map { segment in sum(parents.map { $0.segments[segment] }) }
  }

  /// Coarsest first; empty where the units have no parents.
  static func levels(_ analysis: Analysis, _ regions: MapRegions) -> [Level] {
    let parents = analysis.parents.parents
    if parents.isEmpty { return [] }
    let own = Level(level: analysis.layer.level.parent, groups: parents.map(ReportGroup.init))
    guard let level = regions.level, level != analysis.layer.level.parent else { return [own] }
    var members = [[ParentFigures.Parent]](repeating: [], count: regions.names.count)
    for parent in parents {
      guard let region = parent.units.lazy.compactMap({ regions.ofUnit[$0] }).first else { return [own] }
      members[region].append(parent)
    }
    let count = analysis.figures.segments.count
    return [
      Level(
        level: level, groups: zip(regions.titles, members).map { ReportGroup($0, of: $1, segmentCount: count) }), own,
    ]
  }
}
