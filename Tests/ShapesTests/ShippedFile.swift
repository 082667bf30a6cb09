import Diagnostics
import Geometry
import Layers
import Shapefile
import Tables
import TestSupport

/// A layer of `shapes/` with its attributes as text.
struct ShippedLayer {
  let polygons: PolygonBuffer
  let crsDefinition: String?
  private let attributes: AttributeTable

  init(_ name: String) throws {
    let reader = try ShapefileReader(path: PackageFolder.path + "/shapes/" + name + ".shp")
    let reading = try reader.polygons(threads: 1)
    guard reading.findings.isEmpty else { preconditionFailure("\(name): \(reading.findings)") }
    polygons = reading.polygons
    attributes = try reader.attributes()
    crsDefinition = reader.crsDefinition
  }

  var fieldNames: [String] { attributes.fields.map(\.name) }

  func values(_ field: String) -> [String?] {
    let column = attributes.columns[attributes.index(of: field)!]
    return (0..<attributes.rowCount).map { column.text(at: $0) }
  }
  var codes: [String] { values("KODE").map { $0! } }
}

/// A table of `shapes/` by column names.
struct ShippedTable {
  private let table: DelimitedTable

  init(_ path: String, separator: Character? = nil) throws {
    table = try DelimitedTable(path: PackageFolder.path + "/shapes/" + path, separator: separator)
  }

  var header: [String] { table.header }
  func values(_ name: String) -> [String] {
    let column = table.columns(named: name)[0]
    return (0..<table.rowCount).map { table.cell($0, column) }
  }
  func counts(_ name: String) throws -> [Int] {
    try table.counts(inColumn: table.columns(named: name)[0]).values.map { $0! }
  }
  func numbers(_ name: String) -> [Double] { values(name).map { Double($0)! } }
}
