/// A power diagram (Laguerre diagram) inside a polygon: the cell of site i holds the points for which
/// |p − s_i|² − w_i is least.
///
/// With the right weights the cells have any areas that one asks for (Aurenhammer, Hoffmann & Aronov 1998); the
/// weights are found by damped Newton steps (Kitagawa, Mérigot & Thibert 2019). The polygon need not be convex.
struct PowerDiagram {
  /// The polygon, counter-clockwise, not closed.
  let outline: [Point]
  var sites: [Point]
  var weights: [Double]

  /// The border that a cell begins with: a square far outside the outline, or the outline itself.
  static let outside = -1

  /// A vertex of a cell, and the site (or `outside`) across the edge that leaves it.
  struct Vertex {
    var point: Point
    var across: Int
  }

  /// What the fit needs to know of a cell.
  struct Measure {
    var area = 0.0
    var centroid = Point(x: 0, y: 0)
    /// Length of the border with each neighbour.
    var borders: [(site: Int, length: Double)] = []
  }

  init(outline: [Point], sites: [Point]) {
    self.outline = outline
    self.sites = sites
    self.weights = [Double](repeating: 0, count: sites.count)
  }

  /// The weighted squared distance of a point from a site.
  func power(_ point: Point, _ site: Int) -> Double { (point - sites[site]).squaredLength - weights[site] }

  /// The site in whose cell a point lies; the first of several.
  func owner(of point: Point) -> Int {
    sites.indices.min { power(point, $0) < power(point, $1) }!
  }

  /// The line between two cells: the points with `normal · p = offset`; the cell of `a` is on the lower side.
  func separator(_ a: Int, _ b: Int) -> (normal: Point, offset: Double) {
    let offset = (sites[b].squaredLength - sites[a].squaredLength - weights[b] + weights[a]) / 2
    return (sites[b] - sites[a], offset)
  }

  /// The part of a polygon on the lower side of a line, by Sutherland & Hodgman 1974. Where the polygon is not convex,
  /// pieces stay joined by edges along the line that are walked there and back, and so count for nothing in sums.
  private static func clip(
    _ polygon: [Vertex], normal: Point, offset: Double, across site: Int
  ) -> [Vertex] {
    var result: [Vertex] = []
    result.reserveCapacity(polygon.count + 4)
    for k in polygon.indices {
      let here = polygon[k]
      let next = polygon[k + 1 == polygon.count ? 0 : k + 1]
      let a = normal.dot(here.point) - offset
      let b = normal.dot(next.point) - offset
      if a <= 0 { result.append(here) }
      if (a <= 0) != (b <= 0) {
        let crossing = here.point + (a / (a - b)) * (next.point - here.point)
        result.append(Vertex(point: crossing, across: a <= 0 ? site : here.across))
      }
    }
    return result
  }

  /// The cell before it is cut by the outline: convex, counter-clockwise; empty where no point belongs to the site.
  func unboundedCell(_ site: Int) -> [Vertex] {
    var box = (low: outline[0], high: outline[0])
    for p in outline {
      box.low = Point(x: min(box.low.x, p.x), y: min(box.low.y, p.y))
      box.high = Point(x: max(box.high.x, p.x), y: max(box.high.y, p.y))
    }
    let margin = 100.0
    let corners = [
      Point(x: box.low.x - margin, y: box.low.y - margin), Point(x: box.high.x + margin, y: box.low.y - margin),
      Point(x: box.high.x + margin, y: box.high.y + margin), Point(x: box.low.x - margin, y: box.high.y + margin),
    ]
    var cell = corners.map { Vertex(point: $0, across: Self.outside) }
    for other in sites.indices where other != site && !cell.isEmpty {
      let line = separator(site, other)
      cell = Self.clip(cell, normal: line.normal, offset: line.offset, across: other)
    }
    return cell
  }

  /// Area, centroid and borders of a cell inside the outline.
  func measure(_ site: Int) -> Measure {
    let neighbours = Set(unboundedCell(site).map(\.across)).subtracting([Self.outside]).sorted()
    var cell = outline.map { Vertex(point: $0, across: Self.outside) }
    for other in neighbours {
      let line = separator(site, other)
      cell = Self.clip(cell, normal: line.normal, offset: line.offset, across: other)
    }
    var result = Measure()
    guard let origin = cell.first?.point, !neighbours.isEmpty || sites.count == 1 else { return result }
    var lengths: [Int: Double] = [:]
    var moment = Point(x: 0, y: 0)
    for k in cell.indices {
      let a = cell[k].point
      let b = cell[k + 1 == cell.count ? 0 : k + 1].point
      let twice = (a - origin).cross(b - origin)
      result.area += twice / 2
      moment = moment + (twice / 6) * ((a - origin) + (b - origin))
      if cell[k].across != Self.outside {
        let normal = sites[cell[k].across] - sites[site]
        let direction = Point(x: -normal.y / normal.length, y: normal.x / normal.length)
        lengths[cell[k].across, default: 0] += (b - a).dot(direction)
      }
    }
    result.centroid = result.area > 0 ? origin + (1 / result.area) * moment : sites[site]
    result.borders = neighbours.compactMap { other in
      lengths[other].flatMap { $0 > 1e-9 ? (other, $0) : nil }
    }
    return result
  }

  /// Finds the weights for which each cell has its target area, to `tolerance` square kilometres in the worst cell.
  ///
  /// Answers false, and leaves the weights as they were, where the present weights leave some cell without area, from
  /// which Newton's steps cannot find back. The targets must add up to the outline's area.
  mutating func fitWeights(targets: [Double], tolerance: Double = 1e-3) -> Bool {
    let before = weights
    var measures = sites.indices.map { measure($0) }
    let floor = min(measures.map(\.area).min()!, targets.min()!) / 2
    guard floor > 0 else { return false }
    for _ in 0..<200 {
      let residuals = sites.indices.map { measures[$0].area - targets[$0] }
      let worst = residuals.map(\.magnitude).max()!
      if worst <= tolerance { return true }
      let step = Self.newtonStep(sites: sites, measures: measures, residuals: residuals)
      let start = weights
      let norm = residuals.reduce(0) { $0 + $1 * $1 }.squareRoot()
      var length = 1.0
      while true {
        for i in sites.indices { weights[i] = start[i] + length * step[i] }
        measures = sites.indices.map { measure($0) }
        let change = sites.indices.reduce(0) { sum, i in
          let residual = measures[i].area - targets[i]
          return sum + residual * residual
        }.squareRoot()
        if measures.allSatisfy({ $0.area > floor }) && change <= (1 - length / 2) * norm { break }
        length /= 2
        if length < 1e-6 {
          weights = before
          return false
        }
      }
    }
    weights = before
    return false
  }

  /// The same from equal weights, where every site inside the outline has a cell.
  mutating func fitWeightsAnew(targets: [Double]) -> Bool {
    let before = weights
    weights = [Double](repeating: 0, count: sites.count)
    if fitWeights(targets: targets) { return true }
    weights = before
    return false
  }

  /// Solves the linearised problem. The matrix is the weighted graph Laplacian of the neighbours, with
  /// ∂area_i/∂w_j = −border_ij / (2 |s_i − s_j|); the last weight is held, which makes it positive definite.
  private static func newtonStep(sites: [Point], measures: [Measure], residuals: [Double]) -> [Double] {
    let n = sites.count - 1
    var matrix = [Double](repeating: 0, count: n * n)
    for i in 0...n {
      for (j, length) in measures[i].borders where j > i {
        let value = length / (2 * (sites[j] - sites[i]).length)
        matrix[i * n + i] += value
        if j < n {
          matrix[j * n + j] += value
          matrix[i * n + j] -= value
          matrix[j * n + i] -= value
        }
      }
    }
    // Cholesky factor in the lower triangle, then two substitutions.
    var step = residuals.dropLast().map { -$0 }
    for j in 0..<n {
      var pivot = matrix[j * n + j]
      for k in 0..<j { pivot -= matrix[j * n + k] * matrix[j * n + k] }
      pivot = max(pivot, 1e-12).squareRoot()
      matrix[j * n + j] = pivot
      for i in (j + 1)..<max(n, j + 1) {
        var value = matrix[i * n + j]
        for k in 0..<j { value -= matrix[i * n + k] * matrix[j * n + k] }
        matrix[i * n + j] = value / pivot
      }
    }
    for i in 0..<n {
      for k in 0..<i { step[i] -= matrix[i * n + k] * step[k] }
      step[i] /= matrix[i * n + i]
    }
    for i in (0..<n).reversed() {
      for k in (i + 1)..<max(n, i + 1) { step[i] -= matrix[k * n + i] * step[k] }
      step[i] /= matrix[i * n + i]
    }
    return step + [0]
  }
}
