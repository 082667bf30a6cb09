extension PolygonBuffer {
  /// The features without those of their holes in which no other unit of a layer lies.
  ///
  /// Where units were digitised apart, what is dissolved of them is full of slivers that are no unit; such a hole says
  /// nothing. One in which a unit lies that is no member stays, to the bit. Parts of a feature that lie in a hole that is
  /// filled are swallowed. A unit lies in a hole if ``interiorPoint(ofPolygon:)`` of one of its polygons does.
  ///
  /// - Parameters:
  ///   - layer: the units that the features were dissolved from.
  ///   - members: for each feature of this buffer, the units that it consists of.
  /// - Returns: the same features in the same order; valid where these are valid.
  /// - Complexity: O(v log v) for v vertices of both, where few polygons lie in the column of a hole.
  public func fillingHoles(from layer: PolygonBuffer, members: [[Int]]) -> PolygonBuffer {
    precondition(members.count == featureCount, "members of each feature")
    if ringCount == polygonCount { return self }
    let others = InteriorPoints(layer)
    var result = PolygonBuffer()
    for feature in 0..<featureCount {
      let own = Set(members[feature])
      // By polygon, the holes that stay, and the holes that go, in which parts of the feature may lie.
      var kept: [Int: [Int]] = [:]
      var filled: [Int] = []
      for polygon in polygons(of: feature) {
        for hole in rings(of: polygon).dropFirst() {
          let holdsOther = others.contains(within: bounds(ofRing: hole)) { unit, x, y in
            !own.contains(unit) && contains(x: x, y: y, inRing: hole)
          }
          if holdsOther { kept[polygon, default: []].append(hole) } else { filled.append(hole) }
        }
      }
      for polygon in polygons(of: feature) {
        if let point = interiorPoint(ofPolygon: polygon),
          filled.contains(where: { contains(x: point.x, y: point.y, inRing: $0) })
        {
          continue
        }
        for ring in [rings(of: polygon).lowerBound] + kept[polygon, default: []] {
          let vertices = vertices(of: ring)
          result.coordinates.append(contentsOf: coordinates[2 * vertices.lowerBound..<2 * vertices.upperBound])
          result.ringOffsets.append(result.coordinates.count / 2)
        }
        result.polygonOffsets.append(result.ringOffsets.count - 1)
      }
      result.featureOffsets.append(result.polygonOffsets.count - 1)
    }
    return result
  }

  /// A point inside a polygon, and far from its border where it is wide: the middle of the longest stretch of a parallel
  /// about halfway up its box. nil for a polygon without area. O(vertices).
  public func interiorPoint(ofPolygon polygon: Int) -> (x: Double, y: Double)? {
    let box = bounds(ofRing: polygonOffsets[polygon])
    let middle = box.minY + (box.maxY - box.minY) / 2
    var (below, above) = (box.minY, box.maxY)
    for ring in rings(of: polygon) {
      for vertex in vertices(of: ring) {
        let y = coordinates[2 * vertex + 1]
        if y <= middle { below = max(below, y) } else { above = min(above, y) }
      }
    }
    // No vertex lies between the two, so every edge crosses the parallel or is clear of it.
    let y = below + (above - below) / 2
    guard below < y, y < above else { return nil }
    var crossings: [Double] = []
    for ring in rings(of: polygon) {
      for vertex in vertices(of: ring).dropLast() {
        let (ax, ay) = (coordinates[2 * vertex], coordinates[2 * vertex + 1])
        let (bx, by) = (coordinates[2 * vertex + 2], coordinates[2 * vertex + 3])
        if (ay > y) != (by > y) { crossings.append(ax + (bx - ax) * ((y - ay) / (by - ay))) }
      }
    }
    crossings.sort()
    var best: (width: Double, x: Double)?
    for index in stride(from: 0, to: crossings.count - 1, by: 2) {
      let width = crossings[index + 1] - crossings[index]
      if width > best?.width ?? 0 { best = (width, crossings[index] + width / 2) }
    }
    return best.map { ($0.x, y) }
  }

  private func bounds(ofRing ring: Int) -> Box {
    var box = Box.empty
    for vertex in vertices(of: ring) { box.extend(x: coordinates[2 * vertex], y: coordinates[2 * vertex + 1]) }
    return box
  }

  /// Whether a point lies inside a ring, by the parity of the edges that a ray to the right crosses. O(vertices).
  public func contains(x: Double, y: Double, inRing ring: Int) -> Bool {
    var isInside = false
    for vertex in vertices(of: ring).dropLast() {
      let (ax, ay) = (coordinates[2 * vertex], coordinates[2 * vertex + 1])
      let (bx, by) = (coordinates[2 * vertex + 2], coordinates[2 * vertex + 3])
      if (ay > y) != (by > y) && x < ax + (bx - ax) * ((y - ay) / (by - ay)) { isInside.toggle() }
    }
    return isInside
  }
}

/// A point in each polygon of a layer, in order of x.
private struct InteriorPoints {
  private let points: [(x: Double, y: Double, unit: Int)]

  init(_ layer: PolygonBuffer) {
    var points: [(x: Double, y: Double, unit: Int)] = []
    for unit in 0..<layer.featureCount {
      for polygon in layer.polygons(of: unit) {
        if let point = layer.interiorPoint(ofPolygon: polygon) { points.append((point.x, point.y, unit)) }
      }
    }
    self.points = points.sorted { ($0.x, $0.y, $0.unit) < ($1.x, $1.y, $1.unit) }
  }

  /// Whether some point in a box is wanted.
  func contains(within box: Box, where isWanted: (_ unit: Int, _ x: Double, _ y: Double) -> Bool) -> Bool {
    var (low, high) = (0, points.count)
    while low < high {
      let middle = (low + high) / 2
      if points[middle].x < box.minX { low = middle + 1 } else { high = middle }
    }
    while low < points.count, points[low].x <= box.maxX {
      let point = points[low]
      if box.minY <= point.y, point.y <= box.maxY, isWanted(point.unit, point.x, point.y) { return true }
      low += 1
    }
    return false
  }
}
