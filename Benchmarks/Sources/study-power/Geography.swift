import Glibc
import Projections
import Shapefile
import SpatialStatistics
import SpatialWeights

/// Where the units of a study are.
struct Geography: Sendable {
  let name: String
  let weights: SpatialWeights
  let x: [Double]
  let y: [Double]
  /// Longitudes and latitudes, or a plane.
  let isGeographic: Bool

  var count: Int { weights.unitCount }
  var metric: PointMetric { isGeographic ? .geodesic(.wgs84) : .plane }

  /// A polygon layer in degrees, such as `shapes/kaltim_kecamatan.shp`.
  init(layer path: String) throws {
    let polygons = try ShapefileReader(path: path).polygons(threads: 1).polygons
    let centres = Ellipsoid.wgs84.areasAndCentroids(of: polygons, threads: 1).map(\.centroid)
    name = "kecamatan"
    weights = SpatialWeights.contiguity(of: polygons, threads: 1)
    x = centres.map { $0?.longitude ?? 0 }
    y = centres.map { $0?.latitude ?? 0 }
    isGeographic = true
  }

  /// Bricks: six neighbours inside. Places are moved a little, so that no distances are equal.
  init(rows: Int, columns: Int) {
    name = "bricks"
    weights = SpatialWeights(
      rows: (0..<rows).flatMap { row in
        (0..<columns).map { column in
          let shift = row % 2 == 0 ? -1 : 0
          let around = [
            (row, column - 1), (row, column + 1), (row - 1, column + shift), (row - 1, column + shift + 1),
            (row + 1, column + shift), (row + 1, column + shift + 1),
          ]
          return around.filter { (0..<rows).contains($0.0) && (0..<columns).contains($0.1) }
            .map { $0.0 * columns + $0.1 }
        }
      })
    var places = Draws(study: .places, map: 0)
    x = (0..<rows * columns).map {
      Double($0 % columns) + ($0 / columns % 2 == 0 ? 0 : 0.5) + 0.2 * (places.unit() - 0.5)
    }
    y = (0..<rows * columns).map { Double($0 / columns) + 0.2 * (places.unit() - 0.5) }
    isGeographic = false
  }

  /// Where the units of a setting are.
  static func of(_ setting: Setting, _ kecamatan: Geography) -> Geography {
    switch setting.units {
    case kecamatan.count: kecamatan
    case 10: Geography(rows: 2, columns: 5)
    default: Geography(rows: 25, columns: setting.units / 25)
    }
  }

  private func offset(from first: Int, to second: Int) -> (x: Double, y: Double) {
    let across = isGeographic ? cosine(y[first]) : 1
    return ((x[second] - x[first]) * across, y[second] - y[first])
  }

  private func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }

  /// A unit and those nearest to it: a circle.
  func circle(around unit: Int, size: Int) -> [Int] {
    let distances = (0..<count).map { other in
      let (dx, dy) = offset(from: unit, to: other)
      return (dx * dx + dy * dy, other)
    }
    return distances.sorted { $0 < $1 }.prefix(size).map(\.1)
  }

  /// A chain of neighbours that keeps to a direction as well as it can, and then to the next: a river, or an L.
  ///
  /// - Parameter legs: directions in radians, and how many units each adds.
  /// - Returns: nil where the map ends before.
  func chain(from unit: Int, legs: [(direction: Double, units: Int)]) -> [Int]? {
    var chain = [unit]
    for (direction, units) in legs {
      let start = chain[chain.count - 1]
      for _ in 0..<units {
        let last = chain[chain.count - 1]
        let (along, across) = (cos(direction), sin(direction))
        let candidates = weights.neighbours(of: last).map { Int($0) }.filter { !chain.contains($0) }.map { other in
          let step = offset(from: last, to: other)
          let all = offset(from: start, to: other)
          // How far it leads, less how far it has gone astray.
          return (step.x * along + step.y * across - abs(all.y * along - all.x * across), other)
        }
        guard let next = candidates.max(by: { $0 < $1 }) else { return nil }
        let step = offset(from: last, to: next.1)
        guard step.x * along + step.y * across > 0 else { return nil }
        chain.append(next.1)
      }
    }
    return chain
  }

  /// Units with neighbours.
  var connected: [Int] { (0..<count).filter { weights.cardinality(of: $0) > 0 } }
}
