internal import FoundationEssentials
internal import Shapefile

/// Makes everything in `shapes/` again from the tables in `shapes/facts/`, to the same bytes.
///
///     swift run --package-path shapes/maker make-shapes [FOLDER]
///
/// Writes to `shapes/`, or to FOLDER, which must be there.
@main
struct MakeShapes {
  static func main() throws {
    let shapes = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
    let folder = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : shapes
    try MakeShapes(facts: shapes + "/facts", folder: folder).make()
  }

  /// Where the tables of facts lie, and where to write.
  private let facts, folder: String
  private let province: AdministrativeUnit
  private let regencies, kecamatan: [AdministrativeUnit]
  /// Of each kecamatan.
  private let centroids: [Point]
  /// Of each kecamatan, in square kilometres.
  private let areas: [Double]

  private init(facts: String, folder: String) throws {
    self.facts = facts
    self.folder = folder
    let units = try FactTable(facts + "/kaltim_units.csv")
    province = AdministrativeUnit.all("provinsi", in: units)[0]
    regencies = AdministrativeUnit.all("kabupaten/kota", in: units)
    kecamatan = AdministrativeUnit.all("kecamatan", in: units)
    let positions = try FactTable(facts + "/kaltim_kecamatan_facts.csv")
    precondition(positions.column("code_kemendagri") == kecamatan.map(\.code), "the tables list other kecamatan")
    centroids = zip(positions.numbers("centroid_lon"), positions.numbers("centroid_lat")).map {
      EqualAreaPlane.point(longitude: $0, latitude: $1)
    }
    areas = positions.numbers("area_km2")
  }

  private func make() throws {
    try makeLayers()
    try makeTables()
  }

  /// A kecamatan whose islands leave less than this share of its area is drawn as islands alone.
  private static let islandTolerance = 0.02

  private func makeLayers() throws {
    // Islands go to their kecamatan whole; the mainland is divided among the kecamatan that have area left.
    let outline = Outline(try FactTable(facts + "/outline.csv"))
    let islands = outline.islands.map { island in
      (unit: kecamatan.firstIndex { $0.code == island.unit }!, ring: island.ring)
    }
    var remaining = areas
    for island in islands { remaining[island.unit] -= EqualAreaPlane.area(island.ring) }
    let members = kecamatan.indices.filter { remaining[$0] > Self.islandTolerance * areas[$0] }
    let mainland = EqualAreaPlane.area(outline.mainland)
    let total = members.reduce(0) { $0 + remaining[$1] }
    let division = Division.divide(
      outline.mainland, centroids: members.map { centroids[$0] },
      targets: members.map { mainland / total * remaining[$0] })
    print("The mainland of the outline has \(mainland) km², and its kecamatan \(total) km².")
    print("The greatest error of a share of the outline is \(100 * division.greatestError) %.")

    let cells = division.coverage.relabelled { members[$0] }
    let names = Dictionary(uniqueKeysWithValues: ([province] + regencies).map { ($0.code, $0.name) })
    try write("kaltim_kecamatan", kecamatan, cells, islands: islands, names: names)
    let parents = kecamatan.map { unit in regencies.firstIndex { $0.code == unit.parentCode }! }
    try write(
      "kaltim_kabkota", regencies, cells.relabelled { parents[$0] },
      islands: islands.map { (parents[$0.unit], $0.ring) }, names: names)
  }

  private func write(
    _ name: String, _ units: [AdministrativeUnit], _ coverage: PlanarCoverage,
    islands: [(unit: Int, ring: [GridPosition])], names: [String: String]
  ) throws {
    let mainland = coverage.polygons(count: units.count)
    let polygons = units.indices.map { unit in
      mainland[unit] + islands.filter { $0.unit == unit }.map { [$0.ring] }
    }
    let layer = UnitLayer.make(name: name, units: units, polygons: polygons, parentNames: names)
    try ShapefileWriter.write(layer, to: "\(folder)/\(name).shp")
  }

  private func makeTables() throws {
    let offices = try FactTable(facts + "/bpjstk_offices.csv")
    let points = ServicePoints.positions(offices)
    let villages = try FactTable(facts + "/villages_per_kecamatan.csv")
    precondition(villages.column("code_kemendagri") == kecamatan.map(\.code), "the tables list other kecamatan")
    let enrolment = Enrolment(
      kecamatan: kecamatan, parentNames: Dictionary(uniqueKeysWithValues: regencies.map { ($0.code, $0.name) }),
      sizes: zip(villages.numbers("desa"), villages.numbers("kelurahan")).map { $0 + 5 * $1 },
      distances: centroids.map { centroid in points.map { ($0 - centroid).length }.min()! })
    try ServicePoints.table(offices).write(toFile: folder + "/titik_layanan.csv", atomically: true, encoding: .utf8)
    try enrolment.table(totals: try FactTable(facts + "/enrolment_totals.csv"))
      .write(toFile: folder + "/kepesertaan_ilustrasi.csv", atomically: true, encoding: .utf8)
  }
}
