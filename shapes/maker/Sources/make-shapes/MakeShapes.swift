internal import Foundation
internal import Shapefile

/// Makes everything in `shapes/` again from the tables in `shapes/facts/`, to the same bytes.
///
///     swift run --package-path shapes/maker make-shapes [FOLDER]
///
/// Writes to `shapes/`, or to FOLDER, which must be there.
@main
struct MakeShapes {
  static func main() throws {
    let shapes = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .path
    let folder = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : shapes
    func facts(_ name: String) throws -> FactTable { try FactTable(shapes + "/facts/" + name) }

    let unitTable = try facts("kaltim_units.csv")
    let regencies = AdministrativeUnit.all("kabupaten/kota", in: unitTable)
    let kecamatan = AdministrativeUnit.all("kecamatan", in: unitTable)
    let province = AdministrativeUnit.all("provinsi", in: unitTable)
    let regencyNames = Dictionary(uniqueKeysWithValues: regencies.map { ($0.code, $0.name) })
    let positions = try facts("kaltim_kecamatan_facts.csv")
    precondition(positions.column("code_kemendagri") == kecamatan.map(\.code), "the tables list other kecamatan")
    let centroids = zip(positions.numbers("centroid_lon"), positions.numbers("centroid_lat")).map {
      EqualAreaPlane.point(longitude: $0, latitude: $1)
    }

    // Islands are given to their kecamatan whole; the mainland is divided among the kecamatan that have area left.
    let outline = Outline(try facts("outline.csv"))
    var remaining = positions.numbers("area_km2")
    for island in outline.islands {
      remaining[kecamatan.firstIndex { $0.code == island.unit }!] -= EqualAreaPlane.area(island.ring)
    }
    let members = kecamatan.indices.filter { remaining[$0] > islandTolerance * positions.numbers("area_km2")[$0] }
    let total = members.reduce(0) { $0 + remaining[$1] }
    let scale = EqualAreaPlane.area(outline.mainland) / total
    let division = Division.divide(
      outline.mainland, centroids: members.map { centroids[$0] }, targets: members.map { scale * remaining[$0] })
    print("mainland of the outline: \(EqualAreaPlane.area(outline.mainland)) km², to divide: \(total) km²")
    print("greatest error of an area against its share of the outline: \(100 * division.greatestError) %")

    let cells = division.coverage.relabelled { members[$0] }
    let parents = kecamatan.map { unit in regencies.firstIndex { $0.code == unit.parentCode }! }
    try write(
      cells, islands: outline.islands.map { island in (kecamatan.firstIndex { $0.code == island.unit }!, island.ring) },
      units: kecamatan, parentNames: regencyNames, to: folder + "/kaltim_kecamatan.shp")
    try write(
      cells.relabelled { parents[$0] },
      islands: outline.islands.map { island in
        (regencies.firstIndex { island.unit.hasPrefix($0.code + ".") }!, island.ring)
      },
      units: regencies, parentNames: [province[0].code: province[0].name], to: folder + "/kaltim_kabkota.shp")

    let offices = try facts("bpjstk_offices.csv")
    let points = ServicePoints.positions(offices)
    let villages = try facts("villages_per_kecamatan.csv")
    precondition(villages.column("code_kemendagri") == kecamatan.map(\.code), "the tables list other kecamatan")
    let enrolment = Enrolment(
      kecamatan: kecamatan, parentNames: regencyNames,
      sizes: zip(villages.numbers("desa"), villages.numbers("kelurahan")).map { $0 + 5 * $1 },
      distances: centroids.map { centroid in points.map { ($0 - centroid).length }.min()! })
    try ServicePoints.table(offices).write(toFile: folder + "/titik_layanan.csv", atomically: true, encoding: .utf8)
    try enrolment.table(totals: try facts("enrolment_totals.csv"))
      .write(toFile: folder + "/kepesertaan_ilustrasi.csv", atomically: true, encoding: .utf8)
  }

  /// A kecamatan whose islands leave less than this share of its area is drawn as islands alone.
  private static let islandTolerance = 0.02

  private static func write(
    _ coverage: PlanarCoverage, islands: [(unit: Int, ring: [GridPosition])], units: [AdministrativeUnit],
    parentNames: [String: String], to path: String
  ) throws {
    let mainland = coverage.polygons(count: units.count)
    let polygons = units.indices.map { unit in
      mainland[unit] + islands.filter { $0.unit == unit }.map { [$0.ring] }
    }
    let name = String(path.split(separator: "/").last!.dropLast(4))
    let layer = UnitLayer.make(name: name, units: units, polygons: polygons, parentNames: parentNames)
    try ShapefileWriter.write(layer, to: path)
  }
}
