/// A box of grid points, ends included.
struct GridBox {
  var minX, minY, maxX, maxY: Int32

  init(_ a: GridPoint, _ b: GridPoint) {
    minX = min(a.x, b.x)
    minY = min(a.y, b.y)
    maxX = max(a.x, b.x)
    maxY = max(a.y, b.y)
  }

  mutating func extend(_ point: GridPoint) {
    minX = min(minX, point.x)
    minY = min(minY, point.y)
    maxX = max(maxX, point.x)
    maxY = max(maxY, point.y)
  }

  mutating func extend(_ other: GridBox) {
    minX = min(minX, other.minX)
    minY = min(minY, other.minY)
    maxX = max(maxX, other.maxX)
    maxY = max(maxY, other.maxY)
  }

  func expanded(by margin: Int32) -> GridBox {
    var box = self
    box.minX -= margin
    box.minY -= margin
    box.maxX += margin
    box.maxY += margin
    return box
  }

  @inline(__always) func intersects(_ other: GridBox) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }

  @inline(__always) func contains(_ point: GridPoint) -> Bool {
    minX <= point.x && point.x <= maxX && minY <= point.y && point.y <= maxY
  }
}

/// Boxes sorted into square cells, about as many cells as boxes; each box is in every cell that it touches.
struct CellGrid {
  private let boxes: [GridBox]
  private let raster: Raster
  private let offsets: [Int]
  private let items: [Int32]

  /// - Complexity: O(boxes + cells they touch).
  init(_ boxes: [GridBox]) {
    let raster = Raster(boxes)
    var offsets = [Int](repeating: 0, count: raster.cellCount + 1)
    for box in boxes { raster.forEachCell(of: box) { offsets[$0 + 1] += 1 } }
    for cell in 0..<raster.cellCount { offsets[cell + 1] += offsets[cell] }
    var next = offsets
    var items = [Int32](repeating: 0, count: offsets[raster.cellCount])
    for (index, box) in boxes.enumerated() {
      raster.forEachCell(of: box) { cell in
        items[next[cell]] = Int32(index)
        next[cell] += 1
      }
    }
    self.boxes = boxes
    self.raster = raster
    self.offsets = offsets
    self.items = items
  }

  /// Calls `body` once for every two boxes that intersect, the lower index first; in an order of its own that is always
  /// the same.
  @inline(__always) func forEachPair(_ body: (_ first: Int, _ second: Int) -> Void) {
    for cell in 0..<raster.cellCount {
      let inCell = offsets[cell]..<offsets[cell + 1]
      for position in inCell {
        let one = boxes[Int(items[position])]
        for other in position + 1..<inCell.upperBound {
          let two = boxes[Int(items[other])]
          if !one.intersects(two) { continue }
          // Only in the cell of the least corner of what both cover.
          let corner = GridPoint(x: max(one.minX, two.minX), y: max(one.minY, two.minY))
          if raster.cell(of: corner) == cell { body(Int(items[position]), Int(items[other])) }
        }
      }
    }
  }

  /// Calls `body` with every box of one point that lies in `box`, for a grid of boxes that are points.
  @inline(__always) func forEachPoint(in box: GridBox, _ body: (Int) -> Void) {
    raster.forEachRow(of: box) { cells in
      for position in offsets[cells.lowerBound]..<offsets[cells.upperBound + 1] {
        let item = boxes[Int(items[position])]
        if item.intersects(box) { body(Int(items[position])) }
      }
    }
  }
}

/// Square cells over the boxes; none where there are no boxes.
private struct Raster {
  private let originX, originY: Int32
  private let side: Int32
  private let columns, rows: Int

  var cellCount: Int { columns * rows }

  init(_ boxes: [GridBox]) {
    guard var all = boxes.first else {
      (originX, originY, side, columns, rows) = (0, 0, 1, 0, 0)
      return
    }
    for box in boxes { all.extend(box) }
    let width = Double(all.maxX) - Double(all.minX) + 1
    let height = Double(all.maxY) - Double(all.minY) + 1
    originX = all.minX
    originY = all.minY
    side = Int32(max(1, (width * height / Double(boxes.count)).squareRoot().rounded(.up), max(width, height) / 4_000))
    columns = Int((width / Double(side)).rounded(.down)) + 1
    rows = Int((height / Double(side)).rounded(.down)) + 1
  }

  @inline(__always) func cell(of point: GridPoint) -> Int {
    Int((point.y - originY) / side) * columns + Int((point.x - originX) / side)
  }

  /// The cells of a box in each row that it touches, where the box may stand out over the raster.
  @inline(__always) func forEachRow(of box: GridBox, _ body: (ClosedRange<Int>) -> Void) {
    let left = max(0, Int((box.minX - originX) / side))
    let right = min(columns - 1, Int((box.maxX - originX) / side))
    let top = max(0, Int((box.minY - originY) / side))
    let bottom = min(rows - 1, Int((box.maxY - originY) / side))
    if left > right || top > bottom { return }
    for row in top...bottom { body(row * columns + left...row * columns + right) }
  }

  @inline(__always) func forEachCell(of box: GridBox, _ body: (Int) -> Void) {
    forEachRow(of: box) { cells in for cell in cells { body(cell) } }
  }
}
