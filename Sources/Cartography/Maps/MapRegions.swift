internal import Areas
internal import Boundaries
internal import Coverage

/// The units that a map's names are of, above those that it shows: the coarsest of which it has several, so that a map of
/// villages names the regencies.
struct MapRegions {
  /// As they stand on a map, without the word that all of them have.
  let names: [String]
  /// In full.
  let titles: [String]
  /// By unit.
  let ofUnit: [Int?]
  /// nil where the regions are the units themselves, or of no level.
  let level: AdministrativeLevel?
  /// Whether the map has so few units that their own names take the place of regions'.
  let areUnits: Bool

  private static let mostUnits = 40
  private static let most = 60

  init(_ analysis: Analysis) {
    let units = analysis.layer.units
    let above = UnitParents(analysis.layer)
    for level in above.levels {
      var positions: [String: Int] = [:]
      var names: [String] = []
      let ofUnit = units.indices.map { unit -> Int? in
        guard let identity = above.of(unit, level) else { return nil }
        if let known = positions[identity] { return known }
        positions[identity] = names.count
        names.append(above.title(unit, level))
        return names.count - 1
      }
      // A code says nothing on a map.
      guard (2...Self.most).contains(names.count), names.contains(where: { $0.contains(where: \.isLetter) }) else {
        continue
      }
      titles = names
      self.names = names.map(Self.short)
      self.ofUnit = ofUnit
      self.level = level
      areUnits = false
      return
    }
    let parents = analysis.parents.parents
    let hasParents = (2...Self.most).contains(parents.count)
    let hasFewUnits = units.count <= Self.mostUnits
    areUnits = !hasParents && hasFewUnits
    level = hasParents ? analysis.layer.level.parent : nil
    ofUnit = hasParents ? analysis.parents.ofUnit : units.indices.map { hasFewUnits ? $0 : nil }
    titles = hasParents ? parents.map(\.name) : hasFewUnits ? units.map(\.name) : []
    names = titles.map(Self.short)
  }

  private init(names: [String], titles: [String], ofUnit: [Int?], level: AdministrativeLevel?, areUnits: Bool) {
    (self.names, self.titles, self.ofUnit, self.level, self.areUnits) = (names, titles, ofUnit, level, areUnits)
  }

  /// The same of parents in the place of their units.
  func ofParents(_ parents: ParentFigures) -> MapRegions {
    MapRegions(
      names: names, titles: titles, ofUnit: parents.parents.map { $0.units.first.flatMap { ofUnit[$0] } }, level: level,
      areUnits: areUnits)
  }

  /// A city keeps its word: people call a regency by its name alone.
  static func short(_ name: String) -> String {
    for prefix in ["Kabupaten ", "Kab. ", "Kab ", "KABUPATEN ", "KAB. "] where name.hasPrefix(prefix) {
      return String(name.dropFirst(prefix.count))
    }
    return name
  }
}
