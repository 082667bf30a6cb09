internal import Coverage
package import Diagnostics
internal import Reporting

/// How an area is drawn, for every kind of map. Lengths are in millimetres on paper.
package struct MapSymbol: Sendable, Hashable {
  package struct Hatch: Sendable, Hashable {
    /// Counter-clockwise from the horizontal, in degrees.
    package var angles: [Int]
    package var colour: Colour
    package var spacing: Double
    package var width: Double
  }

  package struct Outline: Sendable, Hashable {
    package enum Stroke: String, Sendable {
      case solid
      case dashed
      case dotted
    }

    package var colour: Colour
    package var width: Double
    package var stroke = Stroke.solid
    /// Only the half within the area is seen, so that neighbouring areas keep lines of their own.
    package var isInside = false
  }

  package enum Marker: String, Sendable {
    case star
  }

  /// nil lets what lies below be seen.
  package var fill: Colour?
  package var hatch: Hatch?
  package var outline: Outline?
  /// A white line on both sides of the outline, so that it is seen on every colour.
  package var hasHalo = false
  /// Stands at the area's middle.
  package var marker: Marker?
  /// What it means.
  package var label: Message
}

/// What maps show beside the classes of a figure. No two differ by their colour alone.
extension MapSymbol {
  /// Between neighbouring units.
  package static let boundary = Outline(colour: Palette.Accent.dark, width: 0.15)

  package static let noData = MapSymbol(
    fill: Palette.Accent.palest,
    hatch: Hatch(angles: [45], colour: Palette.Accent.grey, spacing: 2, width: 0.25), outline: boundary,
    label: CoverageFigures.Status.noData.label)

  package static let suppressed = MapSymbol(
    fill: Palette.Accent.pale,
    hatch: Hatch(angles: [0, 90], colour: Palette.Accent.white, spacing: 1.6, width: 0.4), outline: boundary,
    label: CoverageFigures.Status.suppressed.label)

  package static let targetMet = MapSymbol(marker: .star, label: CoverageFigures.Status.targetMet.label)

  package static let scanCluster = MapSymbol(
    outline: Outline(colour: Palette.Accent.deepBlue, width: 0.8), hasHalo: true,
    label: Message(
      id: "Kantong cakupan rendah (pemindaian, signifikan)", en: "Low-coverage cluster (scan, significant)"))

  /// A scan cluster that does not reach the level of significance; layers made by hand may hold such.
  package static let weakScanCluster = MapSymbol(
    outline: Outline(colour: Palette.Accent.deepBlue, width: 0.8, stroke: .dotted), hasHalo: true,
    label: Message(
      id: "Kantong cakupan rendah (pemindaian, tidak signifikan)", en: "Low-coverage cluster (scan, not significant)"))

  package static let coldSpot = MapSymbol(
    hatch: Hatch(angles: [135], colour: Palette.Accent.purple, spacing: 2.2, width: 0.5),
    outline: Outline(colour: Palette.Accent.purple, width: 1, isInside: true),
    label: Cluster.Method.coldSpot.label)

  package static let thresholdCluster = MapSymbol(
    outline: Outline(colour: Palette.Accent.darkest, width: 0.3, stroke: .dashed), hasHalo: true,
    label: Cluster.Method.threshold.label)

  package static let outOfReach = MapSymbol(
    hatch: Hatch(angles: [90], colour: Palette.Accent.darkest, spacing: 3, width: 0.15),
    outline: Outline(colour: Palette.Accent.darkest, width: 0.25, stroke: .dotted),
    label: Gap.Kind.outOfReach.label)

  /// The outline is wide, because holes and overlaps are often slivers that a fill alone would not show.
  package static let boundaryHole = MapSymbol(
    fill: Palette.Accent.red, outline: Outline(colour: Palette.Accent.red, width: 0.7),
    label: Gap.Kind.boundaryHole.label)

  package static let boundaryOverlap = MapSymbol(
    hatch: Hatch(angles: [45, 135], colour: Palette.Accent.blue, spacing: 1, width: 0.3),
    outline: Outline(colour: Palette.Accent.blue, width: 0.7, stroke: .dashed),
    label: Gap.Kind.boundaryOverlap.label)
}
