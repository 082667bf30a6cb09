internal import Boundaries

/// Units that two layers know by the same code, whatever code system each of them uses.
struct UnitCounterparts: Sendable {
  /// By old unit, the new unit of the same code; nil where there is none.
  let newOfOld: [Int?]
  /// By new unit, the old unit of the same code; nil where there is none.
  let oldOfNew: [Int?]

  init(_ from: BoundaryLayer, _ to: BoundaryLayer) {
    var places: [String: Int] = [:]
    for (index, unit) in to.units.enumerated() {
      if let identity = Self.identity(of: unit, in: to) { places[identity] = index }
    }
    let newOfOld = from.units.map { unit in Self.identity(of: unit, in: from).flatMap { places[$0] } }
    var oldOfNew = [Int?](repeating: nil, count: to.units.count)
    for (old, new) in newOfOld.enumerated() {
      if let new { oldOfNew[new] = old }
    }
    self.newOfOld = newOfOld
    self.oldOfNew = oldOfNew
  }

  init(newOfOld: [Int?], oldOfNew: [Int?]) {
    self.newOfOld = newOfOld
    self.oldOfNew = oldOfNew
  }

  /// What makes a unit that unit: its place among those that ship, else its code within its code system.
  private static func identity(of unit: BoundaryLayer.Unit, in layer: BoundaryLayer) -> String? {
    if let area = unit.area { return "area \(area.kemendagri)" }
    guard let key = unit.key else { return nil }
    switch layer.codeSystem {
    case .system(let system, _): return "\(system.rawValue) \(key.key)"
    case .sameInBoth, .opaque: return "code \(key.key)"
    case .undecided: return nil
    }
  }

  /// How much of a unit without a counterpart must lie in another unit for that one to count as changed by it.
  private static let descentShare = 0.25

  /// The old units that are carried whole to the new unit of the same code, because they are taken to be unchanged.
  ///
  /// A pair is unchanged when it shares at least `threshold` of both areas, no new unit without a counterpart has a
  /// quarter of its area in the old one (then a part was split off), and no old unit without a counterpart has a
  /// quarter of its area in the new one (then another was merged into it).
  ///
  /// - Returns: by old unit, the new one; nil where the unit is changed or has no counterpart.
  /// - Complexity: O(pairs).
  func unchanged(in overlay: LayerOverlay, threshold: Double) -> [Int?] {
    var isChangedOld = [Bool](repeating: false, count: newOfOld.count)
    var isChangedNew = [Bool](repeating: false, count: oldOfNew.count)
    var isAlike = [Bool](repeating: false, count: newOfOld.count)
    for pair in overlay.pairs {
      let ofOld = pair.areaSquareMetres / overlay.fromAreas[pair.from]
      let ofNew = pair.areaSquareMetres / overlay.toAreas[pair.to]
      if oldOfNew[pair.to] == nil && ofNew >= Self.descentShare { isChangedOld[pair.from] = true }
      if newOfOld[pair.from] == nil && ofOld >= Self.descentShare { isChangedNew[pair.to] = true }
      if newOfOld[pair.from] == pair.to && min(ofOld, ofNew) >= threshold { isAlike[pair.from] = true }
    }
    return newOfOld.enumerated().map { old, new in
      guard let new, isAlike[old], !isChangedOld[old], !isChangedNew[new], oldOfNew[new] == old else { return nil }
      return new
    }
  }
}

/// How far two layers agree on units that both of them have: whether borders differ because they moved, or because they
/// were drawn by different hands.
struct DrawingAgreement: Sendable, Equatable {
  /// How many units have the same code on both sides.
  let sameCodes: Int
  /// The median, over those units, of the smaller of the two shares that the pair has in common; 0 without such units.
  let medianInCommon: Double
  /// The area that only one of the layers covers, as a share of both.
  let outlineDifference: Double

  /// Whether the layers were drawn apart: many units of the same code, most of which do not coincide, within outlines
  /// that do not coincide either. Where borders were moved on one and the same map, outlines stay as they were.
  var isDrawnApart: Bool { sameCodes >= 10 && medianInCommon < 0.95 && outlineDifference > 0.001 }

  /// - Parameter minCover: units of which less than this share meets the other layer are left out: it lacks them.
  /// - Complexity: O(pairs + units log units).
  init(
    _ overlay: LayerOverlay, _ counterparts: UnitCounterparts, inside: [Double], covered: [Double], minCover: Double
  ) {
    var inCommon = counterparts.newOfOld.map { $0 == nil ? nil : 0.0 }
    for pair in overlay.pairs where counterparts.newOfOld[pair.from] == pair.to {
      inCommon[pair.from] =
        pair.areaSquareMetres / max(overlay.fromAreas[pair.from], overlay.toAreas[pair.to])
    }
    let shares = inCommon.compactMap { $0 }.sorted()
    sameCodes = shares.count
    medianInCommon = shares.isEmpty ? 0 : (shares[(shares.count - 1) / 2] + shares[shares.count / 2]) / 2
    var whole = 0.0
    var alone = 0.0
    for (areas, met) in [(overlay.fromAreas, inside), (overlay.toAreas, covered)] {
      for (area, share) in zip(areas, met) where share >= minCover {
        whole += area
        alone += area * (1 - share)
      }
    }
    outlineDifference = whole == 0 ? 0 : alone / whole
  }
}
