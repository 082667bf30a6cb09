import BoundaryRepair
import CoverageTestSupport
import Diagnostics
import Geometry
import Testing

@testable import Boundaries
@testable import Coverage
@testable import Reporting

/// What people are told of the defects of their boundaries.
@Suite struct DefectTextTests {
  @Test func theSummaryNamesTheLargest() throws {
    let workspace = Workspace()
    var polygons = PolygonBuffer()
    for (west, east) in [(117, 117.25), (117.125, 118)] {
      polygons.append(feature: [[[(west, 0), (east, 0), (east, 1), (west, 1), (west, 0)]]])
    }
    let path = try workspace.layer(
      "peta", [("kode", ["A", "B"]), ("nama", ["Satu", "Dua"])],
      polygons: polygons)
    let layer = try BoundaryLayer(path: path, options: .init())
    let found = try BoundaryDefects(layer, threads: 1)
    #expect(
      Summary(.english).defects(found, of: layer) == [
        "Overlaps, which belong to several units: 1 (1,538.56 km²).",
        "- A Satu, B Dua: 1,538.56 km² at 117.18750; 0.49998",
      ])
    let slivers = try BoundaryDefects(layer, minimumAreaSquareKilometres: 2000, threads: 1)
    #expect(
      Summary(.indonesian).defects(slivers, of: layer) == [
        "Tumpang tindih, masuk lebih dari satu wilayah: 1 (1.538,56 km²).",
        "- 1 (1.538,56 km²) di antaranya masing-masing di bawah 2.000 km² dan tidak didaftar",
      ])
    #expect(
      Message.defects(found)?.english.hasPrefix("The boundaries are flawed: holes, which belong to no unit, 0 ") == true
    )
  }
}
