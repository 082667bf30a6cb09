package import Areas

/// The units above those of a layer, by code where there are codes, or by name.
package struct UnitParents {
  private let layer: BoundaryLayer
  /// Coarsest first.
  package let levels: [AdministrativeLevel]

  package init(_ layer: BoundaryLayer) {
    self.layer = layer
    levels = [AdministrativeLevel.province, .regency, .district].filter { $0 < layer.level && layer.level != .unit }
  }

  private var system: CodeSystem {
    if case .system(let system, _) = layer.codeSystem { return system }
    return .kemendagri
  }

  /// The parent of a unit at a level; nil where the layer does not tell it.
  package func of(_ unit: Int, _ level: AdministrativeLevel) -> String? {
    let own = layer.units[unit]
    if let key = own.key, key.isNumeric, key.level == layer.level, let digits = level.digits(in: system),
      key.key.utf8.count > digits
    {
      return String(decoding: key.key.utf8.prefix(digits), as: UTF8.self)
    }
    if let ancestor = own.ancestors.last(where: { $0.level == level }) {
      if let key = ancestor.code.flatMap(AreaCode.init) { return key.key }
      if let name = ancestor.name { return AreaName(name, level: level).full }
    }
    guard level == layer.level.parent else { return nil }
    return own.parentCode.flatMap(AreaCode.init)?.key ?? own.parentName.map { AreaName($0, level: level).full }
  }

  /// What people call the parent of a unit.
  package func title(_ unit: Int, _ level: AdministrativeLevel) -> String {
    let own = layer.units[unit]
    let isParent = level == layer.level.parent
    let named = own.ancestors.last { $0.level == level }?.name ?? (isParent ? own.parentName : nil)
    let key = of(unit, level) ?? ""
    return named ?? AreaRegistry.shipped.area(key, in: system)?.name ?? (isParent ? own.parentCode : nil) ?? key
  }

  /// The unit just above.
  package struct Parent: Sendable, Hashable {
    /// What tells it from others.
    package let key: String
    package let code: String?
    /// Its code, where nothing tells its name.
    package let name: String
  }

  /// What the layer says of the unit above, and where it says nothing, what the codes do; nil where neither does.
  package func parent(of unit: Int) -> Parent? {
    let own = layer.units[unit]
    let level = layer.level.parent
    let identity = level.flatMap { of(unit, $0) }
    let code = own.parentCode ?? identity.flatMap(AreaCode.init)?.key
    let name = own.parentName ?? level.flatMap { identity == nil ? nil : title(unit, $0) } ?? own.parentCode
    guard let name else { return nil }
    return Parent(key: code.map { $0 == name ? name : "\($0) \(name)" } ?? name, code: code, name: name)
  }

  /// By unit, what people call it: its name, and its parent's where the layer has several units of that name.
  package var titles: [String] {
    let repeated = Dictionary(grouping: layer.units.indices, by: { layer.units[$0].name }).filter { $0.value.count > 1 }
    return layer.units.indices.map { unit in
      let name = layer.units[unit].name
      guard repeated[name] != nil, let parent = parent(of: unit) else { return name }
      return "\(name) (\(parent.name))"
    }
  }

  /// The parents of a level that have this code or name.
  func identities(named text: String, level: AdministrativeLevel) -> Set<String> {
    let name = AreaName(text, level: level)
    let key = AreaCode(text)?.key
    var found: Set<String> = []
    for unit in layer.units.indices {
      guard let identity = of(unit, level), !found.contains(identity) else { continue }
      let registered = AreaRegistry.shipped.area(identity, in: system)
      let names = [title(unit, level)] + (registered.map { [$0.name] + $0.aliases } ?? [])
      let isNamed = names.contains { other in
        let other = AreaName(other, level: level)
        return other.base == name.base && other.kindAgrees(with: name)
      }
      if identity == key || isNamed { found.insert(identity) }
    }
    return found
  }

  var allTitles: [String] {
    var titles: [String] = []
    var seen: Set<String> = []
    for level in levels {
      for unit in layer.units.indices {
        if let identity = of(unit, level), seen.insert(identity).inserted { titles.append(title(unit, level)) }
      }
    }
    return titles
  }
}
