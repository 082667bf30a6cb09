/// A division of the plane into labelled areas that share their borders: directed edges, each with the label on its
/// left, and with every edge its opposite.
///
/// Rings are walked along these edges, so the areas share every vertex of a common border to the bit, have no gaps and
/// no overlaps, and areas dissolved by a coarser label have no vertex that the finer ones lack.
struct PlanarCoverage {
  /// What lies outside all areas.
  static let outside = -1

  struct Edge {
    var from, to: GridPosition
    var left, right: Int
  }

  /// One record for each stretch of border, in one direction.
  private(set) var edges: [Edge] = []

  /// A ring in walking order, not closed, that starts at its least position.
  struct Ring {
    var positions: [GridPosition]
    /// The indices of the directed edges walked: 2e along edge e, 2e + 1 against it.
    var directed: [Int]

    /// Positive where the ring turns counter-clockwise.
    var area: Double { EqualAreaPlane.area(positions) }
  }

  /// Adds a stretch of border. Stretches of no length, or with the same label on both sides, are left out.
  mutating func add(from: GridPosition, to: GridPosition, left: Int, right: Int) {
    if from == to || left == right { return }
    edges.append(Edge(from: from, to: to, left: left, right: right))
  }

  /// The same division with other labels; borders between areas of one label go.
  func relabelled(_ label: (Int) -> Int) -> PlanarCoverage {
    var result = PlanarCoverage()
    for edge in edges {
      let left = edge.left == Self.outside ? Self.outside : label(edge.left)
      let right = edge.right == Self.outside ? Self.outside : label(edge.right)
      result.add(from: edge.from, to: edge.to, left: left, right: right)
    }
    return result
  }

  /// The rings of all areas, by label. Exteriors turn counter-clockwise, holes clockwise; rings of no area are left out.
  func rings() -> [Int: [Ring]] {
    struct Departure: Hashable {
      var label: Int
      var position: GridPosition
    }
    func from(_ d: Int) -> GridPosition { d % 2 == 0 ? edges[d / 2].from : edges[d / 2].to }
    func to(_ d: Int) -> GridPosition { d % 2 == 0 ? edges[d / 2].to : edges[d / 2].from }
    func label(_ d: Int) -> Int { d % 2 == 0 ? edges[d / 2].left : edges[d / 2].right }

    var departures: [Departure: [Int]] = [:]
    for d in 0..<(2 * edges.count) where label(d) != Self.outside {
      departures[Departure(label: label(d), position: from(d)), default: []].append(d)
    }
    var used = [Bool](repeating: false, count: 2 * edges.count)
    var result: [Int: [Ring]] = [:]
    for start in used.indices where label(start) != Self.outside && !used[start] {
      var walked: [Int] = []
      var d = start
      repeat {
        used[d] = true
        walked.append(d)
        let candidates = departures[Departure(label: label(d), position: to(d)), default: []].filter {
          !used[$0] || $0 == start
        }
        precondition(!candidates.isEmpty, "a border of unit \(label(d)) ends at \(to(d))")
        // Where an area meets itself at a point, turning to the left as far as possible keeps its parts apart.
        d = candidates.max { Self.leftTurn(from(d), to(d), to($0)) < Self.leftTurn(from(d), to(d), to($1)) }!
      } while d != start
      var ring = Ring(positions: walked.map(from), directed: walked)
      if ring.positions.count < 3 || ring.area == 0 { continue }
      let first = ring.positions.indices.min { ring.positions[$0] < ring.positions[$1] }!
      ring.positions = Array(ring.positions[first...] + ring.positions[..<first])
      ring.directed = Array(ring.directed[first...] + ring.directed[..<first])
      result[label(start), default: []].append(ring)
    }
    return result
  }

  /// How far a walk a → b → c turns to the left, from −2 (back to the right) to 2 (back to the left); it grows with
  /// the angle.
  private static func leftTurn(_ a: GridPosition, _ b: GridPosition, _ c: GridPosition) -> Double {
    let incoming = Point(x: Double(b.lon - a.lon), y: Double(b.lat - a.lat))
    let outgoing = Point(x: Double(c.lon - b.lon), y: Double(c.lat - b.lat))
    let cosine = incoming.dot(outgoing) / (incoming.length * outgoing.length)
    return incoming.cross(outgoing) >= 0 ? 1 - cosine : cosine - 1
  }

  /// The areas of the labels 0 to count − 1, in square kilometres.
  func areas(count: Int) -> [Double] {
    let rings = rings()
    return (0..<count).map { label in rings[label, default: []].reduce(0) { $0 + $1.area } }
  }

  /// The polygons of the labels 0 to count − 1: exteriors with their holes, not closed.
  func polygons(count: Int) -> [[[[GridPosition]]]] {
    let rings = rings()
    return (0..<count).map { label in
      let exteriors = rings[label, default: []].filter { $0.area > 0 }
      var polygons = exteriors.map { [$0.positions] }
      for hole in rings[label, default: []] where hole.area < 0 {
        // The middle of an edge: a corner of the hole may touch the exterior.
        let inside = 0.5 * (EqualAreaPlane.point(hole.positions[0]) + EqualAreaPlane.point(hole.positions[1]))
        let owner = exteriors.firstIndex { Self.contains($0.positions.map(EqualAreaPlane.point), inside) }!
        polygons[owner].append(hole.positions)
      }
      return polygons
    }
  }

  /// Gives every part of a unit but its largest to the neighbour with which it shares the longest border, until each
  /// unit is one piece. For units without holes, as cells inside an outline without holes are.
  mutating func joinFragments() {
    while true {
      let rings = rings()
      var moved = false
      for unit in rings.keys.sorted() {
        let exteriors = rings[unit]!.filter { $0.area > 0 }.sorted { $0.area > $1.area }
        for fragment in exteriors.dropFirst() {
          var shared: [Int: Double] = [:]
          for d in fragment.directed {
            let edge = edges[d / 2]
            let other = d % 2 == 0 ? edge.right : edge.left
            if other == Self.outside || other == unit { continue }
            shared[other, default: 0] += (EqualAreaPlane.point(edge.to) - EqualAreaPlane.point(edge.from)).length
          }
          guard let heir = shared.keys.sorted().max(by: { shared[$0]! < shared[$1]! }) else { continue }
          for d in fragment.directed {
            if d % 2 == 0 { edges[d / 2].left = heir } else { edges[d / 2].right = heir }
          }
          moved = true
        }
        if moved { break }
      }
      edges.removeAll { $0.left == $0.right }
      if !moved { return }
    }
  }
}

extension PlanarCoverage {
  /// The cells of a power diagram inside a ring of grid positions, counter-clockwise and not closed. The label of a
  /// cell is its site.
  init(_ diagram: PowerDiagram, outline: [GridPosition]) {
    let corners = outline.map(EqualAreaPlane.point)
    /// The places where cell borders meet each stretch of the outline.
    var crossings = [[(along: Double, position: GridPosition)]](repeating: [], count: outline.count)

    for site in diagram.sites.indices {
      let cell = diagram.unboundedCell(site)
      for k in cell.indices where cell[k].across > site {
        let other = cell[k].across
        let a = Self.vertex(diagram, site, other, cell[k == 0 ? cell.count - 1 : k - 1].across, at: cell[k].point)
        let b = Self.vertex(
          diagram, site, other, cell[k + 1 == cell.count ? 0 : k + 1].across,
          at: cell[k + 1 == cell.count ? 0 : k + 1].point)
        var cuts: [(along: Double, position: GridPosition)] = []
        for s in corners.indices {
          let p = corners[s]
          let q = corners[s + 1 == corners.count ? 0 : s + 1]
          let determinant = (b - a).cross(q - p)
          if determinant == 0 { continue }
          let t = (p - a).cross(q - p) / determinant
          let u = (p - a).cross(b - a) / determinant
          if t < 0 || t > 1 || u < 0 || u >= 1 { continue }
          let position = EqualAreaPlane.position(a + t * (b - a))
          cuts.append((t, position))
          crossings[s].append((u, position))
        }
        cuts.sort { $0.along < $1.along }
        let stops =
          [(along: 0.0, position: EqualAreaPlane.position(a))] + cuts
          + [(along: 1.0, position: EqualAreaPlane.position(b))]
        for (start, end) in zip(stops, stops.dropFirst()) where start.along < end.along {
          let middle = a + ((start.along + end.along) / 2) * (b - a)
          if Self.contains(corners, middle) {
            add(from: start.position, to: end.position, left: site, right: other)
          }
        }
      }
    }
    for s in outline.indices {
      let end = outline[s + 1 == outline.count ? 0 : s + 1]
      var stops = [outline[s]] + crossings[s].sorted { $0.along < $1.along }.map(\.position) + [end]
      stops = stops.indices.filter { $0 == 0 || stops[$0] != stops[$0 - 1] }.map { stops[$0] }
      for (a, b) in zip(stops, stops.dropFirst()) {
        let middle = 0.5 * (EqualAreaPlane.point(a) + EqualAreaPlane.point(b))
        add(from: a, to: b, left: diagram.owner(of: middle), right: Self.outside)
      }
    }
  }

  /// Where three cells meet. Computed from the sites in ascending order, so that it has the same bits whichever cell
  /// asks; a corner of the square outside the outline stands as it is.
  private static func vertex(_ diagram: PowerDiagram, _ a: Int, _ b: Int, _ c: Int, at point: Point) -> Point {
    if c == PowerDiagram.outside { return point }
    let sites = [a, b, c].sorted()
    let first = diagram.separator(sites[0], sites[1])
    let second = diagram.separator(sites[0], sites[2])
    let determinant = first.normal.cross(second.normal)
    return Point(
      x: (first.offset * second.normal.y - second.offset * first.normal.y) / determinant,
      y: (first.normal.x * second.offset - second.normal.x * first.offset) / determinant)
  }

  /// Whether a point lies inside a ring, by the even-odd rule.
  private static func contains(_ ring: [Point], _ point: Point) -> Bool {
    var inside = false
    var previous = ring[ring.count - 1]
    for corner in ring {
      if (corner.y > point.y) != (previous.y > point.y),
        point.x < (previous.x - corner.x) * (point.y - corner.y) / (previous.y - corner.y) + corner.x
      {
        inside.toggle()
      }
      previous = corner
    }
    return inside
  }
}
