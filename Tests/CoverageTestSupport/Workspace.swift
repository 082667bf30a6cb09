import Diagnostics
import Geometry
import Layers
import Projections
import Shapefile
import TestSupport
import Testing

@testable import Coverage

/// Layers and tables of one test, in a folder that goes with it.
final class Workspace: Sendable {
  let folder = TemporaryFolder()

  /// A field of a synthetic layer, as text.
  typealias TextField = (name: String, values: [String?])

  /// Writes a shapefile of these polygons, or of squares of a tenth of a degree in a row, and answers its path.
  @discardableResult
  func layer(
    _ name: String = "peta", _ fields: [TextField], polygons: PolygonBuffer? = nil, crs: String? = "EPSG:4326"
  ) throws -> String {
    let count = fields[0].values.count
    var attributes = AttributeTable(rowCount: count)
    for field in fields { attributes.append(Field(name: field.name, kind: .text, width: 40), .text(field.values)) }
    return try layer(name, attributes, polygons: polygons ?? squares(count), crs: crs)
  }

  func layer(_ name: String, _ attributes: AttributeTable, polygons: PolygonBuffer, crs: String?) throws -> String {
    let definition = try crs.map { try CoordinateReferenceSystem(definition: $0).esriWKT }
    let path = "\(folder.path)/\(name).shp"
    try ShapefileWriter.write(
      Layer(name: name, polygons: polygons, attributes: attributes, crsDefinition: definition ?? nil), to: path)
    return path
  }

  /// Kaltim's units of one level, as squares, in the fields `kode` and `nama`.
  func kaltim(
    _ level: AdministrativeLevel, _ style: CodeStyle, only: (AreaRegistry.Area) -> Bool = { _ in true },
    field: String = "kode"
  ) throws -> String {
    let areas = kaltimAreas(level).filter { $0.key(in: style.system) != nil && only($0) }
    return try layer(
      "\(level.rawValue)_\(style)", [(field, areas.map { style.code($0) }), ("nama", areas.map(\.name))])
  }

  func table(_ text: String, _ name: String = "t.csv") -> String { folder.write(text, to: name) }

  func audit(
    _ layer: String, _ table: String, workforce: String? = nil, _ configure: (inout Analysis.Options) -> Void = { _ in }
  ) throws -> Audit {
    try Audit(options(layer, table, workforce, configure))
  }

  func join(
    _ layer: String, _ table: String, workforce: String? = nil, _ configure: (inout Analysis.Options) -> Void = { _ in }
  ) throws -> Join {
    try #require(try audit(layer, table, workforce: workforce, configure).join)
  }

  func analysis(
    _ layer: String, _ table: String, workforce: String? = nil, _ configure: (inout Analysis.Options) -> Void = { _ in }
  ) throws -> Analysis {
    try Analysis(options(layer, table, workforce, configure))
  }

  private func options(
    _ layer: String, _ text: String, _ workforce: String?, _ configure: (inout Analysis.Options) -> Void
  ) -> Analysis.Options {
    var options = Analysis.Options(boundaries: layer, enrolment: table(text))
    options.workforce = workforce.map { table($0, "w.csv") }
    configure(&options)
    return options
  }
}

/// How a file writes its codes.
enum CodeStyle: String, CaseIterable {
  /// 64.02.01
  case dotted
  /// 640201
  case plain
  /// 6403010
  case bps

  var system: CodeSystem { self == .bps ? .bps : .kemendagri }

  func code(_ area: AreaRegistry.Area) -> String? {
    switch self {
    case .dotted: BoundaryLayer.dotted(area.kemendagri)
    case .plain: area.kemendagri
    case .bps: area.bps
    }
  }
}

func kaltimAreas(_ level: AdministrativeLevel) -> [AreaRegistry.Area] {
  AreaRegistry.shipped.areas.filter { $0.level == level }
}

/// Squares of a tenth of a degree in rows of twenty that share their edges.
func squares(_ count: Int, side: Double = 0.1, west: Double = 115, south: Double = -2) -> PolygonBuffer {
  var buffer = PolygonBuffer()
  for index in 0..<count {
    let x = { (west * 10 + Double(index % 20 + $0) * side * 10) / 10 }
    let y = { (south * 10 + Double(index / 20 + $0) * side * 10) / 10 }
    buffer.append(feature: [[[(x(0), y(0)), (x(1), y(0)), (x(1), y(1)), (x(0), y(1)), (x(0), y(0))]]])
  }
  return buffer
}

/// Checks kind and both texts of the fault that `body` throws.
func expectFault<T>(
  _ kind: Diagnostic.Kind = .badInput, id: String? = nil, en: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> T
) {
  do {
    _ = try body()
    Issue.record("nothing thrown", sourceLocation: sourceLocation)
  } catch let fault as Diagnostic {
    #expect(fault.kind == kind, sourceLocation: sourceLocation)
    if let id { #expect(fault.message.indonesian == id, sourceLocation: sourceLocation) }
    #expect(fault.message.english == en, sourceLocation: sourceLocation)
  } catch {
    Issue.record("\(error)", sourceLocation: sourceLocation)
  }
}

/// The same draws on every run (SplitMix64).
struct FixedGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
