package import Areas
package import Boundaries

/// Finds a layer's units by code, and by name within their parents.
package final class UnitIndex {
  private let layer: BoundaryLayer
  private let byKey: [String: Int]
  /// Units that ship, by Kemendagri's code.
  private let byArea: [String: Int]
  /// Made when a name is first looked up; where codes join and names agree to the letter, none is.
  private lazy var names = Names(layer)

  private struct Names {
    /// Units by the base of each of their names.
    var byBase: [String: [Int]] = [:]
    /// The names of each unit.
    var spellings: [[AreaName]] = []

    init(_ layer: BoundaryLayer) {
      byBase.reserveCapacity(layer.units.count)
      spellings.reserveCapacity(layer.units.count)
      for (index, unit) in layer.units.enumerated() {
        let texts = [unit.name] + (unit.area.map { [$0.name] + $0.aliases } ?? [])
        var names: [AreaName] = []
        for text in texts {
          let name = AreaName(text, level: layer.level)
          if names.contains(name) || name.base.isEmpty { continue }
          if !names.contains(where: { $0.base == name.base }) { byBase[name.base, default: []].append(index) }
          names.append(name)
        }
        spellings.append(names)
      }
    }
  }

  package enum Found {
    case unit(Int)
    case none(Rejection.Reason)
  }

  package init(_ layer: BoundaryLayer) {
    self.layer = layer
    var byKey: [String: Int] = [:]
    byKey.reserveCapacity(layer.units.count)
    for (index, unit) in layer.units.enumerated() {
      if let key = unit.key { byKey[key.key] = index }
    }
    self.byKey = byKey
    byArea = Dictionary(
      layer.units.enumerated().compactMap { index, unit in unit.area.map { ($0.kemendagri, index) } },
      uniquingKeysWith: { first, _ in first })
  }

  package func unit(key: String) -> Int? { byKey[key] }

  /// The unit that has this code in a system which the layer's own codes do not belong to.
  package func unit(key: String, in system: CodeSystem) -> Int? {
    AreaRegistry.shipped.area(key, in: system).flatMap { byArea[$0.kemendagri] }
  }

  /// Whether one of the unit's names is this one, whatever the word for its kind.
  package func isNamed(_ unit: Int, _ text: String) -> Bool {
    if layer.units[unit].name == text { return true }
    let base = AreaName(text, level: layer.level).base
    return names.spellings[unit].contains { $0.base == base }
  }

  /// Units that have exactly this name.
  package func units(named text: String) -> [Int] { names.byBase[AreaName(text, level: layer.level).base] ?? [] }

  /// The one unit of that name within the parents that the row names.
  ///
  /// - Parameter parents: texts of the row's columns for units above, with the level where the header told it.
  package func find(name text: String, parents: [(text: String, level: AdministrativeLevel?)]) -> Found {
    let wanted = AreaName(text, level: layer.level)
    var units = (names.byBase[wanted.base] ?? []).filter { kindAgrees($0, wanted) }
    if units.isEmpty { return .none(.unknownName) }
    let stated = parents.filter { !$0.text.isEmpty }
    let within = units.filter { unit in stated.allSatisfy { liesIn(unit, $0.text, level: $0.level) } }
    if within.isEmpty { return .none(.otherParent) }
    units = within
    if units.count > 1 {
      let exact = units.filter { unit in names.spellings[unit].contains { $0.full == wanted.full } }
      if exact.count == 1 { units = exact }
    }
    return units.count == 1 ? .unit(units[0]) : .none(.ambiguousName)
  }

  /// Whether a unit that has the wanted base among its names may be the one that is meant, by the word for its kind. Where
  /// the layer tells the kind, by whatever field, it must be that one.
  private func kindAgrees(_ unit: Int, _ wanted: AreaName) -> Bool {
    if let stated = wanted.kind, let own = layer.units[unit].kind { return own == stated }
    return names.spellings[unit].contains { $0.base == wanted.base && $0.kindAgrees(with: wanted) }
  }

  /// Whether a unit may lie in the parent that a row names; what the layer does not tell does not contradict.
  private func liesIn(_ unit: Int, _ text: String, level: AdministrativeLevel?) -> Bool {
    let known = ancestors(of: unit)
    if let code = AreaCode(text), code.isNumeric {
      return known.contains { $0.key == code.key } || known.allSatisfy { $0.key == nil }
    }
    let relevant = known.filter { level == nil || $0.level == nil || $0.level == level }
    if relevant.isEmpty { return true }
    return relevant.contains { ancestor in
      let wanted = AreaName(text, level: ancestor.level ?? level ?? .unit)
      return ancestor.names.contains { name in
        let own = AreaName(name, level: ancestor.level ?? level ?? .unit)
        if own.base != wanted.base { return false }
        if let stated = wanted.kind, let kind = ancestor.kind { return stated == kind }
        return own.kindAgrees(with: wanted)
      }
    }
  }

  /// Whether a row names another known parent than the unit's: one that other units lie in. A spelling that nobody knows
  /// contradicts nothing.
  func contradicts(_ unit: Int, _ parents: [(text: String, level: AdministrativeLevel?)]) -> Bool {
    parents.contains { parent in
      let own = layer.units[unit]
      if parent.text == own.parentName { return false }
      // Units of one parent have the same ancestors.
      let key =
        "\(own.parentCode ?? "")|\(own.parentName ?? "")|\(own.parentCode == nil && own.parentName == nil ? unit : -1)|\(parent.text)"
      if let known = contradictions[key] { return known }
      let level = parent.level ?? layer.level.parent ?? .unit
      let answer =
        !liesIn(unit, parent.text, level: parent.level)
        && knownParents.contains(AreaName(parent.text, level: level).base)
      contradictions[key] = answer
      return answer
    }
  }

  /// Answers of `contradicts`, by parent of the unit and text.
  private var contradictions: [String: Bool] = [:]

  /// The bases of all names of units above those of the layer, made when one is first asked for.
  private lazy var knownParents: Set<String> = {
    var bases: Set<String> = []
    for unit in layer.units.indices {
      for ancestor in ancestors(of: unit) {
        for name in ancestor.names { bases.insert(AreaName(name, level: ancestor.level ?? .unit).base) }
      }
    }
    for area in AreaRegistry.shipped.areas where area.level < layer.level {
      for name in [area.name] + area.aliases { bases.insert(AreaName(name, level: area.level).base) }
    }
    return bases
  }()

  private struct Ancestor {
    let level: AdministrativeLevel?
    let key: String?
    let names: [String]
    /// The word for its kind, where the layer tells it.
    let kind: String?
  }

  private func ancestors(of index: Int) -> [Ancestor] {
    let unit = layer.units[index]
    let registry = AreaRegistry.shipped
    var found: [Ancestor] = []
    var key = unit.area?.kemendagri
    var level = unit.area?.level
    while let own = key, let ownLevel = level,
      let parentKey = CodeSystem.kemendagri.parentKey(of: own, level: ownLevel),
      let parent = registry.area(parentKey, in: .kemendagri)
    {
      let inLayer = found.isEmpty ? [unit.parentName].compactMap { $0 } : []
      let layerKey = found.isEmpty ? unit.parentCode.flatMap(AreaCode.init)?.key : nil
      found.append(
        Ancestor(
          level: parent.level, key: layerKey ?? parentKey, names: inLayer + [parent.name] + parent.aliases,
          kind: AreaName(parent.name, level: parent.level).kind))
      key = parentKey
      level = parent.level
    }
    // What does not ship, the layer may tell.
    for own in unit.ancestors where !found.contains(where: { $0.level == own.level }) {
      guard own.name != nil || own.code != nil else { continue }
      found.append(
        Ancestor(
          level: own.level, key: own.code.flatMap(AreaCode.init)?.key, names: [own.name].compactMap { $0 },
          kind: own.kind))
    }
    if !found.contains(where: { $0.level == layer.level.parent }), let name = unit.parentName {
      let key = unit.parentCode.flatMap(AreaCode.init)
      found.append(Ancestor(level: layer.level.parent, key: key?.key, names: [name], kind: key?.regencyKind))
    }
    return found
  }

  /// Up to three units that a row may have meant, as a person would name them.
  func candidates(name: String, key: String?, parents: [(text: String, level: AdministrativeLevel?)]) -> [String] {
    var scored: [(score: Double, unit: Int)] = []
    let wanted = AreaName(name, level: layer.level).base
    // Comparing each with each would be slow on a national layer, where the first letter is asked to agree.
    let prefix = layer.units.count > 5_000 ? wanted.prefix(1) : ""
    for unit in layer.units.indices {
      var score = 0.0
      if !wanted.isEmpty {
        for spelling in names.spellings[unit] where spelling.base.hasPrefix(prefix) {
          score = max(score, AreaName.similarity(wanted, spelling.base))
        }
        if score > 0.6 && !parents.isEmpty && parents.allSatisfy({ liesIn(unit, $0.text, level: $0.level) }) {
          score += 0.1
        }
      } else if let key, let own = layer.units[unit].key?.key {
        score = own.utf8.count == key.utf8.count ? AreaName.similarity(key, own) : 0
      }
      if score > 0.75 { scored.append((score, unit)) }
    }
    scored.sort { ($1.score, $0.unit) < ($0.score, $1.unit) }
    return scored.prefix(3).map { title(of: $0.unit) }
  }

  /// `64.02.14 Muara Jawa (Kabupaten Kutai Kartanegara)`.
  func title(of unit: Int) -> String {
    let own = layer.units[unit]
    let head = [own.code, own.name == own.code ? nil : own.name].compactMap { $0 }.joined(separator: " ")
    return own.parentName.map { "\(head) (\($0))" } ?? head
  }
}
