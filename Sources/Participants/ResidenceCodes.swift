internal import Areas
internal import Boundaries
internal import Diagnostics
internal import Enrolment

/// Turns codes of residence into units of a layer, by the rules of the join; a code of a level below the layer's counts
/// in the unit above it that its own digits name.
struct ResidenceCodes {
  private let layer: BoundaryLayer
  private let index: UnitIndex
  private let layerSystem: CodeSystem?
  private let tableSystem: CodeSystem?
  private let finding: CodeSystemFinding

  /// - Parameter finding: what the table's codes are.
  init(_ layer: BoundaryLayer, _ index: UnitIndex, finding: CodeSystemFinding) {
    self.layer = layer
    self.index = index
    self.finding = finding
    layerSystem = if case .system(let system, _) = layer.codeSystem { system } else { nil }
    tableSystem = if case .system(let system, _) = finding { system } else { nil }
  }

  /// Refuses code systems that cannot be told apart or brought together.
  ///
  /// - Throws: `Diagnostic`, which quotes no code.
  static func check(
    _ finding: CodeSystemFinding, _ tally: CodeTally, _ layer: BoundaryLayer, column: String, table: String
  ) throws {
    if tally.isOfIdentities { throw Diagnostic.identityIsNotResidence(column, table: table) }
    let deciding = tally.deciding
    if deciding.isEmpty { return }
    switch (finding, layer.codeSystem) {
    case (.undecided, _): throw Diagnostic.residenceSystemUndecided(column: column, table: table)
    case (.system(let one, _), .undecided):
      throw Diagnostic.layerCodeSystemUndecided(
        layer: layer.name, field: layer.provenance.codeField ?? "", tableSystem: one)
    case (.system(let one, let evidence), .opaque) where deciding.contains(where: { $0.level != nil }):
      let comparable = layer.units.lazy.compactMap(\.key).first { $0.level != nil } != nil
      if comparable && evidence != .stated && evidence != .fieldName && evidence != .length {
        throw Diagnostic.layerCodeSystemUndecided(
          layer: layer.name, field: layer.provenance.codeField ?? "", tableSystem: one)
      }
    case (.opaque, .system(let own, _)) where deciding.allSatisfy({ $0.level != nil }):
      throw Diagnostic.codeSystemNotTold(own, column: column, table: table, layer: layer.name)
    default: break
    }
  }

  /// Notices of a bridge between two systems.
  func notices(table: String) -> [Notice] {
    guard let tableSystem, let layerSystem, tableSystem != layerSystem else { return [] }
    let unbridged = layer.units.filter { $0.area != nil && $0.area?.key(in: tableSystem) == nil }
    return [
      .bridged(
        from: tableSystem, to: layerSystem, table: table,
        without: unbridged.map { [$0.code, $0.name].compactMap { $0 }.joined(separator: " ") },
        isUnverified: layer.level == .village)
    ]
  }

  func unit(of code: AreaCode) -> UnitIndex.Found {
    // A layer may have codes of its own that are digits too.
    if let unit = index.unit(key: code.key), tableSystem == layerSystem || layerSystem == nil { return .unit(unit) }
    guard let level = code.level, layer.level != .unit else { return .none(.unknownCode) }
    if level < layer.level { return .none(.otherLevel) }
    let system = tableSystem ?? layerSystem ?? .kemendagri
    guard let key = ancestor(of: code.key, at: level, in: system) else { return .none(.unknownCode) }
    if let layerSystem, layerSystem != system { return bridged(code, key, level: level, from: system, to: layerSystem) }
    if let unit = index.unit(key: key) { return .unit(unit) }
    if layerSystem == nil, tableSystem != nil || finding == .sameInBoth, let unit = index.unit(key: key, in: system) {
      return .unit(unit)
    }
    return .none(.unknownCode)
  }

  /// Cut first, because the bridge of kecamatan and above is official and that of villages is not. Where both lead to
  /// units and these are not the same, as after a kecamatan was split, nothing is certain.
  private func bridged(
    _ code: AreaCode, _ key: String, level: AdministrativeLevel, from system: CodeSystem, to other: CodeSystem
  ) -> UnitIndex.Found {
    let registry = AreaRegistry.shipped
    let cut = registry.bridge(key, from: system).flatMap(index.unit(key:))
    if level == layer.level {
      return cut.map { .unit($0) } ?? .none(registry.bridge(key, from: system) == nil ? .noBridge : .unknownCode)
    }
    let whole = registry.bridge(code.key, from: system).flatMap { ancestor(of: $0, at: level, in: other) }.flatMap(
      index.unit(key:))
    switch (cut, whole) {
    case (let cut?, let whole?): return cut == whole ? .unit(cut) : .none(.noBridge)
    case (let cut?, nil): return .unit(cut)
    case (nil, _): return .none(.noBridge)
    }
  }

  /// The code of the unit of the layer's level that holds this one, by cutting.
  private func ancestor(of key: String, at level: AdministrativeLevel, in system: CodeSystem) -> String? {
    var key = key
    var level = level
    while level > layer.level {
      guard let parent = system.parentKey(of: key, level: level), let above = level.parent else { return nil }
      (key, level) = (parent, above)
    }
    return key
  }
}

extension Diagnostic {
  static func residenceSystemUndecided(column: String, table: String) -> Diagnostic {
    Diagnostic(
      .badInput, "records.code-system.undecided", ["column": column, "table": table],
      id: "Sistem kode di kolom “\(column)” tabel \(table) tidak dapat dipastikan: kodenya cocok dengan Kemendagri "
        + "maupun BPS, atau keduanya bercampur. Sebutkan dengan --code-system kemendagri atau --code-system bps.",
      en: "The system of the codes in the column “\(column)” of the table \(table) cannot be decided: they fit both "
        + "Kemendagri and BPS, or the two are mixed. State it with --code-system kemendagri or --code-system bps.")
  }
}
