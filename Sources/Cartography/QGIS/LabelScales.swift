internal import Boundaries
internal import Coverage

/// From which scales on a map has room for what is written and drawn in units and their parents, as denominators. They
/// follow from how large units are on average.
struct LabelScales {
  /// A unit has room for its name and its coverage.
  let figures: Int
  /// A unit has room for its name in small letters.
  let names: Int
  /// Beyond it, borders of units are thin: a unit takes about 5 mm.
  let outlines: Int
  /// Within it, a unit fills the screen, and names of parents say nothing new.
  let parents: Int
  /// Beyond it, borders of parents are thin: a parent takes about 20 mm.
  let parentBorders: Int

  /// - Parameters:
  ///   - area: of a unit, on average.
  ///   - parentArea: of a parent.
  init(meanSquareKilometres area: Double, ofParents parentArea: Double) {
    figures = Self.scale(area, millimetres: 18)
    names = 2 * figures
    outlines = Self.scale(area, millimetres: 5)
    parents = Self.scale(area, millimetres: 60)
    parentBorders = Self.scale(parentArea, millimetres: 20)
  }

  init(_ analysis: Analysis) {
    let areas = analysis.layer.units.map(\.areaSquareKilometres).filter { $0 > 0 }
    let whole = areas.reduce(0, +)
    self.init(
      meanSquareKilometres: whole / Double(max(1, areas.count)),
      ofParents: whole / Double(max(1, analysis.parents.parents.count)))
  }

  /// At which so many square kilometres take so many millimetres.
  private static func scale(_ area: Double, millimetres: Double) -> Int {
    round(area.squareRoot() * 1_000_000 / millimetres)
  }

  /// Down to two digits of which the second is 0 or 5.
  private static func round(_ denominator: Double) -> Int {
    var step = 1.0
    while denominator / step >= 20 { step *= 10 }
    return max(1, Int(exactly: ((denominator / step * 2).rounded(.down) * step / 2).rounded()) ?? 1)
  }
}
