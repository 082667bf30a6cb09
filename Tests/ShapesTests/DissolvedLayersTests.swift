import GEOS
import Geometry
import Testing

@Suite("The layers that ship, dissolved")
struct DissolvedLayersTests {
  /// An edge by the bits of its ends.
  private struct Edge: Hashable {
    let ax, ay, bx, by: Double
  }

  private func edges(ofFeature feature: Int, in buffer: PolygonBuffer) -> [Edge] {
    buffer.rings(ofFeature: feature).flatMap { ring in
      buffer.vertices(of: ring).dropLast().map { vertex in
        let xy = buffer.coordinates[2 * vertex..<2 * vertex + 4]
        return Edge(
          ax: xy[xy.startIndex], ay: xy[xy.startIndex + 1], bx: xy[xy.startIndex + 2], by: xy[xy.startIndex + 3])
      }
    }
  }

  @Test func kecamatanDissolveToTheirRegencyEdgeByEdge() throws {
    let regencies = try ShippedLayer("kaltim_kabkota")
    let kecamatan = try ShippedLayer("kaltim_kecamatan")
    let groups = regencies.codes.map { code in
      kecamatan.codes.indices.filter { kecamatan.codes[$0].hasPrefix(code + ".") }
    }
    #expect(groups.reduce(0) { $0 + $1.count } == 105)
    let result = try dissolve(groups, of: kecamatan.polygons, threads: 2)
    for (regency, code) in regencies.codes.enumerated() {
      let found = edges(ofFeature: regency, in: result)
      let expected = edges(ofFeature: regency, in: regencies.polygons)
      #expect(Set(found) == Set(expected) && found.count == expected.count, "\(code)")
      #expect(
        result.polygons(of: regency).count == regencies.polygons.polygons(of: regency).count
          && result.rings(ofFeature: regency).count == regencies.polygons.rings(ofFeature: regency).count, "\(code)")
    }
  }
}
