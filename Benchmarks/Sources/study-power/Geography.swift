import Coverage
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

  /// A unit and those around it, neighbours before neighbours' neighbours, each ring in layer order.
  func group(around unit: Int, size: Int) -> [Int] {
    var group = [unit]
    var next = 0
    while group.count < size && next < group.count {
      for neighbour in weights.neighbours(of: group[next]) where group.count < size && !group.contains(Int(neighbour)) {
        group.append(Int(neighbour))
      }
      next += 1
    }
    return group
  }
}
