import CoverageTestSupport
import Geometry
import Layers
import Projections
import TestSupport
import Testing

@testable import Boundaries

@Suite struct BoundaryGeometryTests {
  let workspace = Workspace()
  private static let fields: [Workspace.TextField] = [
    ("kode", ["64.02.14", "64.07.09", "64.02.01"]), ("nama", ["Muara Jawa", "Muara Lawa", "Muara Muntai"]),
  ]

  private func read(_ path: String, crs: String? = nil) throws -> BoundaryLayer {
    var options = BoundaryLayer.Options()
    options.crs = crs
    return try BoundaryLayer(path: path, options: options)
  }

  /// A square of a tenth of a degree by the equator, on WGS 84: `pyproj.Geod.polygon_area_perimeter`, PROJ 9.5.1.
  @Test func areasAndCentroids() throws {
    let layer = try read(try workspace.layer("x", Self.fields, polygons: squares(3, west: 117, south: -0.1)))
    for (index, unit) in layer.units.enumerated() {
      #expect(abs(unit.areaSquareKilometres - 123.090691431) < 1e-6)
      let centroid = try #require(unit.centroid)
      #expect(abs(centroid.longitude - (117.05 + 0.1 * Double(index))) < 1e-9)
      #expect(abs(centroid.latitude + 0.05) < 1e-6)
    }
    #expect(layer.provenance.crsName == "WGS 84")
    #expect(layer.provenance.crsCode == "EPSG:4326")
    #expect(layer.repairs.count == 0)
    #expect(layer.notices.isEmpty)
  }

  /// The same squares in a projection, made from degrees, come back where they were, with the same areas.
  @Test(arguments: ["EPSG:32750", "EPSG:23838", "EPSG:9470", "EPSG:4755", "EPSG:3857"])
  func otherSystemsGiveTheSame(_ code: String) throws {
    let system = try CoordinateReferenceSystem(definition: code)
    let west = code == "EPSG:23838" ? 116.0 : 117
    let original = squares(3, west: west, south: -0.2)
    var projected = original
    try CoordinateTransformation(from: .wgs84, to: system).apply(to: &projected, threads: 1)
    let reference = try read(try workspace.layer("x", Self.fields, polygons: original))
    let layer = try read(try workspace.layer("y", Self.fields, polygons: projected, crs: code))
    #expect(layer.polygons.coordinates.count == original.coordinates.count)
    for (value, expected) in zip(layer.polygons.coordinates, reference.polygons.coordinates) {
      #expect(abs(value - expected) < 1e-8)
    }
    for (unit, expected) in zip(layer.units, reference.units) {
      #expect(abs(unit.areaSquareKilometres - expected.areaSquareKilometres) < 1e-5)
      let (left, right) = (try #require(unit.centroid), try #require(expected.centroid))
      #expect(abs(left.longitude - right.longitude) < 1e-8)
      #expect(abs(left.latitude - right.latitude) < 1e-8)
    }
  }

  @Test func withoutAPrjTheSystemMustBeStated() throws {
    let path = try workspace.layer("tanpa", Self.fields, crs: nil)
    expectFault(
      id: "Peta tanpa tidak punya berkas .prj, jadi sistem koordinatnya tidak diketahui. Sertakan .prj, atau "
        + "sebutkan sistemnya, misalnya --crs EPSG:4326 (derajat WGS 84) atau --crs EPSG:9470 (SRGI2013).",
      en: "The layer tanpa has no .prj file, so its coordinate reference system is unknown. Add the .prj, or state the "
        + "system, for example --crs EPSG:4326 (WGS 84 degrees) or --crs EPSG:9470 (SRGI2013)."
    ) { try self.read(path) }
    #expect(try read(path, crs: "EPSG:4326").provenance.crsCode == "EPSG:4326")
    #expect(try read(path, crs: "EPSG:9470").provenance.crsName == "SRGI2013")
    expectFault(
      en: """
        The layer's coordinates look like longitudes and latitudes in degrees, with the extent (115.0, -2.0) – (115.3, -1.9), but the \
        coordinate reference system is WGS 84 / UTM zone 50N (EPSG:32650), which is projected. State the right \
        system, for example EPSG:4326 (WGS 84).
        """
    ) { try self.read(path, crs: "EPSG:32650") }
  }

  @Test func aStatedSystemMayNotContradictThePrj() throws {
    let path = try workspace.layer("utm", Self.fields)
    #expect(try read(path, crs: "EPSG:4326").provenance.crsCode == "EPSG:4326")
    expectFault(
      id: "--crs EPSG:32750 bertentangan dengan .prj peta utm, yang menyebut “WGS 84”. Hapus --crs, atau perbaiki "
        + "maupun singkirkan .prj bila isinya salah.",
      en: "--crs EPSG:32750 contradicts the .prj of the layer utm, which says “WGS 84”. Leave --crs out, or correct or "
        + "remove the .prj if it is wrong."
    ) { try self.read(path, crs: "EPSG:32750") }
    // A .prj that nobody can read is what --crs is for.
    workspace.folder.write("rusak", to: "utm.prj")
    #expect(try read(path, crs: "EPSG:4326").provenance.crsCode == "EPSG:4326")
    #expect(throws: (any Error).self) { try self.read(path) }
  }

  @Test func invalidRingsAreRepairedAndReported() throws {
    var polygons = squares(1, west: 117, south: 0)
    // A bow-tie of two triangles that meet in one point.
    polygons.append(feature: [[[(117.2, 0), (117.3, 0.1), (117.3, 0), (117.2, 0.1), (117.2, 0)]]])
    polygons.append(feature: [[[(117.4, 0), (117.5, 0), (117.5, 0.1), (117.4, 0.1), (117.4, 0)]]])
    let layer = try read(try workspace.layer("x", Self.fields, polygons: polygons))
    #expect(layer.repairs.count == 1)
    #expect(layer.units.count == 3)
    #expect(
      layer.notices.contains {
        $0.message.english
          == "x, record 2 (64.07.09 Muara Lawa): invalid polygon (Self-intersection at 117.25 0.05), repaired."
      }, "\(layer.notices.map(\.message.english))")
    let half = layer.units[0].areaSquareKilometres / 2
    #expect(abs(layer.units[1].areaSquareKilometres - half) < 0.001)
    #expect(layer.polygons.polygons(of: 1).count == 2)
  }

  @Test func manyRepairsAreSummedUpInPrintAndAllRecorded() throws {
    var polygons = PolygonBuffer()
    for unit in 0..<12 {
      let x = 117 + Double(unit)
      polygons.append(feature: [[[(x, 0), (x + 0.1, 0.1), (x + 0.1, 0), (x, 0.1), (x, 0)]]])
    }
    let units = (11...22).map { (code: "64.02.\($0)", name: "Unit \($0)") }
    let layer = try read(
      try workspace.layer(
        "x", [("kode", units.map(\.code)), ("nama", units.map(\.name))], polygons: polygons))
    #expect(layer.repairs.map(\.record) == Array(1...12))
    let told = layer.notices.map(\.message.english).filter { $0.contains("invalid polygon") }
    #expect(told.count == 6)
    #expect(
      told.last
        == "x: 7 more invalid polygons, repaired; all are listed in run.json and by check --format json.")
  }

  @Test func aNullShapeKeepsItsPlace() throws {
    var polygons = squares(1, west: 117)
    polygons.append(feature: [])
    polygons.append(feature: [[[(117.4, 0), (117.5, 0), (117.5, 0.1), (117.4, 0.1), (117.4, 0)]]])
    let path = try workspace.layer("x", Self.fields, polygons: polygons)
    let layer = try read(path)
    #expect(layer.units.map(\.name) == ["Muara Jawa", "Muara Lawa", "Muara Muntai"])
    #expect(layer.units[1].areaSquareKilometres == 0)
    #expect(layer.units[1].centroid == nil)
    #expect(layer.polygons.polygons(of: 1).isEmpty)
    #expect(try workspace.join(path, "kode;peserta;potensi\n64.07.09;1;2\n64.02.01;3;4\n").enrolled[0] == [nil, 1, 3])
  }

  @Test func holesAndPartsCount() throws {
    var polygons = PolygonBuffer()
    func square(_ x: Double, _ y: Double, _ side: Double) -> [(Double, Double)] {
      [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
    }
    polygons.append(feature: [[square(117, 0, 0.4), square(117.1, 0.1, 0.1).reversed()], [square(118, 0, 0.1)]])
    polygons.append(feature: [[square(117.1, 0.1, 0.1)]])
    polygons.append(feature: [[square(118, 0, 0.1)]])
    let layer = try read(try workspace.layer("x", Self.fields, polygons: polygons))
    let units = layer.units
    let outer = try read(
      try workspace.layer(
        "y", [("kode", ["64.02.14"]), ("nama", ["a"])],
        polygons: {
          var buffer = PolygonBuffer()
          buffer.append(feature: [[square(117, 0, 0.4)]])
          return buffer
        }())
    ).units[0].areaSquareKilometres
    #expect(
      abs(
        units[0].areaSquareKilometres
          - (outer - units[1].areaSquareKilometres + units[2].areaSquareKilometres)) < 1e-6)
    #expect(layer.polygons.polygons(of: 0).count == 2)
  }
}
