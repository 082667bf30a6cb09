internal import Coverage
internal import Geometry

/// The part of a map that is too small on paper to be seen, which an inset shows larger.
struct InsetArea {
  let name: String
  let bounds: Box

  /// Units of less, in millimetres, cannot be told apart.
  private static let smallestUnit = 7.0
  /// An inset that is not so many times larger shows nothing new.
  private static let leastEnlargement = 1.8

  /// The parent of small units that has most uncovered workers for its size; where units have no parents, what is around the smallest.
  /// nil where everything can be seen.
  ///
  /// - Parameters:
  ///   - scale: of the map, in millimetres to a degree.
  ///   - frame: of the inset.
  init?(_ analysis: Analysis, scale: Double, in frame: LayoutPage.Frame) {
    let polygons = analysis.layer.polygons
    func size(_ unit: Int) -> Double {
      let box = polygons.bounds(ofFeature: unit)
      return box.isEmpty ? .infinity : scale * ((box.maxX - box.minX) * (box.maxY - box.minY)).squareRoot()
    }
    func enlarges(_ box: Box) -> Bool {
      !box.isEmpty && frame.millimetresPerDegree(of: box) / 1.06 >= Self.leastEnlargement * scale
    }
    var found: (name: String, bounds: Box, weight: Double)?
    for parent in analysis.parents.parents {
      let sizes = parent.units.map(size).filter(\.isFinite).sorted()
      guard !sizes.isEmpty, sizes[sizes.count / 2] < Self.smallestUnit else { continue }
      var bounds = Box.empty
      for unit in parent.units { bounds.extend(polygons.bounds(ofFeature: unit)) }
      let weight =
        Double(parent.counts?.uncovered ?? 0) / max(1e-9, (bounds.maxX - bounds.minX) * (bounds.maxY - bounds.minY))
      if enlarges(bounds), weight > found?.weight ?? -1 { found = (parent.name, bounds, weight) }
    }
    if found == nil, analysis.parents.parents.count < 2,
      let smallest = polygons.featureOffsets.indices.dropLast().min(by: { size($0) < size($1) }),
      size(smallest) < 2 * Self.smallestUnit
    {
      // Its neighbours are seen too.
      let box = polygons.bounds(ofFeature: smallest)
      let bounds = box.expanded(by: 0.6 * max(box.maxX - box.minX, box.maxY - box.minY))
      if enlarges(bounds) { found = (analysis.layer.units[smallest].name, bounds, 0) }
    }
    guard let found else { return nil }
    name = found.name
    bounds = found.bounds
  }
}
