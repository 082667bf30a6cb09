import Archives
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Cartography

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct ProjectTests {
  private func values(_ path: String, in document: XMLDocument) throws -> [String] {
    try document.nodes(forXPath: path).compactMap(\.stringValue)
  }

  @Test func theProjectNamesItsLayersByRelativePaths() throws {
    let map = try SmallMap.classes(.indonesian)
    let text = try QGISFiles(map.results, method: .fixed).projectText()
    #expect(!text.contains(map.folder.path))
    let project = try XMLDocument(data: Data(text.utf8), options: [])
    let ids = ["jangkau_layer_clusters", "jangkau_layer_gaps", "jangkau_layer_coverage"]
    #expect(ids.allSatisfy { $0.count > 10 })
    #expect(try values("//layer-tree-layer/@id", in: project) == ids)
    #expect(try values("//projectlayers/maplayer/id", in: project) == ids)
    #expect(
      try values("//projectlayers/maplayer/datasource", in: project) == [
        "./coverage.gpkg|layername=clusters", "./coverage.gpkg|layername=gaps", "./coverage.gpkg|layername=coverage",
      ])
    #expect(
      try values("//layer-tree-layer/@name", in: project) == [
        "Klaster cakupan rendah", "Kesenjangan dan cacat batas", "Cakupan kepesertaan (%)",
      ])
    #expect(
      try values("//projectlayers/maplayer/srs/spatialrefsys/authid", in: project)
        == Array(repeating: "EPSG:4326", count: 3))
    #expect(try values("//properties/SpatialRefSys/ProjectionsEnabled", in: project) == ["1"])
    #expect(try values("//properties/Paths/Absolute", in: project) == ["false"])
    // Units from 116° to 118°, and a margin of 3 %.
    #expect(try values("//mapcanvas/extent/*", in: project).map { Double($0) } == [115.94, -0.06, 118.06, 0.31])
  }

  @Test func theArchiveHoldsTheProjectAlone() throws {
    let map = try SmallMap.classes()
    let files = QGISFiles(map.results, method: .jenks)
    let archive = try ZipReader(files.project(), name: "jangkau.qgz")
    #expect(archive.entries.map(\.name) == ["jangkau.qgs"])
    let entry = try #require(archive.entries.first)
    #expect(try archive.contents(of: entry, limit: 1 << 20) == Array(files.projectText().utf8))
    #expect(try files.project() == QGISFiles(map.results, method: .jenks).project())
  }

  @Test func theGeoPackageIsTheSameEveryTime() throws {
    let map = try SmallMap.classes()
    let folder = TemporaryFolder()
    for name in ["1.gpkg", "2.gpkg"] {
      try QGISFiles(map.results, method: .fixed).writeGeoPackage(to: "\(folder.path)/\(name)")
    }
    let bytes = try #require(folder.read("1.gpkg"))
    #expect(bytes.count > 50_000)
    #expect(bytes == folder.read("2.gpkg"))
  }
}
