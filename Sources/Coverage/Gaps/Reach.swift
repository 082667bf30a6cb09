public import Enrolment
internal import Geometry

/// How much of each unit lies within a distance of some service point, and which unit is how far from one.
///
/// Distances are lengths of geodesics on WGS 84 (Karney 2013). What is out of reach is cut from the unit's polygon as it is
/// in WGS 84 (`ReachDisc` says how closely), and its share of the unit is a share of geodesic areas there; areas in square
/// kilometres are that share of the unit's own area, which is taken on the layer's ellipsoid.
public struct Reach: Sendable {
  /// What a unit has of reach.
  package struct Unit: Sendable {
    /// The share of its area that is out of reach, 0 to 1: 0 and 1 are exact. nil for a unit without area.
    let shareOut: Double?
    /// From its centroid to the nearest service point; nil for a null shape.
    let nearestMetres: Double?
    /// That point.
    package let nearestPoint: Int?
    /// Uncovered workers times the share, rounded; nil where either is not known.
    let uncoveredEstimate: Int?
  }

  /// Parts that are smaller, in square metres, are where the approximation of a circle and the rounding of coordinates
  /// show: they count as within reach.
  static let leastPart = 100.0
  /// Points that are further from the layer than this, in metres, are reported: their coordinates may be wrong.
  static let implausibleMetres = 1e6

  public let kilometres: Double
  public let points: ServicePoints
  /// Share of each unit's area within reach in per cent; nil for a unit without area.
  public var percents: [Double?] { units.map { $0.shareOut.map { 100 * (1 - $0) } } }
  /// Kilometres from each unit's centroid to the nearest service point; nil for a null shape.
  public var nearestKilometres: [Double?] { units.map { $0.nearestMetres.map { $0 / 1000 } } }
  package let units: [Unit]
  /// What is out of reach, unit by unit, where there is any.
  let gaps: GapList
  /// Points that lie in no unit, ascending.
  let pointsOutside: [Int]
  /// Points implausibly far from the layer, ascending.
  let pointsFarAway: [Int]

  /// Finds what is out of reach.
  ///
  /// - Parameters:
  ///   - points: in WGS 84. Those outside every unit reach into units like any other.
  ///   - kilometres: above 0.
  ///   - analysis: the units and their uncovered workers.
  ///   - threads: at most so many; the result does not depend on it.
  /// - Throws: `badInput` for a point whose reach includes a pole and is needed; `internalFault` where GEOS fails.
  /// - Complexity: O(units · points) in chords, three multiplications each; GEOS works on units that a circle cuts.
  public init(_ points: ServicePoints, kilometres: Double, in analysis: Analysis, threads: Int) throws {
    let layer = analysis.layer
    let uncovered = analysis.figures.units.map { $0?.uncovered }
    let survey = ReachSurvey(points, metres: kilometres * 1000, layer)
    let cuts = try survey.cuts(threads: threads)
    var list = GapList()
    var units: [Unit] = []
    units.reserveCapacity(cuts.count)
    for (index, cut) in cuts.enumerated() {
      let unit = layer.units[index]
      let share = unit.areaSquareKilometres > 0 ? cut.shareOut : nil
      var estimate: Int?
      if let share, let uncovered = uncovered[index] { estimate = Int((Double(uncovered) * share).rounded()) }
      units.append(
        Unit(
          shareOut: share, nearestMetres: cut.nearest?.metres, nearestPoint: cut.nearest?.point,
          uncoveredEstimate: estimate))
      guard let share, share > 0 else { continue }
      list.append(
        Gap(
          .outOfReach, unitCodes: [unit.code ?? unit.name], areaSquareKilometres: unit.areaSquareKilometres * share,
          sharePercent: 100 * share, uncoveredEstimate: estimate),
        featureOf: cut.out ?? layer.polygons, cut.out == nil ? index : 0)
    }
    self.kilometres = kilometres
    self.points = points
    self.units = units
    gaps = list
    pointsOutside = try survey.pointsOutside(threads: threads)
    pointsFarAway = survey.points(beyond: Self.implausibleMetres)
  }
}
