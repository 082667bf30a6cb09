import Geometry
import Layers
import Shapefile
import TestSupport
import Testing

/// Real layers in the schemas that users meet: counts as their provenance states them, the invariants of the buffer,
/// and the way through the writer and back.
@Suite(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)")) struct RealLayerTests {
  @Test(arguments: [
    ("boundaries/kaltim_kabkota_cahyadsn_desadissolve", 10, 0), ("boundaries/kaltim_kabkota_cahyadsn_native", 10, 0),
    ("boundaries/kaltim_kabkota_big_mashadinoor", 10, 0), ("boundaries/kaltim_kabkota_bps_quarcs", 10, 0),
    ("boundaries/kaltim_kecamatan_cahyadsn_desadissolve", 105, 0),
    ("boundaries/kaltim_kecamatan_cahyadsn_native", 105, 0), ("boundaries/kaltim_kecamatan_hdx2020_noAnggana", 102, 0),
    ("boundaries/kaltim_desa_cahyadsn", 1038, 0), ("boundaries/wild/Batas Provinsi", 34, 0),
    // Seven districts have islands wound like holes.
    ("boundaries/indonesia_kecamatan", 7285, 7),
    ("reference/layers/nc", 100, 0), ("reference/layers/sids2", 100, 0), ("reference/layers/columbus", 49, 0),
  ])
  func layer(path: String, count: Int, recordsWithFindings: Int) throws {
    let reader = try ShapefileReader(path: SharedData.path(path))
    let reading = try reader.polygons(threads: 2)
    let polygons = reading.polygons
    #expect(polygons.featureCount == count)
    #expect(Set(reading.findings.map(\.record)).count == recordsWithFindings)
    for polygon in 0..<polygons.polygonCount {
      for (position, ring) in polygons.rings(of: polygon).enumerated() {
        let vertices = polygons.vertices(of: ring)
        let xy = vertices.map { (polygons.coordinates[2 * $0], polygons.coordinates[2 * $0 + 1]) }
        #expect(xy.count >= 4 && xy.first! == xy.last!)
        let area = zip(xy, xy.dropFirst()).reduce(0) { sum, edge in
          sum + (edge.0.0 - xy[0].0) * (edge.1.1 - xy[0].1) - (edge.1.0 - xy[0].0) * (edge.0.1 - xy[0].1)
        }
        #expect(position == 0 ? area > 0 : area < 0)
      }
    }
    let folder = TemporaryFolder()
    let attributes = try reader.attributes(threads: 2)
    try ShapefileWriter.write(
      Layer(name: reader.name, polygons: polygons, attributes: attributes, crsDefinition: reader.crsDefinition),
      to: folder.path + "/copy")
    let copy = try ShapefileReader(path: folder.path + "/copy")
    let again = try copy.polygons(threads: 1)
    #expect(again.polygons == polygons)
    #expect(again.findings == [])
    #expect(try copy.attributes() == attributes)
    #expect(copy.crsDefinition == reader.crsDefinition)
  }

  @Test func namesAndCodesOfTheProvinces() throws {
    let table = try ShapefileReader(path: SharedData.path("boundaries/wild/Batas Provinsi")).attributes()
    #expect(table.fields.map(\.name) == ["No", "Kode_Prov", "Provinsi"])
    let codes = (0..<34).map { table.columns[1].text(at: $0) }
    let row = try #require(codes.firstIndex(of: "64"))
    #expect(table.columns[2].text(at: row) == "KALIMANTAN TIMUR")
  }
}
