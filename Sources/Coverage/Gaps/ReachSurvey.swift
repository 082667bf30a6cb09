internal import Boundaries
internal import Enrolment
internal import GEOS
internal import Geometry
internal import Parallel
internal import Projections

/// What service points reach of a layer: how near each unit is, and what is left of the units that a circle cuts.
struct ReachSurvey: Sendable {
  /// What reach leaves of one unit.
  struct Cut: Sendable {
    /// nil for a null shape.
    let nearest: (point: Int, metres: Double)?
    /// 0 to 1; nil for a null shape.
    let shareOut: Double?
    /// What is out of reach, as the one feature of a buffer; nil where that is all or nothing.
    var out: PolygonBuffer?
  }

  /// What distances alone tell of a unit.
  private enum Finding: Sendable {
    case decided(Cut)
    /// The points whose circles may cut the unit.
    case open(nearest: (point: Int, metres: Double), points: [Int])
  }

  private let points: ServicePoints
  private let metres: Double
  private let polygons: PolygonBuffer
  private let centroids: [PointDistances.Place?]
  private let boxes: [Box]
  private let bounds: Box
  /// Longitudes lie within half a turn of the middle of the layer.
  private let places: [PointDistances.Place]
  private let distances: PointDistances
  private let geodesic = Geodesic(on: .wgs84)

  init(_ points: ServicePoints, metres: Double, _ layer: BoundaryLayer) {
    self.points = points
    self.metres = metres
    polygons = layer.polygons
    centroids = layer.units.map(\.centroid)
    boxes = (0..<layer.polygons.featureCount).map { layer.polygons.bounds(ofFeature: $0) }
    var bounds = Box.empty
    for box in boxes { bounds.extend(box) }
    let middle = bounds.isEmpty ? 0 : (bounds.minX + bounds.maxX) / 2
    places = points.points.map { point in
      let east = point.longitude - middle
      return (abs(east) <= 180 ? point.longitude : middle + east.remainder(dividingBy: 360), point.latitude)
    }
    self.bounds = bounds
    distances = PointDistances(places, on: .wgs84)
  }

  // MARK: Units

  /// In the order of the layer.
  ///
  /// - Throws: `badInput` for a point whose reach includes a pole and may cut a unit; `internalFault` where GEOS fails.
  func cuts(threads: Int) throws -> [Cut] {
    let findings = Parallel.map(centroids.count, chunkSize: 64, threads: threads) { finding(of: $0) }
    var open: [Int] = []
    var needed = Set<Int>()
    for (unit, finding) in findings.enumerated() {
      guard case .open(_, let points) = finding else { continue }
      open.append(unit)
      needed.formUnion(points)
    }
    let wanted = needed.sorted()
    let made = try Parallel.map(wanted.count, chunkSize: 1, threads: threads) { position in
      try ReachDisc(around: places[wanted[position]], metres: metres, title: points.title(wanted[position]))
        .copies(meeting: bounds)
    }
    let discs = Dictionary(uniqueKeysWithValues: zip(wanted, made))

    let chunkSize = 16
    let undecided = open
    let chunks = try Parallel.map((open.count + chunkSize - 1) / chunkSize, chunkSize: 1, threads: threads) { chunk in
      let bench = try ReachBench(polygons, discs)
      return try undecided[chunk * chunkSize..<min(undecided.count, (chunk + 1) * chunkSize)].map { unit in
        guard case .open(let nearest, let points) = findings[unit] else { preconditionFailure("decided before") }
        let (share, out) = try bench.remainder(of: unit, boxes[unit], without: points)
        return Cut(nearest: nearest, shareOut: share, out: out)
      }
    }
    var cuts = findings.map { finding -> Cut in
      if case .decided(let cut) = finding { cut } else { Cut(nearest: nil, shareOut: nil) }
    }
    for (unit, cut) in zip(open, chunks.joined()) { cuts[unit] = cut }
    return cuts
  }

  private func finding(of unit: Int) -> Finding {
    guard let centroid = centroids[unit] else { return .decided(Cut(nearest: nil, shareOut: nil)) }
    let nearest = distances.nearest(to: centroid)
    guard let radius = radius(of: boxes[unit], around: centroid) else {
      return .open(nearest: nearest, points: Array(places.indices))
    }
    if nearest.metres + radius <= metres { return .decided(Cut(nearest: nearest, shareOut: 0)) }
    let limit = metres * ReachDisc.widening + radius
    if nearest.metres > limit { return .decided(Cut(nearest: nearest, shareOut: 1)) }
    return .open(nearest: nearest, points: distances.candidates(within: limit, of: centroid))
  }

  /// A distance from a place in a box that no place of the box exceeds; nil for boxes that are too large to tell so.
  ///
  /// On a sphere a corner is furthest, as long as the box spans less than 90°; a hundredth more covers the ellipsoid.
  private func radius(of box: Box, around place: PointDistances.Place) -> Double? {
    guard box.maxX - box.minX < 80, box.maxY - box.minY < 80, box.minY >= -90, box.maxY <= 90 else { return nil }
    var furthest = 0.0
    for x in [box.minX, box.maxX] {
      for y in [box.minY, box.maxY] {
        furthest = max(furthest, geodesic.distance(lon1: place.longitude, lat1: place.latitude, lon2: x, lat2: y))
      }
    }
    return 1.01 * furthest
  }

  // MARK: Points

  /// The points that lie in no unit, ascending; a point on a border lies in one.
  func pointsOutside(threads: Int) throws -> [Int] {
    let chunkSize = 256
    let chunks = (places.count + chunkSize - 1) / chunkSize
    return try Parallel.map(chunks, chunkSize: 1, threads: threads) { chunk in
      let context = try GEOSContext()
      let tree = try BoxTree(boxes, in: context)
      return try (chunk * chunkSize..<min(places.count, (chunk + 1) * chunkSize)).filter { point in
        let (x, y) = places[point]
        let shape = try context.point(x: x, y: y)
        return try !tree.query(Box(minX: x, minY: y, maxX: x, maxY: y)).contains { unit in
          try PreparedShape(context.shape(ofFeature: unit, in: polygons)).intersects(shape)
        }
      }
    }.flatMap { $0 }
  }

  /// Points further than so many metres from the nearest place of the layer's box, ascending.
  func points(beyond metres: Double) -> [Int] {
    if bounds.isEmpty { return [] }
    return places.indices.filter { point in
      let (x, y) = places[point]
      let distance = geodesic.distance(
        lon1: x, lat1: y, lon2: min(max(x, bounds.minX), bounds.maxX), lat2: min(max(y, bounds.minY), bounds.maxY))
      return distance > metres
    }
  }
}

/// One worker's geometries.
private final class ReachBench {
  private struct Disc {
    let prepared: PreparedShape
    let polygons: PolygonBuffer
    let box: Box
  }

  private let polygons: PolygonBuffer
  private let buffers: [Int: [PolygonBuffer]]
  private let context: GEOSContext
  private var prepared: [Int: [Disc]] = [:]

  /// - Parameter discs: of each point that is needed, as often as it meets the layer.
  init(_ polygons: PolygonBuffer, _ discs: [Int: [PolygonBuffer]]) throws {
    self.polygons = polygons
    buffers = discs
    context = try GEOSContext()
  }

  private func discs(of point: Int) throws -> [Disc] {
    if let made = prepared[point] { return made }
    let made = try (buffers[point] ?? []).map { buffer in
      Disc(
        prepared: try PreparedShape(context.shape(ofFeature: 0, in: buffer)), polygons: buffer, box: buffer.bounds)
    }
    prepared[point] = made
    return made
  }

  /// What is left of a unit without the discs of some points.
  func remainder(of unit: Int, _ box: Box, without points: [Int]) throws -> (share: Double, out: PolygonBuffer?) {
    context.record = unit + 1
    defer { context.record = nil }
    var shape = try context.shape(ofFeature: unit, in: polygons)
    // A change of datum may have made it so, and GEOS cuts only what is valid.
    if try shape.invalidity != nil { shape = try shape.makeValid() }
    var cutting = PolygonBuffer()
    for point in points {
      for disc in try discs(of: point) where disc.box.intersects(box) {
        if try disc.prepared.contains(shape) { return (0, nil) }
        if try disc.prepared.intersects(shape) { cutting.append(featuresOf: disc.polygons, 0..<1) }
      }
    }
    if cutting.featureCount == 0 { return (1, nil) }
    let union = try context.collection(
      (0..<cutting.polygonCount).map { try context.shape(ofPolygon: $0, in: cutting) }
    ).unaryUnion()
    var left = PolygonBuffer()
    try shape.difference(union).append(to: &left)
    left.removeParts(smallerThan: Reach.leastPart)
    var whole = PolygonBuffer()
    whole.append(featuresOf: polygons, unit..<unit + 1)
    let (area, wholeArea) = (left.geodesicArea, whole.geodesicArea)
    guard area > 0, wholeArea > 0 else { return (0, nil) }
    return (min(1, area / wholeArea), left)
  }
}

extension PolygonBuffer {
  /// In square metres on WGS 84, of all features.
  fileprivate var geodesicArea: Double {
    Ellipsoid.wgs84.areasAndCentroids(of: self, threads: 1).reduce(0) { $0 + $1.areaSquareMetres }
  }

  /// Drops the polygons that have less area, in square metres, from a buffer of one feature.
  fileprivate mutating func removeParts(smallerThan least: Double) {
    var parts = self
    parts.featureOffsets = Array(0...polygonCount)
    let areas = Ellipsoid.wgs84.areasAndCentroids(of: parts, threads: 1).map(\.areaSquareMetres)
    var kept = PolygonBuffer()
    for part in areas.indices where areas[part] >= least { kept.append(featuresOf: parts, part..<part + 1) }
    kept.featureOffsets = [0, kept.polygonCount]
    self = kept
  }
}
