package import Boundaries

extension Join {
  /// Whether each unit has any count, in any table.
  package var unitsWithCounts: [Bool] {
    (unitUse.first ?? []).indices.map { unit in unitUse.contains { $0[unit].hasCount } }
  }

  /// The same join seen from a part of the layer: rows of units outside of it are set aside in the ledgers. Rows that
  /// found no unit of the whole layer stay rejected.
  package func restricted(to area: LayerArea) -> Join {
    var part = self
    part.enrolled = enrolled.map { counts in area.units.map { counts[$0] } }
    part.eligible = eligible.map { counts in area.units.map { counts[$0] } }
    let isInside = Set(area.units)
    for table in ledgers.indices {
      let outside = unitUse[table].indices.filter { !isInside.contains($0) }
      part.unitUse[table] = area.units.map { unitUse[table][$0] }
      part.ledgers[table] = ledgers[table].counting(part.unitUse[table])
      part.ledgers[table].outsideArea = outside.reduce(Ledger.Sum()) { $0 + unitUse[table][$1].sum }
    }
    return part
  }
}
