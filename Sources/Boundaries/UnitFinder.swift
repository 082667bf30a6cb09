package import GEOS
package import Geometry

/// Finds the units of a layer at a place. One for each worker.
package struct UnitFinder {
  let polygons: PolygonBuffer
  private let units: [Int]
  private let tree: BoxTree

  /// - Parameters:
  ///   - units: those to be found, ascending; all others are left out.
  ///   - boxes: of all units of the layer.
  package init(_ polygons: PolygonBuffer, units: [Int], boxes: [Box], in context: GEOSContext) throws {
    self.polygons = polygons
    self.units = units
    tree = try BoxTree(units.map { boxes[$0] }, in: context)
  }

  /// The units whose boxes meet a box, ascending.
  package func units(meeting box: Box) throws -> [Int] { try tree.query(box).map { units[$0] } }

  /// The units that cover a place, ascending.
  package func units(at place: SIMD2<Double>) throws -> [Int] {
    try units(meeting: Box(minX: place.x, minY: place.y, maxX: place.x, maxY: place.y))
      .filter { polygons.contains(x: place.x, y: place.y, inFeature: $0) }
  }
}

extension PolygonBuffer {
  /// Groups of features that may touch: their boxes, grown by a margin, meet directly or through others'. Each ascending,
  /// in the order of their first members; null shapes are in none. O(n log n) for boxes that meet few others.
  package func neighbourhoods(of boxes: [Box], margin: Double) throws -> [[Int]] {
    let tree = try BoxTree(boxes, in: GEOSContext())
    var leader = Array(boxes.indices)
    func lead(_ unit: Int) -> Int {
      var unit = unit
      while leader[unit] != unit {
        leader[unit] = leader[leader[unit]]
        unit = leader[unit]
      }
      return unit
    }
    for unit in boxes.indices where !boxes[unit].isEmpty {
      for other in try tree.query(boxes[unit].expanded(by: margin)) where other > unit {
        let (a, b) = (lead(unit), lead(other))
        if a != b { leader[max(a, b)] = min(a, b) }
      }
    }
    var groups: [Int: [Int]] = [:]
    for unit in boxes.indices where !boxes[unit].isEmpty { groups[lead(unit), default: []].append(unit) }
    return groups.values.sorted { $0[0] < $1[0] }
  }
}
