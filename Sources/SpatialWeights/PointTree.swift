/// A k-d tree over points in space: each node splits its points at the median of their widest side.
///
/// Building is O(n log n); a query for the k nearest is O(log n + k) for points that are spread out.
struct PointTree {
  /// The points in the order of the tree: a node is a range, its point the middle one, its subtrees the halves.
  private let positions: [SIMD3<Double>]
  /// The point, as numbered by the caller, in each place of the tree.
  private let points: [Int32]
  /// The side that the node whose point stands here is split by.
  private let axes: [UInt8]
  private static let leafSize = 8

  init(_ positions: [SIMD3<Double>]) {
    var points = positions.indices.map { Int32($0) }
    var axes = [UInt8](repeating: 0, count: positions.count)
    Self.split(positions, &points, &axes, 0..<positions.count)
    self.points = points
    self.axes = axes
    self.positions = points.map { positions[Int($0)] }
  }

  private static func split(
    _ positions: [SIMD3<Double>], _ points: inout [Int32], _ axes: inout [UInt8], _ range: Range<Int>
  ) {
    guard range.count > leafSize else { return }
    var low = SIMD3<Double>(repeating: .infinity)
    var high = -low
    for place in range {
      low = pointwiseMin(low, positions[Int(points[place])])
      high = pointwiseMax(high, positions[Int(points[place])])
    }
    let extent = high - low
    let axis = extent.x >= extent.y && extent.x >= extent.z ? 0 : extent.y >= extent.z ? 1 : 2
    let middle = range.lowerBound + range.count / 2
    select(middle, in: range, &points) { positions[Int($0)][axis] }
    axes[middle] = UInt8(axis)
    split(positions, &points, &axes, range.lowerBound..<middle)
    split(positions, &points, &axes, middle + 1..<range.upperBound)
  }

  /// Puts in its place the point that would stand there if all were sorted, smaller ones before it.
  private static func select(
    _ place: Int, in range: Range<Int>, _ points: inout [Int32], by key: (Int32) -> Double
  ) {
    var low = range.lowerBound
    var high = range.upperBound - 1
    while low < high {
      let pivot = key(points[(low + high) / 2])
      var left = low
      var right = high
      while left <= right {
        while key(points[left]) < pivot { left += 1 }
        while key(points[right]) > pivot { right -= 1 }
        if left <= right {
          points.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if place <= right { high = right } else if place >= left { low = left } else { return }
    }
  }

  /// The squared distances of the nearest points but one, ascending: as many as there is room for.
  func nearestSquaredDistances(to position: SIMD3<Double>, _ count: Int, except point: Int) -> [Double] {
    var nearest = [Double](repeating: .infinity, count: count)
    visit(position, withinSquared: .infinity) { other, squared, limit in
      if other == point || squared >= limit { return }
      var slot = count - 1
      while slot > 0 && nearest[slot - 1] > squared {
        nearest[slot] = nearest[slot - 1]
        slot -= 1
      }
      nearest[slot] = squared
      limit = nearest[count - 1]
    }
    return nearest
  }

  /// Calls `body` with each point that is at most so far, in no order that means anything.
  func forEachPoint(
    near position: SIMD3<Double>, withinSquared limit: Double, _ body: (_ point: Int, _ squared: Double) -> Void
  ) {
    visit(position, withinSquared: limit) { point, squared, limit in
      if squared <= limit { body(point, squared) }
    }
  }

  /// Calls `body` with points, among them all that are within the limit, which it may lower.
  @inline(__always) private func visit(
    _ position: SIMD3<Double>, withinSquared limit: Double,
    _ body: (_ point: Int, _ squared: Double, _ limit: inout Double) -> Void
  ) {
    var limit = limit
    // Ranges still to visit, with the squared distance to the plane that parts them from the point.
    var stack: [(range: Range<Int>, squared: Double)] = [(0..<points.count, 0)]
    while let next = stack.popLast() {
      if next.squared > limit { continue }
      if next.range.count <= Self.leafSize {
        for place in next.range {
          body(Int(points[place]), PlacedPoints.squared(positions[place] - position), &limit)
        }
        continue
      }
      let middle = next.range.lowerBound + next.range.count / 2
      body(Int(points[middle]), PlacedPoints.squared(positions[middle] - position), &limit)
      let axis = Int(axes[middle])
      let beyond = position[axis] - positions[middle][axis]
      let below = next.range.lowerBound..<middle
      let above = middle + 1..<next.range.upperBound
      // The nearer half is on top, and so comes first.
      stack.append((beyond < 0 ? above : below, beyond * beyond))
      stack.append((beyond < 0 ? below : above, 0))
    }
  }
}
