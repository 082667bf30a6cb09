import CoverageTestSupport
import Geometry
import TableReading
import Testing

@testable import Reapportionment

/// Rectangles on the equator, where areas are as their widths.
typealias Rectangle = (code: String, west: Double, east: Double)

extension Workspace {
  /// A layer of rectangles a tenth of a degree high; `west` and `east` in hundredths of a degree from 115° E.
  @discardableResult
  func rectangles(_ name: String, _ units: [Rectangle], weights: [String?]? = nil) throws -> String {
    var polygons = PolygonBuffer()
    for unit in units {
      let (west, east) = (115 + unit.west / 100, 115 + unit.east / 100)
      polygons.append(feature: [[[(west, 0), (east, 0), (east, 0.1), (west, 0.1), (west, 0)]]])
    }
    return try layer(
      name, [("kode", units.map(\.code)), ("nama", units.map { "Unit \($0.code)" })], polygons: polygons)
  }

  func reapportion(
    _ table: String, _ from: String, _ to: String, _ configure: (inout Reapportionment.Options) -> Void = { _ in }
  ) throws -> Reapportionment {
    var options = Reapportionment.Options(
      counts: TableSource(self.table(table)), oldBoundaries: from, newBoundaries: to)
    configure(&options)
    return try Reapportionment(options)
  }
}

extension Reapportionment {
  /// The counts of a period and segment by code of the new unit: `64.02.13 60/80`, `–` where there is no figure.
  func figures(period: Int = 0, segment: Int = 0) -> [String] {
    to.units.indices.map { unit in
      let counts = [periods[period].enrolled, periods[period].eligible].map { column in
        column[segment][unit].map(String.init) ?? "–"
      }
      return "\(to.units[unit].code ?? "") \(counts.joined(separator: "/")) \(basis[unit].rawValue)"
    }
  }
}
