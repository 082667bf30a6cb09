import Geometry

/// Finds the boxes that contain a given one: sorted by their left edge, under a tree of the largest right edge.
struct BoxFinder {
  private let items: [(id: Int, box: Box)]
  /// An implicit binary tree over the items; its leaves start at `leafStart`.
  private var rightEdges: [Double]
  private let leafStart: Int

  init(_ boxes: [(id: Int, box: Box)]) {
    items = boxes.sorted { ($0.box.minX, $0.id) < ($1.box.minX, $1.id) }
    var leaves = 1
    while leaves < items.count { leaves *= 2 }
    leafStart = leaves
    rightEdges = [Double](repeating: -.infinity, count: 2 * leaves)
    for (position, item) in items.enumerated() { rightEdges[leaves + position] = item.box.maxX }
    for node in stride(from: leaves - 1, to: 0, by: -1) {
      rightEdges[node] = max(rightEdges[2 * node], rightEdges[2 * node + 1])
    }
  }

  /// Calls `body` with each box that contains `box`, its edges included, in no order that means anything.
  ///
  /// - Complexity: O((1 + k) log n) for the k boxes whose x-range contains that of `box`.
  func forEachContaining(_ box: Box, _ body: (Int) -> Void) {
    // Those whose left edge is not to the right of the wanted one come first.
    var (low, high) = (0, items.count)
    while low < high {
      let middle = (low + high) / 2
      if items[middle].box.minX <= box.minX { low = middle + 1 } else { high = middle }
    }
    visit(node: 1, start: 0, width: leafStart, end: low, box, body)
  }

  private func visit(node: Int, start: Int, width: Int, end: Int, _ box: Box, _ body: (Int) -> Void) {
    guard start < end, rightEdges[node] >= box.maxX else { return }
    if width == 1 {
      let item = items[start]
      if item.box.minY <= box.minY && item.box.maxY >= box.maxY { body(item.id) }
      return
    }
    visit(node: 2 * node, start: start, width: width / 2, end: end, box, body)
    visit(node: 2 * node + 1, start: start + width / 2, width: width / 2, end: end, box, body)
  }
}
