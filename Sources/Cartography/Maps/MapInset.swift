/// A part of the map that is drawn larger beside it, because its units are too small to be seen.
struct MapInset: Sendable, Equatable {
  /// In units of the drawing.
  let x, y, side: Double

  /// Units whose area is below that of a square of so many pixels are too small.
  private static let leastPixels = 13.0
  /// Of the map's longer side: the widest part, and the narrowest.
  private static let widest = 0.09, narrowest = 0.04
  private static let leastUnits = 3
  /// Windows are tried around so many units.
  private static let mostCentres = 1_000

  /// The parts, those with most weight in small units first.
  ///
  /// - Parameters:
  ///   - units: middle, half the box's sides and area of each unit; nil for one without polygons.
  ///   - weights: of the units.
  ///   - pixel: units of the drawing in a pixel.
  ///   - side: the map's longer side, in units of the drawing.
  ///   - most: parts at most.
  /// - Complexity: O(units).
  static func found(
    in units: [(x: Double, y: Double, halfWidth: Double, halfHeight: Double, area: Double)?], weights: [Double],
    pixel: Double, side: Double, most: Int
  ) -> [MapInset] {
    let least = leastPixels * pixel * leastPixels * pixel
    let window = widest * side
    // A part shows many units, none as wide as itself.
    var small = units.indices.filter { unit in
      guard let place = units[unit] else { return false }
      return place.area < least && 2 * max(place.halfWidth, place.halfHeight) < window / 2
    }
    let centres = small.sorted { (-weights[$0], $0) < (-weights[$1], $1) }.prefix(mostCentres)
    var insets: [MapInset] = []
    var isTaken = Set<Int>()
    while insets.count < most {
      // A window around each: the one in which small units weigh most.
      var best: (weight: Double, members: [Int])?
      for centre in centres where !isTaken.contains(centre) {
        guard let middle = units[centre] else { continue }
        var (weight, members) = (0.0, [Int]())
        for unit in small {
          guard let place = units[unit] else { continue }
          if abs(place.x - middle.x) <= window / 2 && abs(place.y - middle.y) <= window / 2 {
            weight += weights[unit] + 1e-6
            members.append(unit)
          }
        }
        if members.count >= leastUnits && weight > best?.weight ?? 0 { best = (weight, members) }
      }
      guard let best else { break }
      let places = best.members.compactMap { units[$0] }
      let (left, right) = (
        places.map { $0.x - $0.halfWidth }.min() ?? 0, places.map { $0.x + $0.halfWidth }.max() ?? 0
      )
      let (top, bottom) = (
        places.map { $0.y - $0.halfHeight }.min() ?? 0, places.map { $0.y + $0.halfHeight }.max() ?? 0
      )
      let extent = max(1.1 * max(right - left, bottom - top), narrowest * side)
      insets.append(MapInset(x: (left + right - extent) / 2, y: (top + bottom - extent) / 2, side: extent))
      isTaken.formUnion(best.members)
      small.removeAll(where: isTaken.contains)
    }
    return insets
  }
}
