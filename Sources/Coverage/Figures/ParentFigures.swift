internal import Boundaries

/// The level above the units, added up: the regencies of kecamatan, the kecamatan of villages.
///
/// Sums are over the units that have figures. In a publication they include what is withheld of single units, whose
/// protection counts on these sums being known (`DisclosureControl`); parents that share their protection have none.
public struct ParentFigures: Sendable {
  public struct Parent: Sendable {
    /// Its name, or its code where nothing tells its name.
    public let name: String
    public let code: String?
    /// Positions in the layer, ascending.
    public let units: [Int]
    /// Units of which figures are known, withheld or not.
    public let unitsWithData: Int
    /// nil where no unit has figures, and where the sums are withheld from a publication.
    public let counts: CoverageFigures.Counts?
    /// By segment; likewise.
    public let segments: [CoverageFigures.Counts?]
    public let isWithheld: Bool
  }

  /// In the order in which the layer has the first unit of each; empty where no unit has a parent.
  public let parents: [Parent]
  /// By unit, the position of its parent; nil for a unit without one.
  public let ofUnit: [Int?]

  /// - Parameters:
  ///   - figures: of the units, nothing withheld.
  ///   - parents: the parent of each unit.
  ///   - withheld: the keys of parents whose sums are not published.
  /// - Complexity: O(units · segments).
  init(_ figures: CoverageFigures, of parents: [UnitParents.Parent?], withheld: Set<String> = []) {
    var positions: [String: Int] = [:]
    var members: [(parent: UnitParents.Parent, units: [Int])] = []
    ofUnit = parents.enumerated().map { unit, parent in
      guard let parent else { return nil }
      let position = positions[parent.key] ?? members.count
      if position == members.count {
        positions[parent.key] = position
        members.append((parent, []))
      }
      members[position].units.append(unit)
      return position
    }
    self.parents = members.map { parent, units in
      let known = units.filter { figures.units[$0] != nil }
      let isWithheld = withheld.contains(parent.key)
      func sum(_ counts: [CoverageFigures.Counts?]) -> CoverageFigures.Counts? {
        known.isEmpty || isWithheld ? nil : known.reduce(.zero) { $0 + (counts[$1] ?? .zero) }
      }
      return Parent(
        name: parent.name, code: parent.code, units: units, unitsWithData: known.count, counts: sum(figures.units),
        segments: figures.segments.map(sum), isWithheld: isWithheld)
    }
  }

  /// Positions in `parents` by uncovered workers, most first, ties in the order of the layer; those without counts last.
  public var ranked: [Int] {
    parents.indices.sorted { one, two in
      switch (parents[one].counts?.uncovered, parents[two].counts?.uncovered) {
      case (let left?, let right?): left == right ? one < two : left > right
      case (nil, nil): one < two
      case (let left, _): left != nil
      }
    }
  }
}
