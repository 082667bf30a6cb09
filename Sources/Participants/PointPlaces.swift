internal import Diagnostics
internal import Geometry
internal import Projections

/// Finds the units of points in a stated reference system.
struct PointPlaces: Sendable {
  enum Answer: Sendable, Hashable {
    case unit(Int, isInSeveral: Bool)
    case rejected(RecordReason)
  }

  private let locator: PointLocator
  /// From the points' system to the layer's, which is WGS 84; nil where they are the same.
  private let transformation: CoordinateTransformation?
  private let isGeographic: Bool

  /// Whether coordinates are in a projection's units and not in degrees.
  var isProjected: Bool { !isGeographic }

  /// - Parameter system: of the points; WGS 84 longitude and latitude if nil.
  init(_ polygons: PolygonBuffer, system: CoordinateReferenceSystem?) throws {
    locator = PointLocator(polygons)
    isGeographic = system?.isGeographic ?? true
    guard let system, !system.isWGS84LongitudeLatitude else {
      transformation = nil
      return
    }
    // The operation is chosen for the layer's extent, in the coordinates of the points.
    let bounds = polygons.bounds
    var corners = [
      bounds.minX, bounds.minY, bounds.maxX, bounds.minY, bounds.maxX, bounds.maxY, bounds.minX, bounds.maxY,
    ]
    var area: Box?
    if !bounds.isEmpty, (try? CoordinateTransformation(from: .wgs84, to: system).apply(to: &corners)) != nil {
      var box = Box.empty
      for index in stride(from: 0, to: corners.count, by: 2) { box.extend(x: corners[index], y: corners[index + 1]) }
      area = box
    }
    let operation = try CoordinateTransformation(from: system, to: .wgs84, covering: area)
    transformation = operation.isIdentity ? nil : operation
  }

  /// The answers for interleaved points, in their order.
  func answers(_ points: [Double]) -> [Answer] {
    var places = points
    var failed: Set<Int> = []
    if let transformation, (try? transformation.apply(to: &places)) == nil {
      // Which of them it is: one that has no place in WGS 84 must not take the others with it.
      places = points
      for index in 0..<points.count / 2 {
        var one = Array(points[2 * index...2 * index + 1])
        if (try? transformation.apply(to: &one)) == nil {
          failed.insert(index)
        } else {
          places[2 * index...2 * index + 1] = one[...]
        }
      }
    }
    return (0..<points.count / 2).map { index in
      if failed.contains(index) { return .rejected(.coordinatesOutOfRange) }
      return answer(given: (points[2 * index], points[2 * index + 1]), at: (places[2 * index], places[2 * index + 1]))
    }
  }

  private func answer(given: (x: Double, y: Double), at place: (x: Double, y: Double)) -> Answer {
    let isOnEarth = abs(place.x) <= 360 && abs(place.y) <= 90
    let isInRange = isOnEarth && (!isGeographic || (abs(given.x) <= 180 && abs(given.y) <= 90))
    if isInRange {
      let found = locator.place(x: place.x, y: place.y)
      if let unit = found.feature { return .unit(unit, isInSeveral: found.isInSeveral) }
    }
    if isGeographic, abs(given.x) <= 90, abs(given.y) <= 180,
      locator.place(x: given.y, y: given.x).feature != nil
    {
      return .rejected(.swappedCoordinates)
    }
    return .rejected(isInRange ? .outsideUnits : .coordinatesOutOfRange)
  }
}
