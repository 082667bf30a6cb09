internal import Areas
internal import Boundaries
internal import Diagnostics
internal import TableReading
internal import Tables

/// How the codes of a table become codes of the layer.
struct CodeTranslation {
  let finding: CodeSystemFinding
  private let layerSystem: CodeSystem?
  private let tableSystem: CodeSystem?
  private let level: AdministrativeLevel

  /// nil where the layer has no codes, so that names must join.
  init?(
    _ layer: BoundaryLayer, _ table: CountTable, codes: [AreaCode?], header: String, stated: CodeSystem?,
    _ notices: inout [Notice]
  ) throws {
    guard layer.units.contains(where: { $0.key != nil || $0.area != nil }) else { return nil }
    let source = table.table
    let present = codes.compactMap { $0 }
    if present.isEmpty { return nil }
    let names = zip(table.rows, codes).compactMap { row, code -> String?? in
      code == nil ? nil : .some(table.reading.nameColumn.map { _ in table.reading.name(row) })
    }
    // Rows of sums and of other levels stand among the codes of real tables: they do not decide.
    let relevant = present.indices.filter { present[$0].level == layer.level || layer.level == .unit }
    let deciding = relevant.isEmpty ? Array(present.indices) : relevant
    let detection = CodeSystemDetection(
      codes: deciding.map { present[$0] }, names: deciding.map { names[$0] }, fieldName: header)
    finding = detection.finding(stated: stated)
    level = layer.level
    let layerSystem: CodeSystem? =
      if case .system(let system, _) = layer.codeSystem { system } else { nil }

    switch (finding, layer.codeSystem) {
    case (.undecided, _):
      if let (first, second) = Self.mixture(of: deciding.map { present[$0] }) {
        throw Diagnostic.codeSystemsMixed(first.key, second.key, column: header, table: source.name)
      }
      throw Diagnostic.codeSystemUndecided(
        deciding.prefix(4).map { present[$0].key }, column: header, table: source.name)
    case (.system(let one, _), .undecided):
      throw Diagnostic.layerCodeSystemUndecided(
        layer: layer.name, field: layer.provenance.codeField ?? "", tableSystem: one)
    case (.system(let one, let evidence), .opaque) where present.contains(where: { $0.level != nil }):
      // Two columns of area codes of a province that does not ship: alike in form, but maybe of two systems.
      let comparable = layer.units.lazy.compactMap(\.key).first { $0.level != nil } != nil
      if comparable && evidence != .stated && evidence != .fieldName && evidence != .length {
        throw Diagnostic.layerCodeSystemUndecided(
          layer: layer.name, field: layer.provenance.codeField ?? "", tableSystem: one)
      }
    case (.opaque, .system(let own, _)) where deciding.allSatisfy({ present[$0].level != nil }):
      throw Diagnostic.codeSystemNotTold(own, column: header, table: source.name, layer: layer.name)
    default: break
    }
    self.layerSystem = layerSystem
    tableSystem = if case .system(let system, _) = finding { system } else { nil }
    if let tableSystem, let layerSystem, tableSystem != layerSystem {
      let unbridged = layer.units.filter { $0.area != nil && $0.area?.key(in: tableSystem) == nil }
      notices.append(
        .bridged(
          from: tableSystem, to: layerSystem, table: source.name,
          without: unbridged.map { [$0.code, $0.name].compactMap { $0 }.joined(separator: " ") },
          isUnverified: level == .village))
    }
  }

  /// A code that is Kemendagri's alone beside one that is BPS's alone; nil where there are no such two.
  private static func mixture(of codes: [AreaCode]) -> (kemendagri: AreaCode, bps: AreaCode)? {
    func only(_ system: CodeSystem) -> AreaCode? {
      codes.first { code in
        switch code.key.utf8.count {
        case 6: system == .kemendagri
        case 7: system == .bps
        default:
          AreaRegistry.shipped.area(code.key, in: system) != nil
            && AreaRegistry.shipped.area(code.key, in: system.other) == nil
        }
      }
    }
    guard let first = only(.kemendagri), let second = only(.bps) else { return nil }
    return (first, second)
  }

  func unit(of code: AreaCode, in index: UnitIndex) -> UnitIndex.Found {
    var key = code.key
    if let tableSystem, let layerSystem, tableSystem != layerSystem {
      if code.level != level { return .none(.otherLevel) }
      guard let bridged = AreaRegistry.shipped.bridge(key, from: tableSystem) else { return .none(.noBridge) }
      key = bridged
    }
    if let unit = index.unit(key: key) { return .unit(unit) }
    if layerSystem == nil, let system = tableSystem ?? (finding == .sameInBoth ? .kemendagri : nil),
      let unit = index.unit(key: key, in: system)
    {
      return .unit(unit)
    }
    return .none(code.level != nil && level != .unit && code.level != level ? .otherLevel : .unknownCode)
  }
}
