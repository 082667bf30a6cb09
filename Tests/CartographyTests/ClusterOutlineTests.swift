import Coverage
import Reporting
import TableReading
import TestSupport
import Testing

@testable import Cartography

/// Outlines of clusters on a layer of many islands whose borders do not match.
@Suite struct ClusterOutlineTests {
  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"))
  func islandsOfADeltaHaveNoLinesOfTheirOwn() throws {
    let analysis = try Analysis(
      Audit.Inputs(
        boundaries: SharedData.path("boundaries/kaltim_kecamatan_cahyadsn_native.shp"),
        enrolment: TableSource(PackageFolder.path + "/shapes/kepesertaan_ilustrasi.csv")))
    var options = SpatialOptions()
    (options.permutations, options.replications) = (999, 99)
    let spatial = try SpatialAnalysis(analysis, options: options, threads: 2)
    let results = try Results(analysis, spatial, SpatialGaps(analysis, threads: 2), decimals: 6, threads: 2)
    let outlines = MapDrawing(results).clusterOutlines
    let polygons = results.layers.clusters.collection.polygons
    var (parts, lines, outlined) = (0, 0, 0)
    for (index, cluster) in spatial.clusters.enumerated() {
      if cluster.method == .threshold {
        #expect(outlines[index].isEmpty)
        continue
      }
      // The largest part of each unit is drawn, each ring by one M; units that touch share a ring.
      let count = outlines[index].count { $0 == "M" }
      #expect(count >= 1)
      let islands = cluster.units.count {
        ["Anggana", "Maratua", "Pulau Derawan"].contains(analysis.layer.units[$0].name)
      }
      #expect(count >= islands)
      outlined += islands
      parts += polygons.polygons(of: index).count
      lines += count
    }
    #expect(parts > 100)
    #expect(lines < parts / 4)
    #expect(outlined >= 2, "islands that are units by themselves")
  }
}
