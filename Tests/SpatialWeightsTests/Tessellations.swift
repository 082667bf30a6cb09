import Geometry

typealias Point = SIMD2<Double>

/// Layers as lists of polygons, which tests build, disturb and compare by brute force.
struct Tessellation {
  /// Units of polygons of closed rings.
  var units: [[[[Point]]]] = []

  var buffer: PolygonBuffer {
    var buffer = PolygonBuffer()
    for unit in units { buffer.append(feature: unit.map { $0.map { $0.map { ($0.x, $0.y) } } }) }
    return buffer
  }

  mutating func forEachVertex(_ change: (_ unit: Int, inout Point) -> Void) {
    mapRings { unit, ring in
      var ring = Array(ring.dropLast())
      for vertex in ring.indices { change(unit, &ring[vertex]) }
      return ring + [ring[0]]
    }
  }

  mutating func mapRings(_ change: (_ unit: Int, [Point]) -> [Point]) {
    for unit in units.indices {
      for polygon in units[unit].indices {
        for ring in units[unit][polygon].indices {
          units[unit][polygon][ring] = change(unit, units[unit][polygon][ring])
        }
      }
    }
  }

  /// Unit squares; cell (column, row) belongs to unit `owner(column, row)`, or to none.
  init(columns: Int, rows: Int, unitCount: Int, owner: (Int, Int) -> Int?) {
    units = Array(repeating: [], count: unitCount)
    for row in 0..<rows {
      for column in 0..<columns {
        guard let unit = owner(column, row) else { continue }
        units[unit].append([Self.square(Double(column), Double(row), 1)])
      }
    }
  }

  init(units: [[[[Point]]]]) { self.units = units }

  static func square(_ x: Double, _ y: Double, _ side: Double) -> [Point] {
    [Point(x, y), Point(x + side, y), Point(x + side, y + side), Point(x, y + side), Point(x, y)]
  }

  /// A brick wall whose corners and edges are bent at random: interior units have six neighbours, all by an edge.
  /// Edges have `bends` vertices between their corners, the same from either side.
  static func brickWall(columns: Int, rows: Int, bends: Int, _ random: inout some RandomNumberGenerator) -> Self {
    var edges: [[Int]: [Point]] = [:]
    func corner(_ row: Int, _ half: Int) -> Point { Point(Double(half) / 2, Double(row)) }
    func edge(_ from: (Int, Int), _ to: (Int, Int)) -> [Point] {
      let key = from < to ? [from.0, from.1, to.0, to.1] : [to.0, to.1, from.0, from.1]
      if edges[key] == nil {
        let a = corner(key[0], key[1])
        let b = corner(key[2], key[3])
        edges[key] =
          [a]
          + (0..<bends).map { bend in
            let share = Double(bend + 1) / Double(bends + 1)
            let offset = Point(
              Double.random(in: -0.05...0.05, using: &random), .random(in: -0.05...0.05, using: &random))
            return a + (b - a) * share + offset
          } + [b]
      }
      return from < to ? edges[key]! : edges[key]!.reversed()
    }
    var units: [[[[Point]]]] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let half = 2 * column + row % 2
        let corners = [
          (row, half), (row, half + 1), (row, half + 2), (row + 1, half + 2), (row + 1, half + 1), (row + 1, half),
        ]
        var ring: [Point] = []
        for side in 0..<6 { ring += edge(corners[side], corners[(side + 1) % 6]).dropLast() }
        units.append([[ring + [ring[0]]]])
      }
    }
    return Self(units: units)
  }
}

/// The definitions, pair by pair and edge by edge.
enum BruteForce {
  static func rows(_ unitCount: Int, _ areNeighbours: (Int, Int) -> Bool) -> [[Int]] {
    (0..<unitCount).map { unit in (0..<unitCount).filter { $0 != unit && areNeighbours(unit, $0) } }
  }

  static func queen(_ layer: Tessellation) -> [[Int]] {
    let vertices = layer.units.map { Set($0.joined().joined().map { $0 + Point(0, 0) }) }
    return rows(layer.units.count) { !vertices[$0].isDisjoint(with: vertices[$1]) }
  }

  static func rook(_ layer: Tessellation) -> [[Int]] {
    let edges = layer.units.map { unit in
      Set(
        unit.joined().flatMap { ring in
          zip(ring, ring.dropFirst()).filter { $0 != $1 }.map { Set([$0 + Point(0, 0), $1 + Point(0, 0)]) }
        })
    }
    return rows(layer.units.count) { !edges[$0].isDisjoint(with: edges[$1]) }
  }
}
