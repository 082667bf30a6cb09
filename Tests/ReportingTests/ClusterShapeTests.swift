import Boundaries
import Coverage
import CoverageTestSupport
import GEOS
import Geometry
import TableReading
import TestSupport
import Testing

@testable import Reporting

/// Clusters as they are drawn, on layers whose borders do not match.
@Suite struct ClusterShapeTests {
  @Test(
    .enabled(if: SharedData.isAvailable, "\(SharedData.reason)"),
    arguments: ["kaltim_kecamatan_cahyadsn_native", "kaltim_kecamatan_cahyadsn_desadissolve"])
  func holesHoldOnlyUnitsThatAreNoMembers(_ name: String) throws {
    let inputs = Audit.Inputs(
      boundaries: SharedData.path("boundaries/\(name).shp"),
      enrolment: TableSource("\(PackageFolder.path)/shapes/kepesertaan_ilustrasi.csv"))
    let analysis = try Analysis(inputs)
    var options = SpatialOptions()
    (options.permutations, options.replications) = (999, 99)
    let spatial = try SpatialAnalysis(analysis, options: options, threads: 2)
    let units = analysis.layer.polygons
    let shapes = try ClusterLayer.layer(analysis, spatial, decimals: 6, threads: 2).collection.polygons
    #expect(spatial.clusters.count > 3)
    let context = try GEOSContext()
    let raw = try dissolve(spatial.clusters.map(\.units), of: units, threads: 2)
    #expect(raw.ringCount - raw.polygonCount > 10 || name.hasSuffix("desadissolve"), "a layer with slivers")
    for (feature, cluster) in spatial.clusters.enumerated() {
      #expect(try context.shape(ofFeature: feature, in: shapes).invalidity == nil)
      let members = Set(cluster.units)
      for ring in shapes.polygons(of: feature).flatMap({ shapes.rings(of: $0).dropFirst() }) {
        var hole = PolygonBuffer()
        let vertices = shapes.vertices(of: ring)
        hole.append(feature: [
          [vertices.reversed().map { (shapes.coordinates[2 * $0], shapes.coordinates[2 * $0 + 1]) }]
        ])
        let inside = (0..<units.featureCount).filter { unit in
          units.polygons(of: unit).contains { polygon in
            units.interiorPoint(ofPolygon: polygon).map { hole.contains(x: $0.x, y: $0.y, inFeature: 0) } ?? false
          }
        }
        #expect(!inside.isEmpty)
        #expect(!members.isSuperset(of: inside), "\(cluster.method) \(cluster.order): \(inside)")
      }
      // Nothing of a member is lost.
      let before = try context.shape(ofFeature: feature, in: raw).area
      #expect(try context.shape(ofFeature: feature, in: shapes).area > before * (1 - 1e-5))
    }
  }
}
