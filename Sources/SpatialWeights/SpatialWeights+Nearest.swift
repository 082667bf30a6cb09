internal import Diagnostics
internal import Parallel
internal import Projections

extension SpatialWeights {
  private static let pointsPerChunk = 512

  /// Binary weights to the k nearest other units, by the distance between one point of each (its centroid).
  ///
  /// Of units that are equally far, those that come first in the layer are taken; geodesic distances are told apart
  /// to a micrometre. As a rule the result is not symmetric: the nearest neighbour of a remote unit has nearer ones of
  /// its own.
  ///
  /// - Parameters:
  ///   - k: how many neighbours each unit has.
  ///   - points: one for each unit; a unit without a point (a null shape) is an isolate and nobody's neighbour.
  ///   - metric: geodesic for longitudes and latitudes in degrees, across the antimeridian and the poles as well.
  ///   - threads: at most so many; the result does not depend on it.
  /// - Throws: a `Diagnostic` when `k` is not between 1 and the number of other units that have a point.
  /// - Complexity: O(n (log n + k)) for points that are spread out.
  public static func nearest(
    _ k: Int, of points: [(x: Double, y: Double)?], metric: PointMetric, threads: Int
  ) throws -> SpatialWeights {
    let placed = PlacedPoints(points, metric)
    guard k >= 1 && k < placed.units.count else {
      throw Diagnostic.neighbourCount(k, located: placed.units.count)
    }
    let tree = PointTree(placed.positions)
    return build(placed, unitCount: points.count, threads: threads) { point, row in
      let position = placed.positions[point]
      let limit = tree.nearestSquaredDistances(to: position, k, except: point)[k - 1].squareRoot()
      // The k nearest by chord are no further than this; whatever may be as near is compared with them.
      let reach = placed.longest(forChord: limit) + placed.slack
      var candidates: [Int] = []
      tree.forEachPoint(near: position, withinSquared: reach * reach * (1 + 1e-15)) { other, _ in
        if other != point { candidates.append(other) }
      }
      if candidates.count > k {
        let ordered = candidates.map { (placed.distance(point, $0), $0) }.sorted { $0 < $1 }
        candidates = ordered[..<k].map { $0.1 }
      }
      row = candidates
    }
  }

  /// Binary weights between units whose points (their centroids) are at most so far apart: symmetric.
  ///
  /// - Parameters:
  ///   - distance: metres where the metric is geodesic, compared to a micrometre, else the unit of the points;
  ///     a unit at exactly this distance is a neighbour.
  ///   - points: one for each unit; a unit without a point (a null shape) is an isolate.
  ///   - metric: geodesic for longitudes and latitudes in degrees, across the antimeridian and the poles as well.
  ///   - threads: at most so many; the result does not depend on it.
  /// - Throws: a `Diagnostic` when the distance is not positive and finite.
  /// - Complexity: O(n log n + links) for points that are spread out.
  public static func withinDistance(
    _ distance: Double, of points: [(x: Double, y: Double)?], metric: PointMetric, threads: Int
  ) throws -> SpatialWeights {
    guard distance > 0 && distance.isFinite else { throw Diagnostic.neighbourDistance(distance) }
    let placed = PlacedPoints(points, metric)
    let tree = PointTree(placed.positions)
    let slack = placed.slack
    return build(placed, unitCount: points.count, threads: threads) { point, row in
      let reach = distance + slack
      tree.forEachPoint(near: placed.positions[point], withinSquared: reach * reach * (1 + 1e-15)) { other, squared in
        if other == point { return }
        // Only a chord that is barely short enough leaves the geodesic in doubt.
        let isNear =
          placed.longest(forChord: squared.squareRoot()) + slack <= distance
          || placed.distance(point, other) <= distance
        if isNear { row.append(other) }
      }
    }
  }

  /// Weights from the rows that `body` makes for each placed point, as numbers of placed points in any order.
  private static func build(
    _ placed: PlacedPoints, unitCount: Int, threads: Int,
    _ body: @Sendable (_ point: Int, _ row: inout [Int]) -> Void
  ) -> SpatialWeights {
    let rows = Parallel.map(placed.units.count, chunkSize: pointsPerChunk, threads: threads) { point in
      var row: [Int] = []
      body(point, &row)
      return row.map { placed.units[$0] }.sorted()
    }
    var offsets = [Int](repeating: 0, count: unitCount + 1)
    for (row, unit) in zip(rows, placed.units) { offsets[Int(unit) + 1] = row.count }
    for unit in 0..<unitCount { offsets[unit + 1] += offsets[unit] }
    return SpatialWeights(validated: offsets, rows.flatMap { $0 })
  }
}

extension Diagnostic {
  static func neighbourCount(_ k: Int, located: Int) -> Diagnostic {
    Diagnostic(
      .usage, "weights.nearest.impossible", ["k": String(k), "units": String(located)],
      id: "\(id: k) tetangga terdekat tidak dapat dipakai: hanya \(id: located) wilayah di peta ini yang bergeometri. "
        + (located > 1 ? "Pilih angka dari 1 sampai \(id: located - 1)." : "Diperlukan sedikitnya dua wilayah."),
      en: "Cannot take the \(en: k, "nearest neighbour"): this layer has \(en: located, "unit") with a geometry. "
        + (located > 1 ? "Choose a number from 1 to \(en: located - 1)." : "At least two are needed."))
  }

  static func neighbourDistance(_ distance: Double) -> Diagnostic {
    Diagnostic(
      .usage, "weights.distance.impossible", ["distance": String(distance)],
      id: "Jarak antartetangga \(distance) tidak dapat dipakai. Pilih jarak yang lebih besar dari nol.",
      en: "Cannot use \(distance) as the distance between neighbours. Choose a distance greater than zero.")
  }
}
