internal import Geometry
internal import Parallel

/// The vertices of a layer, sorted into the cells of a grid without copying them: a run is a stretch of consecutive
/// vertices of one ring in one cell.
///
/// Equal coordinates lie in the same cell, so whatever units share is found cell by cell, in memory that fits a
/// core's cache. A layer whose vertices crowd into few cells only loses that advantage. The vertex that closes a
/// ring is left out.
struct VertexRuns {
  struct Run {
    var start: Int
    var count: Int32
    var ring: Int32
  }

  /// In order of cell, then of vertices, so that the units of a cell ascend.
  let runs: [Run]
  /// The runs of cell `c` are `runs[cellOffsets[c]..<cellOffsets[c + 1]]`.
  let cellOffsets: [Int]
  /// The unit that owns a ring.
  let unitOfRing: [Int32]

  let antimeridian: Antimeridian

  var cellCount: Int { cellOffsets.count - 1 }

  /// About so many vertices in a cell keep its table within a core's second-level cache.
  static let verticesPerCell = 2_048

  init(_ polygons: PolygonBuffer, joinsAntimeridian: Bool, threads: Int) {
    var unitOfRing = [Int32](repeating: 0, count: polygons.ringCount)
    for unit in 0..<polygons.featureCount {
      for ring in polygons.rings(ofFeature: unit) { unitOfRing[ring] = Int32(unit) }
    }
    let grid = VertexGrid(polygons, joinsAntimeridian: joinsAntimeridian, threads: threads)
    antimeridian = grid.antimeridian
    let chunk = 1 << 16
    let vertexCount = polygons.vertexCount
    let parts = Parallel.map((vertexCount + chunk - 1) / chunk, chunkSize: 1, threads: threads) { index in
      Self.runs(in: index * chunk..<min(vertexCount, (index + 1) * chunk), of: polygons, grid)
    }
    var offsets = [Int](repeating: 0, count: grid.cellCount + 1)
    for part in parts { for (cell, _) in part { offsets[Int(cell) + 1] += 1 } }
    for cell in 0..<grid.cellCount { offsets[cell + 1] += offsets[cell] }
    var next = offsets
    var runs = [Run](repeating: Run(start: 0, count: 0, ring: 0), count: offsets[grid.cellCount])
    for part in parts {
      for (cell, run) in part {
        runs[next[Int(cell)]] = run
        next[Int(cell)] += 1
      }
    }
    self.runs = runs
    self.cellOffsets = offsets
    self.unitOfRing = unitOfRing
  }

  private static func runs(
    in vertices: Range<Int>, of polygons: PolygonBuffer, _ grid: VertexGrid
  ) -> [(cell: Int32, run: Run)] {
    var found: [(cell: Int32, run: Run)] = []
    polygons.coordinates.withUnsafeBufferPointer { xy in
      polygons.ringOffsets.withUnsafeBufferPointer { ringOffsets in
        // The first ring that ends after the first vertex.
        var low = 0
        var high = ringOffsets.count - 1
        while low < high {
          let middle = (low + high) / 2
          if ringOffsets[middle + 1] <= vertices.lowerBound { low = middle + 1 } else { high = middle }
        }
        var ring = low
        while ring + 1 < ringOffsets.count && ringOffsets[ring] < vertices.upperBound {
          let end = min(vertices.upperBound, ringOffsets[ring + 1] - 1)
          var vertex = max(vertices.lowerBound, ringOffsets[ring])
          while vertex < end {
            let start = vertex
            let cell = grid.cell(x: xy[2 * vertex], y: xy[2 * vertex + 1])
            vertex += 1
            while vertex < end && grid.cell(x: xy[2 * vertex], y: xy[2 * vertex + 1]) == cell { vertex += 1 }
            found.append((cell, Run(start: start, count: Int32(vertex - start), ring: Int32(ring))))
          }
          ring += 1
        }
      }
    }
    return found
  }
}

/// Cells of equal size over the box of a layer.
struct VertexGrid {
  let antimeridian: Antimeridian
  private let minX, minY, perX, perY: Double
  private let columns, rows: Int32

  var cellCount: Int { Int(columns) * Int(rows) }

  init(_ polygons: PolygonBuffer, joinsAntimeridian: Bool, threads: Int) {
    let bounds = Self.bounds(of: polygons, threads: threads)
    antimeridian = Antimeridian(isJoined: joinsAntimeridian, from: bounds.minX, to: bounds.maxX)
    let cells = Double(max(1, polygons.vertexCount / VertexRuns.verticesPerCell))
    let width = bounds.maxX - bounds.minX
    let height = bounds.maxY - bounds.minY
    // A side without extent, or one that a Double cannot divide, has one cell.
    let divides = { (side: Double) in side.isFinite && side > 1e-290 }
    let across =
      divides(width) ? (divides(height) ? (cells * (width / height)).squareRoot() : cells).rounded(.up) : 1
    columns = Int32(min(max(across, 1), cells))
    rows = divides(height) ? Int32((cells / Double(columns)).rounded(.up)) : 1
    (minX, perX) = divides(width) ? (bounds.minX, Double(columns) / width) : (0, 0)
    (minY, perY) = divides(height) ? (bounds.minY, Double(rows) / height) : (0, 0)
  }

  /// The cell of a vertex of the layer. Coordinates that are equal, or differ in the sign of zero, have one cell.
  @inline(__always) func cell(x: Double, y: Double) -> Int32 {
    let column = min(Int32((antimeridian.folded(x) - minX) * perX), columns - 1)
    let row = min(Int32((y - minY) * perY), rows - 1)
    return row * columns + column
  }

  private static func bounds(of polygons: PolygonBuffer, threads: Int) -> Box {
    let chunk = 1 << 16
    let vertexCount = polygons.vertexCount
    let boxes = Parallel.map((vertexCount + chunk - 1) / chunk, chunkSize: 1, threads: threads) { index in
      polygons.coordinates.withUnsafeBufferPointer { xy in
        var low = SIMD2(repeating: Double.infinity)
        var high = -low
        for vertex in index * chunk..<min(vertexCount, (index + 1) * chunk) {
          let point = SIMD2(xy[2 * vertex], xy[2 * vertex + 1])
          low.replace(with: point, where: point .< low)
          high.replace(with: point, where: point .> high)
        }
        return Box(minX: low.x, minY: low.y, maxX: high.x, maxY: high.y)
      }
    }
    return boxes.reduce(into: Box.empty) { $0.extend($1) }
  }
}
