import Archives
import Diagnostics
import Foundation
import Geometry
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

  private func project(_ map: SmallMap) throws -> XMLDocument {
    try XMLDocument(data: Data(QGISFiles(map.results, method: .fixed).projectText().utf8), options: [])
  }

  private static let layers = [
    "clusters", "parents", "uncovered", "cold_spots", "threshold", "scan", "holes", "overlaps", "no_data", "veil",
    "coverage",
  ]

  @Test func theProjectNamesItsLayersByRelativePaths() throws {
    let map = try SmallMap.classes(.indonesian)
    #expect(try !QGISFiles(map.results, method: .fixed).projectText().contains(map.folder.path))
    let project = try project(map)
    let ids = Self.layers.map { "jangkau_layer_\($0)" }
    #expect(ids.allSatisfy { $0.count > 10 })
    #expect(try values("/qgis/layer-tree-group//layer-tree-layer/@id", in: project) == ids)
    #expect(try values("//projectlayers/maplayer/id", in: project) == ids)
    #expect(
      try values("//projectlayers/maplayer/datasource", in: project) == [
        #"./coverage.gpkg|layername=clusters|subset="method" = 'scan' AND "significant" = 1 AND "order" <= 10"#,
        "./coverage.gpkg|layername=parents", "./coverage.gpkg|layername=coverage",
        #"./coverage.gpkg|layername=clusters|subset="method" = 'cold_spot'"#,
        #"./coverage.gpkg|layername=clusters|subset="method" = 'threshold'"#,
        #"./coverage.gpkg|layername=clusters|subset="method" = 'scan'"#,
        #"./coverage.gpkg|layername=gaps|subset="kind" = 'boundary_hole'"#,
        #"./coverage.gpkg|layername=gaps|subset="kind" = 'boundary_overlap'"#,
        #"./coverage.gpkg|layername=gaps|subset="kind" = 'no_data'"#, "./coverage.gpkg|layername=parents",
        "./coverage.gpkg|layername=coverage",
      ])
    #expect(
      try Set(values("//projectlayers/maplayer/srs/spatialrefsys/authid", in: project)) == ["EPSG:4326"])
    #expect(try values("//properties/SpatialRefSys/ProjectionsEnabled", in: project) == ["1"])
    #expect(try values("//properties/Paths/Absolute", in: project) == ["false"])
    // Units from 116° to 118°, and a margin of 3 %.
    #expect(try values("//mapcanvas/extent/*", in: project).map { Double($0) } == [115.94, -0.06, 118.06, 0.31])
  }

  @Test func onlyWhatMattersIsOnWhenItOpens() throws {
    let project = try project(.classes(.indonesian))
    #expect(
      try values("/qgis/layer-tree-group/layer-tree-layer/@name", in: project)
        == ["Kantong cakupan rendah (10 terkuat)", "Batas kabupaten/kota", "Cakupan kepesertaan (%)"])
    #expect(
      try values("/qgis/layer-tree-group/layer-tree-group/@name", in: project)
        == ["Pekerja belum terlindungi", "Klaster lain", "Periksa batas", "Atlas"])
    let off = try values("/qgis/layer-tree-group/layer-tree-group/@checked", in: project)
    #expect(Set(off) == ["Qt::Unchecked"])
    #expect(
      try values("//layer-tree-group[@name='Periksa batas']/layer-tree-layer/@id", in: project)
        == ["holes", "overlaps", "no_data"].map { "jangkau_layer_\($0)" })
  }

  /// What is switched on later, boundary defects above all, is on no page and in no legend.
  @Test(arguments: Language.allCases) func pagesShowWhatIsOnAtTheOpening(language: Language) throws {
    let map = try SmallMap.classes(language)
    let project = try project(map)
    let names = try values("//Layouts/Layout/@name", in: project)
    #expect(
      names
        == (language == .indonesian
          ? ["Peta cakupan A4", "Peta cakupan A3", "Atlas kabupaten/kota A4"]
          : ["Coverage map A4", "Coverage map A3", "Atlas regencies and cities A4"]))
    let visible = Set(["clusters", "parents", "coverage"].map { "jangkau_layer_\($0)" })
    for name in names {
      let page = "//Layouts/Layout[@name='\(name)']"
      #expect(try Set(values("\(page)//layer-tree-layer/@id", in: project)) == visible)
      let shown = try Set(values("\(page)/LayoutItem/LayerSet/Layer", in: project))
      #expect(shown == (name.hasPrefix("Atlas") ? visible.union(["jangkau_layer_veil"]) : visible))
      #expect(try values("\(page)/LayoutItem[@type='65639']/@keepLayerSet", in: project).allSatisfy { $0 == "true" })
      let arrow = try #require(try values("\(page)/LayoutItem[@type='65640']/@file", in: project).first)
      let picture = Data(base64Encoded: String(arrow.dropFirst("base64:".count))).map {
        String(decoding: $0, as: UTF8.self)
      }
      // An arc for the U of utara, a zigzag for N.
      #expect(picture?.contains(language == .indonesian ? "A1.5" : "L7.5 4 V0.5") == true)
    }
    #expect(try values("//Layouts/Layout/Atlas/@coverageLayer", in: project) == ["jangkau_layer_parents"])
    #expect(try values("//Layouts/Layout/Atlas/@sortKey", in: project) == ["\"rank_uncovered\""])
    let texts = try values("//Layouts/Layout[1]/LayoutItem[@type='65641']/@labelText", in: project)
    let finding = MapFinding(map.results.analysis)
    #expect(texts.prefix(2) == [finding.title, finding.sentence])
    #expect(texts.count > 2 && texts[2].hasPrefix(MapSource(map.results.analysis).text))
  }

  @Test func aLayerWithoutParentsHasNoAtlas() throws {
    let map = try SmallMap([.init(name: "A", enrolled: [5]), .init(name: "B", enrolled: [60])], codes: ["X1", "X2"])
    let project = try project(map)
    #expect(try values("//Layouts/Layout/@name", in: project) == ["Coverage map A4", "Coverage map A3"])
    #expect(try values("//Layouts/Layout/Atlas", in: project).isEmpty)
    let ids = try values("//projectlayers/maplayer/id", in: project)
    #expect(ids == Self.layers.filter { !["parents", "veil"].contains($0) }.map { "jangkau_layer_\($0)" })
  }

  @Test func notesSayTheDenominatorAndTheSource() throws {
    let map = try SmallMap.classes()
    let project = try project(map)
    let abstracts = try values("//maplayer/resourceMetadata/abstract", in: project)
    #expect(abstracts.count == Self.layers.count)
    for abstract in abstracts + (try values("/qgis/projectMetadata/abstract", in: project)) {
      #expect(abstract.contains("Eligible workers (the denominator): 700 in 7 of 8 "))
      #expect(abstract.contains(MapSource(map.results.analysis).text))
    }
    #expect(abstracts.last?.hasPrefix("One row for each unit") == true)
  }

  @Test func anInsetShowsTheParentOfSmallUnits() throws {
    let small = LayoutPage.Frame(x: 0, y: 0, width: 60, height: 50)
    let analysis = try SmallMap.classes().results.analysis
    // Units of a quarter of a degree take 25 mm, and then 0.25 mm.
    #expect(InsetArea(analysis, scale: 100, in: small) == nil)
    let inset = try #require(InsetArea(analysis, scale: 1, in: small))
    #expect(inset.bounds == analysis.layer.polygons.bounds)
  }

  @Test(arguments: LayoutPage.Format.allCases) func longTextsAreSmaller(format: LayoutPage.Format) {
    let page = LayoutPage(format)
    #expect(page.size(of: "Cakupan", in: page.title, atMost: 16) == 16)
    var last = 16.0
    for count in [60, 120, 240, 5000] {
      let size = page.size(of: String(repeating: "a", count: count), in: page.title, atMost: 16)
      #expect(size <= last && size >= 5)
      last = size
    }
    #expect(last == 5)
  }

  @Test func pagesFitTheirMaps() {
    let (high, wide) = (Box(minX: 0, minY: 0, maxX: 1, maxY: 3), Box(minX: 95, minY: -11, maxX: 141, maxY: 6))
    for format in LayoutPage.Format.allCases {
      let (upright, sideways) = (LayoutPage(format, showing: high), LayoutPage(format, showing: wide))
      #expect(upright.page.height > upright.page.width && sideways.page.width > sideways.page.height)
      for page in [upright, sideways, LayoutPage(format)] {
        let parts = [page.title, page.finding, page.map, page.legend, page.insetTitle, page.inset, page.source]
        for (index, part) in parts.enumerated() {
          #expect(part.x >= 0 && part.x + part.width <= page.page.width)
          #expect(part.y >= 0 && part.y + part.height <= page.page.height)
          for other in parts[(index + 1)...] {
            let isBeside = part.x + part.width <= other.x + 0.01 || other.x + other.width <= part.x + 0.01
            let isAbove = part.y + part.height <= other.y + 0.01 || other.y + other.height <= part.y + 0.01
            #expect(isBeside || isAbove)
          }
        }
        // All of the area is in the map's extent, in the map's proportions.
        let extent = page.map.extent(of: wide)
        #expect(extent.minX < 95 && extent.maxX > 141 && extent.minY < -11 && extent.maxY > 6)
        let ratio = (extent.maxX - extent.minX) / (extent.maxY - extent.minY)
        #expect(abs(ratio - page.map.width / page.map.height) < 1e-9)
      }
    }
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
