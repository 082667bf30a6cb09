internal import Boundaries
internal import Diagnostics

/// How much of each old unit goes to which new one.
package struct ShareMatrix: Sendable {
  /// What decides when ground is taken for a share, and when for a difference of drawing.
  struct Rules: Sendable {
    /// An intersection of less than this share of both its units is a sliver.
    var minShare = 0.01
    /// A pair of the same code that has at least this share of both areas in common is the same unit. Where nil it is
    /// nearly all of both areas, or, between layers that were drawn apart, half.
    var sameUnits: Double?
    /// An old unit must lie in the new layer, and a new one in the old layer, with at least this share.
    var minCover = 0.5
  }

  /// What workers are spread by within an old unit.
  enum Weights: Sendable {
    case area
    /// By new unit; its weight is spread evenly over its area. nil where the layer has none.
    case field([Double?])
    /// By old and new unit, the points that lie in both.
    case points([UnitPair: Double])
  }

  struct UnitPair: Hashable, Sendable { let from, to: Int }

  package enum Use: String, Sendable {
    case used
    /// Less than the smallest share of both units.
    case sliver
    /// The old unit, or the new one, is unchanged and goes whole to the unit of its own code.
    case sameUnit = "same_unit"
    /// The old layer covers too little of the new unit to give it a figure.
    case newUnitUncovered = "new_unit_uncovered"
    /// Too little of the old unit lies in the new layer.
    case oldUnitOutside = "old_unit_outside"
  }

  package struct Entry: Sendable {
    let from, to: Int
    let areaSquareMetres: Double
    /// From 0 to 1.
    let shareOfOld, shareOfNew: Double
    package var use: Use
    /// The share of the old unit's workers, in parts of `ShareMatrix.whole`; the parts of one old unit may miss the
    /// whole by a few, and are used in proportion.
    var parts: Int
  }

  /// Shares are whole billionths: far finer than any count, and coarse enough that two parts which are the same but for
  /// the rounding of coordinates are the same.
  static let whole = 1_000_000_000

  /// In the order of the old units, then of the new ones.
  package private(set) var entries: [Entry] = []
  /// By old unit, its entries.
  private(set) var rows: [Range<Int>] = []
  /// By old unit, the share of its area that lies in the new layer; by new unit, the share that the old layer covers.
  /// At most 1 also where units overlap.
  let inside: [Double]
  let covered: [Double]
  /// By old unit, the new one that is the same unit.
  let unchanged: [Int?]
  let agreement: DrawingAgreement
  /// The share of both areas from which on units of the same code were the same unit.
  let sameUnits: Double
  /// Whether that share is as low as it is because the layers were drawn apart.
  let isDecidedByAgreement: Bool
  /// Old units that were shared out by area, because no weight lies in them.
  private(set) var withoutWeight: [Int] = []

  /// - Throws: `Diagnostic` where a weight is needed that the new layer lacks.
  /// - Complexity: O(pairs).
  init(
    _ overlay: LayerOverlay, _ counterparts: UnitCounterparts, rules: Rules, weights: Weights, to layer: BoundaryLayer
  ) throws {
    var inside = [Double](repeating: 0, count: overlay.fromAreas.count)
    var covered = [Double](repeating: 0, count: overlay.toAreas.count)
    for pair in overlay.pairs {
      inside[pair.from] += pair.areaSquareMetres / overlay.fromAreas[pair.from]
      covered[pair.to] += pair.areaSquareMetres / overlay.toAreas[pair.to]
    }
    // Where a straight edge in degrees is cut, its parts follow the geodesic more closely: all is never quite all.
    func share(_ sum: Double) -> Double { sum > 1 - 1e-6 ? 1 : sum }
    self.inside = inside.map(share)
    self.covered = covered.map(share)
    agreement = DrawingAgreement(
      overlay, counterparts, inside: self.inside, covered: self.covered, minCover: rules.minCover)
    isDecidedByAgreement = rules.sameUnits == nil && agreement.isDrawnApart
    sameUnits = rules.sameUnits ?? (agreement.isDrawnApart ? 0.5 : 0.95)
    let unchanged = counterparts.unchanged(in: overlay, threshold: sameUnits)
    self.unchanged = unchanged
    var isTaken = [Bool](repeating: false, count: overlay.toAreas.count)
    for new in unchanged { if let new { isTaken[new] = true } }

    entries.reserveCapacity(overlay.pairs.count)
    var position = 0
    for old in overlay.fromAreas.indices {
      let start = entries.count
      while position < overlay.pairs.count, overlay.pairs[position].from == old {
        let pair = overlay.pairs[position]
        entries.append(
          Entry(
            from: old, to: pair.to, areaSquareMetres: pair.areaSquareMetres,
            shareOfOld: pair.areaSquareMetres / overlay.fromAreas[old],
            shareOfNew: pair.areaSquareMetres / overlay.toAreas[pair.to], use: .used, parts: 0))
        position += 1
      }
      rows.append(start..<entries.count)
      choose(old, rules, isTaken)
      try weigh(old, weights, overlay, layer)
    }
  }

  /// Decides which intersections of an old unit count.
  private mutating func choose(_ old: Int, _ rules: Rules, _ isTaken: [Bool]) {
    let row = rows[old]
    if inside[old] < rules.minCover {
      for index in row { entries[index].use = .oldUnitOutside }
      return
    }
    /// Marks those that `isLeftOut` names, unless nothing would be left.
    func leaveOut(as use: Use, evenIfAll: Bool = false, _ isLeftOut: (Entry) -> Bool) {
      let chosen = row.filter { entries[$0].use == .used && isLeftOut(entries[$0]) }
      if !evenIfAll && chosen.count == row.count(where: { entries[$0].use == .used }) { return }
      for index in chosen { entries[index].use = use }
    }
    leaveOut(as: .newUnitUncovered, evenIfAll: true) { covered[$0.to] < rules.minCover }
    let same = unchanged[old]
    leaveOut(as: .sliver) { $0.to != same && $0.shareOfOld < rules.minShare && $0.shareOfNew < rules.minShare }
    if let same {
      leaveOut(as: .sameUnit) { $0.to != same }
    } else {
      leaveOut(as: .sameUnit) { isTaken[$0.to] }
    }
  }

  /// Shares the old unit out among the intersections that count.
  private mutating func weigh(
    _ old: Int, _ weights: Weights, _ overlay: LayerOverlay, _ layer: BoundaryLayer
  ) throws {
    let used = rows[old].filter { entries[$0].use == .used }
    if used.isEmpty { return }
    if used.count == 1 {
      entries[used[0]].parts = Self.whole
      return
    }
    var values: [Double]
    switch weights {
    case .area: values = used.map { entries[$0].areaSquareMetres }
    case .field(let byUnit):
      values = try used.map { index in
        guard let weight = byUnit[entries[index].to] else {
          throw Diagnostic.noWeight(of: layer.units[entries[index].to], layer: layer.name)
        }
        return weight * entries[index].shareOfNew
      }
    case .points(let byPair): values = used.map { byPair[UnitPair(from: old, to: entries[$0].to)] ?? 0 }
    }
    if values.allSatisfy({ $0 == 0 }) {
      withoutWeight.append(old)
      values = used.map { entries[$0].areaSquareMetres }
    }
    let sum = values.reduce(0, +)
    for (index, value) in zip(used, values) {
      entries[index].parts = Int((value / sum * Double(Self.whole)).rounded())
    }
  }

  /// The entries that give workers of an old unit to new ones.
  func givers(_ old: Int) -> [Entry] { entries[rows[old]].filter { $0.parts > 0 } }

  /// Whether an old unit goes whole to one new unit, whatever the weights.
  func isWhole(_ old: Int) -> Bool { entries[rows[old]].count { $0.use == .used } == 1 }

  /// Whether the workers of an old unit have no new unit to go to.
  func isPlaceless(_ old: Int) -> Bool { entries[rows[old]].allSatisfy { $0.parts == 0 } }
}

extension Diagnostic {
  static func noWeight(of unit: BoundaryLayer.Unit, layer: String) -> Diagnostic {
    let title = [unit.code, unit.name].compactMap { $0 }.joined(separator: " ")
    return Diagnostic(
      .badInput,
      id: "Lapisan \(layer): bobot \(title) kosong, padahal diperlukan untuk membagi pekerja. Isi bobotnya (0 bila "
        + "memang tidak ada pekerja), atau hapus --weight-field agar luas yang menentukan.",
      en: "Layer \(layer): the weight of \(title) is missing, but needed to share workers out. Fill it in (0 where "
        + "there are no workers), or leave --weight-field out so that areas decide.")
  }
}
