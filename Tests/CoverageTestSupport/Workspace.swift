package import Areas
internal import Boundaries
package import Coverage
package import Enrolment
package import Geometry
package import Layers
internal import Projections
internal import Shapefile
package import TableReading
package import TestSupport
internal import Testing

/// Layers and tables of one test, in a folder that goes with it.
package final class Workspace: Sendable {
  package let folder = TemporaryFolder()

  package init() {}

  /// A field of a synthetic layer, as text.
  package typealias TextField = (name: String, values: [String?])

  /// Writes a shapefile of these polygons, or of squares of a tenth of a degree in a row, and answers its path.
  @discardableResult
  package func layer(
    _ name: String = "peta", _ fields: [TextField], polygons: PolygonBuffer? = nil, crs: String? = "EPSG:4326"
  ) throws -> String {
    let count = fields[0].values.count
    var attributes = AttributeTable(rowCount: count)
    for field in fields { attributes.append(Field(name: field.name, kind: .text, width: 40), .text(field.values)) }
    return try layer(name, attributes, polygons: polygons ?? squares(count), crs: crs)
  }

  package func layer(_ name: String, _ attributes: AttributeTable, polygons: PolygonBuffer, crs: String?) throws
    -> String
  {
    let definition = try crs.map { try CoordinateReferenceSystem(definition: $0).esriWKT }
    let path = "\(folder.path)/\(name).shp"
    try ShapefileWriter.write(
      Layer(name: name, polygons: polygons, attributes: attributes, crsDefinition: definition ?? nil), to: path)
    return path
  }

  /// Kaltim's units of one level, as squares, in the fields `kode` and `nama`.
  package func kaltim(
    _ level: AdministrativeLevel, _ style: CodeStyle, only: (AreaRegistry.Area) -> Bool = { _ in true },
    field: String = "kode"
  ) throws -> String {
    let areas = kaltimAreas(level).filter { $0.key(in: style.system) != nil && only($0) }
    return try layer(
      "\(level.rawValue)_\(style)", [(field, areas.map { style.code($0) }), ("nama", areas.map(\.name))])
  }

  package func table(_ text: String, _ name: String = "t.csv") -> String { folder.write(text, to: name) }

  package func audit(
    _ layer: String, _ table: String, workforce: String? = nil, _ configure: (inout RunOptions) -> Void = { _ in }
  ) throws -> Audit {
    try Audit(options(layer, table, workforce, configure).inputs)
  }

  package func join(
    _ layer: String, _ table: String, workforce: String? = nil, _ configure: (inout RunOptions) -> Void = { _ in }
  ) throws -> Join {
    try #require(try audit(layer, table, workforce: workforce, configure).join)
  }

  package func analysis(
    _ layer: String, _ table: String, workforce: String? = nil, _ configure: (inout RunOptions) -> Void = { _ in }
  ) throws -> Analysis {
    let options = options(layer, table, workforce, configure)
    return try Analysis(options.inputs, options.analysis)
  }

  private func options(
    _ layer: String, _ text: String, _ workforce: String?, _ configure: (inout RunOptions) -> Void
  ) -> RunOptions {
    var options = RunOptions(inputs: Audit.Inputs(boundaries: layer, enrolment: TableSource(table(text))))
    // Most tests count units by their places in the whole layer.
    options.area = "all"
    configure(&options)
    options.workforce = workforce.map { TableSource(table($0, "w.csv"), reading: options.reading) }
    return options
  }
}

/// What a test states of a run: of what is read and of what is made of it, under one roof.
@dynamicMemberLookup
package struct RunOptions {
  package var inputs: Audit.Inputs
  package var analysis = Analysis.Options()

  /// What is stated of the tables.
  package var reading: ReadingOptions {
    get { inputs.enrolment?.reading ?? ReadingOptions() }
    set { inputs.enrolment?.reading = newValue }
  }
  package var columns: ReadingOptions.Named {
    get { reading.named }
    set { reading.named = newValue }
  }

  package subscript<Value>(dynamicMember member: WritableKeyPath<Audit.Inputs, Value>) -> Value {
    get { inputs[keyPath: member] }
    set { inputs[keyPath: member] = newValue }
  }
  package subscript<Value>(dynamicMember member: WritableKeyPath<Analysis.Options, Value>) -> Value {
    get { analysis[keyPath: member] }
    set { analysis[keyPath: member] = newValue }
  }
}

/// How a file writes its codes.
package enum CodeStyle: String, CaseIterable {
  /// 64.02.01
  case dotted
  /// 640201
  case plain
  /// 6403010
  case bps

  package var system: CodeSystem { self == .bps ? .bps : .kemendagri }

  package func code(_ area: AreaRegistry.Area) -> String? {
    switch self {
    case .dotted: BoundaryLayer.dotted(area.kemendagri)
    case .plain: area.kemendagri
    case .bps: area.bps
    }
  }
}

package func kaltimAreas(_ level: AdministrativeLevel) -> [AreaRegistry.Area] {
  AreaRegistry.shipped.areas.filter { $0.level == level }
}

/// Squares of a tenth of a degree in rows of twenty that share their edges.
package func squares(_ count: Int, side: Double = 0.1, west: Double = 115, south: Double = -2) -> PolygonBuffer {
  var buffer = PolygonBuffer()
  for index in 0..<count {
    let x = { (west * 10 + Double(index % 20 + $0) * side * 10) / 10 }
    let y = { (south * 10 + Double(index / 20 + $0) * side * 10) / 10 }
    buffer.append(feature: [[[(x(0), y(0)), (x(1), y(0)), (x(1), y(1)), (x(0), y(1)), (x(0), y(0))]]])
  }
  return buffer
}

/// Whether two numbers agree to 10⁻⁹, relative to the larger of the expected one and 1.
package func agree(_ value: Double?, _ expected: Double, tolerance: Double = 1e-9) -> Bool {
  guard let value else { return false }
  return abs(value - expected) <= tolerance * max(1, abs(expected))
}
