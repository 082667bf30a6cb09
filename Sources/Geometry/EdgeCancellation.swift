internal import Parallel

/// Which edges of groups of features have no opposite in their group.
///
/// Edges are looked for in the cells of a grid: an edge belongs to the cell of that of its ends which comes first by x, then
/// y, which is the same from either side. A cell's edges lie near each other in memory too, so its table and coordinates
/// fit a core's cache. A layer whose vertices crowd into few cells only loses that advantage.
struct EdgeCancellation {
  /// A ring of a member. Edge `v`, which goes from vertex `v` to `v + 1`, has its mark at `v + shift`.
  private struct MemberRing {
    var vertices: Range<Int>
    var shift: Int
    var group: Int32
  }

  /// Consecutive edges of a ring in one cell.
  private struct Run {
    var edges: Range<Int>
    var shift: Int
    var group: Int32
    var cell: Int32
  }

  /// About so many edges in a cell keep its table within a core's second-level cache.
  private static let edgesPerCell = 2_048

  private var rings: [MemberRing] = []
  /// The rings of group `g` are `rings[groupOffsets[g]..<groupOffsets[g + 1]]`.
  private var groupOffsets = [0]
  /// 1 for each edge that stays.
  private var marks: [UInt8] = []

  /// - Parameter groups: features by index, each at most once in a group; in ascending order, so that the edges are too.
  init(of layer: PolygonBuffer, groups: [[Int]], threads: Int) {
    var edgeCount = 0
    for (group, members) in groups.enumerated() {
      for feature in members {
        for ring in layer.rings(ofFeature: feature) {
          let vertices = layer.vertices(of: ring)
          if vertices.count < 2 { continue }
          rings.append(MemberRing(vertices: vertices, shift: edgeCount - vertices.lowerBound, group: Int32(group)))
          edgeCount += vertices.count - 1
        }
      }
      groupOffsets.append(rings.count)
    }
    marks = [UInt8](repeating: 0, count: edgeCount)
    cancelOpposites(in: layer, threads: threads)
  }

  /// The edges of a group that stay, each by its first vertex, ascending.
  func remainingEdges(ofGroup group: Int) -> [Int] {
    var edges: [Int] = []
    marks.withUnsafeBufferPointer { marks in
      for ring in rings[groupOffsets[group]..<groupOffsets[group + 1]] {
        for edge in ring.vertices.dropLast() where marks[edge + ring.shift] != 0 { edges.append(edge) }
      }
    }
    return edges
  }

  private mutating func cancelOpposites(in layer: PolygonBuffer, threads: Int) {
    let grid = EdgeGrid(bounds(in: layer, threads: threads), cells: marks.count / Self.edgesPerCell)
    let (runs, cellOffsets) = sortedRuns(in: layer, grid, threads: threads)
    // A few cells share one table's memory.
    let cellsPerChunk = 16
    marks.withUnsafeMutableBufferPointer { marks in
      guard let base = marks.baseAddress else { return }
      let marks = SharedPointer(base)
      Parallel.forEachChunk(of: grid.cellCount, size: cellsPerChunk, threads: threads) { _, cells in
        layer.coordinates.withUnsafeBufferPointer { xy in
          var table = EdgeTable()
          for cell in cells {
            let ofCell = cellOffsets[cell]..<cellOffsets[cell + 1]
            table.reset(for: runs[ofCell].reduce(0) { $0 + $1.edges.count })
            for run in runs[ofCell] {
              for edge in run.edges {
                switch table.insert(edge, group: run.group, mark: edge + run.shift, xy) {
                case .stays: marks[edge + run.shift] = 1
                case .cancels(let opposite): marks[opposite] = 0
                case .hasNoLength: break
                }
              }
            }
          }
        }
      }
    }
  }

  private func bounds(in layer: PolygonBuffer, threads: Int) -> Box {
    let ringsPerChunk = 256
    var boxes = [Box](repeating: .empty, count: (rings.count + ringsPerChunk - 1) / ringsPerChunk)
    boxes.withUnsafeMutableBufferPointer { boxes in
      guard let base = boxes.baseAddress else { return }
      let boxes = SharedPointer(base)
      Parallel.forEachChunk(of: rings.count, size: ringsPerChunk, threads: threads) { _, chunk in
        layer.coordinates.withUnsafeBufferPointer { xy in
          var low = SIMD2(repeating: Double.infinity)
          var high = -low
          for ring in rings[chunk] {
            for vertex in ring.vertices {
              let point = SIMD2(xy[2 * vertex], xy[2 * vertex + 1])
              low.replace(with: point, where: point .< low)
              high.replace(with: point, where: point .> high)
            }
          }
          boxes[chunk.lowerBound / ringsPerChunk] = Box(minX: low.x, minY: low.y, maxX: high.x, maxY: high.y)
        }
      }
    }
    return boxes.reduce(into: .empty) { $0.extend($1) }
  }

  /// The edges cut into runs, in order of cell, then of group and vertex; and where each cell's runs start.
  private func sortedRuns(
    in layer: PolygonBuffer, _ grid: EdgeGrid, threads: Int
  ) -> (runs: [Run], cellOffsets: [Int]) {
    let ringsPerChunk = 256
    let chunks = (rings.count + ringsPerChunk - 1) / ringsPerChunk
    let parts = Parallel.map(chunks, chunkSize: 1, threads: threads) { chunk in
      layer.coordinates.withUnsafeBufferPointer { xy in
        cut(rings[chunk * ringsPerChunk..<min(rings.count, (chunk + 1) * ringsPerChunk)], grid, xy)
      }
    }
    var offsets = [Int](repeating: 0, count: grid.cellCount + 1)
    for part in parts { for run in part { offsets[Int(run.cell) + 1] += 1 } }
    for cell in 0..<grid.cellCount { offsets[cell + 1] += offsets[cell] }
    var next = offsets
    var runs = [Run](repeating: Run(edges: 0..<0, shift: 0, group: 0, cell: 0), count: offsets[grid.cellCount])
    for part in parts {
      for run in part {
        runs[next[Int(run.cell)]] = run
        next[Int(run.cell)] += 1
      }
    }
    return (runs, offsets)
  }

  private func cut(
    _ rings: ArraySlice<MemberRing>, _ grid: EdgeGrid, _ xy: UnsafeBufferPointer<Double>
  ) -> [Run] {
    var found: [Run] = []
    for ring in rings {
      let end = ring.vertices.upperBound - 1
      var edge = ring.vertices.lowerBound
      var cell = grid.cell(ofEdge: edge, xy)
      while edge < end {
        let start = edge
        let startCell = cell
        repeat {
          edge += 1
          if edge < end { cell = grid.cell(ofEdge: edge, xy) }
        } while edge < end && cell == startCell
        found.append(Run(edges: start..<edge, shift: ring.shift, group: ring.group, cell: startCell))
      }
    }
    return found
  }
}

/// Cells of equal size over a box.
private struct EdgeGrid {
  private let minX, minY, perX, perY: Double
  private let columns, rows: Int32

  var cellCount: Int { Int(columns) * Int(rows) }

  init(_ bounds: Box, cells: Int) {
    let cells = Double(max(1, cells))
    let width = bounds.maxX - bounds.minX
    let height = bounds.maxY - bounds.minY
    // A side without extent, or one that a Double cannot divide, has one cell.
    let divides = { (side: Double) in side.isFinite && side > 1e-290 }
    let across = !divides(width) ? 1 : divides(height) ? (cells * (width / height)).squareRoot().rounded(.up) : cells
    columns = Int32(min(max(across, 1), cells))
    rows = divides(height) ? Int32((cells / Double(columns)).rounded(.up)) : 1
    (minX, perX) = divides(width) ? (bounds.minX, Double(columns) / width) : (0, 0)
    (minY, perY) = divides(height) ? (bounds.minY, Double(rows) / height) : (0, 0)
  }

  @inline(__always) func cell(ofEdge edge: Int, _ xy: UnsafeBufferPointer<Double>) -> Int32 {
    let ax = xy[2 * edge]
    let ay = xy[2 * edge + 1]
    let bx = xy[2 * edge + 2]
    let by = xy[2 * edge + 3]
    let isFirst = ax < bx || (ax == bx && ay < by)
    let column = min(Int32(((isFirst ? ax : bx) - minX) * perX), columns - 1)
    let row = min(Int32(((isFirst ? ay : by) - minY) * perY), rows - 1)
    return row * columns + column
  }
}

/// The edges of one cell: open addressing.
private struct EdgeTable {
  enum Outcome {
    case stays
    /// It meets its opposite, whose mark is given: both vanish.
    case cancels(mark: Int)
    case hasNoLength
  }

  private struct Entry {
    var edge: Int
    var mark: Int
    var group: Int32
    var isCancelled: Bool
  }

  private var entries: [Entry] = []
  /// The upper half of a hash and the number of an entry, from 1; 0 is an empty slot.
  private var slots: [UInt64] = []

  /// Forgets all edges and makes room for others.
  mutating func reset(for count: Int) {
    entries.removeAll(keepingCapacity: true)
    entries.reserveCapacity(count)
    slots.removeAll(keepingCapacity: true)
    slots.append(contentsOf: repeatElement(0, count: 1 << (Int.bitWidth - max(1, 2 * count - 1).leadingZeroBitCount)))
  }

  @inline(__always)
  mutating func insert(_ edge: Int, group: Int32, mark: Int, _ xy: UnsafeBufferPointer<Double>) -> Outcome {
    // Adding zero turns -0 into 0, so that equal coordinates have equal bits.
    let a = SIMD2(xy[2 * edge] + 0, xy[2 * edge + 1] + 0)
    let b = SIMD2(xy[2 * edge + 2] + 0, xy[2 * edge + 3] + 0)
    if a == b { return .hasNoLength }
    // The same for both directions.
    let hash = (a.mixedBits &+ b.mixedBits ^ UInt64(truncatingIfNeeded: group)) &* 0xD6E8_FEB8_6659_FD93
    let tag = hash & 0xFFFF_FFFF_0000_0000
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: hash >> 24) & mask
    while slots[index] != 0 {
      if slots[index] & 0xFFFF_FFFF_0000_0000 == tag {
        let number = Int(slots[index] & 0xFFFF_FFFF) - 1
        let other = entries[number]
        if !other.isCancelled && other.group == group && xy[2 * other.edge] == b.x && xy[2 * other.edge + 1] == b.y
          && xy[2 * other.edge + 2] == a.x && xy[2 * other.edge + 3] == a.y
        {
          entries[number].isCancelled = true
          return .cancels(mark: other.mark)
        }
      }
      index = (index + 1) & mask
    }
    entries.append(Entry(edge: edge, mark: mark, group: group, isCancelled: false))
    slots[index] = tag | UInt64(entries.count)
    return .stays
  }
}

extension SIMD2<Double> {
  /// A hash of coordinates; folding the full product spreads those of few significant bits (whole metres) over all bits.
  @inline(__always) var mixedBits: UInt64 {
    let product = (x.bitPattern ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: y.bitPattern ^ 0xC2B2_AE3D_27D4_EB4F)
    return (product.high ^ product.low) &* 0xD6E8_FEB8_6659_FD93
  }
}
