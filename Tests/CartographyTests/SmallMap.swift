import Coverage
import Diagnostics
import Geometry
import Layers
import Reporting
import Shapefile
import TableReading
import TestSupport

@testable import Cartography

/// A row of square units with counts in one or more segments, analysed.
struct SmallMap {
  let folder = TemporaryFolder()
  let results: Results

  struct Unit {
    var name: String
    /// Participants of 100 eligible workers, by segment; nil for a unit without a row.
    var enrolled: [Int]?
  }

  init(
    _ units: [Unit], segments: [String] = ["PU"], layer: String = "peta", language: Language = .english,
    target: Double = 100, codes: [String]? = nil
  ) throws {
    var attributes = AttributeTable(rowCount: units.count)
    let codes = codes ?? units.indices.map { "64.02.\($0 < 9 ? "0" : "")\($0 + 1)" }
    attributes.append(Field(name: "kode", kind: .text, width: 20), .text(codes))
    attributes.append(Field(name: "nama", kind: .text, width: 254), .text(units.map(\.name)))
    var polygons = PolygonBuffer()
    for index in units.indices {
      let x = 116 + 0.25 * Double(index)
      polygons.append(feature: [[[(x, 0), (x + 0.25, 0), (x + 0.25, 0.25), (x, 0.25), (x, 0)]]])
    }
    let definition =
      "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
      + "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]"
    let path = "\(folder.path)/\(layer).shp"
    try ShapefileWriter.write(
      Layer(name: layer, polygons: polygons, attributes: attributes, crsDefinition: definition), to: path)
    var table = "kode;segmen;peserta;potensi\n"
    for (code, unit) in zip(codes, units) {
      for (segment, enrolled) in zip(segments, unit.enrolled ?? []) {
        table += "\(code);\"\(segment.replacing("\"", with: "\"\""))\";\(enrolled);100\n"
      }
    }
    let inputs = Audit.Inputs(boundaries: path, enrolment: TableSource(folder.write(table, to: "tabel.csv")))
    var options = Analysis.Options()
    options.language = language
    options.target = CoverageFigures.Target(percent: target)
    let analysis = try Analysis(inputs, options)
    var statistics = SpatialOptions()
    statistics.permutations = 99
    statistics.replications = 99
    let spatial = try SpatialAnalysis(analysis, options: statistics, threads: 1)
    results = try Results(analysis, spatial, SpatialGaps(analysis, threads: 1), decimals: 6, threads: 1)
  }

  /// Eight units: one for each class of fixed steps, one that is all covered, one at a bound, and one without data.
  static func classes(_ language: Language = .english, target: Double = 90) throws -> SmallMap {
    let enrolled = [5, 25, 45, 65, 85, 100, 20, nil]
    return try SmallMap(
      enrolled.enumerated().map { Unit(name: "Unit \($0)", enrolled: $1.map { [$0] }) }, language: language,
      target: target)
  }
}
