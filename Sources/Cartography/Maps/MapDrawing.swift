internal import Coverage
internal import Geometry
internal import Projections
internal import Reporting
internal import Topology

/// The layer as lines of a drawing, with the places of names, figures and signs, made once for every map of a run.
struct MapDrawing: Sendable {
  /// A tenth of a pixel on a map of 960.
  static let largestSide = 9_600
  /// Units in a pixel of the map as it is first seen on a screen of office size, 520 pixels high.
  static let pixel = 18.5
  /// As many points as keep the report of a thousand units well below two megabytes.
  static let pointBudget = 60_000
  /// Parts of a cluster below this area have no outline unless they hold the largest part of a unit: the islands of a delta
  /// would be a blob of lines. In square units of the drawing: twenty pixels wide and high on a map of 960.
  static let leastOutlined = 40_000.0
  /// Clusters of each method beyond have neither outline nor number: a map shows what is to be done first.
  static let mostClusters = 10
  static let mostInsets = 3

  struct Point: Sendable {
    let x, y: Double
  }

  let grid: DrawingGrid
  /// By unit of the layer, what is drawn of it: the unit itself, or its parent where there are too many units. All that is said
  /// of units below is said of what is drawn.
  let shapeOfUnit: [Int?]
  /// By unit; nil for one without polygons.
  let paths: [String?]
  /// By unit: inside of it, where it is wide; nil for one without polygons. Figures, circles and names stand there.
  let anchors: [Point?]
  /// By unit, in units of the drawing: what there is room for at the anchor.
  let rooms: [(width: Double, height: Double)]
  /// By unit: the middle of its box, half the box's sides, and its area; nil for one without polygons.
  let extents: [(x: Double, y: Double, halfWidth: Double, halfHeight: Double, area: Double)?]
  let regions: MapRegions
  /// By region, where there is room for its name, the best first.
  let regionPlaces: [[LabelPlace]]
  /// Borders between units of different regions; empty where there is one region or none.
  let regionBorders: String
  /// Borders between units of different parents, where these are no regions.
  let parentBorders: String
  /// By cluster, in their order; empty for those below the threshold, which are most of a map and are hatched instead, and
  /// for all but the strongest of the others.
  let clusterOutlines: [String]
  /// What is out of reach, in one path; empty where there is nothing.
  let outOfReach: String
  /// Service points on the drawing, with their names without the words that all of them begin with.
  let services: [(place: Point, name: String)]
  let insets: [MapInset]
  private let polygons: PolygonBuffer

  init(_ results: Results) {
    let analysis = results.analysis
    let showsParents = results.showsParents
    let polygons = showsParents ? results.layers.parents.collection.polygons : analysis.layer.polygons
    self.polygons = polygons
    shapeOfUnit = showsParents ? analysis.parents.ofUnit : analysis.layer.units.indices.map { $0 }
    let grid = DrawingGrid(polygons.bounds, width: Self.largestSide, height: Self.largestSide)
    self.grid = grid
    var options = SimplifiedLayer.Options()
    options.pointBudget = Self.pointBudget
    // Small enough for a map that is magnified.
    (options.leastArea, options.leastRing) = (4, 20)
    options.threads = results.threads
    let layer = SimplifiedLayer(polygons, on: grid, options: options)
    let rings = (0..<layer.featureCount).map(layer.rings(ofFeature:))
    paths = rings.map { rings in
      if rings.isEmpty { return nil }
      var path = PathText()
      for ring in rings { path.append(ring: ring) }
      return path.text
    }
    let places = rings.map { rings in
      LabelPlace(rings.map { $0 + $0.prefix(1) }, heights: Self.labelHeights)
    }
    rooms = places.map { ($0?.width ?? 0, $0?.height ?? 0) }
    anchors = places.indices.map { Self.anchor(ofUnit: $0, places[$0], polygons, on: grid) }

    let regions = showsParents ? MapRegions(analysis).ofParents(analysis.parents) : MapRegions(analysis)
    self.regions = regions
    regionBorders = Self.text(of: layer) { arc in
      arc.features.count == 2 && regions.ofUnit[arc.features[0]] != regions.ofUnit[arc.features[1]]
    }
    let parents = showsParents ? analysis.parents.parents.map { _ in nil } : analysis.parents.ofUnit
    parentBorders = Self.text(of: layer) { arc in
      arc.features.count == 2 && parents[arc.features[0]] != parents[arc.features[1]]
        && regions.ofUnit[arc.features[0]] == regions.ofUnit[arc.features[1]]
    }
    var borders = [[[GridPoint]]](repeating: [], count: regions.names.count)
    for arc in layer.arcs where !arc.points.isEmpty {
      let sides = Set(arc.features.compactMap { regions.ofUnit[$0] })
      if sides.count == 1 && arc.features.count == 2
        && regions.ofUnit[arc.features[0]] == regions.ofUnit[arc.features[1]]
      {
        continue
      }
      for region in sides { borders[region].append(arc.points) }
    }
    regionPlaces = borders.map { LabelPlace.choices($0, heights: Self.labelHeights) }

    let clusters = results.layers.clusters.collection.polygons
    clusterOutlines = results.spatial.clusters.enumerated().map { index, cluster in
      if cluster.method == .threshold || cluster.order > Self.mostClusters { return "" }
      let marks = cluster.units.compactMap { Self.middle(ofUnit: $0, analysis.layer.polygons) }
      let exteriors = Set(clusters.polygons(of: index).map { clusters.polygonOffsets[$0] })
      // In a hole there is a unit that is no member.
      return Self.outline(of: [index], clusters, on: grid) { ring, area in
        area >= Self.leastOutlined || !exteriors.contains(ring)
          || marks.contains { clusters.contains(x: $0.x, y: $0.y, inRing: ring) }
      }
    }
    outOfReach = Self.outOfReach(results, on: grid)
    services = Self.services(results, on: grid)

    let counts = showsParents ? analysis.parents.parents.map(\.counts) : analysis.figures.units
    let uncovered = counts.map { Double($0?.uncovered ?? 0) }
    extents = rings.map(Self.extent)
    insets = MapInset.found(
      in: extents, weights: uncovered, pixel: Self.pixel, side: Double(max(grid.width, grid.height)),
      most: Self.mostInsets)
  }

  /// Of a line of figures at some magnifications.
  private static let labelHeights = [480.0, 240, 120, 60, 30, 12, 4]

  // MARK: Places

  private static func point(_ longitude: Double, _ latitude: Double, on grid: DrawingGrid) -> Point {
    // A service point may lie beyond the units, where the grid has no place.
    Point(
      x: (longitude - grid.centreLongitude) * grid.cosine * grid.unitsPerDegree + Double(grid.width) / 2,
      y: (grid.centreLatitude - latitude) * grid.unitsPerDegree + Double(grid.height) / 2)
  }

  /// The place of the unit's label, if the unit itself is there and not the drawing of it alone; else a point inside.
  private static func anchor(
    ofUnit unit: Int, _ place: LabelPlace?, _ polygons: PolygonBuffer, on grid: DrawingGrid
  ) -> Point? {
    if let place {
      let longitude = grid.centreLongitude + (place.x - Double(grid.width) / 2) / grid.unitsPerDegree / grid.cosine
      let latitude = grid.centreLatitude - (place.y - Double(grid.height) / 2) / grid.unitsPerDegree
      if polygons.contains(x: longitude, y: latitude, inFeature: unit) { return Point(x: place.x, y: place.y) }
    }
    return middle(ofUnit: unit, polygons).map { point($0.x, $0.y, on: grid) }
  }

  /// The unit at a place of the drawing; nil where there is none, as at sea.
  func unit(atX x: Double, y: Double) -> Int? {
    let longitude = grid.centreLongitude + (x - Double(grid.width) / 2) / grid.unitsPerDegree / grid.cosine
    let latitude = grid.centreLatitude - (y - Double(grid.height) / 2) / grid.unitsPerDegree
    return extents.indices.first { unit in
      guard let extent = extents[unit] else { return false }
      return abs(x - extent.x) <= extent.halfWidth && abs(y - extent.y) <= extent.halfHeight
        && polygons.contains(x: longitude, y: latitude, inFeature: unit)
    }
  }

  /// The units that an inset may show some of.
  func units(in inset: MapInset) -> [Int] {
    let (x, y, half) = (inset.x + inset.side / 2, inset.y + inset.side / 2, inset.side / 2)
    return extents.indices.filter { unit in
      guard let own = extents[unit] else { return false }
      return abs(own.x - x) <= own.halfWidth + half && abs(own.y - y) <= own.halfHeight + half
    }
  }

  private static func extent(
    _ rings: [[GridPoint]]
  ) -> (x: Double, y: Double, halfWidth: Double, halfHeight: Double, area: Double)? {
    let scale = Double(DrawingGrid.stepsPerUnit)
    let points = rings.joined()
    guard let left = points.map(\.x).min(), let right = points.map(\.x).max(), let top = points.map(\.y).min(),
      let bottom = points.map(\.y).max()
    else { return nil }
    return (
      (Double(left) + Double(right)) / 2 / scale, (Double(top) + Double(bottom)) / 2 / scale,
      (Double(right) - Double(left)) / 2 / scale, (Double(bottom) - Double(top)) / 2 / scale,
      rings.reduce(0) { $0 + area(of: $1) }
    )
  }

  private static func services(_ results: Results, on grid: DrawingGrid) -> [(place: Point, name: String)] {
    guard let points = results.gaps.reach?.points.points else { return [] }
    let shared = SharedWords.beginning(points.compactMap(\.name)).count
    return points.compactMap { point in
      let place = Self.point(point.longitude, point.latitude, on: grid)
      let isNear =
        (-500...Double(grid.width) + 500).contains(place.x) && (-500...Double(grid.height) + 500).contains(place.y)
      return isNear ? (place, String((point.name ?? "").dropFirst(shared))) : nil
    }
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
    let step = DrawingGrid.stepsPerUnit * 5
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
