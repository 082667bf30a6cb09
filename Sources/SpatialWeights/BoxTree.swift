internal import Geometry

/// A packed R-tree of boxes: leaves in the order of a Z-curve over their centres, sixteen to a node.
///
/// Building is O(n log n); a query visits the nodes that meet its box. It never changes once built, so threads may
/// share it. Answers come in the tree's order: sort them, or use them so that order does not matter.
struct BoxTree {
  /// All levels, leaves first and the root last.
  private let boxes: [Box]
  /// The item of each leaf.
  private let items: [Int32]
  /// Where each level begins in ``boxes``; one more entry for the end.
  private let levels: [Int]
  private static let width = 16

  init(_ leaves: [Box]) {
    let bounds = leaves.reduce(into: Box.empty) { $0.extend($1) }
    let perX = 65_535 / max(bounds.maxX - bounds.minX, .leastNormalMagnitude)
    let perY = 65_535 / max(bounds.maxY - bounds.minY, .leastNormalMagnitude)
    var keys: [UInt64] = []
    keys.reserveCapacity(leaves.count)
    for (item, box) in leaves.enumerated() {
      let x = Self.place((box.minX - bounds.minX) / 2 + (box.maxX - bounds.minX) / 2, perX)
      let y = Self.place((box.minY - bounds.minY) / 2 + (box.maxY - bounds.minY) / 2, perY)
      keys.append((Self.spread(x) | Self.spread(y) << 1) << 32 | UInt64(item))
    }
    keys.sort()
    items = keys.map { Int32(truncatingIfNeeded: $0 & 0xFFFF_FFFF) }
    var boxes = items.map { leaves[Int($0)] }
    var levels = [0, boxes.count]
    while levels[levels.count - 1] - levels[levels.count - 2] > 1 {
      let begin = levels[levels.count - 2]
      let end = levels[levels.count - 1]
      for first in stride(from: begin, to: end, by: Self.width) {
        var box = Box.empty
        for child in first..<min(end, first + Self.width) { box.extend(boxes[child]) }
        boxes.append(box)
      }
      levels.append(boxes.count)
    }
    self.boxes = boxes
    self.levels = levels
  }

  /// Calls `body` with every item whose box shares a point with the one given.
  @inline(__always) func forEachItem(meeting box: Box, _ body: (Int) -> Void) {
    if items.isEmpty { return }
    var stack: [(level: Int, node: Int)] = [(levels.count - 2, boxes.count - 1)]
    while let (level, node) = stack.popLast() {
      guard boxes[node].intersects(box) else { continue }
      if level == 0 {
        body(Int(items[node]))
        continue
      }
      let first = levels[level - 1] + (node - levels[level]) * Self.width
      for child in first..<min(levels[level], first + Self.width) { stack.append((level - 1, child)) }
    }
  }

  /// A distance on one side as one of 65,536 steps.
  private static func place(_ distance: Double, _ perUnit: Double) -> UInt64 {
    let steps = distance * perUnit
    return steps >= 0 ? UInt64(min(steps, 65_535)) : 0
  }

  /// The sixteen low bits on the even places.
  private static func spread(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits | bits << 8) & 0x00FF_00FF
    bits = (bits | bits << 4) & 0x0F0F_0F0F
    bits = (bits | bits << 2) & 0x3333_3333
    return (bits | bits << 1) & 0x5555_5555
  }
}
