internal import Coverage
internal import Geometry
internal import Projections
internal import Reporting
internal import Topology

/// The layer as lines of a drawing, made once for every map of a run.
struct MapDrawing: Sendable {
  /// A tenth of a pixel on a map of 960.
  static let largestSide = 9_600
  /// As many points as keep the report of a thousand units well below two megabytes.
  static let pointBudget = 45_000
  /// Parts of a cluster below this area have no outline unless they hold the largest part of a unit: the islands of a delta
  /// would be a blob of lines. In square units of the drawing: twenty pixels wide and high.
  static let leastOutlined = 40_000.0
  /// The height of figures written into units.
  static let labelHeight = 140.0

  let grid: DrawingGrid
  let layer: SimplifiedLayer
  /// By unit; nil for one without polygons.
  let paths: [String?]
  /// By unit, in the same units as the paths; nil where there is no room.
  let labels: [LabelPlace?]
  /// Borders between units of different parents; empty where there is one parent or none.
  let parentBorders: String
  /// By cluster, in their order; empty for those below the threshold, which are most of a map and are hatched instead.
  let clusterOutlines: [String]
  /// What is out of reach, in one path; empty where there is nothing.
  let outOfReach: String

  init(_ results: Results) {
    let boundaries = results.analysis.layer
    let polygons = boundaries.polygons
    let grid = DrawingGrid(polygons.bounds, width: Self.largestSide, height: Self.largestSide)
    self.grid = grid
    var options = SimplifiedLayer.Options()
    options.pointBudget = Self.pointBudget
    options.threads = results.threads
    let layer = SimplifiedLayer(polygons, on: grid, options: options)
    self.layer = layer
    let rings = (0..<layer.featureCount).map(layer.rings(ofFeature:))
    paths = rings.map { rings in
      if rings.isEmpty { return nil }
      var path = PathText()
      for ring in rings { path.append(ring: ring) }
      return path.text
    }
    labels = rings.map { LabelPlace($0, height: Self.labelHeight) }
    let parents = boundaries.units.map { $0.parentCode ?? $0.parentName }
    parentBorders = Self.text(of: layer) { arc in
      arc.features.count == 2 && parents[arc.features[0]] != parents[arc.features[1]]
    }
    let clusters = results.layers.clusters.collection.polygons
    clusterOutlines = results.spatial.clusters.enumerated().map { index, cluster in
      if cluster.method == .threshold { return "" }
      let marks = cluster.units.compactMap { Self.middle(ofUnit: $0, polygons) }
      let exteriors = Set(clusters.polygons(of: index).map { clusters.polygonOffsets[$0] })
      // In a hole there is a unit that is no member.
      return Self.outline(of: [index], clusters, on: grid) { ring, area in
        area >= Self.leastOutlined || !exteriors.contains(ring)
          || marks.contains { clusters.contains(x: $0.x, y: $0.y, inRing: ring) }
      }
    }
    outOfReach = Self.outOfReach(results, on: grid)
  }

  private static func text(of layer: SimplifiedLayer, where isWanted: (SimplifiedLayer.Arc) -> Bool) -> String {
    var path = PathText()
    for arc in layer.arcs where !arc.points.isEmpty && isWanted(arc) { path.append(line: arc.points) }
    return path.text
  }

  private static func outOfReach(_ results: Results, on grid: DrawingGrid) -> String {
    let gaps = results.gaps.gaps
    return outline(
      of: gaps.indices.filter { gaps[$0].kind == .outOfReach }, results.layers.gaps.collection.polygons, on: grid)
  }

  /// What is drawn over the units needs no borders in common with theirs: whole units of the drawing will do.
  ///
  /// - Parameter isWanted: told a ring and its area in square units of the drawing.
  private static func outline(
    of features: [Int], _ polygons: PolygonBuffer, on grid: DrawingGrid,
    where isWanted: (_ ring: Int, _ area: Double) -> Bool = { _, _ in true }
  ) -> String {
    let step = DrawingGrid.stepsPerUnit * 10
    var path = PathText()
    for ring in features.lazy.flatMap({ polygons.rings(ofFeature: $0) }) {
      var points: [GridPoint] = []
      for vertex in polygons.vertices(of: ring).dropLast() {
        let exact = grid.point(
          longitude: polygons.coordinates[2 * vertex], latitude: polygons.coordinates[2 * vertex + 1])
        let point = GridPoint(x: (exact.x + step / 2) / step * step, y: (exact.y + step / 2) / step * step)
        if point != points.last { points.append(point) }
      }
      if points.count > 2 && isWanted(ring, area(of: points)) { path.append(ring: points) }
    }
    return path.text
  }

  /// A point in the largest polygon of a unit; nil for a null shape.
  private static func middle(ofUnit unit: Int, _ polygons: PolygonBuffer) -> (x: Double, y: Double)? {
    polygons.polygons(of: unit).max {
      abs(polygons.doubledSignedArea(ofRing: polygons.polygonOffsets[$0]))
        < abs(polygons.doubledSignedArea(ofRing: polygons.polygonOffsets[$1]))
    }.flatMap { polygons.interiorPoint(ofPolygon: $0) }
  }

  /// In square units of the drawing.
  private static func area(of ring: [GridPoint]) -> Double {
    let unit = Double(DrawingGrid.stepsPerUnit)
    var doubled = 0.0
    for (index, point) in ring.enumerated() {
      let next = ring[(index + 1) % ring.count]
      doubled += Double(point.x) / unit * (Double(next.y) / unit) - Double(next.x) / unit * (Double(point.y) / unit)
    }
    return abs(doubled) / 2
  }

  // MARK: Distances

  /// Kilometres of ground for a unit of the drawing, along the parallel through its middle: geodesic, on WGS 84.
  var kilometresPerUnit: Double {
    let half = 50 / grid.unitsPerDegree / grid.cosine
    let metres = Ellipsoid.wgs84.distance(
      lon1: grid.centreLongitude - half, lat1: grid.centreLatitude, lon2: grid.centreLongitude + half,
      lat2: grid.centreLatitude)
    return metres / 1_000 / 100
  }

  /// The longest of 1, 2, 5, 10, 20 … kilometres that is at most so many units long.
  func scaleBar(within units: Double) -> (kilometres: Int, units: Double)? {
    let perUnit = kilometresPerUnit
    guard perUnit > 0 else { return nil }
    var best: Int?
    var power = 1
    while power <= 10_000 {
      for step in [1, 2, 5] where Double(step * power) / perUnit <= units { best = step * power }
      power *= 10
    }
    return best.map { ($0, Double($0) / perUnit) }
  }
}
