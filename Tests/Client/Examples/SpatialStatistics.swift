import Coverage
import SpatialWeights
import TableReading
import Testing

@Test func spatialStatistics() throws {
  let analysis = try Analysis(Audit.Inputs(boundaries: "districts.shp", enrolment: TableSource("enrolment.csv")))
  let covered = analysis.figures.units.map { $0?.covered ?? 0 }
  let eligible = analysis.figures.units.map { $0?.eligible ?? 0 }
  let queen = SpatialWeights.contiguity(of: analysis.layer.polygons, threads: 2)
  let longitudes = analysis.layer.units.map { $0.centroid?.longitude ?? 0 }
  let latitudes = analysis.layer.units.map { $0.centroid?.latitude ?? 0 }
  // Example: Sources/SpatialStatistics/SpatialStatistics.docc/SpatialStatistics.md
  #expect(cold.allSatisfy { queen.cardinality(of: $0) > 0 })
  let first = try #require(findings.clusters.first)
  #expect(try #require(first.window.pValue) <= 0.05)
  #expect(variation.overallRate == Double(covered.reduce(0, +)) / Double(eligible.reduce(0, +)))
}
